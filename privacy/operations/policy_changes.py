"""A change of the policy on the page: what it would do, and how it is saved.

What it would do is computed: every rule and every check is asked of the build in force
by the policy as it is and as it would be, on the first day of the change.
"""

import datetime
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from privacy.building.bookkeeping import BOOKKEEPING
from privacy.building.schema import create_object, create_policy, in_order
from privacy.contracts import EVERY_CHECK, contract_names, read_contract
from privacy.contracts.statuses import TO_DELETE
from privacy.errors import Outdated
from privacy.installation import Installation
from privacy.journal import Actor, Journal
from privacy.journal.shapes import JOURNAL_SHAPES
from privacy.policy import Policy, read_policy
from privacy.policy.edits import seal_of, write_whole
from privacy.storage.builds import current_build
from privacy.storage.databases import (
    Connection,
    attach,
    connect,
    create_table,
    fetch_rows,
    fill_table,
)
from privacy.storage.keys import derive
from privacy.storage.organisations import Organisation

_MEANWHILE = (
    "A policy file was changed since this form was opened, by hand or in another "
    "window. Nothing is saved, and what you wrote is still here: show what it would "
    "do once more, and save it then."
)

Stands = Mapping[tuple[object, ...], int]


@dataclass(frozen=True)
class RecordEffect:
    """Records of one kind in one state, before a change and after it."""

    system: str
    record_type: str
    status: str
    before: int
    after: int


@dataclass(frozen=True)
class PromiseEffect:
    """A promise that stands otherwise after a change; None where there is none."""

    promise_id: str
    quote: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Effect:
    """What a change would do on a day; of records and promises only what differs.

    `due`, `kept`, `broken` and `not_measured` are totals before and after.
    """

    on: datetime.date
    records: Sequence[RecordEffect]
    promises: Sequence[PromiseEffect]
    due: tuple[int, int]
    kept: tuple[int, int]
    broken: tuple[int, int]
    not_measured: tuple[int, int]


@dataclass(frozen=True)
class _Standing:
    records: Stands
    promises: Mapping[str, tuple[str, str]]

    def due(self) -> int:
        return sum(
            n for (_s, _t, status), n in self.records.items() if status in TO_DELETE
        )

    def promised(self, status: str) -> int:
        return sum(promise == status for promise, _quote in self.promises.values())


def effect_of(
    home: Installation,
    organisation: Organisation,
    changed: Mapping[Path, bytes],
    on: datetime.date,
) -> Effect:
    """What changed policy files would do on a day.

    Raises BadPolicy with every fault of the files, BadBuild when there is no build.
    """
    after_policy = read_policy(organisation.folder, changed=changed)
    with closing(_open(home, organisation)) as connection:
        before = _standing(connection, read_policy(organisation.folder), on)
        after = _standing(connection, after_policy, on)
    return Effect(
        on,
        _record_effects(before.records, after.records),
        _promise_effects(before.promises, after.promises),
        (before.due(), after.due()),
        (before.promised("kept"), after.promised("kept")),
        (before.promised("broken"), after.promised("broken")),
        (before.promised("no_data"), after.promised("no_data")),
    )


def save_change(
    organisation: Organisation,
    changed: Mapping[Path, bytes],
    seen: str,
    actor: Actor,
    now: datetime.datetime,
    **details: object,
) -> None:
    """Write changed policy files, and a line of the journal about them.

    `seen` is the seal of the files when the change was shown. Raises Outdated when one
    was changed since, BadPolicy when they would not be sound, BadJournal when it cannot
    be written; nothing is then written.
    """
    folder = organisation.folder
    organisation.builds.mkdir(mode=0o700, parents=True, exist_ok=True)
    with FileLock(organisation.builds / "policy.lock", mode=0o600):
        if seal_of(folder) != seen:
            raise Outdated(_MEANWHILE)
        read_policy(folder, changed=changed)
        # Nothing is changed that the journal cannot tell of, and it tells of nothing
        # that was not changed.
        with Journal.of(organisation).alone() as write:
            write(
                "policy_changed",
                actor,
                now.astimezone(datetime.UTC).isoformat(timespec="seconds"),
                files=" ".join(sorted(file.name for file in changed)),
                **details,
            )
            for file, content in changed.items():
                write_whole(file, content)


