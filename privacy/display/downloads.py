"""Answers as files: what the screen says, to the cell, each under a name of its own."""

import datetime
from collections.abc import Callable, Sequence

import streamlit as st

from privacy import reports
from privacy.contracts import Contract
from privacy.display.translator import Translator
from privacy.display.visitor import guarded, new_mark
from privacy.reports import Form
from privacy.server.tokens import DOWNLOAD_TOKENS

Row = dict[str, object]
Make = Callable[[], str | bytes]
Noting = Callable[..., Callable[[], None]]

MIMES = {
    "csv": "text/csv",
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
    label: str,
    make: Make,
    *,
    name: str,
    suffix: str,
    as_of: datetime.date | None = None,
    part: str = "",
    mime: str | None = None,
    is_wide: bool = True,
    noting: Noting | None = None,
    **noted: object,
) -> None:
    """A button that gives a file, which `make` makes when the button is pressed.

    The journal notes it first, so that no file leaves unnoted; it is made only for a
    visitor who still has the role of this run. `part` distinguishes files of one name
    on a page. The press runs no page: a page made again would take the file
    away again before the browser has fetched it.

    Streamlit addresses a file by its name, length and ends: without the mark at the end
    of its name, two files alike in these would share an address.
    """
    mark = new_mark()
    words = [name.split("/")[-1].replace("_", "-"), *([str(as_of)] if as_of else [])]
    note = noting("downloaded", **noted, form=suffix) if noting else None

    def make_and_tell() -> bytes:
        if note:
            note()
        made = make()
        DOWNLOAD_TOKENS.add(mark)
        return made.encode() if isinstance(made, str) else made

    st.download_button(
        label,
        guarded(make_and_tell),
        file_name=f"{'-'.join([*words, mark])}.{suffix}",
        mime=mime or MIMES[suffix],
        key=f"download {name} {label} {part}",
        icon=":material/download:",
        on_click="ignore",
        width="stretch" if is_wide else "content",
    )


def form_label(translator: Translator, form: Form) -> str:
    """What a form is called on its button."""
    return translator.say(f"form {form}")
