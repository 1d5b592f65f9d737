"""The keyboard is enough, and an ear finds its way."""

import pytest

from tests.browser.served import Visitor

REQUEST = {"as": "dpo", "org": "claims-link", "lang": "sv"}
NEAR = 5
FOCUSED = "document.activeElement"


@pytest.fixture
def visitor(chromium, address):
    context = chromium.new_context(
        locale="sv-SE", viewport={"width": 1440, "height": 900}
    )
    yield Visitor(context.new_page(), address)
    context.close()


def test_the_first_task_is_within_five_tab_stops(visitor):
    visitor.visit("overview", **REQUEST)
    stops = []
    while len(stops) < NEAR and not (stops and stops[-1].startswith("Öppna")):
        visitor.page.keyboard.press("Tab")
        stops.append(
            visitor.page.evaluate(
                f"{FOCUSED}.innerText || {FOCUSED}.ariaLabel || {FOCUSED}.tagName"
            ).strip()
        )
        if len(stops) == 1:
            assert stops[0] == "Hoppa till innehållet"
            visitor.page.keyboard.press("Enter")
    assert stops[-1].startswith("Öppna"), stops


def test_a_row_that_is_opened_has_the_focus(visitor):
    visitor.visit("requests", **REQUEST)
    link = visitor.page.locator("td a.pd-go").first
    link.focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_function(
        "() => document.activeElement.classList.contains('pd-arrive')"
    )


def test_the_focus_is_seen_in_the_menu(visitor):
    visitor.visit("overview", **REQUEST)
    link = visitor.page.locator(".st-key-menu a").nth(1)
    visitor.page.locator(".st-key-menu a").first.focus()
    visitor.page.keyboard.press("Tab")
    style = "node => getComputedStyle(node).outlineStyle"
    assert link.evaluate(style) == "solid"
