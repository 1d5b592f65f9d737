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
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        place = file.relative_to(CASES).with_suffix("")
        if "expect" in content:
            yield place.as_posix(), content
        else:
            yield from (
                (f"{place.as_posix()}/{name}", content[name]) for name in content
            )


@pytest.mark.parametrize(
    ("name", "output"), [pytest.param(*case, id=case[0]) for case in cases()]
)
def test_case(name, output):
    contract = read_contract(name.rpartition("/")[0])
    connection = duckdb.connect()
    connection.execute("set TimeZone = 'Europe/Stockholm'")
    request = output.get("asked", {})
    give(connection, output.get("given", {}), contract.reads, request)
    wanted = {param.name: request[param.name] for param in contract.params}
    rows = connection.execute(contract.sql, wanted or None).fetchall()
    head, expected = rows_of(output["expect"]["answer"])
    at = [contract.column_names.index(name) for name in head]
    result = [[as_text(row[i]) for i in at] for row in rows]
    if contract.header["Order"] == ("none",):
        assert sorted(result) == sorted(expected)
    else:
        assert result == expected
