"""Requests in numbers: which rights are used, and with what outcome?

For everyone. Closed periods only; a figure that rests on too few persons is withheld.
"""

from privacy.display import EVERYONE, choose_period, open_page, show_month

page = open_page("Requests: which rights are used?", allow=EVERYONE)

period = choose_period(page, "requests_by_right")
show_month(page, "requests_by_right", period, "Requests by right", over="right_used")
show_month(page, "requests_by_outcome", period, "Requests by outcome", over="outcome")
show_month(
    page, "requests_on_time", period, "Requests answered in time", over="timeliness"
)
