"""Which days a report counts: said above its head row, or else in its file's name."""

import calendar
import contextlib
import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from babel.dates import get_month_names

_DAY = r"(20\d\d)-?([01]\d)-?([0-3]\d)"
_BEGINS = re.compile(rf"# *(?:start date|startdatum) *: *{_DAY}", re.I)
_ENDS = re.compile(rf"# *(?:end date|slutdatum) *: *{_DAY}", re.I)
_BOTH = re.compile(rf"#.*?(?<!\d){_DAY} *[-–] *{_DAY}(?!\d)")
_WHOLE_DAY = re.compile(rf"(?<!\d){_DAY}(?!\d)")
_RANGE = re.compile(r"^[-–]$|\d[-–]|[-–]\d")
_MONTH = re.compile(r"(?<!\d)(20\d\d)-?([01]\d)(?!-?\d)")


@dataclass(frozen=True)
class CountedDays:
    """The days that a report's figures count together, both ends counted."""

    first_on: datetime.date
    last_on: datetime.date

    @property
    def is_of_one_month(self) -> bool:
        """Whether all of them lie in one month."""
        return self.first_on.replace(day=1) == self.last_on.replace(day=1)


def days_above(preamble: Iterable[str]) -> CountedDays | None:
    """The days that the lines above a head row say; None when they say none."""
    text = "\n".join(preamble)
    begins, ends, both = _BEGINS.search(text), _ENDS.search(text), _BOTH.search(text)
    if begins and ends:
        return _days([*_dates([begins.groups()]), *_dates([ends.groups()])])
    if both:
        parts = both.groups()
        return _days(_dates([parts[:3], parts[3:]]))
    return None


def days_in(name: str) -> CountedDays | None:
    """The days that the name of a file says.

    2026-09, 2026-09-14, 2026-09-01_2026-09-30, September 2026 or 14 september 2026;
    None when it says none, or not in a way that can be read.
    """
    days = list(_dates(_WHOLE_DAY.findall(name)))
    if days:
        return _days(days)
    months = list(_dates((y, m, "01") for y, m in _MONTH.findall(name)))
    if len(months) == 1:
        return _whole_month(months[0])
    return None if months else _spelt_days(re.split(r"[\s_,.]+", name.lower()))


def _spelt_days(words: Sequence[str]) -> CountedDays | None:
    """A month in words and its year, and perhaps a day of it before or after."""
    places = [place for place, word in enumerate(words) if word in _month_numbers()]
    if len(places) != 1:
        return None
    month = _month_numbers()[words[places[0]]]
    before, after = words[: places[0]][-2:], words[places[0] + 1 :][:2]
    if any(_RANGE.search(word) for word in (*before, *after)):
        return None
    days = [word for word in (*before[-1:], *after[:1]) if re.fullmatch(r"\d\d?", word)]
    years = [word for word in after if re.fullmatch(r"20\d\d", word)]
    if len(years) != 1 or len(days) > 1:
        return None
    if not days:
        return _whole_month(datetime.date(int(years[0]), month, 1))
    return _days(_dates([(years[0], str(month), days[0])]))


def _days(days: Iterable[datetime.date]) -> CountedDays | None:
    """From the first to the second of one or two days that follow each other."""
    listed = list(days)
    if len(listed) not in (1, 2) or listed[0] > listed[-1]:
        return None
    return CountedDays(listed[0], listed[-1])


def _dates(parts: Iterable[tuple[str, ...]]) -> Iterator[datetime.date]:
    for year, month, day in parts:
        with contextlib.suppress(ValueError):
            yield datetime.date(int(year), int(month), int(day))


def _whole_month(month: datetime.date) -> CountedDays:
    length = calendar.monthrange(month.year, month.month)[1]
    return CountedDays(month, month.replace(day=length))


@cache
def _month_numbers() -> dict[str, int]:
    """The months by their names in Swedish and English, in small letters."""
    return {
        name.lower(): number
        for language in ("sv", "en")
        for number, name in get_month_names("wide", locale=language).items()
    }
