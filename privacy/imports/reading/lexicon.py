"""The words of data/reading.toml and data/cldr.toml, laid out for the readers."""

import datetime
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from privacy.places import ROOT

_FILE = ROOT / "data" / "reading.toml"
_CLDR = ROOT / "data" / "cldr.toml"
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
    full_months: Mapping[str, int]
    """The months by their whole names in Swedish and English."""
    weekdays: frozenset[str]
    halves: Mapping[str, int]
    """0 for the words of the morning, 12 for those of the afternoon."""
    totals: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The word lists, read once."""
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    cldr = tomllib.loads(_CLDR.read_text(encoding="utf-8"))
    return Lexicon(
        nothing={kind: frozenset(_nothing(content["nothing"], kind)) for kind in KINDS},
        damaged=frozenset(content["damaged"]),
        no_days={row["day"]: row["is_endless"] for row in content["no_days"]},
        first_day=content["first_day"],
        last_day=content["last_day"],
        flags={
            word: is_yes
            for row in content["flags"]
            for is_yes in (True, False)
            for word in row["yes" if is_yes else "no"]
        },
        kronor=frozenset(content["kronor"]),
        units={
            word: row["seconds"] for row in content["units"] for word in row["words"]
        },
        zones=content["zones"],
        between=tuple(content["between"]),
        after=tuple(content["after"]),
        before=tuple(content["before"]),
        months=_numbers(cldr["months"]),
        full_months=_numbers(cldr["full_months"]),
        weekdays=frozenset(cldr["weekdays"]),
        halves=cldr["halves"],
        totals=frozenset(content["totals"]),
    )


def _nothing(rows: list[Mapping[str, list[str]]], kind: str) -> Iterator[str]:
    for row in rows:
        if kind in row.get("kinds", KINDS):
            yield from row["words"]


def _numbers(months: list[list[str]]) -> dict[str, int]:
    """Each name of a month and its number."""
    return {name: number for number, names in enumerate(months, 1) for name in names}
