"""What may be shown instead of a withheld figure is said in both languages."""

import datetime

from privacy.contracts import read_contract
from privacy.reports import coarser_by_month, say_coarser
from privacy.wording import catalogue

OCTOBER = datetime.date(2026, 10, 1)
QUEUES = read_contract("released/calls_by_queue")


def rows(month, cells):
    return [
        {
            "month": datetime.date(2026, month, 1),
            "direction": "in",
            "queue": queue,
            "outcome": outcome,
            "calls": calls,
            "is_withheld": calls is None,
        }
        for (queue, outcome), calls in cells.items()
    ]


PARTS = {("*", "missed"): 60, ("A", "missed"): 46, ("B", "missed"): None}
PARTS |= {("C", "missed"): None, ("B", "*"): None}


def test_withheld_figures_are_said_together_and_what_has_no_total_is_left_out():
    assert say_coarser(QUEUES, rows(10, PARTS), OCTOBER, "en") == [
        "Direction incoming · Queue B, C · Outcome missed: 14 together, of 60 in total."
    ]
    assert say_coarser(QUEUES, rows(10, PARTS), OCTOBER, "sv") == [
        "Riktning inkommande · Kö B, C · Utfall obesvarat: "
        "14 tillsammans, av totalt 60."
    ]


def test_the_quarter_is_said_where_it_is_known():
    later = {at: calls or 7 for at, calls in PARTS.items()}
    result = [*rows(10, PARTS), *rows(11, later), *rows(12, later)]
    [output] = say_coarser(QUEUES, result, OCTOBER, "en")
    assert output.endswith("of 60 in total. In the quarter 42 of 180.")
    [output] = say_coarser(QUEUES, result, OCTOBER, "sv")
    assert output.endswith("av totalt 60. Under kvartalet 42 av 180.")
    result = [*rows(10, PARTS), *rows(11, PARTS), *rows(12, {("*", "missed"): 30})]
    [output] = say_coarser(QUEUES, result, OCTOBER, "en")
    assert output.endswith("In the quarter 150 in total.")


def test_a_figure_whose_next_total_is_withheld_has_the_one_above():
    cells = {("*", "*"): 80, ("B", "*"): None, ("B", "missed"): None}
    cells |= {("C", "*"): None}
    assert say_coarser(QUEUES, rows(10, cells), OCTOBER, "en") == [
        "Direction incoming · Queue B, C: 80 in total (withheld below it: 2).",
        "Direction incoming: 80 in total (withheld below it: 1).",
    ]


def test_of_many_months_each_is_named():
    result = [*rows(9, PARTS), *rows(10, PARTS)]
    assert [text.split(".")[0] for text in coarser_by_month(QUEUES, result, "sv")] == [
        "Oktober 2026",
        "September 2026",
    ]


def test_what_is_worked_out_from_several_statistics_offers_nothing():
    passages = read_contract("released/passages_by_queue")
    assert say_coarser(passages, rows(10, PARTS), OCTOBER, "en") == []


def test_its_sentences_have_their_swedish():
    output = catalogue("sv")
    assert "{place}: {total} in total (withheld below it: {withheld})." in output
    assert "In the quarter {total_in_quarter} in total." in output
