"""What can be taken away: statistics, reports, and what the officer hands on.

A page offers a file by one of these; how a file leaves is `downloads`.
"""

import datetime
from collections.abc import Sequence
from functools import partial

import streamlit as st

from privacy import reports
from privacy.contracts import Answer
from privacy.display import downloads
from privacy.display.asking import policy_of
from privacy.display.choices import choose
from privacy.display.page import Page
from privacy.display.reading import show_parts
from privacy.display.tables import Row
from privacy.display.visitor import installation
from privacy.operations.backup import signer
from privacy.operations.calendar import write_calendar
from privacy.reports import Form
from privacy.reports.inspection_pack import make_pack
from privacy.reports.manifest import offered_periods
from privacy.reports.processing import FORMS, processing_paper, register_of
from privacy.wording import name_period

_IN_FORMS = (Form.XLSX, Form.SEMICOLONS, Form.COMMAS, Form.CSV, Form.PARQUET)


def show_downloads(page: Page) -> None:
    """Everything in a zip, then each statistic in each form, and one as a table."""
    page.heading("Everything at once")
    page.tell(
        "All statistics of all months as CSV, Excel and Parquet, also as one long "
        "table for time series, with a data dictionary: columns, units, definitions, "
        "rules and release numbers."
    )
    downloads.offer(
        page,
        page.say("Download everything as zip"),
        partial(reports.write_parcel, page.desk, page.language, page.now),
        name="Statistics",
        suffix="zip",
        is_wide=False,
        query="released/*",
    )
    page.heading("Statistic by statistic")
    page.tell(
        "CSV for a Swedish Excel has semicolons and decimal commas, for an English one "
        "commas and points; for programs it has technical names and ISO days. Method "
        "says how the figures were made."
    )
    releases = page.ask("released/releases").records()
    result = {name: page.ask(name) for name in reports.released_names()}
    for name, answer in result.items():
        if not answer.is_empty:
            _show_entry(page, answer, _releases_of(name, releases))
    empty = [_title(page, name) for name, answer in result.items() if answer.is_empty]
    if empty:
        page.cite("Nothing is released yet of: {names}.", names=", ".join(empty))
    _show_cells(page, [name for name in result if not result[name].is_empty])


def _title(page: Page, name: str) -> str:
    return page.translator.value(name.split("/")[1], "statistic")


def _releases_of(name: str, releases: Sequence[Row]) -> list[Row]:
    """The releases of a statistic, or of what it is worked out from."""
    behind = {name.split("/")[1], *reports.statistics_behind(name)}
    return [row for row in releases if row["statistic"] in behind]


def _show_entry(page: Page, answer: Answer, releases: Sequence[Row]) -> None:
    """What a statistic counts, of which time, how many rows, and its files."""
    rows = answer.records()
    begins = min(_day(row["month"]) for row in rows)
    ends = max(_day(row["last_on"]) for row in rows)
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"### {_title(page, answer.contract.name)}")
        page.tell(page.translator.define(answer.contract.what))
        page.cite(
            "{period} · last published {day} · {rows} rows"
            if len(rows) > 1
            else "{period} · last published {day} · 1 row",
            period=name_period(begins, ends, page.language),
            day=max((str(r["released_at"])[:10] for r in releases), default="–"),
            rows=page.translator.value(len(rows)),
        )
        with st.container(horizontal=True, gap="small"):
            for form in _IN_FORMS:
                _offer_form(page, answer, form)
            _offer_method(page, answer)


def _show_cells(page: Page, names: Sequence[str]) -> None:
    """The cells of the statistic that is chosen, whole."""
    page.heading("Look at a statistic")
    short = [name.split("/")[1] for name in names]
    chosen = page.choose("statistic", "Statistic", short, all_label="choose one")
    if chosen:
        page.table(page.ask(f"released/{chosen}"), title="Cells")


def offer_report(page: Page, month: datetime.date) -> None:
    """The report of a month as PDF and as HTML."""
    for form in ("pdf", "html"):
        downloads.offer(
            page,
            page.say("Report as {form}", form=form.upper()),
            partial(
                reports.make_report,
                page.desk,
                month,
                language=page.language,
                form=form,
                as_of=page.as_of,
            ),
            name="Report",
            part=f"{month:%Y-%m}",
            suffix=form,
            is_wide=False,
            query="released/monthly_report",
        )


