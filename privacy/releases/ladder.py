"""Counts of persons beside counts of what they did: the finest level that is safe.

How many different persons there are is no sum of cells, so it is not protected with
them. A statistic with a header line `Ladder:` counts the same persons at several
levels, each finer than the one before, and beside each what can be subtracted with it.
Released is the finest level of which every count rests on enough; of it no cell is
withheld, so there is none to be narrowed (R23).
"""

from collections.abc import Sequence

from privacy.releases.statistics import Statistic
from privacy.suppression import Cell, Protected, Rule, SafeTable, Table

Row = tuple[object, ...]

TOO_FEW, CORRECTED = "total", "corrected"
"""Why nothing of it is released: also the coarsest rests on too few; a correction."""


def climb(
    statistic: Statistic, rows: Sequence[Row], rule: Rule, protected: Protected
) -> tuple[list[Row], str | None]:
    """The rows of the finest safe level, and why nothing is released when none is.

    What is only subtracted is not among them. Nothing is released either when one of
    the cells that it is held against (header line `Within:`) is withheld: a bound on it
    is knowledge (R17).
    """
    names = statistic.contract.column_names
    level_name, subtracted = statistic.ladder
    at, level = names.index(statistic.dimensions[0]), names.index(level_name)
    levels = sorted({int(str(row[level])) for row in rows}, reverse=True)
    for tried in levels:
        own = [row for row in rows if row[level] == tried]
        if all(rule.primary_reason(_cell(statistic, row)) is None for row in own):
            reason = TOO_FEW if _is_within_withheld(statistic, protected) else None
            return [row for row in own if row[at] != subtracted], reason
    coarsest = [row for row in rows if row[level] == min(levels)]
    return [row for row in coarsest if row[at] != subtracted], TOO_FEW


def as_table(
    statistic: Statistic, rows: Sequence[Row], refused: str | None
) -> SafeTable:
    """What is released of a level: all of it, or nothing."""
    cells = tuple(_cell(statistic, row) for row in rows)
    unit = statistic.options["unit"]
    table = Table(statistic.name, unit, statistic.dimensions, cells)
    withheld = {cell.at: "refused" for cell in cells} if refused else {}
    return SafeTable(table, withheld, refused)


def _cell(statistic: Statistic, row: Row) -> Cell:
    values = dict(zip(statistic.contract.column_names, row, strict=True))
    agents, largest = values["agents"], values["largest"]
    return Cell(
        at=tuple(str(values[name]) for name in statistic.dimensions),
        value=int(str(values[statistic.counted])),
        persons=int(str(values["persons"])),
        agents=None if agents is None else int(str(agents)),
        largest=None
        if largest is None
        else (int(str(largest)), int(str(values["second_largest"]))),
    )


def _is_within_withheld(statistic: Statistic, protected: Protected) -> bool:
    by_name = {safe.table.name: safe for safe in protected.tables}
    return any(
        by_name[name].is_withheld(at)
        for name, at in statistic.within
        if name in by_name
    )
