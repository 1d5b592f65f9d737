"""A change of the rules that is only considered: what it would do, saved nowhere."""

import streamlit as st

from privacy.contracts import Answer
from privacy.display.page import Page
from privacy.display.visitor import installation
from privacy.errors import PrivacyError
from privacy.operations import rule_changes

_MOST = 20_000


def show_considered(page: Page) -> None:
    """A field for rows of a policy file, and what they would do."""
    page.tell(
        "Write it as it would stand in a policy file, with a valid_from to come. "
        "Nothing is saved."
    )
    written = st.text_area(
        page.say("Rows of a policy file"), key="considered", max_chars=_MOST
    )
    if not written.strip():
        return
    try:
        changes, effects = rule_changes.consider(
            installation(), page.desk.organisation, written, page.as_of
        )
    except PrivacyError as error:
        st.error(page.translator.message(error))
        return
    show_changes(
        page,
        changes,
        title="What would change",
        empty="It changes nothing within two years of {day}.",
    )
    page.table(
        effects,
        title="What it would do to the records that are there",
        empty="It does nothing to the records that were there on {day}.",
    )


def show_changes(page: Page, changes: Answer, *, title: str, empty: str) -> None:
    """Changes of rules, what they say in the reader's words."""
    columns = ("said_before", "said_after")
    rows = [
        {**row, **{name: _in_words(page, row[name]) for name in columns}}
        for row in changes.records()
    ]
    page.table(changes, rows, title=title, empty=empty)


def _in_words(page: Page, value: object) -> str | None:
    """What a rule says: its kind, period and base as words, anything else as it is."""
    if value is None:
        return None
    return " ".join(
        word if word.isdigit() else page.translator.value(word)
        for word in str(value).split()
    )
