"""One caller alone on a weekend costs what she alone would tell, not the month."""

from dataclasses import replace

import pytest
from suppression.attacker import (
    Outsider,
    assert_nothing_small_is_shown,
    assert_safe_for_outsiders,
    cube,
    name_of,
    shown_of,
)
from suppression.samples import table_of
from suppression.small_months import RARE, calls_of, tables_of

from privacy.suppression import Rule, SafeTable, audit, protect

RULE = Rule(persons=5, agents=3, dominance_percent=20)
MONTHS = range(2 * len(RARE))
ALONE = "A person who knows one withheld cell finds out another."


@pytest.fixture(scope="module")
def months():
    return {seed: protect(tables_of(calls_of(seed)), RULE) for seed in MONTHS}


def test_no_month_is_refused_whole_for_what_is_rare_in_it(months):
    refused = [seed for seed, month in months.items() if _is_refused(month)]
    assert not refused


def test_an_outsider_narrows_no_withheld_cell_of_a_small_month(months):
    for seed in MONTHS[: len(RARE)]:
        assert_nothing_small_is_shown(months[seed], RULE)
        assert_safe_for_outsiders(months[seed], RULE)


def test_an_insider_who_holds_all_her_cells_finds_nobody_elses(months):
    for seed in MONTHS[:2]:
        assert not list(_found_out(months[seed])), seed


def test_headlines_are_second_cells_only_where_the_audit_needs_them(months):
    """Each headline that is withheld for others cannot be shown instead."""
    for month in months.values():
        for place, safe in enumerate(month.tables):
            for at in safe.table.headlines:
                if safe.withheld.get(at) == "secondary":
                    shown = {k: v for k, v in safe.withheld.items() if k != at}
                    tables = list(month.tables)
                    tables[place] = replace(safe, withheld=shown)
                    tables = [_shown_alike(t, safe.table, at) for t in tables]
                    assert not audit(tables, RULE).passed


def test_who_is_alone_in_two_places_knows_both():
    """Three withheld cells of a row: whoever holds two of them knows the third."""
    cells = cube((3, 4), [3, 3, 3, 20, 40, 50, 60, 70, 30, 30, 30, 30])
    places = [("a00", "b00"), ("a00", "b01"), ("a00", "b02")]
    table = table_of(cells, persons=dict.fromkeys(places, 1))
    withheld = dict.fromkeys(places, "persons")
    withheld |= {("a01", at[1]): "secondary" for at in places}

    def failures(*who):
        single = dict(zip(places, who, strict=True))
        named = [replace(c, single=single.get(c.at)) for c in table.cells]
        return audit(
            [SafeTable(replace(table, cells=tuple(named)), withheld)], RULE
        ).failures

    assert not failures("one", "another", "a third")
    assert failures("her", "her", "him") == (ALONE,)


def test_withheld_numbers_are_not_taken_for_one_person():
    """Two who withheld their number are two: neither may find out the other."""
    cells = cube((2, 2), [1, 1, 30, 40])
    alone = dict.fromkeys([("a00", "b00"), ("a00", "b01"), ("a00", "*")], 1)
    table = table_of(cells, persons=alone)
    named = [
        replace(cell, single="-" if cell.at in alone else None) for cell in table.cells
    ]
    leaky = SafeTable(
        replace(table, cells=tuple(named)),
        dict.fromkeys(alone, "persons") | {("a01", "*"): "secondary"},
    )
    assert audit([leaky], RULE).failures


def _is_refused(result):
    return all(safe.refused not in (None, "margins_only") for safe in result.tables)


def _shown_alike(safe, table, at):
    """A table in which a headline of another is shown too, if it holds it."""
    name = name_of(shown_of(SafeTable(table)), at)
    same = [
        cell.at for cell in safe.table.cells if name_of(shown_of(safe), cell.at) == name
    ]
    kept = {k: v for k, v in safe.withheld.items() if k not in same}
    return replace(safe, withheld=kept)


def _found_out(result):
    """Pairs (person, place) where scipy finds the cell of another exactly."""
    read = [safe for safe in result.tables if safe.refused in (None, "margins_only")]
    shown = [shown_of(safe) for safe in read]
    outsider = Outsider(shown)
    own, small = {}, {}
    for table, safe in zip(shown, read, strict=True):
        for cell in safe.table.cells:
            if RULE.primary_reason(cell) and cell.value:
                small[name_of(table, cell.at)] = (table, cell)
            if cell.single not in (None, "-"):
                own.setdefault(cell.single, {})[name_of(table, cell.at)] = cell.value
    for person, known in own.items():
        for name, (table, cell) in small.items():
            if name not in known:
                lo, hi = outsider.interval(table, cell.at, given=known)
                if lo == hi:
                    yield person, cell.at
