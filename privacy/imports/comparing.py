"""How an export stands to the one before it of its series, and what stands out."""

import datetime
import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from privacy.contracts.tables import tables
from privacy.imports.deduplicate import KEPT_BY_ID
from privacy.places import ROOT
from privacy.storage.databases import Connection
from privacy.storage.rows import (
    SOURCE_OF,
    UNDATED,
    Compared,
    Part,
    RowStore,
    files_of,
    reading,
)

_CAPS = ROOT / "data" / "export_caps.toml"
_MOST_NAMES = 12
_LONG_GAP = 5
"""Days without an event: from Good Friday to Easter Monday are four."""

FIGURES = "aggregated_rows"
"""The fact that says which months came as figures, without rows of events."""

FINDINGS: Mapping[str, tuple[str, str]] = {
    "shrunk": (
        "{found} rows, {expected} in the export before: over a third is gone",
        "see that the export is whole: its filter, its view, the rights of who made it",
    ),
    "capped": (
        "it ends at exactly {found} rows ({detail})",
        "export it in parts, by month, or raise the limit",
    ),
    "same_content": (
        "its content is that of the export of {detail}",
        "see that the source still makes new exports",
    ),
    "gap": (
        "{found} days have no row in it or in another export, {detail}",
        "export those days too, or note why there are none",
    ),
    "future": (
        "its last day, {detail}, is {found} days after it was read",
        "see the clock of the source and the years of its last rows",
    ),
    "near_title": (
        "it lacks {detail}, but has a title that resembles it and that nothing reads",
        "write the title as docs/formats.md says, or map it on the page Import",
    ),
    "double_title": (
        "{detail} stands twice in its head row; the first was read",
        "export it with each title once",
    ),
    "unreadable": (
        "{found} of {expected} cells of {detail} cannot be read and are unknown",
        "see in docs/formats.md how the column is written, and export it so",
    ),
    "cut_line": (
        "its last line, {found}, has no line end: the row there may be cut",
        "see that the export was written to its end, and import it again if it was not",
    ),
    "again": (
        "about {found} of its lines stand again, the first at line {expected}: it was "
        "put after itself, or after a part of itself, and they count twice",
        "take what stands again out of the log before it is imported",
    ),
    "unsure_calls": (
        "{found} of its calls have no id, caller or talk, and are in all as a call of "
        "another export in the same second: each counts once with it",
        "export the calls with their ids or numbers",
    ),
    "half_days": (
        "none of its {found} calls began after 12:59 or before 1:00: AM and PM may "
        "have been left out of its times",
        "export the times with AM and PM, or of a clock of 24 hours",
    ),
    "released_month": (
        "{found} rows or lines are of months already released, {detail}",
        "look at the release, and correct it if its figures change (`correct`)",
    ),
}
"""What stands out about an export, and what to do."""

_Key = tuple[str, int, str]


@dataclass(frozen=True)
class Finding:
    """What stands out about an export: a kind of FINDINGS, with its counts."""

    file_id: str
    kind: str
    found: int
    expected: int | None = None
    detail: str = ""

    def __str__(self) -> str:
        fault, remedy = FINDINGS[self.kind]
        fault = fault.format(
            found=self.found, expected=self.expected, detail=self.detail
        )
        return f"{fault}; {remedy}"


def compare(
    connection: Connection,
    store: RowStore,
    new: Sequence[tuple[Part, Path]],
    earlier: Sequence[Part],
) -> list[Part]:
    """New parts, each held against the export before it of its series.

    Before their repeats are taken out; `new` have their folders. Ids are compared for
    the newest of each series. Which of their months are released already is noted too.
    """
    folders = {part.file_id: folder for part, folder in new}
    series = _in_series([*earlier, *(part for part, _ in new)])
    compared = []
    for part, _ in new:
        known = series[(part.source, part.series)]
        place = bisect_left(known, _key(part), key=_key)
        before = known[:place]
        part = replace(part, touched=_released(store, part))
        if before and not part.refused:
            is_newest = place == len(known) - 1
            ids = (
                _ids(connection, store, part, before, folders)
                if is_newest
                else (None, None)
            )
            part = replace(part, compared=_compared(part, before[-1], ids))
        compared.append(part)
    return compared


