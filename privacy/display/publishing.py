"""What is ready to be published, what it withholds, and the act of publishing it."""

import datetime
from collections.abc import Sequence

import streamlit as st

from privacy.display.page import Page
from privacy.display.steps import say_next
from privacy.display.tables import Row
from privacy.display.visitor import installation
from privacy.errors import PrivacyError
from privacy.operations import importing
from privacy.wording import name_month

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
    answer = page.ask("dpo/ready_releases")
    page.heading("Ready to publish")
    if answer.is_empty:
        page.tell("Nothing waits to be published.")
        return
    page.tell(
        "Look at what each would withhold. What is published is given to managers and "
        "analysts and cannot be taken back; a release can be corrected once."
    )
    rows = answer.records()
    page.table(answer, rows, columns=[*_COLUMNS], title="Ready to publish")
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
            format_func=lambda name: _named(page, rows, name),
            default=[name for name in names if name in closed],
            placeholder=page.say("choose some"),
        )
        is_sent = st.form_submit_button(page.say("Publish"), type="primary")
    if is_sent and not chosen:
        st.error(page.say("Choose at least one release."))
    elif is_sent:
        _publish(page, chosen, [_named(page, rows, name) for name in chosen])


def _named(page: Page, rows: Sequence[Row], name: str) -> str:
    """A release that waits by source and first month, and how much it withholds."""
    own = [row for row in rows if row["release_id"] == name]
    month = datetime.date.fromisoformat(str(own[0]["month"]))
    hidden = ("first_withheld", "second_withheld")
    return page.say(
        "{source} from {month}: {withheld} of {cells} cells withheld",
        source=page.translator.value(own[0]["source"]),
        month=name_month(month, page.language),
        withheld=sum(int(str(row[part] or 0)) for row in own for part in hidden),
        cells=sum(int(str(row["cells"])) for row in own),
    )


def _publish(page: Page, names: list[str], titles: Sequence[str]) -> None:
    with st.spinner(page.say("Publishing …")):
        try:
            importing.release_months(
                installation(),
                page.desk.organisation,
                page.now,
                page.as_of,
                lambda line: None,
                frozenset(names),
                by=page.actor,
            )
        except PrivacyError as error:
            st.error(page.translator.message(error))
            return
    say_next(("Published: {names}.", {"names": "; ".join(titles)}))
    st.rerun()
