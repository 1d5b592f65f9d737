"""What the register says of the imports themselves: files, lines, months, lists."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import astuple

from privacy.building.replacing import Replacing
from privacy.contracts.tables import TOLD_FIELDS, tables
from privacy.imports.comparing import FIGURES, findings_of, in_short, rows_of
from privacy.imports.deduplicate import KEPT_BY_ID
from privacy.imports.outcomes import ANSWERED, UNANSWERED, UNKNOWN
from privacy.journal import JournalState
from privacy.storage.databases import Connection, create_table, fill_table
from privacy.storage.rows import (
    FACTS,
    REJECTS,
    SOURCE_OF,
    UNDATED,
    Part,
    RowStore,
    reading,
)

_RELEASES = {
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
}
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
    # Columns with cells that cannot be read; `is_newest`: no later export replaces it.
    "register.unreadable_columns": {
        "file_id": "varchar",
        "source": "varchar",
        "column_name": "varchar",
        "cells": "bigint",
        "rows": "bigint",
        "is_newest": "boolean",
    },
    # Columns of a source that none of its exports has.
    "register.absent_columns": {"source": "varchar", "column_name": "varchar"},
    # What each export says, and how it stands to the one before it of its series.
    "register.file_contents": {
        "file_id": "varchar",
        "rows": "bigint",
        "answered": "bigint",
        "unanswered": "bigint",
        "unknown_outcome": "bigint",
        "statuses": "varchar",
        "unknown_words": "bigint",
        "rows_before": "bigint",
        "ids_new": "bigint",
        "ids_gone": "bigint",
        "columns_new": "varchar",
        "columns_gone": "varchar",
        "columns_lacking": "varchar",
    },
    "register.file_findings": {
        "file_id": "varchar",
        "finding": "varchar",
        "found": "bigint",
        "expected": "bigint",
        "detail": "varchar",
    },
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
    # How each thing of the officer's lists stood when an import found it otherwise
    # than the one before; a state of null is one that was listed no more.
    "register.earlier_states": {
        "as_of_on": "date",
        "list": "varchar",
        "thing_id": "varchar",
        "state": "varchar",
        "level": "bigint",
    },
    "register.releases": _RELEASES,
    # The same of what is made and waits to be published.
    "register.ready_releases": {**_RELEASES, "is_closed": "boolean"},
    # How each file of an inventory or list stands, by system and kind of record.
    "register.inventories": {
        "register": "varchar",
        "system": "varchar",
        "record_type": "varchar",
        "exported_on": "date",
        "file_id": "varchar",
        "file": "varchar",
        "imported_at": "timestamptz",
        "records": "bigint",
        "standing": "varchar",
    },
    # Inventories that wait for the officer's yes, and what they would do.
    "register.held_inventories": {
        "system": "varchar",
        "exported_on": "date",
        "file_ids": "varchar[]",
        "files": "varchar",
        "records_before": "bigint",
        "records_after": "bigint",
        "vanished": "bigint",
        "doubled": "bigint",
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

_MOST_REJECTS = 1000
"""Rejected lines listed one by one per file; all of them are counted."""


def fill_bookkeeping(
    connection: Connection, store: RowStore, parts: Sequence[Part]
) -> None:
    """Note every file, what became of its lines, and which months it brought."""
    files: list[tuple[object, ...]] = []
    reasons: list[tuple[object, ...]] = []
    months: list[tuple[object, ...]] = []
    facts: list[tuple[object, ...]] = []
    for part in parts:
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
                part.first_on,
                part.last_on,
            )
        )
        reasons += [(part.file_id, reason, n) for reason, n in part.reasons.items()]
        months += [
            (SOURCE_OF.get(s.table, part.source), f"{s.span}-01", part.file_id, s.rows)
            for s in part.spans
            if s.span != UNDATED
        ]
        months += [
            (source, month, part.file_id, count)
            for source, month, fact, count in part.facts
            if fact == FIGURES
        ]
        facts += part.facts
    fill_table(connection, "register.files", files)
    fill_table(connection, "register.reject_reasons", reasons)
    fill_table(connection, "register.unreadable_columns", _unreadable(parts))
    taken = [part for part in parts if not part.refused]
    fill_table(connection, "register.file_contents", map(_contents, taken))
    fill_table(connection, "register.file_findings", map(astuple, findings_of(parts)))
    fill_table(connection, "register.source_months", months)
    create_table(connection, "part_facts", dict(BOOKKEEPING["register.source_facts"]))
    fill_table(connection, "part_facts", facts)
    folders = (store.organisation.rows / part.file_id for part in parts)
    titled = [folder / FACTS for folder in folders if (folder / FACTS).exists()]
    if titled:
        connection.execute(f"insert into part_facts from {reading(titled, UNDATED)}")
    connection.execute(
        "insert into register.source_facts select source, month, fact, sum(count) "
        "from part_facts group by all; drop table part_facts"
    )


def _contents(part: Part) -> tuple[object, ...]:
    statuses = {name: n for name, n in part.outcomes.items() if name.endswith("xx")}
    outcomes, before = part.outcomes if not statuses else {}, part.compared
    named = (ANSWERED, UNANSWERED, UNKNOWN)
    return (
        part.file_id,
        rows_of(part),
        *(outcomes.get(name, 0) if outcomes else None for name in named),
        ", ".join(f"{status}: {n}" for status, n in statuses.items()) or None,
        part.unknown_words,
        *((before.rows, before.ids_new, before.ids_gone) if before else (None,) * 3),
        ", ".join(before.columns_new) or None if before else None,
        ", ".join(before.columns_gone) or None if before else None,
        in_short(part.lacking) or None,
    )


def _unreadable(parts: Sequence[Part]) -> list[tuple[object, ...]]:
    read = [part for part in parts if not part.refused]
    newest = {part.series: part.file_id for part in _in_order(read)}
    return [
        (
            part.file_id,
            part.source,
            column,
            cells,
            part.read,
            newest[part.series] == part.file_id,
        )
        for part in parts
        for column, cells in part.unreadable.items()
    ]


def fill_absent_columns(connection: Connection, parts: Sequence[Part]) -> None:
    """Note which columns of a list no export in force has.

    Of requests, which systems tell in words of their own, their rows say it.
    """
    absent: list[tuple[str, str]] = []
    for name, table in tables().items():
        held = [part for part in parts_with(name, parts) if not part.is_thinned]
        if table.tells_fields:
            rows = connection.execute(
                f"select distinct unnest({TOLD_FIELDS}) from imported.{name}"
            ).fetchall()
            present = {field for (field,) in rows}
            fields = {f.name for f in table.fields if f.empty == "null"}
            fields = fields - {f.name for f in table.fields if f.kind == "number"}
        else:
            if name not in KEPT_BY_ID:
                held = list({part.series: part for part in held}.values())
            if not all(part.columns for part in held):
                continue  # read by a version that did not note them
            present = {column for part in held for column in part.columns}
            fields = {field.name for field in table.fields}
        if held and present:
            absent += [(name, field) for field in sorted(fields - present)]
    fill_table(connection, "register.absent_columns", absent)


def fill_rejects(
    connection: Connection, store: RowStore, parts: Sequence[Part]
) -> None:
    """List the rejected lines of each file, up to a thousand, by number and reason."""
    rows = store.organisation.rows
    files = [rows / part.file_id / REJECTS for part in parts if part.rejected]
    if files:
        create_table(
            connection, "rejected_in", {"filename": "varchar", "file_id": "varchar"}
        )
        named = [(file.as_posix(), file.parent.name) for file in files]
        fill_table(connection, "rejected_in", named)
        connection.execute(
            "insert into register.rejects select file_id, line, reason "
            f"from {reading(files, UNDATED, names=True)} "
            "inner join rejected_in using (filename) qualify row_number() over "
            f"(partition by file_id order by line) <= {_MOST_REJECTS} "
            "order by file_id, line; drop table rejected_in"
        )


def fill_history(
    connection: Connection, store: RowStore, parts: Sequence[Part], state: JournalState
) -> None:
    """Note what the inventories held of the records that we must follow."""
    fill_table(connection, "register.journal_heads", [state.head])
    named = dict(list(BOOKKEEPING["register.record_history"].items())[1:])
    create_table(connection, "named_records", named)
    fill_table(connection, "named_records", state.named_records())
    for part in parts_with("records", parts):
        rows = store.view(connection, "records", UNDATED, [part])
        connection.execute(
            "insert into register.record_history "
            f"select distinct ?, system, record_type, record_id from {rows} "
            f"semi join named_records using ({', '.join(named)})",
            [part.file_id],
        )
    connection.execute("drop table named_records")


def fill_inventories(connection: Connection, replacing: Replacing) -> None:
    """Note how the files of a table stand, and what waits for the officer's yes."""
    standings = map(astuple, replacing.standings)
    fill_table(connection, "register.inventories", standings)
    held = map(astuple, replacing.held)
    fill_table(connection, "register.held_inventories", held)


def parts_with(table: str, parts: Sequence[Part]) -> list[Part]:
    """The exports that hold a table, oldest first."""
    held = [part for part in parts if any(s.table == table for s in part.spans)]
    return _in_order(held)


def _in_order(parts: Sequence[Part]) -> list[Part]:
    return sorted(parts, key=lambda p: (p.exported_on, p.modified, p.imported_at))
