"""Finds personal data in text: what kind and where, never the value.

Personnummer and samordningsnummer are found by date and checksum (folkbokföringslagen
1991:481 18 §, lag 2022:1697; Skatteverket SKV 704 and 707), organisation numbers by
their third digit (lag 1974:174). Names are found only as a first name beside a last
name, both common in Sweden, for one word alone is as often a place or a thing.
"""

import datetime
import ipaddress
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import unquote

from privacy.places import ROOT

NAMES = ROOT / "data" / "names"

KINDS = (
    "personnummer",
    "samordningsnummer",
    "email",
    "phone",
    "ipv4",
    "ipv6",
    "name",
)
"""What counts as personal, most telling first."""

FOR_THE_OFFICER = frozenset(KINDS[:4])
"""Kinds that a title, a file's name or an id may hold, and only the officer sees."""

ORGANISATION_NUMBER = "organisation_number"
"""Counted beside the personal kinds, so that look-alikes are accounted for."""

_MOST_LINES = 20

_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[-+.])(\d\d)?(\d\d)(\d\d)(\d\d)([-+]?)(\d{4})(?![-+.]?\d)"
)
_DIGEST = re.compile(
    r"(?<![0-9a-z])(?:(?=[0-9]*[a-f])[0-9a-f]{32,128}"
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-z])",
    re.I,
)
"""A hash in hex, or a UUID (RFC 9562): among random digits some look like numbers."""
_SPACED = re.compile(r"(\d{6}) (\d{4})$")
_EMAIL = re.compile(r"[\w.%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}", re.I)
_IPV4 = re.compile(r"(?<![\w.])(?<![a-z]/)(?:\d{1,3}\.){3}\d{1,3}(?!\.?\w)", re.I)
_IPV6 = re.compile(r"(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])", re.I)
_MOBILE = r"7[02369](?:[- /]?\d){7}"
_CITY = (
    r"(?:8|10|1[1-9]|2[136]|3[1356]|4[0246]|5[4]|6[03]|90)"
    r"(?:(?:[-/ ] ?\d{2,3}(?: ?\d{2,3}){1,2})|\d{6,8})"
)
_TOWN = r"[1-9]\d{2}[-/] ?\d{2,3}(?: ?\d{2,3}){1,2}"
_PHONE = re.compile(
    rf"(?<![\w.,-])(?:(?:\+|00)46[- ]?(?:\(0\))?[- ]?[1-9](?:[- ]?\d){{6,8}}"
    rf"|\+(?!46)[1-9](?:[- ]?\d){{7,13}}"
    rf"|0(?:{_MOBILE}|{_CITY}|{_TOWN}))(?![\d.]*\d)(?![-\w])"
)
_NOT_A_PERSONS = re.compile(r"(?:\+46|0046|0)[- (0)]*(?:20|77|900|939|99)")
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN_NAMES = re.compile(r"[ \-_+.]|, ?")
_SON = re.compile(r"\w{3,}sson")


@dataclass(frozen=True)
class Found:
    """How often one kind was found in one column of one file, and on which lines."""

    file: str
    column: str
    kind: str
    count: int
    lines: tuple[int, ...]
    """The first lines it stands on, twenty at most."""


def kind_of(text: str) -> str | None:
    """The most telling kind of personal data in a text, or None."""
    result = kinds_in(text)
    return next((kind for kind in KINDS if result[kind]), None)


@lru_cache(maxsize=100_000)
def is_for_the_officer(title: str) -> bool:
    """Whether a title holds a person's number, telephone number or e-mail address."""
    return kind_of(title) in FOR_THE_OFFICER


def for_others(title: str) -> str:
    """A title as others than the officer see it: the kind stands in its place."""
    return f"[{kind_of(title)}]" if is_for_the_officer(title) else title


def kinds_in(text: str) -> Counter[str]:
    """How many of each kind a text holds; a character counts for one kind only.

    What stands in a digest in hex or in a UUID is nobody's.
    """
    left = _DIGEST.sub("\x00", unquote(text) if "%" in text else text)
    result: Counter[str] = Counter()
    for pattern, tell in _TELLERS:
        left = _blank(left, pattern, tell, result)
    names = sum(1 for _ in _names_in(left))
    if names:
        result["name"] = names
    return result


def scan_rows(
    file: str, columns: Sequence[str], rows: Iterable[Sequence[str | None]]
) -> list[Found]:
    """What kinds each column of a table holds; lines count from 2, after the header."""
    seen = (
        (column, line, text)
        for line, row in enumerate(rows, start=2)
        for column, text in zip(columns, row, strict=False)
        if text
    )
    return scan_cells(file, seen)


