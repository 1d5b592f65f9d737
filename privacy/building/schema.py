"""Makes the register's own tables and macros from queries/register/."""

import datetime
import re
from collections.abc import Iterable
from functools import cache

import duckdb
import pyarrow

from privacy.contracts import Contract, contract_names, read_contract
from privacy.errors import BadContract
from privacy.policy import IDENTITY, SHAPES, Policy, calendar
from privacy.storage.databases import create_in_force, create_table, fill_table

CALENDAR = {
    "day": "date",
    "holiday": "varchar",
    "is_eve": "boolean",
    "rolled_on": "date",
    "rolled_with_eves_on": "date",
}
_FIRST_DAY = datetime.date(1990, 1, 1)
_LAST_DAY = datetime.date(2080, 12, 31)
_PART = 250_000
_PARAMETER = re.compile(r"\$(\w+)")

Connection = duckdb.DuckDBPyConnection


def create_policy(connection: Connection, policy: Policy) -> None:
    """Create policy.<name>s from the policy files, and policy.calendar."""
    connection.execute("create schema if not exists policy")
    for name, shape in SHAPES.items():
        create_table(connection, f"policy.{name}s", dict(shape))
        fill_table(connection, f"policy.{name}s", policy.stretches(name))
        create_in_force(connection, f"policy.{name}s", IDENTITY[name])
    create_calendar(connection)


def create_calendar(connection: Connection) -> None:
    """Create policy.calendar, one row a day from 1990 to 2080."""
    create_table(connection, "policy.calendar", CALENDAR)
    connection.register("days_in_memory", _days())
    connection.execute("insert into policy.calendar from days_in_memory")
    connection.unregister("days_in_memory")


@cache
def _days() -> pyarrow.Table:
    days = calendar.columns_between(_FIRST_DAY, _LAST_DAY)
    return pyarrow.table(list(map(pyarrow.array, days)), names=list(CALENDAR))


def create_register(connection: Connection) -> None:
    """Create every table and macro of queries/register/, in the order they need."""
    connection.execute("create schema if not exists register")
    for contract in in_order(contract_names("register")):
        create_object(connection, contract)


def create_object(connection: Connection, contract: Contract) -> None:
    """Create one register table, or a table macro when the query has parameters."""
    name = contract.name.replace("/", ".")
    if contract.params:
        # Another name than any column has, or the parameter would hide the column.
        body = _PARAMETER.sub(r"given_\1", contract.sql)
        # Who asks the macro orders its rows; sorting them before is lost time.
        body = body.rsplit("\norder by ", 1)[0]
        listed = ", ".join(f"given_{param.name}" for param in contract.params)
        connection.execute(f"create macro {name}({listed}) as table {body}")
    elif parts := contract.header.get("Parts"):
        column, _of, source = parts[0].partition(" of ")
        _create_in_parts(connection, name, contract.sql, column, source)
    else:
        connection.execute(f"create table {name} as {contract.sql}")


def _create_in_parts(
    connection: Connection, name: str, sql: str, column: str, source: str
) -> None:
    """Create a table that is made a range of numbers at a time, so that any size fits.

    What the query holds of all its rows at once goes to no disk.
    """
    last = connection.execute(f"select coalesce(max({column}), 0) from {source}")
    [(highest,)] = last.fetchall()
    for first in range(0, highest + 1, _PART):
        connection.execute(f"set variable first_number = {first}")
        connection.execute(f"set variable last_number = {first + _PART - 1}")
        making = f"insert into {name}" if first else f"create table {name} as"
        connection.execute(f"{making} {sql}")
    connection.execute("reset variable first_number; reset variable last_number")


def in_order(names: Iterable[str]) -> list[Contract]:
    """The register contracts so that each comes after those it reads."""
    waiting = {name: read_contract(name) for name in names}
    done: list[Contract] = []
    while waiting:
        ready = [
            name
            for name, contract in waiting.items()
            if not {read.replace(".", "/") for read in contract.reads} & waiting.keys()
        ]
        if not ready:
            raise BadContract(
                "queries/register: {listed} read each other; break the circle "
                "in their Reads: lines.",
                listed=", ".join(sorted(waiting)),
            )
        done.extend(waiting.pop(name) for name in ready)
    return done
