"""A served example of today, for every test of this folder."""

import pytest
from conftest import shared_folder

from tests.browser.served import Visitor, make_example, served


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    folder = shared_folder(
        tmp_path_factory, "served", lambda made: make_example(made / "data", scale=0.2)
    )
    with served(folder / "data") as address:
        yield address


@pytest.fixture(scope="session")
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
