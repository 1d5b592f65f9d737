"""Which days a report counts: said above its head row, or else in its file's name."""

import calendar
import contextlib
import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from privacy.imports.reading import DayForm, lexicon, read_day

_DAY = r"(20\d\d)-?([01]\d)-?([0-3]\d)"
_BEGINS = re.compile(rf"# *(?:start date|startdatum) *: *{_DAY}", re.I)
_ENDS = re.compile(rf"# *(?:end date|slutdatum) *: *{_DAY}", re.I)
_BOTH = re.compile(rf"#.*?(?<!\d){_DAY} *[-–] *{_DAY}(?!\d)")
_WHOLE_DAY = re.compile(rf"(?<!\d){_DAY}(?!\d)")
_RANGE = re.compile(r"^[-–]$|\d[-–]|[-–]\d")
_RANGE_OF_DAYS = re.compile(
    rf"(?:from |från )?{_DAY} ?(?:,|/|–|-| to | till | - ) ?{_DAY}", re.I
)
_MONTH_ALONE = re.compile(r"(20\d\d)-([01]\d)")
_WEEK = re.compile(r"(20\d\d)-?W([0-5]\d)")
_MONTH = re.compile(r"(?<!\d)(20\d\d)-?([01]\d)(?!\d|-?\d\d(?!\d))")


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
        return _days(_dates([begins.groups(), ends.groups()]))
    if both:
        parts = both.groups()
        return _days(_dates([parts[:3], parts[3:]]))
    return None


def days_in(name: str) -> CountedDays | None:
    """The days that the name of a file says.

    2026-09, 2026-09-14, 2026-09-01_2026-09-30, September 2026 or 14 september 2026;
    None when it says none, or not in a way that can be read.
    """
    days = _dates(_WHOLE_DAY.findall(name))
    if days:
        return _days(days)
    months = _dates((y, m, "01") for y, m in _MONTH.findall(name))
    if len(months) == 1:
        return _whole_month(months[0])
    return None if months else _spelt_days(re.split(r"[\s_,.]+", name.lower()))


def stated_days(text: str, form: DayForm) -> CountedDays | None:
    """The days that a cell says, None when it is not wholly understood.

    A day in any form; 2026-10-05,2026-10-11 or with another mark between; a month as
    2026-10; a week as 2026-W41 (ISO 8601: from Monday).
    """
    text = text.strip()
    if match := _RANGE_OF_DAYS.fullmatch(text):
        return _days(_dates([match.groups()[:3], match.groups()[3:]]))
    if match := _MONTH_ALONE.fullmatch(text):
        months = _dates([(match[1], match[2], "01")])
        return _whole_month(months[0]) if months else None
    if match := _WEEK.fullmatch(text):
        with contextlib.suppress(ValueError):
            monday = datetime.date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return CountedDays(monday, monday + datetime.timedelta(days=6))
        return None
    if re.fullmatch(r"20\d{6}", text):
        return _days(_dates([(text[:4], text[4:6], text[6:])]))
    day = read_day(text, form)
    return CountedDays(day, day) if isinstance(day, datetime.date) else None


def _spelt_days(words: Sequence[str]) -> CountedDays | None:
    """A month in words and its year, and perhaps a day of it before or after."""
    months = lexicon().full_months
    places = [place for place, word in enumerate(words) if word in months]
    if len(places) != 1:
        return None
    month = months[words[places[0]]]
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


def _dates(parts: Iterable[tuple[str, ...]]) -> list[datetime.date]:
    """The days of year, month and day; none when one of them is no day."""
    try:
        return [datetime.date(int(y), int(m), int(d)) for y, m, d in parts]
    except ValueError:
        return []


def _whole_month(month: datetime.date) -> CountedDays:
    length = calendar.monthrange(month.year, month.month)[1]
    return CountedDays(month, month.replace(day=length))
