"""The attacker: how far each withheld cell can be narrowed from what is shown."""

from dataclasses import dataclass, field

import numpy as np

from privacy.suppression.equations import Truth, Whole
from privacy.suppression.evidence import Evidence
from privacy.suppression.solver import (
    UNBOUNDED,
    HighsProgram,
    Program,
    Reals,
    Solver,
    Unlimited,
    Unsolved,
)

_ROUNDS = 24
_NEAR = 1e-6


@dataclass
class Attack:
    """One attacker's linear program over the withheld cells of one pattern.

    The attacker knows every shown number, every sum, that zeros are shown, and that
    a withheld cell is at least `low`.
    """

    evidence: Evidence
    solver: Solver = HighsProgram
    solved: int = 0
    _columns: Whole = field(init=False)
    _program: Program = field(init=False)
    _halves: Program | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._columns = np.flatnonzero(self.evidence.hidden)
        signs = np.ones(len(self._columns), dtype=np.int64)
        self._program = self.solver(self.evidence.system, self._columns, signs)

    def push(self, checked: Truth) -> None:
        """Prove what a few programs can that push many cells at once, up and down."""
        evidence = self.evidence
        most = np.maximum(evidence.needs.width, evidence.needs.up)
        for turn in range(_ROUNDS):
            wanting = evidence.unproven(checked)
            if not len(wanting):
                return
            lower, upper = self._bounds()
            lower[wanting] = np.maximum(lower[wanting], -most[wanting])
            upper[wanting] = most[wanting]
            self._try(_alternating(evidence.system.size, wanting, turn), lower, upper)
            if turn > 1 and len(evidence.unproven(checked)) == len(wanting):
                return

    def prove(self, checked: Truth, *, give_up: bool = False) -> bool:
        """Find moves until every checked cell is proven wide and kept from insiders.

        Cells that cannot be pushed together get a program each. Returns whether all
        is proven; with `give_up`, stops at the first cell that cannot be.
        """
        self.push(checked)
        failed = False
        for number in self.evidence.unproven(checked):
            failed |= not self._prove_one(int(number))
            if failed and give_up:
                return False
        return self._keep_from_insiders(give_up=give_up) and not failed

    def _prove_one(self, number: int) -> bool:
        """Push one cell up as far as needed, then down for the rest of its width."""
        evidence, one = self.evidence, np.zeros(self.evidence.system.size, dtype=bool)
        one[number] = True
        most = max(evidence.needs.width[number], evidence.needs.up[number])
        for direction in (-1.0, 1.0):
            if not len(evidence.unproven(one)):
                return True
            lower, upper = self._bounds()
            upper[number] = most
            lower[number] = max(lower[number], -most)
            cost = np.zeros(evidence.system.size)
            cost[number] = direction
            self._try(cost, lower, upper, insist=True)
        return not len(evidence.unproven(one))

    def _keep_from_insiders(self, *, give_up: bool) -> bool:
        """Show that no target is exact for a person who knows their own cell."""
        given_up: set[int] = set()
        while left := [
            insider
            for insider, _ in self.evidence.unproven_insiders()
            if insider not in given_up
        ]:
            if not self._keep_from(left[0]):
                given_up.add(left[0])
                if give_up:
                    return False
        return not given_up

    def _keep_from(self, insider: int) -> bool:
        """The same for one insider: twice many targets at once, then one by one."""
        evidence, turn = self.evidence, 0
        own = evidence.needs.insiders[insider]
        while len(targets := evidence.unproven_targets(insider)):
            lower, upper = self._bounds()
            lower[own] = upper[own] = 0
            lower[targets] = np.maximum(lower[targets], -1)
            upper[targets] = np.minimum(upper[targets], 1)
            alone = turn > 1
            wanted = targets[:1] if alone else targets
            cost = _alternating(evidence.system.size, wanted, turn)
            self._try(cost, lower, upper, insist=alone)
            if alone and wanted[0] in evidence.unproven_targets(insider):
                self._try(-cost, lower, upper, insist=True)
                if wanted[0] in evidence.unproven_targets(insider):
                    return False
            turn += 1
        return True

    def _made_whole(
        self, result: Reals, cost: Reals, lower: Reals, upper: Reals
    ) -> Reals | None:
        """A solution in whole numbers: as far as the broken one goes, or the best."""
        pushed = int(np.flatnonzero(cost)[0])
        far = np.trunc(result[pushed] + np.copysign(_NEAR, result[pushed]))
        if not far:
            return None
        self.solved += 1
        whole = self._least_change(pushed, float(far), lower, upper)
        if whole is None or not is_whole(whole):
            self.solved += 1
            try:
                whole = self._program.solve_whole(cost, lower, upper)
            except Unsolved:
                return None
        return whole

    def _least_change(
        self, pushed: int, far: float, lower: Reals, upper: Reals
    ) -> Reals | None:
        """The smallest change that pushes a cell so far; mostly in whole numbers."""
        count = len(self._columns)
        if self._halves is None:
            both = np.concatenate((self._columns, self._columns))
            signs = np.repeat(np.array([1, -1], dtype=np.int64), count)
            self._halves = self.solver(self.evidence.system, both, signs)
        at_most = np.concatenate((np.maximum(upper, 0), np.maximum(-lower, 0)))
        at_least = np.zeros(2 * count)
        up, down = pushed, count + pushed
        at_least[[up, down]] = at_most[[up, down]] = max(far, 0), max(-far, 0)
        solution = self._halves.solve(np.ones(2 * count), at_least, at_most)
        return None if solution is None else solution[:count] - solution[count:]

    def reach(self, number: int, direction: int) -> int | None:
        """How far a withheld cell can go up (1) or down (-1); None without limit."""
        lower, upper = self._bounds()
        cost = np.zeros(self.evidence.system.size)
        cost[number] = -direction
        self.solved += 1
        try:
            move = self._whole(cost, lower, upper, insist=True)
        except Unlimited:
            return None
        return int(move[number]) if move is not None else 0

    def _bounds(self) -> tuple[Reals, Reals]:
        system, low = self.evidence.system, self.evidence.low
        lower = np.minimum(low - system.value, 0).astype(np.float64)
        upper = np.full(system.size, UNBOUNDED)
        lower[~self.evidence.hidden] = upper[~self.evidence.hidden] = 0
        return lower, upper

    def _try(
        self, cost: Reals, lower: Reals, upper: Reals, *, insist: bool = False
    ) -> None:
        """Solve once and keep what it proves; insist on whole numbers if need be."""
        self.solved += 1
        move = self._whole(cost, lower, upper, insist=insist)
        if move is not None:
            self.evidence.add(move)

    def _whole(
        self, cost: Reals, lower: Reals, upper: Reals, *, insist: bool
    ) -> Whole | None:
        columns = self._columns
        program = (cost[columns], lower[columns], upper[columns])
        solution = self._program.solve(*program)
        if solution is not None and insist and not is_whole(solution):
            solution = self._made_whole(solution, *program)
        if solution is None:
            return None
        move = np.zeros(self.evidence.system.size, dtype=np.int64)
        move[columns] = np.rint(solution)
        return move


def is_whole(result: Reals) -> bool:
    """Whether a solution is in whole numbers, but for the solver's tolerance."""
    return bool((np.abs(result - np.rint(result)) < _NEAR).all())


def _alternating(size: int, wanted: Whole, turn: int) -> Reals:
    """Costs that push half of the wanted cells up and half down, differently per turn.

    The halves come from multiplicative hashing (Knuth 6.4), so they never vary.
    """
    cost = np.zeros(size)
    mixed = (wanted + 1) * 2654435761 + turn * 40503 * 65537
    cost[wanted] = np.where((mixed >> (15 + turn % 7)) & 1, 1.0, -1.0)
    return cost
