"""What is wrong in policy files: every fault at once, with file, line, key and remedy.

No fault repeats what a file says; it says what may stand there, and the word meant.
"""

import datetime
import difflib
import itertools
import re
import tomllib
import typing
import zoneinfo
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from privacy.places import ROOT
from privacy.policy import allowed
from privacy.policy.positions import find_positions
from privacy.policy.shapes import (
    IDENTITY,
    TABLES,
    Organisation,
    fields_of,
    plain_type,
)
from privacy.policy.versions import folded

CHECKS = ROOT / "queries" / "checks"
ALIKE = CHECKS.with_suffix(".toml")
"""Checks that differ by a word, by the query that asks them."""

_BLANK = re.compile(r"\s*")
_DAYS = (datetime.date(1800, 1, 1), datetime.date(2200, 12, 31))


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong in a policy file."""

    file: Path
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.sentence}"


@dataclass(frozen=True)
class Row:
    """One row of a policy table, and where it stands."""

    file: Path
    table: str
    place: int
    said: Mapping[str, object]
    text: str
    is_law: bool

    def line(self, key: str | None = None) -> int:
        """Where a key of the row stands, else the row."""
        return find_positions(self.text).line(self.table, self.place, key)

    def fault(self, sentence: str, key: str | None = None) -> Fault:
        """A fault of this row, at the line of a key."""
        line = self.line(key)
        named = f" {key}" if key else ""
        return Fault(self.file, line, f"[[{self.table}]]{named} {sentence}")


def read_file(
    file: Path, text: str, *, is_law: bool
) -> tuple[list[Row], list[Fault], str | None]:
    """The rows of one policy file, its faults of form, and the title it gives.

    A file that is no TOML has one fault, at the line where it ends to be.
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [], [Fault(file, *_syntax(text, str(error)))], None
    rows: list[Row] = []
    faults: list[Fault] = []
    title: str | None = None
    for table, listed in said.items():
        if table == "organisation":
            faults += _of_head(file, listed, text)
            title = listed.get("title") if isinstance(listed, dict) else None
        elif table not in TABLES:
            line = find_positions(text).line(table, 0)
            sentence = f"there is no policy table [[{table}]]"
            faults.append(Fault(file, line, sentence + _instead(table, TABLES)))
        elif not _is_rows(listed):
            line = find_positions(text).line(table, 0)
            sentence = f"[[{table}]] is written with two brackets, once for each row."
            faults.append(Fault(file, line, sentence))
        else:
            for place, row in enumerate(typing.cast(list[dict[str, object]], listed)):
                rows.append(Row(file, table, place, row, text, is_law))
    return rows, faults, title


def faults_of_rows(rows: Sequence[Row]) -> Iterator[Fault]:
    """What is wrong in single rows: keys, types, words and what they say together."""
    for row in rows:
        found = list(_of_keys(row))
        yield from found
        if not found:
            yield from _of_whole(row)


def _syntax(text: str, said: str) -> tuple[int, str]:
    at = re.search(r"at line (\d+), column (\d+)", said)
    line = int(at[1]) if at else text.count("\n") + 1
    column = f", column {at[2]}" if at else ""
    if "overwrite" in said or "uplicate" in said or "twice" in said:
        what = "a key or table stands here that stands before already; keep one"
    else:
        what = "this is no valid TOML; look at quotes, brackets and ="
    return line, f"{what}{column} (line {line})."


def _is_rows(listed: object) -> bool:
    return isinstance(listed, list) and all(isinstance(row, dict) for row in listed)


def _of_head(file: Path, head: object, text: str) -> Iterator[Fault]:
    line = find_positions(text).line("organisation", 0)
    if not isinstance(head, dict):
        yield Fault(file, line, "[organisation] is written with one bracket.")
        return
    known = [field.name for field in msgspec.structs.fields(Organisation)]
    for key, value in head.items():
        line = find_positions(text).line("organisation", 0, key)
        if key not in known:
            said = f"[organisation] has no key {key}" + _instead(key, known)
            yield Fault(file, line, said)
        elif not isinstance(value, str) or not value.strip():
            yield Fault(file, line, f"[organisation] {key} is a text, not empty.")


def _of_keys(row: Row) -> Iterator[Fault]:
    fields = {field.name: field for field in fields_of(TABLES[row.table])}
    for key in row.said:
        if key not in fields:
            yield row.fault(f"is no key{_instead(key, fields)}", key)
    for name, field in fields.items():
        if name not in row.said:
            if field.required:
                yield row.fault(f"lacks {name}; add {name} = {_example(field)}.")
        elif (sentence := _of_value(row.said[name], field)) is not None:
            yield row.fault(sentence, name)


