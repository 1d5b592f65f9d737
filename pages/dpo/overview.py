"""Overview: what needs the data protection officer today?

The most urgent first, each with what is at stake and one button.
"""

import streamlit as st

from privacy.display import (
    Role,
    open_page,
    show_coming,
    show_next_steps,
    show_tasks,
    show_year,
)

page = open_page("Overview: your tasks today", allow=[Role.DPO])
show_next_steps(page)

tasks, year = st.columns([3, 1], gap="large")
with tasks:
    show_tasks(page)
with year:
    show_year(page)
show_coming(page)
