"""The policy's rows on screen: what is in force, and forms that change it."""

import datetime
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from privacy.display import choices
from privacy.display.asking import forget_policies, policy_of
from privacy.display.effects import show_effect
from privacy.display.page import Page
from privacy.display.steps import say_next
from privacy.display.visitor import installation
from privacy.errors import Outdated, PrivacyError
from privacy.operations.import_subprocess import build_in_subprocess
from privacy.operations.policy_changes import Effect, effect_of, save_change
from privacy.policy.edits import (
    ended,
    identity_of,
    new_version,
    own_rows,
    seal_of,
    without_mapping,
)
from privacy.policy.faults import Row, day_of
from privacy.policy.offers import Offer, fields_offered, offer_of
from privacy.policy.shapes import IDENTITY
from privacy.policy.versions import is_in_force

_PARTS = {
    "retention_rule": "Retention rules",
    "record_kind": "Kinds of record and their rules",
    "constant": "Numbers",
    "choice": "Choices that the law leaves open",
    "listed": "Lists that checks compare with",
    "source": "Expected sources",
    "word": "Words of ticket systems and telephone logs",
    "mapping": "Mappings of tables",
}
_LABELS = {
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
    "citation": "Citation: where it stands, or whose choice",
    "valid_from": "First day in force",
    "valid_to": "Last day in force",
}
_ROUND, _EFFECT, _RULE = "policy_round", "policy_effect", "policy_rule"
_MOST_COUNT = 10_000

Said = Mapping[str, object]


@dataclass(frozen=True)
class _Thing:
    """What can be changed: a row in force, or a kind of record that nothing governs."""

    label: str
    said: Said
    row: Row | None = None


@dataclass(frozen=True)
class _Change:
    """A change as it is written in the form: what it is of, and how files change.

    `missing` are the labels of fields that are still to be filled in.
    """

    name: str
    on: datetime.date
    details: Said
    files: Callable[[], Mapping[Path, bytes]]
    missing: Sequence[str] = ()


def show_policy_rules(page: Page) -> None:
    """One part of the policy: its rows in force, a form, and who changed what."""
    part = choices.choose(
        page.translator,
        page.name,
        "part",
        "Part of the policy",
        list(_PARTS),
        all_label=None,
        written=lambda name: page.say(_PARTS[name]),
    )
    try:
        rows = _rows_in_force(page, str(part))
        if part == "retention_rule":
            _show_idle(page, rows)
        if part == "mapping":
            _offer_removal(page, [str(row.said["name"]) for row in rows])
        else:
            _show_form(page, str(part), rows)
        _show_rows(page, str(part), rows)
    except PrivacyError as error:
        st.error(str(error))


def _rows_in_force(page: Page, table: str) -> list[Row]:
    """Of each thing of the organisation's own files the version in force today."""
    found: dict[tuple[object, ...], Row] = {}
    for row in own_rows(_folder(page), table):
        said = {key: day_of(row.said.get(key)) for key in ("valid_from", "valid_to")}
        if not is_in_force(said, page.as_of):
            continue
        other = found.get(identity_of(table, row.said))
        if other is None or _first_day(other) <= _first_day(row):
            found[identity_of(table, row.said)] = row
    return list(found.values())


def _first_day(row: Row) -> datetime.date:
    return day_of(row.said.get("valid_from")) or datetime.date.min


def _show_idle(page: Page, rows: Sequence[Row]) -> None:
    """The rules that no kind of record names: they govern nothing yet."""
    kinds = policy_of(page.desk.organisation).on(page.as_of).table("record_kind")
    used = {rule for kind in kinds for rule in _listed(kind["rules"])}
    idle = [str(row.said["rule_id"]) for row in rows if row.said["rule_id"] not in used]
    if not idle:
        return
    page.heading("Govern nothing yet")
    page.tell("No kind of record names these rules. Choose system and kind of record.")
    for rule in idle:
        st.button(
            page.say("{rule}: choose what it governs", rule=rule),
            key=f"govern {rule}",
            on_click=_lead_to_kinds,
            args=(f"{page.name} part", rule),
        )


