"""From an empty folder to own promises and three exports, in a browser alone."""

import csv
import datetime
import io
import re
import time
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest
from imports.test_taking_in import log

from privacy.policy import read_policy
from privacy.storage.databases import ZONE
from privacy.wording import say
from tests.browser.served import Visitor, served

POLICY = """\
Integritetspolicy för Exempel Försäkring AB

Hur länge vi sparar uppgifter
Kundärenden gallras två år efter att ärendet avslutats.
Uppgifter om besökare sparas så länge det är nödvändigt.

Dina rättigheter
Vi svarar på din begäran inom 30 dagar.
Du har rätt till registerutdrag utan kostnad.

Vår webbplats
IP-adresser anonymiseras innan de sparas.
"""
SLOW_MS = 240_000
MOST_CLICKS = 30
BROKEN, BAD = "bryts", "pd-state pd-bad"
NOT_MEASURED, GREY = "inte mätt", "pd-state pd-unknown"


def today_here():
    """The day it is where the program runs."""
    return datetime.datetime.now(ZoneInfo(ZONE)).date()


def rows(delimiter, *listed):
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(listed)
    return written.getvalue().encode()


def jira(today):
    long_ago = today - datetime.timedelta(days=90)
    return rows(
        ",",
        ["Issue key", "Issue id", "Issue Type", "Status", "Project key", "Resolution",
         "Created", "Updated", "Resolved", "Custom field (Request Type)"],
        ["DPO-1", "1", "Task", "To Do", "DPO", "", f"{long_ago} 10:00",
         f"{long_ago} 10:00", "", "Access request"],
        ["DPO-2", "2", "Task", "Done", "DPO", "Done", f"{long_ago} 10:00",
         f"{long_ago} 12:00", f"{long_ago} 12:00", "Erasure"],
    )  # fmt: skip


def inventory(today):
    days = [today - datetime.timedelta(days=n) for n in (2000, 900, 30)]
    return rows(
        ";",
        ["Typ", "Löpnummer", "Avslutad"],
        *(["Kundärende", f"K-{n}", day] for n, day in enumerate(days, 1)),
    )


@dataclass
class Officer:
    """Somebody at a browser, whose clicks are counted; to fill a field is one too."""

    visitor: Visitor
    clicks: int = 0

    def _at(self, result):
        self.clicks += 1
        return result.first

    def press(self, label, **given):
        words = say(label, "sv", **given)
        self._at(
            self.visitor.page.get_by_role("button", name=words, exact=True)
        ).click()
        self.visitor.answered()

    def follow(self, label, **given):
        words = say(label, "sv", **given)
        self._at(self.visitor.page.get_by_role("link", name=words, exact=True)).click()
        self.visitor.answered()

    def fill(self, label, text, **given):
        field = self.visitor.page.get_by_label(say(label, "sv", **given), exact=True)
        self._at(field).fill(text)
        field.first.blur()
        self.visitor.wait()

    def menu(self, label):
        """Open a page of the menu."""
        self.clicks += 1
        self.visitor.follow(say(label, "sv"))

    def press_one(self, ending):
        """Press the button whose name ends so."""
        named = re.compile(re.escape(ending) + "$")
        self._at(self.visitor.page.get_by_role("button", name=named)).click()
        self.visitor.answered()

    def pick(self, label, option):
        """Choose the option of a list that begins so."""
        name = say(label, "sv")
        field = self.visitor.page.get_by_role("combobox", name=name, exact=False)
        self._at(field).click()
        self.clicks += 1
        self.visitor.page.get_by_role("option", name=option).first.click()
        self.visitor.wait()

    def statuses(self, promises):
        """How each promise stands, as its own page says, and whether that is grey."""
        result = {}
        for promise in promises:
            self.visitor.visit("promises", promise_id=promise)
            badge = self.visitor.page.locator(".pd-state").first
            result[promise] = (
                badge.inner_text().split(maxsplit=1)[-1],
                badge.get_attribute("class"),
            )
        return result

    def choose(self, label, option, **given):
        """Choose in a list, or write what is not in it."""
        words = say(label, "sv", **given)
        field = self.visitor.page.get_by_role("combobox", name=words, exact=False)
        self._at(field).click()
        field.first.fill(option)
        self.clicks += 1
        self.visitor.page.get_by_role("option", name=option).first.click()
        self.visitor.wait()

    def drop(self, *files):
        self.clicks += 1
        self.visitor.page.locator("input[type=file]").first.set_input_files(
            [{"name": n, "mimeType": "text/plain", "buffer": c} for n, c in files]
        )
        button = say("Take them in", "sv")
        self.visitor.page.get_by_role("button", name=button).wait_for()
        self.visitor.wait()

    def sees(self, words):
        self.visitor.page.get_by_text(words).first.wait_for()


