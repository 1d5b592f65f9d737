"""Corrections: a release stays, and a new version may stand beside it (R12)."""

import datetime
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from privacy.errors import UnsafeRelease
from privacy.releases.archive import write_release
from privacy.releases.ladder import CORRECTED
from privacy.releases.making import make_release, rule_of
from privacy.releases.periods import EVENTS, Task, folder_of
from privacy.releases.sealing import MANIFEST
from privacy.releases.statistics import statistics_of
from privacy.releases.truths import TruthStore
from privacy.storage.rows import Part
from privacy.suppression import Rule, SafeTable, may_correct

_CORRECTED = 2
"""A release can be corrected once: more versions could be held against each other."""


def correct_release(task: Task, at: datetime.datetime, reason: str) -> Path:
    """Make the second version of a release from the rows there are now.

    A reader of both versions knows their difference: the new one is frozen only when
    the audit of both and of the change passes together. Returns its folder. Raises
    UnsafeRelease with the reason when it may not be made; nothing is written then.
    """
    first, second = (replace(task, version=n) for n in (1, _CORRECTED))
    name = f"{task.source} {task.period.first_on:%Y-%m}"
    if not folder_of(first).exists():
        raise UnsafeRelease(
            "{name} is not released, so there is nothing to correct.", name=name
        )
    if folder_of(second).exists():
        raise UnsafeRelease(
            "{name} has been corrected once. Two corrections could be held "
            "against each other; later changes stay out.",
            name=name,
        )
    alone = {s.name for s in statistics_of(task.source) if s.ladder}
    with TruthStore() as truths:
        before = summed(truths.find(first), alone)
        late = _late_parts(task, folder_of(first))
        made = make_release(replace(second, before=tuple(before), late=late))
        now = [one.truth for one in made]
        if _values(before) == _values(summed(now, alone)):
            raise UnsafeRelease(
                "{name} would be the same; there is nothing to correct.", name=name
            )
        for refusal in refusals(second, before, summed(now, alone)):
            raise UnsafeRelease(
                "{name} may not be corrected. {refusal} The release stays as it is.",
                name=name,
                refusal=refusal,
            )
        truths.keep(second, now)
    released = [one.released for one in made]
    return write_release(second, released, folder_of(second), at=at, reason=reason)


def _late_parts(task: Task, folder: Path) -> tuple[Part, ...]:
    """The exports of a period that were read after its release."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    released_at = datetime.datetime.fromisoformat(manifest["released_at"])
    return tuple(
        part
        for part in task.parts
        if task.source in EVENTS
        and datetime.datetime.fromisoformat(part.imported_at) > released_at
    )


def refusals(
    task: Task, before: Sequence[SafeTable], now: Sequence[SafeTable]
) -> Iterator[str]:
    """Why a correction is unsafe: the statistics of one rule are judged together."""
    if {table.table.name for table in before} != {table.table.name for table in now}:
        yield "It would hold other statistics than the release does."
        return
    by_rule: dict[Rule, list[str]] = {}
    for statistic in statistics_of(task.source):
        if not statistic.ladder:
            by_rule.setdefault(rule_of(task, statistic), []).append(statistic.name)
    for rule, names in by_rule.items():
        # What the correction leaves out says nothing beside the release.
        left_out = {safe.table.name for safe in now if safe.refused == CORRECTED}
        earlier, later = (
            [
                safe
                for name in names
                for safe in tables
                if safe.table.name == name and name not in left_out
            ]
            for tables in (before, now)
        )
        if refusal := may_correct(earlier, later, rule):
            yield refusal


def summed(tables: Sequence[SafeTable], alone: set[str]) -> list[SafeTable]:
    """The tables whose cells add up; counts of persons are not released again."""
    return [table for table in tables if table.table.name not in alone]


def _values(tables: Sequence[SafeTable]) -> dict[tuple[str, tuple[str, ...]], int]:
    return {
        (table.table.name, cell.at): cell.value
        for table in tables
        for cell in table.table.cells
        if cell.value
    }
