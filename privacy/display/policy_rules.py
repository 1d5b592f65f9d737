"""The policy's rows on screen: what is in force, and forms that change it."""

import datetime
from collections.abc import Sequence
from html import escape

import streamlit as st

from privacy.display import choices
from privacy.display.asking import policy_of
from privacy.display.page import Page
from privacy.display.policy_form import (
    LABELS,
    Changeable,
    code_of,
    ending,
    listed,
    name_of,
    new_fields,
    policy_folder,
    rule_names,
    things_of,
    word_of,
)
from privacy.display.policy_saving import ROUND, RULE, offer_mapping, show_steps
from privacy.display.tables import fit, framed, labelled
from privacy.errors import PrivacyError
from privacy.policy.edits import identity_of, own_rows, seal_of
from privacy.policy.faults import Row, day_of
from privacy.policy.offers import fields_offered, offer_of
from privacy.policy.shapes import IDENTITY
from privacy.policy.versions import is_in_force
from privacy.wording import sort_key

_PARTS = {
    "retention_rule": "Retention rules",
    "record_kind": "Kinds of record and their rules",
    "constant": "Numbers",
    "choice": "Choices that the law leaves open",
    "listed": "Lists that checks compare with",
    "source": "Expected sources",
    "word": "Words of ticket systems and telephone logs",
    "mapping": "Mappings of tables",
    "ticket_field": "Columns of ticket systems",
    "ticket_system": "How ticket systems write days",
    "call_system": "How telephone exchanges write days",
    "dialled_queue": "Numbers that callers dial",
    "guidance_queue": "Queues that are counted without numbers",
    "plain_id": "Ids that are no persons' numbers",
    "search_page": "Pages that visitors search on",
}


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
        _show_rows(page, str(part), rows)
        if part == "mapping":
            offer_mapping(page, [str(row.values["name"]) for row in rows])
        else:
            _show_form(page, str(part), rows)
    except PrivacyError as error:
        st.error(page.translator.message(error))


def _rows_in_force(page: Page, table: str) -> list[Row]:
    """Of each thing of the organisation's own files the version in force today."""
    result: dict[tuple[object, ...], Row] = {}
    for row in own_rows(policy_folder(page), table):
        values = {
            key: day_of(row.values.get(key)) for key in ("valid_from", "valid_to")
        }
        if not is_in_force(values, page.as_of):
            continue
        other = result.get(identity_of(table, row.values))
        if other is None or _first_day(other) <= _first_day(row):
            result[identity_of(table, row.values)] = row
    return list(result.values())


def _first_day(row: Row) -> datetime.date:
    return day_of(row.values.get("valid_from")) or datetime.date.min


def _show_idle(page: Page, rows: Sequence[Row]) -> None:
    """The rules that no kind of record names: they govern nothing yet."""
    kinds = policy_of(page.desk.organisation).on(page.as_of).table("record_kind")
    used = {rule for kind in kinds for rule in listed(kind["rules"])}
    idle = {
        str(row.values["rule_id"]): name_of(page, "retention_rule", row.values)
        for row in rows
        if row.values["rule_id"] not in used
    }
    if not idle:
        return
    page.heading("Govern nothing yet")
    page.tell("No kind of record names these rules. Choose system and kind of record.")
    for rule, name in idle.items():
        st.button(
            page.say("{rule}: choose what it governs", rule=name),
            key=f"govern {rule}",
            on_click=_lead_to_kinds,
            args=(f"{page.name} part", rule),
        )


def _lead_to_kinds(part: str, rule: str) -> None:
    """Let the next run show the kinds of record, with a rule chosen."""
    st.session_state[part] = "record_kind"
    st.session_state[RULE] = rule


