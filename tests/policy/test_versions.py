"""Versions of one thing are stretches of days, each ended by the next that differs."""

from datetime import date

from privacy.policy.versions import in_force, is_in_force, stretches

FIRST = {"id": "A", "value": 30, "valid_from": None, "valid_to": None}


def later(value, begins, ends=None):
    return {"id": "a ", "value": value, "valid_from": begins, "valid_to": ends}


def shown(*rows):
    result = stretches(rows, ["id"])
    return [(row["value"], row["valid_from"], row["valid_to"]) for row in result]


def test_a_version_that_differs_ends_the_one_before_on_the_day_before():
    result = shown(FIRST, later(20, date(2026, 3, 1)))
    assert result == [(30, None, date(2026, 2, 28)), (20, date(2026, 3, 1), None)]


def test_a_version_that_says_the_same_ends_nothing():
    same = {**FIRST, "valid_from": date(2026, 3, 1)}
    assert shown(FIRST, same) == [(30, None, None)]


def test_a_version_that_ends_lets_the_one_before_come_back():
    assert shown(FIRST, later(20, date(2026, 3, 1), date(2026, 3, 31))) == [
        (30, None, date(2026, 2, 28)),
        (20, date(2026, 3, 1), date(2026, 3, 31)),
        (30, date(2026, 4, 1), None),
    ]


def test_days_without_a_version_are_in_no_stretch():
    result = shown(
        later(30, date(2026, 1, 1), date(2026, 1, 31)), later(20, date(2026, 3, 1))
    )
    assert result == [
        (30, date(2026, 1, 1), date(2026, 1, 31)),
        (20, date(2026, 3, 1), None),
    ]


def test_a_version_is_in_force_from_its_first_day_through_its_last():
    march = later(20, date(2026, 3, 1), date(2026, 3, 31))
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
    assert [is_in_force(march, day) for day in days] == [False, True, True, False]


def test_of_versions_that_began_together_the_organisations_counts():
    law, own = later(30, date(2026, 3, 1)), later(20, date(2026, 3, 1))
    assert in_force([law, own], ["id"], date(2026, 3, 1)) == [own]
    assert in_force([own, FIRST], ["id"], date(2026, 3, 1)) == [own]
