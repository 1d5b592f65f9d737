"""The form that changes a row of the policy: its fields, and what was filled in."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from privacy.display.asking import policy_of
from privacy.display.page import Page
from privacy.display.policy_words import Known, known_words, words_offered
from privacy.policy.edits import ended, identity_of, new_version
from privacy.policy.faults import Row, day_of
from privacy.policy.offers import Offer, fields_offered, offer_of
from privacy.policy.shapes import IDENTITY, TIMED
from privacy.wording import sort_key, sv_or_en

LABELS = {
    "rule_id": "Name of the rule",
    "gloss_sv": "The rule in words, in Swedish",
    "gloss_en": "The rule in words, in English",
    "kind": "What it demands",
    "method": "How the last day is computed",
    "base": "Counted from",
    "period": "How many",
    "longest": "At most",
    "unit": "Unit of time",
    "review_on": "Reviewed on",
    "is_aml": "Of the rules against money laundering",
    "system": "System",
    "record_type": "Kind of record",
    "rules": "Rules that govern it",
    "name": "Which number or choice",
    "value": "Value",
    "list": "Which list",
    "source": "Source",
    "title_sv": "Name in Swedish",
    "title_en": "Name in English",
    "every_days": "An export comes every so many days",
    "field": "What the word tells",
    "word": "The word",
    "meaning": "What it means",
    "title": "Title of the column",
    "day_order": "What stands first, day or month",
    "time_zone": "Time zone",
    "path": "Path of the page",
    "parameter": "Parameter of the search",
    "queue": "Queue",
    "dialled": "Number dialled",
    "citation": "Citation: where it stands, or whose choice",
    "valid_from": "First day in force",
    "valid_to": "Last day in force",
}
_LABELS_OF = {
    ("ticket_field", "field"): "What the column holds",
    ("plain_id", "source"): "Table",
    ("plain_id", "field"): "Column",
}
"""Labels of fields that mean something else in one table."""
_MOST_COUNT = 10_000

Values = Mapping[str, object]


@dataclass(frozen=True)
class Changeable:
    """What can be changed: a row in force, or a kind of record that nothing governs."""

    label: str
    values: Values
    row: Row | None = None


@dataclass(frozen=True)
class Change:
    """A change as it is written in the form: what it is of, and how files change.

    `missing` are the labels of fields that are still to be filled in.
    """

    name: str
    on: datetime.date
    details: Values
    files: Callable[[], Mapping[Path, bytes]]
    missing: Sequence[str] = ()


def things_of(page: Page, table: str, rows: Sequence[Row]) -> list[Changeable]:
    """What the form can change; kinds of record that nothing governs come first."""
    names = _apart(page, table, [row.values for row in rows])
    things = [
        Changeable(name, row.values, row) for name, row in zip(names, rows, strict=True)
    ]
    if table == "record_kind":
        known = {identity_of(table, row.values) for row in rows}
        seen: dict[tuple[str, str], int] = {}
        for row in page.ask("dpo/gallring_by_system").records():
            pair = (str(row["system"]), str(row["record_type"]))
            seen[pair] = seen.get(pair, 0) + int(str(row["records"]))
        for (system, kind), records in seen.items():
            stated = {"system": system, "record_type": kind}
            if identity_of(table, stated) not in known and not _is_governed(
                page, stated
            ):
                label = page.say(
                    "{name}: {records} records, no rule yet",
                    name=name_of(page, table, stated),
                    records=records,
                )
                things.append(Changeable(label, stated))
    return sorted(
        things, key=lambda thing: (thing.row is not None, thing.label.lower())
    )


def _is_governed(page: Page, values: Values) -> bool:
    """Whether the law itself says which rules govern a kind of record."""
    kinds = policy_of(page.desk.organisation).on(page.as_of).table("record_kind")
    wanted = identity_of("record_kind", values)
    return any(identity_of("record_kind", kind) == wanted for kind in kinds)


def ending(page: Page, table: str, row: Row, key: str) -> Change:
    """The field that gives a row its last day."""
    last = st.date_input(
        page.say(LABELS["valid_to"]),
        value=page.as_of,
        format="YYYY-MM-DD",
        key=f"valid_to {key}",
    )
    name = name_of(page, table, row.values)
    if not isinstance(last, datetime.date):
        missing = [page.say(LABELS["valid_to"])]
        return Change(name, page.as_of, {}, dict, missing)
    first = last + datetime.timedelta(days=1)
    return Change(
        name,
        max(first, page.as_of),
        {"table": table, "name": id_of(table, row.values), "valid_to": last},
        lambda: ended(row, last),
    )


def new_fields(page: Page, table: str, thing: Changeable, key: str) -> Change:
    """The fields of a version, filled in with those of the one in force."""
    values: dict[str, object] = {}
    missing: list[str] = []
    places = _places()
    for name in fields_offered(table):
        offer = offer_of(table, name, values)
        if offer is None:
            continue
        if len(offer.words) == 1:
            values[name] = offer.words[0]
            continue
        offer = replace(offer, words=words_offered(table, name, offer.words))
        known = known_words(page, table, name, values)
        if known and not known.words and not known.is_open:
            continue  # nothing can be chosen before another field is
        with next(places):
            values[name] = _field(page, table, offer, known, thing, key)
        if offer.is_required and values[name] in (None, ""):
            missing.append(label_of(page, table, name))
    with next(places):
        first = st.date_input(
            page.say(LABELS["valid_from"]),
            value=page.as_of,
            format="YYYY-MM-DD",
            key=f"valid_from {key}",
        )
    written = st.text_input(page.say(LABELS["citation"]), key=f"citation {key}")
    values["citation"] = written.strip() or None
    if table not in TIMED and not values["citation"]:
        missing.append(page.say(LABELS["citation"]))
    if not isinstance(first, datetime.date):
        missing.append(page.say(LABELS["valid_from"]))
        first = page.as_of
    row = {**values, "valid_from": first}
    name = name_of(page, table, values)
    return Change(
        name,
        max(first, page.as_of),
        {
            "table": table,
            "name": id_of(table, values),
            "valid_from": first,
            "citation": values.get("citation"),
        },
        lambda: new_version(policy_folder(page), table, row),
        missing,
    )


def _places() -> Iterator[DeltaGenerator]:
    """Places side by side, a row below a row."""
    while True:
        yield from st.columns(2)


def _field(
    page: Page, table: str, offer: Offer, known: Known | None, thing: Changeable,
    key: str,
) -> object:  # fmt: skip
    """One field of a form, filled in with what stands there now."""
    start = thing.values.get(offer.name)
    label = label_of(page, table, offer.name)
    at = f"{offer.name} {key}"
    if offer.words:
        return _word_field(page, offer, start, label, at)
    if offer.kind is list:
        return _rules_field(page, start, label, at)
    if offer.kind is bool:
        return st.checkbox(label, value=bool(start), key=at) or None
    if offer.kind in (int, float):
        least, first = (1, start) if offer.kind is int else (0, start)
        return st.number_input(
            label,
            min_value=least,
            max_value=_MOST_COUNT if offer.kind is int else 1_000_000,
            value=None if first is None else int(float(str(first))),
            step=1,
            key=at,
        )
    if offer.kind is datetime.date:
        return st.date_input(label, value=day_of(start), format="YYYY-MM-DD", key=at)
    if known is not None:
        return _known_field(page, known, start, label, at)
    written = st.text_input(label, value=str(start or ""), key=at).strip()
    return written or (None if not offer.is_required else "")


def _word_field(
    page: Page, offer: Offer, start: object, label: str, key: str
) -> object:
    """A choice among words; what depends on an earlier choice starts afresh with it."""
    words = list(offer.words)
    at = words.index(str(start)) if start in words else None
    return st.selectbox(
        label,
        words,
        index=at,
        placeholder=page.say("choose one"),
        format_func=lambda word: word_of(page, word),
        key=f"{key} {len(words)} {words[0]}",
    )


def _rules_field(page: Page, start: object, label: str, key: str) -> list[str]:
    glosses = rule_names(page)
    chosen: list[str] = st.multiselect(
        label,
        sorted(glosses, key=lambda rule: sort_key(glosses[rule])),
        default=[rule for rule in listed(start) if rule in glosses],
        placeholder=page.say("none: no period is stated"),
        format_func=lambda rule: glosses[rule],
        key=key,
    )
    return chosen


def _known_field(
    page: Page, known: Known, start: object, label: str, key: str
) -> object:
    """A choice among what is known; what is to come may be written where it can be."""
    words = sorted({*known.words, *([str(start)] if start else [])}, key=str.lower)
    chosen = st.selectbox(
        label,
        words,
        index=words.index(str(start)) if start else None,
        placeholder=page.say("choose or write" if known.is_open else "choose one"),
        accept_new_options=known.is_open,
        format_func=page.translator.column if known.are_columns else str,
        key=f"{key} {len(words)}",
    )
    return str(chosen).strip() if chosen else None


def policy_folder(page: Page) -> Path:
    """The folder of the organisation whose policy the page shows."""
    return page.desk.organisation.folder


def id_of(table: str, values: Values) -> str:
    """Which thing a row is of, in the codes of the policy files."""
    return " · ".join(str(values.get(key, "")) for key in IDENTITY[table])


def rule_names(page: Page) -> dict[str, str]:
    """What each retention rule in force is called, by its code."""
    rules = policy_of(page.desk.organisation).on(page.as_of).table("retention_rule")
    names = _apart(page, "retention_rule", rules)
    return dict(sorted(zip((str(row["rule_id"]) for row in rules), names, strict=True)))


def _apart(page: Page, table: str, rows: Sequence[Values]) -> list[str]:
    """The names of rows; two of one name have their codes after it."""
    names = [name_of(page, table, row) for row in rows]
    return [
        f"{name} ({id_of(table, row)})" if names.count(name) > 1 else name
        for name, row in zip(names, rows, strict=True)
    ]


def name_of(page: Page, table: str, values: Values) -> str:
    """The same in the reader's words; a code only where nothing else names it."""
    given = {"retention_rule": "gloss", "source": "title"}.get(table)
    language = sv_or_en(page.language)
    if given and (
        name := values.get(f"{given}_{language}") or values.get(f"{given}_sv")
    ):
        return str(name)
    parts = []
    for key in IDENTITY[table]:
        offer = offer_of(table, key, values)
        text = str(values.get(key, ""))
        parts.append(word_of(page, text) if offer and offer.words else text)
    return " · ".join(parts)


def code_of(page: Page, table: str, values: Values) -> str:
    """The code of the policy files, where the name says another word than it."""
    code = id_of(table, values)
    is_named = table in ("retention_rule", "source")
    return code if is_named and code != name_of(page, table, values) else ""


def label_of(page: Page, table: str, name: str) -> str:
    """What a field of a table is called in the form."""
    return page.say(_LABELS_OF.get((table, name), LABELS[name]))


def word_of(page: Page, word: str) -> str:
    """A word of the policy files in the reader's language."""
    key = f"policy word {word}"
    result = page.translator.define(key)
    if result == key:
        result = page.translator.value(word)
    is_code = result == word and "_" in word
    return page.translator.column(word) if is_code else result


def listed(value: object) -> list[str]:
    """The words of a list in a row, or none where it holds no list."""
    return [str(one) for one in value] if isinstance(value, list | tuple) else []
