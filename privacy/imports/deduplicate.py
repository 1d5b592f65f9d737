"""Keeps what an export gave: encrypted Parquet by month, repeats counted once.

`keep_rows` looks at one export alone, so that many can be read at once;
`without_repeats` then takes out what earlier exports held already.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from privacy.contracts import contract_names, read_contract
from privacy.contracts.tables import tables
from privacy.imports.shared_legs import add_shared_legs
from privacy.storage.databases import Connection, connect, fill_table
from privacy.storage.rows import (
    FACTS,
    REJECTS,
    UNDATED,
    Part,
    RowStore,
    Span,
    copy_rows,
    file_name,
    files_of,
    reading,
    write_part,
)

KEPT_BY_ID: Mapping[str, Sequence[str]] = {
    "requests": ("system", "request_id"),
    "incidents": ("incident_id",),
    "disclosures": ("disclosure_id",),
}
"""Tables whose exports overlap: the newest row of each id counts.

In every other table that stays, an export replaces the earlier one of its series.
"""

DAYS = {"calls": "started_on", "hits": "hit_on", "searches": "searched_on"}
"""Tables of events, and the column that says on which day each happened."""


_OF_CALLS = (
    "direction",
    "caller",
    "queue",
    "agent",
    "is_answered",
    "wait_seconds",
    "talk_seconds",
)
"""Columns in which two legs of one call differ that begin in the same second."""

_BARE = "id_keys is null and caller is null and coalesce(talk_seconds, 0) = 0"
"""SQL for calls that no id, number or length of talk tells apart."""

Fact = tuple[str, str, str, int]
"""Source, month, what is counted, and how many."""


@dataclass(frozen=True)
class Held:
    """What the folder of one export holds of one table and span."""

    folder: Path
    span: Span

    @property
    def files(self) -> list[Path]:
        """Its files."""
        return files_of(self.folder, self.span)

    @property
    def days(self) -> range:
        """The days of its events, by number."""
        first, last = self.span.first_on, self.span.last_on
        return range(_number(first), _number(last) + 1) if first and last else range(0)


def months_of(connection: Connection) -> list[datetime.date]:
    """The months that the events taken in belong to."""
    months: set[datetime.date] = set()
    for table in tables_taken(connection):
        if table in DAYS:
            rows = connection.execute(f"select distinct month from taken.{table}")
            months |= {month for (month,) in rows.fetchall()}
    return sorted(months)


def keep_rows(connection: Connection, work: Path) -> tuple[list[Span], int]:
    """Write all rows taken in into the folder `work`.

    Returns the spans, and how many lines repeated a row of the same export.
    """
    spans: list[Span] = []
    repeated = 0
    for table in tables_taken(connection):
        if table in DAYS:
            spans += _keep_events(connection, table, work)
        else:
            repeated += _keep_state(connection, table, work, spans)
    if _count(connection, "taken.rejects"):
        rejects = "select line, reason from taken.rejects order by line"
        copy_rows(connection, rejects, work / REJECTS, UNDATED)
    return spans, repeated


def without_repeats(
    connection: Connection,
    store: RowStore,
    new: Sequence[tuple[Part, Path]],
    earlier: Sequence[Part],
) -> list[Part]:
    """Take from new parts, each with its folder, what is held already.

    By earlier parts, and by the new ones before it. Of events, the n-th equal row
    counts only when earlier exports held fewer than n: two equal lines in one log are
    two events.
    """
    spans: dict[tuple[str, str], list[Held]] = {}
    for part, folder in new:
        for span in part.spans:
            spans.setdefault((span.table, span.span), []).append(Held(folder, span))
    left: dict[tuple[Path, str, str], Span] = {}
    unsure: Counter[Path] = Counter()
    for (table, month), held in spans.items():
        before = [
            Held(store.organisation.rows / part.file_id, span)
            for part in sorted(
                earlier, key=lambda p: (p.exported_on, p.modified, p.imported_at)
            )
            for span in part.spans
            if (span.table, span.span) == (table, month)
        ]
        if month == UNDATED:
            thinner = _thin_states(connection, held, before)
        else:
            thinner = _thin_events(connection, held, before, unsure)
        for one, span in zip(held, thinner, strict=True):
            left[(one.folder, table, month)] = span
    return [
        replace(_thinned(connection, part, folder, left), unsure=unsure[folder])
        for part, folder in new
    ]


def _thinned(
    connection: Connection,
    part: Part,
    folder: Path,
    left: Mapping[tuple[Path, str, str], Span],
) -> Part:
    """A part with the spans that are left of it."""
    spans: list[Span] = []
    repeated = 0
    for span in part.spans:
        rest = left[(folder, span.table, span.span)]
        spans += [rest] if rest.rows or rest.span == UNDATED else []
        if span.table != "searches" or part.source == "search":
            repeated += span.lines - rest.lines
    if not repeated and len(spans) == len(part.spans):
        return part
    return replace(
        part,
        spans=spans,
        accepted=part.accepted - repeated,
        duplicate=part.duplicate + repeated,
        facts=facts_of(connection, spans, folder),
    )


def facts_of(connection: Connection, spans: Sequence[Span], folder: Path) -> list[Fact]:
    """The facts of rows that were written, read back: what is left of an export."""
    facts: list[Fact] = []
    for span in spans:
        rows = reading(files_of(folder, span), span.span)
        facts += ask_facts(connection, span.table, rows)
    return without_titles(connection, facts, folder)


def ask_facts(connection: Connection, table: str, rows: str) -> list[Fact]:
    """Counts that outlive the rows: asked by queries/imports/facts/ of a table.

    `rows` is SQL that has the columns of the table that are counted.
    """
    name = f"imports/facts/{table}"
    if name not in contract_names("imports/facts"):
        return []
    run = connection.execute
    run("create schema if not exists imported")
    run(f"create or replace view imported.{table} as from {rows}")
    output = run(read_contract(name).sql).fetchall()
    return [(str(s), m.isoformat(), str(f), int(n)) for s, m, f, n in output]


def hide_titles(store: RowStore, parts: Sequence[Part]) -> list[Part]:
    """Encrypt the counts by title that an older version kept in ledger entries."""
    titled = [
        part for part in parts if any(":" in fact for _, _, fact, _ in part.facts)
    ]
    hidden = {}
    if titled:
        with closing(connect()) as connection:
            store.add_keys(connection, [])
            for part in titled:
                folder = store.organisation.rows / part.file_id
                facts = without_titles(connection, part.facts, folder)
                hidden[part.file_id] = replace(part, facts=facts)
                write_part(folder, hidden[part.file_id])
    return [hidden.get(part.file_id, part) for part in parts]


def without_titles(
    connection: Connection, facts: Sequence[Fact], folder: Path
) -> list[Fact]:
    """The facts that name no title; the others go into an encrypted file of their own.

    A title, of queues, may be somebody's number.
    """
    titled = [fact for fact in facts if ":" in fact[2]]
    (folder / FACTS).unlink(missing_ok=True)
    if titled:
        connection.execute(
            "create or replace temp table titled "
            "(source varchar, month varchar, fact varchar, count bigint)"
        )
        fill_table(connection, "titled", titled)
        copy_rows(connection, "from titled", folder / FACTS, UNDATED)
    return [fact for fact in facts if ":" not in fact[2]]


def tables_taken(connection: Connection) -> list[str]:
    """The tables that rows were taken into."""
    rows = connection.execute(
        "select table_name from duckdb_tables() where database_name = 'taken' "
        "and table_name <> 'rejects' order by table_name"
    ).fetchall()
    return [name for (name,) in rows]


def _keep_events(connection: Connection, table: str, work: Path) -> list[Span]:
    day, lines = DAYS[table], lines_of(table)
    rows = read_contract(f"imports/{table}").sql
    counted = connection.execute(
        f"select strftime(month, '%Y-%m'), count(*), {lines}, min({day})::varchar, "
        f"max({day})::varchar from taken.{table} group by all order by all"
    ).fetchall()
    for month, *_ in counted:
        copy_rows(
            connection,
            f"select * from ({rows}) where month = '{month}-01'",
            work / file_name(table, month),
            month,
        )
    return [
        Span(table, month, number, int(weight), first_on, last_on)
        for month, number, weight, first_on, last_on in counted
    ]


def _keep_state(
    connection: Connection, table: str, work: Path, spans: list[Span]
) -> int:
    file = work / file_name(table, UNDATED)
    kept = copy_rows(connection, rows_once(connection, table), file, UNDATED)
    spans.append(Span(table, UNDATED, kept, kept))
    return _count(connection, f"taken.{table}") - kept


def rows_once(connection: Connection, table: str, place: str = "") -> str:
    """SQL for the rows of taken.<table>, what stands again in one file only once.

    Two rows that are alike in all are one thing where something in them names it; where
    that cannot be read, or where a table names nothing, they may be two. `place` is
    SQL for the place of a row's file, and then stands first.
    """
    described = connection.execute(f"describe taken.{table}").fetchall()
    columns = ", ".join(row[0] for row in described if row[0] != "line")
    key = tables()[table].key if table in tables() else ()
    first = f"{place} as place, " if place else ""
    if not key:
        return f"select {first}{columns} from taken.{table}"
    unnamed = " or ".join(f"{name} is null" for name in key)
    return (
        f"select * exclude (unnamed) from (select distinct {first}{columns}, "
        f"if({unnamed}, rowid, null) as unnamed from taken.{table})"
    )


def _thin_states(
    connection: Connection, new: Sequence[Held], before: Sequence[Held]
) -> list[Span]:
    """Take rows of state that are as the newest export before has them; each in turn.

    One that goes back to what it was once is new: a request that is open again.
    """
    table = new[0].span.table
    if table not in KEPT_BY_ID or len(new) + len(before) < 2:
        return [held.span for held in new]
    run = connection.execute
    rows = reading([file for held in new for file in held.files], UNDATED, names=True)
    described = run(f"describe from {rows}").fetchall()
    columns = [row[0] for row in described if row[0] != "filename"]
    row_hash = f"hash({', '.join(columns)})"
    id_ = f"hash({', '.join(KEPT_BY_ID[table])})"
    _lay_out_places(connection, enumerate(new))
    run(
        "create or replace table states as "
        f"select place, {id_} as id, {row_hash} as row_hash "
        f"from {rows} inner join places using (filename)"
    )
    if before:
        readings = " union all by name ".join(
            f"select *, {number} as nth from {reading(held.files, UNDATED)}"
            for number, held in enumerate(before)
        )
        run(
            f"insert into states select -1, id, {row_hash} from (select *, {id_} as id "
            f"from ({readings})) semi join states using (id) "
            "qualify nth = max(nth) over (partition by id)"
        )
    repeated = _repeated_states(run("from states order by place").fetchall())
    run("create or replace table repeated (place bigint, row_hash ubigint)")
    fill_table(connection, "repeated", repeated)
    places = {place for place, _ in repeated}
    return [
        _rewrite(
            connection,
            held,
            f"select * from {reading(held.files, UNDATED)} where {row_hash} not in "
            f"(select row_hash from repeated where place = {place})",
        )
        if place in places
        else held.span
        for place, held in enumerate(new)
    ]


def _repeated_states(rows: Iterable[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Place and hash of the rows that are as the newest export before has them.

    `rows` are place, hash of the id and hash of the whole, in order of place; what
    earlier imports held has the place -1.
    """
    newest: dict[int, set[int]] = {}
    repeated = []
    for place, group in groupby(rows, key=itemgetter(0)):
        fresh: dict[int, set[int]] = {}
        for _, id_, row in group:
            if row in newest.get(id_, ()):
                repeated.append((place, row))
            else:
                fresh.setdefault(id_, set()).add(row)
        newest |= fresh
    return repeated


