"""The inspection pack: what an authority or an auditor may take away.

A cover (HTML and PDF), promises with their proofs and how they stood day by day, rules,
deadlines in numbers, rounds of gallring, certificates of releases and load reports as
CSV, the hashes of the journal's entries, and a signed manifest with the script that
checks it. Case numbers and names stay behind, and every file is looked through for
personal data before it is written.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from privacy import personal
from privacy.contracts import Answer, Column, read_contract
from privacy.desk import Desk
from privacy.errors import NoReport, UnsafeRelease, Word
from privacy.journal import Entry, Journal
from privacy.reports.cover import cover_paper
from privacy.reports.evidence import (
    COURSE,
    STOPPED,
    course_of,
    promises_of,
    stopped_of,
    without_persons,
)
from privacy.reports.files import Row, excel_csv_text, reading_cell
from privacy.reports.html import write_html
from privacy.reports.manifest import Period, State, sealed, state_of
from privacy.reports.oscal import oscal_results
from privacy.reports.pdf import write_pdf
from privacy.reports.processing import DECLARED, DISAGREES, SHOWN, register_of
from privacy.storage import verify_pack
from privacy.storage.signing import Signer
from privacy.wording import LANGUAGES, define, name_column, say, sv_or_en

Ask = Callable[..., Answer]

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

_BEGAN: Mapping[str, tuple[str, str]] = {
    "rules": ("valid_from", "valid_to"),
    "rounds": ("started_at", "closed_at"),
    "releases": ("month", "month"),
    "load-reports": ("imported_at", "imported_at"),
}
"""The columns that say from when to when a row counts; others are of the last day."""

_LEFT_OUT = {"example_ids", "file", "approved_by", "started_by", "answers", "note"}
"""Columns that name a case or a person; a file's name may hold anything."""

_AS_THEY_ARE = {"column", "hash"}
"""Columns of words that no reader's language has."""

_POLICYS_OWN = {"quote", "citation", "gloss", "remedy"}
"""Columns that are public text already, with the company's own addresses in it."""

_ABOUT: Mapping[str, str] = {
    "promises": "every promise, whether it is kept, and what was measured",
    "course": "how each promise stood from which day to which in the period",
    "proofs": "the measures behind the promises, day by day",
    "stopped": "what was stopped, missing or not measured, and why",
    "rules": "the rules and numbers in force in the period, with source and first day",
    "deadlines": "answering times of the period: K1 to K10, numerator and denominator",
    "gallring": "gallring by system and kind of record",
    "rounds": "gallring rounds of the period",
    "releases": "statistics released of the period, and what the audit said",
    "sources": "sources, and when they last came",
    "load-reports": "exports imported in the period: read = accepted + rejected + "
    "duplicate",
    "text-findings": "findings on the texts of the policy themselves",
    "processing": "the register of processing (GDPR art. 30), declared and shown",
    "processing-disagreements": "where that register and the exports disagree",
    "journal": "the hash of each entry of the journal from the first day of the period",
    "columns": "what each column means",
}
_FIXED: Mapping[str, str] = {
    "cover.pdf": "the cover, to print",
    "cover.html": "the cover, for a browser",
    "oscal.json": "the promises as OSCAL assessment results, for other programs",
    "manifest.json": "what the pack is of, and the SHA-256 of each file",
    "manifest.sig": "the signature of the manifest (Ed25519, 64 bytes)",
    "public-key.pem": "the key that the signature is checked with",
    "verify.py": "checks the pack with nothing but Python",
}

_JOURNAL = (
    Column("number", "bigint", "-", "number of the entry"),
    Column("written_on", "date", "-", "day on which it was written"),
    Column("hash", "varchar", "-", "SHA-256 of the entry and of the one before"),
)
_COLUMNS = (
    Column("file", "varchar", "-", "the file of the pack"),
    Column("heading", "varchar", "-", "the column's heading in it"),
    Column("column", "varchar", "-", "the column's name in the program"),
    Column("unit", "varchar", "-", "what its numbers count"),
    Column("meaning", "varchar", "-", "what the column says"),
)


@dataclass(frozen=True)
class Table:
    """One file of the pack: its columns, and rows by the names of these."""

    columns: Sequence[Column]
    rows: Sequence[Row]


