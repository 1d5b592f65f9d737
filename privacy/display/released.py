"""Released statistics on a page: chart, table and file hold the same cells."""

import datetime
from collections.abc import Sequence

import streamlit as st

from privacy.contracts import Answer, Contract, contract_names
from privacy.display.page import Page
from privacy.display.pictures import Picture
from privacy.display.tables import Row
from privacy.wording import WITHHELD, name_month

_ALL = "*"
_APART = ("is_withheld", "release_id")


def released_statistics() -> list[str]:
    """The names of the statistics that are released, without the folder."""
    names = [name.split("/")[1] for name in contract_names("statistics")]
    return sorted(names)


def show_months(page: Page, name: str, title: str, *, split: str | None = None) -> None:
    """A statistic over all its months: the totals, perhaps split by one column."""
    found = page.ask(f"released/{name}")
    page.heading(title)
    page.tell(page.voice.define(found.contract.what))
    if _is_missing(page, found):
        return
    rows = cells(found, vary=(split,) if split else ())
    beside = _columns(found.contract, drop=set(dimensions(found.contract)) - {split})
    chart, table = st.columns([3, 2], gap="medium")
    with chart:
        height = measure(found.contract)
        page.course(rows[::-1], Picture(title, "month", height, split))
    with table:
        page.table(found, rows, columns=beside, title=title, is_low=True, defined=False)
    page.define(found, beside, len(rows))
    page.download(found, rows, title)


def show_month(
    page: Page, name: str, month: datetime.date | None, title: str, *, over: str
) -> None:
    """A statistic of one month over a column, the other columns in total.

    The table has every cell of the month; so has the download.
    """
    found = page.ask(f"released/{name}")
    page.heading(title)
    page.tell(page.voice.define(found.contract.what))
    if _is_missing(page, found):
        return
    rows = [row for row in found.records() if row["month"] == month]
    if not rows:
        st.info(page.say("This was not released for the month chosen."))
        return
    charted = [row for row in cells(found, vary=(over,)) if row["month"] == month]
    beside = _columns(found.contract, drop={"month"})
    chart, table = st.columns([3, 2], gap="medium")
    with chart:
        lying = over not in ("hour", "weekday")
        height = measure(found.contract)
        if not lying:
            charted.sort(key=lambda row: str(row[over]))
        page.bars(charted, Picture(title, over, height, is_lying=lying))
    with table:
        page.table(found, rows, columns=beside, title=title, is_low=True, defined=False)
    page.define(found, beside, len(rows))
    page.download(found, rows)


def cells(found: Answer, vary: Sequence[str]) -> list[Row]:
    """The cells that vary along some columns and are totals of the others."""
    names = dimensions(found.contract)
    return [
        row
        for row in found.records()
        if all((row[name] == _ALL) != (name in vary) for name in names)
    ]


def dimensions(contract: Contract) -> list[str]:
    """The columns that a cell is found by, the month apart."""
    return [
        column.name
        for column in contract.columns
        if column.type == "varchar" and column.name not in _APART
    ]


def measure(contract: Contract) -> str:
    """The measure that a chart shows: the one that is counted."""
    return next(column.name for column in contract.columns if column.type == "bigint")


def _columns(contract: Contract, drop: set[str]) -> list[str]:
    return [n for n in contract.column_names if n not in {*drop, "is_withheld"}]


def _say_nothing_released(page: Page) -> None:
    st.info(page.say("No month of this has been released by {day}.", day=page.as_of))


def _is_missing(page: Page, found: Answer) -> bool:
    if found.is_empty:
        st.info(
            page.say("No month of this has been released by {day}.", day=page.as_of)
        )
    return found.is_empty


def show_report(page: Page, month: datetime.date) -> None:
    """The figures of a month in sentences, then as a table."""
    found = page.ask("released/monthly_report", month=month)
    if found.is_empty:
        st.info(
            page.say("No month of this has been released by {day}.", day=page.as_of)
        )
        return
    rows = found.records()
    st.markdown("\n".join(f"- {_sentence(page, row)}" for row in rows))
    shown = ["figure", "value", "before", "change_percent"]
    shown += ["year_before", "year_change_percent"]
    page.table(found, rows, columns=shown, title="The month in figures", is_low=True)
    page.download(found, rows)


def _sentence(page: Page, row: Row) -> str:
    """This month, the month before and the year before, as far as they are known."""
    said = page.say(
        f"report {row['figure']}",
        value=_figure(page, row["value"]),
        period=name_month(_day(row["period_on"]), page.language),
    )
    against = []
    if row["before"] is not None:
        against.append(
            page.say("the period before {value}", value=_change(page, row, ""))
        )
    if row["year_before"] is not None:
        against.append(
            page.say("a year before {value}", value=_change(page, row, "year_"))
        )
    return f"{said} ({', '.join(against)})" if against else said


def _change(page: Page, row: Row, kind: str) -> str:
    change = row[f"{kind}change_percent"]
    written = _figure(page, row[f"{kind}before"])
    if not isinstance(change, float):
        return written
    sign = "+" if change > 0 else ""
    return f"{written}, {sign}{page.voice.value(change)} %"


def _figure(page: Page, value: object) -> str:
    return WITHHELD[page.language] if value is None else page.voice.value(value)


def _day(value: object) -> datetime.date:
    if not isinstance(value, datetime.date):
        raise TypeError("A period begins on a day.")
    return value