def _open(home: Installation, organisation: Organisation) -> Connection:
    """What was imported, as the build in force holds it, and the journal, in memory."""
    connection = connect()
    master = home.keyring(organisation).master()
    file = current_build(organisation).register
    attach(connection, file, "build", derive(master, "register"), read_only=True)
    connection.execute("create schema imported; create schema journal")
    for table in _tables(connection, "imported"):
        # Records are known by the number of their row, which a view has not.
        kind = "table" if table == "records" else "view"
        connection.execute(
            f"create {kind} imported.{table} as from build.imported.{table}"
        )
    state = Journal.of(organisation).state()
    laid_out = {
        "holds": state.open_holds(),
        "attestations": state.attestations(),
        "hold_times": state.hold_times(),
        "rounds": state.rounds(),
        "round_records": state.round_records(),
        "notes": state.notes(),
    }
    for name, rows in laid_out.items():
        shape = JOURNAL_SHAPES[name]
        create_table(connection, f"journal.{name}", dict(shape))
        fill_table(connection, f"journal.{name}", rows, shape.values())
    return connection


def _tables(connection: Connection, schema: str) -> list[str]:
    rows = connection.execute(
        "select table_name from duckdb_tables() where database_name = 'build' "
        "and schema_name = ? order by all",
        [schema],
    ).fetchall()
    return [name for (name,) in rows]


def _standing(connection: Connection, policy: Policy, on: datetime.date) -> _Standing:
    """How records and promises stand on a day by a policy."""
    connection.execute("drop schema if exists register cascade")
    connection.execute("drop schema if exists policy cascade")
    create_policy(connection, policy)
    connection.execute("create schema register")
    _create_register(connection)
    results = _ask(connection, EVERY_CHECK, on)
    fill_table(
        connection,
        "register.check_results",
        [(name, on, *counts) for name, *counts in results],
    )
    records: dict[tuple[object, ...], int] = {}
    for system, kind, status, _rule, count, _oldest in _ask(
        connection, "dpo/gallring_by_system", on
    ):
        key = (system, kind, status)
        records[key] = records.get(key, 0) + int(str(count))
    board = read_contract("dpo/promises").column_names
    promises = {}
    for row in _ask(connection, "dpo/promises", on):
        values = dict(zip(board, row, strict=True))
        promises[str(values["promise_id"])] = (
            str(values["status"]),
            str(values["quote"]),
        )
    return _Standing(records, promises)


def _create_register(connection: Connection) -> None:
    """Make what rests on the policy, and show the rest as the build holds it."""
    made = {name.removeprefix("register/") for name in contract_names("register")}
    kept = _tables(connection, "register")
    create_table(
        connection,
        "register.check_results",
        dict(BOOKKEEPING["register.check_results"]),
    )
    for table in kept:
        if table not in made and table != "check_results":
            connection.execute(
                f"create view register.{table} as from build.register.{table}"
            )
    rests = {"policy"}
    for contract in in_order(contract_names("register")):
        name = contract.name.replace("/", ".")
        is_of_policy = any(
            read.split(".")[0] == "policy" or read in rests for read in contract.reads
        )
        if is_of_policy:
            rests.add(name)
        table = name.removeprefix("register.")
        if contract.params or is_of_policy or table not in kept:
            create_object(connection, contract)
        else:
            connection.execute(f"create view {name} as from build.{name}")


def _ask(
    connection: Connection, name: str, on: datetime.date
) -> list[tuple[object, ...]]:
    contract = read_contract(name)
    given = {"as_of": on, "language": "sv"}
    wanted = {param.name: given[param.name] for param in contract.params}
    connection.execute(contract.sql, wanted or None)
    return fetch_rows(connection, [column.type for column in contract.columns])


def _record_effects(before: Stands, after: Stands) -> list[RecordEffect]:
    return [
        RecordEffect(
            str(system),
            str(kind),
            str(status),
            before.get((system, kind, status), 0),
            after.get((system, kind, status), 0),
        )
        for system, kind, status in sorted({*before, *after}, key=str)
        if before.get((system, kind, status)) != after.get((system, kind, status))
    ]


def _promise_effects(
    before: Mapping[str, tuple[str, str]], after: Mapping[str, tuple[str, str]]
) -> list[PromiseEffect]:
    result = []
    for promise_id in sorted({*before, *after}):
        was, quote = before.get(promise_id, (None, ""))
        becomes, quote = after.get(promise_id, (None, quote))
        if was != becomes:
            result.append(PromiseEffect(promise_id, quote, was, becomes))
    return result
