"""The whole program in a browser: every page, every role, nothing to anybody else."""

import csv
import io
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

import pytest
from server.raw import ask

from privacy.contracts.roles import Role
from privacy.display.menu import pages_of
from privacy.wording import say
from tests.browser.served import Visitor
from tests.browser.test_accessibility import violations

DPO_ONLY = sorted(set(pages_of(Role.DPO)) - set(pages_of(Role.MANAGER)))


def path_of(name):
    return name.split("/")[1]


THEMES = {Role.DPO: "light", Role.MANAGER: "dark", Role.ANALYST: "light"}
"""In which axe looks at the pages of each role; the officer's it sees in both."""
LOOKED_AT = "claims-link"
"""The organisation whose pages axe looks at."""


@dataclass
class Followed:
    """The pages of a role as they were followed in the menu, one after another."""

    urls: dict[str, str]
    texts: dict[str, str]
    complaints: dict[str, list[str]]
    hosts: set[str]
    violations: list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def followed(context, address):
    """Follows each page of a role in the menu, once for all tests."""

    @cache
    def follow(role, organisation):
        visitor = Visitor(context.new_page(), address)
        theme = THEMES[role] if organisation == LOOKED_AT else "light"
        visitor.page.emulate_media(color_scheme=theme)
        result = Followed({}, {}, {}, visitor.hosts, [])
        request = {"as": str(role), "org": organisation}
        visitor.visit("", **request)
        for name, title in pages_of(role).items():
            visitor.follow(say(title, "sv"))
            result.urls[name] = visitor.page.url
            result.texts[name] = visitor.text()
            if organisation == LOOKED_AT:
                result.violations += violations(visitor, name)
            result.complaints[name] = [*visitor.complaints]
        if role is Role.DPO and organisation == LOOKED_AT:
            visitor.visit("search", **request, q="radering")
            result.violations += violations(visitor, "what a search finds")
            result.complaints["search"] = [*visitor.complaints]
        visitor.page.close()
        return result

    return follow


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("organisation", ["claims-link", "insuresec"])
def test_every_page_opens_for_its_roles_without_an_error(
    followed, address, role, organisation
):
    pages = followed(role, organisation)
    assert [*pages.urls] == [*pages_of(role)]
    for name, url in pages.urls.items():
        assert path_of(name) in url
        assert "Något gick fel" not in pages.texts[name], name
        assert "inte öppen för din roll" not in pages.texts[name], name
    assert not {name: heard for name, heard in pages.complaints.items() if heard}
    assert pages.hosts == {urlsplit(address).netloc}


@pytest.mark.parametrize("role", list(Role))
def test_no_page_that_is_followed_in_the_menu_breaks_the_rules(followed, role):
    """Those of WCAG 2.2 AA, as tests/browser/test_accessibility.py looks at them."""
    assert followed(role, LOOKED_AT).violations == []


def test_a_dpo_page_is_no_page_for_a_manager_at_a_cold_start(visitor, address):
    first, *others = map(path_of, DPO_ONLY)
    visitor.visit(first, **{"as": "manager", "org": "claims-link"})
    links = visitor.page.locator(".st-key-menu a").all()
    shown = {
        urlsplit(str(link.get_attribute("href"))).path.strip("/") for link in links
    }
    assert shown == {path_of(page) for page in pages_of(Role.MANAGER)}
    assert "CL-2109" not in visitor.page.content()
    shown_to_dpo = ask(address, page="requests", query="as=dpo&org=claims-link")
    assert b"CL-2109" in shown_to_dpo
    for name in others:
        heard = ask(address, page=name, query="as=manager&org=claims-link")
        assert b"CL-2109" not in heard, name


def test_a_file_taken_away_holds_what_the_screen_shows(visitor):
    visitor.visit("calls", **{"as": "analyst", "org": "claims-link"})
    folded = visitor.page.locator('[data-testid="stExpander"]').first
    folded.locator("summary").click()
    table = folded.locator("table").first
    table.wait_for()
    shown = [
        [cell.inner_text().strip() for cell in row.locator("td,th").all()]
        for row in table.locator("tbody tr").all()
    ]
    with visitor.page.expect_download() as taken:
        visitor.page.locator('[data-testid="stDownloadButton"] button').first.click()
    content = taken.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content), delimiter=";"))
    assert len(rows) >= len(shown) > 10  # the table's first page
    for row, cells in zip(rows, shown, strict=False):
        assert row["month"][:7] == cells[0]
        number = next(c for c in cells if c[0].isdigit() and c != cells[0])
        assert number.replace("\u00a0", "").replace("\u202f", "") in row.values()


def test_the_role_and_the_organisation_stand_in_the_address(visitor):
    visitor.visit("requests", **{"as": "dpo", "org": "insuresec", "lang": "en"})
    assert "InsureSec" in visitor.text()
    assert "org=insuresec" in visitor.page.url
    assert "lang=en" in visitor.page.url
