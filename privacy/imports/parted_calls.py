"""Joins calls whose legs lie in more than one export: an export ends, the call goes on.

So does one of which an export has the legs of a queue, and another those of the next.
A call has keyed hashes of its id, by the key of its month and, when it may have begun
in the month before, by that month's. Equal hashes in two exports, the one begun before
the other ended, are one call: it stands where it began, and its other parts go. Once a
month's key is destroyed, its hashes can be made no more.

Each export that changes is written again in build/joined/, and all are put in place at
once: what a killed import had written whole, the next command puts in place.
"""

import datetime
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from privacy.contracts import read_contract
from privacy.imports.comparing import is_released
from privacy.imports.deduplicate import facts_of
from privacy.storage.databases import Connection, connect, fill_table, quoted
from privacy.storage.organisations import Organisation
from privacy.storage.rows import (
    SOURCE_OF,
    UNFINISHED,
    Part,
    RowStore,
    Span,
    copy_rows,
    files_of,
    having_column,
    month_of,
    reading,
    write_part,
)

_WHOLE = "whole"
"""The file that says that all which changes is written."""

_STEPS = {
    "export.legs": "imports/parted_legs",
    "export.whole_calls": "imports/whole_calls",
    "joined": "imports/joined_calls",
}
"""Each table that leads to the joined calls, and its query."""

_TABLE = "calls"
_DAY = 1
"""Days between two exports that may have parts of one call."""

Held = tuple[str, Span]
"""The id of an export, and calls of a month that it holds."""


def join_calls(store: RowStore, parts: Sequence[Part]) -> list[Part]:
    """Join the calls that new exports have parts of; return the parts as they are now.

    An export is new while its ledger entry says `unjoined`.
    """
    new = {part.file_id for part in parts if part.unjoined}
    if not new:
        return list(parts)
    closed = store.keyring.destroyed_months()
    held = [
        (part.file_id, span)
        for part in parts
        for span in part.spans
        if span.table == _TABLE and month_of(span.span) not in closed
    ]
    near = _near(held, new)
    with closing(connect()) as connection:
        store.add_keys(connection, {month_of(span.span) for _, span in near})
        changed = {
            part.file_id: part for part in _joined(connection, store, near, parts)
        }
    joined = [
        changed.get(part.file_id, replace(part, unjoined=False)) for part in parts
    ]
    if changed:
        (_folder(store.organisation) / _WHOLE).touch()
        finish_joining(store.organisation)
    for part in joined:
        if part.file_id in new - changed.keys():
            write_part(store.organisation.rows / part.file_id, part)
    return joined


def finish_joining(organisation: Organisation) -> None:
    """Put in place what a killed import had joined; let go of what it had not."""
    joined = _folder(organisation)
    if (joined / _WHOLE).exists():
        for rewritten in joined.iterdir():
            if rewritten.is_dir():
                target = organisation.rows / rewritten.name
                shutil.rmtree(target, ignore_errors=True)
                rewritten.rename(target)
    shutil.rmtree(joined, ignore_errors=True)


def _near(held: Sequence[Held], new: set[str]) -> list[Held]:
    """What lies within a day of what a new export holds, where two exports do."""
    days = {
        day
        for file_id, span in held
        if file_id in new
        for day in range(_number(span.first_on) - _DAY, _number(span.last_on) + 2)
    }
    near = [
        (file_id, span)
        for file_id, span in held
        if not days.isdisjoint(range(_number(span.first_on), _number(span.last_on) + 1))
    ]
    return near if len({file_id for file_id, _ in near}) > 1 else []


def _joined(
    connection: Connection,
    store: RowStore,
    near: Sequence[Held],
    parts: Sequence[Part],
) -> Iterator[Part]:
    """The exports that change, each written again."""
    if not near:
        return
    rows = store.organisation.rows
    new = {part.file_id for part in parts if part.unjoined}
    days = [
        _number(day)
        for file_id, span in near
        if file_id in new
        for day in (span.first_on, span.last_on)
    ]
    _lay_out_ends(connection, rows, near, (min(days) - _DAY, max(days) + _DAY))
    result = connection.execute(read_contract("imports/parted_calls").sql).fetchall()
    heads: dict[tuple[str, int], tuple[str, int]] = {}
    for file_id, key, head_id, head_key in reversed(result):
        head = heads.get((head_id, head_key), (head_id, head_key))
        heads.setdefault((file_id, key), head)
    if not heads:
        return
    _lay_out_parted(connection, heads)
    changed = {file_id for one in heads.items() for file_id, _ in one}
    for table, query in _STEPS.items():
        connection.execute(f"create table {table} as {read_contract(query).sql}")
    released = _released(connection, store, new)
    for part in parts:
        if part.file_id in changed:
            part = replace(part, joined=released.get(part.file_id, part.joined))
            yield _rewrite_part(connection, store, part, near)


def _released(
    connection: Connection, store: RowStore, new: set[str]
) -> dict[str, list[tuple[str, int]]]:
    """By new export, how many earlier calls of each released month it changes.

    A later part goes from its month, and a beginning goes on for longer.
    """
    rows = connection.execute(
        "select part_id, strftime(tail.month, '%Y-%m'), parted.head_id, "
        "strftime(head.month, '%Y-%m') from export.parted "
        "inner join export.ends as tail using (part_id, row_key) "
        "inner join export.ends as head on head.part_id = parted.head_id "
        "and head.row_key = parted.head_key where not parted.is_known"
    ).fetchall()
    calls: dict[str, Counter[str]] = {}
    for tail_id, tail_month, head_id, head_month in rows:
        if (tail_id in new) != (head_id in new):
            file_id, month = (
                (tail_id, head_month) if tail_id in new else (head_id, tail_month)
            )
            calls.setdefault(file_id, Counter())[month] += 1
    source = SOURCE_OF[_TABLE]
    return {
        file_id: sorted(
            (month, number)
            for month, number in months.items()
            if is_released(store, source, month)
        )
        for file_id, months in calls.items()
    }


