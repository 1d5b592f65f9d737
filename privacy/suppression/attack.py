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

    def __post_init__(self) -> None:
        self._columns = np.flatnonzero(self.evidence.hidden)
        signs = np.ones(len(self._columns), dtype=np.int64)
        self._program = self.solver(self.evidence.system, self._columns, signs)

    def prove(self, checked: Truth) -> None:
        """Find moves until every checked cell is proven wide, or cannot be.

        A few programs push many cells at once in alternating directions; the cells
        that remain get their own. Cells are then kept from insiders in the same way.
        """
        evidence = self.evidence
        for turn in range(_ROUNDS):
            wanting = evidence.unproven(checked)
            if not len(wanting):
                break
            lower, upper = self._bounds()
            lower[wanting] = np.maximum(lower[wanting], -evidence.needs.width[wanting])
            upper[wanting] = np.maximum(
                evidence.needs.width[wanting], evidence.needs.up[wanting]
            )
            self._try(_push(evidence.system.size, wanting, turn), lower, upper)
            if len(evidence.unproven(checked)) == len(wanting) and turn > 1:
                break
        for number in evidence.unproven(checked):
            self._prove_one(int(number))
        self._keep_from_insiders()

    def _prove_one(self, number: int) -> None:
        """Push one cell up as far as needed, then down for the rest of its width."""
        evidence = self.evidence
        for direction in (-1.0, 1.0):
            if not len(evidence.unproven(_only(evidence.hidden, number))):
                return
            lower, upper = self._bounds()
            most = max(evidence.needs.width[number], evidence.needs.up[number])
            upper[number] = most
            lower[number] = max(lower[number], -most)
            cost = np.zeros(evidence.system.size)
            cost[number] = direction
            self._try(cost, lower, upper, insist=True)

    def _keep_from_insiders(self) -> None:
        evidence = self.evidence
        given_up: set[int] = set()
        while True:
            left = [p for p in evidence.unproven_insiders() if p[0] not in given_up]
            if not left:
                return
            insider, targets = left[0]
            for turn in range(len(targets) + 2):
                before = len(targets)
                lower, upper = self._bounds()
                lower[evidence.needs.insiders[insider]] = 0
                upper[evidence.needs.insiders[insider]] = 0
                lower[targets] = np.maximum(lower[targets], -1)
                upper[targets] = np.minimum(upper[targets], 1)
                alone = turn > 1
                wanted = targets[:1] if alone else targets
                cost = _push(evidence.system.size, wanted, turn)
                self._try(cost, lower, upper, insist=alone)
                targets = dict(evidence.unproven_insiders()).get(insider, targets[:0])
                if alone and len(targets) == before:
                    self._try(-cost, lower, upper, insist=True)
                    targets = dict(evidence.unproven_insiders()).get(
                        insider, targets[:0]
                    )
                    if len(targets) == before:
                        given_up.add(insider)
                        break
                if not len(targets):
                    break

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
        return lower, np.full(system.size, UNBOUNDED)

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
        asked = (cost[columns], lower[columns], upper[columns])
        found = self._program.solve(*asked)
        if found is not None and insist and not is_whole(found):
            self.solved += 1
            found = self._program.solve_whole(*asked)
        if found is None:
            return None
        move = np.zeros(self.evidence.system.size, dtype=np.int64)
        move[columns] = np.rint(found)
        return move


def is_whole(found: Reals) -> bool:
    """Whether a solution is in whole numbers, but for the solver's tolerance."""
    return bool((np.abs(found - np.rint(found)) < _NEAR).all())


def _push(size: int, wanted: Whole, turn: int) -> Reals:
    """Costs that push half of the wanted cells up and half down, differently per turn.

    The halves come from multiplicative hashing (Knuth 6.4), so they never vary.
    """
    cost = np.zeros(size)
    mixed = (wanted + 1) * 2654435761 + turn * 40503 * 65537
    cost[wanted] = np.where((mixed >> (15 + turn % 7)) & 1, 1.0, -1.0)
    return cost


def _only(hidden: Truth, number: int) -> Truth:
    one = np.zeros_like(hidden)
    one[number] = True
    return one
