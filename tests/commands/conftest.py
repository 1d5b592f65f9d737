"""A home whose months are released, made once for all tests that read it."""

import pytest
from released_home import example_home, shared_home


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    return shared_home(tmp_path_factory, "example", example_home)
