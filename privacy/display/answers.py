"""Answers on a page: as a table, a calendar or a file, with what each figure means."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from privacy import reports
from privacy.contracts import Answer, Contract
from privacy.display import downloads, tables
from privacy.display.links import link_to
from privacy.display.listing import Listing
from privacy.display.naming import name_check, name_code
from privacy.display.page_context import PageContext
from privacy.display.paging import FEW_ROWS, ROWS_A_PAGE, first_of_page
from privacy.display.style import FEW_CARDS, MANY_CARDS
from privacy.display.tables import Layout, Row

_COLUMNS = 7
"""How many columns of a table stand beside each other; the others on demand."""


def show_table(
    page: PageContext,
    answer: Answer | Listing,
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
    listed: Sequence[Row] = []
    if isinstance(answer, Answer):
        listed = answer.records() if rows is None else rows
    many = len(listed) if isinstance(answer, Answer) else answer.total
    if not many:
        st.markdown(page.say(empty, day=page.as_of))
        return
    sorting, widening = f"sort-{_slug(title)}", f"columns-{_slug(title)}"
    by = st.query_params.get(sorting, "")
    is_sorted = by.removeprefix("-") in answer.contract.column_names
    if isinstance(answer, Answer) and is_sorted:
        listed = tables.sort_rows(page.translator, answer.contract, listed, by)
    is_wide = st.query_params.get(widening) == "all"
    most = FEW_ROWS if is_low else ROWS_A_PAGE
    place = st.container() if many > most else st  # above its pages, where it has some
    first = first_of_page(page.translator, page.name, f"{title} {by}", many, most)
    shown = (
        listed[first : first + most]
        if isinstance(answer, Answer)
        else answer.rows(by, first, most)
    )
    layout = Layout(
        page.say(title),
        link=(lambda row: link_to(opens_on, {opens: str(row[names[0]])}))
        if opens
        else None,
        sort=lambda wanted: link_to(None, {sorting: wanted}),
        sorted_by=by,
        names=partial(name_code, page),
        marks=partial(_mark, page, answer.contract.name),
        beneath=names[_COLUMNS:] if is_wide else (),
    )
    written = tables.table(
        page.translator, answer.contract, shown, names[:_COLUMNS], layout
    ) + _more(page, len(shown), FEW_CARDS if is_low else MANY_CARDS)
    if len(names) > _COLUMNS:
        label = "Fewer columns" if is_wide else "More columns ({number})"
        text = page.say(label, number=len(names) - _COLUMNS)
        href = link_to(None, {widening: "few" if is_wide else "all"})
        written += (
            f'<p class="pd-quiet"><a class="pd-go pd-stay" href="{escape(href)}">'
            f"{escape(text)}</a></p>"
        )
    place.html(written)
    if defined:
        define_columns(page, answer, names, many)


def _mark(page: PageContext, name: str, row: Row) -> str | None:
    """What differs with a row of a list since an earlier import."""
    badge_of = page.badges.get(name)
    change = badge_of(row) if badge_of else None
    return None if change is None else page.say(change)


def _more(page: PageContext, rows: int, few: int) -> str:
    """On a narrow screen the way to the cards that do not stand there at once."""
    if rows <= few:
        return ""
    label = page.say("Show {number} more", number=rows - few)
    return (
        f'<p class="pd-more pd-more-{few}"><button class="pd-act" data-act="more">'
        f"{escape(label)}</button></p>"
    )


def _slug(title: str) -> str:
    return re.sub(r"\W+", "-", title.casefold()).strip("-")


def show_calendar(page: PageContext, answer: Answer, title: str) -> None:
    """Rows of source, month and rows as a calendar; see `Page.calendar`."""
    if answer.is_empty:
        st.info(page.say("No month has data by {day}.", day=page.as_of))
        return
    st.html(tables.calendar(page.translator, answer.records(), page.say(title)))
    define_columns(page, answer, answer.contract.column_names, len(answer.rows))


def define_columns(
    page: PageContext,
    answer: Answer | Listing,
    names: Sequence[str],
    rows: int,
    release: str = "",
) -> None:
    """Where figures come from, in which `release`, and what each column means."""
    what = page.translator.define(answer.contract.what)
    source = page.say(
        "n = {rows} rows. Query {query}, as of {day}, exports read {at}.",
        rows=page.translator.value(rows),
        query=answer.contract.name,
        day=page.as_of,
        at=page.read_at,
    )
    stated = " ".join(filter(None, (release, source)))
    # A page has many of these: what Streamlit folds costs the browser more to draw.
    st.html(
        '<details class="pd-fold">'
        f"<summary>{escape(page.say('Definitions and source'))}</summary>"
        f'<p>{escape(what)}</p><p class="pd-quiet">{escape(stated)}</p>'
        + tables.definitions(page.translator, answer.contract, names)
        + "</details>"
    )


def show_cases(page: PageContext, check: str, title: str) -> None:
    """What a check finds, a page of it asked for at a time; all of it as CSV."""
    name, shown = f"cases/{check}", ("thing_id", "count", "since_on")
    answer = page.ask(name, after=0, rows=ROWS_A_PAGE)
    if answer.is_empty:
        st.success(page.say("Nothing of it is left by {day}.", day=page.as_of))
        return
    many = int(str(answer.column("cases")[0]))
    if first := first_of_page(page.translator, page.name, f"{title} {check}", many):
        answer = page.ask(name, after=first, rows=ROWS_A_PAGE)
    st.html(
        tables.table(
            page.translator,
            answer.contract,
            answer.records(),
            shown,
            Layout(page.say(title)),
        )
        + _more(page, len(answer.rows), MANY_CARDS)
    )
    columns = tuple(c for c in answer.contract.columns if c.name in shown)

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
        name=title,
        part=name_check(check, page.language),
        suffix="csv",
        is_wide=False,
        query=name,
        rows=many,
    )


def offer_rows(
    page: PageContext, answer: Answer, rows: Sequence[Row], title: str
) -> None:
    """The rows shown as CSV; see `Page.download`."""
    if not rows:
        return
    contract, ask = answer.contract, page.desk.ask
    with st.container(horizontal=True, gap="small"):
        _offer_csv(page, contract, len(rows), lambda: rows, title)
        if reports.has_method(contract):
            downloads.offer(
                page,
                page.say("Method as CSV"),
                partial(reports.method_text, ask, contract, rows, page.language),
                name=title,
                part="Its method",
                suffix="csv",
                is_wide=False,
                query=contract.name,
            )


def offer_listing(page: PageContext, listing: Listing, title: str) -> None:
    """Every row of a listing as CSV; see `Page.download_listing`."""
    if many := listing.total:
        contract = listing.contract
        _offer_csv(page, contract, many, lambda: listing.every().records(), title)


def _offer_csv(
    page: PageContext,
    contract: Contract,
    many: int,
    rows: Callable[[], Sequence[Row]],
    title: str,
) -> None:
    label = "Download {rows} rows as CSV" if many > 1 else "Download 1 row as CSV"
    downloads.offer(
        page,
        page.say(label, rows=page.translator.value(many)),
        lambda: downloads.csv_text(page.translator, contract, rows()),
        name=title,
        suffix="csv",
        is_wide=False,
        query=contract.name,
        rows=many,
    )
