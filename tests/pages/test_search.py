"""A search finds what its reader may see, however it is written, and notes no word."""

import pytest
from pages.opening import opened
from streamlit.testing.v1 import AppTest

from privacy.contracts import contract_names, read_contract
from privacy.display.matching import find_named, ready
from privacy.display.menu import PAGES, SEARCH, WORDS, pages_of
from privacy.journal import Journal
from privacy.roles import Role
from privacy.wording import LANGUAGES

CANARY = "Zebrafink"


class Named:
    def __init__(self, name, *words):
        self.name, self.text = name, ready(name, *words)


def names(items, words):
    return [item.name for item in find_named(items, words)]


THINGS = [
    Named("CL-10", "Rätt till tillgång"),
    Named("CL-1", "Försenad gallring"),
    Named("Radering", "CL-1 står här"),
    Named("Forsen", "en fors"),
]


def test_the_very_name_comes_first_then_what_begins_so():
    assert names(THINGS, "cl-1") == ["CL-1", "CL-10", "Radering"]


def test_capitals_are_small_letters():
    assert names(THINGS, "RADERING") == ["Radering"]


def test_a_letter_without_dots_finds_the_one_with_them():
    assert names(THINGS, "forsen") == ["Forsen", "CL-1"]


def test_a_letter_with_dots_finds_only_itself():
    assert names(THINGS, "försen") == ["CL-1"]


def test_letters_that_a_mac_writes_in_two_parts_are_one():
    assert names(THINGS, "fo\u0308rsen") == ["CL-1"]


def test_every_word_has_to_stand_somewhere():
    assert names(THINGS, "gallring försenad") == ["CL-1"]
    assert names(THINGS, "gallring tillgång") == []


def test_no_words_find_nothing():
    assert names(THINGS, "  ") == []


def searched(home, role, words, language="sv"):
    page = opened(home, SEARCH, role, language)
    page.text_input(key="Search: what are you looking for? q").set_value(words)
    return page.run()


def links(page: AppTest) -> dict[str, str]:
    """Where each result leads, by its label."""
    protos = [link.proto for link in page.main.get("page_link")]
    return {proto.label: f"{proto.page}?{proto.query_string}" for proto in protos}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", ["R1", "r1"])
def test_the_officer_finds_a_request_by_its_number(home, words, language):
    found = links(searched(home, Role.DPO, words, language))
    [leads] = [leads for label, leads in found.items() if label.startswith("**R1**")]
    assert leads.startswith("requests?")
    assert "request_id=R1" in leads
    assert f"lang={language}" in leads


@pytest.mark.parametrize(
    ("words", "leads"),
    [
        ("CL-70", "promise_id=CL-70"),
        ("SURVEY_180D", "rule_id=SURVEY_180D"),
        ("samtalslogg", "record_type=Samtalslogg"),
        ("gallringsstopp hava", "holds?"),
        ("days_left", "guide?"),
    ],
)
def test_the_officer_finds_the_rest_by_name(home, words, leads):
    found = links(searched(home, Role.DPO, words))
    assert any(leads in link for link in found.values()), found


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ANALYST])
@pytest.mark.parametrize("words", ["R1", "CL-70", "SURVEY_180D", "gallringsstopp"])
def test_others_find_nothing_of_the_register(home, role, words):
    own = {name.split("/")[1] for name in pages_of(role)}
    found = links(searched(home, role, words))
    assert {link.split("?")[0] for link in found.values()} <= own
    assert not [label for label in found if label.startswith(f"**{words}**")]


@pytest.mark.parametrize("words", ["calls", "samtal"])
def test_a_word_of_either_language_finds_the_page(home, words):
    found = links(searched(home, Role.MANAGER, words))
    assert "calls?" in found[next(iter(found))]


def test_words_that_find_nothing_are_answered_by_a_sentence(home):
    page = searched(home, Role.MANAGER, CANARY)
    assert links(page) == {}
    assert [info.value for info in page.info]


def test_the_field_of_any_page_leads_to_the_results(home):
    page = opened(home, "dpo/overview", Role.DPO, "sv")
    page.text_input(key="looked_for").set_value("R1")
    page = page.button(key="FormSubmitter:find-Sök").click().run()
    assert any("request_id=R1" in link for link in links(page).values())


def test_no_word_that_was_looked_for_is_kept(home, caplog):
    page = searched(home, Role.DPO, CANARY)
    assert not page.exception
    journal = Journal.of(home.organisation)
    assert CANARY not in repr(list(journal.entries()))
    files = [path for path in home.folder.parent.rglob("*") if path.is_file()]
    assert not [path for path in files if CANARY.encode() in path.read_bytes()]
    assert CANARY not in caplog.text


def test_that_the_officer_searched_is_noted(home):
    searched(home, Role.DPO, "R1")
    noted = list(Journal.of(home.organisation).entries("viewed"))
    assert "Search: what are you looking for?" in repr(noted)


def test_every_statistic_has_a_page_that_shows_it():
    pages = pages_of(Role.MANAGER)
    for contract in map(read_contract, contract_names("statistics")):
        name, [page] = contract.name.split("/")[1], contract.said["Page"]
        assert page in pages
        assert name in (PAGES / f"{page}.py").read_text("utf-8") or name in HIDDEN


HIDDEN = {"calls_by_wait", "calls_passed_on"}
"""Shown as the service level, and within passages by queue."""


def test_a_page_has_words_to_be_found_by():
    assert set(WORDS) == set(pages_of(Role.DPO))
