"""The inspection pack: what an authority or an auditor may take away.

Promises with their proofs, rules with their versions, deadlines in numbers, rounds of
gallring, certificates of releases and load reports, as CSV in one zip. Case numbers
stay behind, and every file is looked through for personal data before it is written.
"""

import csv
import datetime
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from privacy import personal
from privacy.contracts import Answer, read_contract
from privacy.errors import UnsafeRelease
from privacy.wording import escape_formula

_PROMISES = "dpo/promises"
_PROOFS = "dpo/promise_proofs"
_ASKED: Mapping[str, str] = {
    "rules": "dpo/rule_versions",
    "deadlines": "dpo/kpi_requests",
    "gallring": "dpo/gallring_by_system",
    "rounds": "dpo/gallring_rounds",
    "releases": "dpo/releases",
    "sources": "dpo/sources",
    "load-reports": "dpo/files",
    "text-findings": "dpo/text_findings",
}
"""The file of each question."""

_LEFT_OUT = {"example_ids", "file", "approved_by", "started_by", "answers", "note"}
"""Columns that name a case or a person; a file's name may hold anything."""

_POLICYS_OWN = {"quote", "citation", "gloss_sv", "gloss_en", "remedy_sv", "remedy_en"}
"""Columns that are public text already, with the company's own addresses in it."""

_YEAR = datetime.timedelta(days=365)
"""How far back the deadlines are counted."""

_README = """{title}
Läget {as_of}. Build {build}.

promises.csv       varje löfte, om det hålls, och vad som mätts
proofs.csv         mätningarna bakom löftena, dag för dag
rules.csv          de regler och tal som gäller, med källa och första dag
deadlines.csv      svarstider: K1 till K10, täljare och nämnare
gallring.csv       gallring per system och sorts uppgift
rounds.csv         gallringsomgångar
releases.csv       frisläppt statistik och granskningens besked
sources.csv        källor och när de senast kom
load-reports.csv   inlästa exporter: läst = godtaget + avvisat + dubblett
text-findings.csv  iakttagelser om policytexterna själva
columns.csv        vad varje kolumn betyder

Inga personuppgifter: ärendenummer och namn är utelämnade och filerna är genomsökta.

No personal data: case numbers and names are left out, and the files were searched.
"""

Ask = Callable[..., Answer]


@dataclass(frozen=True)
class Subject:
    """Whose pack it is, as of which day, from which build."""

    title: str
    as_of: datetime.date
    build: str


def make_pack(ask: Ask, subject: Subject, language: str = "sv") -> bytes:
    """The pack as a zip file. Raises UnsafeRelease when personal data were found.

    `ask` is a DPO's desk: it answers a query by name and parameters.
    """
    answers = {
        name: _asked(ask, query, subject, language) for name, query in _ASKED.items()
    }
    answers["promises"] = _asked(ask, _PROMISES, subject, language)
    tables = {name: _table(found) for name, found in answers.items()}
    tables["proofs"] = _proofs(ask, subject, answers["promises"])
    tables["columns"] = _dictionary([*answers.values()])
    for name, (columns, rows) in tables.items():
        _refuse_personal_data(f"{name}.csv", columns, rows)
    readme = _README.format(
        title=subject.title, as_of=subject.as_of, build=subject.build
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(_member("README.txt", subject), readme)
        for name, (columns, rows) in sorted(tables.items()):
            text = _csv_text(columns, rows)
            archive.writestr(_member(f"{name}.csv", subject), text)
    return content.getvalue()


Table = tuple[Sequence[str], Sequence[Sequence[object]]]


def _member(name: str, subject: Subject) -> zipfile.ZipInfo:
    """A member dated by the as-of day, so that equal packs are equal bytes."""
    day = subject.as_of
    member = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _asked(ask: Ask, query: str, subject: Subject, language: str) -> Answer:
    takes = {param.name for param in read_contract(query).params}
    given = {
        "as_of": subject.as_of,
        "language": language,
        "first_on": subject.as_of - _YEAR,
        "last_on": subject.as_of,
    }
    return ask(query, **{name: value for name, value in given.items() if name in takes})


def _table(found: Answer) -> Table:
    names = [name for name in found.contract.column_names if name not in _LEFT_OUT]
    return names, [[row[name] for name in names] for row in found.records()]


def _proofs(ask: Ask, subject: Subject, promises: Answer) -> Table:
    columns: Sequence[str] = ()
    rows: list[Sequence[object]] = []
    for promise in promises.records():
        promise_id = promise["promise_id"]
        found = ask(_PROOFS, as_of=subject.as_of, promise_id=promise_id)
        columns, proofs = _table(found)
        rows += [[promise_id, *proof] for proof in proofs]
    return ["promise_id", *columns], rows


def _dictionary(answers: Sequence[Answer]) -> Table:
    rows = [
        (found.contract.name, column.name, column.type, column.unit, column.meaning)
        for found in answers
        for column in found.contract.columns
        if column.name not in _LEFT_OUT
    ]
    return ["query", "column", "type", "unit", "meaning"], rows


def _refuse_personal_data(
    file: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    looked_at = [
        (place, name) for place, name in enumerate(columns) if name not in _POLICYS_OWN
    ]
    texts = ([str(row[place] or "") for place, _ in looked_at] for row in rows)
    for found in personal.scan_rows(file, [name for _, name in looked_at], texts):
        if found.kind in personal.KINDS:
            raise UnsafeRelease(
                f"The pack is not made: {file}, column {found.column}, line "
                f"{found.lines[0]} looks like {found.kind}; correct it at its source."
            )


def _csv_text(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[_written(cell) for cell in row] for row in rows])
    return "\ufeff" + text.getvalue()


def _written(cell: object) -> object:
    """A cell as a spreadsheet reads it: only words can be formulas."""
    if isinstance(cell, str | list):
        return escape_formula(str(cell))
    return "" if cell is None else cell
