"""What no export says is not measured: the columns that a list lacks are noted."""

import dataclasses
import re

import pytest

from privacy.building.bookkeeping import BOOKKEEPING, fill_absent_columns
from privacy.contracts.checks import check_cases, check_contracts
from privacy.contracts.counting import columns_read
from privacy.contracts.tables import tables
from privacy.storage.databases import connect, create_table
from privacy.storage.rows import UNDATED, Part, Span

SYSTEMS = [field.name for field in tables()["systems"].fields]
PART = Part(
    "f1", "s-1.csv", "s-#.csv", "systems", "systems/neutral", 1, 1, "2026-11-01",
    "2026-11-01T00:00:00+01:00", 1, 1, 0, 0,
    spans=[Span("systems", UNDATED, 1, 1)], columns=SYSTEMS,
)  # fmt: skip


def absent(*parts, fields=()):
    with connect() as connection:
        connection.execute("create schema register; create schema imported")
        name = "register.absent_columns"
        create_table(connection, name, dict(BOOKKEEPING[name]))
        connection.execute("create table imported.requests (told_fields varchar[])")
        if fields:
            connection.execute("insert into imported.requests values (?)", [fields])
        fill_absent_columns(connection, parts)
        return set(connection.execute(f"from {name}").fetchall())


def test_a_list_with_all_its_columns_lacks_none():
    assert absent(PART) == set()


def test_the_newest_export_of_a_series_says_which_columns_are_lacking():
    narrow = dataclasses.replace(
        PART, file_id="f2", exported_on="2026-11-08", columns=SYSTEMS[:-1]
    )
    assert absent(PART, narrow) == {("systems", "gallring_run_on")}
    other = dataclasses.replace(PART, file_id="f3", series="t-#.csv")
    assert absent(PART, narrow, other) == set()


def test_of_an_export_whose_columns_were_not_noted_nothing_is_lacking():
    assert absent(dataclasses.replace(PART, columns=())) == set()


def test_a_ticket_system_lacks_what_none_of_its_rows_has_a_column_for():
    part = dataclasses.replace(PART, spans=[Span("requests", UNDATED, 1, 1)])
    assert ("requests", "fee") in absent(part, fields=["closed_on"])
    assert ("requests", "fee") not in absent(part, fields=["closed_on", "fee"])


def test_a_check_needs_the_columns_that_its_cases_rest_on_and_no_other():
    sql = check_cases()["fees_charged"].sql
    assert columns_read(sql, ()) == (("requests.fee",),)
    sql = check_cases()["controls_overdue"].sql
    assert columns_read(sql, ()) == (("controls.due_on", "controls.status"),)
    sql = check_cases()["refusals_without_reason"].sql
    assert columns_read(sql, ["requests.outcome"]) == (("requests.closed_on",),)


@pytest.mark.parametrize("name", ["systems_without_owner", "consent_stored_elsewhere"])
def test_a_check_of_two_sources_needs_columns_of_each(name):
    assert len(columns_read(check_cases()[name].sql, ())) == 2


def test_a_check_of_deadlines_needs_the_days_that_they_are_counted_from():
    made = check_contracts()["checks/requests_late"].sql
    assert "['requests.closed_on', 'requests.received_at']" in made
    made = check_contracts()["checks/objections_late"].sql
    assert "'requests.request_type'" in made
    assert "requests.request_type" not in check_contracts()["checks/requests_late"].sql


def test_every_column_that_a_header_rests_on_is_one_of_its_source():
    for made in check_contracts().values():
        for source, column in re.findall(r"'(\w+)\.(\w+)'", made.sql):
            if source in tables():
                assert column in {field.name for field in tables()[source].fields}
