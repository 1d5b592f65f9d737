"""What the screen says, in Swedish and English: words, dates and numbers.

The code is written in English. `privacy/locales/<language>/*.po` give the words of a
language: `pages` the sentences, `columns` the headings, `values` the words of the
answers, `definitions` what the headers of the queries say.

Babel is imported where it is needed: an import of files says nothing and goes without.
"""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, Protocol

_LOCALES = Path(__file__).parent / "locales"
LANGUAGES = ("sv", *sorted({f.name for f in _LOCALES.iterdir() if f.is_dir()} - {"sv"}))
"""Every folder of words, Swedish first."""
_NOTHING = "–"
_SPANS: Mapping[int | None, str] = {
    0: "{number} months from {first} to {last}",
    2: "{number} quarters from {first} to {last}",
    5: "{number} half-years from {first} to {last}",
}
"""Several periods, by how many months each goes on after its first."""
_SPACES = " \u00a0"
_OWN_WORDS = frozenset(
    "word page referrer browser queue file system record_id request_id quote "
    "who identity approved_by started_by attested_by note".split()
)
"""Columns whose words are somebody else's and stay as they are."""
_DETAILS = re.compile(r", (?=[a-z_]+: )")
"""What parts the details of an entry of the journal: name: value, name: value."""
_COUNTS = frozenset(
    "accepted rejected refused files rows records exports gone left kept listed "
    "tasks".split()
)
"""Details that count something, and are written as numbers are."""
_PLACE = re.compile(r"(\{[a-z_]+\})")
"""A place of a template, by name."""
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)")
"""How the stamp of a build begins: when it was made, UTC."""
_OUR_MARKS = frozenset({"*", "-", "övriga", "Dataskyddspanelen"})
"""All, none, the rare ones together and the dashboard: ours in every column."""
LAST_LETTERS = {"å": "{a", "ä": "{b", "ö": "{c", "é": "e", "ü": "y"}
"""Letters that Swedish sorts elsewhere than their code, and what they sort as."""
_LAST_LETTERS = str.maketrans(LAST_LETTERS)


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
        words |= _words_of(file)
    return words


def _words_of(file: Path) -> dict[str, str]:
    from babel.messages.pofile import read_po

    with file.open("rb") as reader:
        messages = read_po(reader)
    return {str(m.id): str(m.string) for m in messages if m.id and m.string}


def say(sentence: str, language: str, **given: object) -> str:
    """A sentence in a language, its {named} places filled in.

    One that the catalogue lacks is said in English; a test sees that none is lacking.
    """
    return catalogue(language).get(sentence, sentence).format(**given)


class Written(Protocol):
    """What is written by the sentences of a language: an error, or another message."""

    def written(self, translate: Callable[[str], str]) -> str:
        """What it says, each of its sentences as `translate` gives it."""


def tell(message: Written, language: str) -> str:
    """An error or another message in a language, and the messages in its places.

    What the catalogue lacks is said in English.
    """
    words = catalogue(language)
    written = message.written(lambda sentence: words.get(sentence, sentence))
    return retell(written, language)


def retell(sentence: str, language: str) -> str:
    """A refusal of an export, formed in English, in a language; others as they are.

    It is kept with its export and shown by commands too, so its template is known by
    the sentence. What stands in a place named {why} is such a sentence itself.
    """
    for template, pattern in _refusals().items():
        if match := pattern.fullmatch(sentence):
            given = {
                name: retell(text, language) if name.startswith("why") else text
                for name, text in match.groupdict().items()
            }
            return say(template, language, **given)
    return sentence


@cache
def _refusals() -> Mapping[str, re.Pattern[str]]:
    """The templates of refusals, the longest first, and what is formed by each."""
    templates = sorted(_words_of(_LOCALES / "sv" / "refusals.po"), key=len)
    return {template: _formed_by(template) for template in reversed(templates)}


def _formed_by(template: str) -> re.Pattern[str]:
    names: set[str] = set()
    parts = []
    for part in _PLACE.split(template):
        name = part.strip("{}")
        if not _PLACE.fullmatch(part):
            parts.append(re.escape(part))
        elif name in names:
            parts.append(f"(?P={name})")
        else:
            names.add(name)
            parts.append(f"(?P<{name}>.{'*' if name == 'why' else '+'}?)")
    return re.compile("".join(parts), re.DOTALL)


def withheld_word(language: str) -> str:
    """The one word for a withheld cell, whatever the reason."""
    return say("withheld", language)


def name_language(language: str) -> str:
    """A language by its own name, as its readers write it."""
    from babel import Locale

    name = Locale.parse(language).get_display_name(language) or language
    return name[0].upper() + name[1:]


