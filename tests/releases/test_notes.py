"""A note stands beside the figures of its month, for everyone, and holds no person."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import AS_OF, AT, DPO, copy_of
from releases.test_pages import opened, words_of

from privacy.contracts import contract_names, read_contract
from privacy.contracts.roles import Role
from privacy.errors import Refused
from privacy.journal import Journal
from privacy.policy import SHAPES, policy_in_force
from privacy.releases import changes_of, withdraw_note, write_note
from privacy.reports import make_report, notes_of

ROOT = Path(__file__).parent.parent.parent
OCTOBER = datetime.date(2026, 10, 1)
NEW = "ny växel i drift"


@pytest.fixture
def noted(example, tmp_path):
    """A copy of the example's home to write notes in."""
    return copy_of(example, tmp_path / "copy")


def write(home, note, on="2026-10-12", source="telephone"):
    journal = Journal.of(home.organisation)
    return write_note(journal, DPO, AT, on=on, note=note, source=source)


def notes(home, role=Role.MANAGER):
    rows = home.desk(role).ask("released/notes").records()
    return [row for row in rows if row["kind"] == "note"]


@pytest.mark.parametrize("role", list(Role))
def test_a_note_is_read_at_once_by_everyone_and_journalled_with_its_writer(noted, role):
    note_id = write(noted, f"  {NEW} ")
    [row] = notes(noted, role)
    assert (row["note_id"], row["note"], row["source"]) == (note_id, NEW, "telephone")
    assert (row["month"], str(row["noted_on"])) == (OCTOBER, "2026-10-12")
    entry = Journal.of(noted.organisation).entries("noted")[-1]
    assert entry.actor == DPO


def test_a_note_of_a_month_has_no_day(noted):
    write(noted, NEW, on="2026-10")
    [row] = notes(noted)
    assert (row["month"], row["noted_on"]) == (OCTOBER, None)


def test_a_withdrawn_note_is_shown_no_more_and_stays_in_the_journal(noted):
    journal = Journal.of(noted.organisation)
    note_id = write(noted, NEW)
    withdraw_note(journal, DPO, AT, note_id)
    assert notes(noted) == []
    assert journal.entries("noted")[-1].details["note"] == NEW
    with pytest.raises(Refused, match="does not stand"):
        withdraw_note(journal, DPO, AT, note_id)


def test_a_note_stands_below_every_picture_that_has_its_month(noted):
    """Those over months draw a line there, which would else say nothing by itself."""
    write(noted, NEW)
    app = opened(noted, ROOT / "pages/released/calls.py", Role.MANAGER)
    lists = [html.value for html in app.get("html") if NEW in html.value]
    remarks = [text for text in lists if text.startswith('<ul class="pd-quiet">')]
    assert len(remarks) == len(app.header)


PERSONAL = (
    "felanmäld av 19811218-9876",
    "felanmäld av 811218 9876",
    "felanmäld av 19811218-9875",
    "ring 070-174 06 05",
    "skriv till eva.berg@example.com",
    "Anna Andersson har slutat",
)


@pytest.mark.parametrize("text", PERSONAL)
def test_a_note_with_personal_data_is_refused_without_repeating_it(noted, text):
    with pytest.raises(Refused, match="personal data") as refused:
        write(noted, text)
    assert text.split()[-1] not in str(refused.value)
    assert notes(noted) == []


@pytest.mark.parametrize(
    "on", ["2026-13", "12 maj", "2026-5-1", "2026", "", "2026-02-30"]
)
def test_what_is_no_day_or_month_is_refused(noted, on):
    with pytest.raises(Refused, match="a day, 2026-05-12"):
        write(noted, NEW, on=on)


@pytest.mark.parametrize("text", ["", "   ", "x" * 201])
def test_an_empty_or_long_note_is_refused(noted, text):
    with pytest.raises(Refused):
        write(noted, text)


def test_others_are_answered_from_no_other_table_of_the_journal():
    for contract in map(read_contract, contract_names("")):
        if {"manager", "analyst"} & set(contract.roles):
            journal = {read for read in contract.reads if read.startswith("journal.")}
            assert journal <= {"journal.notes"}, contract.name


def with_rule(policy, name, value, day):
    """The policy with one more version of a number."""
    at = list(SHAPES["constant"])
    row = next(r for r in policy.rows["constant"] if r[at.index("name")] == name)
    values = dict(zip(at, row, strict=True)) | {"value": value, "valid_from": day}
    rows = (*policy.rows["constant"], tuple(values.values()))
    return replace(policy, rows={**policy.rows, "constant": rows})


