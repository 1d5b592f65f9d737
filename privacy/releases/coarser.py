"""What may be shown instead of a withheld figure: released figures, and their sums.

Nothing here is counted from rows: every reader of a release can make the same sums,
and its audit knew them. So nothing that is offered says more than the release did.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from privacy.contracts import Contract
from privacy.suppression import TOTAL

Row = Mapping[str, object]
At = tuple[str, ...]

_QUARTER = 3
_SEVERAL = 2
"""Of fewer withheld figures no sum is made: it would be the figure."""


@dataclass(frozen=True)
class Coarser:
    """A figure that stands for withheld ones: some of them together, or their total.

    `at` has the values of each dimension that it holds, ('*',) for all. `withheld` is
    how many withheld figures it stands for, `total` the released one of which
    `together` is what remains, or which it is. A quarter has a figure where each of its
    months gives it.
    """

    at: Mapping[str, tuple[str, ...]]
    withheld: int
    together: int
    total: int
    together_in_quarter: int | None = None
    total_in_quarter: int | None = None


@dataclass(frozen=True)
class _Sum:
    """Some values along one dimension below a total; without any, the total itself."""

    total: At
    place: int = 0
    parts: tuple[str, ...] = ()


def coarser_figures(
    statistic: Contract, rows: Sequence[Row], month: datetime.date
) -> list[Coarser]:
    """The finest figure that can be shown for each withheld one of a month.

    `statistic` is its query in queries/statistics/, `rows` are the released ones of any
    months. The withheld parts of a total are one figure by subtraction; where each of
    their totals is withheld too, the next larger one stands for them. Counts of
    persons do not add up, so nothing is offered instead of them; instead of rounded
    figures only totals are.
    """
    if "Ladder" in statistic.header:
        return []
    by_month: dict[datetime.date, list[Row]] = {}
    for row in rows:
        on = datetime.date.fromisoformat(str(row["month"]))
        by_month.setdefault(on, []).append(row)
    months = {on: _Month(statistic, own) for on, own in by_month.items()}
    if month not in months:
        return []
    own = months[month]
    first = month.month - (month.month - 1) % _QUARTER
    quarter = [
        months.get(month.replace(month=first + later)) for later in range(_QUARTER)
    ]
    return [own.offer(one, many, quarter) for one, many in own.finest().items()]


class _Month:
    """The released figures of one month by place, and the places of withheld ones."""

    def __init__(self, statistic: Contract, rows: Sequence[Row]) -> None:
        self.dimensions = statistic.listed
        self.is_rounded = "round=" in " ".join(statistic.header["Options"])
        inner = (words.split()[0] for words in statistic.header.get("Nested", ()))
        self.nested = {self.dimensions.index(name) for name in inner}
        self.shown: dict[At, int] = {}
        self.withheld: list[At] = []
        for row in rows:
            at = tuple(str(row[name]) for name in self.dimensions)
            if row["is_withheld"]:
                self.withheld.append(at)
            else:
                self.shown[at] = int(str(row[statistic.measures[0]]))
        places = [*self.shown, *self.withheld]
        together = {at[place] for at in places for place in self.nested}
        self.several = {
            value: values
            for values in together
            if "+" in values
            for value in values.split("+")
        }
        self.parts: dict[tuple[At, int], dict[str, At]] = {}
        for at in places:
            for place, value in enumerate(at):
                if value != TOTAL:
                    self.parts.setdefault(self._above(at, place), {})[value] = at

    def finest(self) -> dict[_Sum, int]:
        """A sum for each withheld figure, and for how many it stands."""
        result: dict[_Sum, int] = {}
        for at in self.withheld:
            sums = [
                (len(one.parts), value, one)
                for one in self._sums_of(at)
                if (value := self.value(one)) is not None
            ]
            if sums:
                *_, one = min(sums, key=lambda each: each[:2])
                result[one] = len(one.parts)
            elif (larger := self._larger(at)) is not None:
                result[_Sum(larger)] = result.get(_Sum(larger), 0) + 1
        return result

    def value(self, one: _Sum) -> int | None:
        """What a sum comes to, as far as released figures give it."""
        if not one.parts:
            return self.shown.get(one.total)
        parts = self.parts.get((one.total, one.place), {})
        own = {part: parts[part] for part in one.parts if part in parts}
        if len(own) < len(one.parts):
            return None
        shown = [self.shown[at] for at in own.values() if at in self.shown]
        if len(shown) == len(own):
            return sum(shown)
        others = [at for part, at in parts.items() if part not in own]
        if one.total not in self.shown or not {*others} <= self.shown.keys():
            return None
        if len(own) - len(shown) < _SEVERAL:
            return None
        return self.shown[one.total] - sum(self.shown[at] for at in others)

    def offer(
        self, one: _Sum, withheld: int, quarter: Sequence["_Month | None"]
    ) -> Coarser:
        """A sum as it is shown, with those of the quarter."""
        at: dict[str, tuple[str, ...]] = {
            name: (value,)
            for name, value in zip(self.dimensions, one.total, strict=True)
        }
        if one.parts:
            at[self.dimensions[one.place]] = one.parts
        total = self.shown[one.total]
        together = self.value(one)
        return Coarser(
            at,
            withheld,
            total if together is None else together,
            total,
            *(self._whole(item, quarter) for item in (one, _Sum(one.total))),
        )

    def _whole(self, one: _Sum, months: Sequence["_Month | None"]) -> int | None:
        values = [month.value(one) for month in months if month]
        known = [value for value in values if value is not None]
        return None if self.is_rounded or len(known) < len(months) else sum(known)

    def _sums_of(self, at: At) -> Iterator[_Sum]:
        """The withheld parts, several, of each total that a figure is part of."""
        for place, value in enumerate(at):
            if value == TOTAL or self.is_rounded:
                continue
            total, _ = above = self._above(at, place)
            parts = self.parts[above]
            hidden = tuple(part for part in parts if parts[part] not in self.shown)
            if total in self.shown and len(hidden) >= _SEVERAL:
                yield _Sum(total, place, hidden)

    def _above(self, at: At, place: int) -> tuple[At, int]:
        """The total that a figure is part of along a dimension, and the dimension.

        A value of a nested one may be part of several values together (6+7).
        """
        several = self.several if place in self.nested else {}
        return (*at[:place], several.get(at[place], TOTAL), *at[place + 1 :]), place

    def _larger(self, at: At) -> At | None:
        """The next larger total that is shown."""
        below = [place for place, value in enumerate(at) if value != TOTAL]
        for count in range(1, len(below) + 1):
            for places in combinations(below, count):
                larger = list(at)
                for place in places:
                    larger[place] = TOTAL
                if tuple(larger) in self.shown:
                    return tuple(larger)
        return None
