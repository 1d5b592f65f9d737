"""The Swedish calendar that every deadline is rolled over."""

import datetime
from functools import cache
from typing import NamedTuple

import holidays

_SUNDAY = 6
_EVES = ((12, 24), (12, 31))


class Day(NamedTuple):
    """One day: what it is, and the working day that a deadline on it moves to.

    A deadline on Saturday, Sunday or allmän helgdag moves to the next working day
    (Regulation 1182/71 art. 3(4); days by lag 1989:253). The alternative also moves
    off the three eves (lag 1930:173 2 §).
    """

    day: datetime.date
    holiday: str | None
    is_eve: bool
    rolled_on: datetime.date
    rolled_with_eves_on: datetime.date


@cache
def days_between(first: datetime.date, last: datetime.date) -> tuple[Day, ...]:
    """Every day from first to last, both included, in order."""
    years = range(first.year, last.year + 2)
    named = dict(
        holidays.country_holidays(
            "SE", years=years, language="sv", include_sundays=False
        )
    )  # a plain one, because the library's own looks its days up ten times as slowly
    after = last + datetime.timedelta(days=31)
    rolled, rolled_with_eves = after, after
    days: list[Day] = []
    for ordinal in range(after.toordinal(), first.toordinal() - 1, -1):
        day = datetime.date.fromordinal(ordinal)
        is_free = day.weekday() >= _SUNDAY - 1 or day in named
        is_eve = _is_eve(day)
        rolled = rolled if is_free else day
        rolled_with_eves = rolled_with_eves if is_free or is_eve else day
        if day <= last:
            days.append(Day(day, named.get(day), is_eve, rolled, rolled_with_eves))
    return tuple(days[::-1])


def _is_eve(day: datetime.date) -> bool:
    """Whether day is midsommarafton, julafton or nyårsafton."""
    midsummer_eve = (
        day.month == 6 and 19 <= day.day <= 25 and day.weekday() == _SUNDAY - 2
    )
    return midsummer_eve or (day.month, day.day) in _EVES
