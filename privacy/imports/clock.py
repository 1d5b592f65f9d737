"""When the clock of a time zone is moved: what a log's instants are in local time."""

import datetime
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

YEARS = range(1990, 2081)
"""Years that a log may be from; a line of any other has a date that cannot be."""

_HOUR = datetime.timedelta(hours=1)
_WEEK = datetime.timedelta(days=7)
"""A time in which no clock is moved twice."""


@dataclass(frozen=True)
class Year:
    """A year by UTC: two instants at which the clock is moved, and its two offsets.

    Between the instants local time is UTC + `offset_between`, otherwise
    UTC + `offset_else`. Instants are UTC without zone.
    """

    year: int
    moved_at: datetime.datetime
    moved_back_at: datetime.datetime
    offset_between: datetime.timedelta
    offset_else: datetime.timedelta


class Move(NamedTuple):
    """A move of a clock: from `low_at` until `high_at`, as the clock shows them.

    By `seconds` more the clock goes on as if it had not been moved: 3600 where it shows
    the hour twice, -3600 where it skips the hour.
    """

    low_at: datetime.datetime
    high_at: datetime.datetime
    seconds: int


def moves_of(zone: str) -> Iterator[Move]:
    """The moves of a zone's clock in YEARS."""
    for year in years_of(zone):
        for at, before, after in (
            (year.moved_at, year.offset_else, year.offset_between),
            (year.moved_back_at, year.offset_between, year.offset_else),
        ):
            if before != after:
                low_at, high_at = sorted((at + before, at + after))
                yield Move(low_at, high_at, int((before - after).total_seconds()))


@cache
def years_of(zone: str) -> tuple[Year, ...]:
    """The clock of a zone in each of YEARS."""
    return tuple(_year_of(ZoneInfo(zone), year) for year in YEARS)


def _year_of(zone: ZoneInfo, year: int) -> Year:
    first = datetime.datetime(year, 1, 1, tzinfo=datetime.UTC)
    after = datetime.datetime(year + 1, 1, 1, tzinfo=datetime.UTC)
    moves = list(_moves(zone, first, after))
    moved_at, moved_back_at = moves if len(moves) == 2 else (first, first)
    return Year(
        year,
        moved_at.replace(tzinfo=None),
        moved_back_at.replace(tzinfo=None),
        _offset(zone, moved_at),
        _offset(zone, first),
    )


def _moves(
    zone: ZoneInfo, first: datetime.datetime, after: datetime.datetime
) -> Iterator[datetime.datetime]:
    """The full hours at which the clock is moved."""
    while first < after:
        then = min(first + _WEEK, after)
        before = _offset(zone, first)
        if _offset(zone, then) != before:
            hours = [first + hour * _HOUR for hour in range((then - first) // _HOUR)]
            # Where among them the clock begins to show another time.
            place = bisect(hours, False, key=lambda at: _offset(zone, at) != before)
            yield first + place * _HOUR
        first = then


def _offset(zone: ZoneInfo, at: datetime.datetime) -> datetime.timedelta:
    return at.astimezone(zone).utcoffset() or datetime.timedelta(0)
