"""All released statistics in one zip, with their data dictionary."""

import datetime
import io
import zipfile
from collections.abc import Mapping, Sequence

from privacy.contracts import Answer, Contract, contract_names
from privacy.desk import Desk
from privacy.policy import policy_in_force
from privacy.reports import dictionary
from privacy.reports.files import Form, Row, csv_text, parquet_bytes, plain_csv_text
from privacy.reports.method import method_of_lines, method_sheet
from privacy.reports.series import series_sheet
from privacy.reports.workbook import Sheet, workbook_bytes
from privacy.wording import say

MONTHS = 13
"""This month, the twelve before it, and so the same month last year."""

_RELEASES = "released/releases"


def released_names() -> list[str]:
    """The names of the released statistics, whole, sorted: those without parameters.

    released/service_level is worked out from another; the rest stand as they are.
    """
    named = {name.split("/")[1] for name in contract_names("statistics")}
    named.add("service_level")
    return sorted(f"released/{name}" for name in named)


def newest_months(
    rows: Sequence[Row],
    releases: Answer,
    months: int | None = MONTHS,
    until: datetime.date | None = None,
) -> list[Row]:
    """The rows whose period reaches into the newest released months; all when None.

    Counted back from the month `until`, else from the newest month of any release, so
    that all statistics end alike.
    """
    listed = [
        row
        for row in releases.records()
        if until is None or _day(row["month"]) <= until
    ]
    if not listed:
        return []
    first = datetime.date.min
    if months is not None:
        newest = until or max(_day(row["month"]) for row in listed)
        back = newest.year * 12 + newest.month - months
        first = datetime.date(back // 12, back % 12 + 1, 1)
    within = {r["release_id"] for r in listed if _day(r["last_on"]) >= first}
    return [row for row in rows if row["release_id"] in within]


def write_file(
    answer: Answer,
    rows: Sequence[Row],
    form: Form,
    language: str,
    at: datetime.datetime,
    method: Sheet | None = None,
) -> bytes:
    """Rows of an answer as one file in a form, with the method where it has a place.

    A CSV has none: its method is a file of its own.
    """
    contract = answer.contract
    if form in (Form.SEMICOLONS, Form.COMMAS):
        return csv_text(contract, rows, language, form).encode()
    if form is Form.CSV:
        return plain_csv_text(contract, rows).encode()
    if form is Form.PARQUET:
        return parquet_bytes(contract, rows, method.rows if method else ())
    about = [
        *([method] if method else []),
        dictionary.columns_sheet([contract], language),
    ]
    return workbook_bytes([Sheet(contract, rows), *about], language, at)


def write_parcel(
    desk: Desk,
    language: str,
    at: datetime.datetime,
    *,
    months: int | None = None,
    until: datetime.date | None = None,
) -> bytes:
    """Everything a role may take away, as one zip.

    semicolons/ and commas/ for Excel, plain/ and parquet/ for programs, in each of
    them `series` with everything in one table; all.xlsx with a sheet for each, and how
    to read them: README.txt, method, dictionary, words, rules and releases. `months`
    are counted back from `until`, else from the newest; None is all of them. `at` is
    when it is taken, with a zone.
    """
    releases = desk.ask(_RELEASES)
    answers = [desk.ask(name) for name in released_names()]

    def within(answer: Answer) -> list[Row]:
        return newest_months(answer.records(), releases, months, until)

    figures = {answer.contract.name: within(answer) for answer in answers}
    contracts = [answer.contract for answer in answers]
    policy = policy_in_force(desk.organisation.folder)
    methods = {
        contract.name: method_sheet(
            desk.ask, contract, figures[contract.name], language
        ).rows
        for contract in contracts
        if figures[contract.name]
    }
    about = [
        method_of_lines([line for lines in methods.values() for line in lines]),
        dictionary.columns_sheet(contracts, language),
        dictionary.words_sheet(figures, contracts, language),
        dictionary.rules_sheet(policy),
        Sheet(releases.contract, within(releases)),
    ]
    series = series_sheet(contracts, figures)
    files = _data_files(
        [*contracts, series.contract],
        {**figures, series.contract.name: series.rows},
        methods,
        language,
    )
    for sheet in about:
        text = csv_text(sheet.contract, sheet.rows, language)
        files[f"{sheet.name}.csv"] = text.encode()
    sheets = [Sheet(contract, figures[contract.name]) for contract in contracts]
    files["all.xlsx"] = workbook_bytes([*about, *sheets], language, at)
    files["README.txt"] = _read_me(policy.title, desk.build, language, at).encode()
    return _zipped(files, at)


def _data_files(
    contracts: Sequence[Contract],
    figures: Mapping[str, Sequence[Row]],
    methods: Mapping[str, Sequence[Row]],
    language: str,
) -> dict[str, bytes]:
    files = {}
    for contract in contracts:
        rows, name = figures[contract.name], contract.name.split("/")[-1]
        for form in (Form.SEMICOLONS, Form.COMMAS):
            text = csv_text(contract, rows, language, form)
            files[f"{form}/{name}.csv"] = text.encode()
        files[f"plain/{name}.csv"] = plain_csv_text(contract, rows).encode()
        files[f"parquet/{name}.parquet"] = parquet_bytes(
            contract, rows, methods.get(contract.name, ())
        )
    return files


def _read_me(title: str, build: str, language: str, at: datetime.datetime) -> str:
    sentences = [
        say("Released statistics of {title}", language, title=title),
        say(
            "Made {at}, version {build}.",
            language,
            at=f"{at:%Y-%m-%d %H:%M}",
            build=build,
        ),
        "",
        say("all.xlsx: everything in one Excel workbook.", language),
        say(
            "semicolons/: opens with a double click in Excel on a Swedish Windows. "
            "commas/: on an English one.",
            language,
        ),
        say("series: all statistics in one table, for time series.", language),
        say("plain/: commas, decimal points, ISO days; for programs.", language),
        say("parquet/: typed columns, with units and meanings inside.", language),
        say(
            "method: how each statistic was made. dictionary: each column. words: what "
            "the screen calls the words of the files. rules: why figures are withheld. "
            "releases: which release each row stands in.",
            language,
        ),
        "",
        say("All files hold the same figures, and the same as the screen.", language),
        say(
            "'*' in a dimension is the total. A withheld figure rests on too few "
            "persons, or would give such a one away; it is never zero. Do not try to "
            "work it out.",
            language,
        ),
        say(
            "A month is a calendar month in local time; month is its first day. "
            "Releases are frozen: a figure changes only in a new, numbered release.",
            language,
        ),
    ]
    return "\r\n".join([*sentences, ""])


def _zipped(files: Mapping[str, bytes], at: datetime.datetime) -> bytes:
    sink = io.BytesIO()
    moment = at.timetuple()[:6]
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            bundle.writestr(entry, content)
    return sink.getvalue()


def _day(value: object) -> datetime.date:
    return datetime.date.fromisoformat(str(value))
