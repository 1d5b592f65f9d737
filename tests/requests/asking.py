"""A small register of requests for tests: rows of the neutral CSV in, answers out."""

import functools
from collections.abc import Iterable, Mapping

import duckdb

from privacy.building.bookkeeping import BOOKKEEPING
from privacy.building.schema import create_object, create_policy, in_order
from privacy.contracts import contract_names, read_contract
from privacy.contracts.tables import tables
from privacy.imports.columns import read_columns
from privacy.installation import EXAMPLE
from privacy.policy import read_policy
from privacy.storage.databases import create_table

NEEDED = {
    "register/reply_days",
    "register/requests",
    "register/unmapped_words",
    "register/known_requests",
    "register/pauses",
    "register/due_days",
    "register/deadlines",
    "register/derivations",
    "register/period_requests",
    "register/incidents",
    "register/incident_grounds",
}


class Office:
    """One organisation's requests and incidents, and the queries about them."""

    def __init__(
        self,
        organisation: str = "claims-link",
        requests: Iterable[Mapping[str, str | None]] = (),
        incidents: Iterable[Mapping[str, str | None]] = (),
        choices: Mapping[str, str] | None = None,
    ) -> None:
        self.connection = duckdb.connect(config={"threads": 2})
        self.connection.execute("set TimeZone = 'Europe/Stockholm'")
        create_policy(self.connection, read_policy(EXAMPLE / organisation))
        for name, value in (choices or {}).items():
            self.connection.execute(
                "update policy.choices set value = ? where name = ?", [value, name]
            )
        for schema in ("export", "imported", "register", "journal"):
            self.connection.execute(f"create schema {schema}")
        self.connection.execute(
            "create table journal.holds (hold_id varchar, system varchar, "
            "record_type varchar, record_id varchar, owner varchar, reason varchar, "
            "set_on date, review_on date)"
        )
        self._take("requests", requests)
        self._take("incidents", incidents)
        facts = "register.source_facts"
        create_table(self.connection, facts, dict(BOOKKEEPING[facts]))
        for contract in in_order(NEEDED & set(contract_names("register"))):
            create_object(self.connection, contract)

    def _take(self, table, rows) -> None:
        names = [field.name for field in tables()[table].fields]
        described = ", ".join(f"{name} varchar" for name in names)
        self.connection.execute(
            f"create or replace table export.rows (line bigint, {described})"
        )
        rows = [[n, *(row.get(name) for name in names)] for n, row in enumerate(rows)]
        lines = [list(column) for column in zip(*rows, strict=True)]
        if lines:
            unnested = ", ".join("unnest(?::varchar[])" for _ in lines)
            self.connection.execute(f"insert into export.rows select {unnested}", lines)
        read_columns(self.connection, tables()[table], f"imported.{table}")
        self.connection.execute(
            f"alter table imported.{table} add column exported_on date"
        )

    def holding(
        self,
        requests: Iterable[Mapping[str, str | None]] = (),
        incidents: Iterable[Mapping[str, str | None]] = (),
    ) -> "Office":
        """The same office with other rows: what it held is forgotten."""
        for table, rows in (("requests", requests), ("incidents", incidents)):
            self.connection.execute(f"drop table imported.{table}")
            self._take(table, rows)
        for name in ("requests", "incidents", "unmapped_words"):
            self.connection.execute(f"drop table register.{name}")
            create_object(self.connection, read_contract(f"register/{name}"))
        return self

    def ask(self, name: str, **request: object) -> list[dict[str, object]]:
        """The answer to a named query, as dicts."""
        contract = read_contract(name)
        rows = self.connection.execute(contract.sql, request or None).fetchall()
        return [dict(zip(contract.column_names, row, strict=True)) for row in rows]

    def deadlines(self, as_of: object, language: str = "sv") -> dict[str, dict]:
        """dpo/requests by request_id."""
        rows = self.ask("dpo/requests", as_of=as_of, language=language)
        return {row["request_id"]: row for row in rows}


@functools.cache
def an_office(organisation: str = "claims-link") -> Office:
    """One office per organisation, laid out once; give it rows with `holding`."""
    return Office(organisation)
