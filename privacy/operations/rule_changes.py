"""What a change of the rules would do, while it is only considered."""

import datetime
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from privacy.building.schema import create_object, create_policy
from privacy.contracts import Answer, read_contract
from privacy.errors import BadPolicy
from privacy.installation import Installation
from privacy.journal import Journal
from privacy.journal.shapes import JOURNAL_SHAPES
from privacy.policy import read_policy
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

CHANGES = ("dpo/coming_changes", "dpo/coming_effects")
_RECORDS = ("record_groups", "governing_rules", "record_rules", "records")


def consider(
    home: Installation, organisation: Organisation, change: str, as_of: datetime.date
) -> tuple[Answer, Answer]:
    """The changes that a policy text would add, and what they do to the records.

    Of CHANGES, the rows that are not there without it. Raises BadPolicy with every
    fault of the text, BadBuild when nothing was imported.
    """
    with closing(_open(home, organisation)) as connection:
        now = _answers(connection, home, organisation, None, as_of)
        then = _answers(connection, home, organisation, change, as_of)
    changes, effects = (
        replace(after, rows=[row for row in after.rows if row not in before.rows])
        for before, after in zip(now, then, strict=True)
    )
    return changes, effects


def read_considered(file: Path) -> str:
    """The text of a file of policy rows. Raises BadPolicy when it cannot be read."""
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise BadPolicy(
            "{file} cannot be read; name a file of policy rows, saved as UTF-8.",
            file=file,
        ) from None


def _open(home: Installation, organisation: Organisation) -> Connection:
    """The records of the build in force and the holds, in memory alone."""
    connection = connect()
    master = home.keyring(organisation).master()
    file = current_build(organisation).register
    attach(connection, file, "build", derive(master, "register"), read_only=True)
    connection.execute("create schema imported; create schema journal")
    connection.execute(
        "create table imported.records as select * from build.imported.records"
    )
    create_table(connection, "journal.holds", dict(JOURNAL_SHAPES["holds"]))
    held = Journal.of(organisation).state().open_holds()
    fill_table(connection, "journal.holds", held)
    return connection


def _answers(
    connection: Connection,
    home: Installation,
    organisation: Organisation,
    change: str | None,
    as_of: datetime.date,
) -> list[Answer]:
    policy = home.policy(organisation)
    if change is not None:
        policy = read_policy(organisation.folder, change)
    connection.execute("drop schema if exists register cascade")
    connection.execute("drop schema if exists policy cascade")
    create_policy(connection, policy)
    connection.execute("create schema register")
    for name in _RECORDS:
        create_object(connection, read_contract(f"register/{name}"))
    result = []
    for contract in map(read_contract, CHANGES):
        connection.execute(contract.sql, {"as_of": as_of})
        rows = fetch_rows(connection, [column.type for column in contract.columns])
        result.append(Answer(contract, rows))
    return result
