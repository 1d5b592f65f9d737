"""Takes one export in, whole or not at all."""

import contextlib
import datetime
import re
import secrets
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from privacy.contracts import contract_names, read_contract
from privacy.databases import Connection, attach, connect, quoted
from privacy.errors import BadExport
from privacy.formats import Recognised, recognise
from privacy.imports.files import fingerprint, sample_lines
from privacy.imports.tabular import read_table
from privacy.imports.taken import Context
from privacy.imports.web import read_web
from privacy.policy import Policy
from privacy.rows import (
    STAYS,
    Part,
    RowStore,
    Span,
    copy_rows,
    file_stem,
    reading,
    write_part,
)

KEPT_BY_ID = {
    "requests": ("system", "request_id"),
    "incidents": ("incident_id",),
    "disclosures": ("disclosure_id",),
}
"""Tables whose exports overlap: the newest row of each id counts.

In every other table that stays, an export replaces the earlier one of its series.
"""

_TABLE_OF = {"telephone": "calls", "web": "hits", "search": "searches"}
_DATE = re.compile(r"(20\d\d)-?(\d\d)-?(\d\d)")
_UNFINISHED = ".tmp"


@dataclass(frozen=True)
class Export:
    """One file as a source delivered it, by content: the id is its fingerprint."""

    path: Path
    file_id: str
    size: int
    modified: int

    @property
    def exported_on(self) -> datetime.date:
        """The day in the file's name, else the day it was last written."""
        for year, month, day in reversed(_DATE.findall(self.path.name)):
            with contextlib.suppress(ValueError):
                return datetime.date(int(year), int(month), int(day))
        written = datetime.datetime.fromtimestamp(self.modified / 1e9, datetime.UTC)
        return written.date()

    @property
    def series(self) -> str:
        """Exports whose folder and name differ only in digits are one series."""
        return re.sub(r"\d+", "#", f"{self.path.parent.name}/{self.path.name}")


def find_export(path: Path, earlier: Iterable[Part]) -> tuple[Export, int]:
    """An export and how many of its first lines were taken in before it grew.

    Raises BadExport when the file cannot be read.
    """
    try:
        state = path.stat()
        sizes = sorted({part.size for part in earlier if part.size < state.st_size})
        whole, before = fingerprint(path, sizes)
    except OSError as error:
        raise BadExport(
            f"{path.name} cannot be read ({error.strerror}); see that the file is "
            "there and that this user may read it."
        ) from None
    grown = {before[size]: size for size in sizes if size in before}
    lines = max((part.read for part in earlier if part.file_id in grown), default=0)
    return Export(path, whole, state.st_size, state.st_mtime_ns), lines


def take_in(
    export: Export,
    *,
    store: RowStore,
    policy: Policy,
    earlier: Sequence[Part],
    skip_lines: int,
    source: str | None,
    must_be_source: bool,
    at: datetime.datetime,
) -> Part:
    """Take one export in and return its ledger entry.

    `source` is where the file was found, or, when `must_be_source`, what it must be
    whatever its content looks like; `at` is the instant of the import. A file that no
    format fits gives a Part whose `refused` says why.
    """
    target = store.organisation.rows / export.file_id
    work = target.with_name(f"{export.file_id}.{secrets.token_hex(4)}{_UNFINISHED}")
    work.mkdir(mode=0o700, parents=True)
    empty = Part(
        file_id=export.file_id,
        file=export.path.name,
        series=export.series,
        source=source or "",
        format="",
        size=export.size,
        modified=export.modified,
        exported_on=export.exported_on.isoformat(),
        imported_at=at.isoformat(),
        read=0,
        accepted=0,
        rejected=0,
        duplicate=0,
    )
    connection = connect(spill=work / "spill")
    try:
        found = recognise(
            sample_lines(export.path),
            export.path.name,
            table=_TABLE_OF.get(source, source) if source else None,
            must_be=must_be_source,
        )
        part = _read(
            connection, export, found, empty, store, policy, earlier, skip_lines, work
        )
    except BadExport as refusal:
        part = replace(empty, refused=str(refusal))
    finally:
        connection.close()
    for left in (work / "work.duckdb", work / "work.duckdb.wal"):
        left.unlink(missing_ok=True)
    shutil.rmtree(work / "spill", ignore_errors=True)
    write_part(work, part)
    if target.exists():
        shutil.rmtree(target)
    work.rename(target)
    return part


