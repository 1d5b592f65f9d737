"""Behind nginx with TLS, set up as docs/nginx.conf says."""

import pytest
from conftest import copy_of
from server.conftest import CANARY, RULES
from server.going import links, open_at, says, settle, sign_in, sign_out
from server.harness import free_port, server_running, write_access, write_sign_in
from server.proxy import nginx_running
from server.test_downloads import take
from server.test_signing_in import addresses

from privacy.contracts.roles import Role


@pytest.fixture(scope="module")
def proxied(served, built, tmp_path_factory):
    """The dashboard of its own data behind nginx; gives its address."""
    folder = tmp_path_factory.mktemp("proxied")
    home, port = copy_of(built, folder / "home"), free_port()
    data = home.installation.data
    write_access(data, *RULES)
    write_sign_in(data, served.proxy_address, served.issuer)
    at = int(served.proxy_address.rsplit(":")[-1])
    with server_running(data, port), nginx_running(folder / "nginx", at, port):
        yield served.proxy_address


def test_behind_a_proxy_people_sign_in_look_take_away_and_sign_out(proxied, visit):
    context = visit(ignore_https_errors=True)
    page = sign_in(context, proxied, "dora")
    assert links(page) == addresses(Role.DPO)
    ours = [c for c in context.cookies() if c["domain"] == "localhost"]
    assert {"_streamlit_user", "privacy_browser"} <= {c["name"] for c in ours}
    assert all(cookie["secure"] for cookie in ours)
    page.goto(f"{proxied}/requests")
    settle(page)
    assert CANARY in take(page)
    settle(page)
    sign_out(page)
    says(page, "Logga in för att se panelen.")


def test_behind_a_proxy_the_headers_are_there_once(proxied, visit):
    answer = visit(ignore_https_errors=True).request.get(proxied)
    named = [header["name"].lower() for header in answer.headers_array]
    for name in (
        "content-security-policy",
        "strict-transport-security",
        "x-content-type-options",
        "x-frame-options",
        "referrer-policy",
    ):
        assert named.count(name) == 1
    assert answer.headers["server"] == "nginx"
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_behind_a_proxy_without_a_provider_nothing_is_shown(built, visit, tmp_path):
    port, at = free_port(), free_port()
    with (
        server_running(built.installation.data, port),
        nginx_running(tmp_path / "nginx", at, port) as address,
    ):
        context = visit(ignore_https_errors=True)
        page = open_at(context, f"{address}/requests")
        says(page, "En proxy står framför")
        assert links(page) == set()
    assert not any(CANARY in str(frame) for frame in context.heard)