def _of_value(value: object, field: msgspec.structs.FieldInfo) -> str | None:
    kind, words = plain_type(field.type)
    if kind is datetime.date:
        return _of_day(value)
    if words and (value not in words if isinstance(value, str) else True):
        return "is " + _one_of(words) + _nearest(value, words)
    if kind is bool and not isinstance(value, bool):
        return "is true or false, without quotes."
    if kind in (int, float) and (
        isinstance(value, bool) or not isinstance(value, int | float)
    ):
        return f"is {_number(field)}, in digits without quotes."
    try:
        msgspec.convert(value, field.type)
    except (msgspec.ValidationError, OverflowError):
        if kind is str:
            return "is a text in quotes, not empty."
        if kind is list:
            return 'is a list of texts, none empty, as [] or ["..."].'
        return f"is {_number(field)}."
    return None


def _of_day(value: object) -> str | None:
    day = value
    if isinstance(value, str):
        try:
            day = datetime.date.fromisoformat(value)
        except ValueError:
            day = None
    if isinstance(day, datetime.datetime) or not isinstance(day, datetime.date):
        return "is a day, written as 2026-07-01 without quotes."
    if not _DAYS[0] <= day <= _DAYS[1]:
        return f"is a day from {_DAYS[0]} to {_DAYS[1]}."
    return None


def _number(field: msgspec.structs.FieldInfo) -> str:
    kind, _words = plain_type(field.type)
    return "a whole number from 1 to 10000" if kind is int else "a number, at least 0"


def _example(field: msgspec.structs.FieldInfo) -> str:
    kind, words = plain_type(field.type)
    if words:
        return f'"{words[0]}"'
    examples = {str: '"..."', bool: "false", list: "[]", datetime.date: "2026-07-01"}
    return str(examples.get(kind, "1"))


def _of_whole(row: Row) -> Iterator[Fault]:
    """What the keys of a sound row say together."""
    said = row.said
    ends, begins = day_of(said.get("valid_to")), day_of(said.get("valid_from"))
    if ends is not None and begins is not None and ends < begins:
        yield row.fault("is before valid_from; a version lasts a day.", "valid_to")
    yield from _WHOLE.get(row.table, _nothing)(row)


def _nothing(row: Row) -> Iterator[Fault]:
    yield from ()


def _of_constant(row: Row) -> Iterator[Fault]:
    name, value = str(row.said["name"]), float(typing.cast(float, row.said["value"]))
    unit = allowed.CONSTANT_UNITS[name]
    if row.said["unit"] != unit:
        yield row.fault(f'is "{unit}" of {name}.', "unit")
    least = allowed.LEAST.get(name, 0)
    if value < least or value != int(value):
        yield row.fault(f"is a whole number of {name}, at least {least}.", "value")
    if unit == "percent" and value > 100:
        yield row.fault("is at most 100 of percent.", "value")


def _of_choice(row: Row) -> Iterator[Fault]:
    values = allowed.CHOICES_OF[str(row.said["name"])]
    if row.said["value"] not in values:
        said = "is " + _one_of(values) + _nearest(row.said["value"], values)
        yield row.fault(said, "value")


def _of_rule(row: Row) -> Iterator[Fault]:
    said = row.said
    method, unit = said["method"], said["unit"]
    is_counted = method in allowed.COUNTED_METHODS
    if is_counted and "period" not in said:
        yield row.fault(f"lacks period; the method {method} counts one.", "method")
    if is_counted and unit == "none":
        yield row.fault("is days, months or years of a period.", "unit")
    if unit == "hours" and (method, said.get("base")) != ("period", "first_seen_at"):
        yield row.fault("is hours of the base first_seen_at alone.", "unit")
    if not is_counted and (unit != "none" or "period" in said):
        key = "unit" if unit != "none" else "period"
        yield row.fault(f'does not go with {method}, which has unit = "none".', key)
    if method in allowed.YEAR_METHODS and unit not in ("years", "none"):
        yield row.fault(f'is "years" of the method {method}.', "unit")
    bases = allowed.METHOD_BASES.get(str(method))
    if bases and said.get("base") not in bases:
        yield row.fault(f"is {_one_of(bases)} of the method {method}.", "base")
    if method in ("end", "at_once") and said.get("base") is None:
        yield row.fault(f"is needed by the method {method}.", "base")
    yield from _of_rule_kind(row)


def _of_rule_kind(row: Row) -> Iterator[Fault]:
    """What a range and a decision have that no other kind has."""
    said = row.said
    if (said["kind"] == "range") != ("longest" in said):
        yield row.fault('goes with kind = "range", and a range needs it.', "longest")
    elif said["kind"] == "range":
        shortest = typing.cast(int, said.get("period", 0))
        if typing.cast(int, said["longest"]) <= shortest:
            yield row.fault("is more than period.", "longest")
        if said["method"] not in ("period", *allowed.YEAR_METHODS):
            yield row.fault(
                "is period, year_end or year_inclusive of a range.", "method"
            )
    marks = (
        said["kind"] == "decision",
        said["method"] == "until_further",
        "review_on" in said,
    )
    if any(marks) and not all(marks):
        yield row.fault(
            'is "decision" with method = "until_further" and a review_on, or neither.',
            "kind",
        )


