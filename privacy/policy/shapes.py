"""What a policy file may say: one shape for each `[[table]]`, with types and words.

From these come the tables `policy.*`, the errors of `faults`, the JSON Schema that
editors complete from, and the table of keys in docs/policy.md.
"""

import datetime
import typing
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from privacy.policy import allowed

Text = Annotated[str, Meta(min_length=1, pattern=r"\S")]
Count = Annotated[int, Meta(ge=1, le=10_000)]
Day = datetime.date


def _word(words: Sequence[str], description: str) -> Meta:
    """Of a key that is one of some words."""
    return Meta(description=description, extra_json_schema={"enum": [*words]})


class Cited(Struct, kw_only=True, forbid_unknown_fields=True):
    """What rests on a text and is in force from a day."""

    citation: Annotated[Text, Meta(description="where it stands, or whose choice")]
    valid_from: Annotated[Day, Meta(description="first day in force")]
    valid_to: Annotated[
        Day | None,
        Meta(description="last day in force; without it, until the next version"),
    ] = None
    decided_on: Annotated[
        Day | None, Meta(description="of a choice of our own: the day of decision")
    ] = None


class Timed(Struct, kw_only=True, forbid_unknown_fields=True):
    """How exports are read; always in force where no day is given."""

    citation: Annotated[
        Text | None, Meta(description="where it stands, or whose choice")
    ] = None
    valid_from: Annotated[
        Day | None, Meta(description="first day in force; without it, always")
    ] = None
    valid_to: Annotated[Day | None, Meta(description="last day in force")] = None


class Constant(Cited, kw_only=True):
    """One number: how many days, how many persons."""

    name: Annotated[str, _word(allowed.CONSTANTS, "which number")]
    value: Annotated[float, Meta(ge=0, le=1e6, description="the number")]
    unit: Annotated[str, _word(allowed.UNITS, "what is counted")]


class Choice(Cited, kw_only=True):
    """A choice that the law leaves open, made by the organisation."""

    name: Annotated[str, _word(allowed.CHOICES, "which choice")]
    value: Annotated[str, _word(allowed.CHOICE_VALUES, "what is chosen")]


class RetentionRule(Cited, kw_only=True):
    """How long a record is kept, counted from which event."""

    rule_id: Annotated[Text, Meta(description="its name")]
    kind: Annotated[str, _word(allowed.RULE_KINDS, "what it demands")]
    method: Annotated[str, _word(allowed.METHODS, "how the last day is computed")]
    base: Annotated[
        str | None,
        _word(
            allowed.BASES, "the day counted from; `unstated` where the policy is silent"
        ),
    ] = None
    period: Annotated[Count | None, Meta(description="how many units")] = None
    longest: Annotated[
        Count | None, Meta(description="of a range: how many units at most")
    ] = None
    unit: Annotated[str, _word(allowed.PERIODS, "what period counts")]
    review_on: Annotated[
        Day | None, Meta(description="of a decision: the day it is looked at again")
    ] = None
    is_aml: Annotated[
        bool | None,
        Meta(description="of the Anti-Money Laundering rules: its records are secret"),
    ] = None
    gloss_sv: Annotated[Text, Meta(description="the rule in words, in Swedish")]
    gloss_en: Annotated[Text | None, Meta(description="the same in English")] = None


class RecordKind(Cited, kw_only=True):
    """Which rules govern a kind of record; no rules says that no period is stated."""

    system: Annotated[Text, Meta(description="the system that holds it")]
    record_type: Annotated[Text, Meta(description="the kind of record")]
    rules: Annotated[list[Text], Meta(description="names of retention rules")]
    is_aml: Annotated[
        bool | None, Meta(description="kept for the Anti-Money Laundering rules")
    ] = None


class Word(Timed, kw_only=True):
    """A word of a ticket system or a telephone log, and what it means to us."""

    field: Annotated[str, _word(allowed.FIELDS, "what the word tells")]
    word: Annotated[Text, Meta(description="the word, in any case")]
    meaning: Annotated[str, _word(allowed.MEANINGS, "what it means")]


class TicketField(Timed, kw_only=True):
    """A column of a ticket system, by its title, that holds one of our fields."""

    system: Annotated[
        Text, Meta(description="a ticket system, as jira; `*` is every system")
    ]
    field: Annotated[str, _word(allowed.TICKET_FIELDS, "our field")]
    title: Annotated[Text, Meta(description="the title of the column")]


class TicketSystem(Timed, kw_only=True):
    """How a ticket system writes its days, where the export does not show it."""

    system: Annotated[Text, Meta(description="a ticket system, as jira")]
    day_order: Annotated[str | None, _word(allowed.DAY_ORDERS, "what stands first")] = (
        None
    )
    time_zone: Annotated[Text | None, Meta(description="as Europe/Stockholm")] = None


