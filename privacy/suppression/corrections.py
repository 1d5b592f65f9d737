"""Whether a frozen release may be replaced by a corrected one (R12)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from privacy.suppression.protection import audit
from privacy.suppression.solver import HighsProgram, Solver
from privacy.suppression.tables import TOTAL, At, Cell, Rule, SafeTable, Table

_VERSION = "release"
_BEFORE, _CHANGE = "first", "change"

Changed = Mapping[tuple[str, At], int]
"""Distinct persons behind the change of a cell, by table name and place."""


def may_correct(
    before: Sequence[SafeTable],
    after: Sequence[SafeTable],
    rule: Rule,
    changed: Changed | None = None,
    *,
    solver: Solver = HighsProgram,
) -> str | None:
    """Why a release may not be corrected, or None when it may.

    A reader of both versions knows their difference, so the difference is a table
    too: the later version is the sum of the earlier and the change. Each cell that
    changed must have `rule.persons` persons behind the change, and the audit of both
    versions and the change together must pass. `changed` gives those persons where
    they were counted; else they are at least as many as the number of persons grew
    or shrank by, and never more than the events. A correction that adds to some
    cells and takes from others is refused, for the attacker could then not be
    bounded from below.

    Answers with a sentence without values.
    """
    if [t.table.name for t in before] != [t.table.name for t in after]:
        return "The correction has other tables than the release."
    both = list(zip(before, after, strict=True))
    deltas = [_changes(earlier.table, later.table) for earlier, later in both]
    signs = {delta > 0 for table in deltas for delta, _ in table.values() if delta}
    if len(signs) > 1:
        return "The correction adds to some cells and takes from others."
    for safe, table in zip(after, deltas, strict=True):
        for at, (delta, persons) in table.items():
            counted = (changed or {}).get((safe.table.name, at), persons)
            if delta and min(counted, abs(delta)) < rule.persons:
                return "Too few persons stand behind the change of a cell."
    if not signs:
        return None
    grew = signs == {True}
    joint = [_stack(*(pair if grew else pair[::-1])) for pair in both]
    certificate = audit(joint, rule, solver=solver)
    return None if certificate.passed else certificate.failures[0]


def _changes(before: Table, after: Table) -> dict[At, tuple[int, int]]:
    """Change of the value, and the least number of persons behind it, of each cell."""
    old = {cell.at: cell for cell in before.cells}
    new = {cell.at: cell for cell in after.cells}
    found = {}
    for at in old | new:
        was = old.get(at, Cell(at, 0, 0))
        now = new.get(at, Cell(at, 0, 0))
        found[at] = (now.value - was.value, abs(now.persons - was.persons))
    return found


def _stack(small: SafeTable, large: SafeTable) -> SafeTable:
    """Both versions and their change as one table with one more dimension."""
    cells: list[Cell] = []
    withheld: dict[At, str] = {}
    true = {cell.at: cell for cell in small.table.cells}
    for cell in large.table.cells:
        earlier = true.get(cell.at, Cell(cell.at, 0, 0))
        change = cell.value - earlier.value
        for version, one in (
            (TOTAL, cell),
            (_BEFORE, earlier),
            (_CHANGE, Cell(cell.at, change, max(change, 0), None)),
        ):
            cells.append(replace(one, at=(version, *cell.at)))
        for version, reason in (
            (TOTAL, large.withheld.get(cell.at)),
            (_BEFORE, small.withheld.get(cell.at)),
        ):
            if reason:
                withheld[version, *cell.at] = reason
        if cell.at in large.withheld or cell.at in small.withheld:
            withheld[_CHANGE, *cell.at] = "refused"
    table = Table(
        large.table.name,
        large.table.unit,
        (_VERSION, *large.table.dimensions),
        tuple(cells),
    )
    return SafeTable(table, withheld)
