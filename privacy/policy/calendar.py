"""The Swedish calendar that every deadline is rolled over."""

import datetime
import tomllib
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from privacy.places import ROOT

_SUNDAY = 6
_EVES = ((12, 24), (12, 31))
_FILE = ROOT / "data" / "holidays.toml"


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


class Days(NamedTuple):
    """The columns of some days, as `Day` names them, an array or list of each."""

    day: np.ndarray
    holiday: list[str | None]
    is_eve: np.ndarray
    rolled_on: np.ndarray
    rolled_with_eves_on: np.ndarray


def columns_between(first: datetime.date, last: datetime.date) -> Days:
    """Every day from first to last, both included, in order, as datetime64[D]."""
    years = range(first.year, last.year + 2)
    named = {day: name for year in years for day, name in _holidays(year).items()}
    holidays = np.array(list(named), dtype="datetime64[D]")
    eves = np.array([day for year in years for day in _eves(year)], "datetime64[D]")
    days = np.arange(np.datetime64(first), np.datetime64(last) + 1)
    holiday: list[str | None] = [None] * len(days)
    for day, name in named.items():
        if first <= day <= last:
            holiday[(day - first).days] = name
    both = np.concatenate([holidays, eves])
    rolled = np.busday_offset(days, 0, "forward", holidays=holidays)
    with_eves = np.busday_offset(days, 0, "forward", holidays=both)
    return Days(days, holiday, np.isin(days, eves), rolled, with_eves)


@cache
def days_between(first: datetime.date, last: datetime.date) -> tuple[Day, ...]:
    """Every day from first to last, both included, in order."""
    days = columns_between(first, last)
    columns = (c if isinstance(c, list) else c.tolist() for c in days)
    return tuple(map(Day._make, zip(*columns, strict=True)))


@cache
def _rules() -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = tomllib.loads(_FILE.read_text("utf-8"))["holiday"]
    return sorted(rules, key=lambda rule: str(rule["name"]))


def _holidays(year: int) -> dict[datetime.date, str]:
    """The public holidays of a year; two on one day are named together."""
    easter = _easter(year)
    named: dict[datetime.date, str] = {}
    for rule in _rules():
        if not rule.get("first_year", year) <= year <= rule.get("last_year", year):
            continue
        if "after_easter" in rule:
            day = easter + datetime.timedelta(days=rule["after_easter"])
        else:
            day = datetime.date(year, rule["month"], rule["day"])
        if rule.get("is_saturday_from"):
            day += datetime.timedelta(days=(_SUNDAY - 1 - day.weekday()) % 7)
        named[day] = "; ".join(filter(None, (named.get(day), rule["name"])))
    return named


def _easter(year: int) -> datetime.date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, 8)."""
    century, in_century = divmod(year, 100)
    moon = (
        19 * (year % 19)
        + century
        - century // 4
        - (century - (century + 8) // 25 + 1) // 3
        + 15
    ) % 30
    to_sunday = (
        32 + 2 * (century % 4) + 2 * (in_century // 4) - moon - in_century % 4
    ) % 7
    late = (year % 19 + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * late + 114, 31)
    return datetime.date(year, month, day + 1)


def _eves(year: int) -> list[datetime.date]:
    """Midsommarafton, the Friday from 19 to 25 June, julafton and nyårsafton."""
    friday = datetime.date(year, 6, 19)
    friday += datetime.timedelta(days=(_SUNDAY - 2 - friday.weekday()) % 7)
    return [friday, *(datetime.date(year, *eve) for eve in _EVES)]
