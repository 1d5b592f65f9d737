"""Holds: what is kept from gallring, why, and when do we look again?

For the data protection officer, who sets and lifts them here. The journal keeps both.
"""

import streamlit as st

from privacy.display import Role, keep, open_page

page = open_page("What is kept from gallring?", allow=[Role.DPO])

holds = page.ask("dpo/holds")
rows = page.filter(holds, {"status": "Status", "system": "System"})
page.table(
    holds,
    rows,
    title="Holds in force",
    empty="No hold was in force on {day}.",
)
page.download(holds, rows)

page.heading("Set a hold")
groups = page.ask("dpo/gallring_by_system").records()
system = page.choose(
    "new_system", "System", [g["system"] for g in groups], all_label="choose one"
)
groups = keep(groups, {"system": system})
record_type = page.choose(
    "new_type",
    "Kind of record",
    [g["record_type"] for g in groups],
    all_label="choose one",
)
records = keep(
    page.ask("dpo/records").records(), {"system": system, "record_type": record_type}
)
record_id = page.choose(
    "new_record",
    "Record",
    [row["record_id"] for row in records],
    all_label="all of the kind",
)
with st.form("hold", clear_on_submit=True):
    reason = st.text_input(page.say("Reason, without personal data"), max_chars=200)
    owner = st.text_input(page.say("Who answers for it"), max_chars=80)
    review_on = st.date_input(
        page.say("Look again on"), value=None, min_value=page.as_of, format="YYYY-MM-DD"
    )
    is_sent = st.form_submit_button(page.say("Set the hold"), type="primary")
if is_sent:
    if system and record_type and reason and owner and review_on:
        page.note(
            "hold_set",
            system=system,
            record_type=record_type,
            record_id=record_id,
            reason=reason,
            owner=owner,
            review_on=review_on.isoformat(),
        )
        st.rerun()
    page.tell("Choose system and kind, and give reason, owner and day.")

if not holds.is_empty:
    page.heading("Lift a hold")
    hold_id = page.choose(
        "hold_id", "Hold", holds.column("hold_id"), all_label="choose one"
    )
    if st.button(page.say("Lift the hold"), disabled=hold_id is None):
        page.note("hold_lifted", hold_id=hold_id)
        st.rerun()
page.cite("Rules: GDPR art. 17.3 and 18; a hold stops gallring and nothing else.")
