"""A proposal of a policy text on screen: its parameters as fields, and the decision."""

import datetime
from collections.abc import Mapping

import streamlit as st

from privacy.display.links import show_link
from privacy.display.page import Page
from privacy.display.steps import Pressed, press
from privacy.errors import PrivacyError, Refused
from privacy.operations.policy_texts import PolicyTexts, Review
from privacy.policy.allowed import BASES
from privacy.policy_reader import (
    ANSWERED_BY,
    Decision,
    Proposal,
    Sentence,
    Template,
    asked_fields,
    decided,
    found_in,
    is_complete,
    templates,
)
from privacy.wording import sv_or_en

_UNITS = ("hours", "days", "months", "years")
_NUMBERS = ("number", "longest", "age")
_LISTS = ("recipients", "countries", "systems", "categories", "origins")
_LABELS = {
    "subject": "Which data",
    "number": "How many",
    "longest": "At most",
    "unit": "Unit of time",
    "base": "Counted from",
    "condition": "On condition that",
    "applies": "Does the period apply to all",
    "review_on": "Reviewed on",
    "law": "Law",
    "recipients": "Recipients, with commas between",
    "countries": "Countries, with commas between",
    "systems": "Systems, with commas between",
    "categories": "Kinds of data, with commas between",
    "origins": "Origins, with commas between",
    "address": "Address",
    "authority": "Authority",
    "tool": "Tool",
    "store": "Where it is stored",
    "right": "Right",
    "organisation_number": "Organisation number",
    "safeguard": "Safeguard",
    "cookie": "Cookie",
    "purpose": "Purpose",
    "basis": "Legal basis",
    "age": "Age",
}
AT = "policy_sentence"


def show_proposal(
    page: Page, texts: PolicyTexts, review: Review, sentence: Sentence, key: str
) -> None:
    """What the sentence is read as, as fields; and the ways to decide."""
    before, proposed = review.decisions.get(key), review.proposed.get(key)
    known, title = templates(), f"title_{sv_or_en(page.language)}"
    if before and before.promise_id:
        page.tell(
            "In force as {promise}: {title}.",
            promise=before.promise_id,
            title=getattr(known[before.template], title),
        )
        opened = {"promise_id": before.promise_id}
        show_link("dpo/promises", page.say("See the promise"), opened)
        return
    first = before.template if before else None
    first = first or (proposed.template.template_id if proposed else None)
    listed = list(known)
    chosen = st.selectbox(
        page.say("What it promises"),
        listed,
        index=listed.index(first) if first in listed else None,
        format_func=lambda name: getattr(known[name], title),
        placeholder=page.say("choose one"),
        key=f"template {key}",
    )
    if chosen is None:
        page.tell("The rules found no promise in this sentence.")
        return
    proposed = proposed or found_in(sentence, known[chosen], key)
    which = _which(page, known[chosen], before, proposed, f"which {key} {chosen}")
    as_chosen = decided(proposed, Decision("later", chosen, sentence.text, which))
    shown = review.proposals.get(key) if before and before.template == chosen else None
    for question in as_chosen.questions:
        st.info(getattr(question, sv_or_en(page.language)))
    _show_proof(page, as_chosen)
    with st.form(f"decide {key} {chosen}", border=False):
        answers = which | {
            name: _ask(page, shown or as_chosen, name, f"{key} {chosen} {name}")
            for name in asked_fields(as_chosen)
        }
        pressed = _press(page, Pressed(key, before))
    if pressed is None:
        return
    state, seen = pressed
    decision = _decision(page, state, as_chosen, answers)
    if state == "accepted" and not is_complete(decided(proposed, decision)):
        message = "Answer what the text leaves open, or decide later."
        if as_chosen.template.is_chosen and not as_chosen.parameters.get("value"):
            message = "Choose which of them the text promises."
        st.error(page.say(message))
        return
    decide(page, texts, {key: decision}, {key: seen})


