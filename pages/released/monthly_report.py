"""The month: what happened, against the month before and the same month last year?

For managers, who have a minute. Closed months only; a figure that rests on too few
persons is withheld.
"""

import streamlit as st

from privacy.display import EVERYONE, offer_report, open_page, show_report

page = open_page("What happened in the month?", allow=EVERYONE)

with st.container(horizontal=True, vertical_alignment="bottom"):
    month = page.choose_month(
        "released/calls_by_queue", "released/visit_lengths", "released/searches_by_word"
    )
    if month is not None:
        offer_report(page, month)
if month is None:
    page.tell("No month has been released by {day}.", day=page.as_of)
else:
    show_report(page, month)
