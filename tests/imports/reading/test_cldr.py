"""data/cldr.toml is what CLDR says, through Babel; run this module to write it."""

import json

from babel import Locale

from privacy.imports.reading import lexicon
from privacy.places import ROOT

_FILE = ROOT / "data" / "cldr.toml"
_LANGUAGES = ("sv", "nb", "nn", "da", "fi", "en", "de")
_OF_MONTHS_ALONE = ("fr", "es", "pt")
"""Languages of which only the months are read: "mar" is a day of theirs and a month of
ours."""
_NO_SHORT = {"fi": "", "fr": "jui"}
"""Beginnings that say no month by themselves: mar is November's in Finnish."""


def test_the_words_of_months_and_days_are_those_of_cldr():
    assert _FILE.read_text(encoding="utf-8") == _written()


def test_every_name_of_a_month_has_one_number():
    months = lexicon().months
    assert (months["januari"], months["maj"], months["dez"]) == (1, 5, 12)
    assert set(months.values()) == set(range(1, 13))
    assert lexicon().full_months.items() <= months.items()


def _written():
    """The file as its text."""
    locales = [Locale.parse(language) for language in _LANGUAGES]
    months = {
        **dict(_months(map(Locale.parse, _OF_MONTHS_ALONE))),
        **dict(_months(locales)),
    }
    full = {
        name.lower(): number
        for language in ("sv", "en")
        for number, name in Locale.parse(language).months["format"]["wide"].items()
    }
    return "".join(
        [
            "# What CLDR calls the months, the weekdays and halves of the day, by\n",
            f"# Babel, in {', '.join(_LANGUAGES)}; the months also in\n",
            f"# {', '.join(_OF_MONTHS_ALONE)}. tests/imports/reading/test_cldr.py ",
            "writes it.\n\n",
            *_of_months("months", months),
            "# In Swedish and English alone, unshortened.\n",
            *_of_months("full_months", full),
            f"weekdays = {_listed(sorted(set(_weekdays(locales))))}\n\n",
            "# 0 before noon, 12 after it.\n[halves]\n",
            *(f"{_json(word)} = {hours}\n" for word, hours in _by_word(locales)),
        ]
    )


def _of_months(name, numbers):
    yield f"{name} = [\n"
    for month in range(1, 13):
        words = sorted(word for word, number in numbers.items() if number == month)
        yield f"    {_listed(words)},\n"
    yield "]\n\n"


def _by_word(locales):
    return dict(_halves(locales)).items()


def _listed(words):
    return f"[{', '.join(map(_json, words))}]"


def _json(word):
    return json.dumps(word, ensure_ascii=False)


def _months(locales):
    """Each name of a month, its short forms, and the three letters it begins with."""
    for locale in locales:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    yield name.lower().strip("."), number
                    short = name.lower()[:3]
                    if not short.startswith(_NO_SHORT.get(locale.language, " ")):
                        yield short, number
    yield "sept", 9


def _weekdays(locales):
    for locale in locales:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for name in locale.days[context][width].values():
                    yield name.lower().strip(".")


def _halves(locales):
    yield from (("am", 0), ("pm", 12), ("fm", 0), ("em", 12))
    for locale in locales:
        for periods in locale.day_periods.get("format", {}).values():
            for half, hours in (("am", 0), ("pm", 12)):
                if name := periods.get(half):
                    yield "".join(c for c in name.lower() if c.isalpha()), hours


if __name__ == "__main__":
    _FILE.write_text(_written(), encoding="utf-8")
