"""Reads days and instants: each cell whole, in the form that its column shows."""

import datetime
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

from privacy.imports.reading.lexicon import lexicon
from privacy.imports.reading.moments import Written, day_of, may_show_order, taken_apart
from privacy.imports.reading.outcome import EMPTY, UNREADABLE, Unread
from privacy.imports.reading.texts import plain, unread

HOME = "Europe/Stockholm"
"""The clock of the office: a day of ours is a day of this clock."""

ORDERS = ("day first", "month first", "year first")
"""Which number of 01/02/03 stands first."""

_RUN = 5
"""So many days in a row are days of one month, not one day of so many months."""

_SURE, _LIKELY = 10, 3
"""So many times as many cells must show an order as show another one."""

_NUMBER = re.compile(r"([0-9]{5}|[0-9]{7}|[0-9]{10}|[0-9]{13}|[0-9]{16}|[0-9]{18,19})"
                     r"(?:[.,]([0-9]{1,15}))?")  # fmt: skip
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_EXCEL = datetime.datetime.combine(datetime.date(1899, 12, 30), datetime.time())
_FILETIME = datetime.datetime(1601, 1, 1, tzinfo=datetime.UTC)
_UNITS_A_SECOND = {10: 1, 13: 10**3, 16: 10**6, 19: 10**9}
_SHOWN_YEARS = range(1980, 2081)
"""The years in which a bare number must lie to show that its column counts days."""


@dataclass(frozen=True)
class DayForm:
    """How the days of a column are written.

    `order` is one of ORDERS, None when nothing shows it; `is_sure` says that next to
    no cell shows another order; `is_undecided` that some cells cannot be read for want
    of it. `digits` are the lengths of bare numbers that count days here: 5 Excel's
    serials, 7 CYYMMDD, 10 to 19 seconds, ms, µs and ns since 1970, 18 FILETIME.
    `zone` is the clock of instants without an offset.
    """

    order: str | None = None
    digits: frozenset[int] = frozenset()
    zone: str = HOME
    is_sure: bool = True
    is_undecided: bool = False
    is_contested: bool = False


def day_form(
    texts: Iterable[str],
    *,
    order: str | None = None,
    zone: str = HOME,
    has_most_days: bool = False,
) -> DayForm:
    """The form of a column, from its cells; `order` and `zone` as the policy says them.

    One odd cell costs itself, not the column: an order stands when at least three
    times as many cells show it as show another. In a log with events on most days
    (`has_most_days`), 1/4, 2/4 ... 5/4 are days in a row and show the order as well.
    """
    numbers: Counter[int] = Counter()
    orders: Counter[str] = Counter()
    filled, has_either = 0, False
    either: list[Written] = []
    for text in map(plain, texts):
        if unread(text, "day"):
            continue
        filled += 1
        if (length := _length_of_number(text)) and _is_likely_number(text):
            numbers[length] += 1
        elif not may_show_order(text):
            continue
        elif (written := taken_apart(text)) and written.first is not None:
            shown = _orders_of(written)
            has_either = has_either or len(shown) > 1
            either += [written] if has_most_days else []
            if len(shown) == 1:
                orders[shown[0]] += 1
    digits = frozenset(n for n, count in numbers.items() if 2 * count >= filled)
    if order is not None:
        return DayForm(order, digits, zone)
    if not orders and (shown_by_run := _order_of_run(either)):
        return DayForm(shown_by_run, digits, zone)
    ranked = [*orders.most_common(2), ("", 0), ("", 0)]
    (likeliest, most), (_, next_most) = ranked[0], ranked[1]
    if not most or most < _LIKELY * next_most:
        return DayForm(
            None,
            digits,
            zone,
            is_undecided=has_either or most > 0,
            is_contested=most > 0,
        )
    return DayForm(likeliest, digits, zone, is_sure=most >= _SURE * next_most)


def read_day(text: str, form: DayForm = DayForm()) -> datetime.date | Unread:
    """A day of the office's clock: local midnight written as UTC is the day it was.

    A day on which a system keeps nothing is empty; one outside the possible range is
    unreadable.
    """
    text = plain(text)
    if (outcome := unread(text, "day")) is not None:
        return outcome
    moment = _moment(text, form)
    if moment is None:
        return UNREADABLE
    if isinstance(moment, datetime.datetime):
        if moment.date() in lexicon().no_days:
            return EMPTY
        at = _local(moment, form.zone)
        if at is None:
            return UNREADABLE
        moment = at.date()
    if moment in lexicon().no_days:
        return EMPTY
    return moment if _is_possible(moment) else UNREADABLE


def read_instant(text: str, form: DayForm = DayForm()) -> datetime.datetime | Unread:
    """An instant with the office's zone; a mere day is its midnight.

    A clock that is moved forward over the instant is read with the offset before, one
    that shows it twice the first time (RFC 5545, 3.3.5).
    """
    text = plain(text)
    if (outcome := unread(text, "instant")) is not None:
        return outcome
    moment = _moment(text, form)
    if moment is None:
        return UNREADABLE
    day = moment.date() if isinstance(moment, datetime.datetime) else moment
    if day in lexicon().no_days:
        return EMPTY
    if isinstance(moment, datetime.datetime):
        at = _local(moment, form.zone)
    else:
        midnight = datetime.time(tzinfo=_zone(HOME))
        at = datetime.datetime.combine(moment, midnight)
    if at is not None and at.date() in lexicon().no_days:
        return EMPTY
    return at if at is not None and _is_possible(at.date()) else UNREADABLE


