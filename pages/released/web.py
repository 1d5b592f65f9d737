"""Web visits: what is read, for how long, from where, in which browser?

For everyone. Closed months only; a figure that rests on too few persons is withheld.
"""

from privacy.display import EVERYONE, open_page, show_month, show_months

page = open_page("What is read on the web site?", allow=EVERYONE)

show_months(page, "visit_lengths", "Visits month by month")
month = page.choose_month("released/visits_by_page")
show_month(page, "visits_by_page", month, "Views of each page", over="page")
show_month(page, "visits_by_referrer", month, "Referring sites", over="referrer")
show_month(page, "visits_by_browser", month, "Browsers", over="browser")
