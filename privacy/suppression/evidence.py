"""What is proven about withheld cells: other tables that look the same from outside.

A move is a change of withheld cells that keeps every sum and every published number.
Each move is a table that the attacker cannot tell from the true one; together they
prove how much a withheld cell may vary. Moves are checked in whole numbers.
"""

from dataclasses import dataclass

import numpy as np

from privacy.suppression.equations import System, Truth, Whole


@dataclass(frozen=True)
class Needs:
    """What must be proven of each unknown once it is withheld.

    `up`: it may be at least this much larger. `width`: its interval is at least this
    wide. `insiders`: the cells of one single person each, who knows them (R6);
    `targets`: the cells that no insider may know exactly.
    """

    up: Whole
    width: Whole
    insiders: tuple[Whole, ...]
    targets: Whole


class Evidence:
    """Moves collected for one pattern of withheld cells."""

    def __init__(self, system: System, needs: Needs, hidden: Truth, low: Whole) -> None:
        self.system, self.needs = system, needs
        self.hidden, self.low = hidden.copy(), low
        self.moves: list[Whole] = []
        self.highest = np.zeros(system.size, dtype=np.int64)
        self.lowest = np.zeros(system.size, dtype=np.int64)
        self._own = np.concatenate([*needs.insiders, np.zeros(0, dtype=np.int64)])
        self._starts = np.cumsum([0, *map(len, needs.insiders)])[:-1]
        self._is_kept = np.array(
            [np.isin(needs.targets, own) for own in needs.insiders], dtype=bool
        ).reshape(len(needs.insiders), len(needs.targets))

    def add(self, move: Whole) -> bool:
        """Take a move as proof; False when it is none."""
        if not self.holds(move):
            return False
        self._learn([move])
        return True

    def holds(self, move: Whole) -> bool:
        """Whether a move touches withheld cells only, stays in bounds, and balances."""
        touched = move != 0
        after = self.system.value + move
        return bool(
            not (touched & ~self.hidden).any()
            and (after[touched] >= self.low[touched]).all()
            and self.system.balances(move)
        )

    def without(self, number: int) -> "Evidence":
        """What stays proven when one cell is shown again."""
        again = Evidence(self.system, self.needs, self.hidden, self.low)
        again.hidden[number] = False
        again._learn([move for move in self.moves if not move[number]])
        return again

    def _learn(self, moves: list[Whole]) -> None:
        if not moves:
            return
        self.moves += moves
        many = np.stack(moves)
        np.maximum(self.highest, many.max(axis=0), out=self.highest)
        np.minimum(self.lowest, many.min(axis=0), out=self.lowest)
        if len(self._starts):
            moved = many[:, self.needs.targets] != 0
            touched = np.add.reduceat(many[:, self._own] != 0, self._starts, axis=1)
            still = (touched == 0).astype(np.float32)
            self._is_kept |= still.T @ moved.astype(np.float32) > 0

    def lacking_up(self, number: int) -> int:
        """How far up a withheld cell must still be shown to reach."""
        short = self.needs.width[number] + self.lowest[number]
        return int(max(self.needs.up[number], short, 0))

    def unproven(self, checked: Truth) -> Whole:
        """The withheld cells among `checked` whose interval is not proven yet."""
        wide = self.highest - self.lowest >= self.needs.width
        high = self.highest >= self.needs.up
        return np.flatnonzero(checked & self.hidden & ~(wide & high))

    def unproven_insiders(self) -> list[tuple[int, Whole]]:
        """Insiders, each with the withheld targets not proven to be kept from them."""
        open_pairs = ~self._is_kept & self.hidden[self.needs.targets]
        return [
            (int(insider), self.needs.targets[open_pairs[insider]])
            for insider in np.flatnonzero(open_pairs.any(axis=1))
        ]

    def unproven_targets(self, insider: int) -> Whole:
        """The withheld targets not proven to be kept from one insider."""
        is_open = ~self._is_kept[insider] & self.hidden[self.needs.targets]
        return np.asarray(self.needs.targets[is_open])
