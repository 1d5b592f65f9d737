"""What another minimum of persons would cost, shown before the policy is changed."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from privacy.policy import SHAPES, Policy
from privacy.releases.making import make_release
from privacy.releases.periods import EVENTS, Task, parts_in, period_of
from privacy.storage.keys import Keyring
from privacy.storage.organisations import Organisation
from privacy.storage.rows import Part
from privacy.suppression import Rule

MINIMA = (5, 7, 10, 15)
"""Minima that are tried; our own rule allows none below five."""
_NAMES = ("min_persons", "min_networks")


@dataclass(frozen=True)
class Cost:
    """How many cells of a statistic would be withheld under one minimum."""

    statistic: str
    minimum: int
    cells: int
    withheld: int
    is_refused: bool


def preview_task(
    organisation: Organisation,
    policy: Policy,
    parts: Sequence[Part],
    keyring: Keyring,
    *,
    source: str,
    month: datetime.date,
    stamp: str,
    as_of: datetime.date,
    master: str | None = None,
) -> Task | None:
    """The release of a period once more, unmade; None when its rows are gone.

    Rows of calls, visits and searches go with the key of their month.
    """
    period = period_of(source, month, policy, as_of)
    own = parts_in(source, period, parts)
    if source in EVENTS:
        is_gone = any(keyring.is_destroyed(item) for item in period.months)
        if is_gone or not own:
            return None
    return Task(organisation, policy, source, period, own, stamp, as_of, master)


def preview_minima(task: Task, minima: Sequence[int] = MINIMA) -> list[Cost]:
    """What each minimum would withhold of a period's statistics.

    The rows are counted and protected once for each minimum, for what is put together
    before it is counted depends on it; nothing is kept.
    Raises BadPolicy for a minimum below five.
    """
    for minimum in minima:
        Rule(minimum)
    costs = []
    for minimum in minima:
        tried = replace(task, policy=_with_minimum(task.policy, minimum))
        for statistic in (made.released for made in make_release(tried)):
            withheld = sum(bool(row[-2]) for row in statistic.rows)
            costs.append(
                Cost(
                    statistic=statistic.statistic,
                    minimum=minimum,
                    cells=statistic.cells,
                    withheld=withheld,
                    is_refused=statistic.refused is not None,
                )
            )
    return sorted(costs, key=lambda cost: (cost.statistic, cost.minimum))


def _with_minimum(policy: Policy, minimum: int) -> Policy:
    """The policy with every minimum of persons replaced."""
    name, value = (list(SHAPES["constant"]).index(n) for n in ("name", "value"))
    constants = tuple(
        (*row[:value], minimum, *row[value + 1 :]) if row[name] in _NAMES else row
        for row in policy.rows["constant"]
    )
    return replace(policy, rows={**policy.rows, "constant": constants})
