"""Reads a table: calls, tickets, inventories, lists."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow

from privacy.contracts import Contract, read_contract
from privacy.formats import Recognised, head_names
from privacy.imports.files import read_text
from privacy.imports.taken import Context, Taken
from privacy.imports.words import lay_out_words, normalised

Connection = duckdb.DuckDBPyConnection
_MOST_LINES_A_ROW = 500
_SOURCES = {"calls": "telephone", "searches": "search"}

Row = tuple[int, list[str]]


def read_table(
    connection: Connection, export: Path, format: Recognised, context: Context
) -> Taken:
    """Fill taken.<table> and taken.rejects from one table."""
    contract = read_contract(format.name)
    table = contract.said["Table"][0]
    lines = read_text(export).split("\n")
    names = (
        head_names(lines[format.head_row], format.delimiter)
        if format.head_row is not None
        else None
    )
    first = 0 if format.head_row is None else format.head_row + 1
    rows, rejects = _split(lines, first, format.delimiter, names)
    if names is None:
        widest = max((len(cells) for _, cells in rows), default=0)
        names = [f"column{number}" for number in range(1, widest + 1)]
    connection.execute("create table taken.rejects (line bigint, reason varchar)")
    _lay_out_rows(connection, rows, names, contract)
    if table in _SOURCES:
        rejects += _read_events(connection, contract, table, context)
    else:
        connection.execute(f"create table taken.{table} as {contract.sql}")
    if rejects:
        connection.executemany("insert into taken.rejects values (?, ?)", rejects)
    reasons: dict[str, int] = {}
    for _, reason in rejects:
        reasons[reason] = reasons.get(reason, 0) + 1
    read = len(rows) + sum(r == "not_this_format" for _, r in rejects)
    return Taken(
        _SOURCES.get(table, table),
        format.name.removeprefix("imports/"),
        read,
        read - len(rejects),
        len(rejects),
        0,
        reasons,
    )


def _split(
    lines: Sequence[str], first: int, delimiter: str, names: Sequence[str] | None
) -> tuple[list[Row], list[tuple[int, str]]]:
    """Rows with the number of their first line, and the lines that are no row.

    A quoted cell may hold line ends; but when joining lines leads to no row of the
    right width, only the line with the broken quote is lost.
    """
    width = len(names) if names else None
    rows: list[Row] = []
    rejects: list[tuple[int, str]] = []
    at = first
    while at < len(lines):
        if not lines[at].strip(f" {delimiter}"):
            at += 1
            continue
        taken, cells = _row_from(lines, at, delimiter, width)
        if cells is None:
            rejects.append((at + 1, "not_this_format"))
        else:
            rows.append((at + 1, cells))
        at += taken
    return rows, rejects


def _row_from(
    lines: Sequence[str], at: int, delimiter: str, width: int | None
) -> tuple[int, list[str] | None]:
    """How many lines the row at a line takes, and its cells; None when it is none."""
    text = lines[at]
    for taken in range(1, _MOST_LINES_A_ROW):
        if text.count('"') % 2 == 0:
            cells = next(csv.reader([text], delimiter=delimiter), [])
            if "\n" in text:
                cells = next(csv.reader(text.splitlines(True), delimiter=delimiter), [])
            if width is None or len(cells) == width:
                return taken, cells
            if len(cells) == width + 1 and not cells[-1]:
                return taken, cells[:-1]
            return 1, None
        if at + taken >= len(lines):
            break
        text += "\n" + lines[at + taken]
    return 1, None


def _lay_out_rows(
    connection: Connection,
    rows: Sequence[Row],
    names: Sequence[str],
    contract: Contract,
) -> None:
    """Make export.rows(line, ...): the columns the query knows, the rest dropped."""
    wanted = {name for name in _columns_named(contract) if name} - {"line"}
    columns: dict[str, list[str | None]] = {}
    for place, name in enumerate(names):
        if name in wanted:
            columns[name] = [
                cells[place].strip() if place < len(cells) else None
                for _, cells in rows
            ]
    for name in sorted(wanted - columns.keys()):
        columns[name] = [None] * len(rows)
    schema = pyarrow.schema(
        [("line", "int64"), *((name, "string") for name in columns)]
    )
    table = pyarrow.table(
        {"line": [line for line, _ in rows], **columns}, schema=schema
    )
    connection.register("rows_in_memory", table)
    connection.execute("create view export.rows as select * from rows_in_memory")


def _columns_named(contract: Contract) -> Iterator[str]:
    """Columns that a format's query may name: its own, and those of its header."""
    yield from contract.column_names
    for part in ",".join(contract.said.get("Header", ())).split(","):
        yield from (name.strip().lower() for name in part.split("|"))
    for part in ",".join(contract.said.get("Options", ())).split(","):
        yield from part.split()
    if "Line" in contract.said:
        yield from (f"column{number}" for number in range(1, 40))


def _read_events(
    connection: Connection, contract: Contract, table: str, context: Context
) -> list[tuple[int, str]]:
    """Take calls or searches in; return the rows that could not be."""
    connection.execute(f"create table export.raw as {contract.sql}")
    day = "started_at" if table == "calls" else "searched_at"
    months = connection.execute(
        f"select distinct date_trunc('month', {day})::date from export.raw "
        f"where {day} is not null"
    ).fetchall()
    context.open_months(connection, [month for (month,) in months])
    if table == "searches":
        _lay_out_searches(connection)
    sql = read_contract(f"imports/{table}").sql
    connection.execute(f"create table taken.{table} as {sql}")
    return connection.execute(
        f"select line, case when {day} is null then 'bad_date' else 'month_closed' end "
        "from export.raw left join export.keys "
        f"on date_trunc('month', {day})::date = keys.month "
        "where keys.month is null order by line"
    ).fetchall()


def _lay_out_searches(connection: Connection) -> None:
    raw = connection.execute(
        "select searched_at, line, word, hits, coalesce(address, '') from export.raw"
    ).fetchall()
    found = [
        (
            at,
            f"{at}|{address}",
            address or None,
            normalised(word or ""),
            hits == 0,
            hits,
        )
        for at, _, word, hits, address in raw
        if at is not None
    ]
    connection.execute(
        "create table export.found_searches (searched_on timestamp, "
        "told_apart_by varchar, network varchar, word varchar, is_zero_hit boolean, "
        "source varchar)"
    )
    if found:
        rows = [
            (a, b, c, d, None if h is None else e, "search")
            for a, b, c, d, e, h in found
        ]
        connection.executemany(
            "insert into export.found_searches values (?, ?, ?, ?, ?, ?)", rows
        )
    connection.execute("alter table export.found_searches alter searched_on type date")
    lay_out_words(connection)