def findings_of(parts: Iterable[Part]) -> Iterator[Finding]:
    """What stands out about each export, seen from all there are now."""
    taken = [part for part in parts if not part.refused]
    gaps, series = _gaps(taken), _in_series(taken)
    for part in taken:
        yield from _about_rows(part)
        if part.file_id in gaps:
            yield gaps[part.file_id]
        ahead = _days(part.imported_at[:10], part.last_on or part.imported_at[:10])
        if ahead > 0:  # a day over, for clocks east of ours
            yield Finding(part.file_id, "future", ahead + 1, None, part.last_on or "")
        for kind, titles in (
            ("near_title", part.near_titles),
            ("double_title", part.double_titles),
        ):
            if titles:
                yield Finding(part.file_id, kind, len(titles), None, ", ".join(titles))
        if part.again:
            lines, first = part.again
            yield Finding(part.file_id, "again", lines, first)
        if part.half_days:
            yield Finding(part.file_id, "half_days", part.half_days)
        if part.unsure:
            yield Finding(part.file_id, "unsure_calls", part.unsure)
        if part.cut_line and not _is_never_ended(series[(part.source, part.series)]):
            yield Finding(part.file_id, "cut_line", part.cut_line)
        for column, cells in part.unreadable.items():
            if 10 * cells > part.read:
                yield Finding(part.file_id, "unreadable", cells, part.read, column)
        for day in part.copies:
            yield Finding(part.file_id, "same_content", rows_of(part), None, day)
        late = part.reasons.get("month_closed", 0)
        rows = late + sum(s.lines for s in part.spans if s.span in part.touched)
        rows += sum(n for month, n in _figures(part).items() if month in part.touched)
        rows += sum(calls for _, calls in part.joined)
        if rows:
            months = ", ".join(sorted({*part.touched, *(m for m, _ in part.joined)}))
            yield Finding(part.file_id, "released_month", rows, None, months)


def in_short(names: Sequence[str]) -> str:
    """Names of columns in a line; of many the first ones, and how many more."""
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" … (+{more})" if more > 0 else "")


def rows_of(part: Part) -> int:
    """The rows of an export that are rows: repeats too."""
    return part.read - part.rejected


def _is_never_ended(parts: Sequence[Part]) -> bool:
    """Whether no export of a series has an end of its last line: so it is made."""
    return len(parts) > 1 and all(part.cut_line for part in parts)


def _about_rows(part: Part) -> Iterator[Finding]:
    rows, before = rows_of(part), part.compared
    if before and not _figures(part) and _is_whole(part) and 3 * rows < 2 * before.rows:
        yield Finding(part.file_id, "shrunk", rows, before.rows)
    for cap, formats, citation in _caps():
        if part.read == cap and (not formats or part.format in formats):
            yield Finding(part.file_id, "capped", cap, None, citation)


def _is_whole(part: Part) -> bool:
    """Whether an export lists all there is: a state, and most of it known before."""
    tables_ = {span.table for span in part.spans if span.span == UNDATED}
    if not tables_ or part.compared is None:
        return False
    if tables_.isdisjoint(KEPT_BY_ID):
        return True
    new = part.compared.ids_new
    return new is not None and 2 * new < rows_of(part)


def _gaps(parts: Sequence[Part]) -> dict[str, Finding]:
    """By export of events, the longest time without any before it or within it."""
    spans: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for part in parts:
        for span in part.spans:
            is_its_own = SOURCE_OF.get(span.table) == part.source
            if is_its_own and span.first_on and span.last_on:
                spans[part.source].append((span.first_on, span.last_on, part.file_id))
        for month in _figures(part):
            first, last = _days_of(month)
            spans[f"figures of {part.source}"].append((first, last, part.file_id))
    result: dict[str, Finding] = {}
    for listed in spans.values():
        until = ""
        for first, last, file_id in sorted(listed):
            days = _days(until, first) if until else 0
            longest = result[file_id].found if file_id in result else _LONG_GAP - 1
            if days > longest:
                detail = f"{_moved(until, 1)}–{_moved(first, -1)}"
                result[file_id] = Finding(file_id, "gap", days, None, detail)
            until = max(until, last)
    return result


