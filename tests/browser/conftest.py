"""A served example of today, and a browser, for every test of this folder."""

import pytest

from tests.browser.served import a_browser, make_example, served


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    data = tmp_path_factory.mktemp("whole") / "data"
    make_example(data, scale=0.3)
    with served(data) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    with a_browser() as browser:
        yield browser
