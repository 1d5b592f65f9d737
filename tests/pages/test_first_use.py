"""Before anything is imported, a page says how to begin."""

import pytest
from conftest import Home
from pages.opening import opened

from privacy.contracts.roles import Role
from privacy.wording import LANGUAGES, say


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_to_begin_is_said_in_every_language(tmp_path, language):
    page = opened(Home(tmp_path), "dpo/imports", Role.DPO, language)
    assert not page.exception
    assert say("How to begin", language) in [one.value for one in page.header]
    assert page.get("download_button")
