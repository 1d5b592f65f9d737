"""Random records against a second reading of the rules that shares no code."""

import datetime
import os
import random

from dateutil.relativedelta import relativedelta
from gallring.inventories import records_on, register_of

from privacy.installation import EXAMPLE
from privacy.policy import read_policy

MANY = int(os.environ.get("RANDOM_RECORDS", "3000"))
AS_OF = datetime.date(2026, 11, 23)
DAY = datetime.timedelta(days=1)


def any_day(rng, first=1999, last=2026):
    start = datetime.date(first, 1, 1)
    span = (datetime.date(last, 10, 1) - start).days
    day = start + rng.randrange(span) * DAY
    if rng.random() < 0.15:  # month-ends and leap days more often than by chance
        day = rng.choice(
            [
                datetime.date(day.year, 1, 31),
                datetime.date(day.year // 4 * 4, 2, 29),
                datetime.date(day.year, 2, 28),
                datetime.date(day.year, 8, 31),
            ]
        )
    return day


def random_record(rng):
    row = {"system": "Prov", "record_type": "Prov"}
    rules = rng.sample(
        ["BFL_7_2", "FAL_7_4", "PRESKL_3", "PRESKL_10", "SURVEY_180D", "CONTRACT"],
        rng.randint(1, 3),
    )
    row["rules"] = ";".join(rules)

    def maybe(name, odds=0.95):
        if rng.random() < odds:
            row[name] = any_day(rng)

    maybe("fiscal_year_end", 0.6)
    if "fiscal_year_end" not in row:
        maybe("invoice_date")
        row["fy_end_mmdd"] = rng.choice(["12-31", "06-30", "04-30"])
    maybe("event_on")
    maybe("claim_reported_on", 0.5)
    maybe("insurer_final_position_on", 0.5)
    maybe("claim_created_on")
    maybe("limitation_interrupted_on", 0.3)
    maybe("answered_on")
    maybe("contract_end", 0.8)
    if "contract_end" not in row and rng.random() < 0.6:
        row["contract_active"] = "Y"
    if rng.random() < 0.05:
        row["hold_open"] = "Y"
    if rng.random() < 0.05:
        row["hold_until"] = any_day(rng)
    if rng.random() < 0.05:
        row["erasure_approved_on"] = any_day(rng)
    return row


def fiscal_year_end(row):
    if "fiscal_year_end" in row:
        return row["fiscal_year_end"]
    if "invoice_date" not in row:
        return None
    month, day = map(int, row["fy_end_mmdd"].split("-"))
    end = datetime.date(row["invoice_date"].year, month, day)
    return end if end >= row["invoice_date"] else end.replace(year=end.year + 1)


def by_rule(row, rule):
    """(is open, last day kept or None, due day or None); due None is missing."""
    get = row.get
    if rule == "BFL_7_2":
        end = fiscal_year_end(row)
        keep = end and datetime.date(end.year + 7, 12, 31)
    elif rule == "FAL_7_4":
        keep = get("event_on") and get("event_on") + relativedelta(years=10)
        reported, final = get("claim_reported_on"), get("insurer_final_position_on")
        if keep and reported and reported <= keep and final:
            keep = max(keep, final + relativedelta(months=6))
    elif rule.startswith("PRESKL"):
        created, again = get("claim_created_on"), get("limitation_interrupted_on")
        base = max((d for d in (created, again) if d), default=None)
        keep = base and base + relativedelta(years=int(rule.split("_")[1]))
    elif rule == "SURVEY_180D":
        due = get("answered_on") and get("answered_on") + 180 * DAY
        return False, None, due
    elif rule == "ERASURE":
        return False, None, get("erasure_approved_on")
    elif rule == "LEGAL_HOLD":
        if get("hold_open"):
            return True, None, None
        keep = get("hold_until")
    else:
        if get("contract_active"):
            return True, None, None
        keep = get("contract_end")
    return False, keep, keep and keep + DAY


def reference(row):
    rules = row["rules"].split(";")
    if "hold_open" in row or "hold_until" in row:
        rules.append("LEGAL_HOLD")
    if "erasure_approved_on" in row:
        rules.append("ERASURE")
    result = {rule: by_rule(row, rule) for rule in rules}
    if any(not is_open and due is None for is_open, _, due in result.values()):
        return "Underlag saknas", None
    if any(is_open for is_open, _, _ in result.values()):
        return "Tills vidare", None
    due = max(due for _, _, due in result.values())
    left = (due - AS_OF).days
    if left < 0:
        return "Försenad gallring", due
    if left == 0:
        return "Gallras i dag", due
    return ("Gallras snart" if left <= 30 else "Bevaras"), due


def test_random_records_are_due_as_a_second_reading_says():
    rng = random.Random(1999)
    rows = []
    for number in range(MANY):
        row = random_record(rng)
        rows.append({**row, "record_id": f"R{number}"})
    text = [{name: str(value) for name, value in row.items()} for row in rows]
    register = register_of(read_policy(EXAMPLE / "claims-link"), text)
    result = records_on(register, AS_OF)
    wrong = [
        row["record_id"]
        for row in rows
        if (result[row["record_id"]]["status"], result[row["record_id"]]["due_on"])
        != reference(row)
    ]
    assert wrong == []
