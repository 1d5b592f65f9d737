"""The program's own files go when they should, and never while something holds them."""

import datetime

import pytest
from conftest import Home, copy_of
from gallring.clerk import NOW, Clerk

from privacy import gallring
from privacy.building import make
from privacy.contracts.roles import Role
from privacy.gallring import own
from privacy.journal import Journal
from privacy.operations import importing
from privacy.storage.builds import current_build
from privacy.storage.rows import read_parts

UTC = datetime.UTC
OLD, NEW = "2026-08", "2026-11"


ASKED = '"GET / HTTP/1.1" 200 512 "-" "Mozilla/5.0"'


def line(day):
    return f"192.0.2.7 - - [{day}:08:00:00 +0100] {ASKED}\n"


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    made = Home(tmp_path_factory.mktemp("own"))
    log = line("03/Aug/2026") * 30 + line("20/Nov/2026") * 30
    made.put("web/access.log", log.encode())
    made.take_in()
    return made


@pytest.fixture
def home(imported, tmp_path):
    copy_of(imported, tmp_path)
    return Home(tmp_path)


def run(home, *, is_dry_run=False, now=NOW):
    return importing.gallra(
        home.installation,
        home.organisation,
        now,
        is_dry_run=is_dry_run,
        progress=lambda output: None,
    )


def listed(home):
    desk = home.desk(Role.DPO)
    rows = desk.ask("dpo/records", as_of=NOW.date(), language="sv").records()
    desk.close()
    return {
        (row["record_type"], row["record_id"]): row["status"]
        for row in rows
        if row["system"] == gallring.SYSTEM
    }


def rows_of(home, month):
    return list(home.organisation.rows.glob(f"*/*-{month}.parquet"))


def key_of(home, month):
    return home.organisation.keys / f"{month}.key"


def test_the_programs_own_files_are_a_system_in_the_list(home):
    assert listed(home) == {
        ("Månadens rader och nyckel", OLD): "Gallras i dag",
        ("Månadens rader och nyckel", NEW): "Bevaras",
        ("Exportfil webb", "web/access.log"): "Gallringsfrist saknas",
    }


def test_a_dry_run_changes_nothing(home):
    (output,) = run(home, is_dry_run=True)
    assert (output.record_id, output.rule_id, output.kept) == (
        OLD,
        "OWN_RELEASED",
        None,
    )
    assert output.files == 2  # its rows, and the true cells of its release
    assert key_of(home, OLD).exists()
    assert rows_of(home, OLD)
    assert Journal.of(home.organisation).entries("gallra") == []


def test_a_released_month_goes_with_its_key_and_its_rows(home):
    run(home)
    assert not key_of(home, OLD).exists()
    assert not rows_of(home, OLD)
    assert key_of(home, NEW).exists()
    assert rows_of(home, NEW)
    (entry,) = Journal.of(home.organisation).entries("gallra")
    assert entry.details["gone"] == [
        ["Månadens rader och nyckel", OLD, "OWN_RELEASED", "2026-11-23"]
    ]
    assert ("Månadens rader och nyckel", OLD) not in listed(home)


def test_what_was_released_stays_when_its_rows_are_gone(home):
    def views():
        desk = home.desk(Role.MANAGER)
        rows = desk.ask("released/visits_by_page").rows
        desk.close()
        return rows

    before = views()
    run(home)
    assert views() == before


def test_an_export_of_a_month_that_is_gone_is_not_taken_in_again(home):
    run(home)
    late = home.put("web/late.log", (line("04/Aug/2026") * 3).encode())
    (taken,) = home.take_in(late, at=NOW.astimezone(UTC)).files
    assert (taken.accepted, dict(taken.reasons)) == (0, {"month_closed": 3})
    assert rows_of(home, OLD) == []


@pytest.mark.parametrize("record_id", [OLD, None])
def test_a_month_under_hold_stays(home, record_id):
    clerk = Clerk(home)
    clerk.hold(
        record_id, system=gallring.SYSTEM, record_type="Månadens rader och nyckel"
    )
    assert run(home) == []
    assert key_of(home, OLD).exists()
    assert rows_of(home, OLD)


def test_what_is_made_and_released_after_midnight_is_of_the_new_day_here(
    home, monkeypatch
):
    stamps = [f"2026112{day}T233000-0123456789ab" for day in (0, 1, 2)]
    parts = read_parts(home.organisation)
    mine = make.own_files(home.installation, home.organisation, parts)
    row = own._build_row(mine, stamps, NOW.date())
    assert row["contract_end"] == datetime.date(2026, 11, 23)
    late = ("web-2026-08-v1", "web", "2026-08-01", 1, "2026-11-22T23:30:00+00:00")
    monkeypatch.setattr(make.releases, "certificates", lambda organisation: [late])
    mine = make.own_files(home.installation, home.organisation, parts)
    assert [*mine.released.values()] == [datetime.date(2026, 11, 23)]


