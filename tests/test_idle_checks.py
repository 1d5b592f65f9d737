"""A check whose sources never came has nothing to look at, and is not asked."""

import duckdb
import pytest
from given import give
from test_cases import cases

from privacy.contracts import EVERY_CHECK, WithoutIdle, check_cases, read_contract
from privacy.contracts.tables import tables

READ = {
    f"checks/{name}": {
        read.removeprefix("register.")
        for read in check.reads
        if read.removeprefix("register.") in tables()
    }
    for name, check in check_cases().items()
}
"""The sources whose rows a check reads as they came, by its name."""


def one_source_cases():
    for place, case in cases():
        name = place.rpartition("/")[0]
        if not name.startswith("checks/"):
            continue
        match check_cases()[name.removeprefix("checks/")].header.get("Needs", ()):
            case (source,) if source in tables():
                yield pytest.param(name, {source, *READ[name]}, case, id=place)


@pytest.mark.parametrize(("name", "sources", "case"), [*one_source_cases()])
def test_a_check_of_one_source_finds_nothing_where_all_that_it_reads_is_empty(
    name, sources, case
):
    connection = duckdb.connect()
    connection.execute("set TimeZone = 'Europe/Stockholm'")
    contract = read_contract(name)
    given = {
        table: "\n".join(rows.strip().splitlines()[:1])
        if is_of(table, sources)
        else rows
        for table, rows in case["given"].items()
    }
    request = case.get("asked", {})
    give(connection, given, contract.reads, request)
    wanted = {param.name: request[param.name] for param in contract.params}
    row = connection.execute(contract.sql, wanted or None).fetchone()
    counts = dict(zip(contract.column_names, row, strict=True))
    assert (counts["found"], counts["population"]) == (0, 0)


def is_of(table, sources):
    return table.partition(".")[2] in sources and not table.startswith("policy.")


def test_a_check_is_idle_only_where_no_table_that_it_reads_has_rows():
    every = read_contract(EVERY_CHECK)
    none = WithoutIdle(frozenset()).of(every).sql
    some = WithoutIdle(frozenset({"imported.cookies"})).of(every).sql
    assert "register.cookies" not in none
    assert "register.cookies" in some
    assert "register.mailboxes" not in some
    assert "register.record_states" in none
