"""Every breach that is planted beside the example is found, and nothing else is."""

import csv
import datetime
import random
import shutil
import tomllib
from pathlib import Path

import pytest

from privacy.contracts import EVERY_CHECK, contract_names, read_contract
from privacy.contracts.roles import Role
from privacy.desk import Desk
from privacy.example.lists import write_lists
from privacy.example.registers import rows_of, write_registers
from privacy.installation import EXAMPLE, Installation
from privacy.operations import importing
from privacy.releases import EVERY
from privacy.reports.processing import register_of

AS_OF = datetime.date(2026, 11, 23)
AT = datetime.datetime(2026, 11, 23, 8, 0, tzinfo=datetime.UTC)

# What the example's own story breaks.
NAMED = {"Enkätmolnet Inc"}

# InsureSec says nothing of mailboxes, so its leaver's breaks no promise.
UNPROMISED = {"PLANT-leaver"}

# True of the texts themselves, whatever is imported (law.md 1: no period is stated).
SILENCES = {
    "call_log_without_rule",
    "employment_documents_without_rule",
    "login_addresses_without_rule",
    "mail_without_rule",
    "records_without_rule",
    "usage_data_without_rule",
}


def plant(exports, organisation):
    """Put what breaks a promise into the example's lists: a breach for each check."""
    text = (Path(__file__).parent / "planted" / f"{organisation}.toml").read_text(
        encoding="utf-8"
    )
    for table, rows in tomllib.loads(text).items():
        [file] = (exports / table).glob("*.csv")
        with file.open(encoding="utf-8", newline="") as read:
            head = next(csv.reader(read))
        with file.open("a", encoding="utf-8", newline="") as added:
            writer = csv.DictWriter(added, head, restval="", lineterminator="\n")
            writer.writerows(rows_of(rows, AS_OF))


@pytest.fixture(scope="module", params=["claims-link", "insuresec"])
def answers(request, tmp_path_factory):
    """The registers of one organisation imported; its board and the proofs."""
    data = tmp_path_factory.mktemp(request.param)
    folder = data / request.param
    shutil.copytree(EXAMPLE / request.param / "policy", folder / "policy")
    exports = folder / "exports"
    write_registers(exports, request.param, AS_OF)
    write_lists(exports, request.param, AS_OF, random.Random(1))
    plant(exports, request.param)
    home = Installation(data)
    organisation = home.organisation(request.param)
    importing.import_exports(
        home, organisation, [], source=None, at=AT, as_of=AS_OF,
        progress=lambda output: None, publish=EVERY,
    )  # fmt: skip
    desk = Desk(Role.DPO, organisation, home.keyring(organisation))
    board = desk.ask("dpo/promises", as_of=AS_OF).records()
    proofs = [
        proof
        for promise in board
        for proof in desk.ask(
            "dpo/promise_proofs", as_of=AS_OF, promise_id=promise["promise_id"]
        ).records()
    ]
    planted = set()
    for file in exports.rglob("*.csv"):
        for line in file.read_text(encoding="utf-8").splitlines():
            planted |= {cell for cell in line.split(",") if cell.startswith("PLANT-")}
    yield board, proofs, planted, desk
    desk.close()


def found_in(proofs):
    for proof in proofs:
        if proof["status"] == "broken" and proof["check_name"] not in SILENCES:
            yield from proof["example_ids"]


def test_every_planted_breach_is_found(answers):
    board, proofs, planted, _ = answers
    result = " ".join(found_in(proofs))
    missed = {mark for mark in planted if mark not in result}
    assert missed <= (UNPROMISED if board[0]["promise_id"] == "IS-01" else set())


def test_nothing_else_is_found(answers):
    _, proofs, *_ = answers
    others = {thing for thing in found_in(proofs) if "PLANT-" not in thing}
    assert others <= NAMED


# In the record of processing, by the example's story and by what is planted.
DISAGREE = {
    "claims-link": {
        ("B-2", "undeclared_category", "telefonnummer"),
        ("B-2", "undeclared_category", "bankkonto"),
        ("B-3", "undeclared_category", "bankkonto"),
        ("B-4", "unknown_system", "Webbstatistik"),
        ("PLANT-nyhetsbrev", "not_stated", "data_subjects"),
        (None, "system_in_no_activity", "Office 365"),
    },
    "insuresec": {
        ("B-1", "undeclared_category", "adress"),
        ("B-4", "undeclared_category", "personnummer"),
        ("B-5", "unknown_system", "Ekonomisystem"),
        (None, "transfer_if_covered", "Enkätmolnet Inc"),
    },
}


def test_the_record_of_processing_disagrees_with_the_exports_as_planted(answers):
    desk = answers[3]
    result = [
        (row["activity_id"], row["kind"], row["subject"])
        for row in register_of(desk, AS_OF).disagreements
    ]
    assert set(result) == DISAGREE[desk.organisation.id]
    assert len(result) == len(set(result))


def test_no_register_lacks_data(answers):
    board, proofs, *_ = answers
    from_files = {"source_facts", "releases", "record_states", "source_months"}
    without = {proof["check_name"] for proof in proofs if proof["status"] == "no_data"}
    assert len(board) > 60
    for check in without:
        reads = {*from_files, "requests", "deadlines", "incidents", "incident_grounds"}
        asked_of = set(read_contract(f"checks/{check}").reads)
        assert asked_of & {f"register.{table}" for table in reads}, check


def test_asked_at_once_the_checks_find_what_each_finds_alone(answers):
    desk = answers[3]
    every = desk.ask(EVERY_CHECK, as_of=AS_OF).rows
    alone = [
        (name.removeprefix("checks/"), *row)
        for name in contract_names("checks")
        for row in desk.ask(name, as_of=AS_OF).rows
    ]
    assert list(every) == alone


def test_every_case_of_a_check_is_listed_and_a_part_of_them_when_asked(answers):
    desk = answers[3]
    for name, _expected, row, *_, first, _has_data in desk.ask(
        EVERY_CHECK, as_of=AS_OF
    ).rows:
        given = {
            key: value
            for key, value in {"as_of": AS_OF, "after": 0, "rows": None}.items()
            if key in desk.parameters(f"cases/{name}")
        }
        cases = desk.ask(f"cases/{name}", **given).records()
        assert sum(case["count"] for case in cases) == row
        assert [case["thing_id"] for case in cases][:20] == first
        part = desk.ask(f"cases/{name}", **{**given, "after": 1, "rows": 1}).records()
        assert part == cases[1:2]