def _lead_to_kinds(part: str, rule: str) -> None:
    """Let the next run show the kinds of record, with a rule chosen."""
    st.session_state[part] = "record_kind"
    st.session_state[_RULE] = rule


def _show_form(page: Page, table: str, rows: Sequence[Row]) -> None:
    """A form that adds or changes a thing, or ends it."""
    page.heading("Change")
    things = {thing.label: thing for thing in _things(page, table, rows)}
    rule = st.session_state.get(_RULE) if table == "record_kind" else None
    key = f"{table} {st.session_state.setdefault(_ROUND, 0)}"
    chosen = st.selectbox(
        page.say("What to change"),
        ["", *things],
        format_func=lambda label: label or page.say("a new one"),
        key=f"thing {key}",
    )
    thing = things.get(chosen, _Thing("", {}))
    key = f"{key} {thing.label} {rule or ''}"
    seal = st.session_state.setdefault(f"seal {key}", seal_of(_folder(page)))
    if rule and not thing.said.get("rules"):
        thing = _Thing(thing.label, {**thing.said, "rules": [rule]}, thing.row)
    ends = thing.row is not None and st.checkbox(
        page.say("End it: it gets a last day"), key=f"ends {key}"
    )
    if ends and thing.row is not None:
        change = _ending(page, table, thing.row, key)
    else:
        change = _version(page, table, thing, key)
    _show_steps(page, change, seal, key)


def _offer_removal(page: Page, names: Sequence[str]) -> None:
    """Take a mapping away, so that a file of its kind opens one when it is dropped."""
    page.tell(
        "A mapping is made on the page Import, where a file that nobody recognises is "
        "dropped. Remove one to make it over; what was read by it stays."
    )
    if not names:
        return
    name = st.selectbox(
        page.say("Mapping to remove"), names, index=None, placeholder=page.say("none")
    )
    if name is None:
        return
    organisation = page.desk.organisation
    seal = st.session_state.setdefault(f"seal {name}", seal_of(organisation.folder))
    if not st.button(page.say("Remove the mapping")):
        return
    try:
        files = without_mapping(organisation.folder, name)
        save_change(
            *(organisation, files, seal, page.actor, page.now),
            table="mapping",
            name=name,
            removed=True,
        )
    except Outdated as refusal:
        st.error(page.say(refusal.sentence, **refusal.given))
        st.session_state[f"seal {name}"] = seal_of(organisation.folder)
        return
    forget_policies()
    say_next(("The mapping {name} is removed.", {"name": name}))
    st.rerun()


def _folder(page: Page) -> Path:
    return page.desk.organisation.folder


def _things(page: Page, table: str, rows: Sequence[Row]) -> list[_Thing]:
    found = [_Thing(_name_of(page, table, row.said), row.said, row) for row in rows]
    if table == "record_kind":
        known = {identity_of(table, row.said) for row in rows}
        seen: dict[tuple[str, str], int] = {}
        for row in page.ask("dpo/gallring_by_system").records():
            pair = (str(row["system"]), str(row["record_type"]))
            seen[pair] = seen.get(pair, 0) + int(str(row["records"]))
        for (system, kind), records in seen.items():
            said = {"system": system, "record_type": kind}
            if identity_of(table, said) not in known and not _is_governed(page, said):
                label = page.say(
                    "{name}: {records} records, no rule yet",
                    name=_name_of(page, table, said),
                    records=records,
                )
                found.append(_Thing(label, said))
    return sorted(found, key=lambda thing: (thing.row is not None, thing.label.lower()))


def _is_governed(page: Page, said: Said) -> bool:
    """Whether the law itself says which rules govern a kind of record."""
    kinds = policy_of(page.desk.organisation).on(page.as_of).table("record_kind")
    wanted = identity_of("record_kind", said)
    return any(identity_of("record_kind", kind) == wanted for kind in kinds)


