"""The linear system that an attacker sees: one unknown per cell, one row per sum."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from privacy.suppression.tables import TOTAL, At, Cell, Table

Key = frozenset[tuple[str, str]]
Whole = NDArray[np.int64]
Truth = NDArray[np.bool_]


class NotAdditive(Exception):
    """Tables disagree with themselves or with each other."""


@dataclass(frozen=True)
class System:
    """All cells of linked tables as unknowns, and every sum between them.

    Unknown number i is the cell `keys[i]` with true value `value[i]`; `is_implied`
    marks totals that no table shows but that tie tables together. A sum is a row of
    the matrix given by `rows`, `columns` and `signs` (total -1, parts +1) and is
    zero. `behind[i]` are the table cells shown for the unknown.
    """

    keys: tuple[Key, ...]
    value: Whole
    is_implied: Truth
    level: Whole
    behind: tuple[tuple[Cell, ...], ...]
    rows: Whole
    columns: Whole
    signs: Whole
    sums: int
    numbers: dict[Key, int]

    @property
    def size(self) -> int:
        return len(self.keys)

    def number(self, table: Table, at: At) -> int:
        """Which unknown a cell of a table is."""
        return self.numbers[key_of(table, at)]

    def balances(self, move: Whole) -> bool:
        """Whether a change of the cells keeps every sum, in whole numbers."""
        left = np.zeros(self.sums, dtype=np.int64)
        np.add.at(left, self.rows, self.signs * move[self.columns])
        return not left.any()


def key_of(table: Table, at: At) -> Key:
    """What a cell is, whichever table shows it: its values, totals left out."""
    return frozenset(
        (dimension, value)
        for dimension, value in zip(table.dimensions, at, strict=True)
        if value != TOTAL
    )


def join_tables(tables: Sequence[Table]) -> System:
    """The system of all tables of one unit together.

    Raises NotAdditive when a table holds a cell twice or a negative number, when two
    tables give one cell different values, or when the cells below a total do not
    add up to it.
    """
    cells: dict[Key, list[Cell]] = {}
    levels: dict[Key, int] = {}
    families: list[dict[tuple[Key, str], list[Key]]] = []
    owned: list[frozenset[Key]] = []
    for table in tables:
        own: dict[Key, Cell] = {}
        for cell in table.cells:
            if len(cell.at) != len(table.dimensions):
                raise NotAdditive(f"{table.name} has a cell of other dimensions")
            key = key_of(table, cell.at)
            if key in own or cell.value < 0:
                raise NotAdditive(f"{table.name} has a cell twice or below zero")
            own[key] = cell
            known = cells.setdefault(key, [])
            if known and known[0].value != cell.value:
                raise NotAdditive(f"{table.name} gives a linked cell another value")
            known.append(cell)
            level = cell.at.count(TOTAL)
            levels[key] = min(level, levels.get(key, level))
        families.append(_families(own))
        owned.append(frozenset(own))
    values = {key: number[0].value for key, number in cells.items()}
    sums = _sums(values, list(zip(families, owned, strict=True)), frozenset(cells))
    return _number(cells, levels, values, sums)


def _families(own: Iterable[Key]) -> dict[tuple[Key, str], list[Key]]:
    """For each total and dimension, the cells of one table that it is the sum of."""
    seen: dict[Key, None] = dict.fromkeys(own)
    waiting = list(seen)
    result: dict[tuple[Key, str], list[Key]] = {}
    while waiting:
        key = waiting.pop()
        for part in sorted(key):
            parent = key - {part}
            result.setdefault((parent, part[0]), []).append(key)
            if parent not in seen:
                seen[parent] = None
                waiting.append(parent)
    return result


def _sums(
    values: dict[Key, int],
    families: Sequence[tuple[dict[tuple[Key, str], list[Key]], frozenset[Key]]],
    shown: frozenset[Key],
) -> list[tuple[Key, frozenset[Key]]]:
    """Every sum (total, parts); implied totals and rests get a value.

    A table that does not hold a total may hold only some of its parts.
    """
    sums: dict[tuple[Key, frozenset[Key]], None] = {}
    for family, _ in families:
        deepest_first = sorted(family, key=lambda pair: -len(pair[0]))
        for parent, dimension in deepest_first:
            if parent not in shown:
                total = sum(values[part] for part in family[parent, dimension])
                values[parent] = max(total, values.get(parent, 0))
    for parent, dimension, parts, own in (
        (*place, parts, own) for f, own in families for place, parts in f.items()
    ):
        group = frozenset(parts)
        lacking = values[parent] - sum(values[part] for part in group)
        if lacking < 0 or (lacking and {parent, *group} <= own):
            raise NotAdditive(f"the cells along {dimension} do not add up to a total")
        if lacking:
            rest = parent | {(dimension, f"rest of {len(sums)}")}
            values[rest] = lacking
            group |= {rest}
        sums[parent, group] = None
    return _tied(sums, shown)


def _tied(
    sums: Iterable[tuple[Key, frozenset[Key]]], shown: frozenset[Key]
) -> list[tuple[Key, frozenset[Key]]]:
    """The sums that bind something: a total seen nowhere else binds nothing."""
    left = list(sums)
    while True:
        uses: dict[Key, int] = {}
        for parent, parts in left:
            for key in (parent, *parts):
                uses[key] = uses.get(key, 0) + 1
        kept = [
            (parent, parts)
            for parent, parts in left
            if parent in shown or uses[parent] > 1
        ]
        if len(kept) == len(left):
            return kept
        left = kept


def _number(
    cells: dict[Key, list[Cell]],
    levels: dict[Key, int],
    values: dict[Key, int],
    sums: Sequence[tuple[Key, frozenset[Key]]],
) -> System:
    """Give each unknown and each sum a number, in an order that never varies."""
    bound = {key for parent, parts in sums for key in (parent, *parts)}
    keys = sorted({*cells, *bound}, key=lambda key: (len(key), sorted(key)))
    numbers = {key: number for number, key in enumerate(keys)}
    in_order = sorted(
        (numbers[p], sorted(numbers[c] for c in parts)) for p, parts in sums
    )
    entries = [
        entry
        for row, (parent, parts) in enumerate(in_order)
        for entry in [(row, parent, -1), *product((row,), parts, (1,))]
    ]
    matrix = np.array(entries, dtype=np.int64).reshape(-1, 3)
    deepest = max(levels.values(), default=0)
    return System(
        keys=tuple(keys),
        value=np.array([values[key] for key in keys], dtype=np.int64),
        is_implied=np.array([key not in cells for key in keys], dtype=bool),
        level=np.array([levels.get(key, deepest) for key in keys], dtype=np.int64),
        behind=tuple(tuple(cells.get(key, ())) for key in keys),
        rows=matrix[:, 0],
        columns=matrix[:, 1],
        signs=matrix[:, 2],
        sums=len(in_order),
        numbers=numbers,
    )
