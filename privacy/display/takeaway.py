"""What can be taken away: one statistic in a form, everything in a zip, a report."""

import datetime
from functools import partial

import streamlit as st

from privacy import reports
from privacy.contracts import Answer
from privacy.display import downloads
from privacy.display.choices import choose
from privacy.display.page import Page
from privacy.display.tables import Row
from privacy.reports import Form

_PERIODS = ("thirteen months", "all months")


def show_downloads(page: Page) -> None:
    """One statistic as a table and in four forms; everything there is in a zip."""
    names = [name.split("/")[1] for name in reports.released_names()]
    chosen, period = st.columns(2)
    with chosen:
        statistic = page.choose("statistic", "Statistic", names, all_label=None)
    with period:
        written = choose(
            page.translator, page.name, "months", "Months", _PERIODS, all_label=None
        )
    months = reports.MONTHS if written == _PERIODS[0] else None
    found = page.ask(f"released/{statistic}")
    releases = page.ask("released/releases")
    rows = [dict(r) for r in reports.newest_months(found.records(), releases, months)]
    page.tell(page.translator.define(found.contract.what))
    _offer_forms(page, found, rows)
    page.table(
        found,
        rows,
        title="Cells",
        empty="No month of this has been released by {day}.",
    )
    page.heading("Everything at once")
    page.tell(
        "All statistics as CSV, Excel and Parquet, with a data dictionary: columns, "
        "units, definitions, rules and release numbers."
    )
    downloads.offer(
        page.say("Download everything as zip"),
        partial(
            reports.write_parcel, page.desk, page.language, page.now, months=months
        ),
        name="statistics",
        as_of=page.as_of,
        suffix="zip",
        noting=page.noting,
        query="released/*",
    )


def offer_report(page: Page, month: datetime.date) -> None:
    """The report of a month as PDF and as HTML."""
    for place, form in zip(st.columns(4), ("pdf", "html"), strict=False):
        with place:
            downloads.offer(
                page.say("Report as {form}", form=form.upper()),
                partial(
                    reports.make_report,
                    page.desk,
                    month,
                    language=page.language,
                    form=form,
                    as_of=page.as_of,
                ),
                name=f"report {month:%Y-%m}".replace(" ", "-"),
                as_of=page.as_of,
                suffix=form,
                noting=page.noting,
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
                page.say("Report as {form}", form=form.upper()),
                partial(
                    reports.make_yearly_report,
                    page.desk,
                    int(year or this),
                    language=page.language,
                    form=form,
                    as_of=page.as_of,
                ),
                name=f"report-{year}",
                as_of=page.as_of,
                suffix=form,
                noting=page.noting,
                query="yearly_report",
            )


def _offer_forms(page: Page, found: Answer, rows: list[Row]) -> None:
    """A button for each form and one for the method, which a CSV has no place for.

    A file holds what the table shows, whole.
    """
    if not rows:
        return
    method = reports.method_sheet(page.ask, found.contract, rows, page.language)
    *places, last = st.columns(len(Form) + 1)
    for place, form in zip(places, Form, strict=True):
        with place:
            downloads.offer(
                downloads.form_label(page.translator, form),
                partial(
                    reports.write_file,
                    found,
                    rows,
                    form,
                    page.language,
                    page.now,
                    method,
                ),
                name=found.contract.name,
                as_of=page.as_of,
                suffix=form.suffix,
                mime=form.mime,
                noting=page.noting,
                query=found.contract.name,
                rows=len(rows),
            )
    with last:
        downloads.offer(
            page.say("Method as CSV"),
            partial(
                reports.csv_text, method.contract, list(method.rows), page.language
            ),
            name=f"{found.contract.name}_method",
            as_of=page.as_of,
            suffix="csv",
            noting=page.noting,
            query=found.contract.name,
            rows=len(method.rows),
        )
