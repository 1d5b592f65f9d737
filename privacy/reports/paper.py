"""A report as plain data; the screen, the HTML file and the PDF are made from one."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from privacy.charts import Spec


@dataclass(frozen=True)
class Heading:
    """The beginning of a part."""

    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph; `is_quiet` for what a figure rests on."""

    text: str
    is_quiet: bool = False


@dataclass(frozen=True)
class Points:
    """Sentences one below the other."""

    items: Sequence[str]


@dataclass(frozen=True)
class Grid:
    """A table of written cells; the first `words` columns are words, the rest numbers.

    `wide` is the column that takes the room left over.
    """

    title: str
    heads: Sequence[str]
    lines: Sequence[Sequence[str]]
    words: int = 1
    wide: int = 0


@dataclass(frozen=True)
class Drawing:
    """A chart with its title, and its words for a reader who does not see it."""

    title: str
    spec: Spec
    words: str


@dataclass(frozen=True)
class Gallery:
    """Charts side by side."""

    drawings: Sequence[Drawing]


@dataclass(frozen=True)
class Tile:
    """One great number with what it is, and what it is compared with."""

    label: str
    value: str
    beside: str = ""


@dataclass(frozen=True)
class Tiles:
    """Great numbers side by side."""

    tiles: Sequence[Tile]


@dataclass(frozen=True)
class Room:
    """Room to write in, with what belongs there; `lines` is how many."""

    label: str
    lines: int = 6


@dataclass(frozen=True)
class SignHere:
    """Lines to write on by hand, each with what belongs there."""

    labels: Sequence[str]


@dataclass(frozen=True)
class NewPage:
    """What follows begins a page of its own on paper."""


Part = Heading | Text | Points | Grid | Gallery | Tiles | Room | SignHere | NewPage


@dataclass(frozen=True)
class Paper:
    """One report: whose, what, as of which day, in which language (sv, en)."""

    title: str
    subtitle: str
    organisation: str
    language: str
    as_of: datetime.date
    foot: str
    parts: Sequence[Part] = field(default_factory=tuple)
