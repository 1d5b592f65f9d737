"""Rules, intervals and the attacker's programs, each at the edge where it decides."""

from dataclasses import replace

import numpy as np
import pytest
from suppression.attacker import cube
from suppression.samples import random_cube, table_of

from privacy.errors import BadPolicy
from privacy.suppression import Rule, SafeTable, audit, protect
from privacy.suppression.attack import Attack
from privacy.suppression.equations import join_tables
from privacy.suppression.evidence import Evidence
from privacy.suppression.pattern import Pattern, changes_between, needs_of, withhold
from privacy.suppression.primary import why_unfit, withhold_primary
from privacy.suppression.protection import _pattern
from privacy.suppression.solver import HighsProgram
from privacy.suppression.tables import Cell, Certificate, Interval

GROUPS = Rule(persons=5, group_disclosure=True)


def withheld(numbers, *, rule=GROUPS, shape=(2, 3)):
    table = table_of(cube(shape, numbers))
    return dict(withhold_primary(table, rule, margins_only=False).withheld)


def test_a_row_whose_events_all_have_one_value_is_withheld_zeros_included():
    result = withheld([0, 12, 0, 20, 30, 25])
    row = {("a00", f"b0{n}"): "group" for n in range(3)}
    # Seen the other way, the columns b00 and b02 have their events in one row too.
    columns = {(f"a0{m}", f"b0{n}"): "group" for m in range(2) for n in (0, 2)}
    assert result == row | columns


def test_rows_of_two_values_tell_nothing_of_each_person():
    assert withheld([11, 12, 13, 20, 30, 25]) == {}
    assert withheld([0, 12, 13, 20, 0, 25, 14, 19, 0], shape=(3, 3)) == {}


def test_without_the_rule_a_row_of_one_value_is_shown():
    assert withheld([0, 12, 0, 20, 30, 25], rule=Rule(persons=5)) == {}


def test_an_empty_row_tells_of_nobody():
    result = withheld([0, 0, 0, 20, 30, 25, 21, 31, 26], shape=(3, 3))
    assert result == {}


def test_where_all_the_world_has_one_value_it_tells_of_nobody():
    assert withheld([12, 20], shape=(2, 1)) == {}


def test_a_row_whose_total_is_withheld_for_few_persons_needs_no_group():
    result = withheld([0, 3, 0, 20, 30, 25, 21, 31, 26], shape=(3, 3))
    assert result == {("a00", "b01"): "persons", ("a00", "*"): "persons"}


def test_margins_only_withholds_each_cell_below_a_total():
    table = table_of(cube((2, 3), [20, 30, 25, 2, 30, 25]))
    result = withhold_primary(table, Rule(persons=5), margins_only=True).withheld
    inner = {at for at in (cell.at for cell in table.cells) if "*" not in at}
    assert set(result) == inner
    assert result["a01", "b00"] == "persons"
    assert result["a00", "b00"] == "refused"


def test_a_whole_of_exactly_enough_persons_is_fit_to_be_shown():
    rule = Rule(persons=5)
    assert why_unfit(table_of({(): 5}), rule) is None
    assert why_unfit(table_of({(): 4}), rule) == "total"
    assert why_unfit(table_of({(): 0}), rule) is None


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (Cell((), 5, 5), None),
        (Cell((), 5, 4), "persons"),
        (Cell((), 4, 5), "persons"),
        (Cell((), 9, 9, agents=3), None),
        (Cell((), 9, 9, agents=2), "agents"),
        (Cell((), 9, 9, agents=1), "agents"),
        (Cell((), 9, 9, agents=0), None),
        (Cell((), 0, 0, agents=1), None),
        (Cell((), 100, 9, largest=(50, 40)), None),
        (Cell((), 100, 9, largest=(51, 40)), "dominance"),
    ],
)
def test_a_cell_is_withheld_from_the_very_edge_on(cell, reason):
    # The others hold 100 - 50 - 40 = 10, 20 % of 50; with 51 they hold 9 of 10.2.
    assert Rule(persons=5, dominance_percent=20).primary_reason(cell) == reason


def test_a_rule_of_four_persons_is_none():
    assert Rule(persons=5).agents == 3
    with pytest.raises(BadPolicy, match="at least 5"):
        Rule(persons=4)


def test_an_interval_counts_both_of_its_ends():
    assert Interval("t", ("a",), 3, 7).values == 5
    assert Interval("t", ("a",), 3, 3).values == 1
    assert Interval("t", ("a",), 3, None).values is None


