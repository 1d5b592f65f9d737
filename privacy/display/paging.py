"""One page of a long list at a time."""

from collections.abc import Sequence
from html import escape
from typing import TypeVar

import streamlit as st

from privacy.display.translator import Translator

ROWS_A_PAGE = 25
FEW_ROWS = 12
"""Of a list that stands among others."""
_Row = TypeVar("_Row")


def one_page(
    translator: Translator, page: str, title: str, rows: Sequence[_Row], most: int
) -> list[_Row]:
    """The rows of the page that the reader is at, with the numbers to go on by."""
    first = first_of_page(translator, page, title, len(rows), most)
    return list(rows[first : first + most])


def first_of_page(
    translator: Translator, page: str, title: str, rows: int, most: int = ROWS_A_PAGE
) -> int:
    """How many rows stand before the page that the reader is at; shows the numbers."""
    pages = -(-rows // most)
    if pages <= 1:
        return 0
    at = st.pagination(pages, key=f"{page} part of {title} {rows}")
    first = int(at - 1) * most
    text = translator.say(
        "Rows {first} to {last} of {rows}.",
        first=first + 1,
        last=min(first + most, rows),
        rows=translator.value(rows),
    )
    st.html(f'<p class="pd-quiet">{escape(text)}</p>')
    return first
