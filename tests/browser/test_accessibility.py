"""No page and no state of one breaks WCAG 2.2 AA, as far as a program can tell."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from privacy.contracts.roles import Role
from privacy.display.menu import pages_of
from privacy.wording import say
from tests.browser.served import Visitor

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}


def violations(visitor, name):
    """What axe says of the page as it stands."""
    response = Axe().run(visitor.page, options=RULES).response
    return [
        (name, rule["id"], node["html"][:200])
        for rule in response["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_breaks_the_rules_of_accessibility(chromium, address, theme):
    """In the one theme pages are followed in the menu, in the other by address."""
    context = chromium.new_context(locale="sv-SE", color_scheme=theme)
    visitor = Visitor(context.new_page(), address)
    request = {"as": "dpo", "org": "claims-link"}
    result = []
    visitor.visit("", **request)
    for name, title in pages_of(Role.DPO).items():
        if theme == "light":
            visitor.follow(say(title, "sv"))
        else:
            visitor.visit(name.split("/")[1], **request)
        assert name.split("/")[1] in visitor.page.url
        result += violations(visitor, name)
    visitor.visit("search", **request, q="radering")
    result += violations(visitor, "what a search finds")
    context.close()
    assert result == []
    assert visitor.complaints == []


OPENED = ("requests", "incidents", "gallring", "promises", "findings", "releases")
"""The lists whose rows open as a view."""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_opened_row_and_no_form_in_error_breaks_them(chromium, address, theme):
    context = chromium.new_context(locale="sv-SE", color_scheme=theme)
    visitor = Visitor(context.new_page(), address)
    request = {"as": "dpo", "org": "claims-link"}
    result = []
    for name in OPENED:
        visitor.visit(name, **request)
        visitor.page.locator("td a.pd-go").first.click()
        visitor.page.locator(".pd-arrive").first.wait_for()
        visitor.wait()
        result += violations(visitor, f"a row of {name}")
    visitor.visit("holds", **request)
    visitor.page.get_by_role("button", name="Inför stoppet").click()
    visitor.page.get_by_text("Återstår att fylla i").first.wait_for()
    result += violations(visitor, "a hold in error")
    context.close()
    assert result == []


@pytest.mark.parametrize(
    ("role", "theme"), [(Role.MANAGER, "dark"), (Role.ANALYST, "light")]
)
def test_no_page_of_the_others_breaks_them(chromium, address, role, theme):
    context = chromium.new_context(locale="sv-SE", color_scheme=theme)
    visitor = Visitor(context.new_page(), address)
    result = []
    visitor.visit("", **{"as": str(role), "org": "claims-link"})
    for name, title in pages_of(role).items():
        visitor.follow(say(title, "sv"))
        result += violations(visitor, name)
    context.close()
    assert result == []
