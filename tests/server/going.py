"""How a person goes about: opens the dashboard, signs in, looks, signs out."""

import json
import time

from playwright.sync_api import Page, expect
from server.raw import COOKIE
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from privacy.signin import cookie_secret

SECONDS = 25_000
STILL_MS = 700
DOOR = "Logga in för att se panelen."
NO_ROLE = "Du är inloggad men har ingen roll här. Be administratören om en."


def settle(page: Page) -> None:
    """Wait until the page has been drawn."""
    app = page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
    app.wait_for(timeout=SECONDS)
    page.wait_for_timeout(150)
    app.wait_for(timeout=SECONDS)


def open_at(context, url: str) -> Page:
    page = context.new_page()
    page.goto(url)
    settle(page)
    return page


def sign_in(context, address: str, person: str) -> Page:
    """Sign in as a person, the whole way by the provider's own page."""
    page = open_at(context, address)
    press_sign_in(page, person)
    return page


def wear(context, served, *given, **changed) -> None:
    """Put on a cookie as the dashboard writes it."""
    value = cookie_of(served, *given, **changed)
    context.add_cookies([{"name": COOKIE, "value": value, "url": served.address}])


def cookie_of(
    served, person="dora", group="dso", key: str | None = None, **changed
) -> str:
    """A cookie as the dashboard writes it, signed with a key of one's choice."""
    claims = {
        "iss": served.issuer,
        "aud": "dashboard",
        "sub": person,
        "iat": int(time.time()),
        "nonce": f"{person} {time.time()}",
        "preferred_username": f"{person}@example.se",
        "groups": [group],
        "origin": served.address,
        "is_logged_in": True,
        "provider": "default",
        **changed,
    }
    key = key or cookie_secret(served.home)
    return create_signed_value(key, COOKIE, json.dumps(claims)).decode()


def press_sign_in(page: Page, person: str) -> None:
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/interaction/**", timeout=SECONDS)
    page.fill("[name=login]", person)
    page.fill("[name=password]", "any will do here")
    page.get_by_role("button", name="Sign-in").click()
    page.wait_for_selector("[data-testid=stApp]", timeout=SECONDS)
    settle(page)


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Logga ut").click()
    page.get_by_role("button", name="Yes, sign me out").click(timeout=SECONDS)
    page.wait_for_selector("[data-testid=stApp]", timeout=SECONDS)
    settle(page)


def says(page: Page, sentence: str) -> None:
    expect(page.get_by_text(sentence)).to_be_visible(timeout=SECONDS)


def links(page: Page) -> set[str]:
    """The addresses in the menu, once it stands still; none when there is no menu.

    The address without a page leads to another page: there the dashboard is still for
    a moment before it is drawn.
    """
    before, result = None, _links(page)
    while before != result:
        page.wait_for_timeout(STILL_MS)
        settle(page)
        before, result = result, _links(page)
    return result


def _links(page: Page) -> set[str]:
    hrefs = page.locator(".st-key-menu a").evaluate_all(
        "links => links.map(link => link.getAttribute('href') || '')"
    )
    return {href.split("?")[0].rstrip("/").split("/")[-1] for href in hrefs}
