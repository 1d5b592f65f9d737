"""The next twelve months: how much of what falls due in each."""

import datetime
from collections import Counter
from collections.abc import Iterable
from html import escape

import streamlit as st

from privacy.display.page import Page
from privacy.wording import short_month

_MONTHS, _DEPTHS = 12, 4
_REQUESTS = "Requests to answer"


def show_coming(page: Page) -> None:
    """What falls due in each of the next twelve months, as a strip for each kind."""
    months = _months(page.as_of)
    counted = {kind: _by_month(days) for kind, days in _due(page)}
    page.heading("The next twelve months")
    heads = "".join(
        f'<th scope="col">{escape(_head(month, n, page.language))}</th>'
        for n, month in enumerate(months)
    )
    lines = "".join(
        f'<tr><th scope="row">{escape(page.say(kind))}</th>'
        + "".join(_cell(page, count[month], max(count.values())) for month in months)
        + "</tr>"
        for kind, count in counted.items()
        if any(count[month] for month in months)
    )
    quiet = [kind for kind, n in counted.items() if not any(n[m] for m in months)]
    unmeasured = [] if _has_requests(page) else [k for k in quiet if k == _REQUESTS]
    title = escape(page.say("The next twelve months"))
    if lines:
        st.html(
            f'<table class="pd-strip" aria-label="{title}"><thead><tr><td></td>{heads}'
            f"</tr></thead><tbody>{lines}</tbody></table>"
        )
    for sentence, kinds in (
        ("Nothing more falls due: {kinds}.", [k for k in quiet if k not in unmeasured]),
        ("Not measured: {kinds}.", unmeasured),
    ):
        if kinds:
            page.cite(sentence, kinds=", ".join(map(page.say, kinds)))


def _has_requests(page: Page) -> bool:
    """Whether an export of requests ever came: without one, none is known to be due."""
    return any(row["source"] == "requests" for row in page.ask("dpo/files").records())


def _head(month: datetime.date, number: int, language: str) -> str:
    """The month in short, with its year where one begins."""
    name = short_month(month, language)
    return f"{name} {month.year}" if number == 0 or month.month == 1 else name


def _cell(page: Page, many: int, most: int) -> str:
    """A number, the deeper the more of its kind; none is left empty."""
    if not many:
        return "<td></td>"
    depth = -(-_DEPTHS * many // most)
    return f'<td class="pd-deep-{depth}">{escape(page.translator.value(many))}</td>'


def _due(page: Page) -> Iterable[tuple[str, Iterable[tuple[object, int]]]]:
    """What there is, in the order of the strip: the day of each, and how many it is."""
    requests = page.ask("dpo/requests_due").records()
    yield (
        _REQUESTS,
        ((row["month"], int(str(row["due"]))) for row in requests),
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
    result: Counter[datetime.date] = Counter()
    for day, many in days:
        if day is not None:
            result[datetime.date.fromisoformat(str(day)).replace(day=1)] += many
    return result


def _months(first: datetime.date) -> list[datetime.date]:
    """The first days of a month and of the eleven after it."""
    start = first.year * 12 + first.month - 1
    return [
        datetime.date(n // 12, n % 12 + 1, 1) for n in range(start, start + _MONTHS)
    ]
