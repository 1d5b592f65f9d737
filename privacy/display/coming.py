"""The next twelve months: how much of what falls due in each."""

import datetime
from collections import Counter
from collections.abc import Iterable

import streamlit as st

from privacy.display.page import Page
from privacy.display.pictures import Picture
from privacy.display.tables import Row, plain

_MONTHS = 12


def show_coming(page: Page) -> None:
    """What falls due in each of the next twelve months, as a strip and as a table."""
    months = _months(page.as_of)
    counted = {kind: _by_month(days) for kind, days in _due(page)}
    rows: list[Row] = [
        {"month": month, "kind": page.say(kind), "due": found[month]}
        for kind, found in counted.items()
        for month in months
    ]
    page.heading("The next twelve months")
    picture = Picture("The next twelve months", "month", "due", "kind")
    page.heat(rows, picture, is_numbered=True)
    with st.expander(page.say("The same as a table"), type="compact"):
        heads = [page.translator.column("month"), *(page.say(kind) for kind in counted)]
        lines = [
            [
                f"{month:%Y-%m}",
                *(page.translator.value(n[month]) for n in counted.values()),
            ]
            for month in months
        ]
        st.html(plain(heads, lines, page.say("The next twelve months")))


def _due(page: Page) -> Iterable[tuple[str, Iterable[tuple[object, int]]]]:
    """What there is, in the order of the strip: the day of each, and how many it is."""
    requests = page.ask("dpo/requests").records()
    yield (
        "Requests to answer",
        ((row["statutory_due_on"], 1) for row in requests if row["closed_on"] is None),
    )
    forecast = page.ask("dpo/gallring_forecast").records()
    yield (
        "Records to delete",
        ((row["month"], int(str(row["records"]))) for row in forecast),
    )
    holds = page.ask("dpo/holds").records()
    yield "Holds to review", ((row["review_on"], 1) for row in holds)
    promises = page.ask("dpo/promises").records()
    yield "Promises to attest", ((row["valid_until"], 1) for row in promises)
    changes = page.ask("dpo/coming_changes").records()
    yield "Changes of rules", ((row["change_on"], 1) for row in changes)


def _by_month(days: Iterable[tuple[object, int]]) -> Counter[datetime.date]:
    found: Counter[datetime.date] = Counter()
    for day, many in days:
        if day is not None:
            found[datetime.date.fromisoformat(str(day)).replace(day=1)] += many
    return found


def _months(first: datetime.date) -> list[datetime.date]:
    """The first days of a month and of the eleven after it."""
    start = first.year * 12 + first.month - 1
    return [
        datetime.date(n // 12, n % 12 + 1, 1) for n in range(start, start + _MONTHS)
    ]
