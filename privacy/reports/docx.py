"""A paper as a Word document that its reader writes in: headings, tables, room."""

import datetime
import io

from docx import Document
from docx.document import Document as Written
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from privacy.reports.paper import (
    Gallery,
    Grid,
    Heading,
    NewPage,
    Paper,
    Part,
    Points,
    Room,
    SignHere,
    Text,
    Tiles,
)

_SMALL = Pt(9)
_BESIDE = "  "


def write_docx(paper: Paper) -> bytes:
    """A paper as .docx, with its title and language; charts are given in words.

    What is to be filled in is an empty box of its own.
    """
    document = Document()
    about = document.core_properties
    about.title, about.author = paper.title, paper.organisation
    about.language = paper.language
    midnight = datetime.datetime.combine(
        paper.as_of, datetime.time(), tzinfo=datetime.UTC
    )
    about.created = about.modified = midnight
    _set_language(document, paper.language)
    document.add_paragraph(paper.organisation)
    document.add_heading(paper.title, 0)
    document.add_paragraph(paper.subtitle)
    for part in paper.parts:
        _write(document, part)
    document.sections[0].footer.paragraphs[0].text = paper.foot
    sink = io.BytesIO()
    document.save(sink)
    return sink.getvalue()


def _write(document: Written, part: Part) -> None:
    match part:
        case Heading(text):
            document.add_heading(text, 1)
        case Text(text, is_quiet):
            run = document.add_paragraph().add_run(text)
            run.font.size = _SMALL if is_quiet else None
        case Points(items):
            for item in items:
                document.add_paragraph(item, style="List Bullet")
        case Grid():
            _write_grid(document, part)
        case Tiles(tiles):
            for tile in tiles:
                texts = (tile.label, tile.value, tile.beside)
                document.add_paragraph(_BESIDE.join(filter(None, texts)))
        case Gallery(drawings):
            for drawing in drawings:
                document.add_heading(drawing.title, 2)
                document.add_paragraph(drawing.words)
        case Room(label, lines):
            document.add_paragraph().add_run(label).italic = True
            box = document.add_table(1, 1, style="Table Grid").cell(0, 0)
            box.text = "\n" * lines
            document.add_paragraph()
        case SignHere(labels):
            table = document.add_table(2, len(labels))
            for cell, label in zip(table.rows[1].cells, labels, strict=True):
                cell.paragraphs[0].add_run(label).font.size = _SMALL
            for cell in table.rows[0].cells:
                cell.text = "\n" + "_" * 24
        case NewPage():
            document.add_paragraph().paragraph_format.page_break_before = True


def _write_grid(document: Written, grid: Grid) -> None:
    if grid.title:
        document.add_heading(grid.title, 2)
    table = document.add_table(1, len(grid.heads), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, grid.heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    is_head = OxmlElement("w:tblHeader")  # repeated on each page, and read aloud
    is_head.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(is_head)
    for line in grid.lines:
        for cell, text in zip(table.add_row().cells, line, strict=True):
            cell.paragraphs[0].add_run(text).font.size = _SMALL
    document.add_paragraph()


def _set_language(document: Written, language: str) -> None:
    """The language that a screen reader reads it in, and its words are checked in."""
    properties = document.styles["Normal"].element.get_or_add_rPr()
    of = OxmlElement("w:lang")
    of.set(qn("w:val"), "sv-SE" if language == "sv" else language)
    properties.append(of)
