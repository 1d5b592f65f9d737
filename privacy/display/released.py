"""Released statistics on a page: chart, table and file hold the same cells."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from privacy.contracts import Answer, Column, Contract, contract_names
from privacy.display.asking import policy_of
from privacy.display.choices import choose
from privacy.display.naming import name_code
from privacy.display.page import Page
from privacy.display.paging import FEW_ROWS
from privacy.display.pictures import Picture
from privacy.display.reading import show_folded
from privacy.display.tables import Row
from privacy.releases import rows_at, source_of
from privacy.reports import (
    coarser_by_month,
    in_order,
    month_paper,
    notes_of,
    say_coarser,
)
from privacy.wording import name_period

_ALL = "*"
_APART = ("is_withheld", "release_id", "tool")
_IN_ORDER = ("hour", "weekday")
"""Columns whose values have an order of their own; others show the most first."""
_FEWEST_DRAWN = 2
"""A picture of no more figures than these says less than a table of them."""
NOTE = Column("note", "varchar", "-", "the officer's own words")
"""The column that is put to months that have notes."""
_MOST_NOTES = 3
"""So many of them, the newest, also stand below the picture."""
_BESIDE = 3
"""A table of more columns, or of more than a page, stands folded below its chart."""


def released_statistics() -> list[str]:
    """The names of the statistics that are released, without the folder."""
    names = [name.split("/")[1] for name in contract_names("statistics")]
    return sorted(names)


def choose_period(page: Page, *names: str) -> datetime.date | None:
    """A period of which one of the statistics is released; None without any.

    Answers with its first day.
    """
    last = {
        str(row["month"]): datetime.date.fromisoformat(str(row["last_on"]))
        for row in page.ask("released/releases").records()
        if row["statistic"] in names and row["cells"]
    }
    chosen = choose(
        page.translator,
        page.name,
        "period",
        "Period",
        sorted(last, reverse=True),
        all_label=None,
        written=lambda text: name_period(
            datetime.date.fromisoformat(text), last[text], page.language
        ),
    )
    page.tell_waiting(*names)
    return datetime.date.fromisoformat(chosen) if chosen else None


def show_months(
    page: Page,
    name: str,
    title: str,
    *,
    split: str | None = None,
    height: str | None = None,
    of: Mapping[str, str] | None = None,
) -> None:
    """A statistic over all its months: the totals, perhaps split by one column.

    The chart shows `height`, or what is counted; `of` are values that columns have
    instead of their total.
    """
    result = _begin(page, name, title)
    if result is None:
        return
    rows = cells(result, vary=(split,) if split else (), of=of)
    beside = _columns(result.contract, drop=set(dimensions(result.contract)) - {split})
    picture = Picture(title, "month", height or measure(result.contract), split)
    months = {row["month"] for row in rows if row[picture.height] is not None}
    notes = notes_of(page.ask, page.language, source=source_of(result.contract.name))
    if any(row["month"] in notes for row in rows):
        result, rows = _noted(result, rows, notes)
        beside = [*beside, NOTE.name]
    _show_both(page, result, (rows, beside), (rows[::-1], picture), len(months) > 1)
    own = {month: note for month, note in notes.items() if month in months}
    drawn = in_order(own)
    page.remark(drawn[-_MOST_NOTES:])
    _offer_coarser(page, coarser_by_month(result.contract, rows, page.language))
    page.define(result, beside, len(rows))
    page.download(result, rows, title)


def show_month(
    page: Page,
    name: str,
    month: datetime.date | None,
    title: str,
    *,
    over: str,
    down: str | None = None,
    is_whole: bool = True,
    of: Mapping[str, str] | None = None,
) -> None:
    """A statistic of one month over a column, the other columns in total or as `of`.

    With `down` the picture is a heat map of both columns.

    The table and the download have every cell of the month, or when not `is_whole`
    those of the chart.
    """
    result = _begin(page, name, title)
    if result is None:
        return
    own = [row for row in result.records() if row["month"] == month]
    if not own:
        st.info(page.say("This was not released for the month chosen."))
        return
    height = measure(result.contract)
    charted = [
        row
        for row in cells(result, vary=(over, down) if down else (over,), of=of)
        if row["month"] == month
    ]
    if not down:
        charted = _counted_once(charted, over, height)
    charted = _ordered(charted, over, height)
    names = dimensions(result.contract)
    apart = set() if is_whole else {*names} - {over}
    rows = own if is_whole else charted
    if is_whole and len(names) == 1 and not down:
        rows = [*(row for row in own if row[over] == _ALL), *charted]
    beside = _columns(result.contract, drop={"month", *apart})
    picture = Picture(title, over, height, down, is_horizontal=over not in _IN_ORDER)
    is_drawn = any(row[height] is not None for row in charted)
    if not is_whole:
        is_drawn = is_drawn and len(charted) > _FEWEST_DRAWN
    _show_both(page, result, (rows, beside), (charted, picture), is_drawn)
    source, months = source_of(result.contract.name), {month} if month else set()
    if down and is_drawn and any(row[height] is None for row in charted):
        page.remark([page.say("╱╱ stands for what is withheld.")])
    page.remark(
        in_order(notes_of(page.ask, page.language, source=source, months=months))
    )
    if month:
        fixed = dict.fromkeys({*names} - {over}, _ALL) | dict(of or {})
        drawn = rows_at(result.records(), {} if is_whole else fixed)
        _offer_coarser(page, say_coarser(result.contract, drawn, month, page.language))
    tools = {str(row["tool"]) for row in own if row.get("tool")}
    if "tool" in result.contract.column_names:
        page.cite(
            "Aggregated by {tool}; no persons can be counted behind its cells.",
            tool=", ".join(sorted(tools)) or page.say("the site's own tool"),
        )
    release = own[0]["release_id"]
    named = name_code(page, "release_id", release)
    stated = page.say(
        "Release: {release}.", release=f"{named} ({release})" if named else release
    )
    page.define(result, beside, len(rows), stated)
    page.download(result, rows, title)


def _offer_coarser(page: Page, sentences: Sequence[str]) -> None:
    """What may be shown instead of the withheld figures of a table, if anything."""
    if sentences:
        with st.expander(page.say("Withheld: what can be shown instead")):
            page.cite(
                "Made of released figures only, so that it says nothing more than they."
            )
            page.remark(sentences)


def _noted(
    answer: Answer, rows: Sequence[Row], notes: dict[datetime.date, list[str]]
) -> tuple[Answer, list[Row]]:
    """An answer and its rows with one more column: the notes on each row's month."""
    contract = answer.contract
    contract = replace(contract, columns=(*contract.columns, NOTE))
    shown = [
        {**row, NOTE.name: ". ".join(notes.get(_month_of(row), ()))} for row in rows
    ]
    return replace(answer, contract=contract), shown


