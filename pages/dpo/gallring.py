"""Gallring: which records should be gone, in which system, by which rule?

For the data protection officer. One row is one record of an inventory.
"""

from privacy.display import Picture, Role, open_page, urgent_first

page = open_page("What should be gone by now?", allow=[Role.DPO])

systems = page.ask("dpo/gallring_by_system")
records = page.ask("dpo/records")

found = page.filter(
    systems,
    {
        "status": "Status",
        "system": "System",
        "record_type": "Kind of record",
        "deciding_rule": "Rule",
    },
)
page.heading("By system and rule")
page.table(
    systems,
    urgent_first(found),
    columns=[
        "system",
        "record_type",
        "status",
        "records",
        "oldest_due_on",
        "deciding_rule",
    ],
    title="Records by system and rule",
    empty="No such record was in any inventory on {day}.",
    is_low=True,
)
page.heading("Record by record")
groups = {
    (row["system"], row["record_type"], row["status"], row["deciding_rule"])
    for row in found
}
rows = [
    row
    for row in records.records()
    if (row["system"], row["record_type"], row["status"], row["deciding_rule"])
    in groups
]
rows = page.search(rows, "Search for a record, a system or a rule")
page.table(
    records,
    rows,
    columns=[
        "record_id",
        "status",
        "days_to_due",
        "due_on",
        "system",
        "record_type",
        "count",
        "deciding_rule",
    ],
    title="Records",
    empty="No such record was in any inventory on {day}.",
    opens="record_id",
)
page.download(records, rows)

page.heading("Why this date?")
for row in page.open_row(rows, "record_id", "Open a record"):
    page.status(str(row["status"]))
    page.facts(
        records,
        row,
        ["system", "record_type", "keep_until_on", "due_on", "deciding_rule"],
    )
    page.steps(str(row["why"]))

page.heading("What falls due in the months to come")
forecast = page.ask("dpo/gallring_forecast")
if not forecast.is_empty:
    page.bars(forecast.records(), Picture("Records due per month", "month", "records"))
page.table(
    forecast,
    title="Records due per month",
    empty="Nothing falls due after {day}.",
    is_low=True,
)
page.cite("Rules: GDPR art. 5.1 e and the retention rules of the policy files.")
