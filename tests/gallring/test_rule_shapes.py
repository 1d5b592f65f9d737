"""Each shape of rule that real policies have, on days computed by hand."""

import datetime

import pytest
from gallring.inventories import records_on, register_of

from privacy.policy import read_policy

AS_OF = datetime.date(2026, 11, 29)
HEAD = 'gloss_sv = "Prov"\ncitation = "Policyn"\nvalid_from = 2018-05-25\n'

# Kind of record, and what its one rule says.
RULES = {
    "Inloggad": 'kind = "maximum", method = "period", period = 2, unit = "years", '
    'base = "last_seen_on"',
    "Ärende": 'kind = "maximum", method = "period", period = 6, unit = "months", '
    'base = "case_closed_on"',
    "Order": 'kind = "maximum", method = "period", period = 36, unit = "months", '
    'base = "order_completed_on"',
    "Projekt": 'kind = "while_needed", method = "end", unit = "none", '
    'base = "activity_ended_on"',
    "Enkät": 'kind = "maximum", method = "period", period = 90, unit = "days", '
    'base = "survey_closed_on"',
    "Avliden": 'kind = "maximum", method = "period", period = 1, unit = "years", '
    'base = "died_on"',
    "Svar": 'kind = "maximum", method = "period", period = 1, unit = "years", '
    'base = "request_answered_on"',
    "Minst": 'kind = "minimum", method = "period", period = 2, unit = "years", '
    'base = "contract_end"',
    "Mellan": 'kind = "range", method = "year_end", period = 7, longest = 8, '
    'unit = "years", base = "fiscal_year_end"',
    "Utöver": 'kind = "maximum", method = "year_end", period = 1, unit = "years", '
    'base = "contract_end"',
    "Inklusive": 'kind = "maximum", method = "year_inclusive", period = 1, '
    'unit = "years", base = "contract_end"',
    "Mellan år": 'kind = "range", method = "year_inclusive", period = 2, longest = 3, '
    'unit = "years", base = "contract_end"',
    "Mellan månader": 'kind = "range", method = "period", period = 6, longest = 12, '
    'unit = "months", base = "contract_end"',
    "Mellan dagar": 'kind = "range", method = "period", period = 30, longest = 90, '
    'unit = "days", base = "contract_end"',
    "Skada": 'kind = "statutory", method = "claim", period = 10, unit = "years", '
    'base = "event_on"',
    "Timmar": 'kind = "maximum", method = "period", period = 72, unit = "hours", '
    'base = "first_seen_at"',
    "Utan början": 'kind = "maximum", method = "period", period = 12, '
    'unit = "months", base = "unstated"',
    "Beslut": 'kind = "decision", method = "until_further", unit = "none", '
    "review_on = 2027-06-30",
}

