"""The Swedish calendar against the holidays package, which the program does not use."""

import datetime

import holidays

from privacy.policy.calendar import days_between

FIRST, LAST = datetime.date(1990, 1, 1), datetime.date(2080, 12, 31)


def test_every_holiday_from_1990_to_2080_is_that_of_the_holidays_package():
    years = range(FIRST.year, LAST.year + 1)
    expected = dict(
        holidays.country_holidays(
            "SE", years=years, language="sv", include_sundays=False
        )
    )
    named = {day.day: day.holiday for day in days_between(FIRST, LAST) if day.holiday}
    assert named == expected
