"""Every row is accounted for, once, and nothing is lost when something breaks."""

import datetime
import gzip
import json

import pytest
from conftest import AT

from privacy.contracts.roles import Role
from privacy.errors import Busy
from privacy.imports import import_files, read_export
from privacy.operations.backup import only_one

LINE = (
    '198.18.{a}.{b} - - [05/Oct/2026:10:{m:02}:00 +0200] "GET /{page} HTTP/1.1" '
    '200 512 "https://www.example.com/a?b=c" "Mozilla/5.0 (X11; Linux x86_64; '
    'rv:140.0) Gecko/20100101 Firefox/140.0"\n'
)


def log(lines: int, start: int = 0) -> bytes:
    return "".join(
        LINE.format(a=n % 200, b=n % 250 + 1, m=n % 60, page=f"sida{n % 3}")
        for n in range(start, start + lines)
    ).encode()


def counts(file):
    assert file.read == file.accepted + file.rejected + file.duplicate
    return file.read, file.accepted, file.rejected, file.duplicate


def test_an_export_imported_twice_counts_once(home):
    path = home.put("web/access.log", log(50))
    assert counts(home.read_in(path)[0]) == (50, 50, 0, 0)
    assert counts(home.read_in(path)[0]) == (50, 0, 0, 50)


def test_a_copy_under_another_name_counts_once(home):
    home.read_in(home.put("web/access.log", log(50)))
    again = home.read_in(home.put("web/copy.log", log(50)))
    assert counts(again[0]) == (50, 0, 0, 50)


def test_a_packed_copy_counts_once(home):
    home.read_in(home.put("web/access.log", log(50)))
    packed = home.put("web/access.log.1.gz", gzip.compress(log(50)))
    assert counts(home.read_in(packed)[0]) == (50, 0, 0, 50)


def test_a_log_that_grew_counts_once(home):
    home.read_in(home.put("web/access.log", log(50)))
    grown = home.put("web/access.log", log(80))
    assert counts(home.read_in(grown)[0]) == (80, 30, 0, 50)


def test_overlapping_exports_count_once(home):
    home.read_in(home.put("web/week40.log", log(50)))
    overlap = home.put("web/week41.log", log(50, start=30))
    assert counts(home.read_in(overlap)[0]) == (50, 30, 0, 20)


def test_two_equal_lines_in_one_log_are_two_events(home):
    path = home.put("web/access.log", log(1) * 2)
    assert counts(home.read_in(path)[0]) == (2, 2, 0, 0)


def test_a_broken_line_costs_that_line_only(home):
    path = home.put("web/access.log", log(10) + b'198.18.0.1 "broken\n' + log(10, 10))
    file = home.take_in(path).files[0]
    assert counts(file) == (21, 20, 1, 0)
    rejects = home.desk(Role.DPO)._register.cursor()
    rejects.execute("use build")
    assert rejects.execute("select line, reason from register.rejects").fetchall() == [
        (11, next(iter(file.reasons)))
    ]


def test_an_unknown_file_is_refused_and_the_others_are_taken_in(home):
    home.put("web/access.log", log(10))
    home.put("web/poem.txt", "Det var en gång\nen liten sång\n".encode())
    summary = home.take_in()
    by_name = {file.file: file for file in summary.files}
    assert by_name["access.log"].accepted == 10
    assert "poem.txt" in by_name["poem.txt"].refused
    assert not summary.is_well


def test_an_import_killed_half_way_leaves_the_old_build_and_can_be_repeated(
    home, monkeypatch
):
    before = home.take_in(home.put("web/a.log", log(20))).build

    def killed(*_given):
        raise KeyboardInterrupt

    later = home.put("web/b.log", log(20, start=100))
    with monkeypatch.context() as patch:
        patch.setattr(read_export, "write_part", killed)
        with pytest.raises(KeyboardInterrupt):
            home.take_in(later)
    assert home.desk(Role.DPO).build == before
    assert counts(home.take_in(later).files[0]) == (20, 20, 0, 0)
    assert not list(home.organisation.rows.glob("*.tmp"))


def test_an_export_replaced_while_it_is_read_is_refused_and_a_grown_one_is_not(
    home, monkeypatch
):
    path = home.put("web/a.log", log(20))
    read_web = read_export.read_web

    def read_then(change):
        def reading(*given):
            taken = read_web(*given)
            change()
            return taken

        return reading

    with monkeypatch.context() as patch:
        patch.setattr(import_files, "_MOST_HELD", 0)
        patch.setattr(
            read_export, "read_web", read_then(lambda: path.write_bytes(log(9)))
        )
        (refused,) = home.take_in().files
    assert "replaced while it was read" in refused.refused
    assert counts(home.take_in().files[0]) == (9, 9, 0, 0)

    path = home.put("web/b.log", log(20, start=100))
    with monkeypatch.context() as patch:
        grown = path.read_bytes() + log(5, start=300)
        patch.setattr(import_files, "_MOST_HELD", 0)
        patch.setattr(
            read_export, "read_web", read_then(lambda: path.write_bytes(grown))
        )
        assert counts(home.take_in(path).files[0]) == (20, 20, 0, 0)
    assert counts(home.take_in(path).files[0]) == (25, 5, 0, 20)


def test_a_small_export_is_read_once_and_what_comes_in_its_place_is_read_next(
    home, monkeypatch
):
    path = home.put("web/a.log", log(20))
    find_export = import_files.find_export

    def replaced_after(*given):
        result = find_export(*given)
        path.write_bytes(log(20) + log(5, start=300))
        return result

    with monkeypatch.context() as patch:
        patch.setattr(import_files, "find_export", replaced_after)
        assert counts(home.take_in(path).files[0]) == (20, 20, 0, 0)
    assert counts(home.take_in(path).files[0]) == (25, 5, 0, 20)


def test_a_clock_set_back_hides_no_newer_build(home):
    home.put("web/a.log", log(20))
    home.take_in()
    home.put("web/b.log", log(20, start=100))
    summary = home.take_in(at=AT - datetime.timedelta(days=3))
    assert home.desk(Role.DPO).build == summary.build
    assert home.desk(Role.DPO).ask("dpo/files").rows


def test_a_second_import_at_the_same_time_says_so_and_leaves(home):
    with (
        only_one(home.installation, home.organisation),
        pytest.raises(Busy, match="is running"),
    ):
        home.read_in()


def test_the_summary_is_one_json_object(home, capsys):
    from privacy.commands import main

    path = home.put("web/access.log", log(5))
    data = str(home.installation.data)
    status = main(["import", str(path), "--data", data, "--json"], lambda: AT)
    content = json.loads(capsys.readouterr().out)
    assert status == 0
    assert set(content) == {"files", "build", "damage", "why"}
    assert set(content["files"][0]) == {
        "file",
        "source",
        "format",
        "read",
        "accepted",
        "rejected",
        "duplicate",
        "reasons",
        "unreadable",
        "refused",
        "first_on",
        "last_on",
        "outcomes",
        "unknown_words",
        "compared",
        "findings",
        "lacking",
        "cut_line",
    }