def sv_or_en(language: str) -> Literal["sv", "en"]:
    """Which of two texts is read, where there are a Swedish and an English one alone.

    The policy and its rules are given in these two; a third language reads English.
    """
    return "sv" if language == "sv" else "en"


def decimal_sign(language: str) -> str:
    """What stands before the decimals of a number."""
    from babel.numbers import get_decimal_symbol

    return get_decimal_symbol(language)


def name_column(name: str, language: str) -> str:
    """The heading of a column: its own word, else its name made readable."""
    result = catalogue(language).get(f"column {name}")
    return result or _readable(name)


def define(meaning: str, language: str) -> str:
    """What a column or a query means, as the query's header says it."""
    return catalogue(language).get(meaning, meaning)


def name_period(first: datetime.date, last: datetime.date, language: str) -> str:
    """A month in words, or the months of a longer period: januari–juni 2026."""
    if (first.year, first.month) == (last.year, last.month):
        return name_month(first, language)
    names = _month_names("wide", language)
    whole = first.year != last.year
    begins = name_month(first, language) if whole else names[first.month]
    return f"{begins}–{name_month(last, language)}"


def name_month(month: datetime.date, language: str) -> str:
    """A month in words: oktober 2026."""
    return f"{_month_names('wide', language)[month.month]} {month.year}"


def short_month(month: datetime.date, language: str) -> str:
    """A month in short, without its year: okt."""
    return _month_names("abbreviated", language)[month.month].strip(".")


def _month_names(
    width: Literal["wide", "abbreviated"], language: str
) -> Mapping[int, str]:
    from babel.dates import get_month_names

    return get_month_names(width, locale=language)


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
        from babel.numbers import format_decimal

        written = str(format_decimal(value, locale=language, format="#,##0.#"))
        return written.replace("-", "\u2212")
    if isinstance(value, list):
        return ", ".join(write_value(part, language) for part in value) or _NOTHING
    return _write_word(str(value), language, column)


def _write_word(word: str, language: str, column: str) -> str:
    if column == "weekday" and word.replace("+", "").isdecimal():
        from babel.dates import get_day_names

        names = get_day_names("wide", locale=language)
        return " + ".join(str(names[int(day) - 1]) for day in word.split("+"))
    if column == "week" and language != "sv":
        return word.replace("-v", "-W")
    if column.endswith("_at") and word[10:11] == "T":
        return word[:16].replace("T", " ")
    if column == "details":
        return ", ".join(_write_detail(p, language) for p in _DETAILS.split(word))
    if column == "refused" and (retold := retell(word, language)) != word:
        return retold
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
    words = catalogue(language)
    written = write_value(value, language, name)
    if name == "page":
        written = say(value, language)
    elif name == "query":
        last = value.split("/")[-1]
        written = words.get(f"list {value}") or words.get(f"value {last}", value)
    elif name == "releases":
        written = _write_releases(value.split(), language)
    elif value.isdecimal() and name in _COUNTS:
        written = write_value(int(value), language, name)
    elif name == "build" and (stamp := _STAMP.match(value)):
        written = "{}-{}-{} {}:{} UTC".format(*stamp.groups())
    heading = words.get(f"detail {name}") or name_column(name, language)
    return f"{heading}: {written}"


def _write_releases(names: Sequence[str], language: str) -> str:
    """Releases by their source, each with its first and last month.

    A name is search-2026-01-v1, after a stroke with the last month where it is known.
    """
    spans: dict[str, list[tuple[str, str]]] = {}
    for name in names:
        release, _, until = name.partition("/")
        source, parted, month = release.partition("-")
        if not parted:
            return " ".join(names)
        spans.setdefault(source, []).append((month[:7], until))
    return "; ".join(
        f"{write_value(source, language)}, {_write_spans(own, language)}"
        for source, own in spans.items()
    )


def _write_spans(spans: Sequence[tuple[str, str]], language: str) -> str:
    """Periods of one source by how many and how long they are: 2 half-years from ..."""
    first, last = min(spans)[0], max(spans)[1] or max(spans)[0]
    if len(spans) == 1:
        sentence = "{first}" if first == last else "{first} to {last}"
    elif not all(until for _, until in spans):
        sentence = "{number} periods that begin {first} to {last}"
    else:
        lengths = {_month_number(end) - _month_number(start) for start, end in spans}
        length = lengths.pop() if len(lengths) == 1 else None
        sentence = _SPANS.get(length, "{number} periods from {first} to {last}")
    return say(sentence, language, number=len(spans), first=first, last=last)


def _month_number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])


def _readable(name: str) -> str:
    return name.replace("_", " ").capitalize()
