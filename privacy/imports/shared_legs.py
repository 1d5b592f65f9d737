"""Finds calls that another export tells under the name of another leg.

FreeSWITCH writes the legs of a call into Master.csv, and one of them into the file of
an account too. Each call keeps keyed hashes of the ids of its legs; a call of which an
earlier export holds a leg is a repeat.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from privacy.storage.databases import Connection
from privacy.storage.rows import reading

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
    for place, files in new:
        _add(connection, place, files, span)
    if not run("select 1 from legs limit 1").fetchone():
        return
    for files in before:
        _add(connection, -1, files, span)
    run(
        "create or replace table told as select distinct later.place, later.row_key "
        "from legs as later inner join legs as earlier "
        "on later.leg = earlier.leg and earlier.place < later.place"
    )
    run("delete from repeats using told where repeats.place = told.place "
        "and repeats.row_key = told.row_key")  # fmt: skip
    run(f"insert into repeats select place, row_key, {_ALWAYS} from told")


def _add(connection: Connection, place: int, files: Sequence[Path], span: str) -> None:
    """Note the legs of the calls in some files; an earlier version kept none."""
    for file in files:
        rows = reading([file], span)
        described = connection.execute(f"describe from {rows}").fetchall()
        if any(row[0] == "leg_keys" for row in described):
            connection.execute(
                "insert into legs select ?, row_key, unnest(leg_keys) "
                f"from {rows} where leg_keys is not null",
                [place],
            )
