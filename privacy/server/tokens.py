"""Which browser may fetch which file, and which may send files.

Streamlit gives a file to all who know its address, as often as they ask. So the name
ends in a mark, signed for one browser; a click lays the mark out, and the server takes
it away with the file. Files are taken only from a browser that was shown where to drop
them.
"""

import hashlib
import hmac
import re
import threading
from collections import OrderedDict

BROWSER = "privacy_browser"
"""The cookie that tells one browser from another; it says nothing else."""

_MOST_KEPT = 10_000
_MARK = re.compile(r"-([0-9a-f]{8})([0-9a-f]{16})(?=[.\"]|$)")


class RecentNames:
    """The newest of what pages tell the middleware of this server."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, what: str) -> None:
        """From now on this is known."""
        with self._lock:
            self._known[what] = None
            self._known.move_to_end(what)
            if len(self._known) > _MOST_KEPT:
                self._known.popitem(last=False)

    def __contains__(self, what: str | None) -> bool:
        """Whether this is known now."""
        return what in self._known

    def remove(self, what: str) -> None:
        """From now on this is known no more."""
        with self._lock:
            self._known.pop(what, None)


DOWNLOAD_TOKENS = RecentNames()
"""Marks of files that were made at a click and not fetched yet."""

UPLOAD_GRANTS = RecentNames()
"""Browsers that may send files: they were shown where to drop them."""


def marked(secret: str, browser: str, nonce: str) -> str:
    """The mark of a file: `nonce` (8 hex digits) and its signature for a browser."""
    return nonce + _signature(secret, browser, nonce)


def mark_of(secret: str, browser: str, name: str) -> str | None:
    """The mark that a file's name bears, if it was made for this browser."""
    match = _MARK.search(name)
    if not match or not browser:
        return None
    is_ours = hmac.compare_digest(match[2], _signature(secret, browser, match[1]))
    return match[1] + match[2] if is_ours else None


def _signature(secret: str, browser: str, nonce: str) -> str:
    text = f"{browser}:{nonce}".encode()
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()[:16]
