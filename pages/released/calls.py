"""Calls: how many call, when, where, and are they answered?

For everyone. Closed months only; a figure that rests on too few persons is withheld.
"""

from privacy.display import EVERYONE, open_page, show_month, show_months

page = open_page("How many calls, when and where?", allow=EVERYONE)

_IN = {"direction": "in"}
show_months(page, "calls_by_queue", "Calls month by month", split="outcome", of=_IN)
show_months(page, "service_level", "Service level", height="service_level_percent")
show_months(page, "guidance_calls", "Calls to the guidance line")
show_months(page, "callers", "Callers month by month")
month = page.choose_month("released/calls_by_queue")
show_month(
    page,
    "calls_by_queue",
    month,
    "Calls by direction",
    over="direction",
    is_whole=False,
)
show_month(page, "calls_by_queue", month, "Calls by queue", over="queue", of=_IN)
show_month(page, "callers", month, "How often callers called", over="times")
show_month(page, "passages_by_queue", month, "Passages by queue", over="queue")
show_month(
    page, "calls_by_hour", month, "Calls by weekday", over="weekday", is_whole=False
)
show_month(
    page,
    "calls_by_hour",
    month,
    "Calls by weekday and hour",
    over="hour",
    down="weekday",
)
