"""Commands about what is released: a report into a file, and a correction."""

import argparse
import datetime
import re
from pathlib import Path

from privacy import reports
from privacy.commands.common import (
    now_of,
    print_json,
    progress_of,
    today_of,
    write_file,
)
from privacy.contracts.roles import Role
from privacy.desk import Desk
from privacy.errors import NoReport, UnsafeRelease
from privacy.installation import Installation
from privacy.operations import importing
from privacy.reports import Form, excel_csv
from privacy.reports.processing import FORMS, register_of
from privacy.reports.public import make_public_page

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"(?!0000)\d{4}")
_PAPERS = (".html", ".pdf")
_FIGURES = (".csv", ".xlsx", ".parquet")
_MONTH_ENDINGS = (*_PAPERS, *_FIGURES, ".zip")


def report(arguments: argparse.Namespace, home: Installation) -> int:
    """Write the report of a month (YYYY-MM) or of a year (YYYY).

    That of a month holds released figures only, for every role; that of a year is the
    data protection officer's. Raises NoReport when there is none.
    """
    if _MONTH.fullmatch(arguments.period):
        files = _month_files(arguments, home)
    elif _YEAR.fullmatch(arguments.period):
        files = {arguments.output: _year_content(arguments, home)}
    else:
        raise NoReport("A report is of a month, YYYY-MM, or of a year, YYYY.")
    for file, written in files.items():
        write_file(file, written)
    content = files[arguments.output]
    if arguments.json:
        print_json({"file": str(arguments.output), "bytes": len(content)})
    else:
        print(f"{arguments.output}: {len(content)} bytes")
    return 0


def public_page(arguments: argparse.Namespace, home: Installation) -> int:
    """Write the page for everybody, of what is released and nothing else."""
    _ending(arguments.output, (".html",))
    organisation = home.organisation(arguments.organisation)
    desk = Desk(Role.MANAGER, organisation, home.keyring(organisation))
    as_of = arguments.as_of or today_of(arguments)
    content = make_public_page(desk, as_of, arguments.language)
    desk.close()
    write_file(arguments.output, content)
    if arguments.json:
        print_json({"file": str(arguments.output), "bytes": len(content)})
    return 0


def processing(arguments: argparse.Namespace, home: Installation) -> int:
    """Write the register of processing, and where it and the exports disagree."""
    ending = _ending(arguments.output, tuple(FORMS))
    organisation = home.organisation(arguments.organisation)
    desk = Desk(Role.DPO, organisation, home.keyring(organisation))
    register = register_of(desk, arguments.as_of or today_of(arguments))
    desk.close()
    content = FORMS[ending](register, arguments.language)
    write_file(arguments.output, content)
    if arguments.json:
        result = len(register.disagreements)
        print_json({"file": str(arguments.output), "disagreements": result})
    return 0


def correct(arguments: argparse.Namespace, home: Installation) -> int:
    """Correct a frozen release once, when both versions together tell nothing more."""
    if not _MONTH.fullmatch(arguments.month):
        raise NoReport("A release is named by its first month, YYYY-MM.")
    if not arguments.reason.strip():
        raise UnsafeRelease("A correction needs a reason: --reason TEXT.")
    done = importing.correct_release(
        home,
        home.organisation(arguments.organisation),
        arguments.source,
        datetime.date.fromisoformat(f"{arguments.month}-01"),
        reason=arguments.reason.strip(),
        at=now_of(arguments),
        as_of=today_of(arguments),
        progress=progress_of(arguments),
    )
    if arguments.json:
        print_json({"releases": [done.as_json()]})
    else:
        print("\n".join(done.lines()))
    return 0 if done.is_well else 1


def _month_files(
    arguments: argparse.Namespace, home: Installation
) -> dict[Path, bytes]:
    """The files of a month: the report, its figures, or all statistics until then.

    A CSV has no place for its method, which lies beside it.
    """
    ending = _ending(arguments.output, _MONTH_ENDINGS)
    month = datetime.date.fromisoformat(f"{arguments.period}-01")
    organisation = home.organisation(arguments.organisation)
    desk = Desk(Role.MANAGER, organisation, home.keyring(organisation))
    try:
        _check_released(desk, month)
        if ending in _PAPERS:
            content = reports.make_report(
                desk,
                month,
                language=arguments.language,
                form=ending[1:],
                as_of=arguments.as_of or today_of(arguments),
            )
            return {arguments.output: content}
        if ending == ".zip":
            content = reports.write_parcel(
                desk,
                arguments.language,
                now_of(arguments),
                months=reports.MONTHS,
                until=month,
            )
            return {arguments.output: content}
        answer = desk.ask("released/monthly_report", month=month)
        form = excel_csv(arguments.language) if ending == ".csv" else Form(ending[1:])
        method = reports.month_method(desk.ask, month, arguments.language)
        content = reports.write_file(
            answer,
            answer.records(),
            form,
            arguments.language,
            now_of(arguments),
            method,
        )
        files = {arguments.output: content}
        if ending == ".csv":
            text = reports.csv_text(method.contract, method.rows, arguments.language)
            files[_method_file(arguments.output)] = text.encode()
        return files
    finally:
        desk.close()


def _method_file(file: Path) -> Path:
    """Where the method of a CSV lies: beside it, report_method.csv."""
    return file.with_name(f"{file.stem}_method{file.suffix}")


def _year_content(arguments: argparse.Namespace, home: Installation) -> bytes:
    """The file of a year: the officer's report to the management."""
    ending = _ending(arguments.output, (*_PAPERS, ".docx"))
    as_of = arguments.as_of or today_of(arguments)
    if int(arguments.period) > as_of.year:
        raise NoReport(f"The year {arguments.period} has not begun on {as_of}.")
    organisation = home.organisation(arguments.organisation)
    desk = Desk(Role.DPO, organisation, home.keyring(organisation))
    try:
        return reports.make_yearly_report(
            desk,
            int(arguments.period),
            language=arguments.language,
            form=ending[1:],
            as_of=as_of,
        )
    finally:
        desk.close()


def _check_released(desk: Desk, month: datetime.date) -> None:
    """Raises NoReport when no statistic of the month is released."""
    listed = desk.ask("released/releases").records()
    months = sorted({str(row["month"])[:7] for row in listed if _is_month(row)})
    if f"{month:%Y-%m}" in months:
        return
    known = f"released are {', '.join(months)}" if months else "no month is"
    raise NoReport(
        f"{month:%Y-%m} is not released for {desk.organisation.id}; {known}. `python "
        "-m privacy release` lists the closed months that are ready; with --publish it "
        "publishes them."
    )


def _is_month(row: dict[str, object]) -> bool:
    return str(row["month"])[:7] == str(row["last_on"])[:7]


def _ending(file: Path, known: tuple[str, ...]) -> str:
    """How the file's name ends. Raises NoReport for a form that there is none of."""
    ending = file.suffix.lower()
    if ending not in known:
        raise NoReport(
            f"{file.name} says no form that this report has: end the name with one of "
            f"{', '.join(known)}."
        )
    return ending
