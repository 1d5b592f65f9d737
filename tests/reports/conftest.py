"""Homes whose months are released, made once for all tests that read them."""

import pytest
from released_home import example_home, planted_home, shared_home


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    return shared_home(tmp_path_factory, "example", example_home)


@pytest.fixture(scope="session")
def planted(tmp_path_factory):
    return shared_home(tmp_path_factory, "planted", planted_home)
