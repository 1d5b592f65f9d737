"""No withheld number can be narrowed further than the rule, whoever looks."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from suppression.attacker import (
    Outsider,
    assert_nothing_small_is_shown,
    assert_safe_for_outsiders,
    cube,
    enumerated_values,
    shown_of,
)
from suppression.samples import random_cube, table_of, table_of_events

from privacy.errors import BadPolicy
from privacy.suppression import Rule, SafeTable, Table, audit, protect

RULE = Rule(persons=5)


SHAPES = [(n,) for n in (3, 6, 12)]
SHAPES += [(2, 3), (3, 4), (4, 4), (6, 5), (2, 2, 3), (3, 2, 3), (2, 3, 4)]


@pytest.mark.parametrize("seed", range(200))
def test_a_random_table_of_up_to_three_dimensions_is_safe(seed):
    shape = SHAPES[seed % len(SHAPES)]
    table = random_cube(shape, seed, small=0.1 + 0.1 * (seed % 4))
    protected = protect([table], RULE)
    assert protected.certificate.passed
    assert protected[table.name].refused in (None, "total")
    assert_nothing_small_is_shown(protected, RULE)
    assert_safe_for_outsiders(protected, RULE)


@pytest.mark.parametrize("seed", range(30))
def test_enumeration_finds_as_many_values_as_the_rule_wants(seed):
    shape = [(2, 3), (3, 3), (3, 4), (2, 2, 3)][seed % 4]
    table = random_cube(shape, 1000 + seed, small=0.2, zeros=0.2, most=7)
    protected = protect([table], RULE)
    result = enumerated_values(shown_of(protected[table.name]), most=12)
    assert set(result) == set(protected[table.name].withheld)
    for values in result.values():
        assert len(values) >= 5
        assert max(values) >= 5


@pytest.mark.parametrize("seed", range(30))
def test_the_audit_and_enumeration_say_the_same_of_any_pattern(seed):
    """Patterns without second suppression, safe or not: same bounds, same verdict."""
    table = random_cube((3, 3), 2000 + seed, small=0.5, zeros=0.1, most=12)
    withheld = {c.at: "persons" for c in table.cells if RULE.primary_reason(c)}
    safe = SafeTable(table, withheld)
    if any(at.count("*") for at in withheld):
        return
    certificate = audit([safe], RULE, exact=True)
    result, is_safe = enumerated_values(shown_of(safe), most=27), True
    for interval in certificate.intervals:
        values = result[interval.at]
        assert (min(values), max(values)) == (interval.lo, interval.hi)
        is_safe &= len(values) >= 5 and max(values) >= 5
    narrow = "A withheld cell can be narrowed further than the rule allows."
    assert (narrow not in certificate.failures) == is_safe


PEOPLE = st.lists(
    st.tuples(
        st.integers(1, 30),
        st.tuples(st.sampled_from("xyz"), st.sampled_from("pqrs")),
    ),
    max_size=120,
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(PEOPLE)
def test_events_of_repeated_callers_become_a_safe_release(events):
    rule = Rule(persons=5, dominance_percent=20)
    table = table_of_events(events, ("queue", "outcome"))
    protected = protect([table], rule)
    assert protected.certificate.passed
    assert_nothing_small_is_shown(protected, rule)
    assert_safe_for_outsiders(protected, rule)


@pytest.mark.parametrize("seed", range(12))
def test_showing_any_second_suppression_makes_the_audit_fail(seed):
    table = random_cube([(5, 6), (3, 3, 4)][seed % 2], seed, small=0.1, zeros=0)
    protected = protect([table], RULE)
    [safe] = protected.tables
    for at, reason in safe.withheld.items():
        if reason == "secondary":
            others = {a: r for a, r in safe.withheld.items() if a != at}
            assert not audit([SafeTable(table, others)], RULE).passed


def test_showing_a_first_suppression_makes_the_audit_fail():
    table = random_cube((5, 6), 3)
    [safe] = protect([table], RULE).tables
    at = next(at for at, reason in safe.withheld.items() if reason == "persons")
    others = {a: r for a, r in safe.withheld.items() if a != at}
    failures = audit([SafeTable(table, others)], RULE).failures
    assert "A cell that must be withheld is shown." in failures


def test_twelve_calls_by_one_caller_are_withheld():
    cells = cube((2, 3), [20, 30, 12, 40, 25, 30])
    table = table_of(cells, persons={("a00", "b02"): 1})
    [safe] = protect([table], RULE).tables
    assert safe.withheld["a00", "b02"] == "persons"
    assert safe.secondary >= 2


def test_more_persons_than_events_do_not_count():
    table = table_of({("x",): 3, ("y",): 50, ("*",): 53}, persons={("x",): 9})
    assert protect([table], RULE)["calls"].is_withheld(("x",))


def test_a_queue_of_two_agents_is_withheld():
    cells = cube((3,), [20, 30, 40])
    agents = {at: 2 if at == ("a01",) else 8 for at in cells}
    [safe] = protect([table_of(cells, agents=agents)], RULE).tables
    assert safe.withheld["a01",] == "agents"


def test_calls_that_no_agent_took_need_no_agents():
    cells = cube((3,), [20, 30, 40])
    [safe] = protect([table_of(cells, agents=dict.fromkeys(cells, 0))], RULE).tables
    assert not safe.withheld


def test_a_cell_that_one_caller_fills_is_withheld_and_blurred():
    rule = Rule(persons=5, dominance_percent=20)
    cells = cube((2, 3), [100, 90, 80, 95, 85, 75])
    largest = dict.fromkeys(cells, (5, 4)) | {("a00", "b00"): (90, 2)}
    protected = protect([table_of(cells, largest=largest)], rule)
    [safe] = protected.tables
    assert safe.withheld["a00", "b00"] == "dominance"
    outsider = Outsider([shown_of(safe)])
    _, hi = outsider.interval(shown_of(safe), ("a00", "b00"))
    assert hi - 100 >= 0.2 * 90 - (100 - 90 - 2)


def test_zeros_are_shown_and_never_cover():
    table = random_cube((6, 6), 5, small=0.15, zeros=0.4)
    [safe] = protect([table], RULE).tables
    zeros = [cell.at for cell in table.cells if cell.value == 0]
    assert zeros
    assert not any(safe.is_withheld(at) for at in zeros)


def test_a_table_of_too_few_persons_is_withheld_whole():
    table = table_of(cube((2, 2), [1, 0, 2, 1]))
    [safe] = protect([table], RULE).tables
    assert safe.refused == "total"
    assert not safe.shown()


def test_a_single_number_of_too_few_persons_is_withheld():
    table = table_of({(): 4})
    assert protect([table], RULE)["calls"].refused == "total"
    assert protect([table_of({(): 9})], RULE)["calls"].shown() == {(): 9}


def test_a_table_without_cells_stays_one():
    protected = protect([Table("calls", "calls", ("queue",), ())], RULE)
    assert protected["calls"].shown() == {}
    assert protected.certificate.passed


def test_a_row_of_one_kind_is_merged_when_the_rule_says_so():
    cells = cube((3, 3), [0, 12, 0, 20, 30, 25, 18, 22, 27])
    rule = Rule(persons=5, group_disclosure=True)
    protected = protect([table_of(cells)], rule)
    [safe] = protected.tables
    row = [("a00", f"b0{n}") for n in range(3)]
    assert all(safe.is_withheld(at) for at in row)
    assert not protect([table_of(cells)], RULE)["calls"].withheld
    outsider = Outsider([shown_of(safe)], least=0)
    lo, hi = outsider.interval(shown_of(safe), row[1])
    assert hi - lo >= 4


def test_the_minimum_may_be_raised_and_not_lowered():
    assert Rule(persons=10).persons == 10
    with pytest.raises(BadPolicy, match="at least 5"):
        Rule(persons=4)


def test_tables_that_do_not_add_up_are_refused():
    table = table_of({("x",): 20, ("y",): 30, ("*",): 60})
    protected = protect([table], RULE)
    assert protected["calls"].refused == "not_additive"
    assert not protected["calls"].shown()


def test_tables_that_contradict_each_other_are_refused():
    one = table_of({("x",): 20, ("*",): 20}, "one")
    two = table_of({("x",): 21, ("*",): 21}, "two")
    protected = protect([one, two], RULE)
    assert {safe.refused for safe in protected.tables} == {"not_additive"}


def test_a_cell_given_twice_is_refused():
    table = table_of({("x",): 20, ("*",): 20})
    twice = Table("calls", "calls", ("a",), table.cells + table.cells[:1])
    assert protect([twice], RULE)["calls"].refused == "not_additive"
