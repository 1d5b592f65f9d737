"""Gallring in numbers: what has gone in time, and what is overdue?

For everyone. Closed months only; a figure that rests on too few records is withheld.
"""

from privacy.display import EVERYONE, choose_period, open_page, show_month

page = open_page("Is gallring done in time?", allow=EVERYONE)

month = choose_period(page, "gallring_done", "gallring_overdue")
show_month(page, "gallring_done", month, "Gallring done", over="gallring_outcome")
show_month(page, "gallring_overdue", month, "Gallring overdue", over="system")
if month is None:
    page.tell(
        "Nothing can be said of months before the first inventory of records; the "
        "first month that has one is published when it has ended."
    )
