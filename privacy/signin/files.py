"""Names of downloads that only the browser they were made for can fetch.

Streamlit gives a file to whoever knows its address. So the name ends in a mark, signed
for one browser, and the server lets nobody else have the file.
"""

import hashlib
import hmac
import re

BROWSER = "privacy_browser"
"""The cookie that tells one browser from another; it says nothing else."""

_MARK = re.compile(r"-([0-9a-f]{8})([0-9a-f]{16})(?=[.\"]|$)")


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
