"""The yearly report of the data protection officer to the highest management."""

import datetime
from collections.abc import Sequence

from privacy.desk import Desk
from privacy.policy import policy_in_force
from privacy.reports import chapters, summary
from privacy.reports.docx import write_docx
from privacy.reports.html import write_html
from privacy.reports.manifest import Period, state_of
from privacy.reports.method import method_sheet
from privacy.reports.paper import Grid, Heading, NewPage, Paper, Part
from privacy.reports.pdf import write_pdf
from privacy.reports.sentences import day_of
from privacy.reports.year import Year
from privacy.wording import name_column, say, write_value

CHAPTERS = (
    ("Summary for the management", summary.summary),
    ("Task and independence", summary.task),
    ("Records of processing", chapters.processing),
    ("The rights of the persons", chapters.rights),
    ("Gallring", chapters.gallring),
    ("Personal data incidents", chapters.incidents),
    ("Processors and transfers", chapters.processors),
    ("Impact assessments", chapters.assessments),
    ("Security and access", chapters.security),
    ("Web, telephone and cookies", chapters.web),
    ("Training", chapters.training),
    ("Findings and recommendations", chapters.findings),
    ("Plan for next year", chapters.plan),
)
"""The thirteen chapters, after what Swedish officers report (GDPR art. 38.3, 39)."""


def make_yearly_report(
    desk: Desk,
    year: int,
    *,
    language: str = "sv",
    form: str = "pdf",
    as_of: datetime.date,
) -> bytes:
    """The report of a year as a file: pdf, docx or html (UTF-8).

    For the data protection officer; raises NotAllowed for any other role. It names no
    person and no case: it counts, and says what to do.
    """
    paper = year_paper(desk, year, language, as_of)
    if form == "docx":
        return write_docx(paper)
    return write_pdf(paper) if form == "pdf" else write_html(paper).encode()


def year_paper(desk: Desk, year: int, language: str, as_of: datetime.date) -> Paper:
    """The report of a year as data."""
    content = Year(desk.ask, year, language, as_of)
    policy = policy_in_force(desk.organisation.folder)
    whole = Period(content.first_on, min(content.last_on, as_of))
    state = state_of(desk, policy.title, as_of, whole)
    parts: list[Part] = []
    for number, (title, write) in enumerate(CHAPTERS, start=1):
        parts.append(Heading(f"{number}. {say(title, language)}"))
        parts += write(content)
    parts += [NewPage(), Heading(say("Appendix: sources, days and rules", language))]
    parts += _appendix(content, desk.build)
    return Paper(
        title=say("Data protection in {year}", language, year=year),
        subtitle=say(
            "The data protection officer's report to the highest management, as of "
            "{day}.",
            language,
            day=as_of,
        ),
        organisation=policy.title,
        language=language,
        as_of=as_of,
        foot=say(
            "{title} · {year} · as of {day} · version {build} · reference {reference}",
            language,
            title=policy.title,
            year=year,
            day=as_of,
            build=desk.build,
            reference=state.reference,
        ),
        parts=parts,
    )


def _appendix(report: Year, build: str) -> Sequence[Part]:
    return [
        *summary.sources(report, build),
        *summary.definitions(report),
        *_method(report),
    ]


def _method(report: Year) -> Sequence[Part]:
    """How the released figures of the year were made, as in every file of them."""
    lines = []
    for query in chapters.RELEASED:
        answer = report.ask(query)
        rows = [r for r in answer.records() if day_of(r["month"]).year == report.year]
        if rows:
            name = write_value(
                answer.contract.name.split("/")[-1], report.language, "statistic"
            )
            sheet = method_sheet(report.ask, answer.contract, rows, report.language)
            lines += [[name, str(r["topic"]), str(r["text"])] for r in sheet.rows]
    if not lines:
        return []
    heads = [
        name_column(name, report.language) for name in ("statistic", "topic", "text")
    ]
    return [
        Grid(report.say("How the figures were made"), heads, lines, words=3, wide=2)
    ]
