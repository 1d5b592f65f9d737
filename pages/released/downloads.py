"""Downloads: which released figures can be taken away as a file?

For everyone, analysts above all. The file holds what the table shows, to the cell.
"""

from privacy.display import EVERYONE, open_page, show_downloads

page = open_page("Which statistics can be downloaded?", allow=EVERYONE)

show_downloads(page)
