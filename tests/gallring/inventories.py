"""Inventories put before the gallring rules, and what the rules say of them."""

import datetime

import duckdb

from privacy.building.schema import create_object, create_policy
from privacy.contracts import read_contract
from privacy.contracts.tables import tables
from privacy.imports.columns import read_columns
from privacy.journal.shapes import JOURNAL_SHAPES
from privacy.policy import Policy
from privacy.storage.databases import create_table

ASKED = read_contract("dpo/records")
RECORD_TABLES = (
    "record_groups", "governing_rules", "record_rules", "records", "record_states",
)  # fmt: skip
RECORDS = tables()["records"]
COLUMNS = ["line", *(field.name for field in RECORDS.fields)]


def register_of(policy: Policy, rows: list[dict[str, str]]):
    """A register made from one neutral inventory, as an import makes it."""
    connection = duckdb.connect()
    connection.execute("set TimeZone = 'Europe/Stockholm'")
    create_policy(connection, policy)
    for schema in ("export", "imported", "register", "journal"):
        connection.execute(f"create schema {schema}")
    create_table(connection, "journal.holds", dict(JOURNAL_SHAPES["holds"]))
    kinds = {n: "bigint" if n == "line" else "varchar" for n in COLUMNS}
    create_table(connection, "export.rows", kinds)
    marks = ", ".join("?" * len(COLUMNS))
    connection.executemany(
        f"insert into export.rows values ({marks})",
        [
            [line if n == "line" else row.get(n) for n in COLUMNS]
            for line, row in enumerate(rows)
        ],
    )
    read_columns(connection, RECORDS, "imported.records")
    connection.execute("alter table imported.records add column exported_on date")
    for name in RECORD_TABLES:
        create_object(connection, read_contract(f"register/{name}"))
    return connection


def records_on(connection, as_of: datetime.date | str, language: str = "sv"):
    """The answer of dpo/records by record_id, each row by column name."""
    request = {"as_of": as_of, "language": language}
    rows = connection.execute(ASKED.sql, request).fetchall()
    named = (dict(zip(ASKED.column_names, row, strict=True)) for row in rows)
    return {row["record_id"]: row for row in named}
