"""Instead of a withheld figure: what anyone can make of the released ones, no more."""

import datetime
import random
from itertools import product

import pytest
from releases.attack_months import attack_month
from releases.random_months import released_month
from releases.released_knowledge import knowledge_of, name_of

from privacy.contracts import contract_names, read_contract
from privacy.releases import Coarser, coarser_figures

OCTOBER = datetime.date(2026, 10, 1)
QUARTER = (23, 16, 23)


def cell(at, calls, *names, month=OCTOBER):
    row = dict(zip(names, at, strict=True))
    return {
        "month": month,
        **row,
        "calls": calls,
        "is_withheld": calls is None,
        "release_id": "r",
    }


def queues(cells, month=OCTOBER):
    names = ("direction", "queue", "outcome")
    return [cell(at, calls, *names, month=month) for at, calls in cells.items()]


def hours(cells):
    return [cell(at, calls, "weekday", "hour") for at, calls in cells.items()]


def offered(name, rows, month=OCTOBER):
    """What is offered: place, how many withheld, together, in total."""
    result = coarser_figures(read_contract(f"statistics/{name}"), rows, month)
    return [(one.at, one.withheld, one.together, one.total) for one in result]


ROW = {
    ("in", "*", "missed"): 60,
    ("in", "A", "missed"): 46,
    ("in", "B", "missed"): None,
    ("in", "C", "missed"): None,
}


def test_withheld_queues_are_offered_together_by_subtraction():
    at = {"direction": ("in",), "queue": ("B", "C"), "outcome": ("missed",)}
    assert offered("calls_by_queue", queues(ROW)) == [(at, 2, 14, 60)]


def test_one_cell_alone_is_never_worked_out():
    """Such a release is refused by the audit; were it not, the sum is not made."""
    lone = {at: calls for at, calls in ROW.items() if at[1] != "C"}
    total = {"direction": ("in",), "queue": ("*",), "outcome": ("missed",)}
    assert offered("calls_by_queue", queues(lone)) == [(total, 1, 60, 60)]


def test_where_the_total_is_withheld_too_the_next_larger_total_is_offered():
    rows = queues(
        {
            ("*", "*", "*"): 90,
            ("in", "*", "*"): None,
            ("in", "B", "*"): None,
            ("out", "*", "*"): None,
        }
    )
    result = offered("calls_by_queue", rows)
    whole = {"direction": ("*",), "queue": ("*",), "outcome": ("*",)}
    parts = {"direction": ("in", "out"), "queue": ("*",), "outcome": ("*",)}
    assert result == [(parts, 2, 90, 90), (whole, 1, 90, 90)]


def test_the_quarter_is_offered_where_all_its_months_tell_it():
    months = [datetime.date(2026, month, 1) for month in (10, 11, 12)]
    later = {**ROW, ("in", "B", "missed"): 8, ("in", "C", "missed"): 6}
    rows = [
        *queues(ROW),
        *queues(later, months[1]),
        *queues({**later, ("in", "C", "missed"): 9}, months[2]),
    ]
    contract = read_contract("statistics/calls_by_queue")
    [result] = coarser_figures(contract, rows, OCTOBER)
    assert result.together_in_quarter == 14 + 14 + 17
    assert result.total_in_quarter == 180
    [result] = coarser_figures(contract, rows[:8], OCTOBER)
    assert (result.together_in_quarter, result.total_in_quarter) == (None, None)


def test_a_queue_that_a_month_does_not_name_has_no_quarter():
    """It may stand among the others of that month."""
    months = [datetime.date(2026, month, 1) for month in (11, 12)]
    without = {at: calls for at, calls in ROW.items() if at[1] not in ("B", "C")}
    rows = queues(ROW) + [row for m in months for row in queues(without, m)]
    [result] = coarser_figures(
        read_contract("statistics/calls_by_queue"), rows, OCTOBER
    )
    assert (result.together_in_quarter, result.total_in_quarter) == (None, 180)


