"""The words of data/reading.toml and of CLDR, laid out for the readers."""

import datetime
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale

from privacy.places import ROOT

_FILE = ROOT / "data" / "reading.toml"
KINDS = (
    "day",
    "instant",
    "flag",
    "count",
    "length",
    "amount",
    "id",
    "word",
    "address",
)
"""The kinds of cell that have a reader."""

_NO_SHORT = {"fi": "", "fr": "jui"}
"""Beginnings that say no month by themselves: mar is November's in Finnish."""


@dataclass(frozen=True)
class Lexicon:
    """Every word list; all words in small letters, months and weekdays without dots.

    `nothing` by kind; `no_days` says of each whether it means without end; `zones` in
    minutes east of UTC; `units` in seconds.
    """

    nothing: Mapping[str, frozenset[str]]
    damaged: frozenset[str]
    no_days: Mapping[datetime.date, bool]
    first_day: datetime.date
    last_day: datetime.date
    flags: Mapping[str, bool]
    kronor: frozenset[str]
    units: Mapping[str, float]
    zones: Mapping[str, int]
    between: tuple[str, ...]
    after: tuple[str, ...]
    before: tuple[str, ...]
    months: Mapping[str, int]
    weekdays: frozenset[str]
    halves: Mapping[str, int]
    """0 for the words of the morning, 12 for those of the afternoon."""
    totals: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The word lists, read once."""
    said = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    locales = [Locale.parse(language) for language in said["languages"]]
    return Lexicon(
        nothing={kind: frozenset(_nothing(said["nothing"], kind)) for kind in KINDS},
        damaged=frozenset(said["damaged"]),
        no_days={row["day"]: row["is_endless"] for row in said["no_days"]},
        first_day=said["first_day"],
        last_day=said["last_day"],
        flags={
            word: is_yes
            for row in said["flags"]
            for is_yes in (True, False)
            for word in row["yes" if is_yes else "no"]
        },
        kronor=frozenset(said["kronor"]),
        units={word: row["seconds"] for row in said["units"] for word in row["words"]},
        zones=said["zones"],
        between=tuple(said["between"]),
        after=tuple(said["after"]),
        before=tuple(said["before"]),
        months={
            **dict(_months(map(Locale.parse, said["month_languages"]))),
            **dict(_months(locales)),
        },
        weekdays=frozenset(_weekdays(locales)),
        halves=dict(_halves(locales)),
        totals=frozenset(said["totals"]),
    )


def _nothing(rows: list[Mapping[str, list[str]]], kind: str) -> Iterator[str]:
    for row in rows:
        if kind in row.get("kinds", KINDS):
            yield from row["words"]


def _months(locales: Iterable[Locale]) -> Iterator[tuple[str, int]]:
    """Each name of a month, its short forms, and the three letters it begins with."""
    for locale in locales:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    yield name.lower().strip("."), number
                    short = name.lower()[:3]
                    if not short.startswith(_NO_SHORT.get(locale.language, " ")):
                        yield short, number
    yield "sept", 9


def _weekdays(locales: list[Locale]) -> Iterator[str]:
    for locale in locales:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for name in locale.days[context][width].values():
                    yield name.lower().strip(".")


def _halves(locales: list[Locale]) -> Iterator[tuple[str, int]]:
    yield from (("am", 0), ("pm", 12), ("fm", 0), ("em", 12))
    for locale in locales:
        for periods in locale.day_periods.get("format", {}).values():
            for half, hours in (("am", 0), ("pm", 12)):
                if name := periods.get(half):
                    yield "".join(c for c in name.lower() if c.isalpha()), hours
