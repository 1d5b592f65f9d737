"""Builds the register: everything taken in, the policy, and what follows from them."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby

from privacy.building.bookkeeping import (
    BOOKKEEPING,
    fill_absent_columns,
    fill_bookkeeping,
    fill_history,
    fill_inventories,
    fill_rejects,
    parts_with,
)
from privacy.building.contents import Contents
from privacy.building.replacing import Replacing
from privacy.building.schema import create_policy, create_register
from privacy.contracts import contract_names, read_contract
from privacy.imports.deduplicate import KEPT_BY_ID
from privacy.journal import Journal, JournalState
from privacy.policy import Policy
from privacy.storage.builds import Build
from privacy.storage.databases import (
    Connection,
    at_once,
    attach,
    create_table,
    fill_table,
)
from privacy.storage.keys import derive
from privacy.storage.rows import (
    OWN_INVENTORY,
    OWN_SYSTEM,
    SOURCE_OF,
    UNDATED,
    Part,
    RowStore,
    files_of,
    reading,
)

REPLACED_WITHIN: Mapping[str, Sequence[str]] = {
    "web_aggregates": ("tool", "site", "dimension")
}
"""Tables of periods: an export replaces what earlier ones said within its own days.

Only of the same tool, site and dimension: a file of each month makes one series.
"""

_REPLACED = """
insert into imported.records by name
with newer as (
    select
        old.file_id,
        old.file,
        old.standing,
        old.imported_at,
        min(new.imported_at) as replaced_at
    from register.inventories as old
    left join register.inventories as new
        on old.register = new.register and old.system = new.system
        and old.record_type = new.record_type and old.file_id <> new.file_id
        and new.standing in ('Gäller', 'Ersatt')
        and (new.exported_on, new.imported_at) > (old.exported_on, old.imported_at)
    where not list_contains($gone::varchar[], old.file_id)
    group by all
)
select
    $system as system,
    $kind as record_type,
    file || ' ' || left(file_id, 8) as record_id,
    1 as count,
    []::varchar[] as bad_fields,
    []::varchar[] as rules,
    $as_of::date as exported_on,
    max(coalesce(replaced_at, imported_at))::date as contract_end
