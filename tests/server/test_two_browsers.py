"""Two officers at the served dashboard at once: each hold is seen once, by both."""

import re
import threading
from functools import partial

import pytest
from conftest import Home
from gallring.clerk import DUE, KEPT, KIND, SYSTEM, Clerk
from playwright.sync_api import expect
from server.going import open_at, says, settle, wear
from server.raw import ask
from server.test_faults import Panel, cookie_of

from privacy.journal import PERSON, Actor, Journal
from privacy.wording import say

swedish = partial(say, language="sv")
FAULTS = ("Något gick fel", "Traceback", "Conflict")


@pytest.fixture
def panel(tmp_path):
    """A dashboard with one inventory, behind a provider that is never asked."""
    home = Home(tmp_path)
    Clerk(home).inventory({**DUE, **KEPT})
    made = Panel(home)
    with made.start():
        yield made


def looking(panel, stop, heard):
    """Ask for the page of holds, over and over, as one more open tab."""
    cookie = cookie_of(panel, "disa")
    while not stop.is_set():
        heard.append(
            ask(panel.address, page="holds", signed_in=cookie).decode(errors="replace")
        )


def set_hold(page, reason):
    page.get_by_label(swedish("Reason, without personal data")).fill(reason)
    page.get_by_label(swedish("Who answers for it")).fill("juristen")
    year = page.get_by_role("spinbutton", name=f"year, {swedish('Look again on')}")
    year.click()
    page.keyboard.type("20300201")
    page.get_by_role("button", name=swedish("Set the hold")).click()
    settle(page)


def rows_of(page, hold_id):
    return page.locator("td, th").filter(has_text=re.compile(rf"^{hold_id}\b"))


def test_both_see_each_hold_once_while_one_sets_holds_and_others_look(panel, visit):
    journal = Journal.of(panel.organisation)
    pages, request = [], f"?new_system={SYSTEM}&new_type={KIND}"
    for person in ("dora", "disa"):
        context = visit()
        wear(context, panel, person)
        pages.append(open_at(context, f"{panel.address}/holds{request}"))
    dora, disa = pages
    stop, heard = threading.Event(), []
    tabs = [
        threading.Thread(target=looking, args=(panel, stop, heard)) for _ in range(2)
    ]
    for tab in tabs:
        tab.start()
    try:
        for reason in ("tvist", "tillsyn"):
            set_hold(dora, reason)
            disa.reload()
            settle(disa)
            (hold_id, *_), *_ = reversed(journal.state().open_holds())
            says(dora, swedish("The hold {hold_id} is set.", hold_id=hold_id))
            for page in pages:
                expect(rows_of(page, hold_id)).to_have_count(1)
                assert page.get_by_test_id("stException").count() == 0
    finally:
        stop.set()
        for tab in tabs:
            tab.join(timeout=60)
    assert len(heard) > 2
    output = [*heard, (panel.data.parent / "server.log").read_text()]
    assert not [fault for fault in FAULTS for text in output if fault in text]
    actors = {entry.actor for entry in journal.entries("hold_set")}
    assert actors == {Actor(PERSON, "dora@example.se", panel.issuer, "dora")}
