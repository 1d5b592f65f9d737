"""Search words: what do visitors look for, and what do they not find?

For everyone. Closed months only; a figure that rests on too few persons is withheld.
"""

from privacy.display import EVERYONE, open_page, show_month, show_months

page = open_page("Which search words do visitors use?", allow=EVERYONE)

month = page.choose_month("released/searches_by_word")
show_month(page, "searches_by_word", month, "Words searched for", over="word")
show_month(page, "searches_without_result", month, "Words without result", over="word")
show_months(page, "searches_with_personal_data", "Searches that held personal data")
