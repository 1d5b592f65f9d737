"""The desk: where one role asks named questions and gets answers."""

import datetime
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import duckdb

from privacy.contracts import Answer, Contract, read_contract
from privacy.errors import BadBuild, BadContract, NotAllowed
from privacy.journal import Journal, JournalState
from privacy.journal.shapes import JOURNAL_SHAPES
from privacy.organisations import Organisation
from privacy.roles import SEES_LINES, Role
from privacy.storage.builds import Build, current_build
from privacy.storage.databases import (
    Connection,
    attach,
    connect,
    fetch_rows,
    fill_table,
    seal,
)
from privacy.storage.keys import Keyring, derive

_FORMS = {"date": "a day, written 2026-11-23", "bigint": "a whole number"}
"""How a parameter that is given as text is written, by its type."""


_FOR_ALL = "journal.notes"
"""The only table of the journal that others than the officer are answered from."""


class Desk:
    """Answers one role from the sealed databases of one build.

    A role that may not see lines never opens the register's file. Any number of threads
    may ask one desk: no question leaves anything behind that another could read. Its
    files are let go when nobody holds it any more. What does not fit in memory is
    written, encrypted, into the folder `spill`, or refused without one.
    """

    def __init__(
        self,
        role: Role,
        organisation: Organisation,
        keyring: Keyring,
        build: Build | None = None,
        spill: Path | None = None,
    ) -> None:
        self.role = role
        self.organisation = organisation
        self._build = build or current_build(organisation)
        master = keyring.master()
        self._released = _open(self._build.released, derive(master, "releases"))
        self._register: Connection | None = None
        if role in SEES_LINES:
            self._register = _open(
                self._build.register, derive(master, "register"), spill
            )
        self._journal = Journal.of(organisation)
        self._journal_state = JournalState()

    @property
    def build(self) -> str:
        """The stamp of the build that answers."""
        return self._build.stamp

    def ask(self, name: str, **given: object) -> Answer:
        """Ask a named query. There is no way to ask with SQL.

        Raises NotAllowed when the query's header lacks the role, BadContract when a
        parameter is missing or unknown.
        """
        return self.answer(name, given, self.journal_state(name))

    def journal_state(self, name: str) -> JournalState:
        """What the journal says now, for a query that reads it; else nothing."""
        if not _of_journal(read_contract(name)):
            return JournalState()
        # It only saves reading: the next question looks again.
        self._journal_state = self._journal.state(self._journal_state)
        return self._journal_state

    def answer(
        self, name: str, given: Mapping[str, object], journal_state: JournalState
    ) -> Answer:
        """Answer a query as of a state of the journal; raises what `ask` does."""
        contract = permitted(self.role, name)
        _check_given(contract, given)
        connection = self._released if _is_released(contract) else self._register
        if connection is None:
            raise NotAllowed(f"{self.role} may not open the register for {name}.")
        with closing(connection.cursor()) as cursor:
            cursor.execute("use build")
            cursor.execute("begin")
            self._lay_out_journal(cursor, contract, journal_state)
            try:
                cursor.execute(contract.sql, dict(given) or None)
            except (duckdb.CatalogException, duckdb.BinderException) as error:
                raise BadBuild(
                    "What was imported was built by another version of this program; "
                    "run `python -m privacy import` once, and load this page again."
                ) from error
            rows = fetch_rows(cursor, [column.type for column in contract.columns])
            cursor.execute("rollback")
        return Answer(contract, rows)

    def parameters(self, name: str) -> set[str]:
        """The names of the parameters that a query takes."""
        return {param.name for param in read_contract(name).params}

    def close(self) -> None:
        """Let go of the databases at once; for who alone holds the desk."""
        self._released.close()
        if self._register is not None:
            self._register.close()

    def _lay_out_journal(
        self, cursor: Connection, contract: Contract, journal_state: JournalState
    ) -> None:
        """Fill journal.* from a state of the journal, in a transaction that is undone.

        So nobody else sees it, and it is in nobody's way.
        """
        journal = self._journal
        laid_out: dict[str, Callable[[], list[tuple[object, ...]]]] = {
            "holds": journal_state.open_holds,
            "attestations": journal_state.attestations,
            "hold_times": journal_state.hold_times,
            "rounds": journal_state.rounds,
            "round_records": journal_state.round_records,
            "notes": journal_state.notes,
            "acts": lambda: journal.acts(journal_state),
        }
        for table in _of_journal(contract):
            kinds = JOURNAL_SHAPES[table].values()
            fill_table(cursor, f"journal.{table}", laid_out[table](), kinds)


def permitted(role: Role, name: str) -> Contract:
    """The contract of a query that a role may ask.

    Raises NotAllowed when the query's header lacks the role, BadContract when there is
    no such query.
    """
    contract = read_contract(name)
    if role not in contract.roles:
        raise NotAllowed(
            f"{role} may not ask {name}: its header allows {', '.join(contract.roles)}."
        )
    return contract


def state_of(name: str, journal_state: JournalState) -> tuple[int, str]:
    """Number and hash of the last entry that the answer of a query depends on."""
    tables = _of_journal(read_contract(name))
    if not tables:
        return JournalState().head
    return journal_state.head if "acts" in tables else journal_state.decision


def _of_journal(contract: Contract) -> list[str]:
    """The tables of the journal that a query reads."""
    return [
        read.removeprefix("journal.")
        for read in contract.reads
        if read.startswith("journal.")
    ]


def _is_released(contract: Contract) -> bool:
    """Whether everyone may know all that a query reads: figures and notes on them."""
    return all(
        read.startswith("released.") or read == _FOR_ALL for read in contract.reads
    )


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
    for param in contract.params:
        value = given[param.name]
        if isinstance(value, str) and not _is_written_as(param.type, value):
            raise BadContract(f"{contract.name}: {param.name} is {_FORMS[param.type]}.")


def _is_written_as(kind: str, text: str) -> bool:
    """Whether a text can be read as a type, where we know how it is written."""
    try:
        if kind == "date":
            datetime.date.fromisoformat(text)
        elif kind in _FORMS:
            int(text)
    except ValueError:
        return False
    return True


def _open(file: Path, key: str, spill: Path | None = None) -> Connection:
    connection = connect(spill=spill)
    connection.execute("attach ':memory:' as journal")
    for table, shape in JOURNAL_SHAPES.items():
        described = ", ".join(f"{name} {kind}" for name, kind in shape.items())
        connection.execute(f"create table journal.{table} ({described})")
    attach(connection, file, "build", key, read_only=True)
    seal(connection)
    return connection
