"""The yearly report: thirteen chapters for the management, from the DPO alone."""

import datetime
import io

import pypdf
import pytest
from conftest import AS_OF, ROOT
from docx import Document

from privacy.contracts.roles import Role
from privacy.errors import NotAllowed
from privacy.reports import make_yearly_report
from privacy.reports.manifest import Period, state_of
from privacy.reports.paper import Heading, Room, Tiles
from privacy.reports.yearly import CHAPTERS, year_paper


@pytest.fixture(scope="module")
def desk(example):
    return example.desk(Role.DPO)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ANALYST])
@pytest.mark.parametrize("form", ["pdf", "html"])
def test_no_other_role_is_given_it(example, role, form):
    with pytest.raises(NotAllowed):
        make_yearly_report(example.desk(role), 2026, form=form, as_of=AS_OF)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_has_its_thirteen_chapters_and_its_appendix(desk, language):
    paper = year_paper(desk, 2026, language, AS_OF)
    headings = [part.text for part in paper.parts if isinstance(part, Heading)]
    assert len(headings) == len(CHAPTERS) + 1 == 14
    assert [text.split(".")[0] for text in headings[:13]] == [
        str(number) for number in range(1, 14)
    ]


def test_it_is_a_pdf_and_the_same_for_the_same_day(desk):
    first, second = (make_yearly_report(desk, 2026, as_of=AS_OF) for _ in range(2))
    assert first.startswith(b"%PDF-")
    assert first == second


def test_its_requests_are_the_key_figures(desk):
    paper = year_paper(desk, 2026, "sv", AS_OF)
    [tiles] = [part for part in paper.parts if isinstance(part, Tiles)]
    rows = desk.ask(
        "dpo/kpi_requests", as_of=AS_OF, first_on="2026-01-01", last_on="2026-12-31"
    ).records()
    [in_time] = [row for row in rows if row["key_figure"] == "K2"]
    assert f"{round(100 * in_time['value'])}" in tiles.tiles[1].value


def test_it_names_no_case_and_no_record(desk):
    html = make_yearly_report(desk, 2026, form="html", as_of=AS_OF).decode()
    requests = desk.ask("dpo/requests", as_of=AS_OF, language="sv").records()
    assert len(requests) > 20
    assert not any(str(row["request_id"]) in html for row in requests)


def test_requests_by_right_are_told_as_they_were_released(desk):
    html = make_yearly_report(desk, 2026, form="html", as_of=AS_OF).decode()
    kinds = desk.ask(
        "dpo/kpi_requests", as_of=AS_OF, first_on="2026-01-01", last_on="2026-12-31"
    ).records()
    year = {r["part"]: r["numerator"] for r in kinds if r["dimension"] == "rätt"}
    released = desk.ask("released/requests_by_right").records()
    shown = {r["requests"] for r in released if str(r["month"]) == "2026-01-01"}
    assert year
    for part, number in year.items():
        if number not in shown:
            assert f'{part}</td><td class="number">{number}<' not in html


def test_a_year_without_anything_is_told_as_that(desk):
    html = make_yearly_report(desk, 2001, form="html", as_of=AS_OF).decode()
    assert "Ingen incident under året finns i registret" in html


def test_no_path_of_the_machine_stands_in_a_report(desk):
    html = make_yearly_report(desk, 2026, form="html", as_of=AS_OF).decode()
    assert str(ROOT) not in html
    assert str(desk.organisation.folder) not in html


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_says_how_its_released_figures_were_made(desk, language):
    title = {"sv": "Hur siffrorna är gjorda", "en": "How the figures were made"}
    parts = year_paper(desk, 2026, language, AS_OF).parts
    [grid] = [part for part in parts if getattr(part, "title", "") == title[language]]
    texts = " ".join(text for *_, text in grid.lines)
    assert {"sv": "Minst 5 personer", "en": "At least 5 persons"}[language] in texts


def test_it_has_room_to_write_in_in_each_form_and_the_reference_of_its_state(desk):
    paper = year_paper(desk, 2026, "sv", AS_OF)
    rooms = [part for part in paper.parts if isinstance(part, Room)]
    assert len(rooms) == 3
    word = make_yearly_report(desk, 2026, form="docx", as_of=AS_OF)
    document = Document(io.BytesIO(word))
    boxes = [t for t in document.tables if len(t.rows) == len(t.columns) == 1]
    assert [box.cell(0, 0).text.strip() for box in boxes] == ["", "", ""]
    assert document.core_properties.language == "sv"
    assert document.core_properties.title == paper.title
    period = Period(datetime.date(2026, 1, 1), AS_OF)
    state = state_of(desk, paper.organisation, AS_OF, period)
    assert state.reference in paper.foot
    assert state.reference in document.sections[0].footer.paragraphs[0].text


def test_the_pdf_is_tagged_in_its_language_and_has_no_white_page(desk):
    made = make_yearly_report(desk, 2026, language="en", as_of=AS_OF)
    pdf = pypdf.PdfReader(io.BytesIO(made))
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.metadata.title == "Data protection in 2026"
    assert [
        n for n, leaf in enumerate(pdf.pages) if len(leaf.extract_text()) < 80
    ] == []
