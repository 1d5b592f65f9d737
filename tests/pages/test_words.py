"""Whatever a page says, it says in Swedish too."""

import ast
import pickle
import re

import pytest
from pages.error_sentences import error_sentences
from pages.sentences import (
    columns,
    definitions,
    figure_units,
    sentences,
    shown,
    units,
    unsaid,
)

from privacy.contracts import contract_names, read_contract
from privacy.contracts.roles import Role
from privacy.display.menu import PAGES, pages_of
from privacy.display.translator import Translator
from privacy.errors import Message, PrivacyError, Word
from privacy.imports.import_counts import REASONS
from privacy.journal import KINDS
from privacy.places import ROOT
from privacy.wording import (
    _LOCALES,
    LANGUAGES,
    _refusals,
    _words_of,
    catalogue,
    define,
    say,
    tell,
    write_value,
)


def missing(output, language="sv"):
    return sorted(set(output) - catalogue(language).keys())


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
    output = write_value(written, "sv", "details")
    title = say("Are requests answered in time?", "sv")
    assert output == f"Öppnad: A-1, Sida: {title}"
    assert write_value("deleted, for good", "sv", "details") == "deleted, for good"


@pytest.mark.parametrize(
    ("language", "number"), [("sv", "147\u00a0273"), ("en", "147,273")]
)
def test_what_an_entry_of_the_journal_counts_is_written_as_numbers_are(
    language, number
):
    shown = write_value("accepted: 147273, part: 2026", language, "details")
    assert number in shown
    assert shown.endswith(": 2026"), "a year is no count"


@pytest.mark.parametrize(
    ("language", "name"), [("sv", "Dataskyddspanelen"), ("en", "The dashboard")]
)
def test_the_dashboard_is_one_name_in_every_column(language, name):
    """Tasks named it in English, and the tables of the same records in Swedish."""
    for column in ("", "system"):
        assert write_value("Dataskyddspanelen", language, column) == name
    assert write_value("Office 365", language, "system") == "Office 365"


def test_every_reason_why_a_line_is_rejected_is_said_in_both_languages():
    for language in ("sv", "en"):
        shown = {write_value(why, language, "reason") for why in REASONS}
        assert sorted(shown & set(REASONS)) == []


def details_written():
    """What entries of the journal are written with: the names of their details."""
    for file in (ROOT / "privacy").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if is_entry(call):
                yield from (word.arg for word in call.keywords if word.arg)


def is_entry(call):
    """Whether a call writes an entry: its function is called so and names a kind."""
    if not isinstance(call, ast.Call):
        return False
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    kinds = {a.value for a in call.args if isinstance(a, ast.Constant)}
    return name in ("write", "_write", "note", "noting") and bool(KINDS & kinds)


def test_every_detail_of_the_journal_has_its_swedish():
    words = catalogue("sv")
    known = {name for name in details_written() if f"column {name}" in words}
    assert missing(f"detail {name}" for name in {*details_written()} - known) == []


def test_a_detail_of_the_journal_is_no_code():
    releases = (
        "search-2026-09-v1/2026-09 search-2026-10-v1/2026-10 "
        "telephone-2026-10-v2/2026-10"
    )
    written = f"build: 20261130T051425-d291, query: dpo/requests, releases: {releases}"
    assert write_value(written, "en", "details") == (
        "Read: 2026-11-30 05:14 UTC, List: requests, "
        "Published: search words, 2 months from 2026-09 to 2026-10; "
        "telephone switch, 2026-10"
    )


@pytest.mark.parametrize(
    ("releases", "written"),
    [
        (
            "requests-2025-07-v1/2025-12 requests-2026-01-v1/2026-06",
            "2 halvår från 2025-07 till 2026-06",
        ),
        ("requests-2026-01-v1/2026-06", "2026-01 till 2026-06"),
        (
            "requests-2026-01-v1/2026-03 requests-2026-04-v1/2026-06",
            "2 kvartal från 2026-01 till 2026-06",
        ),
        (
            "requests-2026-01-v1/2026-06 requests-2026-07-v1/2026-07",
            "2 perioder från 2026-01 till 2026-07",
        ),
        (
            "requests-2025-07-v1 requests-2026-01-v1",
            "2 perioder som börjar 2025-07 till 2026-01",
        ),
        ("requests-2026-01-v1", "2026-01"),
    ],
)
def test_what_is_published_is_said_by_how_long_its_periods_are(releases, written):
    shown = write_value(f"releases: {releases}", "sv", "details")
    assert shown == f"Publicerat: ärendesystem, {written}"


def places_of(sentence):
    return set(re.findall(r"\{[^}]+\}", sentence))


def test_every_error_is_said_in_swedish_with_what_fills_its_places():
    raised = list(error_sentences())
    assert len(raised) > 150
    assert [where for where, sentence in raised if sentence is None] == []
    whole = {s for _, s in raised if re.search(r"\w", re.sub(r"\{[^}]+\}", "", s))}
    assert missing(whole) == []
    swedish = catalogue("sv")
    assert [s for s in whole if places_of(s) != places_of(swedish[s])] == []


def test_an_error_within_an_error_is_said_in_the_words_of_its_reader():
    gone = Message("{name} would be the same; there is nothing to correct.", name="A")
    error = PrivacyError("{a}, line {n}: {b}", a=Word("email"), n=2, b=(gone, gone))
    assert str(error).startswith("email, line 2: A would be the same")
    same = "A skulle bli likadan; det finns inget att rätta."
    assert tell(error, "sv") == f"e-postadress, line 2: {same}\n{same}"
    assert tell(pickle.loads(pickle.dumps(error)), "sv") == tell(error, "sv")


def test_a_sentence_with_braces_and_nothing_to_fill_them_is_said_as_it_is():
    assert tell(PrivacyError("an { of a query"), "sv") == "an { of a query"


def test_no_definition_speaks_swedish_to_an_english_reader():
    """But for what stands in files for programs, and the law's own names."""
    known = {name.removeprefix("value ") for name in catalogue("en")}
    swedish = [word for word in known if re.search("[åäöÅÄÖ]", word)]
    contracts = [read_contract(name) for name in shown()]
    texts = {
        define(text, "en").split("files for programs")[0]
        for contract in contracts
        for text in (contract.what, *(c.meaning for c in contract.columns))
    }
    left = [
        (text, word)
        for text in texts
        for word in swedish
        if re.search(rf"\b{re.escape(word)}\b", text)
    ]
    assert left == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_catalogue_holds_what_nothing_says_any_more(language):
    # Refusals are formed in English, with what fills their places; journals of earlier
    # versions hold titles that no page has now.
    kept = _refusals().keys() | _words_of(_LOCALES / "sv" / "earlier.po").keys()
    assert list(unsaid(catalogue(language).keys() - kept)) == []


def test_no_name_of_a_file_becomes_a_link_on_a_page():
    message = Message("{file} is gone; restore it.", file="[here](www.example.com).csv")
    sentence = Translator("en").message(message)
    assert sentence == "[here]\\(www.example.com).csv is gone; restore it."
