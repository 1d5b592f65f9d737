"""Guide: how is the dashboard used, and what does each figure mean?

For everyone, each for their own role.
"""

from privacy.display import EVERYONE, open_page

page = open_page("How do I use the dashboard?", allow=EVERYONE)
