"""Reads the bytes of one web log, as an import does, without storing anything."""

import dataclasses
import datetime
import operator
from collections.abc import Sequence
from pathlib import Path

from privacy.imports.files import Content, sample_lines
from privacy.imports.formats import recognise
from privacy.imports.import_counts import Context, ImportCounts
from privacy.imports.web import read_web
from privacy.imports.wrappings import unwrapped
from privacy.storage.databases import connect
from privacy.storage.rows import Span
from tests.imports.requests.reading import example_policy

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@dataclasses.dataclass(frozen=True)
class Read:
    """What a log gave: how it was counted, its page views, searches and rejects."""

    taken: ImportCounts
    hits: list[dict[str, object]]
    searches: list[dict[str, object]]
    rejects: list[tuple[int, str]]

    @property
    def counts(self) -> tuple[int, int, int]:
        """Lines read, accepted and rejected."""
        taken = self.taken
        assert taken.read == taken.accepted + taken.rejected
        assert len(self.hits) == taken.accepted
        assert len(self.rejects) == taken.rejected
        return taken.read, taken.accepted, taken.rejected

    @property
    def pages(self) -> list[object]:
        """The pages, in order of time."""
        return [hit["page"] for hit in self.hits]


def read(path: Path, content: bytes, skip_lines: int = 0) -> Read:
    """Write a log to `path` and read it; lines up to `skip_lines` were read before."""
    path.write_bytes(content)
    connection = connect()
    connection.execute("attach ':memory:' as taken")
    connection.execute("create schema export")
    result = recognise(
        [unwrapped(line) for line in sample_lines(Content(path))],
        path.name,
        table="hits",
    )
    context = Context(example_policy(), key_for=key_of, skip_lines=skip_lines)
    hits: list[dict[str, object]] = []

    def keep(rows: str, _spans: Sequence[Span]) -> None:
        hits.extend(connection.execute(rows).to_arrow_table().to_pylist())

    taken = read_web(connection, Content(path), result.name, context, keep)
    order = operator.itemgetter("visited_at", "page", "status")
    hits.sort(key=lambda hit: [(value is None, value) for value in order(hit)])
    searches = connection.execute("from taken.searches order by word").to_arrow_table()
    rejects = connection.execute("from taken.rejects order by line").fetchall()
    connection.close()
    return Read(taken, hits, searches.to_pylist(), rejects)


def key_of(month: datetime.date) -> str:
    """A key of a month, 64 hex digits."""
    return f"{month:%Y%m}".zfill(64)


def combined(
    target: str = "/",
    address: str = "198.18.0.1",
    at: str = "05/Oct/2026:10:00:00 +0200",
    agent: str = BROWSER,
    referrer: str = "-",
) -> str:
    """A combined line, with its line end."""
    return (
        f'{address} - - [{at}] "GET {target} HTTP/1.1" 200 512 "{referrer}" "{agent}"\n'
    )