def _lay_out_ends(
    connection: Connection, rows: Path, near: Sequence[Held], days: tuple[int, int]
) -> None:
    """Make export.ends: the calls of those days with an id that two exports have."""
    columns = ", ".join(
        f"{column.name} {column.type}"
        for column in read_contract("imports/joined_calls").columns
    )
    connection.execute("create schema export")
    connection.execute(f"create table export.ends ({columns})")
    connection.execute("create temp table held_in (filename varchar, part_id varchar)")
    connection.execute(
        "create temp table ids (part_id varchar, row_key ubigint, id_key ubigint)"
    )
    by_month: dict[str, dict[Path, str]] = {}
    for file_id, span in near:
        files = by_month.setdefault(span.span, {})
        files |= dict.fromkeys(files_of(rows / file_id, span), file_id)
    calls = {}
    for month, files in by_month.items():
        having = having_column(list(files), month, "id_keys", connection)
        if having:
            held = [(file.as_posix(), files[file]) for file in having]
            fill_table(connection, "held_in", held)
            calls[month] = (
                f"from {reading(having, month, names=True)} "
                "inner join held_in using (filename)"
            )
            connection.execute(
                "insert into ids select part_id, row_key, unnest(id_keys) "
                f"{calls[month]} where started_on between ? and ?",
                list(map(datetime.date.fromordinal, days)),
            )
    connection.execute(
        "delete from ids where id_key not in (select id_key from ids group by id_key "
        "having min(part_id) < max(part_id))"
    )
    for calls_of_month in calls.values():
        connection.execute(
            "insert into export.ends by name select * exclude (filename) "
            f"{calls_of_month} semi join ids using (part_id, row_key)"
        )


def _lay_out_parted(
    connection: Connection, heads: Mapping[tuple[str, int], tuple[str, int]]
) -> None:
    """Make export.parted: each later part, with what the beginning knows of it."""
    connection.execute(
        "create table beginnings (part_id varchar, row_key ubigint, head_id varchar, "
        "head_key ubigint)"
    )
    fill_table(
        connection, "beginnings", [(*part, *head) for part, head in heads.items()]
    )
    connection.execute(
        "create table export.parted as select beginnings.*, "
        "coalesce(list_contains(head.joined_keys, beginnings.row_key), false) "
        "as is_known, head.month <> tail.month as is_other_month from beginnings "
        "inner join export.ends as head on head.part_id = beginnings.head_id "
        "and head.row_key = beginnings.head_key "
        "inner join export.ends as tail on tail.part_id = beginnings.part_id "
        "and tail.row_key = beginnings.row_key"
    )


def _rewrite_part(
    connection: Connection, store: RowStore, part: Part, near: Sequence[Held]
) -> Part:
    """Write what an export holds now into a folder of its name."""
    rewritten = _folder(store.organisation) / part.file_id
    shutil.copytree(store.organisation.rows / part.file_id, rewritten)
    spans = []
    for span in part.spans:
        if (part.file_id, span) in near:
            span = _rewritten(connection, part.file_id, rewritten, span)
        spans += [span] if span.rows else []
    (known,) = connection.execute(
        "select coalesce(sum(leg_count), 0) from export.ends inner join export.parted "
        "using (part_id, row_key) where is_known and part_id = ?",
        [part.file_id],
    ).fetchone() or (0,)
    changed = replace(
        part,
        spans=spans,
        unjoined=False,
        accepted=part.accepted - int(known),
        duplicate=part.duplicate + int(known),
        facts=facts_of(connection, spans, rewritten),
    )
    write_part(rewritten, changed)
    return changed


def _rewritten(connection: Connection, file_id: str, folder: Path, span: Span) -> Span:
    """Let a span's rows be those that no beginning elsewhere has, joined."""
    files = files_of(folder, span)
    rewritten = files[0].with_suffix(UNFINISHED)
    mine = f"part_id = {quoted(file_id)}"
    copy_rows(
        connection,
        f"select * from {reading(files, span.span)} where row_key not in "
        f"(select row_key from export.parted where {mine} "
        f"union all select row_key from joined where {mine}) "
        f"union all by name select * exclude (part_id) from joined where {mine} "
        f"and month = '{month_of(span.span)}'",
        rewritten,
        span.span,
    )
    for file in files:
        file.unlink()
    rows, lines, first_on, last_on = connection.execute(
        "select count(*), coalesce(sum(leg_count), 0), min(started_on)::varchar, "
        f"max(started_on)::varchar from {reading([rewritten], span.span)}"
    ).fetchall()[0]
    if rows:
        rewritten.rename(files[0])
    else:
        rewritten.unlink()
    return replace(
        span, rows=rows, lines=int(lines), first_on=first_on, last_on=last_on, files=1
    )


def _folder(organisation: Organisation) -> Path:
    return organisation.builds / "joined"


def _number(day: str | None) -> int:
    return datetime.date.fromisoformat(day).toordinal() if day else 0
