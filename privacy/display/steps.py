"""Buttons that change something; what is pressed too late is answered, never dropped.

Between the showing of a button and its press somebody else may have taken the step, so
that the next run of the page shows no such button. What was pressed is therefore kept
before that run, and answered after it when nothing on the page has taken it up.
"""

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from privacy.display.page import Page
from privacy.display.translator import Translator
from privacy.display.visitor import clock
from privacy.errors import Refused
from privacy.journal import Journal, last_act, outdated
from privacy.organisations import Organisation

_PRESSED = "pressed"
_SAID = "steps_said"

Said = tuple[str, dict[str, object]]
"""A sentence and what fills its places."""


class Pressed(NamedTuple):
    """A button that was pressed: about what, and what the reader had seen of it."""

    subject: str
    seen: object = None


def press(
    page: Page,
    label: str,
    pressed: Pressed,
    *,
    is_form: bool = False,
    is_first: bool = False,
    key: str | None = None,
) -> Pressed | None:
    """A button; what is known of its press when it was pressed, as it was shown then.

    `is_first` is the step that comes next.
    """
    made: Callable[..., bool] = st.form_submit_button if is_form else st.button
    if not made(
        label,
        type="primary" if is_first else "secondary",
        key=key,
        on_click=_keep,
        args=(pressed,),
    ):
        return None
    kept: Pressed = st.session_state.pop(_PRESSED, pressed)
    return kept


def take(page: Page, step: Callable[[], object], *said: Said) -> None:
    """Take a step and rerun the page, or say why it was refused."""
    try:
        step()
    except Refused as refusal:
        st.error(page.say(refusal.sentence, **refusal.given))
        return
    say_next(*said)
    st.rerun()


def say_next(*said: Said) -> None:
    """What the next run of the page says at its head."""
    st.session_state.setdefault(_SAID, []).extend(said)


def show_said(page: Page) -> None:
    """What the last step led to, once."""
    for sentence, given in st.session_state.pop(_SAID, []):
        st.success(page.say(sentence, **given))


def show_late(
    place: DeltaGenerator, organisation: Organisation, translator: Translator
) -> None:
    """Answer what was pressed and is no longer on the page: who did what, and when."""
    pressed = st.session_state.pop(_PRESSED, None)
    if pressed is not None:
        entry = last_act(Journal.of(organisation).state(), pressed.subject)
        late = outdated(entry, clock().tzinfo)
        place.error(translator.say(late.sentence, **late.given))


def _keep(pressed: Pressed) -> None:
    st.session_state[_PRESSED] = pressed
