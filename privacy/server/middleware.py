"""The headers that every answer gets, and what is not answered at all."""

import base64
import hashlib
import re
import secrets
from collections import deque
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from privacy.server.bundles import PREFIX, bundle, hints
from privacy.server.scripts import SCRIPT
from privacy.server.tokens import BROWSER, DOWNLOAD_TOKENS, UPLOAD_GRANTS, mark_of

Headers = list[tuple[bytes, bytes]]

_CLOSED = ("/_stcore/metrics", "/_stcore/agent")
"""Addresses of Streamlit that nobody needs here."""

_SENDING = "/_stcore/upload_file"
_TRANSLATING = f'<script src="{SCRIPT}"></script>'.encode()

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_YEAR = 365 * 24 * 60 * 60
_MOST_KEPT = 10_000


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


class SecurityMiddleware:
    """Adds the usual headers, shuts what nobody needs, says the page is Swedish.

    A download is given once for each click, and only to the browser that its name is
    marked for: Streamlit itself gives it to all who know the address, each time.
    Where nobody signs in (`is_alone`), pages of other programs on this machine are
    answered nothing.
    """

    def __init__(
        self, app: ASGIApp, secret: str, *, is_https: bool, is_alone: bool
    ) -> None:
        self._app, self._secret, self._is_https = app, secret, is_https
        self._is_alone = is_alone
        self._left: deque[str] = deque(maxlen=_MOST_KEPT)
        self._headers = [
            (b"content-security-policy", content_policy().encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"x-frame-options", b"DENY"),
            (b"referrer-policy", b"same-origin"),
            (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"cross-origin-resource-policy", b"same-origin"),
        ]
        if is_https:
            hsts = f"max-age={_YEAR}".encode()
            self._headers.append((b"strict-transport-security", hsts))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, its answer changed on the way back."""
        if self._is_alone and _is_of_another_page(scope):
            await self._turn_away(scope, receive, send)
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path, browser = scope["path"], Request(scope).cookies.get(BROWSER, "")
        may_send = browser in UPLOAD_GRANTS and browser not in self._left
        if path.startswith(_CLOSED) or (path.startswith(_SENDING) and not may_send):
            await self._say(404, scope, receive, send)
        elif _is_plain_get(scope) and (static := bundle(path)):
            headers, content = static
            headers = self._guarded(headers)
            start = {"type": "http.response.start", "status": 200, "headers": headers}
            await send(start)
            await send({"type": "http.response.body", "body": content})
        elif path.startswith("/media/"):
            await self._give(browser, scope, receive, send)
        else:
            if path == "/auth/logout":
                self._left.append(browser)  # nothing goes to it or comes from it
            await self._show(browser, scope, receive, send)

    async def _show(
        self, browser: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Answer with headers and, when it is the page, in Swedish."""
        is_page = False

        async def send_on(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                headers: Headers = list(message["headers"])
                kinds = [value for name, value in headers if name == b"content-type"]
                is_page = any(kind.startswith(b"text/html") for kind in kinds)
                if is_page and (not browser or browser in self._left):
                    headers.append((b"set-cookie", _new_browser()))
                message = {
                    **message,
                    "headers": self._guarded(headers, is_page=is_page),
                }
            elif message["type"] == "http.response.body" and is_page:
                body = message.get("body", b"")
                swedish = body.replace(b'<html lang="en">', b'<html lang="sv">')
                end = _TRANSLATING + hints() + b"</body>"
                swedish = swedish.replace(b"</body>", end)
                message = {**message, "body": swedish}
            await send(message)

        await self._app(_uncompressed(scope), receive, send_on)

    async def _give(
        self, browser: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Give a file once, to its own browser; a script that looks gets none of it."""
        is_look = _is_look(scope)
        is_given = False

        async def send_on(message: Message) -> None:
            nonlocal is_given
            if message["type"] == "http.response.start":
                headers: Headers = list(message["headers"])
                mark = self._mark(browser, headers)
                # A look may come after the fetch: it gets an answer.
                is_given = mark in DOWNLOAD_TOKENS and not is_look
                if mark is None or not is_given:
                    status = 204 if mark and is_look else 404
                    await self._say(status, scope, receive, send)
                    return
                if scope["method"] == "GET":
                    DOWNLOAD_TOKENS.remove(mark)
                message = {**message, "headers": self._guarded(headers, is_file=True)}
            if is_given:
                await send(message)

        await self._app(scope, receive, send_on)

    def _mark(self, browser: str, headers: Headers) -> str | None:
        """The mark of the file of an answer, if it was made for this browser."""
        values = {name: value.decode("latin-1") for name, value in headers}
        mark = mark_of(self._secret, browser, values.get(b"content-disposition", ""))
        return None if browser in self._left else mark

    def _guarded(
        self, headers: Headers, *, is_page: bool = False, is_file: bool = False
    ) -> Headers:
        stale = {b"content-length", b"etag", b"last-modified"} if is_page else set()
        added = list(self._headers)
        if is_page or is_file:
            stale.add(b"cache-control")
            added.append((b"cache-control", b"no-store"))
        kept = [
            (name, self._secured(value) if name == b"set-cookie" else value)
            for name, value in headers
            if name not in stale
        ]
        return kept + added

    def _secured(self, cookie: bytes) -> bytes:
        is_secured = b"secure" in cookie.lower() or not self._is_https
        return cookie if is_secured else cookie + b"; Secure"

    async def _turn_away(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the page of another program with 403, a websocket too."""
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._say(403, scope, receive, send)

    async def _say(
        self, status: int, scope: Scope, receive: Receive, send: Send
    ) -> None:
        headers = {name.decode(): value.decode() for name, value in self._headers}
        body = {403: "this page is another program's", 404: "not found"}.get(status)
        await Response(body, status, headers)(scope, receive, send)


def _is_of_another_page(scope: Scope) -> bool:
    """Whether a page asks that has another address than the one it asks.

    Another port is another program: Streamlit itself takes any of this machine's.
    """
    headers = dict(scope.get("headers", ()))
    origin = headers.get(b"origin")
    if origin is None:
        return False
    scheme, _, asked_from = origin.decode("latin-1").lower().partition("://")
    host = headers.get(b"host", b"").decode("latin-1").lower()
    return scheme not in ("http", "https") or asked_from != host


def _is_plain_get(scope: Scope) -> bool:
    """Whether a whole file of Streamlit's is asked for, and no part of one."""
    is_static = scope["method"] == "GET" and scope["path"].startswith(PREFIX)
    return is_static and b"range" not in dict(scope["headers"])


def _is_look(scope: Scope) -> bool:
    """Whether a script asks: Streamlit's own looks at each file before the click."""
    return dict(scope["headers"]).get(b"sec-fetch-mode") in (b"cors", b"same-origin")


def _new_browser() -> bytes:
    cookie = f"{BROWSER}={secrets.token_hex(16)}; Path=/; HttpOnly; SameSite=Lax"
    return cookie.encode()


def _uncompressed(scope: Scope) -> Scope:
    """A request for a page whose answer is plain text, so that it can be changed."""
    accept = dict(scope["headers"]).get(b"accept", b"")
    if b"text/html" not in accept:
        return scope
    shut = (b"accept-encoding", b"if-none-match", b"if-modified-since")
    headers = [(n, v) for n, v in scope["headers"] if n not in shut]
    return {**scope, "headers": headers, "extensions": {}}