def _lay_out_places(connection: Connection, new: Iterable[tuple[int, Held]]) -> None:
    """Make the table places: which files are of the export at which place."""
    connection.execute(
        "create or replace table places (filename varchar, place bigint)"
    )
    files = [(f.as_posix(), place) for place, held in new for f in held.files]
    fill_table(connection, "places", files)


def _thin_events(
    connection: Connection,
    new: Sequence[Held],
    before: Sequence[Held],
    unsure: Counter[Path],
) -> list[Span]:
    """Take the events that come again: all new exports are asked at once.

    Adds to `unsure`, by folder, the calls that may be others all the same.
    """
    exports_on = Counter(day for held in (*new, *before) for day in held.days)
    shared = {
        place: held
        for place, held in enumerate(new)
        if any(exports_on[day] > 1 for day in held.days)
    }
    if not shared:
        return [held.span for held in new]
    days = {day for held in shared.values() for day in held.days}
    overlapping = [held for held in before if not days.isdisjoint(held.days)]
    _find_repeats(connection, shared, overlapping)
    first = new[0].span
    if first.table == "calls":
        _leave_other_legs(connection, shared, overlapping)
        add_shared_legs(
            connection,
            [(place, held.files) for place, held in shared.items()],
            [held.files for held in overlapping],
            first.span,
        )
        for place, calls in _unsure_repeats(connection, shared):
            unsure[new[place].folder] += calls
    rows = connection.execute("select distinct place from repeats").fetchall()
    places = {place for (place,) in rows}
    return [
        _rewrite(
            connection,
            held,
            "with numbered as (select *, row_number() over (partition by row_key) as "
            f"nth from {reading(held.files, held.span.span)}) "
            "select numbered.* exclude (nth) from numbered left join repeats "
            f"on numbered.row_key = repeats.row_key and repeats.place = {place} "
            "where numbered.nth > coalesce(repeats.times, 0)",
        )
        if place in places
        else held.span
        for place, held in enumerate(new)
    ]


