"""Search: where does something stand?

For everyone, each among what their role may see. The words are written down nowhere.
"""

from privacy.display import EVERYONE, open_page, show_found

page = open_page("Search: what are you looking for?", allow=EVERYONE)

show_found(page, page.write("q", "Search the dashboard"))
