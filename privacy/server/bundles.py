"""Streamlit's scripts and fonts, answered from memory, and those that pages need soon.

A first page asks for a hundred of them. Read from disk each costs the server as much as
a page's questions, and a browser learns which scripts the widgets need only when the
widgets come: a hint in the page lets it fetch them while it waits.
"""

import re
from functools import cache
from pathlib import Path

import streamlit

PREFIX = "/static/"
_ROOT = Path(streamlit.__file__).parent / "static" / "static"
_KINDS = {".js": b"text/javascript", ".css": b"text/css", ".woff2": b"font/woff2"}
"""What is kept in memory; a computer's own list of endings may be another."""
_SOON = ("Html", "PageLink", "Selectbox", "Radio", "TextInput", "DownloadButton")
"""The widgets of every page, by the beginning of their scripts' names."""
_IMPORTED = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")
_KEPT = b"public, immutable, max-age=31536000"
"""What Streamlit itself says: their names hold what is in them."""


@cache
def bundle(path: str) -> tuple[list[tuple[bytes, bytes]], bytes] | None:
    """The headers and content of a file of Streamlit's; None where it has none."""
    file = _files().get(path)
    if file is None:
        return None
    content = file.read_bytes()
    headers = [
        (b"content-type", _KINDS[file.suffix]),
        (b"content-length", str(len(content)).encode()),
        (b"cache-control", _KEPT),
    ]
    return headers, content


@cache
def _files() -> dict[str, Path]:
    """Scripts, styles and fonts by their address; nothing else can be asked for."""
    return {
        PREFIX + file.relative_to(_ROOT).as_posix(): file
        for file in _ROOT.rglob("*")
        if file.suffix in _KINDS
    }


@cache
def hints() -> bytes:
    """What tells a browser to fetch the scripts of widgets, and what these need."""
    index = (_ROOT.parent / "index.html").read_text(encoding="utf-8")
    waiting = [
        file.name
        for name in _SOON
        for file in sorted((_ROOT / "js").glob(f"{name}.*.js"))
    ]
    needed: dict[str, None] = {}
    while waiting:
        name = waiting.pop(0)
        if name in needed or name in index:
            continue
        needed[name] = None
        text = (_ROOT / "js" / name).read_text(encoding="utf-8")
        waiting += _IMPORTED.findall(text)
    return "".join(
        f'<link rel="modulepreload" crossorigin href="{PREFIX}js/{name}">'
        for name in needed
    ).encode()