def _find_repeats(
    connection: Connection, new: Mapping[int, Held], before: Sequence[Held]
) -> None:
    """Make the table repeats: how many times earlier exports held a row's key.

    For each new export, by its place, and each key of it that one before it has.
    """
    run = connection.execute
    _lay_out_places(connection, new.items())
    first, *more = new.values()
    rows = reading(
        [f for held in (first, *more) for f in held.files], first.span.span, names=True
    )
    if before:
        seen = f"from {reading([f for b in before for f in b.files], first.span.span)}"
        only = "" if more else f" semi join (select row_key {seen}) using (row_key)"
    run(
        "create or replace table counted as select place, row_key, count(*) as times "
        f"from {rows} inner join places using (filename){only if before else ''} "
        "group by place, row_key"
    )
    if before:
        run(
            "insert into counted select -1, row_key, count(*) from "
            f"(select row_key {seen}) semi join counted using (row_key) group by 2"
        )
    run(
        "create or replace table repeats as select place, row_key, highest as times "
        "from (select place, row_key, max(times) over (partition by row_key "
        "order by place rows between unbounded preceding and 1 preceding) as highest "
        "from counted) where place >= 0 and highest is not null"
    )


def _leave_other_legs(
    connection: Connection, new: Mapping[int, Held], before: Sequence[Held]
) -> None:
    """Take from repeats the calls that no export before tells in the same way.

    The legs of a call may lie in two exports and begin in the same second. A call
    without an id has all of its cells in its key.
    """
    run = connection.execute
    if not run("select 1 from repeats limit 1").fetchone():
        return
    span = next(iter(new.values())).span.span
    files = [file for held in new.values() for file in held.files]
    content = f"row_key, hash({', '.join(_OF_CALLS)}) as content"
    repeated = "semi join repeats using (row_key)"
    run(
        f"create or replace table contents as select place, {content}, "
        f"id_keys is not null as has_id from {reading(files, span, names=True)} "
        f"inner join places using (filename) {repeated}"
    )
    if before:
        rows = reading([file for held in before for file in held.files], span)
        run(f"insert into contents select -1, {content}, false from {rows} {repeated}")
    run(
        "delete from repeats using (select * from contents as later where has_id "
        "and not exists (select 1 from contents as earlier "
        "where earlier.row_key = later.row_key and earlier.content = later.content "
        "and earlier.place < later.place)) as others "
        "where repeats.place = others.place and repeats.row_key = others.row_key"
    )


