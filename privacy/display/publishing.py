"""What is ready to be published, what it withholds, and the act of publishing it."""

import streamlit as st

from privacy.display.page import Page
from privacy.display.visitor import installation
from privacy.errors import PrivacyError
from privacy.operations import importing

_COLUMNS = (
    "month",
    "source",
    "statistic",
    "cells",
    "first_withheld",
    "second_withheld",
    "refused",
    "is_closed",
)


def show_ready(page: Page) -> None:
    """The releases that wait, each with what it would withhold, and their button."""
    found = page.ask("dpo/ready_releases")
    page.heading("Ready to publish")
    if found.is_empty:
        page.tell("Nothing waits to be published.")
        return
    page.tell(
        "Look at what each would withhold. What is published is given to managers and "
        "analysts and cannot be taken back; a release can be corrected once."
    )
    rows = found.records()
    page.table(found, rows, columns=[*_COLUMNS], title="Ready to publish")
    names = list(dict.fromkeys(str(row["release_id"]) for row in rows))
    closed = {str(row["release_id"]) for row in rows if row["is_closed"]}
    if len(closed) < len(names):
        page.tell(
            "Where no export reaches past the period, the clock alone says that it is "
            "over: publish it only when you know that all of it has come."
        )
    with st.form("publishing"):
        chosen = st.multiselect(
            page.say("Releases to publish"),
            names,
            default=[name for name in names if name in closed],
            placeholder=page.say("choose some"),
        )
        is_sent = st.form_submit_button(page.say("Publish"), type="primary")
    if is_sent and chosen:
        _publish(page, chosen)


def _publish(page: Page, names: list[str]) -> None:
    with st.spinner(page.say("Publishing …")):
        try:
            importing.release_months(
                installation(),
                page.desk.organisation,
                page.now,
                page.as_of,
                lambda said: None,
                frozenset(names),
                by=page.actor,
            )
        except PrivacyError as error:
            st.error(str(error))
            return
    st.rerun()