def make_pack(
    desk: Desk,
    signer: Signer,
    title: str,
    as_of: datetime.date,
    period: Period | None = None,
    language: str = "sv",
) -> bytes:
    """The pack as a zip file; of one state the same bytes each time.

    `desk` is a DPO's, `title` the organisation's name; without a period it is of the
    year that ends with `as_of`. The journal names the signer's key already. Raises
    UnsafeRelease when personal data were found.
    """
    of = period or Period.of(None, as_of)
    state = state_of(desk, title, as_of, of)
    tables = _tables(desk, state, language)
    for name, table in tables.items():
        _refuse_personal_data(f"{name}.csv", table)
    cover = cover_paper(
        state,
        tables["promises"].rows,
        {**_named(tables), **_FIXED},
        language,
    )
    files = {
        f"{name}.csv": _csv_of(table, language).encode()
        for name, table in tables.items()
    }
    files["cover.html"] = write_html(cover).encode()
    files["cover.pdf"] = write_pdf(cover)
    files["oscal.json"] = oscal_results(
        state, tables["promises"].rows, tables["course"].rows, language
    )
    files["README.txt"] = _read_me(state, tables, language).encode()
    files[verify_pack.KEY] = signer.pem
    files["verify.py"] = Path(verify_pack.__file__).read_bytes()
    return sealed(files, state, signer)


def _tables(desk: Desk, state: State, language: str) -> dict[str, Table]:
    ask, period = desk.ask, state.period
    journal = Journal.of(desk.organisation)
    promises = promises_of(ask, period)
    proofs = [
        {"promise_id": promise["promise_id"], **row}
        for promise in promises
        for row in ask(
            _PROOFS, as_of=period.last_on, promise_id=promise["promise_id"]
        ).records()
        if period.has(_day(row["as_of_on"]))
    ]
    attested: dict[str, list[Entry]] = {}
    for entry in journal.entries("attested"):
        attested.setdefault(str(entry.details.get("promise_id")), []).append(entry)
    by_promise: dict[object, list[Row]] = {}
    for row in proofs:
        by_promise.setdefault(row["promise_id"], []).append(row)
    course = [
        stretch
        for promise in promises
        for stretch in course_of(
            promise,
            by_promise.get(promise["promise_id"], []),
            attested.get(str(promise["promise_id"]), []),
            period,
        )
    ]
    holds = journal.state().hold_times()
    stopped = [
        {**row, "why": without_persons(row["why"], language)}
        for row in stopped_of(ask, holds, promises, period)
    ]
    one = read_contract("dpo/promises").columns
    of_promise = Column("promise_id", "varchar", "-", "the promise")
    tables = {
        "promises": Table(one, promises),
        "proofs": Table([of_promise, *read_contract(_PROOFS).columns], proofs),
        "course": Table(COURSE, course),
        "stopped": Table(STOPPED, stopped),
        "journal": Table(_JOURNAL, [vars(entry) for entry in state.entries]),
        **{name: _asked(ask, name, state, language) for name in _ASKED},
        **_processing(desk, state, language),
    }
    tables_read = {
        name: _said(table, language) for name, table in sorted(tables.items())
    }
    return {**tables_read, "columns": _dictionary(tables_read, language)}


def _processing(desk: Desk, state: State, language: str) -> dict[str, Table]:
    """The register of processing; nothing where no export is of it."""
    try:
        register = register_of(desk, state.period.last_on)
    except NoReport:
        return {}
    declared = [
        column
        for column in read_contract("register/activities").columns
        if column.name in DECLARED
    ]

    def without(rows: Sequence[Row]) -> list[Row]:
        return [
            {name: without_persons(value, language) for name, value in row.items()}
            for row in rows
        ]

    return {
        "processing": Table([*declared, *SHOWN], without(register.activities)),
        "processing-disagreements": Table(DISAGREES, without(register.disagreements)),
    }


