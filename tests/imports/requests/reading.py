"""Reads the bytes of one ticket export, as an import does, without storing anything."""

import dataclasses
import datetime
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from privacy.imports.files import Content, sample_lines
from privacy.imports.formats import recognise
from privacy.imports.import_counts import Context, ImportCounts
from privacy.imports.tabular import read_table
from privacy.installation import EXAMPLE
from privacy.policy import SHAPES, Policy, read_policy
from privacy.storage.databases import connect


@cache
def example_policy() -> Policy:
    """The policy of Claims Link, read once."""
    return read_policy(EXAMPLE / "claims-link")


def policy_with(rows: Mapping[str, Iterable[Mapping[str, str]]]) -> Policy:
    """The policy of Claims Link, with rows of its own after the law's."""
    policy = example_policy()
    added = {
        name: (
            *policy.rows.get(name, ()),
            *(tuple(row.get(column) for column in SHAPES[name]) for row in listed),
        )
        for name, listed in rows.items()
    }
    return dataclasses.replace(policy, rows={**policy.rows, **added})


@dataclasses.dataclass(frozen=True)
class Read:
    """What an export gave: how it was counted, its requests, and everything kept."""

    taken: ImportCounts
    requests: list[dict[str, object]]
    rejects: list[tuple[int, str]]
    kept: str


def read(path: Path, content: bytes, hint: str | None = None, **policy) -> Read:
    """Write an export and read it: recognised by content alone, or with a hint."""
    path.write_bytes(content)
    result = recognise(sample_lines(Content(path)), path.name, table=hint)
    connection = connect()
    connection.execute("attach ':memory:' as taken; create schema export")
    context = Context(policy=policy_with(policy), key_for=_no_key)
    taken = read_table(connection, Content(path), result, context)
    cursor = connection.execute(
        "select * replace (timezone('Europe/Stockholm', received_at)::varchar "
        "as received_at) from taken.requests"
    )
    names = [column[0] for column in cursor.description]
    requests = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    rejects = connection.execute("from taken.rejects order by line").fetchall()
    return Read(taken, requests, rejects, repr(requests))


def _no_key(month: datetime.date) -> str:
    raise AssertionError(f"a request needs no key of {month}")
