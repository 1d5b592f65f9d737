"""The one list of all files that a key encrypts, each with the key that opens it.

Replacing a key, deleting a month, a backup and the check
ask here. A new kind of encrypted file is a line here, or a test finds it.
"""

import datetime
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from privacy.errors import BadBuild
from privacy.storage.databases import Connection, attach, connect
from privacy.storage.keys import Keyring, derive
from privacy.storage.organisations import Organisation
from privacy.storage.rows import (
    SOURCE_OF,
    UNDATED,
    UNFINISHED,
    add_key,
    month_of,
    reading,
)

ROWS = "rows"
_MOST_NAMED = 5
_LARGE = 4 << 20
"""Bytes of a file of which no more than a row is read to see that it opens."""
_DATABASES = ("register", "releases")
_MONTH = re.compile(r"-(\d{4}-\d\d)(?:\.\d+)?\.parquet$")
_TRUTH = re.compile(r"(\w+)-(\d{4}-\d\d)-v\d+\.parquet$")


@dataclass(frozen=True)
class EncryptedFile:
    """A file, the span (a month, or UNDATED) whose key opens it, and its purpose."""

    path: Path
    span: str
    purpose: str = ROWS

    def opens_with(self, key: str, connection: Connection) -> bool:
        """Whether a key of its span opens it.

        A small file to its last row; of a large one the footer, which names every part
        of the file, and one row of each column, so that a million lines cost no more
        than a thousand. Damage elsewhere in it is found when its month is counted.
        """
        try:
            if self.purpose == ROWS:
                add_key(connection, self.span, key)
                rows = reading([self.path], self.span)
                if self.path.stat().st_size > _LARGE:
                    rows = f"(from {rows} limit 1)"
                connection.execute(f"select bit_xor(hash(t)) from {rows} as t")
            else:
                key = derive(key, self.purpose)
                attach(connection, self.path, "tried", key, read_only=True)
                connection.execute("detach tried")
        except (duckdb.Error, BadBuild):
            return False
        return True


def encrypted_files(
    organisation: Organisation, named: str = "*.parquet"
) -> Iterator[EncryptedFile]:
    """Every encrypted file of an organisation that is whole, in order.

    Of rows and truths, those that are `named` so.
    """
    for file in sorted(organisation.rows.glob(f"*/{named}")):
        if file.parent.suffix != UNFINISHED:
            month = _MONTH.search(file.name)
            yield EncryptedFile(file, month[1] if month else UNDATED)
    for file in sorted(organisation.truths.glob(named)):
        truth = _TRUTH.match(file.name)
        is_of_month = truth and truth[1] in SOURCE_OF.values()
        yield EncryptedFile(file, truth[2] if truth and is_of_month else UNDATED)
    for folder in (organisation.results, organisation.readings):
        for file in sorted(folder.glob("*.parquet")):
            yield EncryptedFile(file, UNDATED)
    for purpose in _DATABASES:
        for file in sorted(organisation.builds.glob(f"{purpose}-*.duckdb")):
            yield EncryptedFile(file, UNDATED, purpose)


def is_in_use(organisation: Organisation, month: datetime.date) -> bool:
    """Whether there are whole files that the key of a month encrypts."""
    span = f"{month:%Y-%m}"
    result = encrypted_files(organisation, f"*-{span}*.parquet")
    return any(file.span == span for file in result)


def keyring_of(
    organisation: Organisation,
    master: str | None = None,
    next_master: str | None = None,
) -> Keyring:
    """The keys of an organisation; none is made beside files of one that is lost."""
    in_use = partial(is_in_use, organisation)
    return Keyring(organisation.keys, master, next_master, in_use)


def unreadable_files(organisation: Organisation, keyring: Keyring) -> list[Path]:
    """The encrypted files that do not open with the key they should open with.

    Those of a month whose key is destroyed are unreadable on purpose.
    """
    keys = {UNDATED: keyring.master()}
    result = []
    with closing(connect()) as connection:
        for file in encrypted_files(organisation):
            if file.span not in keys:
                keys[file.span] = keyring.month_or_none(month_of(file.span)) or ""
            is_gone = file.span != UNDATED and keyring.is_destroyed(month_of(file.span))
            if not is_gone and not file.opens_with(keys[file.span], connection):
                result.append(file.path)
    return result


def check_encrypted(organisation: Organisation, keyring: Keyring) -> None:
    """Raises BadBuild that names the encrypted files that do not open."""
    shut = unreadable_files(organisation, keyring)
    if shut:
        named = [f.relative_to(organisation.builds).as_posix() for f in shut]
        raise BadBuild(
            "{count} files in {builds} do not open with the key they should "
            "open with: they are damaged, or their key is another. Restore "
            "from a backup: {listed}.",
            count=len(shut),
            builds=organisation.builds,
            listed=", ".join(named[:_MOST_NAMED]),
        )
