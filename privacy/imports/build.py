"""Builds the register: everything taken in, the policy, and what follows from them."""

import datetime
from collections.abc import Mapping, Sequence

from privacy.builds import Build
from privacy.contracts import contract_names, read_contract
from privacy.databases import Connection, attach, connect, fill_table
from privacy.imports.keeping import KEPT_BY_ID
from privacy.imports.register import (
    create_policy,
    create_register,
    create_table,
)
from privacy.journal import Journal
from privacy.policy import Policy
from privacy.pseudonyms import derive
from privacy.rows import STAYS, Part, RowStore

BOOKKEEPING: Mapping[str, Mapping[str, str]] = {
    "register.files": {
        "file_id": "varchar",
        "source": "varchar",
        "file": "varchar",
        "format": "varchar",
        "read": "bigint",
        "accepted": "bigint",
        "rejected": "bigint",
        "duplicate": "bigint",
        "refused": "varchar",
        "exported_on": "date",
        "imported_at": "timestamptz",
        "first_on": "date",
        "last_on": "date",
    },
    "register.reject_reasons": {
        "file_id": "varchar",
        "reason": "varchar",
        "count": "bigint",
    },
    "register.rejects": {"file_id": "varchar", "line": "bigint", "reason": "varchar"},
    "register.source_months": {
        "source": "varchar",
        "month": "date",
        "file_id": "varchar",
        "rows": "bigint",
    },
    "register.source_facts": {
        "source": "varchar",
        "month": "date",
        "fact": "varchar",
        "count": "bigint",
    },
    "register.check_results": {
        "check_name": "varchar",
        "as_of_on": "date",
        "expected": "bigint",
        "found": "bigint",
        "population": "bigint",
        "since_on": "date",
        "example_ids": "varchar[]",
        "has_data": "boolean",
    },
    "register.releases": {
        "release_id": "varchar",
        "source": "varchar",
        "month": "date",
        "version": "integer",
        "released_at": "timestamptz",
        "statistic": "varchar",
        "cells": "bigint",
        "first_withheld": "bigint",
        "second_withheld": "bigint",
        "narrowest": "bigint",
        "min_persons": "bigint",
        "refused": "varchar",
    },
    # Every inventory taken in; `place` is their order.
    "register.record_exports": {
        "file_id": "varchar",
        "file": "varchar",
        "series": "varchar",
        "place": "bigint",
        "exported_on": "date",
        "imported_at": "timestamptz",
    },
    # Which inventories held the records that a gallring round or a hold names.
    "register.record_history": {
        "file_id": "varchar",
        "system": "varchar",
        "record_type": "varchar",
        "record_id": "varchar",
    },
    # The last entry of the journal when the build was made.
    "register.journal_heads": {"number": "bigint", "hash": "varchar"},
}
"""Tables that the program itself fills, with their columns and types."""

SOURCE_OF = {"calls": "telephone", "hits": "web", "searches": "search"}
"""The source that a table of events comes from."""

REPLACED_WITHIN: Mapping[str, Sequence[str]] = {
    "web_aggregates": ("tool", "site", "dimension")
}
"""Tables of periods: an export replaces what earlier ones said within its own days.

Only of the same tool, site and dimension: a file of each month makes one series.
"""

_AGGREGATED_ROWS = "aggregated_rows"
"""The fact that says which months came as figures, without rows of events."""

_MOST_REJECTS = 1000
"""Rejected lines listed one by one per file; all of them are counted."""


def open_register(build: Build, store: RowStore) -> Connection:
    """A writable connection with the register attached and in use as `build`."""
    build.organisation.builds.mkdir(mode=0o700, parents=True, exist_ok=True)
    connection = connect(spill=build.organisation.builds / "spill")
    key = derive(store.keyring.master(), "register")
    attach(connection, build.register, "build", key, read_only=False)
    connection.execute("use build")
    return connection


def build_register(
    build: Build,
    store: RowStore,
    policy: Policy,
    parts: Sequence[Part],
    own: Sequence[Mapping[str, object]] = (),
) -> None:
    """Write register-<stamp>.duckdb from the policy and the parts.

    `own` are this program's own files, as rows of imported.records by column.
    """
    connection = open_register(build, store)
    try:
        store.add_keys(connection, [])
        create_policy(connection, policy)
        connection.execute("create schema imported; create schema register")
        for table, columns in BOOKKEEPING.items():
            create_table(connection, table, dict(columns))
        _fill_bookkeeping(connection, parts)
        _fill_rejects(connection, store, parts)
        for table in state_tables():
            _create_imported(connection, store, table, parts)
        _fill_history(connection, store, parts)
        _add_own_records(connection, own)
        create_register(connection)
        connection.execute("checkpoint build")
    finally:
        connection.close()


def state_tables() -> list[str]:
    """The imported tables whose rows stay: those with a neutral form, events apart."""
    return sorted(
        name.split("/")[1]
        for name in contract_names("imports")
        if name.endswith("/neutral") and name.split("/")[1] not in SOURCE_OF
    )


