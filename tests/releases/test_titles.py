"""Titles that hold somebody's number or address are shown to nobody but the officer."""

import json

import pytest
from conftest import Home
from releases.test_passages import HEAD, call

from privacy.contracts import read_contract
from privacy.contracts.roles import Role
from privacy.personal import for_others
from privacy.releases.statistics import Statistic
from privacy.releases.titles import shown_to_all, without_personal
from privacy.storage.rows import read_parts, write_part

PHONE, MAIL, NUMBER = "Jour 070-174 06 05", "anna@example.se", "811218-9876"
FILE = "samtal-anna@example.se.csv"
STATISTIC = Statistic(read_contract("statistics/calls_by_queue"))


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("titles"))
    calls = [
        call(100 * place + n, queue)
        for place, queue in enumerate(["växel", "växel", PHONE, MAIL, NUMBER])
        for n in range(30)
    ]
    home.put(f"telephone/{FILE}", (HEAD + "".join(calls)).encode())
    return home, home.take_in()


def test_released_queues_hold_nobodys_number_or_address(taken):
    home, summary = taken
    assert summary.is_well
    desk = home.desk(Role.MANAGER)
    rows = desk.ask("released/calls_by_queue").records()
    passages = desk.ask("released/passages_by_queue").records()
    desk.close()
    assert {row["queue"] for row in rows} == {"*", "växel", "övriga"}
    result = {(r["direction"], r["queue"], r["outcome"]): r["calls"] for r in rows}
    assert result["*", "*", "*"] == 150
    assert result["in", "övriga", "*"] in (90, None)
    assert {row["queue"] for row in passages} == {"växel", "övriga"}


def test_no_file_for_others_holds_such_a_title(taken):
    home, _ = taken
    files = [*home.organisation.rows.glob("*/part.json")]
    for file in [*files, *home.organisation.releases.rglob("*.*")]:
        text = file.read_bytes().decode(errors="replace")
        text = text.replace(FILE, "").replace("samtal-anna@example.se", "")
        assert not [title for title in (PHONE, MAIL, NUMBER) if title in text], file
    assert '"calls"' in files[0].read_text("utf-8")


def test_counts_by_title_are_kept_encrypted_and_still_counted(taken):
    home, _ = taken
    (part,) = read_parts(home.organisation)
    assert {fact for *_, fact, _ in part.facts} == {"calls", "withheld", "masked"}
    assert (home.organisation.rows / part.file_id / "facts.parquet").exists()


def test_counts_by_title_of_an_older_version_are_encrypted_at_the_next_import(taken):
    home, _ = taken
    (part,) = read_parts(home.organisation)
    folder = home.organisation.rows / part.file_id
    (folder / "facts.parquet").unlink()
    old = [*part.facts, ("telephone", "2026-10-01", f"calls_in_queue:{PHONE}", 30)]
    write_part(folder, type(part)(**{**part.__dict__, "facts": old}))
    home.take_in()
    assert PHONE not in (folder / "part.json").read_text("utf-8")
    assert (folder / "facts.parquet").exists()
    assert json.loads((folder / "part.json").read_text("utf-8"))["facts"]


def test_the_terminal_does_not_name_such_a_file(taken):
    _, summary = taken
    assert summary.files[0].file == FILE
    text = "\n".join(summary.lines())
    assert "example.se" not in text
    assert "[email]: " in text
    assert for_others("samtal-oktober.csv") == "samtal-oktober.csv"


def row(queue, calls, persons, **more):
    row_values = dict.fromkeys(STATISTIC.contract.column_names)
    row_values |= {"direction": "*", "queue": queue, "outcome": "*", "persons": persons}
    return tuple({**row_values, STATISTIC.counted: calls, **more}.values())


def test_one_such_title_keeps_its_figures_and_several_are_put_together():
    measure = next(m for m in STATISTIC.measures if m != STATISTIC.counted)
    [alone] = without_personal(STATISTIC, [row(PHONE, 30, 20, **{measure: 7})])
    assert alone == row("övriga", 30, 20, **{measure: 7})
    both = without_personal(
        STATISTIC, [row(PHONE, 30, 20, **{measure: 7}), row(MAIL, 40, 25)]
    )
    assert both == [row("övriga", 70, 25)]


def test_a_title_in_an_older_release_is_not_served():
    text = [("2026-09-01", "*", queue, "*", 5) for queue in ("växel", PHONE, MAIL)]
    shown = shown_to_all(STATISTIC, text)
    assert [line[2] for line in shown] == ["växel", "övriga"]
