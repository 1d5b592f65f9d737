"""Gallring: which records should be gone, in which system, by which rule?

For the data protection officer. One row is one record of an inventory.
"""

from privacy.display import Role, open_page

page = open_page("What should be gone by now?", allow=[Role.DPO])

page.heading("By system and rule")
systems = page.ask("dpo/gallring_by_system")
chosen = page.choose_from(systems, {"status": "Status", "system": "System"})


def is_chosen(row: dict[str, object]) -> bool:
    """Whether a row is of the chosen status and system."""
    return all(row[name] == value for name, value in chosen.items())


page.table(systems, keep=is_chosen)
page.heading("Record by record")
records = page.ask("dpo/records")
rows = page.table(
    records,
    columns=[
        "record_id",
        "system",
        "record_type",
        "status",
        "days_to_due",
        "due_on",
        "deciding_rule",
    ],
    keep=is_chosen,
    empty="No such record was in any inventory on {day}.",
)
page.explain(rows, "record_id", "why", "Why this date?")
page.download(records, rows)
page.cite("Rules: GDPR art. 5.1 e and the retention rules of the policy files.")
