"""A cell's text as it is compared: its spaces plain, its invisible marks gone."""

import re
from functools import cache

from privacy.imports.reading.lexicon import lexicon
from privacy.imports.reading.outcome import EMPTY, UNREADABLE, Unread

_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200e\u200f\u061c\u2060"))
_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\u2002\u2003\t"), " ")
_MINUS = {ord("\u2212"): "-"}
_PLAIN = {**_INVISIBLE, **_SPACES, **_MINUS}
_FORMULA = re.compile(r'="([^"]*)"')
"""A text that Excel is kept from turning into a number."""

LONGEST = 100
"""Signs; a longer cell is no day, number, flag or address."""


def plain(text: str) -> str:
    """A text with plain spaces, trimmed, without invisible marks and Excel's quotes."""
    if not text.isascii():
        text = text.translate(_PLAIN)
    text = text.strip()
    match = _FORMULA.fullmatch(text) if text.startswith("=") else None
    return match[1].strip() if match else text


def visible(text: str) -> str:
    """A text without invisible marks."""
    return text if text.isascii() else text.translate(_INVISIBLE)


def unread(text: str, kind: str) -> Unread | None:
    """Whether a plain text says nothing or is damaged; None when it is to be read."""
    if not text:
        return EMPTY
    if len(text) > LONGEST:
        return None
    words, damaged = _words(kind)
    lowered = text.lower()
    if lowered in words:
        return EMPTY
    return UNREADABLE if lowered in damaged else None


@cache
def _words(kind: str) -> tuple[frozenset[str], frozenset[str]]:
    return lexicon().nothing[kind], lexicon().damaged


def has_control(text: str) -> bool:
    """Whether a text holds signs that no one writes: controls, halves of signs."""
    return not text.isprintable() and any(
        ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 or 0xD800 <= ord(sign) < 0xE000
        for sign in text
    )