# What the inventory says, the status, the day of gallring.
CASES = [
    # Two years after the last activity, and not after the first.
    ("Inloggad", "last_seen_on=2024-11-29 first_seen_at=2019-01-01", "Gallras i dag",
     "2026-11-29"),
    ("Inloggad", "last_seen_on=2024-02-29", "Försenad gallring", "2026-02-28"),
    ("Inloggad", "", "Underlag saknas", None),
    ("Ärende", "case_closed_on=2026-08-31", "Bevaras", "2027-02-28"),
    ("Ärende", "case_open=ja", "Tills vidare", None),
    ("Ärende", "case_closed_on=2026-12-24", "Ogiltigt datum", None),
    # What happens today has happened.
    ("Ärende", "case_closed_on=2026-11-29", "Bevaras", "2027-05-29"),
    ("Order", "order_completed_on=2023-12-20", "Gallras snart", "2026-12-20"),
    ("Projekt", "activity_ended_on=2026-11-28", "Gallras i dag", "2026-11-29"),
    ("Projekt", "activity_ended_on=2027-01-31", "Bevaras", "2027-02-01"),
    ("Enkät", "survey_closed_on=2026-09-01", "Gallras snart", "2026-11-30"),
    ("Avliden", "is_living=ja", "Tills vidare", None),
    ("Avliden", "died_on=2025-11-30", "Gallras snart", "2026-11-30"),
    ("Svar", "request_answered_on=2025-03-31", "Försenad gallring", "2026-03-31"),
    # At least two years: kept through the last day, and then nothing is stated.
    ("Minst", "contract_end=2024-11-29", "Bevaras", None),
    ("Minst", "contract_end=2024-11-28", "Gallringsfrist saknas", None),
    ("Minst", "contract_end=2025-01-01 executed_on=2026-11-01", "Gallrad för tidigt",
     None),
    # At least seven years and at most eight after the year.
    ("Mellan", "fiscal_year_end=2018-12-31", "Bevaras", "2026-12-31"),
    ("Mellan", "fiscal_year_end=2018-06-30 executed_on=2025-12-31",
     "Gallrad för tidigt", "2026-12-31"),
    ("Mellan", "fiscal_year_end=2018-06-30 executed_on=2026-01-01", "Gallrad i tid",
     "2026-12-31"),
    # A voucher of the last day of a broken year belongs to it, the next day's does not.
    ("Mellan", "invoice_date=2018-06-30 fy_end_mmdd=06-30", "Bevaras", "2026-12-31"),
    ("Mellan", "invoice_date=2018-07-01 fy_end_mmdd=06-30", "Bevaras", "2027-12-31"),
    ("Utöver", "contract_end=2025-03-01", "Bevaras", "2026-12-31"),
    ("Inklusive", "contract_end=2025-03-01", "Försenad gallring", "2025-12-31"),
    ("Mellan år", "contract_end=2025-03-01", "Bevaras", "2027-12-31"),
    ("Mellan månader", "contract_end=2026-03-31", "Bevaras", "2027-03-31"),
    ("Mellan dagar", "contract_end=2026-09-01", "Gallras snart", "2026-11-30"),
    # Reported on the last day of ten years: six months from the insurer's position.
    ("Skada", "event_on=2016-05-01 claim_reported_on=2026-05-01 "
     "insurer_final_position_on=2026-09-30", "Bevaras", "2027-03-31"),
    ("Skada", "event_on=2016-05-01 claim_reported_on=2026-05-02 "
     "insurer_final_position_on=2026-09-30", "Försenad gallring", "2026-05-02"),
    # Seventy-two hours run on when the clock changes; the day is that in Sweden.
    ("Timmar", "first_seen_at=2026-10-22T23:30:00+02:00", "Försenad gallring",
     "2026-10-25"),
    ("Timmar", "first_seen_at=2026-11-26T23:30:00Z", "Gallras snart", "2026-11-30"),
    ("Utan början", "contract_end=2020-01-01", "Underlag saknas", None),
    ("Beslut", "", "Tills vidare", None),
    ("Beslut", "executed_on=2026-01-01", "Gallrad för tidigt", None),
    # A contract that ran, and a person who was employed: gone too early.
    ("Projekt", "activity_open=ja executed_on=2026-05-01", "Gallrad för tidigt", None),
    ("Projekt", "activity_ended_on=2026-05-01 executed_on=2026-05-01",
     "Gallrad för tidigt", "2026-05-02"),
    ("Projekt", "activity_ended_on=2026-05-01 executed_on=2026-05-02",
     "Gallrad i tid", "2026-05-02"),
    # Deleted today, and one that names a rule that is not in force.
    ("Svar", "request_answered_on=2025-11-29 executed_on=2026-11-29",
     "Gallrad i tid", "2026-11-29"),
    ("Svar", "request_answered_on=2025-11-29 rules=NY", "Underlag saknas", None),
    # A maximum alone never makes early wrong.
    ("Svar", "request_answered_on=2025-03-31 executed_on=2025-04-01",
     "Gallrad i tid", "2026-03-31"),
]  # fmt: skip


@pytest.fixture
def policy(tmp_path):
    folder = tmp_path / "prov" / "policy"
    folder.mkdir(parents=True)
    text = ""
    for kind, rule in RULES.items():
        keys = rule.replace(", ", "\n")
        text += f'[[retention_rule]]\nrule_id = "{kind}"\n{keys}\n{HEAD}'
        text += f'[[record_kind]]\nsystem = "S"\nrecord_type = "{kind}"\n'
        text += f'rules = ["{kind}"]\ncitation = "Policyn"\nvalid_from = 2018-05-25\n'
    (folder / "policy.toml").write_text(text, "utf-8")
    return read_policy(tmp_path / "prov")


def test_each_shape_gives_the_day_computed_by_hand(policy):
    rows = [
        {"system": "S", "record_type": kind, "record_id": str(number)}
        | dict(part.split("=") for part in text.split())
        for number, (kind, text, *_right) in enumerate(CASES)
    ]
    result = records_on(register_of(policy, rows), AS_OF)
    text = [
        (result[str(number)]["status"], str(result[str(number)]["due_on"]))
        for number in range(len(CASES))
    ]
    assert text == [(status, str(due)) for _kind, _said, status, due in CASES]
    why = [result[str(number)]["why"] for number in range(len(CASES))]
    asking = {
        CASES[number][0]
        for number, sentence in enumerate(why)
        if "fråga den som svarar för den" in sentence
    }
    assert asking == {"Utan början"}
    why = {kind: sentence for (kind, *_), sentence in zip(CASES, why, strict=True)}
    assert why["Beslut"] == "Prov (Policyn)."


def test_rules_without_an_end_are_the_last_that_are_judged_by(policy):
    register = register_of(policy, [{"system": "S", "record_type": "Svar"}])
    begins = register.execute(
        "select max(valid_from), max(valid_to) from register.governing_rules"
    ).fetchone()
    assert begins == (datetime.date(2018, 5, 25), datetime.date(2018, 5, 24))
