"""Which cells of a system are withheld: first for themselves, second for others."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from privacy.suppression.attack import Attack, is_whole
from privacy.suppression.equations import System, Truth, Whole
from privacy.suppression.evidence import Evidence, Needs
from privacy.suppression.solver import (
    UNBOUNDED,
    HighsProgram,
    Program,
    Reals,
    Solver,
    Unsolved,
)
from privacy.suppression.tables import Rule

_TRIES = 60  # how many second suppressions the clean-up tries to take back


@dataclass(frozen=True)
class Pattern:
    """The state of every unknown of a system.

    `first` are withheld for their own sake, `hidden` are all that are withheld,
    `fixed` may not be withheld any more. `low` is what the attacker knows a withheld
    cell to hold at least. `needs` is what must be proven of withheld cells.
    """

    system: System
    first: Truth
    hidden: Truth
    fixed: Truth
    low: Whole
    needs: Needs

    @property
    def checked(self) -> Truth:
        """The withheld cells whose interval must be proven: those that hold anything."""
        return self.hidden & ~self.system.is_implied & (self.system.value > 0)


def needs_of(system: System, rule: Rule, first: Truth) -> Needs:
    """R5 and R6: at least k values, at least up to k, dominance blurred, insiders."""
    up = np.maximum(rule.persons - system.value, 0)
    for number in np.flatnonzero(first):
        short = max(rule.short_of_dominance(cell) for cell in system.behind[number])
        up[number] = max(up[number], ceil(short))
    single = [
        int(number)
        for number in np.flatnonzero(first)
        if min(cell.persons for cell in system.behind[number]) == 1
    ]
    return Needs(
        up=up,
        width=np.full(system.size, rule.persons - 1, dtype=np.int64),
        insiders=tuple(_insiders(system, single)),
        targets=np.flatnonzero(first),
    )


def _insiders(system: System, single: Iterable[int]) -> list[Whole]:
    """The cells of one person, put together where one holds the other."""
    groups: list[list[int]] = []
    for number in sorted(single, key=lambda n: (len(system.keys[n]), n)):
        key = system.keys[number]
        for group in groups:
            if system.keys[group[0]] <= key:
                group.append(number)
                break
        else:
            groups.append([number])
    return [np.array(sorted(group), dtype=np.int64) for group in groups]


def withhold(pattern: Pattern, rule: Rule, solver: Solver = HighsProgram) -> Pattern:
    """Withhold more cells until an attacker can narrow none too far.

    Sequential linear programming (Handbook on SDC 4.4; tau-ARGUS): for each cell
    that is not proven safe, the cheapest change of the table that moves it far
    enough; every cell that the change touches is withheld. A cell costs more the
    more it counts, and ten times more per level of totals; a withheld one next to
    nothing. Raises Unsolved when there is no such change.
    """
    search = _Search(pattern, solver)
    search.cover()
    if rule.clean_up:
        search.clean_up()
    return replace(pattern, hidden=search.evidence.hidden)


class _Search:
    """The pattern while it grows."""

    def __init__(self, pattern: Pattern, solver: Solver) -> None:
        system = pattern.system
        self.pattern, self.solver = pattern, solver
        self.evidence = Evidence(system, pattern.needs, pattern.hidden, pattern.low)
        can_hide = (system.value > 0) & ~pattern.fixed
        self.columns = np.flatnonzero(pattern.hidden | can_hide)
        self.price = (1 + np.log2(1 + system.value)) * 10.0**system.level
        both = np.concatenate((self.columns, self.columns))
        signs = np.repeat(np.array([1, -1], dtype=np.int64), len(self.columns))
        self.program: Program = solver(system, both, signs)

    def cover(self) -> None:
        """Withhold cells until everything is proven, insiders included."""
        while True:
            self._prove()
            checked = replace(self.pattern, hidden=self.evidence.hidden).checked
            wanting = self.evidence.unproven(checked)
            if len(wanting):
                self._cover_one(int(wanting[0]), (), self.evidence.lacking_up)
                continue
            open_pairs = self.evidence.unproven_insiders()
            if not open_pairs:
                return
            insider, targets = open_pairs[0]
            own = self.pattern.needs.insiders[insider]
            self._cover_one(int(targets[0]), own, lambda number: 1)
