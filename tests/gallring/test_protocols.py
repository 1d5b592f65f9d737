"""A protocol says what went, by which rule, who signed, and what proves it."""

import pytest
from conftest import Home
from gallring.clerk import DUE, KEPT, Clerk

from privacy import gallring
from privacy.journal import COMMAND_LINE, PERSON, Actor
from privacy.reports import protocol_papers, write_html, write_pdf

SAYS = {
    "sv": [
        "admin, inloggad som 42 (https://idp.example)",
        "kommandoraden, konto svc-privacy",
        "Gallringsprotokoll",
        "Dana Ombud",
        "radering",
        "Enkätsvar sparas högst 180 dagar",
        "Borta",
        "2026-07-09 – 2026-11-23",
    ],
    "en": [
        "admin, signed in as 42 (https://idp.example)",
        "command line, account svc-privacy",
        "Gallring protocol",
        "Dana Ombud",
        "erasure",
        "Survey answers are kept at most 180 days",
        "Gone",
    ],
}


@pytest.fixture(scope="module")
def clerk(tmp_path_factory):
    # A name that the provider let her choose passes for no command.
    person = Actor(PERSON, "admin", "https://idp.example", "42")
    made = Clerk(Home(tmp_path_factory.mktemp("protocols")), actor=person)
    made.inventory({**DUE, **KEPT})
    round_id = made.start()
    made.approve(round_id)
    made.hand_out(round_id)
    made.inventory(KEPT)
    gallring.prove_round(made.context, round_id)
    gone = [["Månadens rader och nyckel", "2026-08", "OWN_ROWS", "2026-10-01"]]
    left = [["Tidigare bygge", "x", "It is in force, or the newest before."]]
    made.journal.write(
        "gallra", Actor(COMMAND_LINE, "svc-privacy"), made.context.at,
        records=1, kept=1, files=2, size=512, gone=gone, left=left,
    )  # fmt: skip
    return made


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_protocol_of_a_round_says_it_all(clerk, language):
    papers = protocol_papers(clerk.journal, "Claims Link", language).values()
    html = "".join(map(write_html, papers))
    proven = clerk.journal.entries("round_proven")[-1]
    for item in [*SAYS[language], proven.hash, "Claims Link", ".csv"]:
        assert item in html
    assert "E1" not in html  # no id of a person's record


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_protocol_is_a_pdf_too(clerk, language):
    for paper in protocol_papers(clerk.journal, "Claims Link", language).values():
        pdf = write_pdf(paper)
        assert pdf.startswith(b"%PDF-")
        assert write_pdf(paper) == pdf


def test_the_gallring_of_own_files_has_a_protocol(clerk):
    first, *_ = protocol_papers(clerk.journal, "Claims Link", "sv").values()
    html = write_html(first)
    assert "Gallring av panelens egna filer" in html
    assert "Det är i kraft, eller det närmast före." in html


def test_a_name_is_never_markup(clerk):
    round_id = "<script>#eval(1)</script>"
    paper = next(iter(protocol_papers(clerk.journal, round_id, "sv").values()))
    assert "<script>" not in write_html(paper)
    assert write_pdf(paper).startswith(b"%PDF-")
