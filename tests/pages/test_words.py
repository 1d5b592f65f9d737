"""Whatever a page says, it says in Swedish too."""

import pytest
from pages.sentences import columns, definitions, figure_units, sentences, units

from privacy.wording import LANGUAGES, catalogue

SWEDISH = catalogue("sv")


@pytest.mark.parametrize("sentence", sorted(set(sentences())))
def test_a_sentence_of_a_page_is_also_said_in_swedish(sentence):
    assert sentence in SWEDISH


@pytest.mark.parametrize("meaning", sorted(set(definitions())))
def test_a_definition_is_also_given_in_swedish(meaning):
    assert meaning in SWEDISH


@pytest.mark.parametrize("column", sorted(set(columns())))
def test_a_heading_has_its_swedish(column):
    assert f"column {column}" in SWEDISH


@pytest.mark.parametrize("unit", sorted(set(units())))
def test_a_unit_has_its_swedish(unit):
    assert f"unit {unit}" in SWEDISH


@pytest.mark.parametrize("unit", sorted(figure_units()))
def test_one_of_what_a_figure_counts_is_said_in_both_languages(unit):
    for language in LANGUAGES:
        assert f"one {unit}" in catalogue(language)