def test_a_changed_rule_writes_its_own_note(noted):
    policy = policy_in_force(noted.folder)
    assert changes_of(policy, []) == []
    day = datetime.date(2026, 10, 12)
    changed = with_rule(policy, "service_level_seconds", 30, day)
    [row] = changes_of(changed, [])
    assert row[:5] == (
        "2026-10-01",
        "2026-10-12",
        "rule",
        "telephone",
        "service_level_seconds",
    )
    assert [float(value) for value in row[5:]] == [20, 30]


def test_a_new_version_of_the_policy_writes_its_own_note(noted):
    """Also one that changes no rule; the first changes nothing."""
    export = (
        "policy_version,published_on,effective_on,reviewed_on,informed_on\n"
        "1,2018-05-25,2018-05-25,,\n2,2026-10-01,2026-10-12,,\n"
    )
    noted.put("policy_versions/policy.csv", export.encode())
    noted.take_in(at=AT + datetime.timedelta(hours=1))
    result = notes_of(noted.desk(Role.MANAGER).ask, "en", source="telephone")
    output = "2026-10-12: version 2 of the privacy policy is in force"
    assert output in result[OCTOBER]
    assert not any("version 1 " in text for texts in result.values() for text in texts)


def test_a_version_called_by_a_name_is_noted_without_it(noted):
    versions = [
        ("1", datetime.date(2026, 1, 1)),
        ("anna.berg@example.com", datetime.date(2026, 10, 12)),
    ]
    assert changes_of(policy_in_force(noted.folder), [], versions) == [
        ("2026-10-01", "2026-10-12", "policy", None, None, "1", None)
    ]


def test_how_dominance_is_tested_is_in_no_note(noted):
    policy = policy_in_force(noted.folder)
    changed = with_rule(policy, "dominance_percent", 25, datetime.date(2026, 10, 12))
    assert changes_of(changed, []) == []


def manifest(month, method):
    one = {"statistic": "visit_lengths", **({"method": method} if method else {})}
    return {"month": month, "source": "web", "statistics": [one]}


def test_another_way_of_counting_writes_its_own_note(noted):
    policy = policy_in_force(noted.folder)
    months = [
        manifest("2026-06-01", None),  # made by an earlier version
        manifest("2026-07-01", "a"),
        manifest("2026-08-01", "a"),
        manifest("2026-09-01", "b"),
    ]
    assert changes_of(policy, months) == [
        ("2026-09-01", None, "method", "web", "visit_lengths", None, None)
    ]


def test_a_note_is_shown_beside_the_figures_it_is_about(noted):
    write(noted, NEW)
    write(noted, "nytt cookieval", source="web")
    calls = words_of(opened(noted, ROOT / "pages/released/calls.py", Role.MANAGER))
    web = words_of(opened(noted, ROOT / "pages/released/web.py", Role.MANAGER))
    assert f"2026-10-12: {NEW}" in calls
    assert NEW not in web
    assert "nytt cookieval" in web


def test_a_chart_over_months_is_marked_where_a_note_is(noted):
    before = opened(noted, ROOT / "pages/released/calls.py", Role.MANAGER)
    write(noted, NEW)
    after = opened(noted, ROOT / "pages/released/calls.py", Role.MANAGER)

    def marked(app):
        charts = [chart.proto.spec for chart in app.get("vega_lite_chart")]
        return sum("strokeDash" in spec for spec in charts)

    assert marked(before) == 0
    assert marked(after) >= 2


def test_the_report_of_the_month_says_its_notes(noted):
    write(noted, NEW)
    desk = noted.desk(Role.MANAGER)
    report = make_report(desk, OCTOBER, form="html", as_of=AS_OF).decode()
    assert "Anteckningar om månaden" in report
    assert NEW in report
    earlier = make_report(desk, datetime.date(2026, 9, 1), form="html", as_of=AS_OF)
    assert NEW not in earlier.decode()


def test_a_note_on_all_figures_is_about_each(noted):
    write(noted, NEW, source=None)
    for source in ("telephone", "web", "search"):
        result = notes_of(noted.desk(Role.MANAGER).ask, "sv", source=source)
        assert result[OCTOBER] == [f"2026-10-12: {NEW}"]
