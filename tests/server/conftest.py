"""A dashboard as it is served, a real OpenID provider, and a browser to visit with."""

import re
from types import SimpleNamespace

import pytest
from conftest import Home, copy_of
from released_home import shared_home
from server.harness import (
    People,
    free_port,
    provider_running,
    server_running,
    write_access,
    write_sign_in,
)

CANARY = "CANARY-7741"
"""The number of a request: what no manager may ever get to see."""

RULES = (("dso", "dpo"), ("chefer", "manager"), ("analys", "analyst"))
PEOPLE = {
    "dora": {"groups": ["dso", "alla"]},
    "max": {"groups": ["chefer"]},
    "ann": {"groups": ["analys"]},
    "nils": {"groups": ["alla"]},
}


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """An organisation with one request, imported once for all test processes."""
    made = shared_home(tmp_path_factory, "built", built_home)
    return copy_of(made, tmp_path_factory.mktemp("built"))


def built_home(folder):
    home = Home(folder)
    home.put(
        "requests/requests.csv",
        b"request_id,request_type,received_at\n"
        + f"{CANARY},registerutdrag,2026-10-05T10:00:00Z\n".encode(),
    )
    home.take_in()
    return home


@pytest.fixture(scope="session")
def served(built, tmp_path_factory, request):
    """The dashboard behind a provider; `served.start()` starts it anew."""
    home = copy_of(built, tmp_path_factory.mktemp("behind"))
    folder = tmp_path_factory.mktemp("people")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    proxy_address = f"https://localhost:{free_port()}"
    people = People(folder, [address, proxy_address])
    people.say(PEOPLE)
    data = home.installation.data
    write_access(data, *RULES)
    cache = request.config.cache.mkdir("openid-provider")
    with provider_running(cache, people, free_port()) as issuer:
        write_sign_in(data, address, issuer)
        yield SimpleNamespace(
            home=home.installation,
            organisation=home.organisation,
            data=data,
            log=data.parent / "server.log",
            address=address,
            proxy_address=proxy_address,
            port=port,
            issuer=issuer,
            people=people,
            start=lambda: server_running(data, port),
        )


@pytest.fixture(scope="module")
def dashboard(served):
    with served.start():
        yield served


@pytest.fixture
def visit(chromium):
    """Gives a new browser with nothing in it; anything it asks elsewhere is kept.

    No name but this machine's is found (FLAGS of the browser). A route that stops what
    leads elsewhere would have every page fetch all of its scripts anew.
    """
    opened = []

    def open_browser(**options):
        context = chromium.new_context(locale="sv-SE", **options)
        context.elsewhere = []
        context.heard = []

        def note(request):
            if not re.match(r"https?://(127\.0\.0\.1|localhost)[:/]", request.url):
                context.elsewhere.append((request.frame.url, request.url))

        context.on("request", note)
        context.on("page", lambda page: page.on("websocket", listen))

        def listen(socket):
            socket.on("framereceived", lambda frame: context.heard.append(frame))

        opened.append(context)
        return context

    yield open_browser
    for context in opened:
        context.close()
