"""Finds periods in Swedish and English text: numbers with a unit of time.

A number is digits or words ("tre", "eighteen", "ett halvt"), alone or as a range; a
number without a unit of time beside it (a law, a postal code, a date) is no period.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = {
    "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7,
    "åtta": 8, "nio": 9, "tio": 10, "elva": 11, "tolv": 12, "tretton": 13,
    "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17, "arton": 18,
    "nitton": 19, "tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60,
    "sjuttio": 70, "åttio": 80, "nittio": 90, "hundra": 100, "etthundra": 100,
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
_ONES = "ett två tre fyra fem sex sju åtta nio".split()
_ENGLISH_ONES = "one two three four five six seven eight nine".split()
for _ten in "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio".split():
    _WORDS |= {_ten + one: _WORDS[_ten] + n for n, one in enumerate(_ONES, 1)}
for _ten in "twenty thirty forty fifty sixty seventy eighty ninety".split():
    for _join in ("-", " "):
        _WORDS |= {
            _ten + _join + one: _WORDS[_ten] + n
            for n, one in enumerate(_ENGLISH_ONES, 1)
        }
_WORDS |= {
    "etthundraåttio": 180, "hundraåttio": 180, "etthundratjugo": 120,
    "hundratjugo": 120, "one hundred and eighty": 180, "one hundred eighty": 180,
    "a hundred and eighty": 180,
    "one hundred and twenty": 120, "one hundred": 100, "trehundrasextiofem": 365,
}  # fmt: skip

_ORDINALS = {
    "första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "femte": 5, "sjätte": 6,
    "sjunde": 7, "åttonde": 8, "nionde": 9, "tionde": 10, "elfte": 11, "tolfte": 12,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip

_UNITS = (
    (
        "working days",
        1,
        r"(?:arbets|bank|var)dag(?:ar)?s?|(?:business|working)[ -]days?",
    ),
    ("hours", 1, r"timm(?:e|ar|es|ars|arna)|tim|h|hours?|hrs?"),
    (
        "days",
        1,
        r"(?:kalender)?dag(?:ar(?:na)?)?s?|dygn(?:en)?s?|dgr|d|(?:calendar )?days?",
    ),
    ("days", 7, r"veck(?:a|or(?:na)?)s?|v|weeks?|wks?"),
    ("days", 14, r"fortnights?"),
    (
        "months",
        1,
        r"(?:kalender)?månad(?:er(?:na)?)?s?|mån|mån\.|(?:calendar )?months?|mos?",
    ),
    ("years", 10, r"decenni(?:um|er|ums)|decades?"),
    ("months", 3, r"kvartal(?:en)?s?|quarters?"),
    ("months", 6, r"halvårs?|half[- ]years?"),
    (
        "years",
        1,
        r"(?:kalender|verksamhets|räkenskaps)?år(?:en)?s?"
        r"|(?:calendar |full |financial )?years?|yrs?",
    ),
)  # fmt: skip
_NUMBER = "|".join(
    sorted((*map(re.escape, _WORDS), r"\d{1,4}(?:[.,]\d)?"), key=len)[::-1]
)
_UNIT = "|".join(f"(?P<u{n}>{pattern})" for n, (_, _, pattern) in enumerate(_UNITS))
_COMPOUND = r"(?:[- ]?(?:s?period|tid|gräns)(?:en|er|s)?)?"
_MOST = (
    r"(?:dock |men |but |and |och |eller )*"
    r"(?:längst|högst|max(?:imalt)?|som mest|at most|no more than|not more than)"
)
_TO = (
    r"(?:\s*[-–—]\s*|\s+(?:till|to|och|and|eller|or|upp till|up to)\s+"
    rf"|,?\s+{_MOST}\s+)"
)
_AGAIN = rf"(?:\s*\(\s*(?:{_NUMBER})\s*\))?"
_HALF = r"(?P<half>\s+(?:och\s+(?:ett\s+)?halvt?|and\s+a\s+half))?"

_PERIOD = re.compile(
    rf"(?<![\w.,:/§-])(?P<one>{_NUMBER}){_AGAIN}{_HALF}"
    rf"(?:{_TO}(?P<two>{_NUMBER}){_AGAIN})?"
    rf"(?:\s+(?:hela|fulla|full|further|ytterligare|additional|more|consecutive))?"
    rf"[\s-]*(?:{_UNIT})(?P<apart>['’]s?)?{_COMPOUND}(?!\w)",
    re.IGNORECASE,
)
_WORDED = re.compile(
    r"(?<!\w)(?:(?P<halfyear>(?:ett |a |one )?"
    r"(?:halvår|halvt år|half[- ](?:a[- ])?year|half of a year))"
    r"|(?P<quarter>(?:ett |a |one )kvartal|(?:a|one) quarter(?! of))"
    r"|(?P<yearly>(?:en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|tolv)"
    r"(?:års|månaders|veckors|dagars)"
    r"(?:period|tid|frist)(?:en|er)?)|(?P<years>(?:ett|två|tre|fem|sju|tio)årig[at]?))(?!\w)",
    re.IGNORECASE,
)  # fmt: skip
_ORDINAL = re.compile(
    rf"(?<!\w)(?:(?P<word>{'|'.join(_ORDINALS)})|(?P<digits>\d{{1,2}})(?::e|:a|st|nd|rd|th))"
    r"\s+(?:(?:kalender)?året|(?:calendar\s+|financial\s+)?year)(?!\w)",
    re.IGNORECASE,
)  # fmt: skip
_MOST_UNITS = 1000
"""A larger number is a year of the calendar."""
_COMPOUNDED = re.compile(r"(\w+?)(års|månaders|veckors|dagars)")
_STEMS = {"års": ("years", 1), "månaders": ("months", 1), "veckors": ("days", 7),
          "dagars": ("days", 1)}  # fmt: skip


@dataclass(frozen=True)
class Amount:
    """A period in a text: `number` units, or from `number` to `longest` of them.

    `unit` is hours, days, working days, months or years; weeks are given as days and
    quarters and half years as months. `start` and `end` are its place in the text;
    `is_ordinal` when the text says the seventh year and not seven years.
    """

    number: int
    longest: int | None
    unit: str
    start: int
    end: int
    is_ordinal: bool = False


def find_amounts(text: str) -> list[Amount]:
    """The periods of a text, in order, none overlapping."""
    result: list[Amount] = []
    for amount in sorted(_amounts(text), key=lambda a: (a.start, -a.end)):
        if not result or amount.start >= result[-1].end:
            result.append(amount)
    return result


def _amounts(text: str) -> Iterator[Amount]:
    for match in _PERIOD.finditer(text):
        unit, times = next(
            (_UNITS[n][0], _UNITS[n][1])
            for n in range(len(_UNITS))
            if match[f"u{n}"] is not None
        )
        first = _value(match["one"]) + (0.5 if match["half"] else 0)
        last = _value(match["two"]) if match["two"] else None
        is_letter = any(len(match[f"u{n}"] or "") == 1 for n in range(len(_UNITS)))
        if is_letter and not match["one"][0].isdigit():
            continue
        yield from _made(first, last, unit, times, match)
    for match in _WORDED.finditer(text):
        if match["halfyear"]:
            yield Amount(6, None, "months", match.start(), match.end())
        elif match["quarter"]:
            yield Amount(3, None, "months", match.start(), match.end())
        elif match["yearly"]:
            word, stem = _COMPOUNDED.match(match[0].lower()).groups()  # type: ignore[union-attr]
            unit, times = _STEMS[stem]
            yield from _made(_value(word), None, unit, times, match)
        else:
            word = re.sub(r"årig\w?$", "", match[0].lower())
            yield from _made(_value(word), None, "years", 1, match)
    for match in _ORDINAL.finditer(text):
        number = (
            _ORDINALS[match["word"].lower()] if match["word"] else int(match["digits"])
        )
        yield Amount(number, None, "years", match.start(), match.end(), True)


def _value(text: str) -> float:
    plain = re.sub(r"\s+", " ", text.lower())
    return float(_WORDS[plain]) if plain in _WORDS else float(plain.replace(",", "."))


def _made(
    first: float, last: float | None, unit: str, times: int, match: re.Match[str]
) -> Iterator[Amount]:
    """One period in whole units; half a year is six months."""
    first, last = first * times, last * times if last else None
    if unit == "years" and (first % 1 or (last or 0) % 1):
        unit, first, last = "months", first * 12, last * 12 if last else None
    if not first or first % 1 or (last or 0) % 1 or first > _MOST_UNITS:
        return
    longest = int(last) if last and last > first else None
    yield Amount(int(first), longest, unit, match.start(), match.end())
