"""Each hand-computed record is due on its day, by its rule, with its status.

The rows of worked_examples.csv were computed by hand from the statutes.
"""

import csv
from pathlib import Path

import pytest
from gallring.inventories import records_on, register_of

from privacy.installation import EXAMPLE
from privacy.policy import read_policy

WORKED = Path(__file__).parent / "worked_examples.csv"
ROWS = list(csv.DictReader(WORKED.read_text(encoding="utf-8").splitlines()))
ORGANISATION = {"Claims Link": "claims-link", "InsureSec": "insuresec"}


@pytest.fixture(scope="module")
def registers():
    made = {}
    for company, organisation in ORGANISATION.items():
        own = [
            {**row, "record_id": row["case_id"]}
            for row in ROWS
            if row["company"] == company
        ]
        made[company] = register_of(read_policy(EXAMPLE / organisation), own)
    return made


@pytest.mark.parametrize("row", ROWS, ids=[row["case_id"] for row in ROWS])
def test_a_worked_example_is_equal_to_the_day_and_the_status(registers, row):
    result = records_on(registers[row["company"]], row["as_of"])[row["case_id"]]
    text = {name: "" if v is None else str(v) for name, v in result.items()}
    assert {
        "keep_until": text["keep_until_on"],
        "due": text["due_on"],
        "rule": text["deciding_rule"],
        "status": text["status"],
        "days": text["days_to_due"],
    } == {
        "keep_until": row["keep_until_incl"].replace("open", ""),
        "due": row["gallring_due"],
        "rule": row["deciding_rule"],
        "status": row["status"],
        "days": row["days_to_due"],
    }


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_record_says_why(registers, language):
    for register in registers.values():
        for row in records_on(register, "2026-11-23", language).values():
            assert row["why"]
