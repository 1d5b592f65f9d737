"""The desk: where one role asks named questions and gets answers."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb
import pyarrow

from privacy.contracts import Answer, Contract, Part, read_contract
from privacy.contracts.roles import SEES_LINES, Role
from privacy.errors import BadBuild, BadContract, NotAllowed
from privacy.journal import Journal, JournalState
from privacy.journal.shapes import JOURNAL_SHAPES
from privacy.storage.builds import Build, current_build
from privacy.storage.databases import (
    Connection,
    at_once,
    attach,
    connect,
    create_table,
    fetch_rows,
    fill_table,
    seal,
)
from privacy.storage.keys import Keyring, derive
from privacy.storage.organisations import Organisation

_FORMS = {"date": "a day, written 2026-11-23", "bigint": "a whole number"}
"""How a parameter that is given as text is written, by its type."""


_OF_THE_POLICY = ("policy_changed", "policy_read")
"""The kinds of entry that are of the policy: journal.policy_acts."""
_OF_ALL = frozenset({"acts", "policy_acts", "hours"})
"""The tables of the journal that any entry may change."""
_FOR_ALL = "journal.notes"
"""The only table of the journal that others than the officer are answered from."""
_AT_A_TIME = 100_000
"""Rows of an answer that is streamed, at once in memory."""


class Desk:
    """Answers one role from the sealed databases of one build.

    A role that may not see lines never opens the register's file. Any number of threads
    may ask one desk: no question leaves anything behind that another could read. Its
    files are let go when nobody holds it any more. What does not fit in memory is
    written, encrypted, into the folder `spill`, or refused without one. With
    `is_of_lines` it answers from the register alone, for a command that asks no more.

    `register` is a connection where the register of a build that is being made is
    attached as `build`; the desk then answers from it alone.
    """

    def __init__(
        self,
        role: Role,
        organisation: Organisation,
        keyring: Keyring,
        build: Build | None = None,
        spill: Path | None = None,
        *,
        is_of_lines: bool = False,
        register: Connection | None = None,
    ) -> None:
        self.role = role
        self.organisation = organisation
        self._build = build or current_build(organisation)
        master = keyring.master()
        self._released: Connection | None = None
        if not is_of_lines and register is None:
            self._released = _open(self._build.released, derive(master, "releases"))
        self._register: Connection | None = None
        if register is not None:
            self._register = register.cursor()
            _attach_journal(self._register)
        elif role in SEES_LINES:
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

    def ask_part(self, name: str, part: Part, **given: object) -> Answer:
        """Ask for a part of what a named query answers; raises what `ask` does."""
        return self.answer(name, given, self.journal_state(name), part)

    def journal_state(self, name: str) -> JournalState:
        """What the journal says now, for a query that reads it; else nothing."""
        if not _of_journal(read_contract(name)):
            return JournalState()
        # It only saves reading: the next question looks again.
        self._journal_state = self._journal.state(self._journal_state)
        return self._journal_state

    def answer(
        self,
        name: str,
        given: Mapping[str, object],
        journal_state: JournalState,
        part: Part | None = None,
    ) -> Answer:
        """Answer a query, or a part of it, as of a state of the journal.

        Raises what `ask` does.
        """
        with self._asked(name, given, journal_state, part) as (contract, cursor):
            rows = fetch_rows(cursor, [column.type for column in contract.columns])
        return Answer(contract, rows)

    @contextmanager
    def streaming(
        self, name: str, **given: object
    ) -> Iterator[pyarrow.RecordBatchReader]:
        """What a named query answers, a part at a time; for more than memory holds.

        Raises what `ask` does.
        """
        with self._asked(name, given, self.journal_state(name)) as (_, cursor):
            yield cursor.to_arrow_reader(_AT_A_TIME)

    @contextmanager
    def _asked(
        self,
        name: str,
        given: Mapping[str, object],
        journal_state: JournalState,
        part: Part | None = None,
    ) -> Iterator[tuple[Contract, Connection]]:
        """A cursor that has asked a query; the same query, or of a part of it."""
        contract = permitted(self.role, name)
        _check_given(contract, given)
        if part:
            contract, given = part.of(contract), {**given, **part.given}
        connection = self._released if _is_released(contract) else self._register
        if connection is None:
            raise NotAllowed(
                "{role} may not open what {name} reads.", role=self.role, name=name
            )
        with closing(connection.cursor()) as cursor:
            cursor.execute("use build")
            cursor.execute("begin")
            self._lay_out_journal(cursor, contract, journal_state, given.get("month"))
            try:
                cursor.execute(contract.sql, dict(given) or None)
            except (duckdb.CatalogException, duckdb.BinderException) as error:
                raise BadBuild(
                    "What was imported was built by another version of this program; "
                    "run `python -m privacy import` once, and load this page again."
                ) from error
            yield contract, cursor
            cursor.execute("rollback")

    def parameters(self, name: str) -> set[str]:
        """The names of the parameters that a query takes."""
        return {param.name for param in read_contract(name).params}

    def close(self) -> None:
        """Let go of the databases at once; where nobody else holds the desk."""
        for connection in (self._released, self._register):
            if connection is not None:
                connection.close()

    def _lay_out_journal(
        self,
        cursor: Connection,
        contract: Contract,
        journal_state: JournalState,
        month: object,
    ) -> None:
        """Fill journal.* from a state of the journal, in a transaction that is undone.

        So nobody else sees it, and it is in nobody's way. Of the acts only those of the
        `month` that is asked for are read.
        """
        journal = self._journal
        laid_out: dict[str, Callable[[], list[tuple[object, ...]]]] = {
            "holds": journal_state.open_holds,
            "attestations": journal_state.attestations,
            "hold_times": journal_state.hold_times,
            "rounds": journal_state.rounds,
            "round_records": journal_state.round_records,
            "notes": journal_state.notes,
            "acts": lambda: journal.acts(journal_state, _as_month(month)),
            "policy_acts": lambda: journal.acts(journal_state, None, *_OF_THE_POLICY),
            "hours": lambda: [(hour,) for hour in journal.hours()],
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
            "{role} may not ask {name}: its header allows {listed}.",
            role=role,
            name=name,
            listed=", ".join(contract.roles),
        )
    return contract


def state_of(name: str, journal_state: JournalState) -> tuple[int, str]:
    """Number and hash of the last entry that the answer of a query depends on."""
    tables = _of_journal(read_contract(name))
    if not tables:
        return JournalState().head
    return journal_state.decision if _OF_ALL.isdisjoint(tables) else journal_state.head


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
            "{name} takes the parameters {wanted}; missing: {missing}; unknown: "
            "{unknown}.",
            name=contract.name,
            wanted=sorted(wanted),
            missing=sorted(missing),
            unknown=sorted(unknown),
        )
    for param in contract.params:
        value = given[param.name]
        if isinstance(value, str) and not _is_written_as(param.type, value):
            raise BadContract(
                "{name}: {parameter} is {form}.",
                name=contract.name,
                parameter=param.name,
                form=_FORMS[param.type],
            )


def _as_month(given: object) -> datetime.date | None:
    """The first day of a month that is asked for, as a day or as text; None of all."""
    return datetime.date.fromisoformat(str(given)[:10]) if given else None


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
    # What a question needed goes back to the machine when it is answered.
    connection.execute("set allocator_background_threads = true")
    _attach_journal(connection)
    attach(connection, file, "build", key, read_only=True)
    seal(connection)
    return connection


def _attach_journal(connection: Connection) -> None:
    """Make a place for the tables of the journal, empty."""
    connection.execute("attach ':memory:' as journal")
    with at_once(connection):
        for table, shape in JOURNAL_SHAPES.items():
            create_table(connection, f"journal.{table}", dict(shape))
