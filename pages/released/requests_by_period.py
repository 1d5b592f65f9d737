"""Requests in numbers: which rights are used, and with what outcome?

For everyone. Closed months only; a figure that rests on too few persons is withheld.
"""

from privacy.display import EVERYONE, open_page

page = open_page("Which rights are used?", allow=EVERYONE)

page.released("released/requests_by_right", "Requests by right", over="right_used")
page.released("released/requests_by_outcome", "Requests by outcome", over="outcome")
