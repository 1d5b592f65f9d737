"""Who is asking, for which organisation, and therefore which pages exist."""

import datetime
from collections.abc import Callable, Sequence

import streamlit as st

from privacy.display.asking import policy_of
from privacy.display.figures import PAGES
from privacy.display.opening import installation
from privacy.display.voice import Voice
from privacy.errors import PrivacyError
from privacy.installation import Installation
from privacy.organisations import Organisation
from privacy.roles import Role
from privacy.wording import LANGUAGES

_DPO = {
    "dpo/overview": "Overview",
    "dpo/requests": "Requests",
    "dpo/gallring": "Gallring",
    "dpo/holds": "Holds",
    "dpo/promises": "Promises",
    "dpo/findings": "Findings",
    "dpo/systems": "Systems",
    "dpo/imports": "Exports",
    "dpo/releases": "Releases",
    "dpo/journal": "Journal",
}
_RELEASED = {
    "released/monthly_report": "The month",
    "released/calls": "Calls",
    "released/web": "Web visits",
    "released/searches": "Search words",
    "released/requests_by_period": "Requests in numbers",
    "released/downloads": "Downloads",
}
_FIRST_FOR_ANALYST = "released/downloads"
_LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}


def pages_of(role: Role) -> dict[str, str]:
    """The pages that exist for a role, in order, with their titles."""
    if role is Role.DPO:
        return {**_DPO, **_RELEASED}
    if role is Role.ANALYST:
        return {_FIRST_FOR_ANALYST: _RELEASED[_FIRST_FOR_ANALYST], **_RELEASED}
    return _RELEASED


def run_dashboard(now: datetime.datetime) -> None:
    """Decide who is asking, and therefore which pages exist; run one of them."""
    st.set_page_config(page_title="Dataskydd", page_icon="🛡️", layout="wide")
    st.session_state["now"] = st.session_state.get("pinned_now", now)
    home = installation()
    about, foot = st.sidebar.container(), st.sidebar.container()
    with foot:
        voice = Voice(_choose_language())
    try:
        organisations = home.organisations()
    except PrivacyError as error:
        st.error(str(error))
        st.stop()
    with about:
        _choose_organisation(organisations, voice)
        role = who_is_asking(home, voice)
    if role is None:
        st.error(voice.say("Nobody is signed in, so no page is open."))
        st.stop()
    st.session_state["role"] = role
    pages = [
        st.Page(
            PAGES / f"{name}.py",
            title=voice.say(title),
            url_path=name.split("/")[1],
            default=number == 0,
        )
        for number, (name, title) in enumerate(pages_of(role).items())
    ]
    st.navigation(pages, expanded=True).run()


def who_is_asking(home: Installation, voice: Voice) -> Role | None:
    """The role of the visitor: chosen in the example, given by nobody elsewhere.

    On one's own data the server answers on loopback only, and who sits at the machine
    is its DPO.
    """
    if not home.is_example and "installation" not in st.session_state:
        return Role.DPO
    chosen = _kept(
        "as",
        [str(role) for role in Role],
        lambda roles, key: st.selectbox(
            voice.say("Example: choose a role"),
            roles,
            format_func=lambda role: voice.say(f"role {role}"),
            key=key,
        ),
    )
    return Role(chosen)


def _choose_language() -> str:
    locale = str(st.context.locale or "sv")
    first = "en" if locale.startswith("en") else "sv"
    chosen = _kept(
        "lang",
        sorted(LANGUAGES, key=lambda language: language != first),
        lambda languages, key: st.radio(
            "Språk / Language",
            LANGUAGES,
            format_func=_LANGUAGE_NAMES.__getitem__,
            horizontal=True,
            key=key,
        ),
    )
    return chosen


def _choose_organisation(organisations: Sequence[Organisation], voice: Voice) -> None:
    titles = {one.id: policy_of(one).title for one in organisations}
    if len(titles) == 1:
        st.session_state["org"] = organisations[0].id
        return
    _kept(
        "org",
        list(titles),
        lambda ids, key: st.selectbox(
            voice.say("Organisation"), ids, format_func=titles.__getitem__, key=key
        ),
    )


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