class CallSystem(Timed, kw_only=True):
    """How a telephone exchange writes its days, where the export does not show it."""

    system: Annotated[Text, Meta(description="the name of the format, as asterisk")]
    day_order: Annotated[str | None, _word(allowed.DAY_ORDERS, "what stands first")] = (
        None
    )
    time_zone: Annotated[Text | None, Meta(description="as Europe/Stockholm")] = None


class Mapped(Timed, kw_only=True):
    """A table of a system that no format knows, and what its rows become."""

    name: Annotated[Text, Meta(description="the name of the mapping")]
    source: Annotated[str, _word(allowed.TABLES, "what rows become")]
    day_order: Annotated[str | None, _word(allowed.DAY_ORDERS, "what stands first")] = (
        None
    )


class MappedColumn(Timed, kw_only=True):
    """A column of ours in such a table: its title there, or what it always is."""

    mapping: Annotated[Text, Meta(description="the name of its mapping")]
    field: Annotated[Text, Meta(description="our column")]
    title: Annotated[Text | None, Meta(description="its title in the table")] = None
    value: Annotated[Text | None, Meta(description="what it always is")] = None


class PlainId(Timed, kw_only=True):
    """A column of ids that are no personal data, though they may look like it."""

    source: Annotated[str, _word(allowed.TABLES, "what is imported")]
    field: Annotated[Text, Meta(description="our column")]


class DialledQueue(Timed, kw_only=True):
    """A number that callers dial, or an inside number, and the queue it leads to."""

    dialled: Annotated[Text, Meta(description="the number")]
    queue: Annotated[Text, Meta(description="the queue")]


class Source(Cited, kw_only=True):
    """A source that is expected, and how often."""

    source: Annotated[str, _word(allowed.SOURCES, "which source")]
    title_sv: Annotated[Text, Meta(description="its name on screen, in Swedish")]
    title_en: Annotated[Text, Meta(description="the same in English")]
    every_days: Annotated[Count, Meta(description="an export comes this often")]


class SearchPage(Timed, kw_only=True):
    """A page of the web site where visitors search, and the parameter it uses."""

    path: Annotated[Text, Meta(description="the path, as /search")]
    parameter: Annotated[Text, Meta(description="the query parameter, as q")]


class GuidanceQueue(Cited, kw_only=True):
    """A telephone queue that the policy promises to count anonymously only."""

    queue: Annotated[Text, Meta(description="the queue")]


class Promise(Cited, kw_only=True):
    """A sentence of the policy."""

    promise_id: Annotated[Text, Meta(description="its number")]
    area: Annotated[str, _word(allowed.AREAS, "the chapter it is in")]
    quote: Annotated[Text, Meta(description="the sentence, word for word")]
    gloss_en: Annotated[Text, Meta(description="what it says, in English")]
    gloss_sv: Annotated[Text | None, Meta(description="the same in Swedish")] = None
    kind: Annotated[
        str,
        _word(
            allowed.PROMISE_KINDS,
            "measured by checks, attested by a person, or only stated",
        ),
    ]
    checks: Annotated[
        list[Text] | None,
        Meta(
            description="names of checks: files in queries/checks, "
            "or lines of queries/checks.toml"
        ),
    ] = None
    target: Annotated[Text | None, Meta(description="when it is kept, in words")] = None
    answers: Annotated[Text | None, Meta(description="who answers for it")] = None
    review_days: Annotated[
        Count | None, Meta(description="an attestation is good for this long")
    ] = None
    remedy_sv: Annotated[Text | None, Meta(description="what to do, in Swedish")] = None
    remedy_en: Annotated[Text | None, Meta(description="the same in English")] = None


class TextFinding(Cited, kw_only=True):
    """Something the texts themselves say that the officer should know."""

    finding_id: Annotated[Text, Meta(description="its name")]
    sentence_sv: Annotated[Text, Meta(description="the finding, in Swedish")]
    sentence_en: Annotated[Text, Meta(description="the same in English")]


class Phrase(Timed, kw_only=True):
    """What the program says of requests: why a day is the last, what is missing."""

    use: Annotated[str, _word(allowed.PHRASES, "where it is said")]
    name: Annotated[Text, Meta(description="its name there")]
    field: Annotated[
        str | None,
        _word(allowed.TICKET_FIELDS, "of what is missing: the field that would say it"),
    ] = None
    title_sv: Annotated[Text | None, Meta(description="a heading, in Swedish")] = None
    title_en: Annotated[Text | None, Meta(description="the same in English")] = None
    sentence_sv: Annotated[Text, Meta(description="the words, in Swedish")]
    sentence_en: Annotated[Text, Meta(description="the same in English")]


class Listed(Cited, kw_only=True):
    """A value that a check compares with: a country, a recipient, a kind of data."""

    list: Annotated[str, _word(allowed.LISTS, "which list")]
    value: Annotated[Text, Meta(description="the value")]