def test_the_narrowest_interval_is_that_of_fewest_values_among_the_bounded():
    intervals = (
        Interval("one", ("a",), 0, 9),
        Interval("one", ("b",), 5, 8),
        Interval("one", ("c",), 1, None),
        Interval("two", ("a",), 2, 30),
    )
    certificate = Certificate(4, 4, 0, intervals)
    assert certificate.narrowest == certificate.narrowest_of("one") == 4
    assert certificate.narrowest_of("two") == 29
    assert Certificate(1, 1, 0, intervals[2:3]).narrowest is None


def test_a_safe_table_counts_its_own_and_its_second_suppressions():
    reasons = ["persons", "agents", "dominance", "group", "secondary", "refused"]
    table = table_of({(f"a{n}",): 9 for n in range(7)} | {("*",): 63})
    safe = SafeTable(table, {(f"a{n}",): reason for n, reason in enumerate(reasons)})
    assert (safe.primary, safe.secondary) == (4, 1)
    assert safe.shown() == {("a6",): 9, ("*",): 63}


def test_a_cell_that_one_of_its_tables_counts_one_person_in_has_an_insider():
    """Counts of persons may be bounds: what may be one person's is taken for it."""
    cells = {("x",): 3, ("y",): 4, ("*",): 7}
    counted = table_of(cells, "counted", persons={("x",): 3, ("y",): 2})
    bounded = table_of(cells, "bounded", persons={("x",): 1, ("y",): 2})
    system = join_tables([counted, bounded])
    x, y = (system.number(counted, at) for at in [("x",), ("y",)])
    primary = np.zeros(system.size, dtype=bool)
    primary[[x, y]] = True
    insiders = needs_of(system, Rule(persons=5), primary).insiders
    assert [list(insider) for insider in insiders] == [[x]]


def test_a_cell_can_rise_to_five_and_so_far_that_its_largest_person_is_blurred():
    """R5: 20 % of 100 less the 2 of the others are 18; 3 calls lack 2 to five."""
    cells = {("x",): 104, ("y",): 3, ("*",): 107}
    largest = {("x",): (100, 2), ("y",): (3, 0), ("*",): (100, 3)}
    table = table_of(cells, largest=largest)
    system = join_tables([table])
    primary = np.ones(system.size, dtype=bool)
    up = needs_of(system, Rule(persons=5, dominance_percent=20), primary).up
    lacking = {at: up[system.number(table, at)] for at in cells}
    assert lacking == {("x",): 18, ("y",): 2, ("*",): 16}


@pytest.mark.parametrize(("cheaper", "kept"), [(1, 1), (2, 2), (3, 4)])
def test_totals_at_a_lower_price_are_kept_when_half_as_many_are_withheld(
    monkeypatch, cheaper, kept
):
    """The search at the full price withholds four others for the one small cell."""
    table = table_of(cube((2, 2), [3, 8, 9, 20]))
    system = join_tables([table])
    none, small = np.zeros(system.size, dtype=bool), system.value < 5
    needs = needs_of(system, GROUPS, small)
    start = Pattern(system, small, small, none, np.ones(system.size), needs)
    others = np.flatnonzero(~small)

    def searched(pattern, rule, solver, per_level):
        hidden = pattern.hidden.copy()
        hidden[others[: 4 if per_level == 10 else cheaper]] = True
        return replace(pattern, hidden=hidden)

    monkeypatch.setattr("privacy.suppression.pattern._searched", searched)
    assert withhold(start, GROUPS).hidden.sum() - 1 == kept


@pytest.mark.parametrize(("effort", "withheld_less"), [(-1, 0), (0, 1)])
def test_clean_up_stops_only_once_it_has_cost_more_than_its_effort(
    monkeypatch, effort, withheld_less
):
    """Before its first cell it has cost nothing; that cell turns out not needed."""
    table = random_cube((6, 7), 24, small=0.1)
    [all_kept] = protect([table], Rule(persons=5, clean_up=False)).tables
    monkeypatch.setattr("privacy.suppression.pattern._EFFORT", effort)
    [safe] = protect([table], Rule(persons=5)).tables
    assert all_kept.secondary - safe.secondary == withheld_less


@pytest.mark.parametrize("far", [2, -2])
def test_the_least_change_pushes_a_cell_as_far_as_it_was_asked(far):
    """All four parts of 20 are withheld: one moves by 2, its row and column by -2."""
    table = table_of(cube((2, 2), [20, 20, 20, 20]))
    system = join_tables([table])
    parts = np.array([len(key) == 2 for key in system.keys])
    needs = needs_of(system, Rule(persons=5), parts)
    evidence = Evidence(system, needs, parts, np.ones(system.size, dtype=np.int64))
    bound = np.full(4, 19.0)
    change = Attack(evidence)._least_change(0, far, -bound, bound)
    assert list(change) == [far, -far, -far, far]