def _show_form(page: Page, table: str, rows: Sequence[Row]) -> None:
    """A form that adds or changes a thing, or ends it."""
    page.heading("Change")
    things = {thing.label: thing for thing in things_of(page, table, rows)}
    rule = st.session_state.get(RULE) if table == "record_kind" else None
    key = f"{table} {st.session_state.setdefault(ROUND, 0)}"
    chosen = st.selectbox(
        page.say("What to change"),
        ["", *things],
        format_func=lambda label: label or page.say("a new one"),
        key=f"thing {key}",
    )
    thing = things.get(chosen, Changeable("", {}))
    key = f"{key} {thing.label} {rule or ''}"
    seal = st.session_state.setdefault(f"seal {key}", seal_of(policy_folder(page)))
    if rule and not thing.values.get("rules"):
        thing = Changeable(thing.label, {**thing.values, "rules": [rule]}, thing.row)
    ends = thing.row is not None and st.checkbox(
        page.say("End it: it gets a last day"), key=f"ends {key}"
    )
    if ends and thing.row is not None:
        change = ending(page, table, thing.row, key)
    else:
        change = new_fields(page, table, thing, key)
    show_steps(page, change, seal, key)


def _show_rows(page: Page, table: str, rows: Sequence[Row]) -> None:
    """The rows in force of the organisation's own files."""
    page.heading("In force")
    if not rows:
        page.tell("The policy files say nothing of this on {day}.", day=page.as_of)
        return
    heads = ["What it is", "What it says", "Days in force", "Source of the rule"]
    names = [page.say(head) for head in heads]
    body = "".join(
        _line(page, table, row, names)
        for row in sorted(
            rows, key=lambda row: sort_key(name_of(page, table, row.values))
        )
    )
    shown = [f'<th scope="col">{escape(name)}</th>' for name in names]
    st.html(framed(page.say(_PARTS[table]), shown, body))


def _line(page: Page, table: str, row: Row, names: Sequence[str]) -> str:
    """A row as HTML: its name, its code in small below, and what it says."""
    code = code_of(page, table, row.values)
    small = f'<small class="pd-code">{escape(code)}</small>' if code else ""
    stands = row.values.get("citation") or f"{row.file.name}, {row.line()}"
    days = _in_force(page, row)
    written = (escape(_says(page, table, row)), days, escape(str(stands)))
    others = "".join(
        f"<td{fit(text) if text != days else ''}{labelled(name)}>{text}</td>"
        for name, text in zip(names[1:], written, strict=True)
    )
    name = escape(name_of(page, table, row.values))
    return f'<tr><th scope="row">{name}{small}</th>{others}</tr>'


def _in_force(page: Page, row: Row) -> str:
    """From and through which day, as HTML in which no day is in two lines."""
    parts = []
    if day := row.values.get("valid_from"):
        parts.append(page.say("from {day}", day=day))
    if day := row.values.get("valid_to"):
        parts.append(page.say("through {day}", day=day))
    return " ".join(
        f'<span class="pd-together">{escape(part)}</span>' for part in parts
    )


def _says(page: Page, table: str, row: Row) -> str:
    """What a row says besides which thing it is of, from when and where it stands."""
    values = row.values
    if table == "constant":
        unit = word_of(page, str(values.get("unit") or ""))
        return f"{page.translator.value(values['value'])} {unit}".strip()
    if table == "source" and values.get("every_days"):
        return page.say("{days} days between exports", days=values["every_days"])
    names = [n for n in fields_offered(table) if n not in IDENTITY[table]]
    parts = []
    for name in names:
        value = values.get(name)
        is_name = name in ("gloss_sv", "gloss_en", "title_sv", "title_en")
        is_counted = name in ("longest", "unit") and "period" in values
        if is_name or is_counted or value in (None, False, "none"):
            continue
        offer = offer_of(table, name, values)
        if name == "period":
            counts = [
                str(values[key]) for key in ("period", "longest") if key in values
            ]
            parts.append(f"{'–'.join(counts)} {word_of(page, str(values['unit']))}")
        elif value is True:
            parts.append(page.say(LABELS[name]))
        elif isinstance(value, list):
            known = rule_names(page)
            named = [known.get(one, one) for one in listed(value)]
            parts.append("; ".join(named) or page.say("no rule"))
        elif offer and offer.words:
            # Two fields of a row may say the same in words.
            if (word := word_of(page, str(value))) not in parts:
                parts.append(word)
        else:
            parts.append(page.translator.value(value))
    return " · ".join(parts)