def sweep(rows: Path) -> None:
    """Remove what a killed import left unfinished. Only under the import lock."""
    for left in rows.glob(f"*{_UNFINISHED}"):
        shutil.rmtree(left, ignore_errors=True)


def _read(
    connection: Connection,
    export: Export,
    found: Recognised,
    empty: Part,
    store: RowStore,
    policy: Policy,
    earlier: Sequence[Part],
    skip_lines: int,
    work: Path,
) -> Part:
    if not found.name.startswith("imports/web/"):
        skip_lines = 0  # a table that grew is told apart row by row
    key = secrets.token_hex(32)
    attach(connection, work / "work.duckdb", "taken", key, read_only=False)
    connection.execute("create schema export")
    context = Context(
        policy=policy,
        key_for=store.keyring.month,
        closed_months=store.keyring.closed(),
        skip_lines=skip_lines,
    )
    if found.name.startswith("imports/web/"):
        taken = read_web(connection, export.path, found.name, context)
    else:
        taken = read_table(connection, export.path, found, context)
    store.add_keys(connection, _months(connection))
    spans, repeated = _keep(connection, store, earlier, empty, work)
    facts = _facts(connection, spans, work)
    _keep_rejects(connection, work)
    again = skip_lines + repeated
    return replace(
        empty,
        source=taken.source,
        format=taken.format,
        read=taken.read + skip_lines,
        accepted=taken.accepted - repeated,
        rejected=taken.rejected,
        duplicate=taken.duplicate + again,
        reasons=dict(taken.reasons),
        spans=spans,
        facts=facts,
    )


def _tables(connection: Connection) -> list[str]:
    found = connection.execute(
        "select table_name from duckdb_tables() where database_name = 'taken' "
        "and table_name <> 'rejects' order by table_name"
    ).fetchall()
    return [name for (name,) in found]


def _is_event(connection: Connection, table: str) -> bool:
    described = connection.execute(f"describe taken.{table}").fetchall()
    return {"month", "row_key"} <= {row[0] for row in described}


def _months(connection: Connection) -> list[datetime.date]:
    months: set[datetime.date] = set()
    for table in _tables(connection):
        if _is_event(connection, table):
            found = connection.execute(f"select distinct month from taken.{table}")
            months |= {month for (month,) in found.fetchall()}
    return sorted(months)


def _keep(
    connection: Connection,
    store: RowStore,
    earlier: Sequence[Part],
    empty: Part,
    work: Path,
) -> tuple[list[Span], int]:
    """Write the tables' rows; return their spans and how many rows were repeats."""
    spans: list[Span] = []
    repeated = 0
    for table in _tables(connection):
        if _is_event(connection, table):
            found, again = _keep_events(connection, store, earlier, table, work)
        else:
            found, again = _keep_state(connection, store, earlier, table, work)
        spans += found
        # Searches ride on the hits of the same lines, which are counted already.
        repeated += again if table != "searches" or not spans[:-1] else 0
    return spans, repeated


