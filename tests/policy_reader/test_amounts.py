"""Periods in Swedish and English words and digits, and what only looks like one."""

import pytest

from privacy.policy.amounts import find_amounts

PERIODS = {
    "Sparas i tre månader": (3, None, "months"),
    "ett år efter köpet": (1, None, "years"),
    "kept for eighteen months": (18, None, "months"),
    "12–18 månader": (12, 18, "months"),
    "sex månaders tid": (6, None, "months"),
    "ett halvår": (6, None, "months"),
    "half a year": (6, None, "months"),
    "ett kvartal": (3, None, "months"),
    "de tio åren": (10, None, "years"),
    "under de 12 månaderna": (12, None, "months"),
    "en vecka": (7, None, "days"),
    "två veckor": (14, None, "days"),
    "30 (trettio) dagar": (30, None, "days"),
    "fem (5) år": (5, None, "years"),
    "thirty (30) days": (30, None, "days"),
    "mellan två och tre år": (2, 3, "years"),
    "from 3 to 5 years": (3, 5, "years"),
    "minst sju, längst åtta år": (7, 8, "years"),
    "at least five but no more than ten years": (5, 10, "years"),
    "10 arbetsdagar": (10, None, "working days"),
    "five business days": (5, None, "working days"),
    "en 12-månadersperiod": (12, None, "months"),
    "femårsperiod": (5, None, "years"),
    "det sjunde året efter": (7, None, "years"),
    "the seventh year after": (7, None, "years"),
    "ett och ett halvt år": (18, None, "months"),
    "1,5 år": (18, None, "months"),
    "2.5 years": (30, None, "months"),
    "6 mån": (6, None, "months"),
    "36 mån.": (36, None, "months"),
    "72 timmar": (72, None, "hours"),
    "24 h": (24, None, "hours"),
    "3 yrs": (3, None, "years"),
    "twenty-four months": (24, None, "months"),
    "one hundred and eighty days": (180, None, "days"),
    "tjugofyra månader": (24, None, "months"),
    "90 dygn": (90, None, "days"),
    "a seven-year period": (7, None, "years"),
}
NO_PERIODS = (
    "dataskyddslagen (2018:218)",
    "111 45 Stockholm",
    "ring 08-123 45 67",
    "Senast uppdaterad 2024-05-12",
    "den 5 maj 2024",
    "org.nr 559000-0000",
    "år 2024",
    "behandling av uppgifter",
    "artikel 6.1 f",
    "de flesta dagar",
)


def test_a_period_is_read_whether_in_digits_or_in_words():
    wrong = {}
    for text, expected in PERIODS.items():
        result = [(a.number, a.longest, a.unit) for a in find_amounts(text)]
        if result != [expected]:
            wrong[text] = result
    assert not wrong


@pytest.mark.parametrize("text", NO_PERIODS)
def test_a_number_that_is_no_period_is_none(text):
    assert not find_amounts(text)


def test_two_periods_of_a_sentence_are_two():
    result = find_amounts("Loggar i 30 dagar och avtal i tio år.")
    assert [(a.number, a.unit) for a in result] == [(30, "days"), (10, "years")]


def test_the_place_of_a_period_is_where_it_stands():
    text = "Vi sparar ansökan i högst 24 månader."
    (amount,) = find_amounts(text)
    assert text[amount.start : amount.end] == "24 månader"
