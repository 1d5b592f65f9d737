"""Linear programs over the unknowns of a system, solved by HiGHS.

Nothing here is trusted: a solution counts only after `Evidence` has checked it in
whole numbers, so a wrong solver can make a release fail but never make it pass.
"""

from typing import Protocol

import highspy
import numpy as np
from numpy.typing import NDArray

from privacy.suppression.equations import System, Whole

Reals = NDArray[np.float64]
UNBOUNDED = highspy.kHighsInf
_NODES = 2000


class Unsolved(Exception):
    """The solver gave up."""


class Unlimited(Exception):
    """The objective has no limit."""


class Program(Protocol):
    """A linear program with fixed rows, asked many times with new costs and bounds."""

    def solve(self, cost: Reals, lower: Reals, upper: Reals) -> Reals | None:
        """The cheapest solution, None when there is none."""

    def solve_whole(self, cost: Reals, lower: Reals, upper: Reals) -> Reals | None:
        """The cheapest solution in whole numbers, None when there is none."""


class Solver(Protocol):
    """Makes the program of some columns of a system (or of their negatives)."""

    def __call__(self, system: System, columns: Whole, signs: Whole) -> Program: ...


class HighsProgram:
    """The sums of a system over some of its unknowns: changes that keep every sum."""

    def __init__(self, system: System, columns: Whole, signs: Whole) -> None:
        self._columns = np.arange(len(columns), dtype=np.int32)
        # The bare solver: highspy.Highs prints a banner that no option silences.
        self._highs = highspy._core._Highs()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("parallel", "off"),
            ("random_seed", 0),
            ("presolve", "off"),
            ("mip_max_nodes", _NODES),
        ):
            self._highs.setOptionValue(option, value)
        self._highs.passModel(_model(system, columns, signs))
        self._is_whole = False

    def solve(self, cost: Reals, lower: Reals, upper: Reals) -> Reals | None:
        """The cheapest solution, None when there is none.

        Raises Unlimited when there is no cheapest, Unsolved when HiGHS gives up.
        """
        return self._run(cost, lower, upper, whole=False)

    def solve_whole(self, cost: Reals, lower: Reals, upper: Reals) -> Reals | None:
        """The same in whole numbers, within a fixed number of nodes."""
        return self._run(cost, lower, upper, whole=True)

    def _run(
        self, cost: Reals, lower: Reals, upper: Reals, *, whole: bool
    ) -> Reals | None:
        highs, count = self._highs, len(self._columns)
        if whole != self._is_whole:
            kind = np.full(count, int(whole), dtype=np.uint8)
            highs.changeColsIntegrality(count, self._columns, kind)
            highs.setOptionValue("presolve", "on" if whole else "off")
            self._is_whole = whole
        highs.changeColsCost(count, self._columns, cost)
        highs.changeColsBounds(count, self._columns, lower, upper)
        highs.run()
        status = highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status in (
            highspy.HighsModelStatus.kUnbounded,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        ):
            raise Unlimited
        if status != highspy.HighsModelStatus.kOptimal:
            raise Unsolved(str(status))
        return np.asarray(highs.getSolution().col_value, dtype=np.float64)


def _model(system: System, columns: Whole, signs: Whole) -> highspy.HighsLp:
    """The rows of the system over the chosen columns, column by column."""
    order = np.argsort(system.columns, kind="stable")
    by_column = system.columns[order]
    first = np.searchsorted(by_column, columns, side="left")
    last = np.searchsorted(by_column, columns, side="right")
    starts = np.concatenate(([0], np.cumsum(last - first)))
    picked = [order[a:b] for a, b in zip(first, last, strict=True)]
    entries = np.concatenate(picked) if picked else np.zeros(0, dtype=np.int64)
    program = highspy.HighsLp()
    program.num_col_ = len(columns)
    program.num_row_ = system.sums
    program.col_cost_ = np.zeros(len(columns))
    program.col_lower_ = np.zeros(len(columns))
    program.col_upper_ = np.zeros(len(columns))
    program.row_lower_ = np.zeros(system.sums)
    program.row_upper_ = np.zeros(system.sums)
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = starts.astype(np.int32)
    program.a_matrix_.index_ = system.rows[entries].astype(np.int32)
    program.a_matrix_.value_ = (
        system.signs[entries] * np.repeat(signs, last - first)
    ).astype(np.float64)
    return program
