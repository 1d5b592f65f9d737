"""What the server answers, whoever asks: headers, shut doors, other names, proxies."""

import os
import re
import stat
import subprocess
import sys
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit
from conftest import ROOT
from server.conftest import CANARY
from server.harness import (
    clean_environment,
    free_port,
    running,
    server_running,
    write_access,
    write_sign_in,
)
from server.raw import ask, talking
from websockets.exceptions import InvalidStatus

from privacy.errors import PrivacyError
from privacy.installation import exposed_files
from privacy.server import serve
from privacy.server.bundles import bundle

STATIC = Path(streamlit.__file__).parent / "static" / "static"

HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.fixture(scope="module")
def alone(built):
    """The dashboard on own data, without a provider: for the person at the machine."""
    with server_running(built.installation.data, free_port()) as address:
        yield address


def answer_of(url):
    try:
        answer = urllib.request.urlopen(url)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return SimpleNamespace(
            status=answer.status, headers=answer.headers, body=answer.read()
        )


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/requests", "/healthz", "/_stcore/health", "/media/x.csv", "/none.js"),
        "/static/none.js",
    ],
)
def test_every_answer_has_the_headers(alone, path):
    answer = answer_of(alone + path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "'unsafe-eval'" not in policy
    assert "script-src 'self' 'sha256-" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy


def test_the_page_is_swedish_and_kept_in_no_cache(alone):
    answer = answer_of(alone)
    assert '<html lang="sv">' in answer.body.decode()
    assert '<script src="/page.js"></script>' in answer.body.decode()
    assert answer.headers["cache-control"] == "no-store"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_streamlits_own_words_are_given_in_the_readers_language(alone):
    answer = answer_of(f"{alone}/page.js")
    assert answer.status == 200
    assert "Hoppa till innehållet" in answer.body.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/upload_file/a/b",
        "/media/0123456789abcdef.csv",
        "/dashboard.py",
        "/app/static/x",
        "/../data.keys/cookie.key",
    ],
)
def test_what_nobody_needs_is_not_there(alone, path):
    answer = answer_of(alone + path)
    if answer.status == 200:  # Streamlit answers with its one page, whatever it is
        assert b"<title>Streamlit</title>" in answer.body
    else:
        assert answer.status in (400, 404)


def test_a_browser_that_was_not_shown_where_to_drop_files_can_send_none(alone):
    for method in ("PUT", "POST", "DELETE", "OPTIONS"):
        request = urllib.request.Request(
            f"{alone}/_stcore/upload_file/session/file", data=b"x", method=method
        )
        assert answer_of(request).status == 404


def test_the_person_at_the_machine_is_the_dpo(alone):
    assert CANARY.encode() in ask(alone, page="requests")


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Forwarded_For": "203.0.113.9"},
        {"X_Forwarded_Host": "panel.example.se"},
        {"X_Real_IP": "203.0.113.9"},
        {"Forwarded": "for=203.0.113.9"},
        {"Via": "1.1 proxy"},
        {"X_Forwarded_Proto": "https"},
        {"CF_Connecting_IP": "203.0.113.9"},
    ],
    ids=str,
)
def test_behind_a_proxy_without_sign_in_nothing_is_shown(alone, headers):
    heard = ask(alone, page="requests", **headers)
    assert "En proxy står framför".encode() in heard
    assert CANARY.encode() not in heard


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example", "Origin": "http://evil.example"},
        {"Host": "evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://localhost:9999"},
    ],
    ids=str,
)
def test_a_page_elsewhere_cannot_speak_with_this_machine(alone, headers):
    with pytest.raises(InvalidStatus, match="403"), talking(alone, **headers):
        pass


def test_another_program_on_this_machine_gets_no_answer_for_its_page(alone):
    def status(origin):
        headers = {"Origin": origin} if origin else {}
        return answer_of(urllib.request.Request(alone, headers=headers)).status

    assert status("http://127.0.0.1:9999") == status("null") == 403
    assert status(alone) == status(None) == 200
    with talking(alone, Origin=alone):
        pass


