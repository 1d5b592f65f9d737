"""Without a provider only the person at this machine can be asking."""

import pytest

from privacy.server.tokens import mark_of, marked
from privacy.signin import Asked, is_loopback, why_not_alone


def request_from(served_at="127.0.0.1", peer=None, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return why_not_alone(Asked(served_at, named, peer))


def test_the_person_at_the_machine_is_let_in():
    for host in ("127.0.0.1:8501", "localhost:8501", "[::1]:8501", "LOCALHOST"):
        assert request_from(Host=host) is None
    assert request_from() is None


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.7", "host.se", None, ""])
def test_an_address_that_others_reach_is_shut(address):
    assert "Others can reach" in request_from(address, Host="127.0.0.1")


@pytest.mark.parametrize(
    "name",
    [
        "X-Forwarded-For",
        "x_forwarded_host",
        "X-Forwarded-Proto",
        "X-Forwarded-Port",
        "Forwarded",
        "Via",
        "X-Real-IP",
        "CF-Connecting-IP",
        "CF-Ray",
        "True-Client-IP",
        "X-Amzn-Trace-Id",
        "X-Envoy-External-Address",
    ],
)
def test_a_proxy_in_front_is_noticed(name):
    assert "proxy" in request_from(Host="127.0.0.1", **{name: "192.0.2.1"})


def test_another_machine_at_the_other_end_is_noticed():
    assert "proxy" in request_from(peer="192.0.2.1")


@pytest.mark.parametrize(
    "host", ["evil.se:8501", "127.0.0.1.evil.se", "localhost.evil.se", "", "0.0.0.0"]
)
def test_another_name_for_this_machine_is_noticed(host):
    assert "another name" in request_from(Host=host)


def test_loopback_is_told_from_other_addresses():
    assert is_loopback("127.8.8.8")
    assert is_loopback("::1")
    assert not is_loopback("10.0.0.1")
    assert not is_loopback("localhost.se")


def test_a_file_mark_of_for_one_browser():
    name = f"requests-2026-11-23-{marked('key', 'browser', '0a1b2c3d')}.csv"
    assert mark_of("key", "browser", name)
    assert mark_of("key", "browser", f'attachment; filename="{name}"')
    for wrong in (
        ("other key", "browser", name),
        ("key", "other browser", name),
        ("key", "", name),
        ("key", "browser", name.replace("0a1b", "0a1c")),
        ("key", "browser", "requests-2026-11-23-0a1b2c3d.csv"),
        ("key", "browser", ""),
    ):
        assert mark_of(*wrong) is None
