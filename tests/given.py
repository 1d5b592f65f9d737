"""Tables for a test from readable text: `a | b` lines, types from the contracts."""

import datetime
import json
import tomllib

import duckdb

from privacy.building.bookkeeping import BOOKKEEPING
from privacy.building.schema import CALENDAR, create_calendar, create_object, in_order
from privacy.contracts import contract_names, read_contract
from privacy.journal.shapes import JOURNAL_SHAPES
from privacy.policy import IDENTITY, LAW, SHAPES
from privacy.releases import released_columns
from privacy.storage.databases import create_in_force, create_table

REGISTER = set(contract_names("register"))


def columns_of(table: str) -> dict[str, str]:
    """Column names and types that the program itself gives a table."""
    schema, name = table.split(".")
    if table in BOOKKEEPING:
        return dict(BOOKKEEPING[table])
    if schema == "policy":
        return dict(CALENDAR) if name == "calendar" else dict(SHAPES[name[:-1]])
    if schema == "journal":
        return dict(JOURNAL_SHAPES[name])
    if schema == "released":
        return released_columns(name)
    if schema == "imported":
        names = contract_names("imports")
        names += contract_names("months")
        places = (f"imports/{name}", f"months/{name}")
        result = next((place for place in places if place in names), None)
        contract = read_contract(result or f"imports/{name}/neutral")
        columns = {c.name: c.type for c in contract.columns}
        return columns if result else {**columns, "exported_on": "date"}
    return {c.name: c.type for c in read_contract(table.replace(".", "/")).columns}


def rows_of(text: str) -> tuple[list[str], list[list[str | None]]]:
    """Head and rows of a text table; an empty cell is null."""
    head, *rest = [
        [cell.strip() for cell in line.split("|")]
        for line in text.strip().splitlines()
        if line.strip()
    ]
    return head, [[cell or None for cell in row] for row in rest]


def give(
    connection: duckdb.DuckDBPyConnection,
    given: dict[str, str],
    needs,
    values: dict[str, str] | None = None,
) -> None:
    """Create the tables in `needs` (names, recursively); fill those in `given`.

    A register table that is not given is made by its own query from what it reads, and
    so is what is counted once of a period, when `values` names the period.
    policy.calendar and policy.phrases are always the real ones.
    """
    for schema in ("imported", "register", "policy", "journal", "released"):
        connection.execute(f"create schema if not exists {schema}")
    wanted, queue = set(given), list(needs)
    made_by_query, counted = set(), {}
    while queue:
        table = queue.pop()
        once = table.replace("imported.", "months/")
        if values and table not in given and once in contract_names("months"):
            counted[table] = read_contract(once)
            queue.extend(counted[table].reads)
            continue
        name = table.replace(".", "/")
        if name in REGISTER and table not in given:
            if name not in made_by_query:
                made_by_query.add(name)
                queue.extend(read_contract(name).reads)
        else:
            wanted.add(table)
    for table in sorted(wanted):
        if table == "policy.calendar":
            create_calendar(connection)
            continue
        columns = columns_of(table)
        create_table(connection, table, columns)
        if table == "policy.phrases":
            _add_phrases(connection)
        if table in given:
            _fill(connection, table, columns, given[table])
        if table.replace(".", "/") in REGISTER:
            _answer_any_day(connection, table)
        if table.startswith("policy."):
            create_in_force(connection, table, IDENTITY[table[7:-1]])
    for contract in in_order(made_by_query):
        create_object(connection, contract)
    for table, contract in counted.items():
        period = {param.name: values[param.name] for param in contract.params}
        connection.execute(f"create table {table} as {contract.sql}", period)


def _add_phrases(connection) -> None:
    law = tomllib.loads((LAW / "request_phrases.toml").read_text(encoding="utf-8"))
    for row in law["phrase"]:
        marks = ", ".join("?" for _ in row)
        connection.execute(
            f"insert into policy.phrases ({', '.join(row)}) values ({marks})",
            [*row.values()],
        )


def _answer_any_day(connection, table) -> None:
    """Let a given table be asked as its query is: with parameters, when it has some."""
    params = read_contract(table.replace(".", "/")).params
    if params:
        schema, name = table.split(".")
        connection.execute(f"alter table {table} rename to given_{name}")
        listed = ", ".join(f"given_{param.name}" for param in params)
        connection.execute(
            f"create macro {table}({listed}) as table from {schema}.given_{name}"
        )


def _fill(connection, table, columns, text) -> None:
    head, rows = rows_of(text)
    unknown = set(head) - set(columns)
    assert not unknown, f"{table} has no column {sorted(unknown)}"
    marks = ", ".join(f"cast(? as {columns[name]})" for name in head)
    for row in rows:
        connection.execute(
            f"insert into {table} ({', '.join(head)}) values ({marks})", row
        )


def as_text(value: object) -> str | None:
    """A value as the case files write it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