def _month_of(row: Row) -> datetime.date:
    return datetime.date.fromisoformat(str(row["month"]))


def _has_note(row: Row) -> bool:
    return bool(row.get(NOTE.name))


def _begin(page: Page, name: str, title: str) -> Answer | None:
    """The heading of a statistic and what it counts; None when it is not released.

    All that is not released is one line of the page.
    """
    answer = page.ask(f"released/{name}")
    if answer.is_empty:
        place = page.unreleased[0][1] if page.unreleased else st.empty()
        page.unreleased.append((page.say(title), place))
        names = ", ".join(title for title, _ in page.unreleased)
        with place:
            page.cite("Nothing is released yet of: {names}.", names=names)
        return None
    page.heading(title)
    if name not in page.defined:  # else it stands above already
        page.defined.add(name)
        page.tell(page.translator.define(answer.contract.what))
    return answer


def _show_both(
    page: Page,
    answer: Answer,
    listed: tuple[Sequence[Row], list[str]],
    charted: tuple[Sequence[Row], Picture],
    is_drawn: bool,
) -> None:
    """Chart and table, side by side when the table is small, else it is folded.

    No chart is empty: without one the table stands open.
    """
    (rows, columns), (points, picture) = listed, charted

    def draw() -> None:
        if picture.over == "month":
            notes = {
                row["month"]: str(row[NOTE.name]) for row in points if _has_note(row)
            }
            page.course(points, picture, notes)
        elif picture.split:
            down = picture.split
            page.heat(sorted(points, key=lambda row: str(row[down])), picture)
        else:
            page.bars(points, picture)

    def list_rows(*, is_low: bool = True) -> None:
        page.table(
            answer,
            rows,
            columns=columns,
            title=picture.title,
            is_low=is_low,
            defined=False,
        )

    if is_drawn and len(columns) <= _BESIDE and len(rows) <= FEW_ROWS:
        chart, table = st.columns([3, 2], gap="medium")
        with chart:
            draw()
        with table:
            list_rows()
        return
    if not is_drawn:
        list_rows()
        return
    draw()
    # It is made when it is opened: a page has ten of them, and few are.
    folded = st.expander(
        page.say("The figures as a table"),
        type="compact",
        key=f"figures of {picture.title}",
        on_change="rerun",
    )
    if folded.open:
        with folded:
            list_rows(is_low=False)  # who opens it wants all


def _ordered(rows: list[Row], over: str, height: str) -> list[Row]:
    """Rows in the order of their hours or days; else the most first, withheld last."""
    if over in _IN_ORDER:
        return sorted(rows, key=lambda row: str(row[over]))

    def place(row: Row) -> tuple[bool, float, str]:
        value = row[height]
        return value is None, -float(str(value or 0)), str(row[over])

    return sorted(rows, key=place)


def cells(
    answer: Answer, vary: Sequence[str], of: Mapping[str, str] | None = None
) -> list[Row]:
    """The cells that vary along some columns; the others are totals or as `of`."""
    fixed = dict.fromkeys(dimensions(answer.contract), _ALL) | dict(of or {})
    whole = {name: value for name, value in fixed.items() if name not in vary}
    return [
        row
        for row in rows_at(answer.records(), whole)
        if all(row[name] != _ALL for name in vary)
    ]


def _counted_once(rows: list[Row], over: str, height: str) -> list[Row]:
    """Without the sum of some rows, or where one of these is withheld without these.

    A day is counted by itself, and with another where its hours alone say too little.
    """
    values = {str(row[over]): row[height] for row in rows}
    dropped: set[str] = set()
    for name in values:
        parts = name.split("+")
        if len(parts) > 1 and set(parts) <= values.keys():
            is_known = all(values[part] is not None for part in parts)
            dropped |= {name} if is_known else {*parts}
    return [row for row in rows if str(row[over]) not in dropped]


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
    """The columns of a table; the release stands once below it, and in the file.

    So does the last day of each period, which the page names by its months.
    """
    return [n for n in contract.column_names if n not in {*drop, *_APART, "last_on"}]


def show_report(page: Page, month: datetime.date) -> None:
    """The report of a month: what its PDF and its HTML file say, on the screen."""
    paper = month_paper(
        page.ask,
        policy_of(page.desk.organisation),
        page.desk.build,
        month,
        page.language,
        page.as_of,
    )
    show_folded(
        page.translator,
        paper.parts,
        page.say("All figures of the month, and how they were made"),
    )
    answer = page.ask("released/monthly_report", month=month)
    page.download(answer, answer.records(), "The month")
    page.cite(paper.foot)
