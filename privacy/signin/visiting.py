"""From claims to a visitor: asked at each run, so that what changes counts at once."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from privacy.contracts.roles import Role
from privacy.installation import Installation
from privacy.journal import PERSON, Actor
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
    """Somebody who is let in: who the journal says it is, and their role where.

    `session` is None where nobody signs in.
    """

    actor: Actor
    roles: Mapping[str, Role]
    session: str | None = None


@dataclass(frozen=True)
class Denied:
    """Somebody who is not let in: why, as a sentence, and who it was when known."""

    sentence: str
    actor: Actor | None = None
    session: str | None = None
    is_refusal: bool = False
    """Whether the journal notes it; no sign-in, or one too old, is routine."""


def visit(
    home: Installation,
    provider: Provider,
    organisations: Sequence[str],
    claims: Claims,
    now: datetime.datetime,
) -> Visitor | Denied:
    """Who the claims of a cookie let in now.

    The cookie's signature has been checked by Streamlit; what it says is checked here.
    Raises PrivacyError when the rules or the list of sign-ins cannot be read.
    """
    if claims.get("is_logged_in") is not True:
        return Denied(_NOBODY)
    who, session = actor_of(claims), session_of(claims)
    if not _is_meant_for_us(claims, provider):
        return Denied(_NOT_FOR_US, who, session, True)
    if not _is_fresh(claims, provider, now):
        return Denied(_RUN_OUT, who, session)
    if sessions(home).is_ended(session):
        return Denied(_SIGNED_OUT, who, session, True)
    rules = read_access(home.data / "access.toml", organisations)
    roles = roles_of(claims, rules, organisations)
    if not roles:
        return Denied(_NO_ROLE, who, session, True)
    return Visitor(who, roles, session)


def sessions(home: Installation) -> Sessions:
    """The list of sign-ins of an installation."""
    return Sessions(home.key_folder / "sign-ins.sqlite")


def actor_of(claims: Claims) -> Actor:
    """Who the journal says it is: by the name they sign in with, else the subject.

    The name is theirs to choose with many providers; issuer and subject are not.
    """
    names = [claims.get(name) for name in ("preferred_username", "email", "sub")]
    name = next((name for name in names if isinstance(name, str) and name), "unknown")
    return Actor(PERSON, name, str(claims.get("iss")), str(claims.get("sub")))


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
