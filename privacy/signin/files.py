"""Downloads that only the browser they were made for can fetch, once for each click.

Streamlit gives a file to whoever knows its address, as often as they ask. So the name
ends in a mark, signed for one browser; a click lays the mark out, and the server takes
it away with the file.
"""

import hashlib
import hmac
import re
import threading
from collections import OrderedDict

BROWSER = "privacy_browser"
"""The cookie that tells one browser from another; it says nothing else."""

_MOST_LAID_OUT = 10_000
_MARK = re.compile(r"-([0-9a-f]{8})([0-9a-f]{16})(?=[.\"]|$)")


class Handouts:
    """Marks of files that were made at a click and not fetched yet."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def lay_out(self, mark: str) -> None:
        """Let the file with this mark be fetched, once."""
        with self._lock:
            self._waiting[mark] = None
            if len(self._waiting) > _MOST_LAID_OUT:
                self._waiting.popitem(last=False)

    def has(self, mark: str) -> bool:
        """Whether the file with this mark may be fetched now."""
        return mark in self._waiting

    def take(self, mark: str) -> None:
        """From now on, the file with this mark is fetched no more."""
        with self._lock:
            self._waiting.pop(mark, None)


HANDOUTS = Handouts()
"""Those of this server: a page lays out, the wall takes."""


def marked(secret: str, browser: str, nonce: str) -> str:
    """The mark of a file: `nonce` (8 hex digits) and its signature for a browser."""
    return nonce + _signature(secret, browser, nonce)


def mark_of(secret: str, browser: str, name: str) -> str | None:
    """The mark that a file's name bears, if it was made for this browser."""
    found = _MARK.search(name)
    if not found or not browser:
        return None
    is_ours = hmac.compare_digest(found[2], _signature(secret, browser, found[1]))
    return found[1] + found[2] if is_ours else None


def _signature(secret: str, browser: str, nonce: str) -> str:
    said = f"{browser}:{nonce}".encode()
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()[:16]
