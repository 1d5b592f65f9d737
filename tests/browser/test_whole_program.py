"""The whole program in a browser: every page, every role, nothing to anybody else."""

import csv
import io
from urllib.parse import urlsplit

import pytest
from server.raw import ask

from privacy.contracts.roles import Role
from privacy.display.menu import pages_of
from privacy.wording import say
from tests.browser.served import Visitor

DPO_ONLY = sorted(set(pages_of(Role.DPO)) - set(pages_of(Role.MANAGER)))


@pytest.fixture(scope="module")
def context(chromium):
    """One browser for all tests: what it has fetched it keeps, as a user's does."""
    context = chromium.new_context(locale="sv-SE", accept_downloads=True)
    yield context
    context.close()


@pytest.fixture
def visitor(context, address):
    """A tab of its own, and so a session of its own."""
    page = context.new_page()
    yield Visitor(page, address)
    page.close()


def path_of(name):
    return name.split("/")[1]


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("organisation", ["claims-link", "insuresec"])
def test_every_page_opens_for_its_roles_without_an_error(visitor, role, organisation):
    visitor.visit("", **{"as": str(role), "org": organisation})
    for name, title in pages_of(role).items():
        visitor.follow(say(title, "sv"))
        assert path_of(name) in visitor.page.url
        assert "Något gick fel" not in visitor.text(), name
        assert "inte öppen för din roll" not in visitor.text(), name
        assert visitor.complaints == [], name
    assert visitor.hosts == {urlsplit(visitor.address).netloc}


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
    folded = visitor.page.locator('[data-testid="stExpander"]:has(table)').first
    folded.locator("summary").click()
    table = folded.locator("table").first
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
