"""How many requests were answered in time gives nobody away beside their outcomes."""

from itertools import product
from math import inf

import pytest
from releases.random_periods import requests_of, requests_released
from suppression.knowledge import Knowledge

OPEN, LEAST = "-", 5
TIMELY = {"Besvarad i tid": "i tid", "Besvarad för sent": "för sent"}
TIMELY |= {"Försenad": "för sent"}
STATES = ("i tid", "för sent", "-")


def released(requests):
    """Shown requests by outcome and by timeliness: place to number."""
    shown, _ = requests_released(requests)
    return tuple(
        {row[dimension]: row["requests"] for row in shown[name]}
        for name, dimension in (
            ("requests_by_outcome", "outcome"),
            ("requests_on_time", "timeliness"),
        )
    )


def narrowed(requests):
    """The small counts by timeliness and outcome that are narrowed too far."""
    outcomes, timely = released(requests)
    known = Knowledge()
    ends = sorted({outcome or OPEN for _, outcome in requests})
    for cell in product(STATES, ends):
        known.tell(cell, 0 if cell == ("i tid", OPEN) else None, least=0)
    for place, shown, values in ((1, outcomes, ends), (0, timely, STATES)):
        rest = [v for v in values if v not in shown]
        for value, number in shown.items():
            own = values if value == "*" else rest if value == "övriga" else [value]
            least = 1 if number is None else number
            cells = [c for c in product(STATES, ends) if c[place] in own]
            known.bind(dict.fromkeys(cells, 1), least, inf if number is None else least)
    true = [(TIMELY.get(status, "-"), outcome or OPEN) for status, outcome in requests]
    sums = [{cell} for cell in product(STATES, ends)]
    sums += [{(state, end) for end in ends if end != OPEN} for state in STATES]
    sums.append({(s, e) for s, e in product(STATES[1:], ends) if e != OPEN})
    wrong = []
    for cells in sums:
        number = sum(one in cells for one in true)
        if not 0 < number < LEAST:
            continue
        low, high = known.span(dict.fromkeys(cells, 1), whole=True)
        assert low <= number <= (inf if high is None else high)
        if high is not None and (high - low < LEAST - 1 or high < LEAST):
            wrong.append((sorted(cells), number, low, high))
    return wrong


@pytest.mark.parametrize("tens", range(6))
def test_no_small_count_is_left_between_the_outcomes_and_the_time(tens):
    wrong = {
        seed: narrow
        for seed in range(tens * 10, tens * 10 + 10)
        if (narrow := narrowed(requests_of(seed)))
    }
    assert wrong == {}


def test_two_late_ones_are_not_subtracted_from_those_that_ended():
    """Thirty in time, eight overdue and open, two answered late: all ended but 30."""
    requests = [("Besvarad i tid", "bifall")] * 30 + [("Försenad", None)] * 8
    _, timely = released(requests + [("Besvarad för sent", "bifall")] * 2)
    assert timely == {"*": 40}
    _, timely = released(requests)
    assert timely == {"*": 38, "i tid": 30, "för sent": 8}


def test_that_all_were_answered_in_time_is_shown_for_it_says_nothing_of_a_person():
    _, timely = released([("Besvarad i tid", "bifall")] * 32)
    assert timely == {"*": 32, "i tid": 32}
