"""The desk: where one role asks named questions and gets answers."""

from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb

from privacy.builds import Build, current_build
from privacy.contracts import Answer, Contract, read_contract
from privacy.databases import (
    Connection,
    attach,
    connect,
    fetch_rows,
    fill_table,
    seal,
)
from privacy.errors import BadBuild, BadContract, NotAllowed
from privacy.journal import Journal
from privacy.organisations import Organisation
from privacy.pseudonyms import Keyring, derive
from privacy.roles import SEES_LINES, Role

JOURNAL_SHAPES: Mapping[str, Mapping[str, str]] = {
    "holds": {
        "hold_id": "varchar",
        "system": "varchar",
        "record_type": "varchar",
        "record_id": "varchar",
        "owner": "varchar",
        "reason": "varchar",
        "set_on": "date",
        "review_on": "date",
    },
    "attestations": {
        "promise_id": "varchar",
        "attested_on": "date",
        "valid_until": "date",
        "note": "varchar",
        "attested_by": "varchar",
    },
    "hold_times": {
        "hold_id": "varchar",
        "system": "varchar",
        "record_type": "varchar",
        "record_id": "varchar",
        "owner": "varchar",
        "reason": "varchar",
        "set_at": "timestamptz",
        "lifted_at": "timestamptz",
        "review_on": "date",
    },
    "rounds": {
        "round_id": "varchar",
        "system": "varchar",
        "rule_id": "varchar",
        "status": "varchar",
        "listed": "bigint",
        "started_at": "timestamptz",
        "started_by": "varchar",
        "approved_at": "timestamptz",
        "approved_by": "varchar",
        "method": "varchar",
        "downloaded_at": "timestamptz",
        "closed_at": "timestamptz",
    },
    "round_records": {
        "round_id": "varchar",
        "record_type": "varchar",
        "record_id": "varchar",
        "count": "bigint",
        "due_on": "date",
    },
    "acts": {
        "number": "bigint",
        "done_at": "timestamptz",
        "who": "varchar",
        "kind": "varchar",
        "details": "varchar",
    },
}
"""What the journal says now, as tables a query may read."""


class Desk:
    """Answers one role from the sealed databases of one build.

    A role that may not see lines never opens the register's file.
    """

    def __init__(
        self,
        role: Role,
        organisation: Organisation,
        keyring: Keyring,
        build: Build | None = None,
    ) -> None:
        self.role = role
        self.organisation = organisation
        self._build = build or current_build(organisation)
        master = keyring.master()
        self._released = _open(self._build.released, derive(master, "releases"))
        self._register: Connection | None = None
        if role in SEES_LINES:
            self._register = _open(self._build.register, derive(master, "register"))
        self._journal = Journal(organisation.journal) if role in SEES_LINES else None

    @property
    def build(self) -> str:
        """The stamp of the build that answers."""
        return self._build.stamp

    def ask(self, name: str, **given: object) -> Answer:
        """Ask a named query. There is no way to ask with SQL.

        Raises NotAllowed when the query's header lacks the role, BadContract when a
        parameter is missing or unknown.
        """
        contract = read_contract(name)
        if self.role not in contract.roles:
            raise NotAllowed(
                f"{self.role} may not ask {name}: its header allows "
                f"{', '.join(contract.roles)}."
            )
        _check_given(contract, given)
        connection = self._released if _is_released(contract) else self._register
        if connection is None:
            raise NotAllowed(f"{self.role} may not open the register for {name}.")
        cursor = connection.cursor()
        cursor.execute("use build")
        self._lay_out_journal(cursor, contract)
        try:
            cursor.execute(contract.sql, given or None)
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise BadBuild(
                "What was imported was built by another version of this program; run "
                "`python -m privacy import` once, and load this page again."
            ) from error
        rows = fetch_rows(cursor, [column.type for column in contract.columns])
        cursor.close()
        return Answer(contract, rows)

    def parameters(self, name: str) -> set[str]:
        """The names of the parameters that a query takes."""
        return {param.name for param in read_contract(name).params}

    def close(self) -> None:
        """Let go of the databases."""
        self._released.close()
        if self._register is not None:
            self._register.close()

    def _lay_out_journal(self, cursor: Connection, contract: Contract) -> None:
        """Fill journal.* anew, so that a hold set a second ago counts."""
        wanted = [
            read.removeprefix("journal.")
            for read in contract.reads
            if read.startswith("journal.")
        ]
        if not wanted or self._journal is None:
            return
        now: dict[str, Callable[[], list[tuple[object, ...]]]] = {
            "holds": self._journal.open_holds,
            "attestations": self._journal.attestations,
            "hold_times": self._journal.hold_times,
            "rounds": self._journal.rounds,
            "round_records": self._journal.round_records,
            "acts": self._journal.acts,
        }
        cursor.execute("begin")
        for table in wanted:
            cursor.execute(f"delete from journal.{table}")
            fill_table(cursor, f"journal.{table}", now[table]())
        cursor.execute("commit")


def _is_released(contract: Contract) -> bool:
    return all(read.startswith("released.") for read in contract.reads)


def _check_given(contract: Contract, given: Mapping[str, object]) -> None:
    wanted = {param.name for param in contract.params}
    missing, unknown = wanted - given.keys(), given.keys() - wanted
    if missing or unknown:
        raise BadContract(
            f"{contract.name} takes the parameters {sorted(wanted)}"
            + (f"; missing: {sorted(missing)}" if missing else "")
            + (f"; unknown: {sorted(unknown)}" if unknown else "")
            + "."
        )


def _open(file: Path, key: str) -> Connection:
    connection = connect()
    connection.execute("attach ':memory:' as journal")
    for table, shape in JOURNAL_SHAPES.items():
        described = ", ".join(f"{name} {kind}" for name, kind in shape.items())
        connection.execute(f"create table journal.{table} ({described})")
    attach(connection, file, "build", key, read_only=True)
    seal(connection)
    return connection
