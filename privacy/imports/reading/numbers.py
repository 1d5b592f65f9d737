"""Reads counts, amounts and lengths of time: whole texts, nothing cut off."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from privacy.imports.reading.lexicon import lexicon
from privacy.imports.reading.outcome import UNREADABLE, Unread
from privacy.imports.reading.texts import LONGEST, plain, unread

_MOST_COUNT = 2**63 - 1
_MOST_AMOUNT = 1e15
_MOST_SECONDS = 100 * 366 * 86_400
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<mark>[ '’.,])[0-9]{3})(?:(?P=mark)[0-9]{3})*")
_WHOLE = re.compile(r"[0-9]+(?:[.,]0{1,2}|[.,]0{4,})?")
_DECIMAL = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>[0-9]+|[0-9]{1,3}(?:(?P<mark>[ '’.,])[0-9]{3})"
    r"(?:(?P=mark)[0-9]{3})*)(?:(?P<point>[.,])(?P<part>[0-9]+))?"
)
_COLONS = re.compile(
    r"(?:(?P<days>[0-9]{1,5})(?:\.| ?d(?:ays?|agar?|ag)?,? ))?"
    r"(?:(?P<hours>[0-9]{1,5}):)?(?P<minutes>[0-9]{1,5}):"
    r"(?P<seconds>[0-9]{1,2}(?:[.,][0-9]{1,9})?)"
)
_ISO = re.compile(
    r"p(?:(?P<days>[0-9]+)d)?(?:t(?:(?P<hours>[0-9]+)h)?(?:(?P<minutes>[0-9]+)m)?"
    r"(?:(?P<seconds>[0-9]+(?:[.,][0-9]+)?)s)?)?"
)
_PLAIN_SECONDS = re.compile(r"(?!0[0-9][.,])[0-9]{1,10}(?:[.,][0-9]{1,9})?")
"""02.40 is as likely two minutes and forty seconds."""
_PIECE = re.compile(
    r"([0-9]+(?:[.,][0-9]+)?) ?([^\W\d_]+)\.?(?:,? (?:och |and )?|(?=[0-9])|$)"
)


@dataclass(frozen=True)
class NumberForm:
    """Which sign divides the decimals of a column's numbers; None when none shows."""

    point: str | None = None


def number_form(texts: Iterable[str]) -> NumberForm:
    """How a column writes its numbers, as its own cells show it.

    A sign shows as the decimal one where other than three digits follow it, or where
    another one stands before it; one that repeats divides thousands.
    """
    shown: set[str] = set()
    for text in texts:
        if match := _DECIMAL.fullmatch(_bare(plain(text))):
            point, mark = match["point"], match["mark"]
            if point and (mark in (".", ",") or len(match["part"]) != 3):
                shown.add(point)
            elif (point and len(match["whole"]) > 3) or match["whole"] == "0":
                shown.update(point or ())
            elif mark in (".", ",") and match["whole"].count(mark) > 1:
                shown.add("," if mark == "." else ".")
    return NumberForm(shown.pop() if len(shown) == 1 else None)


def read_count(text: str, *, most: int = _MOST_COUNT) -> int | Unread:
    """A whole number from 0, thousands divided or not; "1,5" and "-2" are none."""
    text = plain(text)
    if (outcome := unread(text, "count")) is not None:
        return outcome
    if len(text) > LONGEST:
        return UNREADABLE
    if _WHOLE.fullmatch(text):
        value = int(re.split("[.,]", text)[0])
    elif _GROUPED.fullmatch(text) and not text.startswith(("0.", "0,")):
        value = int(re.sub("[ '’.,]", "", text))
    else:
        return UNREADABLE
    return value if value <= most else UNREADABLE


def read_amount(text: str, form: NumberForm = NumberForm()) -> float | Unread:
    """Kronor: a decimal point or comma, thousands divided or not, perhaps "kr".

    "1.234" is a thousand or a decimal as the column's form says, else unreadable.
    """
    text = plain(text)
    if (outcome := unread(text, "amount")) is not None:
        return outcome
    match = _DECIMAL.fullmatch(_bare(text)) if len(text) <= LONGEST else None
    if not match:
        return UNREADABLE
    whole, point, part = match["whole"], match["point"], match["part"]
    mark = match["mark"]
    if point and point == mark:
        return UNREADABLE
    if mark in (".", ",") and not point and whole.count(mark) == 1:
        if form.point is None and not whole.startswith("0"):
            return UNREADABLE
        if form.point in (mark, None):
            whole, part = whole.split(mark)
    elif point and len(part) == 3 and len(whole) <= 3 and whole != "0":
        if form.point is None:
            return UNREADABLE
        if form.point != point:
            whole, part = whole + part, "0"
    digits = re.sub("[ '’.,]", "", whole)
    value = float(f"{match['sign']}{digits}.{part or 0}")
    return value if abs(value) <= _MOST_AMOUNT else UNREADABLE


def read_length(text: str) -> float | Unread:
    """Seconds: "83", "1:23" (minutes first), "0:01:23", "1 min 23 s", "PT1M23S"."""
    text = plain(text)
    if (outcome := unread(text, "length")) is not None:
        return outcome
    if len(text) > LONGEST:
        return UNREADABLE
    text = text.lower()
    if _PLAIN_SECONDS.fullmatch(text):
        value: float | None = _number(text)
    elif match := _COLONS.fullmatch(text):
        value = _of_colons(match)
    elif len(text) > 1 and text[-1] != "t" and (match := _ISO.fullmatch(text)):
        value = _added(match)
    else:
        value = _of_words(text)
    return UNREADABLE if value is None or value > _MOST_SECONDS else value


def _bare(text: str) -> str:
    """An amount without its currency."""
    for word in _kronor():
        if text.lower().endswith(word):
            return text[: -len(word)].rstrip()
    return text


@cache
def _kronor() -> tuple[str, ...]:
    return tuple(sorted(lexicon().kronor, key=len, reverse=True))


def _number(text: str | None) -> float:
    return float((text or "0").replace(",", "."))


def _added(match: re.Match[str]) -> float:
    days, hours = _number(match["days"]), _number(match["hours"])
    minutes, seconds = _number(match["minutes"]), _number(match["seconds"])
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def _of_colons(match: re.Match[str]) -> float | None:
    """Hours, minutes and seconds; only the first of them may run over."""
    if match["days"] and not match["hours"]:
        return None
    if _number(match["seconds"]) >= 60:
        return None
    if match["hours"] and _number(match["minutes"]) >= 60:
        return None
    return _added(match)


def _of_words(text: str) -> float | None:
    """A number before each unit, the larger unit first; None when it is no length."""
    total, at, last = 0.0, 0, float("inf")
    while at < len(text):
        match = _PIECE.match(text, at)
        seconds = lexicon().units.get(match[2]) if match else None
        if match is None or seconds is None or seconds >= last:
            return None
        total, last, at = total + _number(match[1]) * seconds, seconds, match.end()
    return total if at else None
