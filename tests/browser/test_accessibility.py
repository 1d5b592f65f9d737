"""No page and no state of one breaks WCAG 2.2 AA, as far as a program can tell.

Each page of each role as it is followed in the menu: test_whole_program.py.
"""

import itertools
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe

from privacy.contracts.roles import Role
from privacy.display.menu import pages_of
from privacy.wording import say
from tests.browser.served import OFTEN_MS, Visitor

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
OF_COLOURS = {
    "runOnly": ["color-contrast", "link-in-text-block"],
    "resultTypes": ["violations"],
}
"""The rules that read colours, all that a theme changes."""
LEVELS = """[...document.querySelectorAll("h1, h2, h3, h4")]
    .filter(head => head.checkVisibility())
    .map(head => Number(head.tagName[1]))"""
REQUEST = {"as": "dpo", "org": "claims-link"}


def violations(visitor, name, rules=RULES):
    """What axe says of the page as it stands; a document is given axe once."""
    if not visitor.page.evaluate("'axe' in window"):
        visitor.page.evaluate(Axe().axe_script)
    broken = visitor.page.evaluate("rules => axe.run(rules)", rules)["violations"]
    return [
        (name, rule["id"], node["html"][:200])
        for rule in broken
        for node in rule["nodes"]
    ]


FOLDED = "[data-testid=stMain] details:not([open]) > summary"
PAPER = """getComputedStyle(document.querySelector("[data-testid=stApp]"))
    .backgroundColor"""
STILL = "!document.getAnimations().some(each => each instanceof CSSTransition)"


def in_both_themes(visitor, name):
    """What axe says of a page, and of its colours once more in the other theme."""
    page, paper = visitor.page, visitor.page.evaluate(PAPER)
    result = violations(visitor, name)
    is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    page.emulate_media(color_scheme="light" if is_dark else "dark")
    page.wait_for_function(
        f"paper => {PAPER} !== paper && {STILL}", arg=paper, polling=OFTEN_MS
    )
    visitor.wait()
    return result + violations(visitor, f"{name}, the theme switched", OF_COLOURS)


def unfolded(visitor):
    """Open all that is folded on the page."""
    visitor.page.locator(FOLDED).evaluate_all("all => all.forEach(one => one.click())")
    visitor.answered()
    assert visitor.page.locator(FOLDED).count() == 0


@dataclass
class Opened:
    """A page that was opened by its address, and looked at in both themes.

    All that is folded on it had been opened. Folded, its colours are looked at in the
    dark; by all rules it is, in the light, where it is followed in the menu.
    """

    url: str
    title: str
    levels: list[int]
    violations: list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def opened(context, address):
    """Each page of the officer, opened once for all tests; and what was complained."""
    visitor = Visitor(context.new_page(), address)
    page, result = visitor.page, {}
    page.emulate_media(color_scheme="dark")
    visitor.visit("", **REQUEST)
    for name in pages_of(Role.DPO):
        page.emulate_media(color_scheme="dark")
        visitor.visit(name.split("/")[1], **REQUEST)
        levels = page.evaluate(LEVELS)
        broken = violations(visitor, name, OF_COLOURS)
        unfolded(visitor)
        broken += in_both_themes(visitor, f"{name}, unfolded")
        result[name] = Opened(page.url, page.title(), levels, broken)
    page.emulate_media(color_scheme="dark")
    visitor.visit("search", **REQUEST, q="radering")
    of_search = violations(visitor, "what a search finds")
    page.close()
    return result, of_search, visitor.complaints


def test_no_page_that_is_opened_by_its_address_breaks_them(opened):
    pages, of_search, complaints = opened
    for name, page in pages.items():
        assert name.split("/")[1] in page.url
        assert page.violations == []
    assert of_search == []
    assert complaints == []


def test_every_page_has_its_own_title_and_its_headings_are_in_order(opened):
    pages, *_ = opened
    for name, page in pages.items():
        assert page.levels.count(1) == 1, name
        assert page.levels[0] == 1, name
        steps = itertools.pairwise(page.levels)
        assert all(after - before <= 1 for before, after in steps), (name, page.levels)
    assert len({page.title for page in pages.values()}) == len(pages)


OPENED = ("requests", "incidents", "gallring", "promises", "findings", "releases")
"""The lists whose rows open as a view."""
FORMS = {
    "holds": "Set the hold",
    "policy": "Show what it would do",
    "releases": "Write the note",
    "reading": "Read the policy",
}
"""Pages with a form, and the button that sends it with nothing filled in."""


def test_no_opened_row_and_no_form_in_error_breaks_them(visitor):
    visitor.page.emulate_media(color_scheme="light")
    result = []
    for name in OPENED:
        visitor.visit(name, **REQUEST)
        visitor.page.locator("td a.pd-go").first.click()
        visitor.page.locator(".pd-arrive").first.wait_for()
        visitor.wait()
        result += in_both_themes(visitor, f"a row of {name}")
    for name, label in FORMS.items():
        visitor.visit(name, **REQUEST)
        visitor.page.get_by_role("button", name=say(label, "sv")).click()
        visitor.page.locator("[data-testid=stMain] [data-testid=stAlert]").wait_for()
        visitor.wait()
        result += in_both_themes(visitor, f"the form of {name} in error")
    assert visitor.complaints == []
    assert result == []
