"""Reads the bytes of one report of web statistics, as an import does."""

import dataclasses
import datetime
from pathlib import Path

from privacy.imports.aggregates import refuse_single_visits
from privacy.imports.files import Content, sample_lines
from privacy.imports.formats import recognise
from privacy.imports.import_counts import Context, ImportCounts
from privacy.imports.tabular import read_table
from privacy.storage.databases import connect
from tests.imports.requests.reading import example_policy


@dataclasses.dataclass(frozen=True)
class Read:
    """What a report gave: how it was counted, its figures in order, and the rejects."""

    taken: ImportCounts
    figures: list[dict[str, object]]
    rejects: list[tuple[int, str]]

    @property
    def counted(self) -> tuple[int, int, int]:
        return self.taken.read, self.taken.accepted, self.taken.rejected

    def only(self, *names: str) -> list[tuple[object, ...]]:
        """Of each figure the columns named."""
        return [tuple(figure[name] for name in names) for figure in self.figures]

    @property
    def days(self) -> set[tuple[object, ...]]:
        """The periods that were counted."""
        return {
            (str(figure["first_on"]), str(figure["last_on"])) for figure in self.figures
        }


def read(path: Path, content: bytes, hint: str | None = "hits") -> Read:
    """Write a report and read it, as one that lies in the folder of web exports."""
    path.write_bytes(content)
    lines = sample_lines(Content(path))
    refuse_single_visits(lines, path.name)
    result = recognise(lines, path.name, table=hint)
    connection = connect()
    connection.execute("attach ':memory:' as taken; create schema export")
    context = Context(policy=example_policy(), key_for=_no_key)
    taken = read_table(connection, Content(path), result, context)
    figures = connection.execute(
        "from taken.web_aggregates order by dimension, label, first_on, views"
    )
    listed = figures.to_arrow_table().to_pylist()
    rejects = connection.execute("from taken.rejects order by line").fetchall()
    assert taken.read == taken.accepted + taken.rejected
    assert len(listed) == taken.accepted
    return Read(taken, listed, rejects)


def _no_key(month: datetime.date) -> str:
    raise AssertionError(f"figures need no key of {month}")
