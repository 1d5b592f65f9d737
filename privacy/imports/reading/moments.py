"""Takes a day or an instant apart as it is written: which numbers stand where."""

import datetime
import re
from functools import cache, lru_cache
from typing import NamedTuple

from privacy.imports.reading.lexicon import lexicon
from privacy.imports.reading.texts import LONGEST

_DIGIT = re.compile(r"\d")
_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})"
)
_NUMBERS = re.compile(
    r"(?P<first>[0-9]{1,2})(?P<mark>[-/.]) ?(?P<second>[0-9]{1,2})(?P=mark) ?"
    r"(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])"
)
_NUMBERS_WITHIN = re.compile(rf"(?<![0-9]){_NUMBERS.pattern}")
_RUN = re.compile(
    r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    r"(?:t?(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})?"
    r"(?:[.,]?(?P<fraction>[0-9]{1,9}))?)?(?P<rest> ?(?:z|[+-][0-9:]+))?"
)
_NAMED = re.compile(
    r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.|:[ae])?[ -/]+(?:de )?(?P<month>[^\W\d_]+)"
    r"\.?,?[ -/]+(?:de )?(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])"
)
_MONTH_FIRST = re.compile(
    r"(?P<month>[^\W\d_]+)\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})"
)
_YEAR_NAMED = re.compile(
    r"(?P<year>[0-9]{4})[ -](?P<month>[^\W\d_]+)\.?[ -](?P<day>[0-9]{1,2})(?![0-9])"
)
_TIME_BETWEEN = re.compile(  # Mon Oct 12 10:00:00 2026, as ctime writes
    r"(?P<head>[^\W\d_]+ [0-9]{1,2}) (?P<time>[0-9:]+) (?P<zone>[a-z]{3,4} )?"
    r"(?P<year>[0-9]{4})"
)
_RANGE = re.compile(r"[0-9]{1,2}[:.][0-9]{2}-[0-9]{1,2}(?:[:.][0-9]{2})?")
"""09:00-10:00: more likely from nine to ten than an offset, unless ISO's T precedes."""
_ZONE_ALONE = re.compile(r"z|[+-][0-9]{2}:?[0-9]{2}")
_WEEKDAY = re.compile(r"([^\W\d_]+)\.?,? (?=.*[0-9])")


class Written(NamedTuple):
    """A day as it is written, and its time of day where there is one.

    `first` and `second` are day and month in an order that the text does not show;
    else they are None. `clock` is microseconds from midnight, None for a mere day;
    `offset` minutes east of UTC, None for the clock on the wall.
    """

    year: int
    month: int
    day: int
    first: int | None = None
    second: int | None = None
    mark: str = ""
    clock: int | None = None
    offset: int | None = None
    has_short_year: bool = False


def taken_apart(text: str) -> Written | None:
    """The parts of a plain text; None when it is, as a whole, no day."""
    if len(text) > LONGEST or not _DIGIT.search(text):
        return None
    text = text.lower()
    if match := _RUN.fullmatch(text):
        return _of_run(match)
    text = _without_words(text)
    if match := _TIME_BETWEEN.fullmatch(text):
        text = f"{match['head']} {match['year']} {match['time']} {match['zone'] or ''}"
    return _of_parts(text.strip())


def may_show_order(text: str) -> bool:
    """Whether a text holds two numbers and a year; without them it shows no order."""
    return _NUMBERS_WITHIN.search(text) is not None


def _without_words(text: str) -> str:
    """A text without the weekday and the words before the day."""
    match = _WEEKDAY.match(text)
    if match and match[1] in lexicon().weekdays:
        text = text[match.end() :]
    for word in lexicon().before:
        text = text.removeprefix(f"{word} ")
    return text


def _of_run(match: re.Match[str]) -> Written | None:
    """20261012 and 20261012T103000Z."""
    day = int(match["year"]), int(match["month"]), int(match["day"])
    if match["hour"] is None:
        return Written(*day) if not match["rest"] else None
    time = f"{match['hour']}:{match['minute']}:{match['second'] or '00'}"
    if match["fraction"]:
        time += f".{match['fraction']}"
    timed = _timed(time + (match["rest"] or ""))
    return timed and Written(*day, clock=timed[0], offset=timed[1])


