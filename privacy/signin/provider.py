"""The identity provider: who it is, and how this program is known to it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from privacy.errors import NotSafeToServe
from privacy.errors.explained import reason_of
from privacy.installation import Installation
from privacy.signin.loopback import is_loopback
from privacy.storage.keys import derive, kept_secret

if TYPE_CHECKING:
    from streamlit.runtime.secrets import SecretsValue

FILE = "sign-in.toml"
COOKIE_KEY = "cookie.key"
_NEEDED = {"address", "issuer", "client_id", "client_secret"}
_MAY_SAY = {"scope", "prompt", "lifetime_minutes"}
_LONGEST_MINUTES = 12 * 60


@dataclass(frozen=True)
class Provider:
    """An OpenID provider, and the address this program has in the browser.

    `lifetime_minutes` is how old claims may be: then they are asked for again.
    """

    address: str
    issuer: str
    client_id: str
    client_secret: str
    scope: str = "openid profile email"
    prompt: str = "select_account"
    lifetime_minutes: int = 60

    @property
    def host(self) -> str:
        """The name in the browser's address line."""
        return urlsplit(self.address).hostname or ""

    @property
    def is_https(self) -> bool:
        """Whether the browser speaks TLS with us."""
        return self.address.startswith("https://")

    def secrets(self, cookie_secret: str) -> "dict[str, SecretsValue]":
        """What Streamlit has to know, as its secrets."""
        metadata = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        return {
            "redirect_uri": f"{self.address.rstrip('/')}/oauth2callback",
            "cookie_secret": cookie_secret,
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "server_metadata_url": metadata,
            "client_kwargs": {"scope": self.scope, "prompt": self.prompt},
        }


def read_provider(home: Installation) -> Provider | None:
    """The provider that KEYS/sign-in.toml names, or None when there is no such file.

    Raises NotSafeToServe when the file cannot be used.
    """
    file = home.key_folder / FILE
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotSafeToServe(
            "{file} cannot be read ({error}).", file=file, error=reason_of(error)
        ) from None
    missing, unknown = _NEEDED - content.keys(), content.keys() - _NEEDED - _MAY_SAY
    if missing or unknown:
        raise NotSafeToServe(
            "{file} says {needed}; missing: {missing}; unknown: {unknown}.",
            file=file,
            needed=", ".join(sorted(_NEEDED)),
            missing=", ".join(sorted(missing)) or "-",
            unknown=", ".join(sorted(unknown)) or "-",
        )
    provider = Provider(**content)
    _check(file, provider)
    return provider


def cookie_secret(home: Installation) -> str:
    """What sign-in cookies are signed with; made when there is none yet."""
    return derive(kept_secret(home.key_folder / COOKIE_KEY), "cookies")


def file_secret(home: Installation) -> str:
    """What the names of downloads are signed with."""
    return derive(kept_secret(home.key_folder / COOKIE_KEY), "files")


def _check(file: Path, provider: Provider) -> None:
    for name in ("address", "issuer"):
        url = urlsplit(str(getattr(provider, name)))
        is_here = url.scheme == "http" and is_loopback(url.hostname or "")
        if not url.hostname or not (url.scheme == "https" or is_here):
            raise NotSafeToServe(
                "{file}: {name} begins with https://.", file=file, name=name
            )
    minutes = provider.lifetime_minutes
    if not isinstance(minutes, int) or not 1 <= minutes <= _LONGEST_MINUTES:
        raise NotSafeToServe(
            "{file}: lifetime_minutes is between 1 and {most}.",
            file=file,
            most=_LONGEST_MINUTES,
        )