@pytest.fixture
def refused():
    """The sentence with which the server refuses to start."""
    before = os.umask(0o077)
    os.umask(before)

    def start(installation, address="127.0.0.1"):
        with pytest.raises(PrivacyError) as refusal:
            serve(installation, address, free_port())
        return str(refusal.value)

    yield start
    os.umask(before)


def test_without_a_provider_an_open_address_is_refused_in_one_sentence(built):
    command = [sys.executable, "-m", "privacy", "serve", "--address", "0.0.0.0"]
    command += ["--data", str(built.installation.data), "--port", str(free_port())]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("NotSafeToServe: ")
    assert "no identity provider is set up" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("address", ["::", "192.0.2.7", "panel.example.se", ""])
def test_without_a_provider_it_is_served_on_this_machine_alone(built, refused, address):
    assert "no identity provider" in refused(built.installation, address)


def test_with_a_provider_but_no_rules_it_does_not_start(home, refused):
    installation = home.installation
    data = installation.data
    write_sign_in(data, "https://panel.example.se", "https://idp.example.se")
    assert refused(installation).startswith("Nobody is let in")
    write_access(data, ("dso", "boss"))
    assert "role is one of dpo, manager, analyst" in refused(installation)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such marks")
def test_with_files_that_others_reach_it_does_not_start(home, refused):
    installation = home.installation
    data = installation.data
    write_sign_in(data, "https://panel.example.se", "https://idp.example.se")
    write_access(data, ("dso", "dpo"))
    for path, mode in ((installation.key_folder, 0o750), (data / "access.toml", 0o664)):
        before = path.stat().st_mode
        path.chmod(mode)
        assert f"can read or change {path}" in refused(installation)
        path.chmod(before)


def test_streamlit_run_on_an_open_address_shows_nothing(built):
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    command += ["--server.address", "0.0.0.0", "--server.port", str(port)]
    env = clean_environment(PRIVACY_DATA=str(built.installation.data))
    address = f"http://127.0.0.1:{port}"
    with running(
        command,
        f"{address}/_stcore/health",
        cwd=ROOT,
        log=built.folder / "log",
        env=env,
    ):
        heard = ask(address, page="requests")
    assert "Andra kan nå den här adressen".encode() in heard
    assert CANARY.encode() not in heard


def test_what_the_server_writes_only_its_user_can_read(alone, built):
    ask(alone, page="requests")
    assert exposed_files(built.installation) == []
    key = built.installation.key_folder / "cookie.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    journal = built.organisation.journal
    assert stat.S_IMODE(journal.stat().st_mode) == 0o600


HINT = re.compile(r'<link rel="modulepreload" crossorigin href="(/static/[^"]+)">')


def test_what_the_page_hints_at_is_there_with_the_headers_and_may_be_kept(alone):
    """A script that a new Streamlit calls otherwise would be asked for in vain."""
    hinted = HINT.findall(answer_of(f"{alone}/requests").body.decode())
    for widget in ("Html", "PageLink", "Selectbox", "Radio", "TextInput"):
        assert any(f"/{widget}." in path for path in hinted), widget
    for path in hinted:
        answer = answer_of(alone + path)
        assert answer.status == 200
        assert answer.headers["content-type"] == "text/javascript"
        assert "immutable" in answer.headers["cache-control"]
        assert {n: answer.headers[n] for n in HEADERS} == HEADERS


def test_a_file_from_memory_is_the_one_on_disk_and_nothing_else_is_given(alone):
    name = next((STATIC / "js").glob("index.*.js")).name
    assert answer_of(f"{alone}/static/js/{name}").body == (
        (STATIC / "js" / name).read_bytes()
    )
    for path in ("/static/../index.html", "/static/%2e%2e/index.html", "/static/js"):
        assert bundle(path) is None
