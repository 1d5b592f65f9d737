"""Calls: how many call, when, and are they answered?

For everyone. Closed months only; a figure that rests on too few persons is withheld.
"""

from privacy.display import EVERYONE, open_page

page = open_page("How many call, when and where?", allow=EVERYONE)

page.released(
    "released/calls_by_queue", "Calls by queue", over="month", split="outcome"
)
page.released("released/calls_by_hour", "Calls by weekday and hour", over="hour")
page.released("released/guidance_calls", "Calls to the guidance line", over="month")
