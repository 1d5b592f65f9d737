"""The list of what needs the officer: each row a sentence and one button."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from privacy.contracts import Answer, Column
from privacy.display.asking import policy_of
from privacy.display.differences import show_news
from privacy.display.links import show_link
from privacy.display.page import Page
from privacy.display.style import SIGNS, State
from privacy.display.tables import Row
from privacy.operations.tasks import (
    SECONDS_AN_HOUR,
    Task,
    hours_left,
    last_marked,
    mark,
    seconds_left,
    summarise,
    tasks_of,
)

_STATES: dict[str, State] = {
    "bad": "bad",
    "soon": "soon",
    "unknown": "unknown",
    "still": "still",
    "well": "well",
}


_HOURS = Column(
    "hours_left",
    "bigint",
    "hours",
    "whole hours from now to due_at, below zero after it; empty when it is reported",
)


def show_tasks(page: Page) -> None:
    """What needs the officer, what is new since she last looked, and what is quiet."""
    tasks = tasks_of(
        page.ask("dpo/tasks"),
        page.now,
        page.language,
        policy_of(page.desk.organisation).faults,
    )
    seen = last_marked(page.desk.organisation, "seen", page.actor)
    waiting = [task for task in tasks if not task.is_quiet]
    quiet = [task for task in tasks if task.is_quiet]
    summary = summarise(tasks, seen, page.now, page.language)
    with st.container(horizontal=True, vertical_alignment="center", key="summary"):
        st.html(f'<p class="pd-sum">{escape(summary)}</p>')
        if waiting or seen:
            st.button(
                page.say("Mark as seen"),
                on_click=_mark,
                args=(page, waiting),
                help=page.say("What comes after this is shown as new."),
            )
    for number, task in enumerate(waiting):
        _show(page, number, task, seen.change(task) if seen else None)
    if quiet:
        with st.expander(page.say("Quiet ({number})", number=len(quiet))):
            for number, task in enumerate(quiet):
                _show(page, len(waiting) + number, task, None)


def _mark(page: Page, tasks: Sequence[Task]) -> None:
    mark(page.desk.organisation, "seen", page.now, tasks, page.actor)


def _show(page: Page, number: int, task: Task, change: str | None) -> None:
    state = _STATES[task.state]
    badge = (
        f' <span class="pd-badge">{escape(page.say(change))}</span>' if change else ""
    )
    with st.container(
        horizontal=True,
        vertical_alignment="center",
        key=f"task {number}",
        gap="small",
    ):
        st.html(
            f'<p class="pd-task"><span class="pd-{state}" aria-hidden="true">'
            f"{SIGNS[state]}</span> <strong>{escape(task.what)}</strong>{badge} "
            f'<span class="pd-why">{escape(task.why)}</span></p>'
        )
        show_link(task.page, task.button, task.choices)


def show_clock(page: Page, row: Row) -> None:
    """What is to be done about an incident now: the hours that are left to report."""
    if row["reported_at"] is None and row["closed_on"] is None:
        page.lead(hours_left(row, page.now, page.language))
    else:
        page.lead("Nothing is left to do.")


def hours_by_now(
    page: Page, answer: Answer, rows: Sequence[Row]
) -> tuple[Answer, list[Row]]:
    """Incidents with the hours that are left by now, not by the start of the day."""
    columns = tuple(
        _HOURS if column.name == _HOURS.name else column
        for column in answer.contract.columns
    )
    counted = [
        {
            **row,
            _HOURS.name: None
            if row[_HOURS.name] is None
            else int(seconds_left(row, page.now) // SECONDS_AN_HOUR),
        }
        for row in rows
    ]
    return replace(answer, contract=replace(answer.contract, columns=columns)), counted


def show_year(page: Page) -> None:
    """What differs since the last visit, and the last twelve months as pictures.

    It stands after the tasks, so that the first of them is few tab stops away.
    """
    show_news(page)
    rows = page.ask("dpo/last_year").records()
    page.heading("The last twelve months")
    for title, part, whole in (
        ("Requests answered in time", "in_time", "answered"),
        ("Promises kept", "kept", "measured"),
    ):
        counts = [
            (row["month"], int(str(row[part])), int(str(row[whole]))) for row in rows
        ]
        _show_course(page, page.say(title), counts)


def _show_course(
    page: Page, title: str, counts: Sequence[tuple[object, int, int]]
) -> None:
    """A bar for each month: the part of the whole; a month without says so."""
    bars, latest = [], page.say("not measured")
    for month, part, whole in counts:
        written = page.translator.value(month, "month")
        words = page.say("no data")
        height = 0
        if whole:
            height = max(round(100 * part / whole), 2)
            words = page.say("{part} of {whole}", part=part, whole=whole)
            latest = f"{words} ({written})"
        kind = "" if whole else ' class="pd-gap"'
        bars.append(
            f'<li{kind} title="{written}: {words}"><span class="pd-hidden">{written}: '
            f'{words}</span><i style="height: {height}%"></i></li>'
        )
    first, last = (page.translator.value(counts[n][0], "month") for n in (0, -1))
    st.html(
        f'<p class="pd-course-title"><strong>{escape(title)}</strong><br>'
        f'{escape(latest)}</p><ul class="pd-course">{"".join(bars)}</ul>'
        f'<p class="pd-quiet pd-ends"><span>{first}</span><span>{last}</span></p>'
    )
