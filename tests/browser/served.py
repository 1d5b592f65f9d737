"""The program as a user starts it, and a browser that looks at it."""

import contextlib
import datetime
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import ConsoleMessage, Page, TimeoutError, sync_playwright

from privacy.commands import main
from privacy.example import write_example
from privacy.storage.databases import ZONE
from tests.browser.chromium import SENTENCE, find_chromium

ROOT = Path(__file__).parent.parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
SLOW_MS = 60_000
OFTEN_MS = 50
"""How often a page is asked whether it is ready: asked at each frame, it draws sixty a
second for as long as it waits.
"""
SOON_MS, BEGUN_MS = 20, 300
"""How often it is asked whether a page has begun to answer, and for how long."""
PROBE = re.compile(r"/\w+/_stcore/(health|host-config)$")


def command(*words: str) -> list[str]:
    """A command of the program."""
    return [sys.executable, "-m", "privacy", *words]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as result:
        result.bind(("127.0.0.1", 0))
        return int(result.getsockname()[1])


def make_example(data: Path, scale: float) -> None:
    """A small example of today, imported by the command."""
    today = datetime.datetime.now(ZoneInfo(ZONE)).date()
    write_example(data, today, scale=scale)
    subprocess.run(
        command("import", "--data", str(data)),
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def take_in(data: Path) -> None:
    """Take in all exports by the command, in this process."""
    words = ["import", "--data", str(data)]
    assert main(words, partial(datetime.datetime.now, datetime.UTC)) == 0


@contextlib.contextmanager
def served(data: Path) -> Iterator[str]:
    """The address of a server of a data folder, stopped in the end."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {k: v for k, v in os.environ.items() if k != "PRIVACY_DATA"}
    process = subprocess.Popen(
        command("serve", "--data", str(data), "--port", str(port)),
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.communicate()


def _wait_for(address: str, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if process.poll() is not None:
            raise AssertionError(f"the server ended: {process.communicate()[0]}")
        with contextlib.suppress(OSError):  # it is not there yet, or slow
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
            return
        time.sleep(0.1)
    raise AssertionError("the server did not answer within a minute")


@dataclass
class Visitor:
    """A tab, and what went on in it: hosts asked, complaints in the console."""

    page: Page
    address: str
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin to listen."""
        self.page.set_default_timeout(SLOW_MS)
        self.page.on("request", lambda r: self.hosts.add(urlsplit(r.url).netloc))
        self.page.on("websocket", lambda w: self.hosts.add(urlsplit(w.url).netloc))
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        # At a deep link Streamlit's own script first looks for itself below the page.
        is_probe = PROBE.search(str(message.location.get("url", "")))
        if message.type == "error" and not is_probe:
            self.complaints.append(message.text)

    def visit(self, path: str, **query: str) -> None:
        """Open an address and wait until the page has said all it says."""
        self.page.goto(f"{self.address}/{path}?{urlencode(query)}")
        self.wait()

    def follow(self, title: str) -> None:
        """Click a page in the side bar, and wait."""
        menu = self.page.locator(".st-key-menu")
        menu.get_by_role("link", name=title, exact=True).click()
        self.page.wait_for_function(
            "title => document.querySelector('.st-key-menu "
            "[aria-current=page]')?.innerText.trim() === title",
            arg=title,
            polling=OFTEN_MS,
        )
        self.wait()

    def answered(self) -> None:
        """Wait until what was pressed is answered, should it ask for anything."""
        with contextlib.suppress(TimeoutError):
            self.page.wait_for_function(
                "() => document.querySelector('[data-testid=stApp]')"
                "?.dataset.testScriptState !== 'notRunning'",
                polling=SOON_MS,
                timeout=BEGUN_MS,
            )
        self.wait()

    def wait(self) -> None:
        """Wait until no script runs."""
        self.page.wait_for_selector('[data-testid="stMain"]')
        self.page.wait_for_function(
            "() => { const app = document.querySelector('[data-testid=stApp]');"
            " return app && app.dataset.testScriptState === 'notRunning'"
            " && !document.querySelector('[data-testid=stSkeleton]')"
            " && document.querySelector('[data-testid=stMain] h1, "
            "[data-testid=stMain] [data-testid=stAlert]'); }",
            polling=OFTEN_MS,
        )

    def text(self) -> str:
        """What the main part of the page says."""
        return self.page.inner_text('[data-testid="stMain"]')


@contextlib.contextmanager
def a_browser() -> Iterator[object]:
    """A Chromium, or a sentence that says how to get one."""
    path = find_chromium()
    assert path, SENTENCE
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