def _keep_events(
    connection: Connection,
    store: RowStore,
    earlier: Sequence[Part],
    table: str,
    work: Path,
) -> tuple[list[Span], int]:
    day = next(
        column
        for column in ("started_on", "hit_on", "searched_on")
        if column in _columns(connection, table)
    )
    weight = "leg_count" if table == "calls" else "1"
    counted = connection.execute(
        f"select month, count(*), sum({weight}), min({day}), max({day}) "
        f"from taken.{table} group by month order by month"
    ).fetchall()
    spans: list[Span] = []
    repeated = 0
    for month, _rows, weighed, first, last in counted:
        span = f"{month:%Y-%m}"
        overlapping = [
            part
            for part in earlier
            for held in part.spans
            if (held.table, held.span) == (table, span)
            and (held.first_on or "") <= last.isoformat()
            and (held.last_on or "9") >= first.isoformat()
        ]
        chosen = f"select * from taken.{table} where month = {quoted(month)}"
        seen = store.view(connection, table, span, overlapping)
        if seen:
            chosen = _unseen(chosen, seen)
        file = work / f"{file_stem(table, span)}.parquet"
        copy_rows(connection, chosen, file, span)
        kept, kept_weight = _count(connection, file, span, weight)
        repeated += weighed - kept_weight
        if kept:
            spans.append(Span(table, span, kept, first.isoformat(), last.isoformat()))
        else:
            file.unlink()
    return spans, repeated


def _unseen(chosen: str, seen: str) -> str:
    """The rows of `chosen` beyond those that `seen` holds already, by row_key.

    Two equal lines in one log are two events; so the n-th equal row counts only when
    earlier exports held fewer than n.
    """
    return (
        f"with seen as (select row_key, count(*) as times from {seen} "
        "group by row_key), "
        "numbered as (select *, row_number() over (partition by row_key) as nth "
        f"from ({chosen})) "
        "select numbered.* exclude (nth) from numbered "
        "left join seen on numbered.row_key = seen.row_key "
        "where numbered.nth > coalesce(seen.times, 0)"
    )


def _keep_state(
    connection: Connection,
    store: RowStore,
    earlier: Sequence[Part],
    table: str,
    work: Path,
) -> tuple[list[Span], int]:
    (before,) = connection.execute(
        f"select count(*) from taken.{table}"
    ).fetchone() or (0,)
    columns = ", ".join(c for c in _columns(connection, table) if c != "line")
    chosen = f"select {columns} from taken.{table}"
    if table in KEPT_BY_ID:
        seen = store.view(connection, table, STAYS, earlier)
        chosen = f"select distinct {columns} from taken.{table}"
        if seen:
            chosen = f"({chosen}) except (select {columns} from {seen})"
    file = work / f"{table}.parquet"
    copy_rows(connection, chosen, file, STAYS)
    kept, _ = _count(connection, file, STAYS, "1")
    return [Span(table, STAYS, kept)], before - kept


def _columns(connection: Connection, table: str) -> list[str]:
    described = connection.execute(f"describe taken.{table}").fetchall()
    return [row[0] for row in described]


def _count(
    connection: Connection, file: Path, span: str, weight: str
) -> tuple[int, int]:
    rows, weighed = connection.execute(
        f"select count(*), coalesce(sum({weight}), 0) from {reading(file, span)}"
    ).fetchone() or (0, 0)
    return int(rows), int(weighed)


def _facts(
    connection: Connection, spans: Sequence[Span], work: Path
) -> list[tuple[str, str, str, int]]:
    """Counts that outlive the rows: asked by queries/imports/facts/ of each table."""
    facts: list[tuple[str, str, str, int]] = []
    known = contract_names("imports/facts")
    connection.execute("create schema if not exists imported")
    for span in spans:
        name = f"imports/facts/{span.table}"
        if name not in known:
            continue
        rows = reading(work / f"{file_stem(span.table, span.span)}.parquet", span.span)
        connection.execute(
            f"create or replace view imported.{span.table} as select * from {rows}"
        )
        asked = connection.execute(read_contract(name).sql).fetchall()
        facts += [(str(s), m.isoformat(), str(f), int(n)) for s, m, f, n in asked]
    return facts


def _keep_rejects(connection: Connection, work: Path) -> None:
    copy_rows(
        connection,
        "select line, reason from taken.rejects order by line",
        work / "rejects.parquet",
        STAYS,
    )
