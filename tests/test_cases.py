"""Every case below tests/cases is one question put to a small database."""

import tomllib
from pathlib import Path

import duckdb
import pytest
from given import as_text, give, rows_of

from privacy.contracts import read_contract

CASES = Path(__file__).parent / "cases"


def cases():
    """Each case by its place: a file of its own, or one of those in a query's file."""
    for file in sorted(CASES.rglob("*.toml")):
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        place = file.relative_to(CASES).with_suffix("")
        if "expect" in said:
            yield place.as_posix(), said
        else:
            yield from ((f"{place.as_posix()}/{name}", said[name]) for name in said)


@pytest.mark.parametrize(
    ("name", "said"), [pytest.param(*case, id=case[0]) for case in cases()]
)
def test_case(name, said):
    contract = read_contract(name.rpartition("/")[0])
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
