"""What lies among the exports: each file is judged apart, and none ends an import."""

import datetime
import os

import pytest
from conftest import Home
from imports.test_taking_in import counts, log

from privacy.contracts.roles import Role
from privacy.imports import import_files, read_export, read_together
from privacy.storage import exports

UTC = datetime.UTC
PLAIN = log(20)
OTHER = PLAIN.replace(b"05/Oct", b"06/Oct")


def odd_files(home):
    """A file of each odd kind, and what its sentence says."""
    folder = home.folder / "exports" / "web"
    folder.mkdir(parents=True)
    (folder / "dangling.log").symlink_to(folder / "nowhere.log")
    (folder / "circle.log").symlink_to(folder / "round.log")
    (folder / "round.log").symlink_to(folder / "circle.log")
    (folder / "linked").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "pipe.log")
    (folder / "two\nlines.log").write_bytes(PLAIN)
    (folder / os.fsdecode(b"\xe5r.log")).write_bytes(PLAIN)
    home.put("web/vanishes.log", log(20, start=80))
    home.put("web/breaks.log", log(20, start=120))
    return {
        "dangling.log": "leads to no file",
        "circle.log": "leads to no file",
        "round.log": "leads to no file",
        "linked": "a link to a folder",
        "pipe.log": "no ordinary file",
        "two\\nlines.log": "not plain text",
        "\\udce5r.log": "not plain text",
        "vanishes.log": "No such file",
        "breaks.log": "ZeroDivisionError",
    }


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("folders"))
    output = odd_files(home)
    home.put("web/good.log", PLAIN)
    read_web = read_export.read_web

    def breaking(connection, export, *given):
        if export.name == "vanishes.log":
            export.path.unlink()
        if export.name == "breaks.log":
            raise ZeroDivisionError("Anna Andersson")
        return read_web(connection, export, *given)

    def breaking_together(_connection, files, *_given):
        raise ZeroDivisionError(files)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_files, "_MOST_HELD", 0)
        patch.setattr(read_export, "read_web", breaking)
        patch.setattr(read_together, "read_webs", breaking_together)
        patch.setattr("privacy.building.workers._WORTH_PROCESSES", 100)
        result = {file.file: file for file in home.take_in().files}
    return home, output, result


def test_an_odd_file_costs_one_sentence_and_never_the_import(taken):
    _home, output, result = taken
    refused = {name: file.refused for name, file in result.items() if file.refused}
    assert refused.keys() == output.keys()
    for name, words in output.items():
        assert words in refused[name], name
        assert refused[name].startswith(name)
        assert refused[name].endswith(".")
        assert "Andersson" not in refused[name]
        assert "\n" not in refused[name]


def test_the_good_file_beside_odd_ones_counts(taken):
    _home, _said, result = taken
    assert counts(result["good.log"]) == (20, 20, 0, 0)


def test_odd_files_are_passed_over_when_our_own_files_are_listed(taken):
    home = taken[0]
    desk = home.desk(Role.DPO)
    rows = desk.ask("dpo/records", as_of="2026-11-23", language="sv").records()
    desk.close()
    listed = {r["record_id"] for r in rows if r["record_type"] == "Exportfil webb"}
    assert listed == {"web/good.log"}


def test_a_hidden_folder_is_left_out_and_a_folder_above_the_exports_is_not(tmp_path):
    home = Home(tmp_path / ".hidden")
    home.put("web/deep/deeper/a.log", PLAIN)
    home.put("web/.trash/deep/deeper/b.log", OTHER)
    home.put("web/~$lock.csv", b"x")
    result = [file.file for file in home.read_in()]
    assert result == ["a.log"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_a_folder_that_may_not_be_read_is_a_sentence(home):
    home.put("web/closed/a.log", PLAIN).parent.chmod(0)
    (file,) = home.read_in()
    assert "may not read" in file.refused


def test_a_file_with_the_name_size_and_time_of_another_is_read(home):
    one = home.put("web/first/access.log", PLAIN)
    two = home.put("web/second/access.log", OTHER)
    assert len(PLAIN) == len(OTHER)
    for path in (one, two):
        os.utime(path, ns=(1_790_000_000 * 10**9,) * 2)
    assert [counts(file)[1] for file in home.read_in(one)] == [20]
    assert [counts(file) for file in home.read_in()] == [
        (20, 0, 0, 20),
        (20, 20, 0, 0),
    ]


def test_a_file_with_new_content_is_read_though_its_size_and_time_are_set_back(home):
    path = home.put("web/access.log", PLAIN)
    home.read_in()
    before = path.stat()
    path.write_bytes(OTHER)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert counts(home.read_in()[0]) == (20, 20, 0, 0)


def test_a_file_that_looks_as_it_did_is_not_opened_again(home, monkeypatch):
    home.put("web/access.log", PLAIN)
    home.read_in()
    monkeypatch.setattr(import_files, "find_export", None)
    assert counts(home.read_in()[0]) == (20, 0, 0, 20)


def test_damaged_looks_only_mean_that_files_are_looked_at_again(home):
    home.put("web/access.log", PLAIN)
    home.read_in()
    (home.organisation.builds / "looks.json").write_text('{"web/access.log": [1]}')
    assert counts(home.read_in()[0]) == (20, 0, 0, 20)


@pytest.mark.parametrize(
    ("written_at", "day"),
    [
        ("2026-11-22T22:59:59", "2026-11-22"),
        ("2026-11-22T23:30:00", "2026-11-23"),
        ("2026-07-01T22:30:00", "2026-07-02"),
    ],
)
def test_a_file_belongs_to_the_swedish_day_it_was_written(tmp_path, written_at, day):
    path = tmp_path / "access.log"
    path.write_bytes(PLAIN)
    seconds = datetime.datetime.fromisoformat(written_at).replace(tzinfo=UTC)
    os.utime(path, (seconds.timestamp(),) * 2)
    result, _ = read_export.find_export(path, read_export.Beginnings([]))
    assert result.exported_on.isoformat() == day


def test_a_name_is_shown_on_one_line():
    assert exports.printable("å b\r\n\x1b[1m.csv") == "å b\\r\\n\\x1b[1m.csv"


def test_a_request_that_is_open_again_is_no_repeat(home):
    head = "request_id,request_type,received_at,closed_on\n"
    again = "R1,radering,2026-10-05,\n"
    shown = {"01": again, "02": "R1,radering,2026-10-05,2026-10-09\n", "03": again}
    gave = []
    for day, line in shown.items():
        other = f"R{day},radering,2026-10-06,\n"
        path = home.put(
            f"requests/list-2026-11-{day}.csv", (head + line + other).encode()
        )
        gave += [counts(file) for file in home.read_in(path)]
    assert gave == [(2, 2, 0, 0)] * 3
    path = home.put("requests/list-2026-11-04.csv", (head + again).encode())
    assert [counts(file) for file in home.read_in(path)] == [(1, 0, 0, 1)]
