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

from privacy.errors import Message
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

_DAYS = (datetime.date(1800, 1, 1), datetime.date(2200, 12, 31))


class Fault(Message):
    """One thing that is wrong in a policy file, and where it stands."""

    def __init__(self, file: Path, line: int, what: Message) -> None:
        super().__init__("{file}, line {line}: {what}", file=file, line=line, what=what)
        self.place = (file, line, str(what))


@dataclass(frozen=True)
class Row:
    """One row of a policy table, and where it stands."""

    file: Path
    table: str
    place: int
    values: Mapping[str, object]
    text: str
    is_law: bool

    def line(self, key: str | None = None) -> int:
        """Where a key of the row stands, else the row."""
        return find_positions(self.text).line(self.table, self.place, key)

    def fault(
        self, what: str | Message, key: str | None = None, **given: object
    ) -> Fault:
        """A fault of this row, at the line of a key; `what` is said of the key."""
        what = Message(what, **given) if isinstance(what, str) else what
        of = f"{self.table}]] {key}" if key else f"{self.table}]]"
        return Fault(
            self.file, self.line(key), Message("[[{of} {what}", of=of, what=what)
        )


def read_file(
    file: Path, text: str, *, is_law: bool
) -> tuple[list[Row], list[Fault], dict[str, str]]:
    """The rows of one policy file, its faults of form, and its `[organisation]`.

    A file that is no TOML has one fault, at the line where it ends to be.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [], [Fault(file, *_syntax(text, str(error)))], {}
    rows: list[Row] = []
    faults: list[Fault] = []
    head: dict[str, str] = {}
    for table, listed in content.items():
        if table == "organisation":
            faults += _of_head(file, listed, text)
            head = listed if isinstance(listed, dict) else {}
        elif table not in TABLES:
            line = find_positions(text).line(table, 0)
            faults.append(
                Fault(
                    file,
                    line,
                    Message(
                        "there is no policy table [[{table}]]; it is one of {words}."
                        "{near}",
                        table=table,
                        words=", ".join(TABLES),
                        near=_nearest(table, list(TABLES)),
                    ),
                )
            )
        elif not _is_rows(listed):
            line = find_positions(text).line(table, 0)
            what = Message(
                "[[{table}]] is written with two brackets, once for each row.",
                table=table,
            )
            faults.append(Fault(file, line, what))
        else:
            for place, row in enumerate(typing.cast(list[dict[str, object]], listed)):
                rows.append(Row(file, table, place, row, text, is_law))
    return rows, faults, head


def faults_of_rows(rows: Sequence[Row]) -> Iterator[Fault]:
    """What is wrong in single rows: keys, types, words and what they say together."""
    for row in rows:
        result = list(_of_keys(row))
        yield from result
        if not result:
            yield from _of_whole(row)


def _syntax(text: str, word: str) -> tuple[int, Message]:
    at = re.search(r"at line (\d+), column (\d+)", word)
    line = int(at[1]) if at else text.count("\n") + 1
    column = at[2] if at else "1"
    if "overwrite" in word or "uplicate" in word or "twice" in word:
        return line, Message(
            "a key or table stands here that stands before already; keep one (line "
            "{line}, column {column}).",
            line=line,
            column=column,
        )
    return line, Message(
        "this is no valid TOML; look at quotes, brackets and = (line {line}, column "
        "{column}).",
        line=line,
        column=column,
    )


def _is_rows(listed: object) -> bool:
    return isinstance(listed, list) and all(isinstance(row, dict) for row in listed)


def _of_head(file: Path, head: object, text: str) -> Iterator[Fault]:
    line = find_positions(text).line("organisation", 0)
    if not isinstance(head, dict):
        what = Message("[organisation] is written with one bracket.")
        yield Fault(file, line, what)
        return
    known = [field.name for field in msgspec.structs.fields(Organisation)]
    for key, value in head.items():
        line = find_positions(text).line("organisation", 0, key)
        if key not in known:
            what = Message(
                "[organisation] has no key {key}; it is one of {words}.{near}",
                key=key,
                words=", ".join(known),
                near=_nearest(key, known),
            )
            yield Fault(file, line, what)
        elif not isinstance(value, str) or not value.strip():
            what = Message("[organisation] {key} is a text, not empty.", key=key)
            yield Fault(file, line, what)


def _of_keys(row: Row) -> Iterator[Fault]:
    fields = {field.name: field for field in fields_of(TABLES[row.table])}
    for key in row.values:
        if key not in fields:
            yield row.fault(
                "is no key; it is one of {words}.{near}",
                key,
                words=", ".join(fields),
                near=_nearest(key, list(fields)),
            )
    for name, field in fields.items():
        if name not in row.values:
            if field.required:
                yield row.fault(
                    "lacks {name}; add {name} = {example}.",
                    name=name,
                    example=_example(field),
                )
        elif (what := _of_value(row.values[name], field)) is not None:
            yield row.fault(what, name)


def _of_value(value: object, field: msgspec.structs.FieldInfo) -> Message | None:
    kind, words = plain_type(field.type)
    if kind is datetime.date:
        return _of_day(value)
    if words and (value not in words if isinstance(value, str) else True):
        return _one_of(words, value)
    if kind is bool and not isinstance(value, bool):
        return Message("is true or false, without quotes.")
    if kind in (int, float) and (
        isinstance(value, bool) or not isinstance(value, int | float)
    ):
        if kind is int:
            return Message(
                "is a whole number from 1 to 10000, in digits without quotes."
            )
        return Message("is a number, at least 0, in digits without quotes.")
    try:
        msgspec.convert(value, field.type)
    except (msgspec.ValidationError, OverflowError):
        if kind is str:
            return Message("is a text in quotes, not empty.")
        if kind is list:
            return Message('is a list of texts, none empty, as [] or ["..."].')
        if kind is int:
            return Message("is a whole number from 1 to 10000.")
        return Message("is a number, at least 0.")
    return None


def _of_day(value: object) -> Message | None:
    day = value
    if isinstance(value, str):
        try:
            day = datetime.date.fromisoformat(value)
        except ValueError:
            day = None
    if isinstance(day, datetime.datetime) or not isinstance(day, datetime.date):
        return Message("is a day, written as 2026-07-01 without quotes.")
    if not _DAYS[0] <= day <= _DAYS[1]:
        return Message(
            "is a day from {first} to {last}.", first=_DAYS[0], last=_DAYS[1]
        )
    return None


def _example(field: msgspec.structs.FieldInfo) -> str:
    kind, words = plain_type(field.type)
    if words:
        return f'"{words[0]}"'
    examples = {str: '"..."', bool: "false", list: "[]", datetime.date: "2026-07-01"}
    return str(examples.get(kind, "1"))


def _of_whole(row: Row) -> Iterator[Fault]:
    """What the keys of a sound row say together."""
    values = row.values
    ends, begins = day_of(values.get("valid_to")), day_of(values.get("valid_from"))
    if ends is not None and begins is not None and ends < begins:
        yield row.fault("is before valid_from; a version lasts a day.", "valid_to")
    yield from _WHOLE.get(row.table, _nothing)(row)


def _nothing(row: Row) -> Iterator[Fault]:
    yield from ()


def _of_constant(row: Row) -> Iterator[Fault]:
    name, value = (
        str(row.values["name"]),
        float(typing.cast(float, row.values["value"])),
    )
    unit = allowed.CONSTANT_UNITS[name]
    if row.values["unit"] != unit:
        yield row.fault('is "{unit}" of {name}.', "unit", unit=unit, name=name)
    least = allowed.LEAST.get(name, 0)
    if value < least or value != int(value):
        yield row.fault(
            "is a whole number of {name}, at least {least}.",
            "value",
            name=name,
            least=least,
        )
    if unit == "percent" and value > 100:
        yield row.fault("is at most 100 of percent.", "value")


def _of_choice(row: Row) -> Iterator[Fault]:
    values = allowed.CHOICES_OF[str(row.values["name"])]
    if row.values["value"] not in values:
        yield row.fault(_one_of(values, row.values["value"]), "value")


def _of_rule(row: Row) -> Iterator[Fault]:
    values = row.values
    method, unit = values["method"], values["unit"]
    is_counted = method in allowed.COUNTED_METHODS
    if is_counted and "period" not in values:
        yield row.fault(
            "lacks period; the method {method} counts one.", "method", method=method
        )
    if is_counted and unit == "none":
        yield row.fault("is days, months or years of a period.", "unit")
    if unit == "hours" and (method, values.get("base")) != ("period", "first_seen_at"):
        yield row.fault("is hours of the base first_seen_at alone.", "unit")
    if not is_counted and (unit != "none" or "period" in values):
        key = "unit" if unit != "none" else "period"
        yield row.fault(
            'does not go with {method}, which has unit = "none".', key, method=method
        )
    if method in allowed.YEAR_METHODS and unit not in ("years", "none"):
        yield row.fault('is "years" of the method {method}.', "unit", method=method)
    bases = allowed.METHOD_BASES.get(str(method))
    if bases and values.get("base") not in bases:
        yield row.fault(
            "is one of {words}, of the method {method}.",
            "base",
            words=", ".join(bases),
            method=method,
        )
    if method in ("end", "at_once") and values.get("base") is None:
        yield row.fault("is needed by the method {method}.", "base", method=method)
    yield from _of_rule_kind(row)


def _of_rule_kind(row: Row) -> Iterator[Fault]:
    """What a range and a decision have that no other kind has."""
    values = row.values
    if (values["kind"] == "range") != ("longest" in values):
        yield row.fault('goes with kind = "range", and a range needs it.', "longest")
    elif values["kind"] == "range":
        shortest = typing.cast(int, values.get("period", 0))
        if typing.cast(int, values["longest"]) <= shortest:
            yield row.fault("is more than period.", "longest")
        if values["method"] not in ("period", *allowed.YEAR_METHODS):
            yield row.fault(
                "is period, year_end or year_inclusive of a range.", "method"
            )
    marks = (
        values["kind"] == "decision",
        values["method"] == "until_further",
        "review_on" in values,
    )
    if any(marks) and not all(marks):
        yield row.fault(
            'is "decision" with method = "until_further" and a review_on, or neither.',
            "kind",
        )


def _of_word(row: Row) -> Iterator[Fault]:
    meanings = allowed.FIELD_MEANINGS[str(row.values["field"])]
    if row.values["meaning"] not in meanings:
        yield row.fault(_one_of(meanings, row.values["meaning"]), "meaning")


def _of_zone(row: Row) -> Iterator[Fault]:
    zone = row.values.get("time_zone")
    if zone is not None and zone not in zoneinfo.available_timezones():
        near = _nearest(zone, sorted(zoneinfo.available_timezones()))
        yield row.fault(
            "is a time zone, as Europe/Stockholm.{near}", "time_zone", near=near
        )


@cache
def check_names() -> list[str]:
    """The names of all checks that a promise may name."""
    alike = tomllib.loads(ALIKE.read_text(encoding="utf-8")).values()
    files = [file.stem for file in CHECKS.glob("*.sql")]
    return sorted([*files, *itertools.chain.from_iterable(alike)])


def _of_promise(row: Row) -> Iterator[Fault]:
    names = check_names()
    values = typing.cast(list[str], row.values.get("checks") or [])
    for check in values:
        if check not in names:
            yield row.fault(
                "names a check that there is none of; it is a file in queries/checks, "
                "or a line of queries/checks.toml.{near}",
                "checks",
                near=_nearest(check, names),
            )
    if row.values["kind"] == "measured" and not values:
        yield row.fault("are needed by a promise that is measured.", "checks")


def _of_column(row: Row) -> Iterator[Fault]:
    if ("title" in row.values) == ("value" in row.values):
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
        {str(r.values["rule_id"]) for r in rows if r.table == "retention_rule"}
    )
    mappings = _named(rows, "mapping", "name")
    for row in rows:
        if row.table == "record_kind":
            for rule in typing.cast(list[str], row.values["rules"]):
                if rule not in rules:
                    yield row.fault(
                        "names a rule that there is none of.{near}",
                        "rules",
                        near=_nearest(rule, rules),
                    )
        if row.table == "mapped_column" and row.values["mapping"] not in mappings:
            yield row.fault(
                "names a mapping that there is none of.{near}",
                "mapping",
                near=_nearest(row.values["mapping"], mappings),
            )


def _named(rows: Sequence[Row], table: str, key: str) -> list[str]:
    return sorted({str(row.values[key]) for row in rows if row.table == table})


def faults_of_versions(rows: Sequence[Row]) -> Iterator[Fault]:
    """Versions of one thing that overlap, within the law or within the organisation.

    A version without a last day lasts until the next begins. The organisation's go
    before the law's.
    """
    versions: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        names = tuple(folded(row.values.get(key)) for key in IDENTITY[row.table])
        versions.setdefault((row.is_law, row.table, *names), []).append(row)
    for version in versions.values():
        version.sort(key=_first_day)
        for before, after in itertools.pairwise(version):
            ends = day_of(before.values.get("valid_to"))
            is_same = _first_day(before) == _first_day(after)
            if is_same or (ends is not None and ends >= _first_day(after)):
                line = before.line()
                yield after.fault(
                    "overlaps {file}, line {line}; versions of one thing follow each "
                    "other, each with its own valid_from.",
                    "valid_from" if "valid_from" in after.values else None,
                    file=before.file.name,
                    line=line,
                )


def _first_day(row: Row) -> datetime.date:
    return day_of(row.values.get("valid_from")) or datetime.date.min


def day_of(value: object) -> datetime.date | None:
    """A day as a policy file writes it, in quotes or not."""
    if isinstance(value, str):
        return datetime.date.fromisoformat(value)
    return value if isinstance(value, datetime.date) else None


def _one_of(words: Sequence[object], value: object) -> Message:
    near = _nearest(value, words)
    if len(words) > 24:
        return Message("is one of the words in docs/policy.md.{near}", near=near)
    listed = ", ".join(str(word) for word in words)
    return Message("is one of {words}.{near}", words=listed, near=near)


def _nearest(value: object, words: Sequence[object]) -> Message:
    known = [str(word) for word in words]
    folded = {word.lower(): word for word in known}
    stated = value.strip().lower() if isinstance(value, str) else ""
    near = difflib.get_close_matches(stated, folded, n=1, cutoff=0.5)
    return (
        Message(' The nearest is "{word}".', word=folded[near[0]])
        if near
        else Message("")
    )
