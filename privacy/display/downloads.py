"""Answers as files: what the screen says, to the cell, each under a name of its own."""

import datetime
from collections.abc import Callable, Sequence

import streamlit as st

from privacy import reports
from privacy.contracts import Contract
from privacy.display.visitor import guarded, new_mark
from privacy.display.voice import Voice
from privacy.reports import Form

Row = dict[str, object]
Content = str | bytes | Callable[[], bytes]
Note = Callable[..., None]

MIMES = {
    "html": "text/html",
    "ics": "text/calendar",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


def csv_text(voice: Voice, contract: Contract, rows: Sequence[Row]) -> str:
    """Rows as CSV for a Swedish or English Excel."""
    return reports.csv_text(contract, rows, voice.language)


def file_name(what: Contract | str, as_of: datetime.date, suffix: str = "csv") -> str:
    """A name that no other download has.

    Streamlit addresses a file by its name, length and ends: without the random part
    two files alike in these would share an address. The server gives it only to the
    browser that the mark in it is for.
    """
    name = what if isinstance(what, str) else what.name
    title = name.split("/")[-1].replace("_", "-")
    return f"{title}-{as_of}-{new_mark()}.{suffix}"


def offer(
    label: str,
    content: Content,
    *,
    name: str,
    as_of: datetime.date,
    suffix: str,
    note: Note,
    mime: str | None = None,
    is_wide: bool = True,
    **noted: object,
) -> None:
    """A button that gives a file; a callable makes it when the button is pressed.

    The journal is told before the file is made, so that none leaves untold; it is made
    only for who still has the page's `role` then.
    """
    st.download_button(
        label,
        guarded(content) if callable(content) else content,
        file_name=file_name(name, as_of, suffix),
        mime=mime or MIMES[suffix],
        key=f"download {name} {label}",
        icon=":material/download:",
        on_click=note,
        args=("downloaded",),
        kwargs={**noted, "form": suffix},
        width="stretch" if is_wide else "content",
    )


def form_label(voice: Voice, form: Form) -> str:
    """What a form is called on its button."""
    return voice.say(f"form {form}")