def _of_word(row: Row) -> Iterator[Fault]:
    meanings = allowed.FIELD_MEANINGS[str(row.said["field"])]
    if row.said["meaning"] not in meanings:
        said = "is " + _one_of(meanings) + _nearest(row.said["meaning"], meanings)
        yield row.fault(said, "meaning")


def _of_zone(row: Row) -> Iterator[Fault]:
    zone = row.said.get("time_zone")
    if zone is not None and zone not in zoneinfo.available_timezones():
        near = _nearest(zone, sorted(zoneinfo.available_timezones()))
        yield row.fault(f"is a time zone, as Europe/Stockholm.{near}", "time_zone")


@cache
def check_names() -> list[str]:
    """The names of all checks that a promise may name."""
    alike = tomllib.loads(ALIKE.read_text(encoding="utf-8")).values()
    files = [file.stem for file in CHECKS.glob("*.sql")]
    return sorted([*files, *itertools.chain.from_iterable(alike)])


def _of_promise(row: Row) -> Iterator[Fault]:
    names = check_names()
    said = typing.cast(list[str], row.said.get("checks") or [])
    for check in said:
        if check not in names:
            yield row.fault(
                "names a check that there is none of; it is a file in queries/checks, "
                "or a line of queries/checks.toml." + _nearest(check, names),
                "checks",
            )
    if row.said["kind"] == "measured" and not said:
        yield row.fault("are needed by a promise that is measured.", "checks")


def _of_column(row: Row) -> Iterator[Fault]:
    if ("title" in row.said) == ("value" in row.said):
        yield row.fault("has a title or a value, one of them.", "field")


_WHOLE = {
    "constant": _of_constant,
    "choice": _of_choice,
    "retention_rule": _of_rule,
    "word": _of_word,
    "ticket_system": _of_zone,
    "call_system": _of_zone,
    "promise": _of_promise,
    "mapped_column": _of_column,
}


def faults_of_references(rows: Sequence[Row]) -> Iterator[Fault]:
    """What names a rule or a mapping that no file has."""
    rules = sorted(
        {str(r.said["rule_id"]) for r in rows if r.table == "retention_rule"}
    )
    mappings = _named(rows, "mapping", "name")
    for row in rows:
        if row.table == "record_kind":
            for rule in typing.cast(list[str], row.said["rules"]):
                if rule not in rules:
                    said = "names a rule that there is none of."
                    yield row.fault(said + _nearest(rule, rules), "rules")
        if row.table == "mapped_column" and row.said["mapping"] not in mappings:
            said = "names a mapping that there is none of."
            yield row.fault(said + _nearest(row.said["mapping"], mappings), "mapping")


def _named(rows: Sequence[Row], table: str, key: str) -> list[str]:
    return sorted({str(row.said[key]) for row in rows if row.table == table})


def faults_of_versions(rows: Sequence[Row]) -> Iterator[Fault]:
    """Versions of one thing that overlap, within the law or within the organisation.

    A version without a last day lasts until the next begins. The organisation's go
    before the law's.
    """
    versions: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        names = tuple(folded(row.said.get(key)) for key in IDENTITY[row.table])
        versions.setdefault((row.is_law, row.table, *names), []).append(row)
    for found in versions.values():
        found.sort(key=_first_day)
        for before, after in itertools.pairwise(found):
            ends = day_of(before.said.get("valid_to"))
            is_same = _first_day(before) == _first_day(after)
            if is_same or (ends is not None and ends >= _first_day(after)):
                line = before.line()
                yield after.fault(
                    f"overlaps {before.file.name}, line {line}; versions of one thing "
                    "follow each other, each with its own valid_from.",
                    "valid_from" if "valid_from" in after.said else None,
                )


def _first_day(row: Row) -> datetime.date:
    return day_of(row.said.get("valid_from")) or datetime.date.min


def day_of(value: object) -> datetime.date | None:
    """A day as a policy file writes it, in quotes or not."""
    if isinstance(value, str):
        return datetime.date.fromisoformat(value)
    return value if isinstance(value, datetime.date) else None


def _one_of(words: Sequence[object]) -> str:
    if len(words) > 24:
        return "one of the words in docs/policy.md."
    return "one of " + ", ".join(str(word) for word in words) + "."


def _nearest(value: object, words: Sequence[object]) -> str:
    known = [str(word) for word in words]
    folded = {word.lower(): word for word in known}
    said = value.strip().lower() if isinstance(value, str) else ""
    near = difflib.get_close_matches(said, folded, n=1, cutoff=0.5)
    return f' The nearest is "{folded[near[0]]}".' if near else ""


def _instead(key: str, known: Sequence[str] | Mapping[str, object]) -> str:
    near = _nearest(key, list(known))
    return f"; it is one of {', '.join(known)}.{near}"
