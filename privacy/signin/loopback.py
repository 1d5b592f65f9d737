"""Whether only somebody at this very machine can be asking.

Without a provider nobody is asked who they are, so everything else has to say that it
is the person at the machine: the address served, and what the request tells.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

_FORWARDED = (
    "forwarded",
    "via",
    "x-real-ip",
    "client-ip",
    "true-client-ip",
    "x-client-ip",
    "x-cluster-client-ip",
    "fastly-client-ip",
    "cdn-loop",
    "x-original-host",
    "x-arr-ssl",
)
_FORWARDED_PREFIXES = ("x-forwarded", "cf-", "x-envoy-", "x-azure-", "x-amz")
"""What proxies, balancers and networks in front add to a request."""


@dataclass(frozen=True)
class Asked:
    """What a request tells of where it came from.

    `peer` is the address of the other end; Streamlit gives none for this machine.
    """

    served_at: str | None
    headers: Mapping[str, str]
    peer: str | None


def is_loopback(address: str) -> bool:
    """Whether an address or a name means this machine and no other."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def why_not_alone(request: Asked) -> str | None:
    """Why others could be asking too, as a sentence; None when nobody could.

    A name that points to this machine (DNS rebinding) is found by the Host header, a
    proxy in front by what proxies add.
    """
    if not is_loopback(request.served_at or "0.0.0.0"):
        return "Others can reach this address and nobody has to sign in; it is shut."
    headers = {name.lower(): value for name, value in request.headers.items()}
    is_near = request.peer is None or is_loopback(request.peer)
    if not is_near or any(_is_of_proxy(name) for name in headers):
        return "A proxy stands in front and nobody has to sign in; it is shut."
    host = headers.get("host")
    if host is not None and not is_loopback(urlsplit(f"//{host}").hostname or ""):
        return "This machine was asked under another name; it is shut."
    return None


def _is_of_proxy(name: str) -> bool:
    return name in _FORWARDED or name.startswith(_FORWARDED_PREFIXES)
