"""The gate of each page: who may open it, and what stands at its head."""

import datetime
from collections.abc import Sequence
from html import escape

import streamlit as st

from privacy.contracts.roles import SEES_LINES, Role
from privacy.display.asking import desk_of, policy_of
from privacy.display.first_use import show_first_use
from privacy.display.page import Page
from privacy.display.page_context import read_at
from privacy.display.steps import show_said
from privacy.display.style import style_sheet
from privacy.display.translator import Translator
from privacy.display.visitor import installation, let_in, note_view
from privacy.errors import BadBuild, PrivacyError
from privacy.storage.builds import current_build
from privacy.storage.organisations import Organisation


def open_page(title: str, allow: Sequence[Role]) -> Page:
    """Open a page for the roles in `allow`, or stop.

    Every page calls it first, however the file is run.
    """
    translator = Translator(str(st.session_state.get("lang", "sv")))
    home, name = installation(), str(st.session_state.get("org"))
    now = st.session_state.get("now")
    visitor = let_in(home, translator) if "clock" in st.session_state else None
    role = visitor.roles.get(name) if visitor else None
    if (
        visitor is None
        or role is None
        or role not in allow
        or not isinstance(now, datetime.datetime)
    ):
        st.error(translator.say("This page is not open to your role."))
        st.stop()
    st.html(style_sheet())
    st.title(translator.say(title), anchor=False)
    try:
        organisation = home.organisation(name)
        if set(allow) <= SEES_LINES:
            note_view(organisation, visitor.actor, title)
        _show_head(organisation, translator, now)
        if role in SEES_LINES:
            _show_faults(organisation, translator)
        if not _has_build(organisation):
            show_first_use(translator, organisation, role)
            st.stop()
        desk = desk_of(home, organisation, role)
    except PrivacyError as error:
        st.error(translator.message(error))
        st.stop()
    page = Page(title, desk, now, translator, visitor.actor)
    show_said(page)
    return page


def _show_faults(organisation: Organisation, translator: Translator) -> None:
    """What is wrong in the policy files, while the last good policy stays in force."""
    faults = policy_of(organisation).faults
    if faults:
        text = translator.say("The policy is wrong; the last good one stays in force.")
        listed = "\n".join(f"- {translator.message(fault)}" for fault in faults)
        st.error(f"{text}\n\n{listed}")


def _has_build(organisation: Organisation) -> bool:
    """Whether anything has been imported; a build that is damaged has been."""
    try:
        current_build(organisation)
    except BadBuild:
        return False
    return True


def _show_head(
    organisation: Organisation, translator: Translator, now: datetime.datetime
) -> None:
    """Whose figures, as of which day, from which build."""
    parts = [
        policy_of(organisation).title,
        translator.say("as of {day}", day=now.date()),
    ]
    try:
        stamp = current_build(organisation).stamp
        at = read_at(stamp, now.tzinfo)
        parts.append(translator.say("exports read {at}", at=at))
    except BadBuild:
        parts.append(translator.say("no exports read yet"))
    together = (f'<span class="pd-together">{escape(part)}</span>' for part in parts)
    st.html(f'<p class="pd-quiet">{" · ".join(together)}</p>')
