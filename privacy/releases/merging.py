"""Values that say nothing by themselves are put together before they are counted (R23).

Three internal calls, or a queue that one agent answers, would be withheld, and others
with them; together with what else is small they are one figure that may be shown.
"""

from collections.abc import Collection, Iterable, Sequence

from privacy.releases.statistics import Statistic
from privacy.storage.databases import Connection
from privacy.suppression import OTHERS, TOTAL, Cell, Rule

_MANY = 1 / 4
"""Where such a share of the cells below a value is too small, it is joined with others.
"""
_MOST = 2 / 5
"""The same of what is joined already: then as many would be withheld, each with another
beside it, as are lost when one more value is joined."""

_LEFT = 2
"""Values that must be left beside those that are joined."""

At = tuple[str, ...]


def values_to_merge(
    statistic: Statistic, cells: Sequence[Cell], dimension: str, rule: Rule
) -> set[str]:
    """The values of a dimension that become one; empty when all is well.

    Which are small is seen where the other dimensions are whole. What is merged and
    still too small takes the smallest of the others with it; a value that stands in a
    headline stays, and one value alone is not renamed.
    """
    place = statistic.dimensions.index(dimension)
    kept = {at[place] for at in statistic.headlines}
    totals = _totals(cells, place, kept)
    small = {value for value, cell in totals.items() if rule.primary_reason(cell)}
    if not small or len(totals) == 1:
        return set()
    if len(small) == 1:
        others = totals.keys() - small
        small |= {min(others, key=lambda value: (totals[value].persons, value))}
    return small - {OTHERS}


def values_to_join(
    statistic: Statistic, cells: Sequence[Cell], dimension: str, rule: Rule
) -> set[str]:
    """The values of a dimension of whose parts many are small, when there are several.

    The weekend's hours, where few call: they are counted for both days together. Where
    most are small even so, the value of fewest persons beside joins them, if two are
    left.
    """
    place = statistic.dimensions.index(dimension)
    parts: dict[str, list[bool]] = {}
    for cell in cells:
        below = TOTAL not in (cell.at[place], cell.at[-1])
        if below:
            is_small = rule.primary_reason(cell) is not None
            parts.setdefault(cell.at[place], []).append(is_small)
    shares = {value: sum(small) / len(small) for value, small in parts.items()}
    found = {value for value, share in shares.items() if share >= _MANY}
    joined = {value for value in found if "+" in value and shares[value] >= _MOST}
    if len(found) > 1:
        return found
    totals = _totals(cells, place, found)
    others = totals.keys() & parts.keys()
    if not joined or len(others) <= _LEFT:
        return set()
    return joined | {min(others, key=lambda value: (totals[value].persons, value))}


def costs_cells(statistic: Statistic, cells: Sequence[Cell], rule: Rule) -> bool:
    """Whether a value counted apart leaves a cell small, its own or one beside it."""
    if not statistic.apart:
        return False
    dimension, value, _limit = statistic.apart
    place = statistic.dimensions.index(dimension)

    def line(at: At) -> At:
        return (*at[:place], *at[place + 1 :])

    touched = {line(cell.at) for cell in cells if cell.at[place] == value}
    return any(
        line(cell.at) in touched and rule.primary_reason(cell) is not None
        for cell in cells
    )


def is_alone(statistic: Statistic, at: At, cells: Collection[At]) -> bool:
    """Whether a cell only repeats a total: all values of a dimension became one."""
    for place, name in enumerate(statistic.dimensions):
        if name in (*statistic.merged, *statistic.joined) and at[place] != TOTAL:
            is_one = {other[place] for other in cells} <= {TOTAL, at[place]}
            is_made = at[place] == OTHERS or "+" in at[place]
            inner = [
                statistic.dimensions.index(nested)
                for nested, outer in statistic.nested.items()
                if outer == name
            ]
            if is_one and is_made and all(at[other] == TOTAL for other in inner):
                return True
    return False


def merge_values(
    connection: Connection,
    table: str,
    dimension: str,
    values: Iterable[str],
    name: str,
) -> None:
    """Give some values of a column, and of the list beside it, one name.

    The list of `queue` is `queues`; a value stands in it once.
    """
    given = [list(values), name]
    connection.execute(
        f"update {table} set {dimension} = $2 where list_contains($1, {dimension})",
        given,
    )
    described = connection.execute(f"describe {table}").fetchall()
    listed = f"{dimension}s"
    if listed in {column for column, *_ in described}:
        named = (
            f"list_transform({listed}, lambda one: if(list_contains($1, one), $2, one))"
        )
        connection.execute(
            f"update {table} set {listed} = list_filter({named}, "
            f"lambda one, n: list_position({named}, one) = n) "
            f"where list_has_any({listed}, $1)",
            given,
        )


def _totals(
    cells: Iterable[Cell], place: int, kept: Collection[str]
) -> dict[str, Cell]:
    """The cell of each value in which most of the other dimensions are whole."""
    found: dict[str, Cell] = {}
    for cell in sorted(cells, key=lambda one: one.at.count(TOTAL)):
        if cell.at[place] not in {*kept, TOTAL}:
            found[cell.at[place]] = cell
    return found
