"""No file to the wrong hands: two visitors at once, and addresses passed on."""

import json
import re
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, Home
from server.conftest import CANARY, RULES
from server.going import NO_ROLE, links, open_at, says, settle, wear
from server.harness import clean_environment, free_port, running, write_access
from server.raw import ask

from privacy.journal import Journal

SECRET = "19850709-9805"


@pytest.fixture(scope="module")
def alike(tmp_path_factory):
    """A server with the dashboard's walls and a page of files that are alike."""
    home = Home(tmp_path_factory.mktemp("alike"))
    script = ROOT / "tests" / "server" / "alike.py"
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    launcher = ROOT / "tests" / "server" / "serve_script.py"
    command = [sys.executable, str(launcher), str(home.installation.data), str(port)]
    log, env = home.folder / "log", clean_environment(PYTHONPATH=str(ROOT))
    with running(
        [*command, str(script)], f"{address}/healthz", cwd=ROOT, log=log, env=env
    ):
        yield address, log


def laid_out(page, address: str) -> str:
    """The address of a file whose button was pressed and that nobody fetched yet."""
    page.evaluate("HTMLAnchorElement.prototype.click = () => {}")
    with page.expect_request("**/media/**"):
        page.get_by_test_id("stDownloadButton").first.get_by_role("button").click()
    return address_heard(page.context, address)


def address_heard(context, address: str) -> str:
    """The address of the newest file that a browser was told of."""
    heard = b"".join(frame for frame in context.heard if isinstance(frame, bytes))
    return address + re.findall(rb"/media/[0-9a-f]+\.csv", heard)[-1].decode()


def take(page) -> str:
    """The content of the file that a page offers, downloaded by its button."""
    with page.expect_download(timeout=25_000) as waiting:
        page.get_by_test_id("stDownloadButton").first.get_by_role("button").click()
    return Path(waiting.value.path()).read_text(encoding="utf-8")


def test_two_visitors_at_once_each_get_their_own_of_two_files_alike(alike, visit):
    address, _ = alike
    browsers = {who: visit() for who in "ab"}
    pages = {who: open_at(b, f"{address}/?who={who}") for who, b in browsers.items()}
    urls = {who: laid_out(page, address) for who, page in pages.items()}
    assert urls["a"] != urls["b"]
    for who, other in ("ab", "ba"):
        assert browsers[other].request.get(urls[who]).status == 404
        assert browsers[who].request.head(urls[who]).status == 200
        answer = browsers[who].request.get(urls[who])
        assert answer.text().strip("x") == who * 20
        assert answer.headers["cache-control"] == "no-store"
        assert browsers[who].request.get(urls[who]).status == 404
    assert visit().request.get(urls["a"]).status == 404
    for who in "ab":
        pages[who].reload()
        settle(pages[who])
        for _ in range(2):
            assert take(pages[who]).strip("x") == who * 20


def test_a_name_with_another_ones_mark_is_not_enough(alike, visit):
    address, _ = alike
    context = visit()
    url = laid_out(open_at(context, f"{address}/?who=a"), address)
    for value in ("", "0" * 32, "privacy_browser"):
        answer = visit().request.get(
            url, headers={"cookie": f"privacy_browser={value}"}
        )
        assert answer.status == 404
        assert "x" * 100 not in answer.text()
    assert context.request.get(url).status == 200


def test_the_dpo_takes_a_file_and_the_journal_says_so(dashboard, visit):
    context = visit()
    wear(context, dashboard)
    page = open_at(context, f"{dashboard.address}/requests")
    assert CANARY in take(page)
    settle(page)
    shown = Journal.of(dashboard.organisation).entries("downloaded", "viewed")
    noted = {(entry.kind, entry.who) for entry in shown}
    assert noted >= {(kind, "dora@example.se") for kind in ("downloaded", "viewed")}


def test_an_analyst_takes_a_report_made_at_the_click_and_not_after_losing_the_role(
    dashboard, visit
):
    context = visit()
    wear(context, dashboard, "ann", "analys")
    page = open_at(context, f"{dashboard.address}/downloads")
    button = page.get_by_role("button", name="zip")
    with page.expect_download(timeout=25_000) as waiting:
        button.click()
    assert zipfile.is_zipfile(waiting.value.path())
    settle(page)
    write_access(dashboard.data, *RULES[:2])
    try:
        button.click()
        page.get_by_test_id("stDownloadButtonError").wait_for()
        page.reload()
        says(page, NO_ROLE)
    finally:
        write_access(dashboard.data, *RULES)
    shown = Journal.of(dashboard.organisation).entries("downloaded")
    assert {entry.who for entry in shown if entry.details.get("form") == "zip"} == {
        "ann@example.se"
    }


def test_an_error_is_a_sentence_in_the_browser_and_no_value_in_the_log(alike):
    address, log = alike
    heard = ask(address, query="who=trouble")
    assert "Något gick fel här.".encode() in heard
    assert SECRET.encode() not in heard
    assert b"Traceback" not in heard
    logged = log.read_text(encoding="utf-8")
    assert "ValueError" in logged
    assert "alike.py" in logged
    assert SECRET not in logged
    content = [json.loads(line) for line in logged[logged.index("{") :].splitlines()]
    assert {tuple(line) for line in content} == {("at", "level", "from", "said")}
    assert "is the one above" in content[-1]["said"]


def test_a_manager_cannot_fetch_what_the_dpo_was_given(dashboard, visit):
    dpos, managers = visit(), visit()
    wear(dpos, dashboard)
    wear(managers, dashboard, "max", "chefer")
    page = open_at(dpos, f"{dashboard.address}/requests")
    url = laid_out(page, dashboard.address)
    assert links(open_at(managers, dashboard.address))
    assert managers.request.get(url).status == 404
    assert dpos.request.head(url).status == 200
    copied = visit()
    copied.add_cookies(dpos.cookies())
    page.get_by_role("button", name="Logga ut").click()
    page.wait_for_url("**/session/end**")
    assert dpos.request.head(url).status == 404
    assert copied.request.get(url).status == 404
