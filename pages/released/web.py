"""Web visits: what is read, for how long, from where, in which browser?

For everyone. Closed months only; a figure that rests on too few persons is withheld.
"""

from privacy.display import EVERYONE, open_page

page = open_page("What is read on the web site?", allow=EVERYONE)

page.released("released/visit_lengths", "Visits and how long they last", over="month")
page.released("released/visits_by_page", "Views of each page", over="page")
page.released("released/visits_by_referrer", "Referring sites", over="referrer")
page.released("released/visits_by_browser", "Browsers", over="browser")