def test_a_program_is_solved_in_parts_of_events_unless_whole_ones_are_wanted():
    """x may rise by 2.5, and its total rises with it: two whole events at most."""
    table = table_of({("x",): 20, ("*",): 20})
    system = join_tables([table])
    numbers = np.arange(system.size)
    program = HighsProgram(system, numbers, np.ones(system.size, dtype=np.int64))
    upwards, lower, upper = np.full(2, -1.0), np.zeros(2), np.full(2, 2.5)
    for _ in range(2):
        assert list(program.solve(upwards, lower, upper)) == [2.5, 2.5]
        assert list(program.solve_whole(upwards, lower, upper)) == [2, 2]


@pytest.mark.parametrize("later", [{"x": 27, "y": 31}, {"x": 27, "y": 24, "v": 8}])
def test_the_true_numbers_keep_every_sum_of_a_release_and_its_correction(later):
    """A cell less what it was is its change, whether it grew, shrank, came or went."""
    first = {"x": 20, "y": 30, "z": 9}
    before, after = (
        table_of({(name,): count for name, count in cells.items()})
        for cells in (first | {"*": 59}, later | {"*": sum(later.values())})
    )
    safe = [SafeTable(after)], [SafeTable(before)]
    system = _pattern(safe[0], Rule(persons=5), [], safe[1]).system
    assert system.balances(system.value)


@pytest.mark.parametrize(
    ("later", "change", "persons", "largest"),
    [
        ((32, 14), 12, 4, (9, 1)),
        ((15, 8), -5, 2, (4, 1)),
        ((23, 15), 3, 5, (0, 0)),
        ((20, 9), 0, 1, None),
    ],
)
def test_one_person_may_stand_for_all_of_a_change_but_one_call_of_each_other(
    later, change, persons, largest
):
    """20 calls of 10 callers become others: 12 more by 4 more are 9, 1, 1 and 1."""
    before, after = (
        table_of({("x",): calls}, persons={("x",): callers}, largest={("x",): (5, 3)})
        for calls, callers in ((20, 10), later)
    )
    expected = Cell(("x",), change, persons, largest=largest)
    assert changes_between(before, after) == {("x",): expected}


def test_a_cell_is_proven_once_it_has_five_values_and_reaches_five_and_no_sooner():
    """Of 3, two moves by 2 leave the values 1 to 5; 2 up alone leave three of them."""
    table = table_of(cube((2, 2), [3, 20, 20, 20]))
    system = join_tables([table])
    parts = np.array([len(key) == 2 for key in system.keys])
    needs = needs_of(system, Rule(persons=5), system.value == 3)
    evidence = Evidence(system, needs, parts, np.ones(system.size, dtype=np.int64))
    move = np.zeros(system.size, dtype=np.int64)
    move[parts] = [2, -2, -2, 2]
    assert evidence.add(move)
    assert list(evidence.unproven(parts)) == list(np.flatnonzero(parts))
    assert evidence.add(-move)
    assert not len(evidence.unproven(parts))


class Watched(HighsProgram):
    """The solver; each program that it is asked must leave the truth possible."""

    solved = 0

    def __init__(self, system, columns, signs):
        super().__init__(system, columns, signs)
        self.value = system.value[columns]
        self.is_split = signs.min() < 0

    def solve(self, cost, lower, upper):
        Watched.solved += 1
        assert (lower <= upper).all()
        assert (upper >= 0).all()
        if not self.is_split:
            assert (lower <= 0).all()
            # No cell is asked to fall below nothing, so each answer may be proof.
            assert (lower >= -self.value).all()
        return super().solve(cost, lower, upper)


@pytest.mark.parametrize("seed", range(6))
def test_the_attacker_asks_only_for_tables_that_could_be_true(seed):
    table = random_cube((4, 4), seed, small=0.3, zeros=0)
    before = Watched.solved
    protected = protect([table], Rule(persons=5), solver=Watched)
    assert protected.certificate.passed
    assert Watched.solved > before


@pytest.mark.parametrize("seed", range(4))
def test_few_programs_prove_many_cells(seed):
    """Cells are pushed together: a program for each would be slow, not wrong."""
    table = random_cube((8, 8), seed, small=0.15, zeros=0)
    rule = Rule(persons=5, clean_up=False)
    [safe] = protect([table], rule).tables
    certificate = audit([safe], rule)
    assert certificate.passed
    assert certificate.solved < len(safe.withheld)
