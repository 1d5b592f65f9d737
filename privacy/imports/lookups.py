"""What many lines of a web log share is worked out once: pages, networks, browsers."""

import datetime
from dataclasses import astuple, dataclass, field
from functools import cache

import duckdb

from privacy.contracts import read_contract
from privacy.imports import user_agents
from privacy.imports.clock import years_of
from privacy.imports.import_counts import Context
from privacy.storage.databases import create_table, fill_table

_MOST_KNOWN = 500_000
"""Addresses or agents that are remembered; with more, all are worked out again."""


@dataclass
class Lookups:
    """The tables that queries/imports/hits.sql joins, filled from export.timed_fields.

    Pages and referrers are those of one block of lines. Networks and browsers stay for
    the blocks that follow, so that a keyed hash is made once for each address.
    """

    connection: duckdb.DuckDBPyConnection
    context: Context
    _months: set[datetime.date] = field(default_factory=set)

    def lay_out(self) -> None:
        """Make the tables that queries read before any line is."""
        run = self.connection.execute
        user_agents.prepare()
        self.create("export.networks", "imports/networks")
        self.create("export.browsers", "imports/browsers")
        run("create table export.agents (agent text, browser text, is_robot boolean)")
        run(
            "create table export.years (year bigint, moved_at timestamp, moved_back_at "
            "timestamp, offset_between interval, offset_else interval)"
        )
        fill_table(self.connection, "export.years", _years(self.context.zone))
        run(f"set variable clock = ({read_contract('imports/clock').sql})")
        self.context.open_months(self.connection, [])

    def fill(self) -> None:
        """Look up all that the lines in export.timed_fields hold."""
        self._open_months()
        for table in ("pages", "referrers"):
            self.make(f"export.{table}", f"imports/{table}")
        self._forget("networks")
        self._find_new("addresses", "address", "networks")
        self._add("networks")
        self._forget("browsers")
        self._find_new("agents", "agent", "browsers")
        self._know_agents()
        self._add("browsers")

    def create(self, table: str, query: str) -> None:
        """Make an empty table with the columns of a query's answer."""
        columns = {column.name: column.type for column in read_contract(query).columns}
        create_table(self.connection, table, columns)

    def make(self, table: str, query: str) -> None:
        """Make a table again from a query's answer."""
        sql = read_contract(query).sql
        self.connection.execute(f"create or replace table {table} as {sql}")

    def _open_months(self) -> None:
        rows = self.connection.execute(
            "select distinct month from export.timed_fields"
        ).fetchall()
        months = {month for (month,) in rows}
        if not months <= self._months:
            self._months |= months
            self.context.open_months(self.connection, sorted(self._months))

    def _forget(self, table: str) -> None:
        """Empty a table that stays when it has grown too large for memory."""
        count = self.connection.execute(f"select count(*) from export.{table}")
        (rows,) = count.fetchone() or (0,)
        if rows > _MOST_KNOWN:
            self.connection.execute(f"truncate export.{table}")

    def _find_new(self, things: str, column: str, known: str) -> None:
        """Make export.new_<things>: those of each month that are not known yet."""
        self.connection.execute(
            f"create or replace table export.new_{things} as "
            f"select * from (select distinct month, {column} from export.timed_fields) "
            f"anti join export.{known} using (month, {column})"
        )

    def _add(self, table: str) -> None:
        """Add what is new to a table that stays."""
        sql = read_contract(f"imports/{table}").sql
        self.connection.execute(f"insert into export.{table} {sql}")

    def _know_agents(self) -> None:
        """Fill export.agents with the agents that are new."""
        result = self.connection.execute(
            "select distinct agent from export.new_agents"
        ).fetchall()
        rows = [
            (a, user_agents.browser_of(a), user_agents.is_robot(a)) for (a,) in result
        ]
        self.connection.execute("delete from export.agents")
        fill_table(self.connection, "export.agents", rows)


@cache
def _years(zone: str) -> tuple[tuple[object, ...], ...]:
    return tuple(map(astuple, years_of(zone)))
