"""Gallring: which records should be gone, in which system, by which rule?

For the data protection officer. One row is one record of an inventory.
"""

import streamlit as st

from privacy.display import (
    Figure,
    Picture,
    RecordStatus,
    Role,
    Row,
    keep,
    offer_hold,
    open_page,
    show_to_delete,
    urgent_first,
)

MOST = 500
ANY = dict.fromkeys(("status", "system", "record_type", "deciding_rule"))

page = open_page("What is due for gallring?", allow=[Role.DPO])
in_language = "_sv" if page.language == "sv" else "_en"

rules = page.ask("dpo/gallring_rules")


def show_record(row: Row) -> None:
    """One record: how it stands, what to do now, and which rules say so."""
    page.status(str(row["status"]))
    show_to_delete(page, row)
    page.facts(
        named,
        row,
        ["system", "record_type", "keep_until_on", "due_on", "deciding_rule"],
    )
    page.table(
        page.ask(
            "dpo/gallring_why",
            system=row["system"],
            record_type=row["record_type"],
            record_id=row["record_id"],
        ),
        title="The rules that govern it",
        empty="The policy states no period for this kind of record.",
        is_low=True,
    )
    page.heading("Set a hold")
    offer_hold(page, str(row["system"]), str(row["record_type"]), str(row["record_id"]))


def show_rule(row: Row) -> None:
    """One rule, in words."""
    page.facts(
        rules,
        row,
        ["kind", f"gloss{in_language}", "citation", "valid_from", "records"],
    )


def show_all() -> None:
    """What is late, what falls due, record by record, and by which rules."""
    systems = page.ask("dpo/gallring_by_system")
    overdue = page.ask("dpo/gallring_overdue")
    page.figures(
        [
            Figure(
                "Overdue for gallring",
                systems,
                {"status": RecordStatus.OVERDUE},
                "records",
                "Should be gone already.",
                "dpo/gallring",
                "bad",
                adds="records",
            ),
            Figure(
                "To go today",
                systems,
                {"status": RecordStatus.DUE_TODAY},
                "records",
                "Should go today.",
                "dpo/gallring",
                "soon",
                adds="records",
            ),
            Figure(
                "Due within 30 days",
                systems,
                {"status": RecordStatus.DUE_SOON},
                "records",
                "Should go within 30 days.",
                "dpo/gallring",
                "soon",
                adds="records",
            ),
            Figure(
                "No period stated",
                systems,
                {"status": RecordStatus.NO_PERIOD},
                "records",
                "No rule of the policy says when; no period is guessed.",
                "dpo/gallring",
                "unknown",
                adds="records",
            ),
        ]
    )
    page.heading("What is late, and for how long")
    page.table(
        overdue,
        title="What is late, and for how long",
        empty="Nothing was due or soon due for gallring on {day}.",
        is_low=True,
    )
    page.heading("By system and rule")
    labels = {
        "status": "Status",
        "system": "System",
        "record_type": "Kind of record",
        "deciding_rule": "Rule",
    }
    chosen = {}
    with st.container(key=f"filters {systems.contract.name}"):
        places = st.columns(4)
    for place, (name, label) in zip(places, labels.items(), strict=True):
        with place:
            chosen[name] = page.choose(name, label, systems.column(name))
    rows = keep(
        systems.records(), {name: value for name, value in chosen.items() if value}
    )
    page.table(
        systems,
        urgent_first(rows),
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
    words = page.write("words", "Search for the number of a record")
    changed = page.changed_keys("dpo/gallring_list")
    records = page.ask(
        "dpo/gallring_list", words=words, keys=changed, most=MOST, **chosen
    )
    page.table(
        records,
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
    page.cite("At most {most} records are listed, the most urgent first.", most=MOST)
    page.download(records, records.records(), "Due for gallring")

    page.heading("What falls due in the months to come")
    forecast = page.ask("dpo/gallring_forecast")
    system = page.choose("forecast_system", "System", forecast.column("system"))
    shown = (
        forecast.records()
        if system is None
        else keep(forecast.records(), {"system": system})
    )
    if shown:
        page.bars(
            shown, Picture("Records due per month", "month", "records", split="system")
        )
    page.table(
        forecast,
        [row for row in shown if row["records"]],
        title="Records due per month",
        empty="Nothing falls due within two years of {day}.",
        is_low=True,
    )
    page.heading("Peak days")
    cliffs = page.ask("dpo/gallring_cliffs")
    page.table(
        cliffs,
        cliffs.records()
        if system is None
        else keep(cliffs.records(), {"system": system}),
        title="Peak days",
        empty="No day has more than usual within two years of {day}.",
        is_low=True,
    )

    page.heading("Dates that are missing or impossible")
    unclear = page.listing("dpo/gallring_unclear")
    page.table(
        unclear,
        title="Dates that are missing or impossible",
        empty="Every record had the dates that its rules need on {day}.",
    )
    page.download_listing(unclear, "Dates that are missing or impossible")

    page.heading("The rules in words")
    page.table(
        rules,
        columns=["rule_id", "citation", "kind", "records"],
        title="The rules in words",
        opens="rule_id",
        is_low=True,
    )


named = page.listing("dpo/gallring_list", words="", keys=None, most=None, **ANY)
if rows := page.opened(named, "record_id", "All records"):
    for row in rows:
        show_record(row)
elif rows := page.opened(rules, "rule_id", "All rules"):
    for row in rows:
        show_rule(row)
else:
    show_all()
page.cite("Rules: GDPR art. 5.1 e and the retention rules of the policy files.")
