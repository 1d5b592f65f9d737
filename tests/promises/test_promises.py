"""The promises as policy data: all of them, word for word, each with its check."""

import csv
import datetime
import re
import tomllib
from pathlib import Path

import duckdb
import pytest
from given import give

from privacy.building.schema import create_object, create_policy
from privacy.contracts import contract_names, read_contract
from privacy.policy import read_policy

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
EXAMPLE = ROOT / "data" / "example"
COMPANIES = {"claims-link": 102, "insuresec": 69}
CHECKS = contract_names("checks")
TODAY = datetime.date(2026, 11, 23)
UNIFORM = [
    ("expected", "bigint"),
    ("found", "bigint"),
    ("population", "bigint"),
    ("since_on", "date"),
    ("example_ids", "varchar[]"),
    ("has_data", "boolean"),
]


def promises_of(company):
    return read_policy(EXAMPLE / company).table("promise")


@pytest.fixture(params=sorted(COMPANIES))
def company(request):
    return request.param


def test_every_sentence_is_a_promise(company):
    ids = [promise["promise_id"] for promise in promises_of(company)]
    prefix = "CL" if company == "claims-link" else "IS"
    numbers = range(1, COMPANIES[company] + 1)
    assert sorted(ids) == sorted(f"{prefix}-{number:02d}" for number in numbers)


@pytest.mark.skipif(not SHARED.exists(), reason="the policies are not here")
def test_every_quote_stands_word_for_word_in_the_policy(company):
    text = (SHARED / "policies" / f"{company}.txt").read_text(encoding="utf-8")
    for promise in promises_of(company):
        assert promise["quote"] in text, promise["promise_id"]


@pytest.mark.skipif(not SHARED.exists(), reason="the list of sentences is not here")
def test_every_quote_is_that_of_the_list_of_sentences(company):
    with (SHARED / "promises.csv").open(encoding="utf-8") as file:
        listed = {row["id"]: row["quote_sv"] for row in csv.DictReader(file)}
    for promise in promises_of(company):
        assert promise["quote"] == listed[promise["promise_id"]]


def test_every_promise_says_how_it_is_proven_or_why_not(company):
    for promise in promises_of(company):
        assert promise["target"], promise["promise_id"]
        assert promise["gloss_sv"]
        match promise["kind"]:
            case "measured":
                assert promise["checks"]
                assert promise["remedy_sv"]
                assert promise["remedy_en"]
            case "attested":
                assert not promise["checks"]
                assert promise["review_days"]
            case kind:
                assert kind == "stated"
                assert not promise["checks"]


def test_every_check_that_a_promise_names_is_there():
    named = {
        f"checks/{check}"
        for company in COMPANIES
        for promise in promises_of(company)
        for check in promise["checks"] or ()
    }
    assert named <= set(CHECKS)


def test_the_policy_holds_every_number_and_list_that_its_checks_ask_for(company):
    policy = read_policy(EXAMPLE / company)
    numbers = {row["name"] for row in policy.table("constant")}
    lists = {row["list"] for row in policy.table("listed")}
    checks = {c for promise in promises_of(company) for c in promise["checks"] or ()}
    for check in sorted(checks):
        sql = read_contract(f"checks/{check}").sql
        assert set(re.findall(r"constants\.name = '(\w+)'", sql)) <= numbers, check
        assert set(re.findall(r"listeds\.list = '(\w+)'", sql)) <= lists, check


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_without_its_sources_says_that_it_has_no_data(name):
    contract = read_contract(name)
    assert [(column.name, column.type) for column in contract.columns] == UNIFORM
    assert [param.name for param in contract.params] == ["as_of"]
    assert contract.roles == ("dpo",)
    connection = duckdb.connect()
    give(connection, {}, contract.reads)
    rows = connection.execute(contract.sql, {"as_of": TODAY}).fetchall()
    assert [(row[1], row[3], row[4], row[5]) for row in rows] == [(0, None, [], False)]


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_has_a_case_where_the_promise_is_kept_and_one_where_it_is_broken(name):
    file = ROOT / "tests" / "cases" / f"{name}.toml"
    cases = tomllib.loads(file.read_text(encoding="utf-8")).keys()
    kept, broken = "a_kept_promise_gives_nothing", "a_broken_promise_is_found_by_id"
    assert {kept, broken} <= cases


def test_the_board_lists_every_promise_once(company):
    connection = duckdb.connect()
    create_policy(connection, read_policy(EXAMPLE / company))
    contract = read_contract("dpo/promises")
    needs = [need for need in contract.reads if not need.startswith("policy.")]
    needs = [need for need in needs if need != "register.promise_results"]
    give(connection, {}, [*needs, "register.check_results"])
    connection.execute(
        "create table register.governing_rules as "
        "select rule_id from policy.retention_rules limit 0"
    )
    create_object(connection, read_contract("register/promise_results"))
    rows = connection.execute(contract.sql, {"as_of": TODAY}).fetchall()
    assert len(rows) == len({row[0] for row in rows}) == COMPANIES[company]
    assert {row[6] for row in rows} == {
        "no_data",
        "due_for_attestation",
        "not_measurable",
    }


def test_a_findings_sentence_is_there_in_both_languages(company):
    for finding in read_policy(EXAMPLE / company).table("text_finding"):
        assert finding["sentence_sv"] != finding["sentence_en"]
        assert finding["citation"]
