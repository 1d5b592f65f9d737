"""A published policy on screen: proposals beside their sentences, and the texts."""

import datetime
from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from privacy.display.asking import policy_of
from privacy.display.links import show_link
from privacy.display.page import Page
from privacy.display.policy_deciding import (
    AT,
    accepted,
    decide,
    forget_choices,
    show_proposal,
)
from privacy.display.policy_saving import make_board
from privacy.display.steps import answering, hold
from privacy.display.visitor import installation, let_send
from privacy.errors import PrivacyError
from privacy.operations.policy_texts import PolicyTexts, Review
from privacy.policy_reader import KINDS, MOST_MB, Sentence, added_key, read

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
_GROUP = "policy_group"


def show_policy_text(page: Page) -> None:
    """The newest text with its proposals, or the field that takes the first."""
    texts = PolicyTexts(installation(), page.desk.organisation)
    try:
        review = texts.review()
    except PrivacyError as error:
        st.error(page.translator.message(error))
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
            max_upload_size=MOST_MB,
            key=f"dropped_{before}",
        )
        begins = st.date_input(
            page.say("In force from"), value=page.as_of, format="YYYY-MM-DD"
        )
        is_sent = hold(page.say("Read the policy"), before, is_form=True, is_first=True)
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
        with answering(page.say("Every sentence is read …")) as sayings:
            texts.keep_text(read(content, name), begins)
            sayings.append(("The text is read.", {}))
    except PrivacyError as error:
        st.error(page.translator.message(error))
        return
    forget_choices()
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
    with all_complete:
        label = page.say("Accept all {n} that are complete", n=len(complete))
        if complete and hold(label, complete, is_wide=True):
            result = {key: accepted(page, review.proposals[key]) for key in complete}
            decide(page, texts, result, {})
    with in_force:
        label = page.say("Put {n} promises in force", n=len(waiting))
        if review.can_be_put_in_force and hold(
            label, waiting, is_first=True, is_wide=True
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
    sentence = (
        "In force: {promises} promises and {rules} retention rules. {ended} ended."
    )
    try:
        with answering(page.say("The board is made …")) as sayings:
            written = texts.put_in_force(page.actor, page.now)
            given = {"promises": written.promises, "rules": written.rules}
            sayings.append((sentence, {**given, "ended": len(written.ended)}))
            make_board(page, sayings, texts)
    except PrivacyError as error:
        st.error(page.translator.message(error))
        return
    st.rerun()


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
    groups = [name for name, item in keys.items() if item]
    if not groups:
        return
    before = st.session_state.get(_GROUP)
    # Given in each run: its label counts, and would else be the last run's.
    st.session_state[_GROUP] = before if before in groups else groups[0]
    left, right = st.columns(2)
    group = left.selectbox(
        page.say("Show"),
        groups,
        format_func=lambda name: page.say(_GROUPS[name], n=len(keys[name])),
        key=_GROUP,
    )
    if st.session_state.get(AT) not in keys[group]:
        st.session_state[AT] = keys[group][0]
    key = right.selectbox(
        page.say("Sentence"),
        keys[group],
        format_func=lambda key: _sentence_of(review, silent, key).text[:90],
        key=AT,
    )
    sentence = _sentence_of(review, silent, key)
    source, proposal = st.columns(2)
    with source.container(border=True):
        _show_source(page, review, sentence)
    with proposal.container(border=True):
        show_proposal(page, texts, review, sentence, key)


def _silent(review: Review) -> dict[str, Sentence]:
    """The sentences in which no rule found anything, by the key of a first finding."""
    proposed = [p.sentence for p in review.proposals.values()]
    sentences = review.text.document.sentences
    return {
        added_key(s, 1): s
        for s in sentences
        if s.kind != "heading" and not any(one.covers(s) for one in proposed)
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
        if pair.new and sentence.covers(pair.new):
            page.cite(_STANDING[pair.standing])
            if pair.standing == "changed" and pair.old:
                st.html(f'<p class="pd-quiet" lang="sv">{escape(pair.old.text)}</p>')


def _show_around(sentences: Sequence[Sentence], sentence: Sentence) -> None:
    last = max(other.number for other in sentences if sentence.covers(other))
    near = sentences[max(0, sentence.number - _AROUND) : last + _AROUND + 1]
    for other in near:
        if other.kind == "heading" and other.text in sentence.headings:
            continue  # it stands above
        if sentence.covers(other):
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
        is_sent = hold(page.say("Keep the day"), is_form=True)
    if is_sent and not isinstance(day, datetime.date):
        st.error(page.say("Say on which day the persons were informed."))
    elif is_sent and isinstance(day, datetime.date):
        with answering(page.say("The board is made …")) as sayings:
            texts.inform(day)
            sayings.append(("The day is kept.", {}))
            make_board(page, sayings, texts)
        st.rerun()
