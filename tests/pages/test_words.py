"""Whatever a page says, it says in Swedish too."""

from pages.sentences import columns, definitions, figure_units, sentences, units

from privacy.wording import catalogue


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
