"""Links say where they lead, and what a link chooses is shown."""

import re
from html import unescape

import pytest
from pages.opening import opened

from privacy.contracts.roles import Role
from privacy.display.menu import pages_of

ANCHOR = re.compile(r'<a class="pd-go[^"]*" href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def links_of(page):
    """Text and address of each link in the main part of a page."""
    for link in page.main.get("page_link"):
        yield link.proto.label, f"{link.proto.page} {link.proto.query_string}"
    for element in page.main.get("html"):
        for href, text in ANCHOR.findall(str(element.proto.body)):
            yield re.sub("<.*?>", "", unescape(text)), unescape(href)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", pages_of(Role.DPO))
def test_no_two_links_of_a_page_say_the_same_and_lead_elsewhere(home, name, language):
    led = {}
    for text, address in links_of(opened(home, name, Role.DPO, language)):
        # A table's head sorts its own table: its name is the table's and the column's.
        if "sort-" not in address and "columns-" not in address:
            led.setdefault(text, set()).add(address)
    assert {text: to for text, to in led.items() if len(to) > 1} == {}


def test_a_figure_is_a_link_to_the_list_that_it_counts(home):
    page = opened(home, "dpo/gallring", Role.DPO, "en")
    led = dict(links_of(page))
    assert "status=F%C3%B6rsenad+gallring" in led["Overdue for gallring"]


def test_a_link_to_the_open_page_chooses_anew(home):
    page = opened(home, "dpo/requests", Role.DPO, "en")
    [status] = [box for box in page.selectbox if box.label == "Status"]
    assert status.value is None
    page.query_params["status"] = "Försenad"
    page.run()
    [status] = [box for box in page.selectbox if box.label == "Status"]
    assert status.value == "Försenad"
    del page.query_params["status"]
    page.run()
    [status] = [box for box in page.selectbox if box.label == "Status"]
    assert status.value is None
