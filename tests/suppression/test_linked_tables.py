"""Tables of the same events are protected together, earlier releases included."""

import random
from dataclasses import replace

import pytest
from suppression.attacker import (
    Outsider,
    assert_nothing_small_is_shown,
    assert_safe_for_outsiders,
    cube,
    shown_of,
)
from suppression.samples import table_of, table_of_events

from privacy.suppression import Cell, Rule, SafeTable, Table, audit, protect
from privacy.suppression.equations import join_tables

RULE = Rule(persons=5)


def test_the_same_cell_is_withheld_in_every_table():
    by_queue = table_of(
        cube((3, 2), [2, 30, 30, 40, 50, 60]), "by_queue", dimensions=("queue", "how")
    )
    by_how = table_of(
        {("b00",): 82, ("b01",): 130, ("*",): 212}, "by_how", dimensions=("how",)
    )
    protected = protect([by_queue, by_how], RULE)
    assert protected.certificate.passed
    for how in ("b00", "b01", "*"):
        assert protected["by_queue"].is_withheld(("*", how)) == protected[
            "by_how"
        ].is_withheld((how,))
    assert_safe_for_outsiders(protected, RULE)


@pytest.mark.parametrize("order", [1, -1])
def test_a_cell_is_a_total_of_as_few_levels_as_any_of_its_tables_makes_it(order):
    """The total of a queue's hours is a plain cell where queues alone are counted."""
    fine = table_of(cube((2, 2), [9, 8, 7, 6]), "fine", dimensions=("queue", "hour"))
    rough = table_of(
        {("a00",): 17, ("a01",): 13, ("*",): 30}, "rough", dimensions=("queue",)
    )
    system = join_tables([fine, rough][::order])
    places = [("a00", "b00"), ("a00", "*"), ("*", "b00"), ("*", "*")]
    levels = [system.level[system.number(fine, at)] for at in places]
    assert levels == [0, 0, 1, 1]


@pytest.mark.parametrize("order", [1, -1])
def test_a_cell_that_one_table_knows_to_be_dominated_is_so_in_every_table(order):
    """R2, R17: 20 % of 100 are more than the 2 calls of all but the two largest."""
    cells = {("x",): 104, ("y",): 50, ("z",): 60, ("*",): 214}
    tables = [
        table_of(cells, "knowing", largest={("x",): (100, 2)}),
        table_of(cells, "blind", largest={("x",): (30, 20)}),
    ]
    for safe in protect(tables[::order], Rule(5, dominance_percent=20)).tables:
        assert safe.withheld[("x",)] == "dominance"


def test_a_withheld_cell_is_not_found_through_another_table():
    """A table that repeats one row by another dimension adds its sum to the rest."""
    first = table_of(
        {("x",): 3, ("y",): 20, ("z",): 30, ("*",): 53}, "first", dimensions=("queue",)
    )
    second = table_of(
        {("x", "p"): 1, ("x", "q"): 2, ("y", "p"): 9, ("y", "q"): 11, ("y", "*"): 20},
        "secondary",
        dimensions=("queue", "how"),
    )
    protected = protect([first, second], RULE)
    assert protected.certificate.passed
    assert_safe_for_outsiders(protected, RULE)


@pytest.mark.parametrize("seed", range(15))
def test_three_linked_tables_of_the_same_events_are_safe_together(seed):
    chance = random.Random(seed)
    events = [
        (
            chance.randint(1, 60),
            tuple(str(int(chance.random() ** 3 * 4)) for _ in "abc"),
        )
        for _ in range(150)
    ]
    names = ("queue", "outcome", "hour")
    pairs = ((0, 1), (1, 2), (0, 2))
    tables = [
        table_of_events(
            [(who, (at[i], at[j])) for who, at in events],
            (names[i], names[j]),
            name=f"{names[i]}_{names[j]}",
        )
        for i, j in pairs
    ]
    protected = protect(tables, RULE)
    assert protected.certificate.passed
    assert {safe.refused for safe in protected.tables} == {None}
    assert_nothing_small_is_shown(protected, RULE)
    assert_safe_for_outsiders(protected, RULE)


def test_tables_without_a_common_total_are_still_linked():
    """Both tables add up to the same unseen total: one missing cell would be found."""
    queue = table_of({("x",): 3, ("y",): 20}, "queue", dimensions=("queue",))
    hour = table_of({("8",): 11, ("9",): 12}, "hour", dimensions=("hour",))
    leaky = [SafeTable(queue, {("x",): "persons"}), SafeTable(hour)]
    assert not audit(leaky, RULE).passed
    protected = protect([queue, hour], RULE)
    assert protected.certificate.passed
    assert len(protected["queue"].withheld) + len(protected["hour"].withheld) >= 2


def test_what_an_earlier_release_showed_stays_known():
    month = table_of(
        {("x", "1"): 3, ("x", "2"): 30, ("y", "1"): 20, ("y", "2"): 25}
        | {("*", "1"): 23, ("*", "2"): 55},
        "month",
        dimensions=("queue", "month"),
    )
    earlier = protect([month], RULE)["month"]
    quarter = table_of(
        {("x",): 33, ("y",): 45, ("*",): 78}, "quarter", dimensions=("queue",)
    )
    protected = protect([quarter], RULE, published=[earlier])
    assert protected.certificate.passed
    outsider = Outsider([shown_of(earlier), shown_of(protected["quarter"])])
    for at in earlier.withheld:
        lo, hi = outsider.interval(shown_of(earlier), at)
        assert hi is None or hi - lo >= 4


def test_a_release_that_would_complete_an_earlier_one_is_not_made():
    """The earlier one showed the total and y: whoever sees z knows x."""
    first = table_of({("x",): 3, ("y",): 20, ("z",): 30, ("*",): 53}, "first")
    seen = SafeTable(first, {("x",): "persons", ("z",): "secondary"})
    again = table_of({("z",): 30}, "again")
    protected = protect([again], RULE, published=[seen])
    assert protected["again"].is_withheld(("z",))


def test_a_total_that_may_not_be_told_is_told_by_no_table_that_holds_it():
    """Two agents answered all of it: the table without agents must not tell the sum."""
    queues = [
        Cell(("a",), 40, 30, agents=2, largest=(2, 2)),
        Cell(("b",), 40, 30, agents=2, largest=(2, 2)),
        Cell(("*",), 80, 60, agents=2, largest=(2, 2)),
    ]
    by_queue = Table("by_queue", "calls", ("queue",), tuple(queues))
    by_hour = table_of({("1",): 30, ("2",): 50, ("*",): 80}, "by_hour")
    protected = protect([by_queue, replace(by_hour, unit="calls")], RULE)
    assert [safe.refused for safe in protected.tables] == ["total", "total"]
    assert not any(safe.shown() for safe in protected.tables)
