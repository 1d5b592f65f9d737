"""Requests: are we answering in time, and why is that the last day?

For the data protection officer. One row is one request; overdue ones come first.
"""

from privacy.display import (
    Picture,
    Role,
    Row,
    keep,
    offer_calendar,
    open_page,
    show_letters,
    show_to_do,
)

page = open_page("Are requests answered in time?", allow=[Role.DPO])

requests = page.listing("dpo/requests", short="dpo/request_list")


def show_request(row: Row) -> None:
    """One request: what to do now, why that is the day, letters, days, facts."""
    page.status(str(row["status"]))
    show_to_do(page, row)
    page.heading("Why this date?")
    page.steps(str(row["why"]))
    if row["closed_on"] is None:
        show_letters(page, row)
    page.heading("The days of the request")
    events = page.ask("dpo/request_timeline", request_id=row["request_id"])
    page.timeline(events, "The days of the request")
    page.table(
        events,
        columns=["event", "from_on", "to_on", "is_counted"],
        title="The days of the request",
        is_low=True,
    )
    if row["right_used"] == "radering":
        show_erasure(row)
    page.heading("All facts")
    page.facts(
        requests,
        row,
        [
            "received_on",
            "statutory_due_on",
            "statutory_due_with_eves_on",
            "promise_due_on",
            "promise_status",
            "target_due_on",
            "days_left",
            "suspended_days",
            "extension_is_valid",
            "restart_due_on",
            "outcome",
            "closed_on",
        ],
    )


def show_erasure(row: Row) -> None:
    """What may be erased of a request for erasure, and what keeps the rest."""
    page.heading("What may be erased")
    erasures = page.listing("dpo/erasure_and_holds")
    page.table(
        erasures.narrowed({"request_id": str(row["request_id"])}),
        columns=[
            "system",
            "record_type",
            "records",
            "free",
            "endless",
            "keeping_rules",
            "open_holds",
            "first_free_on",
            "grantable_on",
        ],
        title="What may be erased",
        empty="This was no open request for erasure on {day}.",
        is_low=True,
    )


def show_requests() -> None:
    """All requests, what falls due, and the key figures."""
    chosen = page.narrow(
        requests,
        {
            "status": "Status",
            "right_used": "Right",
            "channel": "Channel",
            "team": "Team",
            "promise_status": "Promise",
        },
        search="Search",
    )
    page.table(
        chosen,
        columns=[
            "request_id",
            "status",
            "days_left",
            "statutory_due_on",
            "promise_due_on",
            "promise_status",
            "right_used",
            "received_on",
            "channel",
            "team",
        ],
        title="Requests",
        empty="No such request was known on {day}.",
        opens="request_id",
    )
    page.download_listing(chosen, "Requests")
    offer_calendar(page)

    page.heading("What falls due in the weeks to come")
    weeks = page.ask("dpo/request_workload")
    if not weeks.is_empty:
        page.bars(weeks.records(), Picture("Requests due per week", "week", "due"))
    page.table(
        weeks,
        columns=["week", "due", "paused", "promised"],
        title="Requests due per week",
        empty="Nothing falls due after {day}.",
        is_low=True,
    )
    page.heading("Key figures of the year")
    in_language = "_sv" if page.language == "sv" else "_en"
    figures = page.ask(
        "dpo/kpi_requests", first_on=page.year_began_on, last_on=page.as_of
    )
    by = page.choose(
        "dimension", "Divided by", figures.column("dimension"), all_label=None
    )
    page.table(
        figures,
        keep(figures.records(), {"dimension": by}),
        columns=[
            f"title{in_language}",
            "part",
            "value",
            "unit",
            "numerator",
            "denominator",
            f"definition{in_language}",
            "key_figure",
        ],
        title="Key figures of the year",
        is_low=True,
    )


if opened := page.opened(requests, "request_id", "All requests", "right_used"):
    for row in opened:
        show_request(row)
else:
    show_requests()
page.cite("Rules: GDPR art. 12.3 and 12.4, Regulation 1182/71 art. 3, act 1989:253.")
