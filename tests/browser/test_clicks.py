"""What the officer does most takes few clicks, and the first answer no scrolling."""

import datetime
import os
import time
import zipfile

import pytest
from conftest import Home
from gallring.clerk import DUE, HEAD, KEPT, KIND, RULE, SYSTEM
from playwright.sync_api import expect

from privacy.wording import say
from tests.browser.served import Visitor, served, take_in

SCREEN = 900
SLOW_MS = 240_000


class Clicks:
    """Clicks in a tab, counted; to fill a field is one too."""

    def __init__(self, visitor):
        self.visitor, self.page = visitor, visitor.page
        self.count, self.began = 0, time.monotonic()

    def on(self, locator):
        locator.click()
        self.visitor.answered()
        self.count += 1

    def menu(self, title):
        self.visitor.follow(say(title, "sv"))
        self.count += 1

    def open(self, name):
        """Open the first row of a list whose rows open under such a name."""
        rows = self.page.locator(f"[data-testid=stMain] a[href*='{name}=']")
        self.on(rows.first)

    def press(self, label):
        name = say(label, "sv")
        self.on(self.page.get_by_role("button", name=name, exact=True).first)

    def fill(self, label, text):
        self.page.get_by_label(say(label, "sv"), exact=True).first.fill(text)
        self.count += 1

    def fill_day(self, label, text):
        name = f"year, {say(label, 'sv')}"
        self.page.get_by_role("spinbutton", name=name).click()
        self.page.keyboard.type(text)
        self.count += 1

    def drop(self, name, content):
        """Drop a file where exports are taken in, and take it in."""
        self.page.locator("input[type=file]").first.set_input_files(
            [{"name": name, "mimeType": "text/plain", "buffer": content}]
        )
        self.count += 1
        taken = self.page.get_by_role("button", name=say("Take them in", "sv"))
        taken.wait_for()
        self.press("Take them in")

    def sees(self, words):
        expect(self.page.get_by_text(words).first).to_be_visible(timeout=SLOW_MS)

    def end(self, task, most):
        seconds = time.monotonic() - self.began
        print(f"{task}: {self.count} clicks, {seconds:.1f} s")
        assert self.count <= most
        assert self.visitor.complaints == []


@pytest.fixture
def visit(context, address):
    """Opens a page in a session of its own, on a screen as large as a laptop's."""
    opened = []

    def open_at(page, role="dpo", at=address, **query):
        visitor = Visitor(context.new_page(), at)
        opened.append(visitor.page)
        visitor.page.set_viewport_size({"width": 1440, "height": SCREEN})
        visitor.page.set_default_timeout(SLOW_MS)
        visitor.visit(page, **{"as": role, "org": "claims-link", "lang": "sv", **query})
        return visitor

    yield open_at
    for tab in opened:
        tab.close()


@pytest.fixture
def overview(visit):
    return visit("overview")


@pytest.fixture
def own(tmp_path):
    """An organisation with one inventory, served for one test alone."""
    home = Home(tmp_path)
    path = home.put("records/enkat-1.csv", inventory({**DUE, **KEPT}))
    now = datetime.datetime.now(datetime.UTC).timestamp()
    os.utime(path, (now, now))
    data = home.installation.data
    take_in(data)
    with served(data) as at:
        yield at


def inventory(answers):
    lines = [HEAD, *(f"{SYSTEM},{KIND},{i},{day}" for i, day in answers.items())]
    return "\n".join([*lines, ""]).encode()


def is_in_sight(locator):
    box = locator.bounding_box()
    return box is not None and 0 <= box["y"] < SCREEN


def test_the_most_urgent_request_and_why_is_one_click_without_scrolling(overview):
    clicks = Clicks(overview)
    link = overview.page.get_by_role("link", name="Öppna CL-").first
    assert is_in_sight(link)
    clicks.on(link)
    why = overview.page.get_by_role("heading", name="Varför detta datum?")
    why.wait_for()
    assert is_in_sight(why)
    clicks.end("most urgent request and why", most=1)


def test_what_changed_since_yesterday_is_no_click(overview):
    news = overview.page.get_by_text("Sedan inläsningen")
    news.wait_for()
    assert is_in_sight(news)


def test_what_changed_in_a_list_is_one_click(overview):
    clicks = Clicks(overview)
    news = overview.page.get_by_text("Sedan inläsningen")
    clicks.on(news.get_by_role("link").first)
    overview.page.wait_for_url("**change=**")
    badge = overview.page.locator(".pd-badge").first
    badge.wait_for()
    clicks.end("what changed in a list", most=1)


