"""A gallring round in a browser: three exports lead from due to the protocol."""

import datetime
import json
import os

import pytest
from conftest import Home
from gallring.clerk import DUE, HEAD, KEPT, KIND, RULE, SYSTEM
from playwright.sync_api import expect

from tests.browser.served import Visitor, served, take_in

SLOW_MS = 60_000


class Exports:
    """The inventories of one system, one after another, taken in by the command."""

    def __init__(self, folder) -> None:
        self.home = Home(folder)
        self.data = self.home.installation.data
        self.number = 0

    def arrive(self, answers):
        self.number += 1
        lines = [HEAD, *(f"{SYSTEM},{KIND},{i},{day}" for i, day in answers.items())]
        path = self.home.put(
            f"records/enkat-{self.number}.csv", "\n".join([*lines, ""]).encode()
        )
        now = datetime.datetime.now(datetime.UTC).timestamp()
        os.utime(path, (now, now))
        take_in(self.data)


@pytest.fixture
def exports(tmp_path):
    made = Exports(tmp_path)
    made.arrive({**DUE, **KEPT})
    return made


@pytest.fixture
def visitor(chromium, exports):
    context = chromium.new_context(locale="en-GB", accept_downloads=True)
    with served(exports.data) as address:
        yield Visitor(context.new_page(), address)
        context.close()


def press(visitor, label, output):
    """Press a button, and wait until the page says what came of it."""
    visitor.page.get_by_role("button", name=label, exact=True).first.click()
    expect(visitor.page.get_by_text(output).first).to_be_visible(timeout=SLOW_MS)
    visitor.wait()


def taken(visitor, label):
    """The bytes of a file whose button is pressed."""
    with visitor.page.expect_download(timeout=SLOW_MS) as result:
        visitor.page.get_by_role("button", name=label).click()
    return result.value.path().read_bytes()


def test_three_exports_lead_from_due_to_the_protocol(visitor, exports):
    visitor.visit("rounds", lang="en", new_system=SYSTEM, new_rule=RULE)
    visitor.page.get_by_text("I have reviewed the 3 records.").click()
    press(visitor, "Start the round", "The round is started.")
    visitor.page.get_by_label("Signed by").fill("Dana Ombud")
    press(visitor, "Approve", "The round is approved.")
    press(visitor, "Hand the deletion list out", "The list is handed out")
    assert taken(visitor, "Deletion list as Excel").startswith(b"PK")
    listed = json.loads(taken(visitor, "Deletion list as JSON"))
    assert [line["record_id"] for line in listed] == list(DUE)

    exports.arrive({"E1": DUE["E1"], **KEPT})
    visitor.page.reload()
    visitor.wait()
    press(visitor, "Close with a protocol", "1 of 3 records are not shown gone")

    exports.arrive(KEPT)
    visitor.page.reload()
    visitor.wait()
    press(visitor, "Close with a protocol", "The round is proven and closed.")
    assert taken(visitor, "Protocol as PDF").startswith(b"%PDF")
    assert visitor.complaints == []
