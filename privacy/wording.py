"""What the screen says, in Swedish and English: words, dates and numbers.

The code is written in English; `privacy/locales/sv.po` gives the Swedish of each
sentence and of each column, in the words of the field.
"""

import datetime
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("sv", "en")
WITHHELD = {"sv": "skyddad", "en": "withheld"}
"""The one word for a withheld cell, whatever the reason."""

_LOCALES = Path(__file__).parent / "locales"
_NOTHING = "–"


@cache
def catalogue(language: str) -> dict[str, str]:
    """The sentences of a language by their English; empty for English itself."""
    file = _LOCALES / f"{language}.po"
    if not file.exists():
        return {}
    with file.open("rb") as reader:
        messages = read_po(reader)
    return {str(m.id): str(m.string) for m in messages if m.id and m.string}


def say(sentence: str, language: str, **given: object) -> str:
    """A sentence in a language, its {named} places filled in.

    One that the catalogue lacks is said in English; a test sees that none is lacking.
    """
    return catalogue(language).get(sentence, sentence).format(**given)


def name_column(name: str, language: str) -> str:
    """The heading of a column: its own word, else its name made readable."""
    found = catalogue(language).get(f"column {name}")
    return found or name.replace("_", " ").capitalize()


def write_value(value: object, language: str, column: str = "") -> str:
    """A value as a reader of the language writes it; unknown is a dash.

    Dates 2026-11-23, months 2026-11, numbers with the language's own signs.
    """
    if value is None:
        return _NOTHING
    if isinstance(value, bool):
        return say("yes" if value else "no", language)
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, datetime.date):
        return f"{value:%Y-%m}" if column == "month" else value.isoformat()
    if isinstance(value, int | float):
        return str(format_decimal(value, locale=language, format="#,##0.#"))
    if isinstance(value, list):
        return ", ".join(write_value(part, language) for part in value)
    return catalogue(language).get(f"value {value}", str(value))
