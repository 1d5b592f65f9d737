"""Guide: how is the dashboard used, and what does each figure mean?

For everyone, each for their own role.
"""

from privacy.display import EVERYONE, open_page, show_definitions, show_guide

page = open_page("Guide: how do I use the dashboard?", allow=EVERYONE)

show_guide(page)
page.heading("What each figure means")
show_definitions(page)
