"""Serves the dashboard with the doors and windows shut that Streamlit leaves open."""

import gc
import importlib
import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence

import streamlit
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from privacy.errors import NotSafeToServe
from privacy.installation import Installation, exposed_files, protect_files
from privacy.places import ROOT
from privacy.server.faults import say_sorry
from privacy.server.middleware import SecurityMiddleware, content_policy
from privacy.server.patches import (
    LINE,
    keep_files,
    keep_values_out_of_logs,
    leave_pages_alone,
    send_at_once,
)
from privacy.server.scripts import SCRIPT, give_script
from privacy.signin import (
    Provider,
    cookie_secret,
    file_secret,
    is_loopback,
    read_access,
    read_provider,
)

__all__ = ["SecurityMiddleware", "content_policy", "make_app", "serve"]

DASHBOARD = ROOT / "dashboard.py"
_HERE = ("127.0.0.1", "localhost", "::1")
_FIRST_NEEDED = ("pandas", "streamlit.emojis", "privacy.display")
"""What DuckDB, Streamlit and DASHBOARD would import while the first visitor waits."""


async def _health(request: Request) -> JSONResponse:
    return JSONResponse({"ok": True})


def make_app(home: Installation, provider: Provider | None) -> streamlit.App:
    """The dashboard as an ASGI application, behind its middleware."""
    leave_pages_alone()
    keep_files()
    send_at_once()
    security = Middleware(
        SecurityMiddleware,
        secret=file_secret(home),
        is_https=provider is not None and provider.is_https,
        is_alone=provider is None,
    )
    auth = provider.secrets(cookie_secret(home)) if provider else {}
    return streamlit.App(
        str(DASHBOARD),
        secrets={"auth": auth} if auth else None,
        routes=[Route("/healthz", _health), Route(SCRIPT, give_script)],
        middleware=[security],
        on_script_error=say_sorry,
    )


def serve(home: Installation, address: str, port: int) -> int:
    """Serve until stopped; return the exit status.

    Raises NotSafeToServe for an address that others reach while nobody has to sign
    in, and BadPolicy when the rules of access cannot be read.
    """
    provider = read_provider(home)
    if provider is None and not is_loopback(address):
        raise NotSafeToServe(
            f"{address} can be reached by others and no identity provider is set up: "
            "serve on 127.0.0.1, or see docs/sign-in.md."
        )
    protect_files()
    if provider is not None:
        if exposed := exposed_files(home):
            raise NotSafeToServe(
                f"Others on this machine can read or change {exposed[0]}: "
                f"`chmod -R go= {exposed[0]}`, then start again."
            )
        begun = home.organisations() if home.is_begun else []
        names = [organisation.id for organisation in begun]
        read_access(home.data / "access.toml", names)
    keep_values_out_of_logs()
    os.environ["PRIVACY_DATA"] = str(home.data.resolve())
    shown = provider.address if provider else f"http://{address}:{port}"
    print(f"The dashboard is at {shown}", flush=True)
    app = make_app(home, provider)
    for name in _FIRST_NEEDED:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    app.run(
        config={
            **settings(),
            "server.address": address,
            "server.port": port,
            "server.allowedHosts": _names(address, provider),
            "logger.messageFormat": LINE,
            "logger.enableRich": False,  # it would print what errors say
        }
    )
    return 0


def settings() -> dict[str, object]:
    """Our settings of Streamlit, which it reads itself only from the current folder."""
    file = ROOT / ".streamlit" / "config.toml"
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    return dict(_flat(content))


def _flat(
    values: Mapping[str, object], within: str = ""
) -> Iterator[tuple[str, object]]:
    for key, value in values.items():
        name = f"{within}{key}"
        if isinstance(value, dict):
            yield from _flat(value, f"{name}.")
        else:
            yield name, value


def _names(address: str, provider: Provider | None) -> Sequence[str]:
    """The names this server answers to: a page elsewhere cannot point its own here."""
    return [provider.host] if provider else [*_HERE, address]