def _ending(page: Page, table: str, row: Row, key: str) -> _Change:
    last = st.date_input(
        page.say(_LABELS["valid_to"]),
        value=page.as_of,
        format="YYYY-MM-DD",
        key=f"valid_to {key}",
    )
    name = _name_of(page, table, row.said)
    if not isinstance(last, datetime.date):
        missing = [page.say(_LABELS["valid_to"])]
        return _Change(name, page.as_of, {}, dict, missing)
    first = last + datetime.timedelta(days=1)
    return _Change(
        name,
        max(first, page.as_of),
        {"table": table, "name": _id_of(table, row.said), "valid_to": last},
        lambda: ended(row, last),
    )


def _version(page: Page, table: str, thing: _Thing, key: str) -> _Change:
    """The fields of a version, filled in with those of the one in force."""
    said: dict[str, object] = {}
    missing: list[str] = []
    places = _places()
    for name in fields_offered(table):
        offer = offer_of(table, name, said)
        if offer is None:
            continue
        if len(offer.words) == 1:
            said[name] = offer.words[0]
            continue
        with next(places):
            said[name] = _field(page, table, offer, thing.said.get(name), key)
        if offer.is_required and said[name] in (None, ""):
            missing.append(page.say(_LABELS[name]))
    with next(places):
        first = st.date_input(
            page.say(_LABELS["valid_from"]),
            value=page.as_of,
            format="YYYY-MM-DD",
            key=f"valid_from {key}",
        )
    if table != "word":
        said["citation"] = st.text_input(
            page.say(_LABELS["citation"]), key=f"citation {key}"
        ).strip()
        if not said["citation"]:
            missing.append(page.say(_LABELS["citation"]))
    if not isinstance(first, datetime.date):
        missing.append(page.say(_LABELS["valid_from"]))
        first = page.as_of
    row = {**said, "valid_from": first}
    name = _name_of(page, table, said)
    return _Change(
        name,
        max(first, page.as_of),
        {
            "table": table,
            "name": _id_of(table, said),
            "valid_from": first,
            "citation": said.get("citation"),
        },
        lambda: new_version(_folder(page), table, row),
        missing,
    )


def _places() -> Iterator[DeltaGenerator]:
    """Places side by side, a row below a row."""
    while True:
        yield from st.columns(2)


def _field(page: Page, table: str, offer: Offer, start: object, key: str) -> object:
    """One field of a form, filled in with what stands there now."""
    label = page.say(_LABELS[offer.name])
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
    if table == "record_kind":
        return _known_field(page, offer.name, start, label, at)
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
        format_func=lambda word: _word(page, word),
        key=f"{key} {len(words)} {words[0]}",
    )


def _rules_field(page: Page, start: object, label: str, key: str) -> list[str]:
    rules = policy_of(page.desk.organisation).on(page.as_of).table("retention_rule")
    glosses = {str(row["rule_id"]): str(row["gloss_sv"]) for row in rules}
    chosen: list[str] = st.multiselect(
        label,
        sorted(glosses, key=str.lower),
        default=[rule for rule in _listed(start) if rule in glosses],
        placeholder=page.say("none: no period is stated"),
        format_func=lambda rule: f"{rule}: {glosses[rule]}",
        key=key,
    )
    return chosen


def _known_field(page: Page, name: str, start: object, label: str, key: str) -> object:
    """A system or kind of record: one that an inventory holds, or one to come."""
    listed = page.ask("dpo/gallring_by_system").column(name)
    known = {str(value) for value in listed if value} | (
        {str(start)} if start else set()
    )
    words = sorted(known, key=str.lower)
    chosen = st.selectbox(
        label,
        words,
        index=words.index(str(start)) if start else None,
        placeholder=page.say("choose or write"),
        accept_new_options=True,
        key=key,
    )
    return str(chosen).strip() if chosen else None


