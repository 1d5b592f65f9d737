"""Finds calls that another export tells under the name of another leg.

FreeSWITCH writes the legs of a call into Master.csv, and one of them into the file of
an account too. Each call keeps keyed hashes of the ids of its legs; a call of which an
earlier export holds a leg is a repeat.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from privacy.storage.databases import Connection, fill_table
from privacy.storage.rows import having_column, reading

_ALWAYS = 2**31 - 1


def add_shared_legs(
    connection: Connection,
    new: Iterable[tuple[int, Sequence[Path]]],
    before: Iterable[Sequence[Path]],
    span: str,
) -> None:
    """Add to the table repeats the calls of which an export before holds a leg.

    `new` are the files of each new export, by its place; `before` of earlier ones.
    """
    run = connection.execute
    run("create or replace table legs (place bigint, row_key ubigint, leg ubigint)")
    _add(connection, [(place, f) for place, files in new for f in files], span)
    if not run("select 1 from legs limit 1").fetchone():
        return
    _add(connection, [(-1, file) for files in before for file in files], span)
    run(
        "create or replace table elsewhere as "
        "select distinct later.place, later.row_key "
        "from legs as later inner join legs as earlier "
        "on later.leg = earlier.leg and earlier.place < later.place"
    )
    run("delete from repeats using elsewhere where repeats.place = elsewhere.place "
        "and repeats.row_key = elsewhere.row_key")  # fmt: skip
    run(f"insert into repeats select place, row_key, {_ALWAYS} from elsewhere")


def _add(connection: Connection, files: Sequence[tuple[int, Path]], span: str) -> None:
    """Note the legs of the calls in files, each with the place of its export."""
    having = having_column([file for _, file in files], span, "leg_keys", connection)
    places = [(f.as_posix(), place) for place, f in files if f in having]
    if places:
        connection.execute(
            "create or replace temp table leg_files (filename varchar, place bigint)"
        )
        fill_table(connection, "leg_files", places)
        rows = reading([Path(name) for name, _ in places], span, names=True)
        connection.execute(
            "insert into legs select place, row_key, unnest(leg_keys) "
            f"from {rows} inner join leg_files using (filename) "
            "where leg_keys is not null"
        )