def _figures(part: Part) -> dict[str, int]:
    """How many figures that a tool counted an export has, by month (YYYY-MM)."""
    return {month[:7]: n for _, month, fact, n in part.facts if fact == FIGURES}


def _days_of(month: str) -> tuple[str, str]:
    """The first and the last day of a month (YYYY-MM)."""
    first = datetime.date.fromisoformat(f"{month}-01")
    return _moved(first.isoformat(), 0), _moved(_next(first).isoformat(), -1)


def _next(month: datetime.date) -> datetime.date:
    return (month + datetime.timedelta(days=31)).replace(day=1)


def _days(last: str, first: str) -> int:
    """The days between two days."""
    start, end = map(datetime.date.fromisoformat, (last, first))
    return (end - start).days - 1


def _moved(day: str, days: int) -> str:
    at = datetime.date.fromisoformat(day) + datetime.timedelta(days=days)
    return at.isoformat()


def _key(part: Part) -> _Key:
    return part.exported_on, part.modified, part.file_id


def _in_series(parts: Iterable[Part]) -> dict[tuple[str, str], list[Part]]:
    series: dict[tuple[str, str], list[Part]] = defaultdict(list)
    for part in sorted(parts, key=_key):
        if not part.refused:
            series[(part.source, part.series)].append(part)
    return series


def _released(store: RowStore, part: Part) -> list[str]:
    """The months of an export's events that are released already."""
    months = {
        (SOURCE_OF.get(span.table, part.source), span.span)
        for span in part.spans
        if span.span != UNDATED
    } | {(part.source, month) for month in _figures(part)}
    return sorted(
        {month for source, month in months if is_released(store, source, month)}
    )


def is_released(store: RowStore, source: str, month: str) -> bool:
    """Whether a month (YYYY-MM) of a source is released."""
    return any((store.organisation.releases / source).glob(f"{month}-v*"))


def _ids(
    connection: Connection,
    store: RowStore,
    part: Part,
    before: Sequence[Part],
    folders: Mapping[str, Path],
) -> tuple[int | None, int | None]:
    """How many ids are new, and how many that were there before are gone.

    Tables that are kept by id are held against all exports of the series.
    """
    spans = [span for span in part.spans if span.span == UNDATED]
    if len(spans) != 1 or not (key := _key_of(spans[0].table)):
        return None, None
    table = spans[0].table
    old = [
        file
        for one in (before if table in KEPT_BY_ID else before[-1:])
        for span in one.spans
        if (span.table, span.span) == (table, UNDATED) and not one.is_thinned
        for file in files_of(
            folders.get(one.file_id, store.organisation.rows / one.file_id), span
        )
    ]
    if not old:
        return None, None
    columns = ", ".join(key)
    same = " and ".join(f"a.{name} is not distinct from b.{name}" for name in key)
    connection.execute(
        f"create or replace temp table ids_now as select distinct {columns} "
        f"from {reading(files_of(folders[part.file_id], spans[0]), UNDATED)}; "
        f"create or replace temp table ids_before as select distinct {columns} "
        f"from {reading(old, UNDATED)}"
    )
    row = connection.execute(
        "select (select count(*) from ids_now), (select count(*) from ids_before), "
        f"(select count(*) from ids_now as a inner join ids_before as b on {same})"
    ).fetchone()
    now, then, both = row or (0, 0, 0)
    return now - both, then - both


def _key_of(table: str) -> Sequence[str]:
    if table not in tables():
        return ()
    return tables()[table].key or tables()[table].titles


def _compared(part: Part, before: Part, ids: tuple[int | None, int | None]) -> Compared:
    come, gone = set(part.columns) - set(before.columns), set()
    if before.columns:
        gone = set(before.columns) - set(part.columns)
    return Compared(
        before.file_id,
        rows_of(before),
        *ids,
        sorted(come) if before.columns else [],
        sorted(gone),
    )


@cache
def _caps() -> tuple[tuple[int, tuple[str, ...], str], ...]:
    content = tomllib.loads(_CAPS.read_text(encoding="utf-8"))
    return tuple(
        (cap["rows"], tuple(cap["formats"]), cap["citation"]) for cap in content["cap"]
    )
