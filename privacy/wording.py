"""What the screen says, in Swedish and English: words, dates and numbers.

The code is written in English. `privacy/locales/<language>/*.po` give the words of a
language: `pages` the sentences, `columns` the headings, `values` the words of the
answers, `definitions` what the headers of the queries say.
"""

import datetime
import re
from functools import cache
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.dates import get_day_names, get_month_names
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_decimal_symbol

_LOCALES = Path(__file__).parent / "locales"
LANGUAGES = ("sv", *sorted({f.name for f in _LOCALES.iterdir() if f.is_dir()} - {"sv"}))
"""Every folder of words, Swedish first."""
_NOTHING = "–"
_SPACES = " \u00a0"
_OWN_WORDS = frozenset(
    "word page referrer browser queue file system record_id request_id quote "
    "who identity approved_by started_by attested_by note".split()
)
"""Columns whose words are somebody else's and stay as they are."""
_DETAILS = re.compile(r", (?=[a-z_]+: )")
"""What parts the details of an entry of the journal: name: value, name: value."""
_OUR_MARKS = frozenset({"*", "-", "övriga"})
"""All, none, and the rare ones together: ours in every column."""
_LAST_LETTERS = str.maketrans({"å": "{a", "ä": "{b", "ö": "{c", "é": "e", "ü": "y"})


_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula."""
_BETWEEN = re.compile(r"([;,\t\r\n]+)")
"""What parts cells, in the one country or the other."""
_NUMBER = re.compile(r"[-+]?[\d .]*")


def escape_formula(cell: str) -> str:
    """A cell of a file meant for spreadsheets, which none takes for a formula.

    Not in its midst either: a spreadsheet of another country parts it there, whatever
    quotes stand around it.
    """
    parts = _BETWEEN.split(cell)
    parts[0] = _escaped(parts[0])
    for place in range(2, len(parts), 2):
        if not _NUMBER.fullmatch(parts[place].strip(_SPACES)):
            parts[place] = _escaped(parts[place])
    mark = "'" if cell.startswith(("\t", "\r", "\n")) else ""
    return mark + "".join(parts)


def _escaped(part: str) -> str:
    starts = part.lstrip(_SPACES).startswith(_STARTS)
    return f"'{part}" if starts and part != "-" else part


@cache
def catalogue(language: str) -> dict[str, str]:
    """The words of a language by their English."""
    words: dict[str, str] = {}
    for file in sorted((_LOCALES / language).glob("*.po")):
        with file.open("rb") as reader:
            messages = read_po(reader)
        words |= {str(m.id): str(m.string) for m in messages if m.id and m.string}
    return words


def say(sentence: str, language: str, **given: object) -> str:
    """A sentence in a language, its {named} places filled in.

    One that the catalogue lacks is said in English; a test sees that none is lacking.
    """
    return catalogue(language).get(sentence, sentence).format(**given)


WITHHELD = {language: say("withheld", language) for language in LANGUAGES}
"""The one word for a withheld cell, whatever the reason."""


def name_language(language: str) -> str:
    """A language by its own name, as its readers write it."""
    name = Locale.parse(language).get_display_name(language) or language
    return name[0].upper() + name[1:]


def sv_or_en(language: str) -> Literal["sv", "en"]:
    """Which of two texts is read, where there are a Swedish and an English one alone.

    The policy and its rules are given in these two; a third language reads English.
    """
    return "sv" if language == "sv" else "en"


def decimal_sign(language: str) -> str:
    """What stands before the decimals of a number."""
    return get_decimal_symbol(language)


def name_column(name: str, language: str) -> str:
    """The heading of a column: its own word, else its name made readable."""
    found = catalogue(language).get(f"column {name}")
    return found or _readable(name)


def define(meaning: str, language: str) -> str:
    """What a column or a query means, as the query's header says it."""
    return catalogue(language).get(meaning, meaning)


def name_period(first: datetime.date, last: datetime.date, language: str) -> str:
    """A month in words, or the months of a longer period: januari–juni 2026."""
    if (first.year, first.month) == (last.year, last.month):
        return name_month(first, language)
    names = get_month_names("wide", locale=language)
    whole = first.year != last.year
    begins = name_month(first, language) if whole else names[first.month]
    return f"{begins}–{name_month(last, language)}"


def name_month(month: datetime.date, language: str) -> str:
    """A month in words: oktober 2026."""
    return f"{get_month_names('wide', locale=language)[month.month]} {month.year}"


def sort_key(text: str) -> str:
    """Sorts as Swedish does: å, ä and ö after z, capitals as small letters."""
    return text.casefold().translate(_LAST_LETTERS)


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
        written = str(format_decimal(value, locale=language, format="#,##0.#"))
        return written.replace("-", "\u2212")
    if isinstance(value, list):
        return ", ".join(write_value(part, language) for part in value) or _NOTHING
    return _write_word(str(value), language, column)


def _write_word(word: str, language: str, column: str) -> str:
    if column == "weekday" and word.replace("+", "").isdecimal():
        names = get_day_names("wide", locale=language)
        return " + ".join(str(names[int(day) - 1]) for day in word.split("+"))
    if column == "week" and language != "sv":
        return word.replace("-v", "-W")
    if column.endswith("_at") and word[10:11] == "T":
        return word[:16].replace("T", " ")
    if column == "details":
        return ", ".join(_write_detail(p, language) for p in _DETAILS.split(word))
    if column in _OWN_WORDS and word not in _OUR_MARKS:
        return word
    kind = "event" if column == "event" else "value"
    words = catalogue(language)
    own = words.get(f"{column} {word}") if word in _OUR_MARKS else None
    other = _readable(word) if column == "statistic" else word
    if column == "subject":  # of a note: a rule, or a statistic
        other = words.get(f"rule {word}", other)
    return own or words.get(f"{kind} {word}", other)


def _write_detail(detail: str, language: str) -> str:
    """One detail of an entry of the journal; a page is named by its title."""
    name, parted, value = detail.partition(": ")
    if not parted:
        return detail
    written = write_value(value, language, name)
    if name == "page":
        written = say(value, language)
    return f"{name_column(name, language)}: {written}"


def _readable(name: str) -> str:
    return name.replace("_", " ").capitalize()
