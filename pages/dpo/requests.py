"""Requests: are we answering in time, and why is that the last day?

For the data protection officer. One row is one request; overdue ones come first.
"""

from privacy.display import Role, open_page

page = open_page("Are we answering in time?", allow=[Role.DPO])

requests = page.ask("dpo/requests")
chosen = page.choose_from(
    requests, {"status": "Status", "right_used": "Right", "channel": "Channel"}
)
rows = page.table(
    requests,
    columns=[
        "request_id",
        "right_used",
        "received_on",
        "status",
        "days_left",
        "statutory_due_on",
        "promise_due_on",
        "promise_status",
        "channel",
    ],
    keep=lambda row: all(row[name] == value for name, value in chosen.items()),
    empty="No such request stood open on {day}.",
)
page.explain(rows, "request_id", "why", "Why this date?")
page.download(requests, rows)
page.cite("Rules: GDPR art. 12.3 and 12.4, Regulation 1182/71 art. 3, act 1989:253.")
