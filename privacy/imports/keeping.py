"""Keeps what an export gave: encrypted Parquet by month, repeats told apart.

`keep_rows` looks at one export alone, so that many can be read at once;
`without_repeats` then takes out what earlier exports held already.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from privacy.contracts import contract_names, read_contract
from privacy.databases import Connection
from privacy.rows import (
    STAYS,
    Part,
    RowStore,
    Span,
    copy_rows,
    file_name,
    files_of,
    reading,
)

KEPT_BY_ID: Mapping[str, Sequence[str]] = {
    "requests": ("system", "request_id"),
    "incidents": ("incident_id",),
    "disclosures": ("disclosure_id",),
}
"""Tables whose exports overlap: the newest row of each id counts.

In every other table that stays, an export replaces the earlier one of its series.
"""

_DAYS = {"calls": "started_on", "hits": "hit_on", "searches": "searched_on"}
"""Tables of events, and the column that says on which day each happened."""


def months_of(connection: Connection) -> list[datetime.date]:
    """The months that the events taken in belong to."""
    months: set[datetime.date] = set()
    for table in _tables(connection):
        if table in _DAYS:
            found = connection.execute(f"select distinct month from taken.{table}")
            months |= {month for (month,) in found.fetchall()}
    return sorted(months)


def keep_rows(connection: Connection, work: Path) -> tuple[list[Span], int]:
    """Write all rows taken in into the folder `work`.

    Returns the spans, and how many lines repeated a row of the same export.
    """
    spans: list[Span] = []
    repeated = 0
    for table in _tables(connection):
        if table in _DAYS:
            spans += _keep_events(connection, table, work)
        else:
            repeated += _keep_state(connection, table, work, spans)
    copy_rows(
        connection,
        "select line, reason from taken.rejects order by line",
        work / "rejects.parquet",
        STAYS,
    )
    return spans, repeated


def without_repeats(
    connection: Connection,
    store: RowStore,
    part: Part,
    folder: Path,
    earlier: Sequence[Part],
) -> Part:
    """Take from a part's rows in `folder` what the earlier parts hold already.

    Of events, the n-th equal row counts only when earlier exports held fewer than n:
    two equal lines in one log are two events.
    """
    spans: list[Span] = []
    repeated = 0
    for span in part.spans:
        overlapping = [p for p in earlier if _overlaps(span, p)]
        left = _thin(connection, store, span, folder, overlapping)
        spans += [left] if left.rows or left.span == STAYS else []
        if span.table != "searches" or part.source == "search":
            repeated += span.lines - left.lines
    if not repeated and len(spans) == len(part.spans):
        return part
    return replace(
        part,
        spans=spans,
        accepted=part.accepted - repeated,
        duplicate=part.duplicate + repeated,
        facts=facts_of(connection, spans, folder),
    )


def facts_of(
    connection: Connection, spans: Sequence[Span], folder: Path
) -> list[tuple[str, str, str, int]]:
    """Counts that outlive the rows: asked by queries/imports/facts/ of each table."""
    facts: list[tuple[str, str, str, int]] = []
    known = contract_names("imports/facts")
    connection.execute("create schema if not exists imported")
    for span in spans:
        name = f"imports/facts/{span.table}"
        if name not in known:
            continue
        rows = reading(files_of(folder, span), span.span)
        connection.execute(
            f"create or replace view imported.{span.table} as select * from {rows}"
        )
        asked = connection.execute(read_contract(name).sql).fetchall()
        facts += [(str(s), m.isoformat(), str(f), int(n)) for s, m, f, n in asked]
    return facts


def _tables(connection: Connection) -> list[str]:
    found = connection.execute(
        "select table_name from duckdb_tables() where database_name = 'taken' "
        "and table_name <> 'rejects' order by table_name"
    ).fetchall()
    return [name for (name,) in found]


def _keep_events(connection: Connection, table: str, work: Path) -> list[Span]:
    day, lines = _DAYS[table], _lines_of(table)
    counted = connection.execute(
        f"select strftime(month, '%Y-%m'), count(*), {lines}, min({day})::varchar, "
        f"max({day})::varchar from taken.{table} group by all order by all"
    ).fetchall()
    for month, *_ in counted:
        copy_rows(
            connection,
            f"select * from taken.{table} where month = '{month}-01'",
            work / file_name(table, month),
            month,
        )
    return [
        Span(table, month, rows, int(weight), first_on, last_on)
        for month, rows, weight, first_on, last_on in counted
    ]


def _keep_state(
    connection: Connection, table: str, work: Path, spans: list[Span]
) -> int:
    described = connection.execute(f"describe taken.{table}").fetchall()
    columns = ", ".join(row[0] for row in described if row[0] != "line")
    only = "distinct " if table in KEPT_BY_ID else ""
    file = work / file_name(table, STAYS)
    copy_rows(connection, f"select {only}{columns} from taken.{table}", file, STAYS)
    kept = _count(connection, reading([file], STAYS))
    spans.append(Span(table, STAYS, kept, kept))
    return _count(connection, f"taken.{table}") - kept


def _overlaps(span: Span, earlier: Part) -> bool:
    """Whether an earlier part may hold the same rows."""
    return any(
        (held.table, held.span) == (span.table, span.span)
        and (
            span.table in KEPT_BY_ID
            if span.span == STAYS
            else (held.first_on or "") <= (span.last_on or "9")
            and (span.first_on or "") <= (held.last_on or "9")
        )
        for held in earlier.spans
    )


def _thin(
    connection: Connection,
    store: RowStore,
    span: Span,
    folder: Path,
    overlapping: Sequence[Part],
) -> Span:
    seen = store.view(connection, span.table, span.span, overlapping)
    if seen is None:
        return span
    files = files_of(folder, span)
    rows = reading(files, span.span)
    if span.span == STAYS:
        columns = ", ".join(
            row[0] for row in connection.execute(f"describe from {rows}").fetchall()
        )
        chosen = f"select * from {rows} except select {columns} from {seen}"
    elif not _count(
        connection,
        f"(select row_key from {rows}) semi join (select row_key from {seen}) "
        "using (row_key)",
    ):
        return span
    else:
        chosen = (
            f"with seen as (select row_key, count(*) as times from {seen} "
            "group by row_key), "
            "numbered as (select *, row_number() over (partition by row_key) as nth "
            f"from {rows}) "
            "select numbered.* exclude (nth) from numbered "
            "left join seen on numbered.row_key = seen.row_key "
            "where numbered.nth > coalesce(seen.times, 0)"
        )
    thinner = files[0].with_suffix(".thinner")
    copy_rows(connection, chosen, thinner, span.span)
    left = _count(connection, reading([thinner], span.span))
    lines = _count(connection, reading([thinner], span.span), _lines_of(span.table))
    for file in files:
        file.unlink()
    if left or span.span == STAYS:
        thinner.rename(files[0])
    else:
        thinner.unlink()
    return replace(span, rows=left, lines=lines, files=1)


def _lines_of(table: str) -> str:
    """SQL that counts the lines of the export that rows stand for."""
    return "coalesce(sum(leg_count), 0)" if table == "calls" else "count(*)"


def _count(connection: Connection, rows: str, what: str = "count(*)") -> int:
    (number,) = connection.execute(f"select {what} from {rows}").fetchone() or (0,)
    return int(number)
