"""Buttons that change something; what is pressed too late is answered, never dropped.

Between the showing of a button and its press somebody else may have taken the step, so
that the next run of the page shows no such button. What was pressed is therefore kept
before that run, and answered after it when nothing on the page has taken it up.

What is typed while a page runs begins another run and ends the first, which may not
have come to the button that was pressed, or may be in the middle of what it led to. So
a press that leads to slow work is held until the work begins (`hold`), and what it led
to is said by a list that was at hand before it (`answering`).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from privacy.display.page import Page
from privacy.display.translator import Translator
from privacy.display.visitor import clock
from privacy.errors import Refused
from privacy.journal import Journal, last_act, outdated
from privacy.storage.organisations import Organisation

_PRESSED = "pressed"
_HELD = "held"
_SAID = "steps_said"
_TAKEN = "steps_taken"

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
    name = f"{label} {key or ''}"
    is_pressed = made(
        label,
        type="primary" if is_first else "secondary",
        key=key,
        on_click=_keep,
        args=(name, pressed),
    )
    was: str
    kept: Pressed
    was, kept = st.session_state.get(_PRESSED, ("", pressed))
    if not is_pressed and (was != name or kept.subject != pressed.subject):
        return None
    st.session_state.pop(_PRESSED, None)
    return kept


def hold(
    label: str,
    about: object = None,
    *,
    is_form: bool = False,
    is_first: bool = False,
    is_wide: bool = False,
) -> bool:
    """A button of slow work; whether it was pressed for the same, now or a run ago.

    `about` is what the work is for, as the reader saw it. A press is held until
    `answering` begins, or until a whole run of a page did nothing of it.
    """
    made: Callable[..., bool] = st.form_submit_button if is_form else st.button
    made(
        label,
        type="primary" if is_first else "secondary",
        width="stretch" if is_wide else "content",
        on_click=_hold,
        args=(label, about),
    )
    held: object = st.session_state.get(_HELD)
    return held == (label, about)


@contextmanager
def answering(sentence: str) -> Iterator[list[Said]]:
    """Do the work of a press that was held; the list is what the next run says."""
    sayings = st.session_state.setdefault(_SAID, [])
    with st.spinner(sentence):
        st.session_state.pop(_HELD, None)
        yield sayings


def is_filled(page: Page, fields: Mapping[str, object]) -> bool:
    """Whether every field of a form was filled in; names those that were not."""
    missing = [page.say(label) for label, value in fields.items() if not value]
    if missing:
        st.error(page.say("Still to fill in: {fields}.", fields=", ".join(missing)))
    return not missing


def step_form(name: str) -> DeltaGenerator:
    """A form that keeps what was typed until its step is taken, and is empty then."""
    return st.form(f"{name} {st.session_state.get(_TAKEN, {}).get(name, 0)}")


def take(
    page: Page, step: Callable[[], object], *values: Said, form: str | None = None
) -> None:
    """Take a step and rerun the page, or say why it was refused.

    `form` is the `step_form` that is empty afterwards.
    """
    try:
        step()
    except Refused as refusal:
        st.error(page.translator.message(refusal))
        return
    say_next(*values)
    if form:
        empty_form(form)
    st.rerun()


def empty_form(name: str) -> None:
    """Let a `step_form` be empty in the next run."""
    taken = st.session_state.setdefault(_TAKEN, {})
    taken[name] = taken.get(name, 0) + 1


def say_next(*values: Said) -> None:
    """What the next run of the page says at its head."""
    st.session_state.setdefault(_SAID, []).extend(values)


def show_said(page: Page) -> None:
    """What the last step led to, once."""
    for sentence, given in st.session_state.pop(_SAID, []):
        st.success(page.say(sentence, **given))


def show_late(
    place: DeltaGenerator, organisation: Organisation, translator: Translator
) -> None:
    """Answer what was pressed and is no longer on the page: who did what, and when."""
    st.session_state.pop(_HELD, None)
    _, pressed = st.session_state.pop(_PRESSED, (None, None))
    if pressed is not None:
        entry = last_act(Journal.of(organisation).state(), pressed.subject)
        late = outdated(entry, clock().tzinfo)
        place.error(translator.message(late))


def _keep(name: str, pressed: Pressed) -> None:
    st.session_state[_PRESSED] = (name, pressed)


def _hold(label: str, about: object) -> None:
    st.session_state[_HELD] = (label, about)