def _unsure_repeats(
    connection: Connection, new: Mapping[int, Held]
) -> list[tuple[int, int]]:
    """Places of exports, and how many of their bare calls another seems to have.

    Where both tell of the same hours, most of those hours' calls are in both; where
    few are, two calls may have begun in one second and ended alike.
    """
    rows = reading(
        [file for held in new.values() for file in held.files],
        next(iter(new.values())).span.span,
        names=True,
    )
    return connection.execute(
        "with bare as (select place, row_key, [started_on::varchar, hour::varchar] "
        f"as hours from {rows} inner join places using (filename) where {_BARE}), "
        "again as (from bare semi join repeats using (place, row_key)) "
        "select place, count(*) as calls from again group by place having 2 * calls < "
        "(select count(*) from bare where bare.place = again.place "
        "and hours between min(again.hours) and max(again.hours))"
    ).fetchall()


def _rewrite(connection: Connection, held: Held, chosen: str) -> Span:
    """Let the chosen rows be all that an export holds of a span."""
    span, files = held.span, held.files
    thinner = files[0].with_suffix(".thinner")
    copy_rows(connection, chosen, thinner, span.span)
    rows = reading([thinner], span.span)
    left = _count(connection, rows)
    lines = _count(connection, rows, lines_of(span.table))
    for file in files:
        file.unlink()
    if left or span.span == UNDATED:
        thinner.rename(files[0])
    else:
        thinner.unlink()
    return replace(span, rows=left, lines=lines, files=1)


def _number(day: str) -> int:
    return datetime.date.fromisoformat(day).toordinal()


def lines_of(table: str) -> str:
    """SQL that counts the lines of the export that rows stand for."""
    return "coalesce(sum(leg_count), 0)" if table == "calls" else "count(*)"


def _count(connection: Connection, rows: str, what: str = "count(*)") -> int:
    (number,) = connection.execute(f"select {what} from {rows}").fetchone() or (0,)
    return int(number)
