"""The visitor: who is at the other end, asked again at each run."""

import datetime
import secrets
from collections.abc import Callable, Sequence

import streamlit as st

from privacy.contracts.roles import Role
from privacy.display.translator import Translator
from privacy.errors import NotAllowed, PrivacyError
from privacy.installation import Installation, installation_from
from privacy.journal import UNSIGNED, Actor, Journal
from privacy.server.tokens import BROWSER, UPLOAD_GRANTS, marked
from privacy.signin import (
    Asked,
    Denied,
    Visitor,
    file_secret,
    read_provider,
    sessions,
    visit,
    why_not_alone,
)
from privacy.storage.organisations import Organisation

Clock = Callable[[], datetime.datetime]
_PROVIDER_GONE = "The settings of signing in are gone, so nobody is let in."


def installation() -> Installation:
    """The installation that is served; a test puts its own in the session."""
    result = st.session_state.get("installation")
    return result if isinstance(result, Installation) else installation_from()


def clock() -> datetime.datetime:
    """The instant it is; a test pins it."""
    return telling()()


def telling() -> Clock:
    """The clock of this session, to be read outside of a run."""
    tells: Clock = st.session_state["clock"]
    pinned = st.session_state.get("pinned_now")
    return (lambda: pinned) if pinned else tells


def look(home: Installation) -> Visitor | Denied:
    """Who is asking now, and what they may see.

    With a provider the claims say it. Without one only the person at this machine can
    be asking: on one's own data its DPO, in the example the role they choose.
    Raises PrivacyError when the rules cannot be read.
    """
    begun = home.organisations() if home.is_begun else []
    names = [organisation.id for organisation in begun]
    provider = read_provider(home)
    if provider is not None:
        return visit(home, provider, names, st.user.to_dict(), clock())
    if "is_logged_in" in st.user.to_dict():  # there was one when the server started
        return Denied(_PROVIDER_GONE)
    request = Asked(
        served_at=st.get_option("server.address"),
        headers=st.context.headers.to_dict(),
        peer=st.context.ip_address,
    )
    if not is_test() and (reason := why_not_alone(request)):
        return Denied(reason)
    role = Role(st.session_state.get("as", Role.DPO)) if may_choose(home) else Role.DPO
    return Visitor(Actor(UNSIGNED, str(role)), dict.fromkeys(names, role))


def may_choose(home: Installation) -> bool:
    """Whether the visitor chooses a role: in the example, while nobody signs in.

    A test, which puts its own installation in the session, may too.
    """
    return (home.is_example or is_test()) and read_provider(home) is None


def is_test() -> bool:
    """Whether a test runs the page, with an installation of its own and no browser."""
    return "installation" in st.session_state


def let_in(home: Installation, translator: Translator) -> Visitor:
    """The visitor, noted in the journal when new; else the door, shut."""
    try:
        result = look(home)
        if isinstance(result, Visitor):
            _note_arrival(home, result)
            return result
        if result.is_refusal and result.actor is not None:
            note_refusal(home.organisations(), result.actor, result.sentence)
    except PrivacyError as error:
        st.error(translator.message(error))
        st.stop()
    _clear_menu()
    st.title("Dataskydd", anchor=False)
    st.info(translator.say(result.sentence))
    if read_provider(home) is not None:
        st.button(translator.say("Sign in"), on_click=st.login, type="primary")
        if result.session is not None:
            st.button(
                translator.say("Sign out"), on_click=_sign_out, args=(home, result)
            )
    st.stop()


def _clear_menu() -> None:
    """Take the pages out of the menu of who had a role a moment ago."""
    if st.session_state.pop("has_menu", False):
        nowhere = st.Page(lambda: None, title="Dataskydd", url_path="start")
        st.navigation([nowhere], position="hidden").run()


def show_foot(home: Installation, translator: Translator, visitor: Visitor) -> None:
    """That what is opened is noted, and for whom; and the way out."""
    st.caption(translator.say("What you open and download is noted in the journal."))
    if visitor.session is not None:
        st.caption(translator.say("Signed in: {who}", who=visitor.actor.name))
        st.button(translator.say("Sign out"), on_click=_sign_out, args=(home, visitor))


def note_refusal(
    organisations: Sequence[Organisation], actor: Actor, reason: str, **details: object
) -> None:
    """Write once in a session that somebody was not let in, and why."""

    def note() -> None:
        for organisation in organisations:
            _write(organisation, "refused", actor, reason=reason, **details)

    _once(note, "refused", actor, reason, *details.values())


def note_view(
    organisation: Organisation, actor: Actor, page: str, opened: str | None = None
) -> None:
    """Write once in a session that somebody opened a page of lines, or a row of it."""

    def note() -> None:
        _write(organisation, "viewed", actor, page=page, opened=opened)

    _once(note, "viewed", actor, organisation.id, page, opened)


def guarded(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Makes a file only if its reader still has the role when the button is pressed."""
    home = installation()
    provider = read_provider(home)
    if provider is None:
        return make
    claims, tells = st.user.to_dict(), telling()
    name = str(st.session_state.get("org"))

    def role_at(now: datetime.datetime) -> Role | None:
        result = visit(home, provider, [name], claims, now)
        return result.roles.get(name) if isinstance(result, Visitor) else None

    role = role_at(clock())

    def make_still() -> bytes:
        if role is None or role_at(tells()) is not role:
            raise NotAllowed("You may no longer have this file.")
        return make()

    return make_still


def new_mark() -> str:
    """What ends the name of a file: random, and signed for the browser it is for."""
    nonce, browser = secrets.token_hex(4), st.context.cookies.get(BROWSER)
    return marked(file_secret(installation()), browser, nonce) if browser else nonce


def let_send() -> None:
    """Let this browser send files from now on; Streamlit would take them from all."""
    if browser := st.context.cookies.get(BROWSER):
        UPLOAD_GRANTS.add(browser)


def _note_arrival(home: Installation, visitor: Visitor) -> None:
    session = visitor.session
    if session is None:
        return

    def note() -> None:
        for organisation in home.organisations():
            if role := visitor.roles.get(organisation.id):
                _write(organisation, "signed_in", visitor.actor, role=role)

    _once(lambda: sessions(home).begin(session, clock(), note), "arrived", session)


def _sign_out(home: Installation, leaving: Visitor | Denied) -> None:
    if leaving.session is not None:
        sessions(home).end(leaving.session, clock())
    st.logout()


def _once(note: Callable[[], None], *value: object) -> None:
    """Note something unless this session has; what fails is tried again."""
    noted = st.session_state.setdefault("noted", set())
    if value not in noted:
        note()
        noted.add(value)


def _write(
    organisation: Organisation, kind: str, actor: Actor, **details: object
) -> None:
    at = clock().astimezone(datetime.UTC).isoformat(timespec="seconds")
    Journal.of(organisation).write(kind, actor, at, **details)
