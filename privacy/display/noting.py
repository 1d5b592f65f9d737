"""Notes on figures: what the officer writes beside a day or a month of them."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from privacy import releases
from privacy.display.page import Page
from privacy.display.steps import Pressed, is_filled, press, step_form, take
from privacy.display.tables import Row, keep, plain
from privacy.reports import NOTES, say_note


def show_notes(page: Page) -> None:
    """The notes that stand, a form that writes one and one that withdraws one."""
    answer = page.ask(NOTES)
    page.heading("Notes on figures")
    page.tell(
        "A note is shown to everyone, on the charts and in the tables, reports and "
        "files of its month. Changes of rules and of how figures are counted write "
        "their own."
    )
    notes = [
        [
            say_note(row, page.language),
            page.translator.value(row["source"], "source")
            if row["source"]
            else page.say("all figures"),
        ]
        for row in answer.records()
    ]
    if notes:
        heads = [page.translator.column("note"), page.say("About")]
        st.html(plain(heads, notes, page.say("Notes")))
    else:
        page.tell("There are no notes.")
    with step_form("note"):
        on = st.text_input(page.say("Day or month, as 2026-05-12 or 2026-05"))
        note = st.text_input(
            page.say("Note, without personal data"), max_chars=releases.LONGEST
        )
        source = st.selectbox(
            page.say("About"),
            releases.SOURCES,
            index=None,
            placeholder=page.say("all figures"),
            format_func=lambda one: page.translator.value(one, "source"),
        )
        is_sent = press(page, page.say("Write the note"), Pressed(""), is_form=True)
    if is_sent:
        write = partial(
            releases.write_note,
            page.journal,
            page.actor,
            page.now,
            on=on.strip(),
            note=note,
            source=source,
        )
        take(page, write, ("The note is written.", {}), form="note")
    _offer_withdrawal(page, keep(answer.records(), {"kind": "note"}))


def _offer_withdrawal(page: Page, notes: Sequence[Row]) -> None:
    if not notes:
        return
    sentences = {str(row["note_id"]): say_note(row, page.language) for row in notes}
    with step_form("withdraw_note"):
        note_id = st.selectbox(
            page.say("Note to withdraw"),
            sentences,
            index=None,
            placeholder=page.say("choose one"),
            format_func=sentences.__getitem__,
        )
        is_sent = press(
            page, page.say("Withdraw the note"), Pressed(note_id or ""), is_form=True
        )
    if is_sent and is_filled(page, {"Note to withdraw": note_id}):
        withdraw = partial(
            releases.withdraw_note, page.journal, page.actor, page.now, str(note_id)
        )
        take(page, withdraw, ("The note is withdrawn.", {}), form="withdraw_note")
