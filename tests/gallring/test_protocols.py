"""A protocol says what went, by which rule, who signed, and what proves it."""

import pytest
from conftest import Home
from gallring.clerk import DUE, KEPT, Clerk

from privacy import gallring
from privacy.reports import protocol_papers, write_html, write_pdf

SAYS = {
    "sv": [
        "Gallringsprotokoll",
        "Dana Ombud",
        "radering",
        "Enkätsvar sparas högst 180 dagar",
        "Borta",
        "2026-07-09 – 2026-11-23",
    ],
    "en": [
        "Gallring protocol",
        "Dana Ombud",
        "erasure",
        "Survey answers are kept at most 180 days",
        "Gone",
    ],
}


@pytest.fixture(scope="module")
def clerk(tmp_path_factory):
    made = Clerk(Home(tmp_path_factory.mktemp("protocols")))
    made.inventory({**DUE, **KEPT})
    round_id = made.start()
    made.approve(round_id)
    made.hand_out(round_id)
    made.inventory(KEPT)
    gallring.prove_round(made.act, round_id)
    gone = [["Månadens rader och nyckel", "2026-08", "OWN_ROWS", "2026-10-01"]]
    left = [["Tidigare bygge", "x", "It is in force, or the newest before."]]
    made.journal.write(
        "gallra", "admin", made.act.at,
        records=1, kept=1, files=2, size=512, gone=gone, left=left,
    )  # fmt: skip
    return made


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_protocol_of_a_round_says_it_all(clerk, language):
    *_, paper = protocol_papers(clerk.journal, "Claims Link", language).values()
    html = write_html(paper)
    proven = clerk.journal.entries("round_proven")[-1]
    for said in [*SAYS[language], proven.hash, "Claims Link", ".csv"]:
        assert said in html
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
