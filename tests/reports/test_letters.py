"""Letters are drafted with a request's own days, and warn when they come too late."""

import datetime
import io

import docx
import pytest

from privacy.reports.letters import LETTERS, draft, letter_file, letters_for, warning
from privacy.wording import LANGUAGES, catalogue

DAY = datetime.date
ROW = {
    "request_id": "R1",
    "right_used": "tillgång",
    "received_on": DAY(2026, 10, 23),
    "target_due_on": DAY(2026, 11, 22),
    "statutory_due_on": DAY(2026, 11, 23),
    "extendable_to_on": DAY(2027, 1, 25),
    "extension_is_valid": None,
}
LAST = DAY(2026, 11, 23)


def letter(kind, language="sv", **given):
    return draft(kind, ROW, language, sender="Bolaget", written_on=LAST, **given)


def test_every_sentence_of_a_letter_is_also_said_in_swedish():
    output = [one.title for one in LETTERS.values()]
    output += [sentence for one in LETTERS.values() for sentence in one.sentences]
    assert [sentence for sentence in output if sentence not in catalogue("sv")] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LETTERS)
def test_no_place_of_a_letter_is_left_open(kind, language):
    text = letter(kind, language, reason="many records", kept=["a: b"])
    assert "{" not in text
    assert "R1" in text
    assert "2026-10-23" in text


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        ("receipt", "2026-11-22"),
        ("identity", "2026-11-23"),
        ("extension", "2027-01-25"),
    ],
)
def test_a_letter_says_its_computed_day(kind, day):
    assert day in letter(kind)


@pytest.mark.parametrize("kind", ["extension", "refusal"])
def test_an_extension_or_refusal_is_in_time_on_the_last_day_and_late_after_it(kind):
    assert warning(kind, ROW, LAST) is None
    assert warning(kind, ROW, LAST + datetime.timedelta(1)) is not None
    assert warning("receipt", ROW, LAST + datetime.timedelta(1)) is None


def test_a_request_is_not_extended_twice():
    extended = {**ROW, "extension_is_valid": True, "statutory_due_on": DAY(2027, 1, 25)}
    assert "already" in str(warning("extension", extended, LAST))


def test_partial_erasure_is_for_requests_for_erasure_alone():
    assert "partial" not in letters_for(ROW)
    assert "partial" in letters_for({**ROW, "right_used": "radering"})


def test_a_letter_whose_day_is_unknown_is_not_offered():
    assert letters_for({**ROW, "received_on": None}) == []
    assert "extension" not in letters_for({**ROW, "extendable_to_on": None})


@pytest.mark.parametrize("kind", ["refusal", "extension", "partial"])
def test_what_a_person_may_complain_about_says_where(kind):
    assert "imy.se" in letter(kind)


def test_a_word_file_holds_what_the_text_says():
    text = letter("refusal", reason="orimlig")
    document = docx.Document(io.BytesIO(letter_file(text)))
    assert [p.text for p in document.paragraphs] == text.split("\n\n")
