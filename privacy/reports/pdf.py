"""A paper as PDF, set by typst from the template `paper.typ`."""

import datetime
import json
from dataclasses import asdict
from pathlib import Path

import typst

from privacy.reports.drawing import draw
from privacy.reports.paper import Gallery, Paper, Part

_TEMPLATE = Path(__file__).with_name("paper.typ")


def write_pdf(paper: Paper) -> bytes:
    """A paper as a tagged PDF (PDF/UA-1), the same bytes for the same paper.

    Its words reach typst as data and are never read as markup.
    """
    fields = {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "organisation": paper.organisation,
        "language": paper.language,
        "day": [paper.as_of.year, paper.as_of.month, paper.as_of.day],
        "foot": paper.foot,
        "parts": [_said(part) for part in paper.parts],
    }
    midnight = datetime.datetime.combine(
        paper.as_of, datetime.time(), tzinfo=datetime.UTC
    )
    made = typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"paper": json.dumps(fields, ensure_ascii=False)},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=midnight,
    )
    return bytes(made)


def _said(part: Part) -> dict[str, object]:
    kind = type(part).__name__
    if isinstance(part, Gallery):
        drawings = [
            {"title": d.title, "svg": draw(d.spec), "words": d.words}
            for d in part.drawings
        ]
        return {"kind": kind, "drawings": drawings}
    return {"kind": kind, **asdict(part)}
