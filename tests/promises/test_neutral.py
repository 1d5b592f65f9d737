"""The neutral form of every register: typed, without persons' numbers, faults named."""

import duckdb
import pytest

from privacy.contracts import contract_names, read_contract

NEUTRAL = [
    name
    for name in contract_names("imports")
    if name.endswith("/neutral")
    and name.split("/")[1]
    not in {"calls", "searches", "requests", "records", "incidents"}
]


def taken(name, **cells):
    """The one row that the neutral query makes of one row of text."""
    contract = read_contract(name)
    head = [
        column.strip()
        for line in contract.said["Header"]
        for column in line.split(",")
        if column.strip()
    ]
    connection = duckdb.connect()
    connection.execute("create schema export")
    described = ", ".join(f"{column} varchar" for column in head)
    connection.execute(f"create table export.rows (line bigint, {described})")
    values = [7, *(cells.get(column, "") for column in head)]
    marks = ", ".join("?" * len(values))
    connection.execute(f"insert into export.rows values ({marks})", values)
    told = connection.execute("describe " + contract.sql).fetchall()
    (row,) = connection.execute(contract.sql).fetchall()
    types = [
        (said[0], said[1].lower().replace("timestamp with time zone", "timestamptz"))
        for said in told
    ]
    assert types == [(column.name, column.type) for column in contract.columns]
    return dict(zip(contract.column_names, row, strict=True))


@pytest.mark.parametrize("name", NEUTRAL)
def test_empty_cells_become_nothing(name):
    row = taken(name)
    assert {str(value) for value in row.values()} <= {"None", "[]"}


def test_a_date_that_is_none_is_named_and_not_kept():
    row = taken(
        "imports/mailboxes/neutral",
        mailbox_id="M-1",
        oldest_on="i våras",
        deleted_on="2026-11-01",
    )
    assert row["oldest_on"] is None
    assert row["bad_fields"] == ["oldest_on"]
    assert str(row["deleted_on"]) == "2026-11-01"


@pytest.mark.parametrize("person", ["anna@exempel.se", "19850709-9805", "8507099805"])
def test_an_id_that_is_a_persons_is_replaced_by_its_line(person):
    row = taken("imports/accounts/neutral", account_id=person, system="OPTIMUM")
    assert row["account_id"] == "rad 7"


def test_a_list_is_divided_by_semicolons():
    row = taken("imports/activities/neutral", operations="insamling; lagring")
    assert row["operations"] == ["insamling", "lagring"]
