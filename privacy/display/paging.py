"""One page of a long list at a time."""

from collections.abc import Sequence
from html import escape
from typing import TypeVar

import streamlit as st

from privacy.display.translator import Translator

_ROWS_A_PAGE = 50
_Row = TypeVar("_Row")


def one_page(
    translator: Translator, page: str, title: str, rows: Sequence[_Row]
) -> list[_Row]:
    """The rows of the page that the reader is at, with the numbers to go on by."""
    pages = -(-len(rows) // _ROWS_A_PAGE)
    if pages <= 1:
        return list(rows)
    at = st.pagination(pages, key=f"{page} part of {title} {len(rows)}")
    first = (at - 1) * _ROWS_A_PAGE
    last = min(first + _ROWS_A_PAGE, len(rows))
    said = translator.say(
        "Rows {first} to {last} of {rows}.",
        first=first + 1,
        last=last,
        rows=translator.value(len(rows)),
    )
    st.html(f'<p class="pd-quiet">{escape(said)}</p>')
    return list(rows[first:last])
