"""No page breaks WCAG 2.2 AA, in either theme, as far as a program can tell."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from privacy.display.menu import pages_of
from privacy.roles import Role
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
    asked = {"as": "dpo", "org": "claims-link"}
    found = []
    visitor.visit("", **asked)
    for name, title in pages_of(Role.DPO).items():
        if theme == "light":
            visitor.follow(say(title, "sv"))
        else:
            visitor.visit(name.split("/")[1], **asked)
        assert name.split("/")[1] in visitor.page.url
        found += violations(visitor, name)
    visitor.visit("search", **asked, q="radering")
    found += violations(visitor, "what a search finds")
    context.close()
    assert found == []
    assert visitor.complaints == []
