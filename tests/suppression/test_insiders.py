"""Whoever is alone in a cell knows it, and finds out nobody else's (R6)."""

import itertools

import pytest
from suppression.attacker import (
    Outsider,
    cube,
    name_of,
    shown_of,
)
from suppression.samples import random_cube, table_of

from privacy.suppression import Rule, SafeTable, audit, protect

RULE = Rule(persons=5)


def is_within(outer, inner):
    return all(o in ("*", i) for o, i in zip(outer, inner, strict=True))


def singletons_known(safe):
    """Pairs (insider, victim) where scipy finds the victim's cell exactly."""
    shown = shown_of(safe)
    outsider = Outsider([shown])
    cells = {c.at: c for c in safe.table.cells}
    first = [at for at, reason in safe.withheld.items() if reason == "persons"]
    for own, other in itertools.permutations(first, 2):
        if cells[own].persons != 1:
            continue
        is_same_person = cells[other].persons == 1 and (
            is_within(own, other) or is_within(other, own)
        )
        known = {name_of(shown, own): cells[own].value}
        lo, hi = outsider.interval(shown, other, given=known)
        if lo == hi and not is_same_person:
            yield own, other


def test_one_person_who_knows_a_cell_does_not_find_the_other():
    cells = cube((3, 2), [7, 8, 30, 40, 50, 60])
    table = table_of(cells, persons={("a00", "b00"): 1, ("a00", "b01"): 1})
    leaky = SafeTable(
        table,
        {("a00", "b00"): "persons", ("a00", "b01"): "persons"}
        | {("a01", "b00"): "secondary", ("a01", "b01"): "secondary"},
    )
    assert list(singletons_known(leaky))
    output = "A person who knows one withheld cell finds out another."
    assert output in audit([leaky], RULE).failures
    [safe] = protect([table], RULE).tables
    assert not list(singletons_known(safe))


@pytest.mark.parametrize("seed", range(10))
def test_no_insider_finds_another_cell_in_a_random_table(seed):
    table = random_cube((4, 4), 300 + seed, small=0.4, zeros=0.1)
    [safe] = protect([table], RULE).tables
    if safe.refused is None:
        assert not list(singletons_known(safe))
