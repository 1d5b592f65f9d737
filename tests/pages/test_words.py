"""Whatever a page says, it says in Swedish too."""

import re

import pytest
from pages.sentences import columns, definitions, figure_units, sentences, units

from privacy.contracts import contract_names
from privacy.display.menu import PAGES, pages_of
from privacy.roles import Role
from privacy.wording import LANGUAGES, catalogue, say, write_value


def missing(said, language="sv"):
    return sorted(set(said) - catalogue(language).keys())


def test_every_sentence_of_a_page_is_also_said_in_swedish():
    assert missing(sentences()) == []


def test_every_definition_is_also_given_in_swedish():
    assert missing(definitions()) == []


def test_every_heading_has_its_swedish():
    assert missing(f"column {column}" for column in columns()) == []


def test_every_unit_has_its_swedish():
    assert missing(f"unit {unit}" for unit in units()) == []


def test_one_of_what_a_figure_counts_is_said_in_both_languages():
    for language in ("sv", "en"):
        assert (
            not {f"one {unit}" for unit in figure_units()} - catalogue(language).keys()
        )


def beginnings(text):
    """How its longer words begin: gallring and gallra begin alike."""
    return {word[:5] for word in re.findall(r"\w{4,}", text.casefold())}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_called_in_the_menu_what_its_title_says(language):
    for name, entry in pages_of(Role.DPO).items():
        page = (PAGES / f"{name}.py").read_text(encoding="utf-8")
        title = re.search(r'open_page\(\s*"([^"]+)"', page)[1]
        shown = say(entry, language), say(title, language)
        shared = set.intersection(*map(beginnings, shown))
        assert shared or shown[1].casefold().startswith(shown[0].casefold()), shown


def test_a_week_is_written_as_its_reader_writes_it():
    assert write_value("2026-v48", "sv", "week") == "2026-v48"
    assert write_value("2026-v48", "en", "week") == "2026-W48"


def test_every_check_has_a_swedish_name():
    checks = (name.split("/")[1] for name in contract_names("checks"))
    assert missing(f"check {check}" for check in checks) == []


def test_an_entry_of_the_journal_is_said_in_the_words_of_its_reader():
    written = "opened: A-1, page: Are requests answered in time?"
    said = write_value(written, "sv", "details")
    title = say("Are requests answered in time?", "sv")
    assert said == f"Öppnad: A-1, Sida: {title}"
    assert write_value("deleted, for good", "sv", "details") == "deleted, for good"