def _show_steps(page: Page, change: _Change, seal: str, key: str) -> None:
    """Show what a change would do, and save it when it is as it was shown."""
    pressed = st.button(page.say("Show what it would do"))
    if change.missing:
        if pressed:
            fields = ", ".join(change.missing)
            st.error(page.say("Fill in: {fields}. Nothing is lost.", fields=fields))
        return
    try:
        files = change.files()
        shown = _print_of(files, key, change.on)
        if pressed:
            with st.spinner(page.say("Every rule and check is asked …")):
                organisation = page.desk.organisation
                effect = effect_of(installation(), organisation, files, change.on)
            st.session_state[_EFFECT] = (shown, effect)
    except PrivacyError as error:
        st.error(str(error))
        return
    kept: tuple[str, Effect] | None = st.session_state.get(_EFFECT)
    if kept is None or kept[0] != shown:
        return
    show_effect(page, kept[1])
    if st.button(page.say("Save"), type="primary"):
        _save(page, change, seal, key)


def _print_of(files: Mapping[Path, bytes], key: str, on: datetime.date) -> str:
    """What tells whether a change is the one whose effect is shown."""
    digest = hashlib.sha256(f"{key} {on}".encode())
    for file in sorted(files):
        digest.update(file.name.encode() + files[file])
    return digest.hexdigest()


def _save(page: Page, change: _Change, seal: str, key: str) -> None:
    organisation = page.desk.organisation
    try:
        save_change(
            organisation, change.files(), seal, page.actor, page.now, **change.details
        )
    except Outdated as refusal:
        st.error(page.say(refusal.sentence, **refusal.given))
        st.session_state[f"seal {key}"] = seal_of(organisation.folder)
        st.session_state.pop(_EFFECT, None)
        return
    forget_policies()
    st.session_state[_ROUND] += 1
    st.session_state.pop(_EFFECT, None)
    st.session_state.pop(_RULE, None)
    say_next(("{name} is saved, from {day}.", {"name": change.name, "day": change.on}))
    with st.spinner(page.say("The board is made …")):
        try:
            build_in_subprocess(installation(), organisation)
        except PrivacyError as error:
            say_next(
                ("In force; the board follows at the next import. {why}",
                 {"why": error})
            )  # fmt: skip
    st.rerun()


def _show_rows(page: Page, table: str, rows: Sequence[Row]) -> None:
    """The rows in force of the organisation's own files."""
    page.heading("In force")
    if not rows:
        page.tell("The policy files say nothing of this on {day}.", day=page.as_of)
        return
    st.table(
        [
            {
                page.say("What it is"): _name_of(page, table, row.said),
                page.say("What it says"): _says(page, table, row),
            }
            for row in sorted(rows, key=lambda row: _id_of(table, row.said).lower())
        ]
    )


def _says(page: Page, table: str, row: Row) -> str:
    """What a row says besides which thing it is of, from when and where it stands."""
    said = row.said
    names = [n for n in fields_offered(table) if n not in IDENTITY[table]]
    parts = []
    for name in names:
        value = said.get(name)
        if name in ("gloss_en", "title_en") or value in (None, False, "none"):
            continue
        if value is True:
            parts.append(page.say(_LABELS[name]))
        elif isinstance(value, list):
            parts.append(", ".join(_listed(value)) or page.say("no rule"))
        else:
            parts.append(_word(page, str(value)))
    if day := said.get("valid_from"):
        parts.append(page.say("from {day}", day=day))
    if day := said.get("valid_to"):
        parts.append(page.say("through {day}", day=day))
    stands = said.get("citation") or f"{row.file.name}, {row.line()}"
    return " · ".join([*parts, str(stands)])


def _id_of(table: str, said: Said) -> str:
    """Which thing a row is of, in the codes of the policy files."""
    return " · ".join(str(said.get(key, "")) for key in IDENTITY[table])


def _name_of(page: Page, table: str, said: Said) -> str:
    """The same in the reader's words, where the files have codes."""
    parts = []
    for key in IDENTITY[table]:
        offer = offer_of(table, key, said)
        text = str(said.get(key, ""))
        parts.append(_word(page, text) if offer and offer.words else text)
    return " · ".join(parts)


def _word(page: Page, word: str) -> str:
    """A word of the policy files in the reader's language."""
    key = f"policy word {word}"
    found = page.translator.define(key)
    return found if found != key else page.translator.value(word)


def _listed(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []
