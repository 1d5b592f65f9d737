"""From claims to a visitor: asked at each run, so that what changes counts at once."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from privacy.installation import Installation
from privacy.roles import Role
from privacy.signin.access import Claims, read_access, roles_of
from privacy.signin.provider import Provider
from privacy.signin.sessions import Sessions, session_of

_NOBODY = "Sign in to see the dashboard."
_NOT_FOR_US = "This sign-in was not made for this dashboard."
_RUN_OUT = "Your sign-in has run out. Sign in again."
_SIGNED_OUT = "You have signed out. Sign in again."
_NO_ROLE = "You are signed in, but have no role here. Ask the administrator for one."
_CLOCKS_DIFFER = 5 * 60
"""Seconds that the provider's clock may be ahead of ours."""


@dataclass(frozen=True)
class Visitor:
    """Somebody who is let in: what the journal calls them, and their role where.

    `session` is None where nobody signs in.
    """

    who: str
    roles: Mapping[str, Role]
    session: str | None = None
    subject: str | None = None
    """What the provider calls them for good; `who` is a name that may change."""


@dataclass(frozen=True)
class Turned:
    """Somebody who is not let in: why, as a sentence, and who it was when known."""

    sentence: str
    who: str | None = None
    session: str | None = None
    is_refusal: bool = False
    """Whether the journal is told; a sign-in that is not made or too old is routine."""
    subject: str | None = None


def visit(
    home: Installation,
    provider: Provider,
    organisations: Sequence[str],
    claims: Claims,
    now: datetime.datetime,
) -> Visitor | Turned:
    """Who the claims of a cookie let in now.

    The cookie's signature has been checked by Streamlit; what it says is checked here.
    Raises PrivacyError when the rules or the list of sign-ins cannot be read.
    """
    if claims.get("is_logged_in") is not True:
        return Turned(_NOBODY)
    who, session = name_of(claims), session_of(claims)
    subject = str(claims.get("sub"))
    if not _is_meant_for_us(claims, provider):
        return Turned(_NOT_FOR_US, who, session, True, subject)
    if not _is_fresh(claims, provider, now):
        return Turned(_RUN_OUT, who, session)
    if sessions(home).is_ended(session):
        return Turned(_SIGNED_OUT, who, session, True, subject)
    rules = read_access(home.data / "access.toml", organisations)
    roles = roles_of(claims, rules, organisations)
    if not roles:
        return Turned(_NO_ROLE, who, session, True, subject)
    return Visitor(who, roles, session, subject)


def sessions(home: Installation) -> Sessions:
    """The list of sign-ins of an installation."""
    return Sessions(home.key_folder / "sign-ins.sqlite")


def name_of(claims: Claims) -> str:
    """What the journal calls somebody: the name they sign in with, else the subject."""
    for name in ("preferred_username", "email", "sub"):
        if isinstance(found := claims.get(name), str) and found:
            return found
    return "unknown"


def _is_meant_for_us(claims: Claims, provider: Provider) -> bool:
    audience = claims.get("aud")
    meant = audience if isinstance(audience, list) else [audience]
    same = str(claims.get("iss")).rstrip("/") == provider.issuer.rstrip("/")
    return same and provider.client_id in meant and bool(claims.get("sub"))


def _is_fresh(claims: Claims, provider: Provider, now: datetime.datetime) -> bool:
    issued = claims.get("iat")
    if not isinstance(issued, int | float):
        return False
    age = now.timestamp() - issued  # seconds
    return -_CLOCKS_DIFFER <= age <= provider.lifetime_minutes * 60
