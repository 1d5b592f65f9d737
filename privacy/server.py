"""Serves the dashboard with the doors and windows shut that Streamlit leaves open."""

import base64
import gc
import hashlib
import ipaddress
import os
import re
from pathlib import Path

import streamlit
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from privacy.errors import NotSafeToServe
from privacy.installation import Installation

DASHBOARD = Path(__file__).parent.parent / "dashboard.py"
_CLOSED = ("/_stcore/metrics", "/_stcore/agent")
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def content_policy() -> str:
    """The content security policy: nothing from elsewhere, no inline script but ours.

    Streamlit's page holds one inline script; its digest is taken from the installed
    file, so that a new version needs no change here.
    """
    index = Path(streamlit.__file__).parent / "static" / "index.html"
    digests = [
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in _INLINE_SCRIPT.findall(index.read_text(encoding="utf-8"))
    ]
    scripts = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'self'; script-src 'self' {scripts}; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; "
        "object-src 'none'"
    )


class Walls:
    """Adds the usual headers, shuts what nobody needs, says the page is Swedish."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._headers = [
            (b"content-security-policy", content_policy().encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"x-frame-options", b"DENY"),
            (b"referrer-policy", b"same-origin"),
            (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
            (b"cross-origin-opener-policy", b"same-origin"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, its answer changed on the way back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["path"].startswith(_CLOSED):
            await PlainTextResponse("not found", 404)(scope, receive, send)
            return
        is_page = False

        async def send_on(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                headers = [
                    (name, _secured(value) if name == b"set-cookie" else value)
                    for name, value in message["headers"]
                ]
                kinds = [v for n, v in headers if n == b"content-type"]
                is_page = any(kind.startswith(b"text/html") for kind in kinds)
                if is_page:
                    stale = (b"content-length", b"etag", b"last-modified")
                    headers = [(n, v) for n, v in headers if n not in stale]
                if is_page or scope["path"].startswith("/media/"):
                    headers = [(n, v) for n, v in headers if n != b"cache-control"]
                    headers.append((b"cache-control", b"no-store"))
                message = {**message, "headers": headers + self._headers}
            elif message["type"] == "http.response.body" and is_page:
                body = message.get("body", b"")
                swedish = body.replace(b'<html lang="en">', b'<html lang="sv">')
                message = {**message, "body": swedish}
            await send(message)

        await self._app(_uncompressed(scope), receive, send_on)


def _uncompressed(scope: Scope) -> Scope:
    """A request for a page whose answer is plain text, so that it can be changed."""
    accept = dict(scope["headers"]).get(b"accept", b"")
    if b"text/html" not in accept:
        return scope
    shut = (b"accept-encoding", b"if-none-match", b"if-modified-since")
    headers = [(n, v) for n, v in scope["headers"] if n not in shut]
    return {**scope, "headers": headers, "extensions": {}}


def _secured(cookie: bytes) -> bytes:
    return cookie if b"secure" in cookie.lower() else cookie + b"; Secure"


async def _health(request: Request) -> JSONResponse:
    return JSONResponse({"ok": True})


def make_app() -> streamlit.App:
    """The dashboard as an ASGI application, behind its walls."""
    return streamlit.App(
        str(DASHBOARD),
        routes=[Route("/healthz", _health)],
        middleware=[Middleware(Walls)],
    )


def serve(home: Installation, address: str, port: int) -> int:
    """Serve until stopped; return the exit status.

    Raises NotSafeToServe for an address that others reach while nobody has to sign
    in.
    """
    if not _is_loopback(address) and not os.environ.get("PRIVACY_SECRETS"):
        raise NotSafeToServe(
            f"{address} can be reached by others and no identity provider is set up: "
            "serve on 127.0.0.1, or see README.md, 'Signing in'."
        )
    os.environ["PRIVACY_DATA"] = str(home.data.resolve())
    print(f"The dashboard is at http://{address}:{port}", flush=True)
    gc.collect()
    gc.freeze()
    make_app().run(config={"server.address": address, "server.port": port})
    return 0


def _is_loopback(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