def test_a_hold_is_set_in_six_clicks_and_lifted_in_three(overview):
    clicks = Clicks(overview)
    clicks.menu("Due for gallring")
    clicks.open("record_id")
    clicks.fill("Reason, without personal data", "tvist")
    clicks.fill("Who answers for it", "juristen")
    clicks.fill_day("Look again on", "20300201")
    clicks.press("Set the hold")
    clicks.sees("är infört")
    clicks.end("a hold set", most=6)

    overview.follow(say("Holds", "sv"))
    clicks = Clicks(overview)
    clicks.open("hold_id")
    clicks.fill("Why it is lifted", "avgjort")
    clicks.press("Lift the hold")
    clicks.sees(say("The hold is lifted.", "sv"))
    clicks.end("a hold lifted", most=3)


def test_a_promise_is_attested_in_four_clicks(overview):
    clicks = Clicks(overview)
    clicks.on(overview.page.get_by_role("link", name=say("Attest", "sv"), exact=True))
    clicks.open("promise_id")
    clicks.fill("What the attestation rests on", "avtalen är genomgångna")
    clicks.press("Attest")
    clicks.sees(say("The promise is attested.", "sv"))
    clicks.end("a promise attested", most=4)


def test_a_round_reaches_its_protocol_by_what_is_dropped_in_the_browser(visit, own):
    visitor = visit("rounds", at=own, new_system=SYSTEM, new_rule=RULE)
    clicks = Clicks(visitor)
    clicks.on(visitor.page.get_by_text("Jag har gått igenom"))
    clicks.press("Start the round")
    clicks.fill("Signed by", "Dana Ombud")
    clicks.press("Approve")
    clicks.press("Hand the deletion list out")
    clicks.sees(say("The list is handed out; fetch it below.", "sv"))
    there = visitor.page.url
    clicks.menu("Import")
    clicks.drop("enkat-2.csv", inventory(KEPT))
    clicks.sees("enkat-2.csv")
    visitor.page.goto(there)
    visitor.wait()
    clicks.press("Close with a protocol")
    clicks.sees(say("The round is proven and closed.", "sv"))
    with visitor.page.expect_download() as taken:
        clicks.on(visitor.page.get_by_role("button", name="PDF"))
    assert taken.value.path().read_bytes().startswith(b"%PDF")
    clicks.end("a round to its protocol", most=12)


def test_an_unknown_file_is_mapped_in_eight_clicks(visit, own):
    visitor = visit("imports", at=own)
    clicks = Clicks(visitor)
    clicks.drop(
        "arenden.csv",
        "Typ;Löpnummer;Avslutad\nKundärende;K-1;2026-01-10\n"
        "Kundärende;K-2;2026-02-11\nKundärende;K-3;2026-03-12\n".encode(),
    )
    name = say("{column}, the same for every row", "sv", column="System")
    system = visitor.page.get_by_role("combobox", name=name, exact=False)
    clicks.on(system.first)
    system.first.fill("Ärendesystemet")
    clicks.count += 1
    clicks.on(visitor.page.get_by_role("option", name="Ärendesystemet").first)
    clicks.press("Save the mapping and take the file in")
    clicks.sees("3 lästa")
    clicks.end("an unknown file mapped", most=8)


def test_a_manager_sees_promises_requests_and_incidents_without_a_click(visit):
    visitor = visit("", role="manager")
    clicks = Clicks(visitor)
    for words in ("Promises kept", "Requests answered in time", "Incidents"):
        main = visitor.page.get_by_test_id("stMain")
        line = main.get_by_text(say(words, "sv"), exact=True).first
        assert is_in_sight(line), words
    clicks.end("a manager's minute", most=0)


def test_an_analyst_takes_every_statistic_away_in_one_click(visit):
    visitor = visit("", role="analyst")
    clicks = Clicks(visitor)
    button = visitor.page.get_by_role(
        "button", name=say("Download everything as zip", "sv")
    )
    assert is_in_sight(button)
    with visitor.page.expect_download() as taken:
        clicks.on(button)
    with zipfile.ZipFile(taken.value.path()) as parcel:
        assert [name for name in parcel.namelist() if name.endswith(".csv")]
    clicks.end("all CSV", most=1)