def _which(
    page: Page,
    template: Template,
    before: Decision | None,
    proposed: Proposal,
    key: str,
) -> dict[str, object]:
    """Which of the promises that a template stands for it is, as an answer."""
    if not template.is_chosen:
        return {}
    is_same = proposed.template.template_id == template.template_id
    value = proposed.parameters.get("value") if is_same else None
    if before and before.template == template.template_id:
        value = before.answers.get("value", value)
    listed = [one.value for one in template.variant]
    if value and value not in listed:  # several, as the text lists them
        return {}
    title = f"title_{sv_or_en(page.language)}"
    titles = {one.value: getattr(one, title) for one in template.variant}
    chosen = st.selectbox(
        page.say("Which of them"),
        listed,
        index=listed.index(str(value)) if value else None,
        format_func=lambda one: str(titles[one]),
        placeholder=page.say("choose one"),
        key=key,
    )
    return {"value": chosen} if chosen else {}


def _press(page: Page, pressed: Pressed) -> tuple[str, Decision | None] | None:
    """The ways to decide: the one that was pressed, and what its reader had seen."""
    labels = {
        "accepted": "Accept",
        "declined": "Nothing measurable",
        "later": "Later",
    }
    result = None
    for place, (state, label) in zip(st.columns(3), labels.items(), strict=True):
        with place:
            is_first = state == "accepted"
            text = page.say(label)
            if kept := press(page, text, pressed, is_form=True, is_first=is_first):
                seen = kept.seen if isinstance(kept.seen, Decision) else None
                result = (state, seen)
    return result


def _show_proof(page: Page, proposal: Proposal) -> None:
    """Which export shows it, or that none does."""
    exports = ", ".join(page.translator.value(e) for e in proposal.template.exports)
    if proposal.kind == "measured" and exports:
        page.cite("Shown by: {exports}", exports=exports)
    elif proposal.kind == "attested":
        page.cite("Somebody attests it; no export shows it.")
    else:
        page.cite("Stated, and not measured.")


def _ask(page: Page, proposal: Proposal, name: str, key: str) -> object:
    """One parameter as a field; what the sentence does not say is empty."""
    parameters, label = proposal.parameters.get(name), page.say(_LABELS.get(name, name))
    value = page.translator.value
    if name in _NUMBERS:
        number = int(str(parameters)) if str(parameters).isdecimal() else None
        return st.number_input(label, 1, 10_000, number, 1, key=key)
    if name in ("unit", "base", "applies"):
        listed = {"unit": _UNITS, "base": BASES, "applies": ("yes", "no")}[name]
        is_open = any(name in ANSWERED_BY[q.name] for q in proposal.questions)
        at = (
            listed.index(str(parameters))
            if parameters in listed and not is_open
            else None
        )
        return st.selectbox(
            label, listed, index=at, format_func=value,
            placeholder=page.say("choose one"), key=key,
        )  # fmt: skip
    if name == "review_on":
        return st.date_input(label, value=None, format="YYYY-MM-DD", key=key)
    written = (
        ", ".join(map(str, parameters))
        if isinstance(parameters, list)
        else str(parameters or "")
    )
    return st.text_input(label, written, autocomplete="off", key=key)


def _decision(
    page: Page, state: str, proposal: Proposal, answers: Mapping[str, object]
) -> Decision:
    given: dict[str, object] = {}
    for name, answer in answers.items():
        if name in _LISTS:
            answer = [p.strip() for p in str(answer or "").split(",") if p.strip()]
        if isinstance(answer, datetime.date):
            answer = answer.isoformat()
        given[name] = answer
    return accepted(page, proposal, state, given)


def accepted(
    page: Page,
    proposal: Proposal,
    state: str = "accepted",
    answers: dict[str, object] | None = None,
) -> Decision:
    """The reader's decision of a proposal, with the answers that were given."""
    return Decision(
        state,  # type: ignore[arg-type]
        proposal.template.template_id,
        proposal.sentence.text,
        answers or {},
        who=page.actor.name,
        at=page.now.isoformat(timespec="seconds"),
    )


def decide(
    page: Page,
    texts: PolicyTexts,
    decisions: Mapping[str, Decision],
    seen: Mapping[str, Decision | None],
) -> None:
    """Keep decisions and go on to the next sentence; what is in force stays so."""
    try:
        texts.decide(decisions, seen)
    except Refused as refusal:
        st.error(page.translator.message(refusal))
        return
    except PrivacyError as error:
        st.error(page.translator.message(error))
        return
    forget_choices()
    st.rerun()


def forget_choices() -> None:
    """Let the next run choose the first sentence that is left."""
    st.session_state.pop(AT, None)
