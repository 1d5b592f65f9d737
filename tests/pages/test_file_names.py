"""A file is called what its page calls it, in its reader's language."""

import re

import pytest
from pages.opening import opened

from privacy.contracts.roles import Role
from privacy.display.downloads import file_name
from privacy.wording import LANGUAGES, say

DAY = "2026-11-23"
OFFERING = {
    "dpo/requests": ("Requests", "Last days as a calendar file"),
    "dpo/imports": ("Files",),
    "released/downloads": ("Statistics",),
    "dpo/gallring": ("Due for gallring",),
}
ROLE = Role.DPO


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OFFERING)
def test_a_file_is_called_what_its_page_calls_it(home, monkeypatch, name, language):
    called = []

    def note(words):
        called.append(file_name(words))
        return called[-1]

    monkeypatch.setattr("privacy.display.downloads.file_name", note)
    page = opened(home, name, ROLE, language)
    assert not page.exception
    plain = [re.sub(r"-[0-9a-f]{24}$", "", text) for text in called]
    for title in OFFERING[name]:
        called_so = file_name([say(title, language).casefold()])
        assert any(called_so in text and DAY in text for text in plain), called_so
    if language == "sv":
        english = {file_name([say(t, "en").casefold()]) for t in OFFERING[name]}
        swedish = {file_name([say(t, "sv").casefold()]) for t in OFFERING[name]}
        assert not [t for t in plain for e in english - swedish if f"-{e}-" in t]


def test_a_file_name_has_its_letters_and_no_more_than_one_dash_between_words():
    assert file_name(["claims-link", "samtal per kö, in", "", "2026"]) == (
        "claims-link-samtal-per-kö-in-2026"
    )
