"""Web visits: what is read, for how long, from where, in which browser?

For everyone. Closed months only; a figure that rests on too few persons is withheld.
Where there is no log, what the site's own tool counted, and said to be so.
"""

from privacy.display import EVERYONE, open_page, show_month, show_months

AGGREGATED = (
    ("aggregated_views_by_page", "Views of each page, counted by a tool", "page"),
    ("aggregated_visits_by_referrer", "Referrers, counted by a tool", "referrer"),
    ("aggregated_visits_by_browser", "Browsers, counted by a tool", "browser"),
)

page = open_page("Web visits: what is read?", allow=EVERYONE)

show_months(page, "visit_lengths", "Visits month by month")
month = page.choose_month(
    "released/visits_by_page", "released/aggregated_views_by_page"
)
show_month(page, "visits_by_page", month, "Views of each page", over="page")
show_month(page, "visits_by_referrer", month, "Referring sites", over="referrer")
show_month(page, "visits_by_browser", month, "Browsers", over="browser")
for name, title, over in AGGREGATED:
    if not page.ask(f"released/{name}").is_empty:
        show_month(page, name, month, title, over=over)
