"""Corrections: a release stays, and a new version may stand beside it (R12)."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from privacy.errors import UnsafeRelease
from privacy.releases.archive import write_release
from privacy.releases.making import make_release, rule_of
from privacy.releases.periods import Task, folder_of
from privacy.releases.statistics import statistics_of
from privacy.releases.truths import TruthStore
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
        raise UnsafeRelease(f"{name} is not released, so there is nothing to correct.")
    if folder_of(second).exists():
        raise UnsafeRelease(
            f"{name} has been corrected once. Two corrections could be held against "
            "each other; later changes stay out."
        )
    alone = {s.name for s in statistics_of(task.source) if s.ladder}
    with TruthStore() as truths:
        before = _summed(truths.find(first), alone)
        made = make_release(replace(second, apart=_is_apart(task.source, before)))
        now = [one.truth for one in made]
        if _values(before) == _values(_summed(now, alone)):
            raise UnsafeRelease(
                f"{name} would be the same; there is nothing to correct."
            )
        for refusal in _refusals(second, before, _summed(now, alone)):
            raise UnsafeRelease(
                f"{name} may not be corrected. {refusal} The release stays as it is."
            )
        truths.keep(second, now)
    released = [one.released for one in made]
    return write_release(second, released, folder_of(second), at=at, reason=reason)


def _refusals(
    task: Task, before: Sequence[SafeTable], now: Sequence[SafeTable]
) -> Iterator[str]:
    """Why a correction is unsafe: the statistics of one rule are judged together."""
    if {found.table.name for found in before} != {found.table.name for found in now}:
        yield "It would hold other statistics than the release does."
        return
    by_rule: dict[Rule, list[str]] = {}
    for statistic in statistics_of(task.source):
        if not statistic.ladder:
            by_rule.setdefault(rule_of(task, statistic), []).append(statistic.name)
    for rule, names in by_rule.items():
        earlier, later = (
            [found for name in names for found in tables if found.table.name == name]
            for tables in (before, now)
        )
        if refusal := may_correct(earlier, later, rule):
            yield refusal


def _is_apart(source: str, tables: Sequence[SafeTable]) -> bool:
    """Whether a release counted the value apart that a statistic of its source may."""
    wanted = {s.name: s for s in statistics_of(source) if s.apart}
    return all(
        any(statistic.apart[1] in cell.at for cell in found.table.cells)
        for found in tables
        if (statistic := wanted.get(found.table.name))
    )


def _summed(tables: Sequence[SafeTable], alone: set[str]) -> list[SafeTable]:
    """The tables whose cells add up; counts of persons are not released again."""
    return [found for found in tables if found.table.name not in alone]


def _values(tables: Sequence[SafeTable]) -> dict[tuple[str, tuple[str, ...]], int]:
    return {
        (found.table.name, cell.at): cell.value
        for found in tables
        for cell in found.table.cells
        if cell.value
    }
