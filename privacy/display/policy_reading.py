"""A published policy on screen: proposals beside their sentences, and the decisions."""

import datetime
from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from privacy.display.asking import forget_policies, policy_of
from privacy.display.links import show_link
from privacy.display.page import Page
from privacy.display.steps import Pressed, press, say_next
from privacy.display.visitor import installation, let_send
from privacy.errors import PrivacyError, Refused
from privacy.operations.import_subprocess import (
    build_in_subprocess,
    import_in_subprocess,
)
from privacy.operations.policy_texts import PolicyTexts, Review
from privacy.policy.allowed import BASES
from privacy.policy_reader import (
    KINDS,
    Decision,
    Proposal,
    Sentence,
    added_key,
    asked_fields,
    decided,
    found_in,
    is_complete,
    read,
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
_GROUPS = {
    "undecided": "To decide ({n})",
    "later": "Later ({n})",
    "accepted": "Accepted ({n})",
    "declined": "Nothing measurable ({n})",
    "silent": "Without a proposal ({n})",
}
_STANDING = {
    "changed": "Changed since the text before, which said:",
    "new": "New since the text before.",
    "same": "The same as in the text before.",
}
_AROUND = 2
"""Sentences shown before and after the one that is decided."""
_CHANGED = 2
"""Texts in force of which the second is a change."""
_AT = "policy_sentence"
_GROUP = "policy_group"


def show_policy_text(page: Page) -> None:
    """The newest text with its proposals, or the field that takes the first."""
    texts = PolicyTexts(installation(), page.desk.organisation)
    try:
        review = texts.review()
    except PrivacyError as error:
        st.error(str(error))
        return
    if review is None:
        page.tell(
            "Paste the policy as it is published, or drop its file. Each sentence is "
            "read by rules, and you decide what it promises."
        )
        _show_drop(page, texts)
        return
    _show_place(page, texts)
    _show_progress(page, texts, review)
    _show_deciding(page, texts, review)
    with st.expander(page.say("A new version of the text")):
        page.tell(
            "What says the same keeps its decision. Promises whose sentence is gone "
            "end the day before the new text begins; their history stays."
        )
        _show_drop(page, texts, review.text.document.sha256)
    with st.expander(page.say("The texts and their days")):
        _show_versions(page, texts)


def _show_drop(page: Page, texts: PolicyTexts, before: str = "") -> None:
    """Take a policy as text or as a file, with the day from which it is in force.

    `before` is the hash of the text before: fields of another begin empty.
    """
    let_send()
    with st.form("policy_text", border=False):
        pasted = st.text_area(
            page.say("The text of the policy"), height=220, key=f"pasted_{before}"
        )
        dropped = st.file_uploader(
            page.say("or its file"),
            type=[kind.lstrip(".") for kind in KINDS],
            key=f"dropped_{before}",
        )
        begins = st.date_input(
            page.say("In force from"), value=page.as_of, format="YYYY-MM-DD"
        )
        is_sent = st.form_submit_button(page.say("Read the policy"), type="primary")
    if not is_sent:
        return
    if not isinstance(begins, datetime.date):
        st.error(page.say("Say from which day the text is in force."))
        return
    if dropped is None and not pasted.strip():
        st.error(page.say("Paste the text, or choose its file."))
        return
    name = dropped.name if dropped else f"integritetspolicy-{begins}.txt"
    content = dropped.getvalue() if dropped else pasted.encode()
    try:
        texts.keep_text(read(content, name), begins)
    except PrivacyError as error:
        st.error(str(error))
        return
    _forget_choices()
    st.rerun()


def _show_progress(page: Page, texts: PolicyTexts, review: Review) -> None:
    """How far the decisions have come, and the two steps that take many at once."""
    total, left = len(review.proposals), len(review.undecided())
    page.tell(
        "**{name}**, in force from {day}: {done} of {total} proposals decided, "
        "{in_force} promises in force.",
        name=review.text.document.name,
        day=review.text.valid_from,
        done=total - left,
        total=total,
        in_force=len(review.in_force()),
    )
    st.progress((total - left) / total if total else 1.0)
    complete, waiting = review.complete(), review.waiting()
    all_complete, in_force = st.columns(2)
    if complete and all_complete.button(
        page.say("Accept all {n} that are complete", n=len(complete)), width="stretch"
    ):
        found = {key: _accepted(page, review.proposals[key]) for key in complete}
        _decide(page, texts, found, {})
    if review.can_be_put_in_force and in_force.button(
        page.say("Put {n} promises in force", n=len(waiting)),
        type="primary",
        width="stretch",
    ):
        _put_in_force(page, texts)
    if review.gone:
        page.tell(
            "{n} promises of the text before end on {day}, when this is put in force.",
            n=len(set(review.gone.values())),
            day=review.text.valid_from - datetime.timedelta(days=1),
        )
    if review.in_force():
        show_link("dpo/promises", page.say("See the promises"), {})
        show_link("dpo/imports", page.say("Drop exports"), {})


def _put_in_force(page: Page, texts: PolicyTexts) -> None:
    try:
        written = texts.put_in_force(page.actor, page.now)
    except PrivacyError as error:
        st.error(str(error))
        return
    _make_board(page, texts)
    say_next(
        (
            "In force: {promises} promises and {rules} retention rules. {ended} ended.",
            {
                "promises": written.promises,
                "rules": written.rules,
                "ended": len(written.ended),
            },
        )
    )
    st.rerun()


def _make_board(page: Page, texts: PolicyTexts) -> None:
    """A build that knows the policy as it is now, and the days of its texts."""
    forget_policies()
    home, organisation = installation(), page.desk.organisation
    with st.spinner(page.say("The board is made …")):
        try:
            if versions := texts.write_versions():
                import_in_subprocess(home, organisation, [versions])
            else:
                build_in_subprocess(home, organisation)
        except PrivacyError as error:
            say_next(("In force; the board follows at the next import. {why}",
                      {"why": error}))  # fmt: skip


def _show_deciding(page: Page, texts: PolicyTexts, review: Review) -> None:
    """One sentence and its proposal, of those of one group."""
    silent = _silent(review)
    keys = {
        "undecided": review.undecided(),
        "later": review.in_state("later"),
        "accepted": review.in_state("accepted"),
        "declined": review.in_state("declined"),
        "silent": list(silent),
    }
    groups = [name for name, found in keys.items() if found]
    if not groups:
        return
    if st.session_state.get(_GROUP) not in groups:
        st.session_state[_GROUP] = groups[0]
    left, right = st.columns(2)
    group = left.selectbox(
        page.say("Show"),
        groups,
        format_func=lambda name: page.say(_GROUPS[name], n=len(keys[name])),
        key=_GROUP,
    )
    if st.session_state.get(_AT) not in keys[group]:
        st.session_state[_AT] = keys[group][0]
    key = right.selectbox(
        page.say("Sentence"),
        keys[group],
        format_func=lambda key: _sentence_of(review, silent, key).text[:90],
        key=_AT,
    )
    sentence = _sentence_of(review, silent, key)
    source, proposal = st.columns(2)
    with source.container(border=True):
        _show_source(page, review, sentence)
    with proposal.container(border=True):
        _show_proposal(page, texts, review, sentence, key)


def _silent(review: Review) -> dict[str, Sentence]:
    """The sentences in which no rule found anything, by the key of a first finding."""
    proposed = {p.sentence.number for p in review.proposals.values()}
    sentences = review.text.document.sentences
    return {
        added_key(s, 1): s
        for s in sentences
        if s.kind != "heading" and s.number not in proposed
    }


def _sentence_of(review: Review, silent: Mapping[str, Sentence], key: str) -> Sentence:
    proposal = review.proposals.get(key)
    return proposal.sentence if proposal else silent[key]


def _show_source(page: Page, review: Review, sentence: Sentence) -> None:
    """The sentence among its neighbours, and what it said before."""
    if sentence.headings:
        page.cite(" › ".join(sentence.headings))
    _show_around(review.text.document.sentences, sentence)
    if sentence.page:
        page.cite("Page {n}", n=sentence.page)
    for pair in review.compared:
        if pair.new == sentence:
            page.cite(_STANDING[pair.standing])
            if pair.standing == "changed" and pair.old:
                st.html(f'<p class="pd-quiet" lang="sv">{escape(pair.old.text)}</p>')


def _show_around(sentences: Sequence[Sentence], sentence: Sentence) -> None:
    near = sentences[max(0, sentence.number - _AROUND) : sentence.number + _AROUND + 1]
    for other in near:
        if other == sentence:
            st.html(f'<blockquote class="pd-quote">{escape(other.text)}</blockquote>')
        else:
            st.html(f'<p class="pd-quiet">{escape(other.text)}</p>')


def _show_place(page: Page, texts: PolicyTexts) -> None:
    """The place in the text that the quote of a promise leads here to."""
    promise = st.query_params.get("promise_id")
    rows = policy_of(page.desk.organisation).table("promise") if promise else []
    quotes = [str(row["quote"]) for row in rows if row["promise_id"] == promise]
    places = [place for quote in quotes if (place := texts.place_of(quote))]
    for text, sentence in places[-1:]:
        page.heading("{promise} in the text", promise=promise)
        page.cite(
            "{name}, in force from {day}, characters {start} to {end}",
            name=text.document.name,
            day=text.valid_from,
            start=sentence.start,
            end=sentence.end,
        )
        _show_around(text.document.sentences, sentence)


def show_place_link(page: Page, promise_id: str, quote: str) -> None:
    """A link from a promise to the place of its quote, where a text was read."""
    if PolicyTexts(installation(), page.desk.organisation).place_of(quote):
        opened = {"promise_id": promise_id}
        show_link("dpo/reading", page.say("Show it in the text"), opened)


def _show_versions(page: Page, texts: PolicyTexts) -> None:
    """The texts and their days; of a change, the day persons were informed of it."""
    kept = texts.read().texts
    st.table(
        [
            {
                page.say("Text"): text.document.name,
                page.say("In force from"): str(text.valid_from),
                page.say("Persons informed on"): str(text.informed_on or "–"),
                page.say("SHA-256"): text.document.sha256[:12],
            }
            for text in kept
        ]
    )
    if len([text for text in kept if text.accepted_on]) < _CHANGED:
        return
    with st.form("informed", border=False):
        day = st.date_input(
            page.say("Persons were informed of the newest text on"),
            value=kept[-1].informed_on,
            format="YYYY-MM-DD",
        )
        is_sent = st.form_submit_button(page.say("Keep the day"))
    if is_sent and isinstance(day, datetime.date):
        texts.inform(day)
        _make_board(page, texts)
        st.rerun()


def _show_proposal(
    page: Page, texts: PolicyTexts, review: Review, sentence: Sentence, key: str
) -> None:
    """What the sentence is read as, as fields; and the ways to decide."""
    before, proposed = review.decisions.get(key), review.found.get(key)
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
    as_chosen = decided(proposed, Decision("later", chosen, sentence.text))
    shown = review.proposals.get(key) if before and before.template == chosen else None
    for question in as_chosen.questions:
        st.info(getattr(question, sv_or_en(page.language)))
    _show_proof(page, as_chosen)
    with st.form(f"decide {key} {chosen}", border=False):
        answers = {
            name: _ask(page, shown or as_chosen, name, f"{key} {chosen} {name}")
            for name in asked_fields(as_chosen)
        }
        pressed = _press(page, Pressed(key, before))
    if pressed is None:
        return
    state, seen = pressed
    decision = _decision(page, state, as_chosen, answers)
    if state == "accepted" and not is_complete(decided(proposed, decision)):
        st.error(page.say("Answer what the text leaves open, or decide later."))
        return
    _decide(page, texts, {key: decision}, {key: seen})


def _press(page: Page, pressed: Pressed) -> tuple[str, Decision | None] | None:
    """The ways to decide: the one that was pressed, and what its reader had seen."""
    labels = {
        "accepted": "Accept",
        "declined": "Nothing measurable",
        "later": "Later",
    }
    found = None
    for place, (state, label) in zip(st.columns(3), labels.items(), strict=True):
        with place:
            is_first = state == "accepted"
            said = page.say(label)
            if kept := press(page, said, pressed, is_form=True, is_first=is_first):
                seen = kept.seen if isinstance(kept.seen, Decision) else None
                found = (state, seen)
    return found


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
    said, label = proposal.parameters.get(name), page.say(_LABELS.get(name, name))
    value = page.translator.value
    if name in _NUMBERS:
        number = int(str(said)) if str(said).isdecimal() else None
        return st.number_input(label, 1, 10_000, number, 1, key=key)
    if name in ("unit", "base", "applies"):
        listed = {"unit": _UNITS, "base": BASES, "applies": ("yes", "no")}[name]
        asked = any(q.name == name for q in proposal.questions)
        at = listed.index(str(said)) if said in listed and not asked else None
        return st.selectbox(
            label, listed, index=at, format_func=value,
            placeholder=page.say("choose one"), key=key,
        )  # fmt: skip
    if name == "review_on":
        return st.date_input(label, value=None, format="YYYY-MM-DD", key=key)
    written = ", ".join(map(str, said)) if isinstance(said, list) else str(said or "")
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
    return _accepted(page, proposal, state, given)


def _accepted(
    page: Page,
    proposal: Proposal,
    state: str = "accepted",
    answers: dict[str, object] | None = None,
) -> Decision:
    return Decision(
        state,  # type: ignore[arg-type]
        proposal.template.template_id,
        proposal.sentence.text,
        answers or {},
        who=page.actor.name,
        at=page.now.isoformat(timespec="seconds"),
    )


def _decide(
    page: Page,
    texts: PolicyTexts,
    decisions: Mapping[str, Decision],
    seen: Mapping[str, Decision | None],
) -> None:
    """Keep decisions and go on to the next sentence; what is in force stays so."""
    try:
        texts.decide(decisions, seen)
    except Refused as refusal:
        st.error(page.say(refusal.sentence, **refusal.given))
        return
    except PrivacyError as error:
        st.error(str(error))
        return
    _forget_choices()
    st.rerun()


def _forget_choices() -> None:
    st.session_state.pop(_AT, None)