def _of_parts(text: str) -> Written | None:
    for pattern in (_YEAR_FIRST, _NUMBERS, _NAMED, _MONTH_FIRST, _YEAR_NAMED):
        if not (match := pattern.match(text)):
            continue
        parts = match.groupdict()
        month = _month(parts.get("month"))
        if parts.get("month") and month is None:
            continue
        timed = _after_day(text[match.end() :], match.end() < len(text))
        if timed is None:
            continue
        year = int(parts["year"])
        is_short = len(parts["year"]) == 2
        if is_short:  # POSIX, strptime %y: 69 to 99 are of the last century
            year += 1900 if year > 68 else 2000
        return Written(
            year,
            month or 0,
            int(parts.get("day") or 0),
            int(parts["first"]) if parts.get("first") else None,
            int(parts["second"]) if parts.get("second") else None,
            parts.get("mark") or "",
            timed[0],
            timed[1],
            is_short,
        )
    return None


def _month(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if text.isdecimal() else lexicon().months.get(text)


@lru_cache(1 << 16)
def _after_day(text: str, is_more: bool) -> tuple[int | None, int | None] | None:
    """The clock and offset after a day; None when something else stands there."""
    if not is_more:
        return None, None
    if _ZONE_ALONE.fullmatch(text):  # a day with a zone, as XML Schema writes it
        return None, None
    if (match := _before_time().match(text)) is None:
        return None
    time = text[match.end() :]
    if match[0] != "t" and _RANGE.fullmatch(time):
        return None
    return _timed(time)


@cache
def _before_time() -> re.Pattern[str]:
    """What divides day and time: a space, T, a comma, a word, Apache's colon, DB2's."""
    words = "|".join(re.escape(word) for word in lexicon().between)
    return re.compile(rf"(?:,? ?(?:{words}),? ?|,? |:|-(?=[0-9]{{2}}\.))(?=[0-9])")


def _timed(text: str) -> tuple[int, int | None] | None:
    """Microseconds from midnight and minutes from UTC; None when a text is no time."""
    for word in lexicon().after:
        text = text.removesuffix(f" {word}")
    match = _time().fullmatch(text)
    if match is None or (match["minute"] is None and match["half"] is None):
        return None
    clock, offset = _clock(match), _offset(match["offset"])
    if clock is None or (match["offset"] and offset is None):
        return None
    if match["zone"]:
        named = lexicon().zones.get(match["zone"])
        if named is None or (named and offset is not None):
            return None
        offset = named if offset is None else offset
    return clock, offset


@cache
def _time() -> re.Pattern[str]:
    """A time of day, with a word for its half and a zone where there are."""
    halves = "|".join(r"\.? ?".join(word) + r"\.?" for word in lexicon().halves)
    return re.compile(
        r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2})"
        rf"(?:[.,:](?P<fraction>[0-9]{{1,9}}))?)?)?(?: ?(?P<half>{halves}))?"
        r"(?: ?(?P<zone>[a-z]{1,4})?(?P<offset>[+-][0-9]{1,2}(?::?[0-9]{2})?)?"
        r"(?:\[[\w/+-]+\]| \([^()]*\))?)?"
    )


def _clock(match: re.Match[str]) -> int | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    second = int(match["second"] or 0)
    if match["half"]:
        letters = "".join(sign for sign in match["half"] if sign.isalpha())
        half = lexicon().halves[letters]
        if (hour > 12 and not half) or (hour == 0 and half):
            return None
        hour = hour if hour > 12 else hour % 12 + half
    if hour > 23 or minute > 59 or second > 59:
        return None
    micro = int((match["fraction"] or "0").ljust(6, "0")[:6])
    return ((hour * 60 + minute) * 60 + second) * 1_000_000 + micro


def _offset(text: str | None) -> int | None:
    """Minutes from UTC; None when it is no offset that a place has."""
    if text is None:
        return None
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    value = int(hours) * 60 + int(minutes)
    return None if value > 14 * 60 or int(minutes) % 15 else value * _sign(text)


def _sign(text: str) -> int:
    return -1 if text[0] == "-" else 1


def day_of(year: int, month: int, day: int) -> datetime.date | None:
    """A day of the calendar, None when there is no such day."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
