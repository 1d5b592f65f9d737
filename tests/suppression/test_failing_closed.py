"""The same tables give the same release, and a solver that fails gives none."""

import numpy as np
from suppression.attacker import cube
from suppression.samples import random_cube, table_of

from privacy.suppression import Rule, SafeTable, Table, audit, protect
from privacy.suppression.solver import HighsProgram, Unsolved

RULE = Rule(persons=5)
TABLE = random_cube((6, 7), 11)


class Broken:
    """A solver that gives up."""

    def __init__(self, *request):
        pass

    def solve(self, cost, lower, upper):
        raise Unsolved("broken")

    solve_whole = solve


class Lying(Broken):
    """A solver whose answers are wrong."""

    def solve(self, cost, lower, upper):
        return np.full(len(cost), 7.0)

    solve_whole = solve


class Hopeless(Broken):
    """A solver that finds every program without solution."""

    def solve(self, cost, lower, upper):
        return None

    solve_whole = solve


def test_a_solver_that_fails_withholds_the_table():
    for solver in (Broken, Lying, Hopeless):
        [safe] = protect([TABLE], RULE, solver=solver).tables
        assert safe.refused == "not_safe"
        assert not safe.shown()


def test_a_solver_that_lies_makes_no_audit_pass():
    [safe] = protect([TABLE], RULE).tables
    for solver in (Broken, Lying, Hopeless):
        assert not audit([safe], RULE, solver=solver).passed


def test_a_solver_that_fails_once_leaves_the_margins():
    failures = iter([True])

    class FailsOnce(HighsProgram):
        def solve(self, cost, lower, upper):
            if next(failures, False):
                raise Unsolved("once")
            return super().solve(cost, lower, upper)

    protected = protect([TABLE], RULE, solver=FailsOnce)
    [safe] = protected.tables
    assert safe.refused == "margins_only"
    assert protected.certificate.passed
    assert safe.shown()
    assert all("*" in at for at in safe.shown())


def test_where_whole_calls_do_not_fit_into_the_withheld_cells_more_are_withheld():
    """A cell of 3 is alone; a part of a call would move it, and no whole one does."""

    class Parts(HighsProgram):
        def solve(self, cost, lower, upper):
            if not (lower > 0).any():
                return super().solve(cost, lower, upper)
            return np.where(lower > 0, lower - 0.5, 0)

    table = table_of(cube((2, 2), [3, 8, 9, 20]))
    protected = protect([table], RULE, solver=Parts)
    [safe] = protected.tables
    assert safe.refused is None
    assert protected.certificate.passed
    assert (safe.primary, safe.secondary) == (1, 3)


def test_a_table_of_another_unit_is_not_dragged_along():
    other = table_of({("x",): 20, ("y",): 30, ("*",): 60}, "other", unit="visits")
    protected = protect([TABLE, other], RULE)
    assert protected["other"].refused == "not_additive"
    assert protected["calls"].refused is None


def test_the_same_tables_give_the_same_release():
    shuffled = Table("calls", "calls", TABLE.dimensions, TABLE.cells[::-1])
    one, two = protect([TABLE], RULE), protect([TABLE], RULE)
    assert one == two
    assert dict(protect([shuffled], RULE)["calls"].withheld) == one["calls"].withheld


def test_a_refusal_says_no_value():
    protected = protect([table_of({("x",): 20, ("y",): 30, ("*",): 61})], RULE)
    assert "61" not in str(protected.certificate)


def test_the_certificate_counts_what_is_withheld():
    protected = protect([TABLE], RULE)
    output = protected.certificate
    [safe] = protected.tables
    assert output.cells == len(TABLE.cells)
    assert (
        output.primary + output.secondary == len(safe.withheld) == len(output.intervals)
    )
    assert output.narrowest >= 5
    assert output.narrowest_of("calls") == output.narrowest
    assert audit([SafeTable(TABLE, safe.withheld)], RULE) == output
