"""Titles that hold somebody's number or address are nobody's but the officer's."""

from collections.abc import Iterable, Sequence

from privacy.personal import is_for_the_officer
from privacy.releases.statistics import Statistic
from privacy.suppression import OTHERS

Row = tuple[object, ...]

_GREATEST = ("persons", "agents")


def without_personal(
    statistic: Statistic, rows: Iterable[Row], rare: int = 0
) -> list[Row]:
    """True rows of a statistic in which such values are 'övriga', put together.

    Values behind which fewer than `rare` persons stand are folded later anyway; those
    of a ladder are our own words.
    """
    if statistic.ladder:
        return list(rows)
    names = statistic.contract.column_names
    places = [names.index(name) for name in statistic.dimensions]
    persons = names.index("persons")
    kept: dict[tuple[object, ...], Row] = {}
    for row in rows:
        hidden = _hidden(row, places) if int(str(row[persons])) >= rare else row
        at = tuple(hidden[place] for place in places)
        before = kept.get(at)
        kept[at] = _together(statistic, before, hidden) if before else hidden
    return list(kept.values())


def shown_to_all(statistic: Statistic, rows: Iterable[Sequence[object]]) -> list[Row]:
    """Rows of an older release without such values; after the month its dimensions."""
    places = range(1, len(statistic.listed) + 1)
    kept: dict[tuple[object, ...], Row] = {}
    for row in sorted(map(tuple, rows), key=lambda row: _hidden(row, places) != row):
        hidden = _hidden(row, places)
        kept.setdefault((hidden[0], *(hidden[place] for place in places)), hidden)
    return list(kept.values())


def _hidden(row: Row, places: Sequence[int]) -> Row:
    return tuple(
        OTHERS if at in places and is_for_the_officer(str(value)) else value
        for at, value in enumerate(row)
    )


def _together(statistic: Statistic, one: Row, other: Row) -> Row:
    """Two rows as one: persons and agents are bounds, what does not add up is gone."""
    labels: list[object] = []
    for name, a, b in zip(statistic.contract.column_names, one, other, strict=True):
        if name in statistic.dimensions:
            labels.append(a)
        elif name == statistic.counted or name in _GREATEST:
            known = [int(str(value)) for value in (a, b) if value is not None]
            of = sum if name == statistic.counted else max
            labels.append(of(known) if known else None)
        else:
            labels.append(None)
    return tuple(labels)
