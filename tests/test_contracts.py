"""Each query keeps the promise in its header, and reads only what it says."""

import re
from functools import cache

import duckdb
import pytest
from given import give

from privacy.contracts import (
    EVERY_CHECK,
    check_cases,
    contract_names,
    read_contract,
)
from privacy.contracts.headers import read_query
from privacy.errors import BadContract

MAY_READ = {
    "months": {"imported", "policy"},
    "register": {"imported", "policy", "register"},
    "statistics": {"imported", "register", "policy", "journal"},
    "dpo": {"register", "policy", "journal"},
    "checks": {"register", "policy", "journal"},
    "released": {"released"},
    "cases": {"register", "policy", "journal"},
}
ASKED = [name for name in contract_names("") if name.split("/")[0] in MAY_READ]
ASKED += [*contract_names("cases"), EVERY_CHECK]


@cache
def database_of(tables):
    """A database that holds these tables, all empty, and nothing else.

    Queries that say they read the same tables are described in the same one.
    """
    connection = duckdb.connect()
    connection.execute("set TimeZone = 'Europe/Stockholm'")
    give(connection, {}, tables)
    return connection


@pytest.mark.parametrize("name", ASKED)
def test_the_header_is_what_duckdb_says(name):
    contract = read_contract(name)
    connection = database_of(frozenset(contract.reads))
    used = duckdb.extract_statements(contract.sql)
    assert len(used) == 1
    assert used[0].named_parameters == {param.name for param in contract.params}
    nothing = {param.name: None for param in contract.params}
    described = connection.execute("describe " + contract.sql, nothing or None)
    # A header says timestamptz: its columns are words.
    rows = [
        (row[0], row[1].lower().replace("timestamp with time zone", "timestamptz"))
        for row in described.fetchall()
    ]
    assert rows == [(column.name, column.type) for column in contract.columns]


@pytest.mark.parametrize("name", sorted(check_cases()))
def test_the_cases_of_a_check_are_what_its_header_says(name):
    contract = check_cases()[name]
    assert contract.column_names[:3] == ("thing_id", "is_found", "since_on")
    assert set(contract.column_names[3:]) <= {"weight", "expected"}
    connection = database_of(frozenset(contract.reads))
    given = {"as_of": None} if "$as_of" in contract.sql else None
    described = connection.execute("describe " + contract.sql, given).fetchall()
    result = [(row[0], row[1].lower()) for row in described]
    assert result == [(column.name, column.type) for column in contract.columns]


def test_every_query_reads_only_what_its_floor_may():
    assert not {
        (name, table)
        for name in ASKED
        for table in read_contract(name).reads
        if not _may_read(name.split("/")[0], table)
    }


def _may_read(floor, table):
    is_note = floor == "released" and table == "journal.notes"
    return is_note or table.split(".")[0] in MAY_READ[floor]


def test_a_parameter_is_cast_where_it_stands_or_given_to_a_macro():
    assert not [name for name in ASKED if not _casts_parameters(name)]


def _casts_parameters(name):
    sql = "\n".join(
        line for line in read_contract(name).sql.splitlines() if line[:2] != "--"
    )
    casts = re.findall(r"\$\w+::", sql)
    calls = re.findall(r"(?:register|policy)\.\w+\((?:\s*\$\w+\s*,?)+\)", sql)
    in_calls = sum(call.count("$") for call in calls)
    return sql.count("$") == len(casts) + in_calls


def test_no_query_knows_the_clock():
    clocks = ("current_date", "now()", "today()", "current_timestamp")
    assert not {
        (name, clock)
        for name in contract_names("")
        for clock in clocks
        if clock in read_contract(name).sql.lower()
    }


def test_a_format_gives_the_columns_of_its_folder_and_the_optional_ones_it_names():
    spare, full = (
        read_contract(f"imports/calls/{name}") for name in ("cdr_stats", "asterisk")
    )
    assert set(full.column_names) - set(spare.column_names) == {"outcome"}
    assert full.roles == ("import",)
    assert full.header["Table"] == ("calls",)


def test_a_format_words_a_column_that_is_its_own():
    meanings = {
        c.name: c.meaning for c in read_contract("imports/requests/fides").columns
    }
    assert "where there are several" in meanings["request_id"]
    assert meanings["system"] == "the ticket system"


def test_a_format_that_gives_what_is_no_column_is_refused():
    usual = {"Column": ("line bigint - number",), "Optional": ("outcome",)}
    sql = (
        "-- What: A log.\n-- Grain: one row\n-- Roles: import\n-- Reads: export.rows\n"
    )
    assert read_query("a", sql, usual).column_names == ("line",)
    with pytest.raises(BadContract, match="gives what is no column"):
        read_query("a", f"{sql}-- Gives: outcom\n", usual)


def test_a_query_outside_the_folder_is_refused():
    with pytest.raises(BadContract, match="no query named"):
        read_contract("../tests/secret")


@pytest.mark.parametrize("name", contract_names("statistics"))
def test_a_released_copy_shows_nothing_of_who_stands_behind_a_cell(name):
    shown = read_contract(name.replace("statistics/", "released/"))
    behind = {"persons", "agents", "largest", "second_largest", "single"}
    assert behind.isdisjoint(shown.column_names)
    assert not [c for c in shown.column_names if c.endswith(("_persons", "_agents"))]
    assert shown.roles == ("dpo", "manager", "analyst")


def test_a_statistic_that_is_like_another_says_its_own_word_everywhere():
    one = read_contract("statistics/visits_by_browser")
    other = read_contract("statistics/visits_by_referrer")
    assert other.dimensions == ("referrer",)
    assert "browser" not in other.sql
    assert other.what != one.what
    assert other.columns[0].meaning != one.columns[0].meaning
    assert other.columns[1:] == one.columns[1:]


def test_an_answer_that_another_reads_is_not_sorted_before():
    sql = read_contract("dpo/gallring_by_system").sql
    order = read_contract("dpo/standing_records").sql.rsplit("\norder by", 1)[1]
    assert "standing_records as (" in sql
    assert order.strip() not in sql


def test_a_query_reads_all_that_the_queries_it_names_read():
    reads = read_contract("dpo/tasks").reads
    assert {"journal.holds", "register.record_states", "policy.sources"} <= {*reads}
    assert not [read for read in reads if read.startswith("dpo.")]
