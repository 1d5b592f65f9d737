"""Secondary suppression: which cells are withheld to protect others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
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
from privacy.suppression.tables import UNKNOWN, Rule

_NEAR = 1e-6
_ALMOST_NOTHING = 1e-3
_EFFORT = 150_000  # clean-up stops after so much work, so that large tables end soon
_TRY = 10  # what trying one cell costs besides its programs


@dataclass(frozen=True)
class Pattern:
    """The state of every unknown of a system.

    `primary` are withheld for their own sake, `hidden` are all that are withheld,
    `fixed` may not be withheld any more. `low` is what the attacker knows a withheld
    cell to hold at least. `needs` is what must be proven of withheld cells.
    """

    system: System
    primary: Truth
    hidden: Truth
    fixed: Truth
    low: Whole
    needs: Needs

    @property
    def checked(self) -> Truth:
        """The withheld cells whose interval must be proven: all but zeros."""
        return self.hidden & ~self.system.is_implied & (self.system.value > 0)


def needs_of(system: System, rule: Rule, primary: Truth) -> Needs:
    """R5 and R6: at least k values, at least up to k, dominance blurred, insiders."""
    up = np.maximum(rule.persons - system.value, 0)
    for number in np.flatnonzero(primary):
        short = max(rule.short_of_dominance(cell) for cell in system.behind[number])
        up[number] = max(up[number], ceil(short))
    single = [
        int(number)
        for number in np.flatnonzero(primary)
        if min(cell.persons for cell in system.behind[number]) == 1
    ]
    return Needs(
        up=up,
        width=np.full(system.size, rule.persons - 1, dtype=np.int64),
        insiders=tuple(_insiders(system, single)),
        targets=np.flatnonzero(primary),
    )


def _insiders(system: System, single: Sequence[int]) -> list[Whole]:
    """All cells of one person each, put together (R19).

    A person is alone in every cell within a cell of hers, and in every cell where she
    is known to be. Somebody who withheld who they are may be one or many: each cell of
    theirs has an insider who knows it and what is within it, and no more.
    """
    is_known = {n: UNKNOWN not in _alone_in(system, n) for n in single}
    beside: dict[int, set[int]] = {number: {number} for number in single}
    for one, other in permutations(single, 2):
        is_within = system.keys[one] <= system.keys[other]
        if is_within or _alone_in(system, one) & _alone_in(system, other) - {UNKNOWN}:
            beside[one].add(other)
            if is_known[one] or system.value[one] == system.value[other]:
                beside[other].add(one)
    groups = dict.fromkeys(frozenset(_reached(beside, number)) for number in single)
    return [np.array(sorted(group), dtype=np.int64) for group in groups]


def _reached(beside: Mapping[int, set[int]], number: int) -> set[int]:
    found, waiting = set[int](), {number}
    while waiting:
        found |= waiting
        waiting = set().union(*(beside[one] for one in waiting)) - found
    return found


def _alone_in(system: System, number: int) -> set[str]:
    """Who is alone in a cell, where it is known."""
    return {cell.single for cell in system.behind[number] if cell.single is not None}


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
        can_hide = pattern.hidden | ((system.value > 0) & ~pattern.fixed)
        self.columns = np.flatnonzero(can_hide)
        self.price = (1 + np.log2(1 + system.value)) * 10.0**system.level
        both = np.concatenate((self.columns, self.columns))
        signs = np.repeat(np.array([1, -1], dtype=np.int64), len(self.columns))
        self.program: Program = solver(system, both, signs)

    def cover(self) -> None:
        """Withhold cells until everything is proven, insiders included."""
        evidence = self.evidence
        while True:
            attack = Attack(evidence, self.solver)
            checked = replace(self.pattern, hidden=evidence.hidden).checked
            attack.push(checked)
            wanting = evidence.unproven(checked)
            for number in wanting:
                if (amount := evidence.lacking_up(int(number))) > 0:
                    self._move(int(number), amount, still=())
            if len(wanting):
                continue
            if attack.prove(checked):
                return
            for insider, targets in evidence.unproven_insiders():
                own = self.pattern.needs.insiders[insider]
                for target in targets:
                    if target in evidence.unproven_targets(insider):
                        self._move(int(target), 1, still=own)

    def _move(self, number: int, amount: int, still: Iterable[int]) -> None:
        """Withhold what the cheapest change touches that lifts a cell by `amount`."""
        evidence, columns, half = self.evidence, self.columns, len(self.columns)
        system = evidence.system
        price = np.where(evidence.hidden, _ALMOST_NOTHING, self.price)
        up = np.full(system.size, UNBOUNDED)
        down = np.maximum(system.value - evidence.low, 0).astype(np.float64)
        for own in still:
            up[own] = down[own] = 0
        up[number], down[number] = amount, 0
        lower = np.zeros(2 * half)
        lower[np.searchsorted(columns, number)] = amount
        cost = np.concatenate((price[columns], price[columns]))
        upper = np.concatenate((up[columns], down[columns]))
        found = self.program.solve(cost, lower, upper)
        if found is not None and not is_whole(found):
            self._hide(found)
            is_hidden = np.tile(evidence.hidden[columns], 2)
            found = self.program.solve_whole(cost, lower, np.where(is_hidden, upper, 0))
            if found is None:
                found = self.program.solve_whole(cost, lower, upper)
        if found is None:
            raise Unsolved("a withheld cell cannot be protected")
        self._hide(found)
        move = np.zeros(system.size, dtype=np.int64)
        move[columns] = np.rint(found[:half]) - np.rint(found[half:])
        moved = move[number] == amount and not any(move[own] for own in still)
        if not moved or not evidence.add(move):
            raise Unsolved("a solution is not what was asked for")

    def _hide(self, found: Reals) -> None:
        half = len(self.columns)
        touched = np.abs(found[:half] - found[half:]) > _NEAR
        self.evidence.hidden[self.columns[touched]] = True

    def clean_up(self) -> None:
        """Show again, dearest first, each cell that the others do not need."""
        secondary = np.flatnonzero(self.evidence.hidden & ~self.pattern.hidden)
        dearest = sorted(secondary, key=lambda n: (-self.price[n], int(n)))
        attack = Attack(self.evidence, self.solver)
        for tried, number in enumerate(dearest):
            programs = attack.solved + _TRY * tried
            if programs * int(self.evidence.hidden.sum()) > _EFFORT:
                return
            attack.evidence = self.evidence.without(int(number))
            checked = replace(self.pattern, hidden=attack.evidence.hidden).checked
            try:
                if attack.prove(checked, give_up=True):
                    self.evidence = attack.evidence
            except Unsolved:
                return
