"""A change of the rules that is only considered: what it would do, saved nowhere."""

import streamlit as st

from privacy import considering
from privacy.display.page import Page
from privacy.display.visitor import installation
from privacy.errors import PrivacyError

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
        changes, effects = considering.consider(
            installation(), page.desk.organisation, written, page.as_of
        )
    except PrivacyError as error:
        st.error(str(error))
        return
    page.table(
        changes,
        title="What would change",
        empty="It changes nothing within two years of {day}.",
    )
    page.table(
        effects,
        title="What it would do to the records that are there",
        empty="It does nothing to the records that were there on {day}.",
    )