def has_time(text: str, form: DayForm = DayForm()) -> bool:
    """Whether a cell tells a time of day, and not a mere day."""
    return isinstance(_moment(plain(text), form), datetime.datetime)


def is_endless(text: str, form: DayForm = DayForm()) -> bool:
    """Whether a cell holds a day that systems keep for: without an end."""
    text = plain(text)
    if text.lower() == "infinity":
        return True
    moment = _moment(text, form)
    day = moment.date() if isinstance(moment, datetime.datetime) else moment
    return day is not None and lexicon().no_days.get(day, False)


def _is_possible(day: datetime.date) -> bool:
    return lexicon().first_day <= day <= lexicon().last_day


def _moment(text: str, form: DayForm) -> datetime.date | None:
    """A mere day, or an instant with its offset or none; None for what is neither."""
    if _length_of_number(text) in form.digits:
        return _of_number(text)
    written = taken_apart(text)
    if written is None:
        return None
    day = _day(written, form)
    if day is None or written.clock is None:
        return day
    seconds, micro = divmod(written.clock, 1_000_000)
    time = datetime.time(seconds // 3600, seconds // 60 % 60, seconds % 60, micro)
    at = datetime.datetime.combine(day, time)
    if written.offset is None:
        return at
    return at.replace(
        tzinfo=datetime.timezone(datetime.timedelta(minutes=written.offset))
    )


def _local(at: datetime.datetime, zone: str) -> datetime.datetime | None:
    """An instant by the office's clock; None at the very ends of the calendar."""
    if at.tzinfo is None:
        at = at.replace(tzinfo=_zone(zone))
    try:
        # Through UTC, so that a time which the clock jumps over becomes one that is.
        return at.astimezone(datetime.UTC).astimezone(_zone(HOME))
    except OverflowError:
        return None


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _day(written: Written, form: DayForm) -> datetime.date | None:
    if written.first is None or written.second is None:
        return day_of(written.year, written.month, written.day)
    result = {order: day for order in ORDERS if (day := _ordered(written, order))}
    if form.order is not None and form.is_sure:
        return result.get(form.order)
    shown = set(result.values())
    day = shown.pop() if len(shown) == 1 else None
    return day if form.order is None or result.get(form.order) == day else None


def _ordered(written: Written, order: str) -> datetime.date | None:
    first, second = written.first or 0, written.second or 0
    if order == "day first":
        return day_of(written.year, second, first)
    if order == "month first":
        return day_of(written.year, first, second) if written.mark != "." else None
    if not written.has_short_year or written.mark != "-":
        return None
    return day_of(2000 + first, second, written.year % 100)


def _orders_of(written: Written) -> list[str]:
    """The orders in which the numbers make a day; one when they are the same day."""
    days = {order: _ordered(written, order) for order in ORDERS}
    result = [order for order, day in days.items() if day is not None]
    return [] if len({days[order] for order in result}) == 1 < len(result) else result


def _order_of_run(either: Iterable[Written]) -> str | None:
    """The order in which days that could be of either are days in a row of a month."""
    days = {(written.year, written.first, written.second) for written in either}
    for order, kept, runs in (("day first", 2, 1), ("month first", 1, 2)):
        months = {(day[0], day[kept]) for day in days}
        numbers = {day[runs] or 0 for day in days}
        is_run = len(numbers) == max(numbers, default=0) - min(numbers, default=0) + 1
        if len(months) == 1 and is_run and len(numbers) >= _RUN:
            return order
    return None


def _length_of_number(text: str) -> int:
    """How many digits a bare number has that could count days; 0 for another text."""
    match = _NUMBER.fullmatch(text)
    return len(match[1]) if match and (len(match[1]) in (5, 10) or not match[2]) else 0


def _is_likely_number(text: str) -> bool:
    moment = _of_number(text)
    return moment is not None and moment.year in _SHOWN_YEARS


def _of_number(text: str) -> datetime.date | None:
    """The day or instant that a bare number counts to, None when it is too far."""
    digits, _, fraction = text.replace(",", ".").partition(".")
    number = int(digits)
    share = float(f"0.{fraction or 0}")
    try:
        if len(digits) == 5:
            at = _EXCEL + datetime.timedelta(days=number, seconds=round(share * 86400))
            return at if fraction else at.date()
        if len(digits) == 7:
            year = 1900 + number // 10_000
            return day_of(year, number // 100 % 100, number % 100)
        if len(digits) == 18:
            return _FILETIME + datetime.timedelta(microseconds=number // 10)
        seconds, left = divmod(number, _UNITS_A_SECOND[len(digits)])
        micro = left * 10**6 // _UNITS_A_SECOND[len(digits)] + int(share * 10**6)
        return _EPOCH + datetime.timedelta(seconds=seconds, microseconds=micro)
    except OverflowError:
        return None
