"""Links between pages: each opens a page with its choices made, and can be shared."""

import re
from collections.abc import Mapping
from typing import NoReturn
from urllib.parse import urlencode

import streamlit as st

from privacy.display.menu import PAGES, address_of

_KEPT = ("as", "lang", "org")
"""What the address of every page says, so that a link opens the same for others."""
_SIGNS = re.compile(r"([\\`*_\[\]{}()#+~$:<>|!-])")


def show_link(
    page: str, label: str, choices: Mapping[str, str], *, meaning: str | None = None
) -> None:
    """A link to a page of the menu, with `choices` in its address."""
    st.page_link(
        PAGES / f"{page}.py",
        label=label,
        query_params={**_kept(), **choices},
        help=meaning,
    )


def go(page: str, choices: Mapping[str, str]) -> NoReturn:
    """Open a page of the menu at once, with `choices` in its address."""
    st.switch_page(PAGES / f"{page}.py", query_params={**_kept(), **choices})


def link_to(page: str | None, choices: Mapping[str, str]) -> str:
    """The address of a page with `choices` made; of this one, beside its others."""
    if page is None:
        return "?" + urlencode({**st.query_params.to_dict(), **choices})
    return f"{address_of(page)}?{urlencode({**_kept(), **choices})}"


def unmarked(text: str) -> str:
    """A text as it is, where Streamlit would read signs of Markdown in it."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def _kept() -> dict[str, str]:
    return {name: st.query_params[name] for name in _KEPT if name in st.query_params}
