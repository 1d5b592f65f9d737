"""Every word on a page can be read: WCAG 2.2, 1.4.3, in both themes."""

import tomllib
from pathlib import Path

import pytest

from privacy.contracts.statuses import NOT_REPORTED
from privacy.display.style import COLOURS, QUIET, STATES

ROOT = Path(__file__).parents[2]
CONFIG = (ROOT / ".streamlit" / "config.toml").read_text("utf-8")
THEMES = tomllib.loads(CONFIG)["theme"]
LIGHT, DARK = THEMES["light"], THEMES["dark"]


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK, LIGHT["sidebar"], DARK["sidebar"]])
def test_text_stands_out_from_every_background(theme):
    whole = LIGHT if theme in (LIGHT, LIGHT["sidebar"]) else DARK
    for background in ("backgroundColor", "secondaryBackgroundColor"):
        assert contrast(whole["textColor"], theme[background]) >= 7
        assert contrast(whole["grayTextColor"], theme[background]) >= 4.5
        assert contrast(whole["linkColor"], theme[background]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_white_words_of_a_button_stand_out_and_the_button_too(theme):
    assert contrast("#ffffff", theme["primaryColor"]) >= 4.5
    assert contrast(theme["primaryColor"], theme["backgroundColor"]) >= 3


@pytest.mark.parametrize("pair", [*COLOURS.values(), QUIET])
def test_the_colours_of_states_stand_out(pair):
    for colour, theme in zip(pair, (LIGHT, DARK), strict=True):
        assert contrast(colour, theme["backgroundColor"]) >= 4.5
        assert contrast(colour, theme["secondaryBackgroundColor"]) >= 4.5


def test_the_known_contrasts_are_found():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("word", NOT_REPORTED)
def test_an_incident_that_is_not_reported_looks_in_its_list_as_among_the_tasks(word):
    assert STATES[word] == "bad"
