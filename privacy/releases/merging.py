"""Values that say nothing by themselves are put together before they are counted (R23).

Three internal calls, or a queue that one agent answers, would be withheld, and others
with them; together with what else is small they are one figure that may be shown.
"""

from collections.abc import Collection, Iterable, Sequence

from privacy.releases.statistics import Statistic
from privacy.storage.databases import Connection
from privacy.suppression import OTHERS, TOTAL, Cell, Rule, SafeTable

_MANY = 1 / 5
"""Where such a share of the cells below a value is too small, it is joined with others.

Two hours of nine: each is withheld with others beside it, so that a weekday that joins
costs about as many figures as are then shown.
"""
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
    many are small even so, the value of fewest persons beside joins them, if two are
    left. Where many of a single day are small, so does another that has small ones. A
    single small part of them costs fewer figures than a weekday that joins.
    """
    place = statistic.dimensions.index(dimension)
    parts: dict[str, list[bool]] = {}
    for cell in cells:
        below = TOTAL not in (cell.at[place], cell.at[-1])
        if below:
            is_small = rule.primary_reason(cell) is not None
            parts.setdefault(cell.at[place], []).append(is_small)
    shares = {value: sum(small) / len(small) for value, small in parts.items()}
    result = {value for value, share in shares.items() if share >= _MANY}
    if len(result) > 1:
        return result
    totals = _totals(cells, place, result)
    beside = totals.keys() & parts.keys()
    is_joined = any("+" in value for value in result)
    others = [value for value in beside if is_joined or shares[value]]
    is_lone_hour = all(sum(parts[value]) == 1 for value in result)
    if is_lone_hour or not others or len(beside) <= _LEFT:
        return set()
    return result | {min(others, key=lambda value: (totals[value].persons, value))}


def named_before(
    statistic: Statistic, before: SafeTable, cells: Sequence[Cell]
) -> dict[str, dict[str, set[str]]]:
    """What a release put together, among the values that there are now.

    By dimension, then by the name that they got. A correction is cut as its release
    was: else what moved from one cell to another would look like calls that came and
    went. What is new is among the others, where the release has others.
    """
    result: dict[str, dict[str, set[str]]] = {}
    for dimension in (*statistic.merged, *statistic.joined):
        place = statistic.dimensions.index(dimension)
        known = values_at(before, place)
        new = {cell.at[place] for cell in cells} - known - {TOTAL}
        new -= {at[place] for at in statistic.headlines}
        names = result.setdefault(dimension, {})
        if dimension in statistic.joined:
            for name in known:
                if parts := new & {*name.split("+")}:
                    names[name] = parts
        elif OTHERS in known and new:
            names[OTHERS] = new
    return result


def values_at(safe: SafeTable, place: int) -> set[str]:
    """The values of a dimension that a table holds, by its place."""
    return {cell.at[place] for cell in safe.table.cells} - {TOTAL}


def is_apart(statistic: Statistic, before: SafeTable) -> bool:
    """Whether a release counted the value apart that its statistic may."""
    place = statistic.dimensions.index(statistic.apart[0])
    return statistic.apart[1] in values_at(before, place)


def costs_cells(statistic: Statistic, cells: Sequence[Cell], rule: Rule) -> bool:
    """Whether a value counted apart leaves a cell small, its own or one beside it."""
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
    result: dict[str, Cell] = {}
    for cell in sorted(cells, key=lambda one: one.at.count(TOTAL)):
        if cell.at[place] not in {*kept, TOTAL}:
            result[cell.at[place]] = cell
    return result
