"""Answers as files: what the screen says, to the cell, each under a name of its own."""

import re
from collections.abc import Callable, Sequence

import streamlit as st

from privacy import reports
from privacy.contracts import Contract
from privacy.display.page_context import PageContext
from privacy.display.translator import Translator
from privacy.display.visitor import guarded, new_mark
from privacy.reports import Form
from privacy.server.tokens import DOWNLOAD_TOKENS

Row = dict[str, object]
Make = Callable[[], str | bytes]

MIMES = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "ics": "text/calendar",
    "json": "application/json",
    "pdf": "application/pdf",
    "xlsx": Form.XLSX.mime,
    "zip": "application/zip",
}


def csv_text(translator: Translator, contract: Contract, rows: Sequence[Row]) -> str:
    """Rows as CSV for a Swedish or English Excel."""
    return reports.csv_text(contract, rows, translator.language)


def offer(
    page: PageContext,
    label: str,
    make: Make,
    *,
    name: str,
    suffix: str,
    part: str = "",
    mime: str | None = None,
    is_wide: bool = True,
    **noted: object,
) -> None:
    """A button of a page that gives a file; the journal notes it before it is made.

    The file's name says the organisation, what it holds (`name`), in which form where
    others end alike (`part`), both in the reader's language, and of which day.
    """
    named = [text and page.say(text).casefold() for text in (name, part)]
    words = [page.desk.organisation.id, *named, str(page.as_of)]
    note = page.noting("downloaded", **noted, form=suffix)
    offer_file(
        label, make, words=words, suffix=suffix, mime=mime, is_wide=is_wide, note=note
    )


def offer_file(
    label: str,
    make: Make,
    *,
    words: Sequence[str],
    suffix: str,
    mime: str | None = None,
    is_wide: bool = True,
    note: Callable[[], None] | None = None,
) -> None:
    """A button that gives a file, which `make` makes when the button is pressed.

    It is made only for a visitor who still has the role of this run, and after `note`,
    so that no file leaves unnoted. The press runs no page: a page made again would take
    the file away again before the browser has fetched it.

    Streamlit addresses a file by its name, length and ends: without the mark at the end
    of its name, two files alike in these would share an address.
    """
    mark = new_mark()

    def make_and_tell() -> bytes:
        if note:
            note()
        made = make()
        DOWNLOAD_TOKENS.add(mark)
        return made.encode() if isinstance(made, str) else made

    st.download_button(
        label,
        guarded(make_and_tell),
        file_name=f"{file_name([*words, mark])}.{suffix}",
        mime=mime or MIMES[suffix],
        key=f"download {' '.join(words)} {label}",
        icon=":material/download:",
        on_click="ignore",
        width="stretch" if is_wide else "content",
    )


def file_name(words: Sequence[str]) -> str:
    """Words as the name of a file: what is no letter, digit or point is a dash."""
    return "-".join(
        re.sub(r"[^\w.]+|_", "-", word).strip("-") for word in words if word
    )


def form_label(translator: Translator, form: Form) -> str:
    """What a form is called on its button."""
    return translator.say(f"form {form}")