from newer
group by file_id, file
having bool_and(standing in ('Ersatt', 'Upprepad', 'Förbigången'))
"""
"""What newer inventories replaced, each due from the day on which all of it was."""


@contextmanager
def writing_register(
    connection: Connection, build: Build, store: RowStore
) -> Iterator[None]:
    """The register of a build, attached to be written and in use as `build`."""
    key = derive(store.keyring.master(), "register")
    attach(connection, build.register, "build", key, read_only=False)
    connection.execute("use build")
    try:
        yield
        connection.execute("checkpoint build")
    finally:
        connection.execute("use memory")
        connection.execute("detach build")


def build_register(
    connection: Connection,
    store: RowStore,
    policy: Policy,
    parts: Sequence[Part],
    own: Sequence[Mapping[str, object]],
    as_of: datetime.date,
) -> None:
    """Write the register from the policy and the parts, as of a day.

    `connection` is `writing_register`; `own` are this program's own files, as rows of
    imported.records by column.
    """
    state = Journal.of(store.organisation).state()
    store.add_keys(connection, [])
    with at_once(connection):
        create_policy(connection, policy)
        connection.execute("create schema imported; create schema register")
        for table, columns in BOOKKEEPING.items():
            create_table(connection, table, dict(columns))
        for table in state_tables():
            columns = {**_columns_of(table), "exported_on": "date"}
            create_table(connection, f"imported.{table}", columns)
    fill_bookkeeping(connection, store, parts)
    fill_rejects(connection, store, parts)
    for table in state_tables():
        _fill_imported(connection, store, table, parts, state)
    fill_absent_columns(connection, parts)
    fill_history(connection, store, parts, state)
    _add_own_records(connection, own)
    _add_replaced(connection, parts, as_of)
    create_register(connection)


def state_tables() -> list[str]:
    """The imported tables whose rows stay: those with a neutral form, events apart."""
    return sorted(
        name.split("/")[1]
        for name in contract_names("imports")
        if name.endswith("/neutral") and name.split("/")[1] not in SOURCE_OF
    )


def _columns_of(table: str) -> dict[str, str]:
    """The columns of the rows of an export that stay, name to DuckDB type."""
    columns = read_contract(f"imports/{table}/neutral").columns
    return {column.name: column.type for column in columns}


def _fill_imported(
    connection: Connection,
    store: RowStore,
    table: str,
    parts: Sequence[Part],
    state: JournalState,
) -> None:
    columns = _columns_of(table)
    held = parts_with(table, parts)
    if table in KEPT_BY_ID:
        # What one import kept has the same columns, and is read at once.
        for _, alike in groupby(held, key=lambda part: part.imported_at):
            _insert_in_order(connection, store, table, list(alike), columns)
        _keep_newest(connection, table)
    elif table in REPLACED_WITHIN:
        for part in held:
            _delete_within(connection, store, table, part)
            rows = store.view(connection, table, UNDATED, [part])
            _insert(connection, rows, table, part, columns)
    elif held:
        contents = Contents(connection, store, table, held, state)
        replacing = Replacing(table, contents, state)
        replacing.decide()
        fill_inventories(connection, replacing)
        for part, standing in replacing.standing_rows:
            _insert(connection, standing, table, part, columns)


def _add_own_records(
    connection: Connection, own: Sequence[Mapping[str, object]]
) -> None:
    alike: dict[tuple[str, ...], list[Sequence[object]]] = {}
    for row in own:
        alike.setdefault(tuple(row), []).append(list(row.values()))
    types = {
        name: kind
        for name, kind, *_ in connection.execute("describe imported.records").fetchall()
    }
    for names, rows in alike.items():
        described = ", ".join(f"{name} {types[name]}" for name in names)
        connection.execute(f"create or replace temp table own_records ({described})")
        fill_table(connection, "own_records", rows)
        connection.execute("insert into imported.records by name from own_records")
    connection.execute("drop table if exists own_records")


def _add_replaced(
    connection: Connection, parts: Sequence[Part], as_of: datetime.date
) -> None:
    """List the inventories that newer ones replaced as records of our own system."""
    gone = [part.file_id for part in parts if part.is_thinned]
    connection.execute(
        _REPLACED,
        {"system": OWN_SYSTEM, "kind": OWN_INVENTORY, "gone": gone, "as_of": as_of},
    )


def _insert(
    connection: Connection,
    rows: str | None,
    table: str,
    part: Part,
    columns: Mapping[str, str],
) -> None:
    kept = connection.execute(f"describe from {rows}").fetchall()
    # What an older version kept lacks the columns that came since.
    named = ", ".join(name for name, *_ in kept if name in columns)
    connection.execute(
        f"insert into imported.{table} ({named}, exported_on) "
        f"select {named}, ?::date from {rows}",
        [part.exported_on],
    )


def _insert_in_order(
    connection: Connection,
    store: RowStore,
    table: str,
    parts: Sequence[Part],
    columns: Mapping[str, str],
) -> None:
    """Insert the rows of exports that one import kept, in the order of the exports."""
    shape = {"filename": "varchar", "nth": "bigint", "exported_on": "date"}
    create_table(connection, "inserted_from", shape)
    files = {
        file: (nth, part.exported_on)
        for nth, part in enumerate(parts)
        for span in part.spans
        if (span.table, span.span) == (table, UNDATED)
        for file in files_of(store.organisation.rows / part.file_id, span)
    }
    inserted = [(file.as_posix(), *item) for file, item in files.items()]
    fill_table(connection, "inserted_from", inserted)
    rows = reading(list(files), UNDATED, names=True)
    kept = connection.execute(f"describe from {rows}").fetchall()
    named = ", ".join(name for name, *_ in kept if name in columns)
    connection.execute(
        f"insert into imported.{table} ({named}, exported_on) select {named}, "
        f"exported_on from {rows} inner join inserted_from using (filename) "
        "order by nth, file_row_number; drop table inserted_from"
    )


def _delete_within(
    connection: Connection, store: RowStore, table: str, part: Part
) -> None:
    """Delete what earlier exports said of periods that lie within a part's days."""
    same = REPLACED_WITHIN[table]
    reading = store.view(connection, table, UNDATED, [part])
    alike = " and ".join(f"old.{name} is not distinct from new.{name}" for name in same)
    connection.execute(
        f"delete from imported.{table} as old using (select {', '.join(same)}, "
        "min(first_on) as first_on, max(last_on) as last_on "
        f"from {reading} group by all) as new where {alike} "
        "and old.first_on >= new.first_on and old.last_on <= new.last_on"
    )


def _keep_newest(connection: Connection, table: str) -> None:
    """Of each id keep the row inserted last: exports come oldest first."""
    ids = ", ".join(KEPT_BY_ID[table])
    connection.execute(
        f"delete from imported.{table} where rowid not in ("
        f"select max(rowid) from imported.{table} group by {ids})"
    )
