"""An attacker who shares no code with the program: scipy, and plain enumeration.

Works on what is shown alone: `Shown` maps a table's cells to their number, or to None
where it is withheld.
"""

import itertools
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog


@dataclass(frozen=True)
class Shown:
    """What is seen of one table."""

    dimensions: tuple[str, ...]
    cells: dict[tuple[str, ...], int | None]


def shown_of(safe) -> Shown:
    """What anybody sees of a protected table."""
    return Shown(
        safe.table.dimensions,
        {
            cell.at: None if cell.at in safe.withheld else cell.value
            for cell in safe.table.cells
        },
    )


def name_of(table: Shown, at):
    return tuple(
        sorted((d, v) for d, v in zip(table.dimensions, at, strict=True) if v != "*")
    )


def sums_of(table: Shown):
    """Each total with the cells of one dimension that it is the sum of."""
    for at in table.cells:
        for place, value in enumerate(at):
            if value == "*":
                parts = [
                    other
                    for other in table.cells
                    if other[place] != "*"
                    and other[:place] + other[place + 1 :]
                    == at[:place] + at[place + 1 :]
                ]
                if parts:
                    yield at, parts


class Outsider:
    """Knows all tables of a unit, their sums, and that hidden cells hold something."""

    def __init__(self, tables: list[Shown], least=1):
        self.tables = tables
        self.names = sorted({name_of(t, at) for t in tables for at in t.cells})
        place = {name: number for number, name in enumerate(self.names)}
        self.place = place
        known = {
            name_of(t, at): value
            for t in tables
            for at, value in t.cells.items()
            if value is not None
        }
        self.bounds = [
            (known[name], known[name]) if name in known else (least, None)
            for name in self.names
        ]
        rows = []
        for table in tables:
            for total, parts in sums_of(table):
                row = np.zeros(len(self.names))
                row[place[name_of(table, total)]] -= 1
                for part in parts:
                    row[place[name_of(table, part)]] += 1
                rows.append(row)
        self.rows = np.array(rows) if rows else None

    def interval(self, table: Shown, at, whole=False, given=None):
        """Least and greatest value that a cell can have; None without limit."""
        number = self.place[name_of(table, at)]
        bounds = list(self.bounds)
        for name, value in (given or {}).items():
            bounds[self.place[name]] = (value, value)
        result = []
        for sign in (1, -1):
            cost = np.zeros(len(self.names))
            cost[number] = sign
            answer = linprog(
                cost,
                A_eq=self.rows,
                b_eq=None if self.rows is None else np.zeros(len(self.rows)),
                bounds=bounds,
                method="highs",
                integrality=np.ones(len(self.names)) if whole else None,
            )
            if answer.status in (3, 4):
                result.append(None)
            else:
                assert answer.status == 0, answer.message
                result.append(round(sign * answer.fun, 6))
        return tuple(result)


def enumerated_values(table: Shown, most: int):
    """All values of each hidden cell in tables that look like this one.

    Inner cells are tried up to `most`.
    Goes through the inner cells one by one; totals follow from them.
    """
    inner = [cell for cell in table.cells if "*" not in cell]
    totals = [cell for cell in table.cells if "*" in cell]
    parts = {
        total: [
            i
            for i, cell in enumerate(inner)
            if all(t in ("*", c) for t, c in zip(total, cell, strict=True))
        ]
        for total in totals
    }
    hidden = [at for at, value in table.cells.items() if value is None]
    result = {at: set() for at in hidden}

    def is_possible(values):
        for total, mine in parts.items():
            seen = table.cells[total]
            reached = sum(values[i] for i in mine if i < len(values))
            is_full = mine[-1] < len(values)
            if seen is None:
                if is_full and reached < 1:
                    return False
            elif reached > seen or (is_full and reached != seen):
                return False
        return True

    def go(values):
        if not is_possible(values):
            return
        if len(values) == len(inner):
            known = dict(zip(inner, values, strict=True))
            known |= {t: sum(values[i] for i in mine) for t, mine in parts.items()}
            for place in hidden:
                result[place].add(known[place])
            return
        shown = table.cells[inner[len(values)]]
        for value in range(1, most + 1) if shown is None else (shown,):
            go([*values, value])

    go([])
    return result


def cube(shape, numbers):
    """Cells of a table with all its totals, from its inner numbers in order."""
    axes = [
        [f"{name}{i:02}" for i in range(n)]
        for name, n in zip("abcd", shape, strict=False)
    ]
    cells = {}
    for at, number in zip(itertools.product(*axes), numbers, strict=True):
        for stars in itertools.product((False, True), repeat=len(shape)):
            place = tuple("*" if star else v for star, v in zip(stars, at, strict=True))
            cells[place] = cells.get(place, 0) + number
    return cells


def assert_safe_for_outsiders(protected, rule):
    """Every withheld cell keeps k values and reaches k, says scipy."""
    by_unit = {}
    for safe in protected.tables:
        if safe.refused in (None, "margins_only"):
            by_unit.setdefault(safe.table.unit, []).append(safe)
    for tables in by_unit.values():
        outsider = Outsider([shown_of(safe) for safe in tables])
        for safe in tables:
            for at in safe.withheld:
                lo, hi = outsider.interval(shown_of(safe), at)
                assert hi is None or hi - lo >= rule.persons - 1
                assert hi is None or hi >= rule.persons


def assert_nothing_small_is_shown(protected, rule):
    for safe in protected.tables:
        for cell in safe.table.cells:
            if rule.primary_reason(cell):
                assert safe.is_withheld(cell.at)
