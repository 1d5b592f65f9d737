"""The neutral form of every register: typed, without persons' numbers, faults named."""

import duckdb
import pytest

from privacy.contracts import read_contract
from privacy.contracts.tables import tables
from privacy.imports.columns import read_columns

NEUTRAL = [
    name for name in tables() if name not in {"requests", "records", "incidents"}
]


def taken(name, **cells):
    """The one row that is read of one row of text."""
    table = tables()[name]
    connection = duckdb.connect()
    connection.execute("create schema export")
    described = ", ".join(f"{field.name} varchar" for field in table.fields)
    connection.execute(f"create table export.rows (line bigint, {described})")
    values = [7, *(cells.get(field.name, "") for field in table.fields)]
    marks = ", ".join("?" * len(values))
    connection.execute(f"insert into export.rows values ({marks})", values)
    read_columns(connection, table, "taken")
    rows = connection.execute("describe taken").fetchall()
    (row,) = connection.execute("from taken").fetchall()
    types = [
        (item[0], item[1].lower().replace("timestamp with time zone", "timestamptz"))
        for item in rows
    ]
    contract = read_contract(f"imports/{name}/neutral")
    assert types == [(column.name, column.type) for column in contract.columns]
    return dict(zip(contract.column_names, row, strict=True))


@pytest.mark.parametrize("name", NEUTRAL)
def test_empty_cells_become_nothing(name):
    row = taken(name)
    assert {str(value) for value in row.values()} <= {"None", "[]"}


def test_a_date_that_is_none_is_named_and_not_kept():
    row = taken(
        "mailboxes",
        mailbox_id="M-1",
        oldest_on="i våras",
        deleted_on="2026-11-01",
    )
    assert row["oldest_on"] is None
    assert row["bad_fields"] == ["oldest_on"]
    assert str(row["deleted_on"]) == "2026-11-01"


@pytest.mark.parametrize("person", ["anna@exempel.se", "19850709-9805", "8507099805"])
def test_an_id_that_is_a_persons_is_replaced_by_its_line(person):
    row = taken("accounts", account_id=person, system="OPTIMUM")
    assert row["account_id"] == "rad 7"


def test_a_list_is_divided_by_semicolons():
    row = taken("activities", operations="insamling; lagring")
    assert row["operations"] == ["insamling", "lagring"]
