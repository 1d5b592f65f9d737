"""Choices that stand in the URL, so that a view can be shared."""

from collections.abc import Callable, Sequence

import streamlit as st

from privacy.display.translator import Translator
from privacy.wording import sort_key

_SHOWN = "@"


def choose(
    translator: Translator,
    page: str,
    name: str,
    label: str,
    values: Sequence[str],
    *,
    all_label: str | None,
    written: Callable[[str], str] | None = None,
) -> str | None:
    """One of the values that a query returned; None for all of them.

    Without `all_label` one is always chosen, the first at first; of none there is no
    choice to show.
    """
    if not values and not all_label:
        return None
    key = f"{page} {name}"
    _seed(key, name, values)
    chosen = st.selectbox(
        translator.say(label),
        values,
        index=None if all_label else (0 if values else None),
        placeholder=translator.say(all_label) if all_label else "",
        format_func=written or (lambda value: translator.value(value, name)),
        key=key,
    )
    _remember(key, name, chosen)
    return chosen


def write(translator: Translator, page: str, name: str, label: str) -> str:
    """Some words that the reader looks for; empty when none."""
    key = f"{page} {name}"
    if key not in st.session_state or _is_new(key, name):
        st.session_state[key] = st.query_params.get(name, "")
    # What is looked for may be a person's: the browser shall not offer it again.
    words = st.text_input(translator.say(label), key=key, autocomplete="off")
    _remember(key, name, words or None)
    return str(words)


def sorted_values(values: Sequence[object]) -> list[str]:
    """The values there are, once each, in Swedish order."""
    return sorted({str(v) for v in values if v is not None}, key=sort_key)


def _seed(key: str, name: str, values: Sequence[str]) -> None:
    if key not in st.session_state or _is_new(key, name):
        wanted = st.query_params.get(name)
        if wanted in values:
            st.session_state[key] = wanted
        else:
            st.session_state.pop(key, None)
    elif st.session_state[key] not in values:
        del st.session_state[key]


def _is_new(key: str, name: str) -> bool:
    """Whether a link changed the address since the field was shown last."""
    shown = f"{key} {_SHOWN}"
    return shown in st.session_state and (
        st.session_state[shown] != st.query_params.get(name)
    )


def _remember(key: str, name: str, chosen: str | None) -> None:
    if chosen is None:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != chosen:
        st.query_params[name] = chosen
    st.session_state[f"{key} {_SHOWN}"] = chosen
