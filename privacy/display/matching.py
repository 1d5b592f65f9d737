"""Which things a reader means by some words; the words are kept nowhere.

They may be a person's name or number. So they are matched here, in the run of the page
that they were written on, or by the engine where there are many things (`looked_for`);
no answer is remembered by them.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

_DOTS = re.compile("[\u0300-\u036f]")
"""Dots, rings and accents, apart from their letters."""


@dataclass(frozen=True)
class Text:
    """Words made ready for matching: as they are written, and without their dots."""

    written: str
    plain: str


class Named(Protocol):
    """Something with a name, and words that it is found by."""

    @property
    def name(self) -> str: ...
    @property
    def text(self) -> Text: ...


_Found = TypeVar("_Found", bound=Named)


@dataclass(frozen=True)
class SearchItem:
    """Something that can be found, and the page and choices that show it."""

    group: str
    name: str
    about: str
    page: str
    choices: Mapping[str, str]
    text: Text
    """All that it can be found by."""


def ready(*words: object) -> Text:
    """Words made ready once, so that a search only compares."""
    written = _written(" ".join(str(word) for word in words if word))
    return Text(written, _plain(written))


def find_named(items: Iterable[_Found], words: str) -> list[_Found]:
    """The things in which every word stands somewhere, the best first.

    Capitals are small letters. A letter without dots finds the one with them too, as
    people without a Swedish keyboard write; one with dots finds only itself.
    """
    wanted = _written(words).split()
    if not wanted:
        return []
    result = [item for item in items if _holds(item.text, wanted)]
    return sorted(result, key=lambda item: _place(item.name, wanted))


def looked_for(words: str) -> tuple[tuple[str, bool], ...]:
    """The words as an engine compares them, each with whether it has dots."""
    return tuple((word, word != _plain(word)) for word in _written(words).split())


def _holds(text: Text, wanted: Sequence[str]) -> bool:
    return all(
        word in (text.plain if word == _plain(word) else text.written)
        for word in wanted
    )


def _place(name: str, wanted: Sequence[str]) -> int:
    """Its very name first, then a name that begins so, then one that holds a word."""
    named, requested = _plain(_written(name)), _plain(" ".join(wanted))
    if named == requested:
        return 0
    if named.startswith(requested):
        return 1
    return 2 if any(_plain(word) in named for word in wanted) else 3


def _written(words: str) -> str:
    return unicodedata.normalize("NFC", words).casefold()


def _plain(written: str) -> str:
    if written.isascii():
        return written
    return _DOTS.sub("", unicodedata.normalize("NFD", written))