def test_days_that_are_counted_together_are_added_up_once():
    result = offered(
        "calls_by_hour",
        hours(
            {
                ("*", "*"): 100,
                ("1", "*"): 60,
                ("2", "*"): None,
                ("6+7", "*"): None,
                ("6", "*"): None,
                ("7", "*"): None,
            }
        ),
    )
    days = {"weekday": ("2", "6+7"), "hour": ("*",)}
    whole = {"weekday": ("*",), "hour": ("*",)}
    assert result == [(days, 2, 40, 100), (whole, 2, 100, 100)]
    own = {("6+7", "*"): 12, ("6", "*"): None, ("7", "*"): None}
    both = {"weekday": ("6", "7"), "hour": ("*",)}
    assert offered("calls_by_hour", hours(own)) == [(both, 2, 12, 12)]


def test_rounded_figures_are_not_subtracted():
    rows = [
        {"month": OCTOBER, "word": word, "searches": n, "is_withheld": n is None}
        for word, n in (("*", 100), ("a", 60), ("b", None), ("c", None))
    ]
    assert offered("searches_by_word", rows) == [({"word": ("*",)}, 2, 100, 100)]


def test_callers_are_not_added_up():
    rows = [
        {"month": OCTOBER, "times": times, "callers": n, "is_withheld": n is None}
        for times, n in (("*", 100), ("once", None), ("twice or more", None))
    ]
    assert offered("callers", rows) == []


@pytest.mark.parametrize("seed", random.Random(4).sample(range(2000), 4))
def test_what_is_offered_is_true_and_no_news_to_who_holds_the_release(seed):
    _, wrong = attack_month(seed)
    assert not wrong


def test_what_is_offered_of_a_quarter_is_known_of_each_of_its_months():
    """Months of the same kinds, so that some of them withhold the same queues."""
    shown = [released_month(seed)[0] for seed in QUARTER]
    known = [knowledge_of(month) for month in shown]
    offered = 0
    for name in ("calls_by_queue", "calls_by_wait", "calls_by_hour"):
        rows = [
            {**row, "month": f"2026-{on}-01"}
            for on, month in zip((10, 11, 12), shown, strict=True)
            for row in month[name]
        ]
        statistic = read_contract(f"statistics/{name}")
        for one in coarser_figures(statistic, rows, OCTOBER):
            if one.together_in_quarter is not None:
                offered += 1
                spans = [
                    own.span(dict.fromkeys(parts_of(month, name, one), 1))
                    for own, month in zip(known, shown, strict=True)
                ]
                assert all(low == high for low, high in spans), (name, one)
                assert sum(low for low, _ in spans) == one.together_in_quarter
    assert offered


def parts_of(month, name, one):
    """What the attacker calls the figures that an offered one holds."""
    places = (dict(zip(one.at, at, strict=True)) for at in product(*one.at.values()))
    return [name_of(month, name, place) for place in places]


def test_each_withheld_cell_below_a_shown_total_is_offered_one_figure():
    seeds = random.Random(5).sample(range(2000), 4)
    for seed in seeds:
        shown, _ = released_month(seed)
        for name in ("calls_by_queue", "calls_by_hour", "calls_by_wait"):
            rows = shown[name]
            contract = read_contract(f"statistics/{name}")
            result = coarser_figures(contract, rows, _month_of(rows))
            whole = all(v == "*" for v in (rows[0][d] for d in contract.listed))
            if whole and not rows[0]["is_withheld"]:
                withheld = sum(row["is_withheld"] for row in rows)
                assert sum(one.withheld for one in result) >= withheld


def test_every_statistic_can_be_asked():
    for name in contract_names("statistics"):
        assert coarser_figures(read_contract(name), [], OCTOBER) == []
    assert Coarser({}, 1, 2, 2).total_in_quarter is None


def _month_of(rows):
    return datetime.date.fromisoformat(rows[0]["month"]) if rows else OCTOBER
