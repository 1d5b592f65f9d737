"""Signing in: who somebody is by the provider, and what they may see here.

Nothing here knows widgets: claims come in, a Visitor or a Denied comes out.
"""

from privacy.signin.access import Claims, Rule, read_access, roles_of
from privacy.signin.loopback import Asked, is_loopback, why_not_alone
from privacy.signin.provider import Provider, cookie_secret, file_secret, read_provider
from privacy.signin.sessions import Sessions, session_of
from privacy.signin.visiting import Denied, Visitor, sessions, visit

__all__ = [
    "Asked",
    "Claims",
    "Denied",
    "Provider",
    "Rule",
    "Sessions",
    "Visitor",
    "cookie_secret",
    "file_secret",
    "is_loopback",
    "read_access",
    "read_provider",
    "roles_of",
    "session_of",
    "sessions",
    "visit",
    "why_not_alone",
]