class Organisation(Struct, kw_only=True, forbid_unknown_fields=True):
    """The organisation itself: `[organisation]`, once."""

    title: Annotated[Text | None, Meta(description="its name on screen")] = None
    contact: Annotated[
        Text | None,
        Meta(description="name and contact details of the controller (art. 30.1 a)"),
    ] = None
    representative: Annotated[
        Text | None,
        Meta(description="the same of a joint controller or representative"),
    ] = None
    officer: Annotated[
        Text | None, Meta(description="how the data protection officer is reached")
    ] = None
    time_stamps: Annotated[
        Text | None,
        Meta(description="the authority that stamps packs with the time (RFC 3161)"),
    ] = None


TABLES: Mapping[str, type[Struct]] = {
    "constant": Constant,
    "choice": Choice,
    "retention_rule": RetentionRule,
    "record_kind": RecordKind,
    "word": Word,
    "ticket_field": TicketField,
    "ticket_system": TicketSystem,
    "call_system": CallSystem,
    "mapping": Mapped,
    "mapped_column": MappedColumn,
    "plain_id": PlainId,
    "dialled_queue": DialledQueue,
    "source": Source,
    "search_page": SearchPage,
    "guidance_queue": GuidanceQueue,
    "promise": Promise,
    "text_finding": TextFinding,
    "phrase": Phrase,
    "listed": Listed,
}
"""The shape of each `[[table]]`."""

TIMED = frozenset(name for name, shape in TABLES.items() if issubclass(shape, Timed))
"""The tables of how exports are read, whose rows need no citation."""

IDENTITY: Mapping[str, tuple[str, ...]] = {
    "constant": ("name",),
    "choice": ("name",),
    "retention_rule": ("rule_id",),
    "record_kind": ("system", "record_type"),
    "word": ("field", "word"),
    "ticket_field": ("system", "field", "title"),
    "ticket_system": ("system",),
    "call_system": ("system",),
    "mapping": ("name",),
    "mapped_column": ("mapping", "field"),
    "plain_id": ("source", "field"),
    "dialled_queue": ("dialled",),
    "source": ("source",),
    "search_page": ("path", "parameter"),
    "guidance_queue": ("queue",),
    "promise": ("promise_id",),
    "text_finding": ("finding_id",),
    "phrase": ("use", "name"),
    "listed": ("list", "value"),
}
"""The columns that say which thing a row is a version of."""

_TYPES: Mapping[object, str] = {
    str: "varchar",
    int: "integer",
    float: "double",
    bool: "boolean",
    datetime.date: "date",
}
_LAST = ("citation", "valid_from", "valid_to", "decided_on")


@cache
def fields_of(shape: type[Struct]) -> list[msgspec.structs.FieldInfo]:
    """The fields of a shape: its own first, then those that all have."""
    result = list(msgspec.structs.fields(shape))
    own = [field for field in result if field.name not in _LAST]
    return own + [field for field in result if field.name in _LAST]


@cache
def plain_type(given: object) -> tuple[type, tuple[str, ...]]:
    """A field's Python type and the words it allows, optional or not.

    A list is given as `list`.
    """
    if typing.get_origin(given) is Annotated:
        inner, *metas = typing.get_args(given)
        schemas = [meta.extra_json_schema for meta in metas if meta.extra_json_schema]
        kind, words = plain_type(inner)
        return kind, tuple(schemas[0]["enum"]) if schemas else words
    if typing.get_origin(given) is list:
        return list, ()
    parts = [part for part in typing.get_args(given) if part is not type(None)]
    return plain_type(parts[0]) if parts else (typing.cast(type, given), ())


def description_of(field: msgspec.structs.FieldInfo) -> str:
    """What a key means, in a few words."""
    metas = typing.get_args(field.type)[1:]
    return str(next(meta.description for meta in metas if meta.description))


def _column_type(field: msgspec.structs.FieldInfo) -> str:
    kind, _words = plain_type(field.type)
    return "varchar[]" if kind is list else _TYPES[kind]


SHAPES: Mapping[str, Mapping[str, str]] = {
    name: {field.name: _column_type(field) for field in fields_of(shape)}
    for name, shape in TABLES.items()
}
"""Columns of each policy table, with their DuckDB types."""


def json_schema() -> dict[str, object]:
    """The JSON Schema of a policy file, for editors."""
    tables, parts = msgspec.json.schema_components(
        [*TABLES.values(), Organisation], ref_template="#/$defs/{name}"
    )
    *listed, organisation = tables
    properties: dict[str, object] = {
        name: {"type": "array", "items": table}
        for name, table in zip(TABLES, listed, strict=True)
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A policy file of the privacy dashboard",
        "type": "object",
        "properties": {"organisation": organisation, **properties},
        "additionalProperties": False,
        "$defs": parts,
    }
