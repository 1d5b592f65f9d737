"""Search words: what do visitors look for, and what do they not find?

For everyone. Closed months only; a figure that rests on too few persons is withheld.
"""

from privacy.display import EVERYONE, open_page

page = open_page("What do visitors search for?", allow=EVERYONE)

page.released("released/searches_by_word", "Words searched for", over="word")
page.released("released/searches_without_result", "Words without result", over="word")
page.released(
    "released/searches_with_personal_data",
    "Searches that held personal data",
    over="month",
)
