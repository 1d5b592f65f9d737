"""What remains of an inventory that a newer one replaced: counts, and what proof needs.

Its rows go, but for the records that a gallring round or a hold names. How it stood
goes into the ledger, and so does how all others of its table stand: what is decided
once is not decided otherwise when the rows it was decided by are gone.
"""

from collections import defaultdict
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from privacy.building.bookkeeping import parts_with
from privacy.building.contents import Contents
from privacy.building.replacing import HELD, STANDS, Replacing
from privacy.journal import Journal, JournalState
from privacy.storage.databases import Connection, connect, fill_table
from privacy.storage.organisations import Organisation
from privacy.storage.rows import (
    THINNED,
    UNDATED,
    Part,
    RowStore,
    Span,
    copy_rows,
    files_of,
    read_parts,
    reading,
    write_part,
)

Decided = list[tuple[str, str, str, int, str]]


def thin_out(store: RowStore, file_id: str) -> bool:
    """Let the rows of a replaced inventory go; False when it still stands."""
    parts, state = (
        read_parts(store.organisation),
        Journal.of(store.organisation).state(),
    )
    (part,) = [item for item in parts if item.file_id == file_id]
    folder = store.organisation.rows / file_id
    with closing(connect(spill=store.organisation.builds / "spill")) as connection:
        store.add_keys(connection, [])
        decided: dict[str, Decided] = defaultdict(list)
        for table in sorted({span.table for span in part.spans}):
            held = parts_with(table, parts)
            item = _decide(connection, store, table, held, state)
            for known_id, rows in item.items():
                decided[known_id] += rows
        standings = {outcome for *_, outcome in decided[file_id]}
        if not standings or standings & {STANDS, HELD}:
            return False
        for one in parts:
            known = [row for row in decided[one.file_id] if row[-1] != HELD]
            if one is not part and known and list(one.decided) != known:
                write_part(
                    store.organisation.rows / one.file_id, replace(one, decided=known)
                )
        _lay_out_named(connection, state)
        spans = [_thinned(connection, folder, span) for span in part.spans]
        thin = replace(part, spans=spans, decided=decided[file_id], is_thinned=True)
        write_part(folder, thin)
    finish_thinning(store.organisation)
    return True


def finish_thinning(organisation: Organisation) -> None:
    """Put what remains in the place of the rows, as the ledger says."""
    for file in organisation.rows.glob(f"*/*{THINNED}"):
        parts = {part.file_id: part for part in read_parts(organisation)}
        known = parts.get(file.parent.name)
        if known is not None and known.is_thinned:
            file.replace(file.with_suffix(""))
        else:
            file.unlink()


def _decide(
    connection: Connection,
    store: RowStore,
    table: str,
    held: list[Part],
    state: JournalState,
) -> dict[str, Decided]:
    """How each export of a table stands now, by system and kind."""
    replacing = Replacing(table, Contents(connection, store, table, held, state), state)
    replacing.decide()
    result: dict[str, Decided] = defaultdict(list)
    for one in replacing.standings:
        row = (table, one.system, one.record_type, one.records, one.standing)
        result[one.file_id].append(row)
    return result


def _lay_out_named(connection: Connection, state: JournalState) -> None:
    connection.execute(
        "create table named (system varchar, record_type varchar, record_id varchar)"
    )
    fill_table(connection, "named", state.named_records())


def _thinned(connection: Connection, folder: Path, span: Span) -> Span:
    """Write beside a table's rows those that stay; return what then is there."""
    (file,) = files_of(folder, span)
    rows = reading([file], UNDATED)
    stay = "semi join named using (system, record_type, record_id)"
    if span.table != "records":
        stay = "where false"
    thin = file.with_name(file.name + THINNED)
    copy_rows(connection, f"select * from {rows} {stay}", thin, UNDATED)
    (left,) = connection.execute(
        f"select count(*) from {reading([thin], UNDATED)}"
    ).fetchone() or (0,)
    return replace(span, rows=left)