def scan_cells(file: str, seen: Iterable[tuple[str, int, str]]) -> list[Found]:
    """What kinds the cells of a file hold, each cell its column, line and text."""
    counts: Counter[tuple[str, str]] = Counter()
    lines: dict[tuple[str, str], list[int]] = {}
    for column, line, text in seen:
        for kind, count in kinds_in(text).items():
            counts[column, kind] += count
            listed = lines.setdefault((column, kind), [])
            if len(listed) < _MOST_LINES:
                listed.append(line)
    return [
        Found(file, column, kind, count, tuple(lines[column, kind]))
        for (column, kind), count in sorted(counts.items())
    ]


def is_persons_number(text: str) -> bool:
    """Whether a text is a personnummer or samordningsnummer, by date and check digit.

    A space may stand before the last four digits.
    """
    match = _NUMBER.fullmatch(_SPACED.sub(r"\1\2", text.strip()))
    kind = _tell_number(match) if match else None
    return kind in ("personnummer", "samordningsnummer")


def _blank(
    text: str,
    pattern: re.Pattern[str],
    tell: Callable[[re.Match[str]], str | None],
    result: Counter[str],
) -> str:
    def count(match: re.Match[str]) -> str:
        kind = tell(match)
        if kind is None:
            return match[0]
        result[kind] += 1
        return "\x00" * len(match[0])

    return pattern.sub(count, text)


def _tell_number(match: re.Match[str]) -> str | None:
    century, year, month, day, sign, last = match.groups()
    digits = year + month + day + last
    if not _has_checksum(digits):
        return None
    if int(month) >= 20 and century in (None, "16") and sign != "+":
        return ORGANISATION_NUMBER
    if last.startswith("000"):  # birth numbers run from 001
        return None
    centuries = [century] if century else ["18", "19"] if sign == "+" else ["19", "20"]
    born = int(day) - 60 if int(day) > 60 else int(day)
    if not any(_is_day(c, year, month, born) for c in centuries):
        return None
    return "samordningsnummer" if int(day) > 60 else "personnummer"


def _has_checksum(digits: str) -> bool:
    """Whether the last of ten digits is the Luhn check digit of the others."""
    doubled = (int(digit) * (2 - at % 2) for at, digit in enumerate(digits))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _is_day(century: str, year: str, month: str, day: int) -> bool:
    if century not in ("18", "19", "20"):
        return False
    try:
        datetime.date(int(century + year), int(month), day)
    except ValueError:
        return False
    return True


def _tell_ipv4(match: re.Match[str]) -> str | None:
    """A whole address of somebody; one that ends in 0 is cut already."""
    try:
        address = ipaddress.IPv4Address(match[0])
    except ValueError:
        return None
    is_nobodys = address.is_loopback or address.is_multicast or address.packed[0] == 0
    is_cut = address.packed[3] in (0, 255)
    return None if is_nobodys or is_cut else "ipv4"


def _tell_ipv6(match: re.Match[str]) -> str | None:
    """A whole address of somebody; one with nothing after /48 is cut already."""
    try:
        address = ipaddress.IPv6Address(match[0])
    except ValueError:
        return None
    is_cut = not any(address.packed[6:])
    is_short = len([part for part in match[0].split(":") if part]) < 3
    return None if is_cut or is_short or address.is_loopback else "ipv6"


def _tell_phone(match: re.Match[str]) -> str | None:
    return None if _NOT_A_PERSONS.match(match[0]) else "phone"


_TELLERS: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]] = (
    (_EMAIL, lambda match: "email"),
    (_NUMBER, _tell_number),
    (_IPV4, _tell_ipv4),
    (_IPV6, _tell_ipv6),
    (_PHONE, _tell_phone),
)


def _names_in(text: str) -> Iterator[tuple[int, int]]:
    """Spans of whole names: first names and a last name, in either order."""
    first, last = _listed("first_names"), _listed("last_names")
    words = list(_WORD.finditer(text.lower()))
    at = 0
    while at < len(words) - 1:
        one, other = words[at], words[at + 1]
        pair = (one[0], other[0])
        touches = _BETWEEN_NAMES.fullmatch(text, one.end(), other.start())
        if touches and any(
            given in first and (family in last or _SON.fullmatch(family))
            for given, family in (pair, pair[::-1])
        ):
            yield one.start(), other.end()
            at += 1
        at += 1


@cache
def _listed(name: str) -> frozenset[str]:
    text = (NAMES / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(text.lower().split())


def totals(result: Iterable[Found]) -> Mapping[str, int]:
    """Counts by kind over all that was found, organisation numbers left out."""
    counts: Counter[str] = Counter()
    for one in result:
        if one.kind in KINDS:
            counts[one.kind] += one.count
    return counts
