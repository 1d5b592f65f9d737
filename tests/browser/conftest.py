"""A served example of today, for every test of this folder."""

import pytest
from conftest import shared_folder

from tests.browser.served import make_example, served


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    folder = shared_folder(
        tmp_path_factory, "served", lambda made: make_example(made / "data", scale=0.2)
    )
    with served(folder / "data") as address:
        yield address