def _asked(ask: Ask, name: str, state: State, language: str) -> Table:
    query = _ASKED[name]
    takes = {param.name for param in read_contract(query).params}
    given = {
        "as_of": state.period.last_on,
        "language": language,
        "first_on": state.period.first_on,
        "last_on": state.period.last_on,
    }
    answer = ask(query, **{name: given[name] for name in takes})
    rows = answer.records()
    if name in _BEGAN:
        first, last = _BEGAN[name]
        rows = [row for row in rows if _overlaps(row[first], row[last], state.period)]
    return Table(answer.contract.columns, rows)


def _overlaps(first: object, last: object, period: Period) -> bool:
    """Whether something of these days, open where None, reaches into a period."""
    begins = first is None or _day(first) <= period.last_on
    return begins and (last is None or _day(last) >= period.first_on)


def _day(at: object) -> datetime.date:
    """The day of a date or of an instant (in local time, as the desk gives it)."""
    return datetime.date.fromisoformat(str(at)[:10])


def _said(table: Table, language: str) -> Table:
    """A table in one language, without the columns that name cases or persons."""
    kept, rows = [], [dict(row) for row in table.rows]
    for column in table.columns:
        stem, _, ending = column.name.rpartition("_")
        if column.name in _LEFT_OUT or (stem and ending in LANGUAGES):
            if stem and ending == "sv":
                kept.append(replace(column, name=stem))
                for row in rows:
                    own = row.get(f"{stem}_{sv_or_en(language)}")
                    row[stem] = own or row[column.name]
        else:
            kept.append(column)
    return Table(kept, rows)


def _heading(column: Column, language: str) -> str:
    """A heading that says what is counted, too."""
    head = name_column(column.name, language)
    unit = say(f"unit {column.unit}", language).removeprefix("unit ")
    is_said = column.unit in ("-", "unit") or unit.lower() in head.lower()
    return head if is_said else f"{head} ({unit})"


def _csv_of(table: Table, language: str) -> str:
    lines = [
        [
            str(row[column.name])
            if column.name in _AS_THEY_ARE
            else reading_cell(row, column.name, language)
            for column in table.columns
        ]
        for row in table.rows
    ]
    heads = [_heading(column, language) for column in table.columns]
    return excel_csv_text([heads, *lines], language)


def _dictionary(tables: Mapping[str, Table], language: str) -> Table:
    rows = [
        {
            "file": f"{name}.csv",
            "heading": _heading(column, language),
            "column": column.name,
            "unit": say(f"unit {column.unit}", language).removeprefix("unit "),
            "meaning": define(column.meaning, language),
        }
        for name, table in tables.items()
        for column in table.columns
    ]
    return Table(_COLUMNS, rows)


def _refuse_personal_data(file: str, table: Table) -> None:
    names = [column.name for column in table.columns]
    looked_at = [name for name in names if name not in _POLICYS_OWN]
    texts = ([str(row[name] or "") for name in looked_at] for row in table.rows)
    for finding in personal.scan_rows(file, looked_at, texts):
        if finding.kind in personal.KINDS:
            raise UnsafeRelease(
                "The pack is not made: {file}, column {column}, line {line} "
                "looks like {kind}; correct it at its source.",
                file=file,
                column=finding.column,
                line=finding.lines[0],
                kind=Word(finding.kind),
            )


def _named(tables: Mapping[str, Table]) -> dict[str, str]:
    """What each table is, by the name of its file."""
    return {f"{name}.csv": _ABOUT[name] for name in sorted(tables)}


def _read_me(state: State, tables: Mapping[str, Table], language: str) -> str:
    about = {**_FIXED, **_named(tables)}
    widest = max(map(len, about))
    return "\r\n".join([*_read_me_lines(state, about, widest, language), ""])


def _read_me_lines(
    state: State, about: Mapping[str, str], widest: int, language: str
) -> Iterator[str]:
    yield state.organisation
    yield say(
        "Inspection pack of {first} to {last}, as of {day}. Reference {reference}.",
        language,
        first=state.period.first_on,
        last=state.period.last_on,
        day=state.as_of,
        reference=state.reference,
    )
    yield ""
    for name, what in about.items():
        yield f"{name.ljust(widest)}  {say(what, language)}"
    yield ""
    yield say(
        "No personal data: case numbers and names are left out, and the files were "
        "searched.",
        language,
    )
    yield say("To check the pack: python3 verify.py PACK.zip", language)
