"""Replaces the master key: all it encrypts is rewritten, then switched at once.

Until the marker is written, everything rests on the old key; from then on what is left
to do needs no key, and the next command that works in the organisation does it. The
keys of months stay: hashes are made with them, and each goes when its month does.
"""

import contextlib
import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from privacy.errors import BadBuild
from privacy.storage.builds import (
    Build,
    current_build,
    new_build,
    older_builds,
    switch_to,
)
from privacy.storage.databases import Connection, attach, connect
from privacy.storage.encrypted import ROWS, encrypted_files
from privacy.storage.keys import Keyring, derive
from privacy.storage.organisations import Organisation
from privacy.storage.rows import UNDATED, add_key, copy_rows, reading

_COPIED = ".anew"


@dataclass(frozen=True)
class Replacing:
    """One replacement: whose, with which keys, and of which build."""

    organisation: Organisation
    old: str
    new: str
    build: Build

    def rewrite(self, at: datetime.datetime, progress: Callable[[str], None]) -> int:
        """Rewrite everything beside the old; return how many files."""
        files = [
            encrypted_file.path
            for encrypted_file in encrypted_files(self.organisation)
            if (encrypted_file.span, encrypted_file.purpose) == (UNDATED, ROWS)
        ]
        connection = connect(spill=self.organisation.builds / "spill")
        try:
            for number, file in enumerate(files, 1):
                progress(f"{self.organisation.id} {number} of {len(files)}")
                self._copy_rows(connection, file)
            rewritten_build = self._build_at(at)
            build = self.build
            for file, copy, purpose in (
                (build.register, rewritten_build.register, "register"),
                (build.released, rewritten_build.released, "releases"),
            ):
                self._copy_database(connection, file, copy, purpose)
        finally:
            connection.close()
        marker = _marker(self.organisation)
        unfinished = marker.with_suffix(".tmp")
        unfinished.write_text(rewritten_build.stamp, encoding="ascii")
        unfinished.replace(marker)
        return len(files) + 2

    def _copy_rows(self, connection: Connection, file: Path) -> None:
        add_key(connection, UNDATED, self.old)
        try:
            connection.execute(
                f"create or replace temp table rows as from {reading([file], UNDATED)}"
            )
        except (duckdb.InvalidInputException, duckdb.IOException):
            raise BadBuild(
                "{file} cannot be read with the present key, so the key stays "
                "as it is. Restore the file from a backup.",
                file=file,
            ) from None
        add_key(connection, UNDATED, self.new)
        copy_rows(connection, "from rows", file.with_name(file.name + _COPIED), UNDATED)

    def _build_at(self, at: datetime.datetime) -> Build:
        """A build of the same things as the one in force, never that one itself."""
        instant, made_from = at.astimezone(datetime.UTC), self.build.stamp.split("-")[1]
        while f"{instant:%Y%m%dT%H%M%S}" <= self.build.stamp.split("-")[0]:
            instant += datetime.timedelta(seconds=1)
        return new_build(self.organisation, instant, made_from)

    def _copy_database(
        self, connection: Connection, file: Path, copy: Path, purpose: str
    ) -> None:
        old, new = derive(self.old, purpose), derive(self.new, purpose)
        attach(connection, file, "old", old, read_only=True)
        attach(connection, copy, "copied", new, read_only=False)
        connection.execute("copy from database old to copied")
        connection.execute("checkpoint copied")
        connection.execute("detach old; detach copied")


def replace_key(
    organisation: Organisation,
    keyring: Keyring,
    at: datetime.datetime,
    progress: Callable[[str], None],
) -> int:
    """Replace the master key of an organisation; return how many files were rewritten.

    Only while nobody else works in the organisation. Raises BadKey when the key cannot
    be replaced here, BadBuild when something cannot be read with the old one.
    """
    build, old = current_build(organisation), keyring.master()
    new = keyring.next_master()
    files = Replacing(organisation, old, new, build).rewrite(at, progress)
    finish(organisation, keyring)
    return files


def finish(organisation: Organisation, keyring: Keyring) -> None:
    """End what was begun: to the new key when all was written, else back to the old."""
    marker = _marker(organisation)
    written = sorted(organisation.builds.rglob(f"*{_COPIED}"))
    if not marker.exists():
        for file in written:
            file.unlink()
        keyring.forget_next()
        return
    stamp = marker.read_text(encoding="ascii")
    build = Build(organisation, stamp)
    if not build.register.exists():
        raise BadBuild(
            "{register} is gone; restore it from your backup.", register=build.register
        )
    for file in written:
        file.replace(file.with_suffix(""))
    keyring.take_next()
    switch_to(build)
    marker.replace(_unnoted(organisation))
    for file in older_builds(organisation):
        with contextlib.suppress(OSError):  # Windows: a server still reads it
            file.unlink()


def is_unnoted(organisation: Organisation) -> bool:
    """Whether a replacement ended that the journal does not tell of yet."""
    return _unnoted(organisation).exists()


def forget_unnoted(organisation: Organisation) -> None:
    """The journal tells of it now."""
    _unnoted(organisation).unlink(missing_ok=True)


def _unnoted(organisation: Organisation) -> Path:
    return organisation.builds / "rekeyed.unnoted"


def _marker(organisation: Organisation) -> Path:
    return organisation.builds / "rekeyed"
