"""Who is asking, for which organisation, and therefore which pages exist."""

import datetime
from collections.abc import Callable, Sequence
from html import escape
from urllib.parse import urlsplit

import streamlit as st

from privacy.contracts.roles import Role
from privacy.display.asking import answer_ahead, policy_of
from privacy.display.beginning import show_beginning
from privacy.display.links import show_link
from privacy.display.menu import PAGES, SEARCH, address_of, pages_of, sections_of
from privacy.display.search import show_field
from privacy.display.steps import show_late
from privacy.display.translator import Translator
from privacy.display.visitor import (
    clock,
    installation,
    is_test,
    let_in,
    may_choose,
    note_refusal,
    show_foot,
)
from privacy.errors import PrivacyError
from privacy.journal import Actor
from privacy.storage.organisations import Organisation
from privacy.wording import LANGUAGES, name_language


def run_dashboard(tells: Callable[[], datetime.datetime]) -> None:
    """Decide who is asking, and therefore which pages exist; run one of them.

    `tells` gives the instant it is, with a zone.
    """
    st.set_page_config(page_title="Dataskydd", page_icon="🛡️", layout="wide")
    st.session_state["clock"] = tells
    st.session_state["now"] = clock()
    home = installation()
    about, menu, foot = (st.sidebar.container() for _ in range(3))
    with foot:
        translator = Translator(_choose_language())
    if not home.is_begun:
        show_beginning(home, translator)
        st.stop()
    visitor = let_in(home, translator)
    if not is_test():
        answer_ahead(tells)
    organisations = [o for o in home.organisations() if o.id in visitor.roles]
    with about:
        role_place = st.container()
        organisation = _choose_organisation(organisations, translator)
        role = visitor.roles[organisation.id]
        if may_choose(home):
            with role_place:
                role = _choose_role(translator)
    with foot:
        show_foot(home, translator, visitor)
    _note_strayed(organisation, visitor.actor, role)
    pages = {
        name: st.Page(
            PAGES / f"{name}.py",
            title=translator.say(title),
            url_path=address_of(name),
        )
        for name, title in pages_of(role).items()
    }
    # Streamlit takes the default page's own address away; so nothing else is default.
    start = st.Page(
        lambda: st.switch_page(next(iter(pages.values()))),
        title=translator.say("Dashboard"),
        url_path="start",
        default=True,
        visibility="hidden",
    )
    st.session_state["has_menu"] = True
    opened = st.navigation([start, *pages.values()], position="hidden")
    st.set_page_config(page_title=f"{opened.title} – Dataskydd")
    with menu:
        _show_menu(role, translator)
    if opened.url_path not in (start.url_path, address_of(SEARCH)):
        show_field(translator)
    place = st.container()
    opened.run()
    show_late(place, organisation, translator)


def _show_menu(role: Role, translator: Translator) -> None:
    """The pages of a role, section by section.

    Streamlit's own menu has sections too, but no list that a screen reader can read.
    """
    with st.container(key="menu", gap=None):
        for section, pages in sections_of(role).items():
            st.html(f'<p class="pd-section">{escape(translator.say(section))}</p>')
            for name, title in pages.items():
                show_link(name, translator.say(title), {})


def _note_strayed(organisation: Organisation, actor: Actor, role: Role) -> None:
    """Tell the journal when the address asked for is a page of another role."""
    address = urlsplit(st.context.url or "").path.split("/")[-1]
    known = {address_of(name) for name in pages_of(Role.DPO)}
    if address in known - {address_of(name) for name in pages_of(role)}:
        reason = "This page is not open to your role."
        note_refusal([organisation], actor, reason, page=address, role=role)


def _choose_role(translator: Translator) -> Role:
    chosen = _kept(
        "as",
        [str(role) for role in Role],
        lambda roles, key: st.selectbox(
            translator.say("Example: choose a role"),
            roles,
            format_func=lambda role: translator.say(f"role {role}"),
            key=key,
        ),
    )
    return Role(chosen)


def _choose_language() -> str:
    locale = str(st.context.locale or "sv")
    first = next((known for known in LANGUAGES if locale.startswith(known)), "sv")
    chosen = _kept(
        "lang",
        sorted(LANGUAGES, key=lambda language: language != first),
        lambda languages, key: st.radio(
            "Språk / Language",
            LANGUAGES,
            format_func=name_language,
            horizontal=True,
            key=key,
        ),
    )
    return chosen


def _choose_organisation(
    organisations: Sequence[Organisation], translator: Translator
) -> Organisation:
    try:
        titles = {one.id: policy_of(one).title for one in organisations}
    except PrivacyError as error:
        st.error(translator.message(error))
        st.stop()
    if len(titles) == 1:
        st.session_state["org"] = organisations[0].id
        return organisations[0]
    chosen = _kept(
        "org",
        list(titles),
        lambda ids, key: st.selectbox(
            translator.say("Organisation"), ids, format_func=titles.__getitem__, key=key
        ),
    )
    return next(one for one in organisations if one.id == chosen)


def _kept(
    name: str, values: Sequence[str], widget: Callable[[Sequence[str], str], object]
) -> str:
    """A choice that stands in the URL and in the session; the first value at first."""
    if st.session_state.get(name) not in values:
        wanted = st.query_params.get(name)
        st.session_state[name] = wanted if wanted in values else values[0]
    chosen = str(widget(values, name))
    if st.query_params.get(name) != chosen:
        st.query_params[name] = chosen
    return chosen