@pytest.fixture
def data(tmp_path):
    """A data folder that is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def officer(chromium, data):
    size = {"width": 1440, "height": 2400}
    context = chromium.new_context(locale="sv-SE", viewport=size)
    with served(data) as address:
        visitor = Visitor(context.new_page(), address)
        visitor.page.set_default_timeout(SLOW_MS)
        yield Officer(visitor)
        context.close()


def own_kinds(policy):
    """The rows that say which rule governs the cases of the inventory."""
    kinds = policy.table("record_kind")
    return [row for row in kinds if row["system"] == "Ärendesystemet"]


def test_a_company_begins_in_the_browser_without_a_file_being_opened(
    officer, data, record_property
):
    today = today_here()
    began = time.monotonic()
    officer.visitor.visit("")
    officer.fill("The company's name", "Exempel Försäkring AB")
    officer.fill("Short name for folders: a to z, digits, hyphens", "exempel")
    officer.press("Begin")
    officer.sees(say("Paste your policy", "sv"))

    officer.follow("Paste your policy")
    officer.fill("The text of the policy", POLICY)
    officer.press("Read the policy")
    officer.press("Accept all {n} that are complete", n=5)
    officer.press("Nothing measurable")
    officer.press("Put {n} promises in force", n=5)
    officer.sees("I kraft: 5 åtaganden")

    officer.follow("Drop exports")
    officer.drop(
        ("access.log", log(200)),
        ("begäranden.csv", jira(today)),
        ("ärenden.csv", inventory(today)),
    )
    officer.press("Take them in")
    officer.sees("ärenden.csv")
    officer.choose(
        "{column}, the same for every row", "Ärendesystemet", column="System"
    )
    officer.press("Save the mapping and take the file in")
    officer.sees("3 lästa")

    officer.menu("Policy rules")
    officer.press_one(say("{rule}: choose what it governs", "sv", rule=""))
    officer.pick("What to change", "Ärendesystemet")
    officer.fill("Citation: where it stands, or whose choice", "Beslut 1")
    officer.press("Show what it would do")
    officer.press("Save")
    officer.sees("är sparad")

    seconds, clicks = round(time.monotonic() - began), officer.clicks
    record_property("clicks", clicks)
    record_property("seconds", seconds)
    print(f"from an empty folder to the board: {clicks} clicks, {seconds} seconds")
    policy = read_policy(data / "exempel")
    own = {str(row["promise_id"]): row for row in policy.table("promise")}
    assert {str(row["quote"]) for row in own.values()} <= {*POLICY.split("\n")}
    assert [row["rules"] for row in own_kinds(policy)] == [[next(iter(own))]]
    officer.visitor.visit("promises")
    board = officer.visitor.text()
    assert not re.search("CL-|IS-|Claims|InsureSec", board)
    statuses = officer.statuses(own)
    counted, *_others = statuses.values()
    assert counted == (BROKEN, BAD)
    assert (NOT_MEASURED, GREY) in statuses.values()
    assert clicks <= MOST_CLICKS
    assert officer.visitor.complaints == []