def test_a_month_that_is_not_released_stays(home):
    own = make.own_files(
        home.installation, home.organisation, read_parts(home.organisation)
    )
    unreleased = gallring.OwnFiles(own.organisation, own.keyring, own.parts, {})
    clerk = Clerk(home)
    (result,) = gallring.gallra(clerk.context, unreleased, is_dry_run=False)
    assert result.kept == "Its statistics are not released yet."
    assert key_of(home, OLD).exists()


def test_rows_left_by_a_gallring_that_was_killed_are_taken_by_the_next(home):
    home.installation.keyring(home.organisation).destroy(datetime.date(2026, 8, 1))
    assert rows_of(home, OLD)
    run(home)
    assert not rows_of(home, OLD)


def test_what_a_killed_gallring_deleted_is_told_by_the_next_command(home, monkeypatch):
    home.take_in()  # in this folder the export is known
    log = "Exportfil webb", "web/access.log", "EXPORT", "2026-11-23"
    month = "Månadens rader och nyckel", OLD, "OWN_RELEASED", "2026-11-23"
    names = ("record_type", "record_id", "deciding_rule", "due_on")
    due = [dict(zip(names, row, strict=True)) for row in (month, log)]
    monkeypatch.setattr(own, "_due", lambda context: due)
    delete = own._delete

    def delete_one(files, one):
        if one.record_type == "Exportfil webb":
            raise KeyboardInterrupt
        return delete(files, one)

    monkeypatch.setattr(own, "_delete", delete_one)
    with pytest.raises(KeyboardInterrupt):
        run(home)
    assert not key_of(home, OLD).exists()
    journal = Journal.of(home.organisation)
    assert journal.entries("gallra") == []
    home.take_in(at=NOW.astimezone(UTC) + datetime.timedelta(hours=1))
    (entry,) = journal.entries("gallra")
    assert entry.details["gone"] == [list(month)]
    assert entry.details["left"] == [[*log[:2], own._CUT_SHORT]]
    assert entry.details["files"] == 2
    assert entry.details["cut_short"] is True


def test_builds_go_but_for_the_one_in_force_and_the_one_before(home):
    for number in range(3):
        home.put(f"web/more-{number}.log", line(f"2{number}/Nov/2026").encode())
        home.take_in(at=NOW.astimezone(UTC) + datetime.timedelta(hours=1 + number))
    before = [file.stem[9:] for file in builds_of(home)]
    assert len(before) == 4
    output = run(home, now=NOW + datetime.timedelta(hours=5))
    gone = [one.record_id for one in output if one.record_type == "Tidigare bygge"]
    assert gone == before[:2]
    *left, newest = [file.stem[9:] for file in builds_of(home)]
    assert left == before[2:]
    assert current_build(home.organisation).stamp == newest


def builds_of(home):
    return sorted(home.organisation.builds.glob("register-*.duckdb"))


RULE = """
[[record_kind]]
system = "Dataskyddspanelen"
record_type = "Exportfil webb"
rules = ["WEB_90D"]
citation = "policyn"
valid_from = 2026-01-01

[[retention_rule]]
rule_id = "WEB_90D"
kind = "maximum"
method = "period"
base = "first_seen_at"
period = 90
unit = "days"
gloss_sv = "Webbloggen gallras efter 90 dagar"
gloss_en = "The web log goes after 90 days"
citation = "policyn"
valid_from = 2026-01-01
"""


@pytest.fixture
def ruled(home):
    (home.folder / "policy" / "own.toml").write_text(RULE, encoding="utf-8")
    home.take_in()
    return home


def test_an_export_file_past_the_rule_of_its_policy_goes(ruled):
    assert listed(ruled)["Exportfil webb", "web/access.log"] == "Försenad gallring"
    assert {one.record_type for one in run(ruled)} >= {"Exportfil webb"}
    assert not (ruled.folder / "exports" / "web" / "access.log").exists()


def test_an_export_file_that_has_grown_since_its_import_stays(ruled):
    log = ruled.folder / "exports" / "web" / "access.log"
    with log.open("ab") as more:
        more.write(line("21/Nov/2026").encode())
    kept = {one.record_type: one.kept for one in run(ruled)}
    assert kept["Exportfil webb"] == "It is not there as it was imported."
    assert log.exists()


def test_an_export_file_under_hold_stays(ruled):
    Clerk(ruled).hold(
        "web/access.log", system=gallring.SYSTEM, record_type="Exportfil webb"
    )
    run(ruled)
    assert (ruled.folder / "exports" / "web" / "access.log").exists()
