"""Reads a file as a mapping says, to show what would come of it; keeps nothing."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from privacy.contracts.tables import tables
from privacy.errors import BadExport
from privacy.imports.files import Content
from privacy.imports.formats import Recognised
from privacy.imports.import_counts import Context
from privacy.imports.mapping import ColumnMapping, written
from privacy.imports.tabular import read_table
from privacy.policy import read_policy
from privacy.storage.databases import Connection, connect

MOST_BYTES = 64 << 20
"""A larger file is not tried, for it is read here and not in a process of its own."""
_SHOWN = 5
_NO_KEY = "0" * 64
"""Of hashes that are gone with the database in memory."""


@dataclass(frozen=True)
class Trial:
    """What would come of a file: rows read = accepted + rejected, before repeats.

    `filled` and `unreadable` are cells of each column of ours; `sample` are the first
    rows as they would be kept, in the order of `columns`.
    """

    read: int
    accepted: int
    rejected: int
    reasons: Mapping[str, int]
    filled: Mapping[str, int]
    unreadable: Mapping[str, int]
    columns: Sequence[str]
    sample: Sequence[Sequence[object]]


def try_mapping(
    folder: Path,
    path: Path,
    mapping: ColumnMapping,
    head: Recognised,
    closed_months: Collection[datetime.date] = (),
) -> Trial:
    """Read a file by a mapping that is not saved, in memory alone.

    `folder` is the organisation's, whose policy files the mapping would join. Raises
    BadPolicy for a mapping that makes no sense, BadExport when the file cannot be read
    by it.
    """
    if path.stat().st_size > MOST_BYTES:
        raise BadExport(
            "{file} is larger than {most} MB and is not tried here; save "
            "the mapping, and the import says what came of each row.",
            file=path.name,
            most=MOST_BYTES >> 20,
        )
    policy = read_policy(folder, written(mapping))
    result = Recognised(
        f"imports/{mapping.table}/neutral", head.delimiter, head.head_row, mapping.name
    )
    context = Context(policy, lambda month: _NO_KEY, frozenset(closed_months))
    with closing(connect()) as connection:
        connection.execute("attach ':memory:' as taken; create schema export")
        counts = read_table(connection, Content(path), result, context)
        columns = [c for c in (*mapping.titles, *mapping.values)]
        is_kept = mapping.table in tables() and mapping.table != "searches"
        filled = _filled(connection, mapping.table, columns) if is_kept else {}
        sample = _sample(connection, mapping.table, columns) if is_kept else []
    return Trial(
        counts.read,
        counts.accepted,
        counts.rejected,
        counts.reasons,
        filled,
        counts.unreadable,
        columns,
        sample,
    )


def _filled(
    connection: Connection, table: str, columns: Sequence[str]
) -> dict[str, int]:
    counted = ", ".join(f'count("{column}")' for column in columns)
    row = connection.execute(f"select {counted} from taken.{table}").fetchone()
    return dict(zip(columns, row or (), strict=False))


def _sample(
    connection: Connection, table: str, columns: Sequence[str]
) -> list[tuple[object, ...]]:
    named = ", ".join(f'"{column}"' for column in columns)
    sql = f"select {named} from taken.{table} limit {_SHOWN}"
    return connection.execute(sql).fetchall()
