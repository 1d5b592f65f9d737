"""Answers on a page: as a table, a calendar or a file, with what each figure means."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from privacy import reports
from privacy.contracts import Answer
from privacy.display import downloads, tables
from privacy.display.links import link_to
from privacy.display.naming import name_code
from privacy.display.page_context import PageContext
from privacy.display.paging import FEW_ROWS, ROWS_A_PAGE, first_of_page, one_page
from privacy.display.tables import Layout, Row

_COLUMNS = 7
"""How many columns of a table stand beside each other; the others on demand."""


def show_table(
    page: PageContext,
    found: Answer,
    rows: Sequence[Row] | None,
    names: Sequence[str],
    *,
    title: str,
    empty: str,
    opens: str | None,
    opens_on: str | None,
    is_low: bool,
    defined: bool,
) -> None:
    """Rows as a table, paged when long and sorted by a click; see `Page.table`."""
    listed = list(found.records() if rows is None else rows)
    if not listed:
        st.success(page.say(empty, day=page.as_of))
        return
    sorting, widening = f"sort-{_slug(title)}", f"columns-{_slug(title)}"
    by = st.query_params.get(sorting, "")
    if by.removeprefix("-") in found.contract.column_names:
        listed = tables.sort_rows(page.translator, found.contract, listed, by)
    is_wide = st.query_params.get(widening) == "all"
    place = st.container()
    shown = one_page(
        page.translator,
        page.name,
        f"{title} {by}",
        listed,
        FEW_ROWS if is_low else ROWS_A_PAGE,
    )
    layout = Layout(
        page.say(title),
        link=(lambda row: link_to(opens_on, {opens: str(row[names[0]])}))
        if opens
        else None,
        sort=lambda wanted: link_to(None, {sorting: wanted}),
        sorted_by=by,
        names=partial(name_code, page),
        beneath=names[_COLUMNS:] if is_wide else (),
    )
    written = tables.table(
        page.translator, found.contract, shown, names[:_COLUMNS], layout
    )
    if len(names) > _COLUMNS:
        label = "Fewer columns" if is_wide else "More columns ({number})"
        said = page.say(label, number=len(names) - _COLUMNS)
        href = link_to(None, {widening: "few" if is_wide else "all"})
        written += (
            f'<p class="pd-quiet"><a class="pd-go pd-stay" href="{escape(href)}">'
            f"{escape(said)}</a></p>"
        )
    place.html(written)
    if defined:
        define_columns(page, found, names, len(listed))


def _slug(title: str) -> str:
    return re.sub(r"\W+", "-", title.casefold()).strip("-")


def show_calendar(page: PageContext, found: Answer, title: str) -> None:
    """Rows of source, month and rows as a calendar; see `Page.calendar`."""
    if found.is_empty:
        st.info(page.say("No month has data by {day}.", day=page.as_of))
        return
    st.html(tables.calendar(page.translator, found.records(), page.say(title)))
    define_columns(page, found, found.contract.column_names, len(found.rows))


def define_columns(
    page: PageContext, found: Answer, names: Sequence[str], rows: int
) -> None:
    """Where figures come from and what each column means."""
    with st.expander(page.say("Definitions and source"), type="compact"):
        what = page.translator.define(found.contract.what)
        source = page.say(
            "n = {rows} rows. Query {query}, as of {day}, build {build}.",
            rows=page.translator.value(rows),
            query=found.contract.name,
            day=page.as_of,
            build=page.desk.build,
        )
        st.html(
            f'<p>{escape(what)}</p><p class="pd-quiet">{escape(source)}</p>'
            + tables.definitions(page.translator, found, names)
        )


def show_cases(page: PageContext, check: str, title: str) -> None:
    """What a check finds, a page of it asked for at a time; all of it as CSV."""
    name, shown = f"cases/{check}", ("thing_id", "count", "since_on")
    found = page.ask(name, after=0, rows=ROWS_A_PAGE)
    if found.is_empty:
        st.success(page.say("Nothing of it is left by {day}.", day=page.as_of))
        return
    many = int(str(found.column("cases")[0]))
    if first := first_of_page(page.translator, page.name, f"{title} {check}", many):
        found = page.ask(name, after=first, rows=ROWS_A_PAGE)
    st.html(
        tables.table(
            page.translator,
            found.contract,
            found.records(),
            shown,
            Layout(page.say(title)),
        )
    )
    columns = tuple(c for c in found.contract.columns if c.name in shown)

    def all_cases() -> str:
        as_of = {"as_of": page.as_of} if "as_of" in page.desk.parameters(name) else {}
        every = page.desk.ask(name, after=0, rows=None, **as_of)
        contract = replace(every.contract, columns=columns)
        return downloads.csv_text(page.translator, contract, every.records())

    label = "Download {rows} rows as CSV" if many > 1 else "Download 1 row as CSV"
    downloads.offer(
        page,
        page.say(label, rows=page.translator.value(many)),
        all_cases,
        name=name,
        suffix="csv",
        is_wide=False,
        query=name,
        rows=many,
    )


def offer_rows(
    page: PageContext, found: Answer, rows: Sequence[Row], part: str
) -> None:
    """The rows shown as CSV; see `Page.download`."""
    if not rows:
        return
    many = "Download {rows} rows as CSV" if len(rows) > 1 else "Download 1 row as CSV"
    downloads.offer(
        page,
        page.say(many, rows=page.translator.value(len(rows))),
        partial(downloads.csv_text, page.translator, found.contract, rows),
        name=found.contract.name,
        part=part,
        suffix="csv",
        is_wide=False,
        query=found.contract.name,
        rows=len(rows),
    )
    if reports.has_method(found.contract):
        downloads.offer(
            page,
            page.say("Method as CSV"),
            partial(
                reports.method_text, page.desk.ask, found.contract, rows, page.language
            ),
            name=f"{found.contract.name}_method",
            part=part,
            suffix="csv",
            is_wide=False,
            query=found.contract.name,
        )
