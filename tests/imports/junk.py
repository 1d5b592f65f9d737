"""Junk cells, and what a right reading of each is: told here, not by the readers.

A reading is right when it gives a value that ANSWERS names, or, for words, the text
itself; empty when the text is in NOTHING for the kind; named when the column is listed.
Anything else is silent.
"""

import datetime

DAY = datetime.date
LONG, LONGER, LONGEST = "x" * 300, "x" * 5000, "x" * 100_000

CELLS = [
    # nothing, as systems and people write it
    *("", " ", "NULL", "(null)", r"\N", "N/A", "#N/A", "#SAKNAS!", "-", "–", "nan"),
    *("infinity", "0001-01-01", "1601-01-01", "1753-01-01", "1899-12-30"),
    *("1900-01-01", "2999-12-31", "9999-12-31", "00000000", "0000-00-00 00:00:00"),
    # days that are, and days that are not
    *("5 mars 2026", "2026-03-04T23:30:00Z", "20260305", "2026-03-05T10:00:00.000"),
    *("2026-01-15 eller senare", "2026-02-30", "2026-13-01", "31/02/2026", "47"),
    *("2026-11-23x", "ca 2026-11-23", "1850-01-01", "99999-01-01", "v. 47", "2026"),
    *("2026-11-23T25:61:00Z", "2026-11-23,2026-11-24", "Never", "12:60", "igår"),
    # flags
    *("SANT", "falskt", "WAHR", "Ja", "J", "x", "kanske", "ja?", "true false", "både"),
    # numbers
    *("2", "007", "-1", "1,5", "1 234", "1\u202f234", "1.5e3", "0x1F", "½", "∞"),
    *("99999999999999999999", "١٢٣", "1,2,3", "+-1", "12 kr", "tolv", "--5"),
    # damage and mischief
    *("#REF!", "#DIV/0!", "[object Object]", "🙂", "\u202e2026-11-23", "=1+1", "''"),
    *("<b>1</b>", "DROP TABLE x; --", "%s%n{}", "a\tb", "rad ett\nrad två", "\\", '"'),
    *(LONG, LONGER, "Ã¥Ã¤Ã¶", "\ufffd\ufffd", "\x7f", "\u200b"),
    # figures and days of other scripts, signs that are read elsewhere, and worse
    *("2026-13-45", "1e309", "1E2", "٣", "１２", "1_000", "−5", "2026-02-29"),
    *("２０２６-０３-０５", "٢٠٢٦-٠٣-٠٥", "2026‑03‑05", "ＪＡ", "a\0b", LONGEST),
    # persons
    *("19850709-9805", "anna@exempel.se", "070-174 06 05", "192.0.2.17"),
]

_NONE = {"", " ", "\u200b"}
_ALL = {"NULL", "(null)", r"\N", "N/A", "#N/A", "#SAKNAS!", "-", "–"}
_NO_DAY = {
    "infinity", "0001-01-01", "1601-01-01", "1753-01-01", "1899-12-30", "1900-01-01",
    "2999-12-31", "9999-12-31", "00000000", "0000-00-00 00:00:00",
}  # fmt: skip
_OF_KIND = {
    "day": _NO_DAY | {"nan"},
    "instant": _NO_DAY | {"nan"},
    "flag": {"nan"},
    "count": {"nan"},
    "year": {"nan"},
    "amount": {"nan"},
    "length": {"nan"},
}
TEXTS = {"id", "person", "number", "word", "term", "text", "list", "mark", "month_day"}
_MIDNIGHT = datetime.datetime(2026, 3, 4, 23, tzinfo=datetime.UTC)
_NIGHT = datetime.datetime(2026, 3, 4, 23, 30, tzinfo=datetime.UTC)
_MORNING = datetime.datetime(2026, 3, 5, 9, tzinfo=datetime.UTC)

ANSWERS = {
    "day": dict.fromkeys(
        ["5 mars 2026", "2026-03-04T23:30:00Z", "20260305", "2026-03-05T10:00:00.000"],
        DAY(2026, 3, 5),
    ),
    "instant": {
        "5 mars 2026": _MIDNIGHT,
        "20260305": _MIDNIGHT,
        "2026-03-04T23:30:00Z": _NIGHT,
        "2026-03-05T10:00:00.000": _MORNING,
    },
    "flag": {
        **dict.fromkeys(["SANT", "WAHR", "Ja", "J", "x", "-1"], True),
        "falskt": False,
    },
    "count": {
        "2": 2, "007": 7, "1 234": 1234, "1\u202f234": 1234, "47": 47, "2026": 2026,
        "00000000": 0, "20260305": 20260305,
    },
    "year": {"2026": 2026},
    "amount": {
        "2": 2, "007": 7, "1 234": 1234, "1\u202f234": 1234, "47": 47, "2026": 2026,
        "00000000": 0, "20260305": 20260305, "-1": -1, "1,5": 1.5, "12 kr": 12,
        "−5": -5,
    },
    "month_day": {},
}  # fmt: skip


def is_nothing(kind: str, text: str) -> bool:
    """Whether a text says nothing in a column of a kind."""
    return text in _NONE | _ALL | _OF_KIND.get(kind, set())


def same_words(text: str) -> str:
    """A text without what nobody sees: how spaces are written, marks of direction."""
    text = text.replace("−", "-")
    kept = "".join(sign for sign in text if sign not in "\u202e\u200b\x7f\0\ufeff")
    return " ".join(kept.split())


def is_right(kind: str, text: str, value: object) -> bool:
    """Whether a value is what a text says."""
    if kind == "mark":
        return value == "given"
    if kind == "list":
        parts = [same_words(part) for part in text.split(";")]
        kept = [part for part in parts if part not in _NONE | _ALL | {"--"}]
        return isinstance(value, list) and list(map(same_words, value)) == kept
    if kind in TEXTS - {"month_day"}:
        return isinstance(value, str) and same_words(value) == same_words(text)
    wanted = ANSWERS[kind].get(text)
    return wanted is not None and value == wanted and type(value) is not str


def is_answer(kind: str, text: str) -> bool:
    """Whether a text has a meaning in a column of a kind of numbers, flags or days."""
    return text in ANSWERS[kind]
