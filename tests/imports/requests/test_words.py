"""Words of ticket systems: inflected, and of tickets that are no requests."""

import pytest

from tests.imports.requests.reading import example_policy, read

FORMS = {
    "besvarad": "besvarat",
    "nekad": "nekat",
    "återkallad": "återkallat",
    "avslagen": "avslaget",
    "färdig": "färdigt",
    "klar": "klart",
    "avslutad": "avslutat",
    "makulerad": "makulerat",
    "arkiverad": "arkiverat",
    "avbruten": "avbrutet",
    "hanterad": "hanterat",
    "avvisad": "avvisat",
    "tilldelad": "tilldelat",
    "ny": "nytt",
    "påbörjad": "påbörjat",
    "skapad": "skapat",
    "pausad": "pausat",
    "sammanslagen": "sammanslaget",
    "bifallen": "bifallet",
    "beviljad": "beviljat",
    "godkänd": "godkänt",
    "återtagen": "återtaget",
    "ogrundad": "ogrundat",
    "orimlig": "orimligt",
}
"""A word with the one of ärendet: the neuter form of the same."""

NOT_OWN = {
    "sammanslagen": ["sammanslagen", "sammanfogat", "merged", "closed_by_merge"],
    "dubblett": ["dubblett", "duplikat", "duplicate", "closed as duplicate"],
    "skräppost": ["skräppost", "spam", "junk"],
}


def meanings(field):
    return {
        row["word"]: row["meaning"]
        for row in example_policy().table("word")
        if row["field"] == field
    }


@pytest.mark.parametrize("field", ["status", "outcome"])
def test_an_inflected_word_means_what_the_word_means(field):
    known = meanings(field)
    pairs = {word: form for word, form in FORMS.items() if word in known}
    assert len(pairs) >= 12
    assert {form: known.get(form) for form in pairs.values()} == {
        form: known[word] for word, form in pairs.items()
    }


@pytest.mark.parametrize("field", ["status", "outcome"])
def test_merged_duplicate_and_spam_are_meanings_of_their_own(field):
    known = meanings(field)
    for meaning, words in NOT_OWN.items():
        assert {known.get(word) for word in words} == {meaning}


def test_a_ticket_that_zendesk_merged_says_so_by_its_tag_alone(tmp_path):
    result = read(
        tmp_path / "zendesk.csv",
        b"Id,Status,Created at,Group,Via,Ticket type,Updated at,Solved at,Tags\n"
        b"1,Closed,2026-10-01,Syd,Mail,Task,2026-10-02,2026-10-02,tg closed_by_merge\n"
        b"2,Closed,2026-10-01,Syd,Mail,Task,2026-10-02,2026-10-02,tg\n",
    )
    output = {row["request_id"]: row["ticket_status"] for row in result.requests}
    assert output == {"1": "closed_by_merge", "2": "Closed"}
    assert "tg" not in result.kept
