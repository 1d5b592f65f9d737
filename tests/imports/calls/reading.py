"""Reads the bytes of one telephone log, as an import does, without storing anything."""

import dataclasses
import datetime
from pathlib import Path

from privacy.imports.files import Content, sample_lines
from privacy.imports.formats import recognise
from privacy.imports.import_counts import Context, ImportCounts
from privacy.imports.tabular import read_table
from privacy.storage.databases import connect
from tests.imports.requests.reading import policy_with

SHOWN = (
    "started_at, direction, is_answered, wait_seconds, talk_seconds, queue, leg_count, "
    "number_kind, is_withheld_number, queues, caller, agent, call_id, unknown_words, "
    "bad_fields"
)


@dataclasses.dataclass(frozen=True)
class Read:
    """What a log gave: how it was counted, its calls in order, and the rejects."""

    taken: ImportCounts
    calls: list[dict[str, object]]
    rejects: list[tuple[int, str]]
    kept: str

    @property
    def counted(self) -> tuple[int, int, int]:
        return self.taken.read, self.taken.accepted, self.taken.rejected

    def only(self, *names: str) -> list[tuple[object, ...]]:
        """Of each call the columns named."""
        return [tuple(call[name] for name in names) for call in self.calls]


def read(
    path: Path,
    content: bytes,
    hint: str | None = None,
    exported_on: datetime.date = datetime.date(2026, 11, 23),
    closed: frozenset[datetime.date] = frozenset(),
    **policy,
) -> Read:
    """Write a log and read it: recognised by content alone, or with a hint."""
    path.write_bytes(content)
    result = recognise(sample_lines(Content(path)), path.name, table=hint)
    connection = connect()
    connection.execute("attach ':memory:' as taken; create schema export")
    context = Context(policy_with(policy), _key, closed, exported_on=exported_on)
    taken = read_table(connection, Content(path), result, context)
    cursor = connection.execute(
        f"select {SHOWN} from (select *, printf('%s %02d', started_on, hour) "
        "as started_at from taken.calls) order by all"
    )
    names = [column[0] for column in cursor.description]
    calls = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    rejects = connection.execute("from taken.rejects order by line").fetchall()
    kept = connection.execute("from taken.calls").fetchall()
    return Read(taken, calls, rejects, repr(kept))


def _key(month: datetime.date) -> str:
    return f"{month:%m}" * 32
