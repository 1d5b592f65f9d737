"""A search in a browser: from any page by Enter, to the thing itself by a link."""

import re

from playwright.sync_api import expect


def search(visitor, words):
    """Write words in the field above the page, and press Enter."""
    visitor.page.get_by_label("Sök i panelen").fill(words)
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/search?**")
    visitor.wait()


def test_a_request_is_found_from_any_page_and_opened_by_keyboard(visitor):
    visitor.visit("findings", **{"as": "dpo", "org": "claims-link"})
    search(visitor, "cl-2109")
    expect(visitor.page).to_have_url(re.compile("q=cl-2109"))
    link = visitor.page.get_by_role("link", name="CL-2109").first
    link.focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/requests?**")
    expect(visitor.page).to_have_url(re.compile("request_id=CL-2109"))
    visitor.wait()
    assert "CL-2109" in visitor.text()
    assert visitor.complaints == []


def test_a_search_and_what_it_found_can_be_shared(visitor):
    shared = {"as": "dpo", "org": "claims-link", "lang": "sv", "q": "radering"}
    visitor.visit("search", **shared)
    link = visitor.page.get_by_role("link", name="CL-70").first
    leads = str(link.get_attribute("href"))
    visitor.page.goto(f"{visitor.address}/{leads}")
    visitor.wait()
    assert "Rätt till radering" in visitor.text()
    assert "org=claims-link" in visitor.page.url


def test_a_manager_finds_pages_and_statistics_and_no_case(visitor):
    visitor.visit("calls", **{"as": "manager", "org": "claims-link"})
    search(visitor, "radering")
    assert "CL-2109" not in visitor.page.content()
    assert "CL-70" not in visitor.page.content()
    visitor.page.get_by_label("Sök i panelen").fill("samtal")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_role("link", name="Samtal per kö").first).to_be_visible()
    assert visitor.complaints == []


def test_a_task_leads_to_the_list_of_the_same_organisation(visitor):
    visitor.visit("overview", **{"as": "dpo", "org": "insuresec"})
    visitor.page.get_by_role("link", name="Visa begärandena").click()
    visitor.page.wait_for_url("**/requests?**")
    visitor.wait()
    assert "InsureSec" in visitor.text()
