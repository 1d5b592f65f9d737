"""The guide says to each role what is theirs to do, and what their figures mean."""

import re

import pytest
from pages.opening import opened

from privacy.contracts import contract_names, read_contract
from privacy.contracts.roles import Role
from privacy.display.chapters import CHAPTERS, LABELS
from privacy.display.definitions import FINDABLE, definitions_for
from privacy.display.menu import GUIDE, pages_of
from privacy.wording import LANGUAGES, define, say

EVERY_CHAPTER = [(role, chapter) for role in Role for chapter in CHAPTERS[role]]


def texts_of(page):
    html = " ".join(str(element.proto.body) for element in page.get("html"))
    return " ".join([*(h.value for h in page.header), html])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", list(Role))
def test_a_role_reads_its_own_chapters_and_no_others(home, role, language):
    text = texts_of(opened(home, GUIDE, role, language))
    own = {chapter.title for chapter in CHAPTERS[role]}
    for _, chapter in EVERY_CHAPTER:
        is_said = f"{say(chapter.title, language)} " in text
        assert is_said == (chapter.title in own), chapter.title


@pytest.mark.parametrize("role", list(Role))
def test_only_the_officer_at_this_machine_reads_how_it_is_run(home, role):
    text = texts_of(opened(home, GUIDE, role, "en"))
    assert ("python -m privacy check" in text) == (role is Role.DPO)


@pytest.mark.parametrize(("role", "chapter"), EVERY_CHAPTER)
def test_a_chapter_leads_only_to_pages_of_its_role(role, chapter):
    assert set(chapter.pages) <= set(pages_of(role))


@pytest.mark.parametrize(("role", "chapter"), EVERY_CHAPTER)
def test_a_chapter_names_only_labels_that_there_are(role, chapter):
    named = {
        name for text in chapter.sentences for name in re.findall(r"{(\w+)}", text)
    }
    assert named <= {*LABELS, "fewest"}


@pytest.mark.parametrize("role", list(Role))
def test_every_column_that_a_role_may_ask_for_is_defined(role):
    defined = {one.about for one in definitions_for(role, "en")}
    queries = [one.queries for one in definitions_for(role, "en")]
    for name in contract_names("dpo") + contract_names("released"):
        if name == FINDABLE:
            continue
        contract = read_contract(name)
        assert any(name in some for some in queries) == (role in contract.roles)
        if role in contract.roles:
            # As English pages say it: some headers name Swedish words of answers.
            meanings = {define(column.meaning, "en") for column in contract.columns}
            assert meanings <= defined


def test_a_definition_is_found_by_its_words(home):
    page = opened(home, GUIDE, Role.MANAGER, "sv")
    page.text_input(key="Guide: how do I use the dashboard? words").set_value(
        "väntetid"
    )
    text = texts_of(page.run())
    assert "hälften av de inkommande samtalen" in text
    assert "dpo/" not in text
