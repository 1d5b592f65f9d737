"""Every file below tests/cases is one question put to a small database."""

import tomllib
from pathlib import Path

import duckdb
import pytest
from given import as_text, give, rows_of

from privacy.contracts import read_contract

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize(
    "case",
    sorted(CASES.rglob("*.toml")),
    ids=lambda case: case.relative_to(CASES).with_suffix("").as_posix(),
)
def test_case(case):
    said = tomllib.loads(case.read_text(encoding="utf-8"))
    contract = read_contract(case.parent.relative_to(CASES).as_posix())
    connection = duckdb.connect()
    connection.execute("set TimeZone = 'Europe/Stockholm'")
    asked = said.get("asked", {})
    give(connection, said.get("given", {}), contract.reads, asked)
    wanted = {param.name: asked[param.name] for param in contract.params}
    rows = connection.execute(contract.sql, wanted or None).fetchall()
    head, expected = rows_of(said["expect"]["answer"])
    at = [contract.column_names.index(name) for name in head]
    found = [[as_text(row[i]) for i in at] for row in rows]
    if contract.said["Order"] == ("none",):
        assert sorted(found) == sorted(expected)
    else:
        assert found == expected