def offer_yearly_report(page: Page) -> None:
    """The report of a year to the management, as PDF and as HTML; the DPO's alone."""
    this = page.as_of.year
    years = [str(this - back) for back in range(3)]
    year = choose(page.translator, page.name, "year", "Year", years, all_label=None)
    for place, form in zip(st.columns(4), ("pdf", "html"), strict=False):
        with place:
            downloads.offer(
                page,
                page.say("Report as {form}", form=form.upper()),
                partial(
                    reports.make_yearly_report,
                    page.desk,
                    int(year or this),
                    language=page.language,
                    form=form,
                    as_of=page.as_of,
                ),
                name="Report",
                part=year or str(this),
                suffix=form,
                query="yearly_report",
            )


def offer_calendar(page: Page) -> None:
    """The last days of everything open as a calendar file, naming nobody."""

    def make() -> bytes:
        text = write_calendar(
            page.desk.ask("dpo/requests", **page.given_to("dpo/requests", {})),
            page.ask("dpo/incidents"),
            title=policy_of(page.desk.organisation).title,
            at=page.now,
            secret=installation().keyring(page.desk.organisation).signing(),
            language=page.language,
        )
        return text.encode()

    downloads.offer(
        page,
        page.say("Last days as a calendar file"),
        make,
        name="Last days as a calendar file",
        suffix="ics",
        is_wide=False,
        query="dpo/requests",
    )


def offer_inspection_pack(page: Page) -> None:
    """Promises, proofs, rules and certificates of a period in one signed zip."""
    organisation = page.desk.organisation
    home = installation()
    periods = {str(period): period for period in offered_periods(page.as_of)}
    chosen = choose(
        page.translator,
        page.name,
        "period",
        "Period of the pack",
        [*periods],
        all_label=None,
    )
    period = periods[chosen] if chosen else None

    def make() -> bytes:
        return make_pack(
            page.desk,
            signer(home, organisation, page.now, page.actor),
            policy_of(organisation).title,
            page.as_of,
            period,
            page.language,
        )

    for entry in page.journal.entries("signing_key")[-1:]:
        page.cite(
            "The pack is signed with this installation’s own key, which entry {number} "
            "of the journal names: {key}. Publish it, so that anyone can see whose a "
            "pack is.",
            number=entry.number,
            key=entry.details["public"],
        )
    downloads.offer(
        page,
        page.say("Inspection pack as zip"),
        make,
        name="Inspection pack",
        suffix="zip",
        is_wide=False,
        query="inspection",
    )


def offer_processing(page: Page) -> None:
    """The register of processing (GDPR art. 30), once an export says what is done."""
    if not page.ask("register/activities").rows:
        return
    page.heading("Register of processing")
    page.tell(
        "What is declared of each activity, beside what the exports show, and where "
        "the two disagree (GDPR art. 30)."
    )
    with st.container(horizontal=True, gap="small"):
        for ending, label in (
            (".docx", "Register as Word"),
            (".csv", "Register for Excel"),
        ):
            downloads.offer(
                page,
                page.say(label),
                partial(_register_as, page, ending),
                name="Register of processing",
                suffix=ending[1:],
                is_wide=False,
                query="processing",
            )
    register = register_of(page.desk, page.as_of)
    with st.expander(page.say("Read the register")):
        show_parts(page.translator, processing_paper(register, page.language).parts)


def _offer_form(page: Page, answer: Answer, form: Form) -> None:
    """A statistic in a form, whole, with its method where the form has a place."""
    rows = answer.records()

    def make() -> bytes:
        ask, contract = page.desk.ask, answer.contract
        method = reports.method_sheet(ask, contract, rows, page.language)
        return reports.write_file(answer, rows, form, page.language, page.now, method)

    downloads.offer(
        page,
        downloads.form_label(page.translator, form),
        make,
        name=_title(page, answer.contract.name),
        part=f"form {form}" if form.suffix == "csv" else "",
        suffix=form.suffix,
        mime=form.mime,
        is_wide=False,
        query=answer.contract.name,
        rows=len(rows),
    )


def _offer_method(page: Page, answer: Answer) -> None:
    """The method as a file of its own, which a CSV has no place for."""
    ask, contract, rows = page.desk.ask, answer.contract, answer.records()
    downloads.offer(
        page,
        page.say("Its method"),
        partial(reports.method_text, ask, contract, rows, page.language),
        name=_title(page, contract.name),
        part="Its method",
        suffix="csv",
        is_wide=False,
        query=contract.name,
    )


def _day(value: object) -> datetime.date:
    return datetime.date.fromisoformat(str(value))


def _register_as(page: Page, ending: str) -> bytes:
    return FORMS[ending](register_of(page.desk, page.as_of), page.language)