def _create_imported(
    connection: Connection, store: RowStore, table: str, parts: Sequence[Part]
) -> None:
    contract = read_contract(f"imports/{table}/neutral")
    columns = {column.name: column.type for column in contract.columns}
    create_table(connection, f"imported.{table}", {**columns, "exported_on": "date"})
    held = _parts_with(table, parts)
    is_every = table in KEPT_BY_ID or table in REPLACED_WITHIN
    for part in held if is_every else _newest_of_series(held):
        if table in REPLACED_WITHIN:
            _delete_told_anew(connection, store, table, part)
        _insert(connection, store, f"imported.{table}", table, part, columns)
    if table in KEPT_BY_ID:
        _keep_newest(connection, table)


def _parts_with(table: str, parts: Sequence[Part]) -> list[Part]:
    """The exports that hold a table, oldest first."""
    held = [part for part in parts if any(s.table == table for s in part.spans)]
    return sorted(held, key=lambda p: (p.exported_on, p.modified, p.imported_at))


def _fill_history(
    connection: Connection, store: RowStore, parts: Sequence[Part]
) -> None:
    """Note which inventories there were, and what they held of what we must follow."""
    journal = Journal(store.organisation.journal)
    head = (journal.head(),)
    fill_table(connection, "register.journal_heads", head)
    inventories = _parts_with("records", parts)
    exports = [
        (p.file_id, p.file, p.series, place, p.exported_on, p.imported_at)
        for place, p in enumerate(inventories)
    ]
    fill_table(connection, "register.record_exports", exports)
    named = dict(list(BOOKKEEPING["register.record_history"].items())[1:])
    create_table(connection, "named_records", named)
    fill_table(connection, "named_records", journal.named_records())
    for part in inventories:
        reading = store.view(connection, "records", STAYS, [part])
        connection.execute(
            "insert into register.record_history "
            f"select distinct ?, system, record_type, record_id from {reading} "
            f"semi join named_records using ({', '.join(named)})",
            [part.file_id],
        )
    connection.execute("drop table named_records")


def _add_own_records(
    connection: Connection, own: Sequence[Mapping[str, object]]
) -> None:
    for row in own:
        marks = ", ".join("?" * len(row))
        connection.execute(
            f"insert into imported.records ({', '.join(row)}) values ({marks})",
            list(row.values()),
        )


def _newest_of_series(parts: Sequence[Part]) -> list[Part]:
    return list({part.series: part for part in parts}.values())


def _insert(
    connection: Connection,
    store: RowStore,
    target: str,
    table: str,
    part: Part,
    columns: Sequence[str] | Mapping[str, str],
) -> None:
    reading = store.view(connection, table, STAYS, [part])
    named = ", ".join(columns)
    connection.execute(
        f"insert into {target} ({named}, exported_on) "
        f"select {named}, ?::date from {reading}",
        [part.exported_on],
    )


def _delete_told_anew(
    connection: Connection, store: RowStore, table: str, part: Part
) -> None:
    """Delete what earlier exports said of periods that lie within a part's days."""
    same = REPLACED_WITHIN[table]
    reading = store.view(connection, table, STAYS, [part])
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


def _fill_bookkeeping(connection: Connection, parts: Sequence[Part]) -> None:
    files: list[tuple[object, ...]] = []
    reasons: list[tuple[object, ...]] = []
    months: list[tuple[object, ...]] = []
    facts: list[tuple[object, ...]] = []
    for part in parts:
        firsts = [s.first_on for s in part.spans if s.first_on]
        lasts = [s.last_on for s in part.spans if s.last_on]
        files.append(
            (
                part.file_id,
                part.source,
                part.file,
                part.format,
                part.read,
                part.accepted,
                part.rejected,
                part.duplicate,
                part.refused,
                part.exported_on,
                datetime.datetime.fromisoformat(part.imported_at),
                min(firsts, default=None),
                max(lasts, default=None),
            )
        )
        reasons += [(part.file_id, reason, n) for reason, n in part.reasons.items()]
        months += [
            (SOURCE_OF.get(s.table, part.source), f"{s.span}-01", part.file_id, s.rows)
            for s in part.spans
            if s.span != STAYS
        ]
        months += [
            (source, month, part.file_id, count)
            for source, month, fact, count in part.facts
            if fact == _AGGREGATED_ROWS
        ]
        facts += part.facts
    fill_table(connection, "register.files", files)
    fill_table(connection, "register.reject_reasons", reasons)
    fill_table(connection, "register.source_months", months)
    create_table(connection, "part_facts", dict(BOOKKEEPING["register.source_facts"]))
    fill_table(connection, "part_facts", facts)
    connection.execute(
        "insert into register.source_facts select source, month, fact, sum(count) "
        "from part_facts group by all; drop table part_facts"
    )


def _fill_rejects(
    connection: Connection, store: RowStore, parts: Sequence[Part]
) -> None:
    for part in parts:
        if part.rejected:
            file = store.organisation.rows / part.file_id / "rejects.parquet"
            connection.execute(
                "insert into register.rejects select ?, line, reason "
                "from read_parquet(?, encryption_config = {footer_key: 'rows_stays'}) "
                "order by line limit ?",
                [part.file_id, file.as_posix(), _MOST_REJECTS],
            )
