"""Keys: one master for what stays, one per month for what must go.

A month's key turns numbers and addresses into keyed hashes and encrypts the month's
rows. When it is destroyed, the rows and every backup of them are unreadable and no
hash can be linked to anything. This module is the only one below floor 4 that uses
randomness: a key has to come from somewhere.
"""

import datetime
import hashlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from privacy.errors import BadKey

_DIGITS = 64
_DESTROYED = ".destroyed"
_NEXT = "master.next.key"


class Keyring:
    """The keys of one organisation, each a file of 64 hex digits, owner-readable."""

    def __init__(
        self,
        folder: Path,
        master: str | None = None,
        next_master: str | None = None,
        is_in_use: Callable[[datetime.date], bool] = lambda month: False,
    ) -> None:
        """`is_in_use` says whether files are there that a month's key encrypts."""
        self._folder, self._is_in_use = folder, is_in_use
        self._given, self._given_next = master, next_master

    def master(self, *, make: bool = False) -> str:
        """The key that databases are encrypted with.

        Raises BadKey when there is none and `make` is false: making a new one beside
        old databases would only hide that the old key is lost.
        """
        if self._given:
            return _checked(self._given, "the environment")
        file = self._folder / "master.key"
        if make and not file.exists():
            _write_new(file, secrets.token_hex(_DIGITS // 2))
        return _read(file)

    @property
    def has_master(self) -> bool:
        """Whether there is a master key already."""
        return bool(self._given) or (self._folder / "master.key").exists()

    def next_master(self) -> str:
        """The key that replaces the master, made unless the environment gives it.

        It is kept beside the master, or in the vault that the master comes from.
        Raises BadKey when the environment gives the one and not the other.
        """
        if self._given and not self._given_next:
            raise BadKey(
                "The master key comes from PRIVACY_KEY: put the new one, 64 hex "
                "digits, in PRIVACY_KEY_NEXT, and in PRIVACY_KEY afterwards."
            )
        new = self._given_next or secrets.token_hex(_DIGITS // 2)
        new = _checked(new, "PRIVACY_KEY_NEXT")
        if not self._given:
            self.forget_next()
            _write_new(self._folder / _NEXT, new)
        return new

    def take_next(self) -> None:
        """Let the next key be the master, when it is kept here."""
        file = self._folder / _NEXT
        if file.exists():
            file.replace(self._folder / "master.key")

    def forget_next(self) -> None:
        """Let go of a next key that came to nothing."""
        (self._folder / _NEXT).unlink(missing_ok=True)

    def signing(self) -> str:
        """The secret part of the key that packs are signed with, made when missing.

        That another took its place is seen in the journal, which names each.
        """
        return kept_secret(self._folder / "signing.key")

    def month(self, month: datetime.date) -> str:
        """The key of a month (its first day), made when there is none yet.

        Raises BadKey when it is destroyed, or missing beside files that it encrypts: a
        new one would only hide that it is lost.
        """
        file = self._file(month)
        if self.is_destroyed(month):
            raise BadKey("The key of {month:%Y-%m} is destroyed for good.", month=month)
        # A process beside this one makes the key before it writes any file.
        if not file.exists() and self._is_in_use(month) and not file.exists():
            raise BadKey(
                "The key {file} is missing, and rows of {month:%Y-%m} are "
                "encrypted with it. Put it back from your key backup. If it is "
                "lost for good, delete the folders in build/rows that hold a "
                "-{month:%Y-%m}.parquet and the files of {month:%Y-%m} in "
                "build/truths, and import again: what the exports still hold is "
                "read again, and what was released of the month can no more be "
                "corrected.",
                file=file,
                month=month,
            )
        if not file.exists():
            _write_new(file, secrets.token_hex(_DIGITS // 2))
        return _read(file)

    def month_or_none(self, month: datetime.date) -> str | None:
        """The key of a month, None when there is none; nothing is made."""
        return _read(file) if (file := self._file(month)).exists() else None

    def destroy(self, month: datetime.date) -> None:
        """Destroy a month's key: overwritten, removed, and never made again."""
        file = self._file(month)
        _write_new(file.with_suffix(_DESTROYED), "")
        if file.exists():
            file.write_text("0" * _DIGITS, encoding="ascii")
            file.unlink()

    def is_destroyed(self, month: datetime.date) -> bool:
        """Whether the month's key has been destroyed."""
        return self._file(month).with_suffix(_DESTROYED).exists()

    def destroyed_months(self) -> frozenset[datetime.date]:
        """The months (first days) whose key has been destroyed."""
        return frozenset(
            datetime.date.fromisoformat(f"{file.stem}-01")
            for file in self._folder.glob(f"????-??{_DESTROYED}")
        )

    def _file(self, month: datetime.date) -> Path:
        return self._folder / f"{month:%Y-%m}.key"


def kept_secret(file: Path) -> str:
    """A secret of 64 hex digits that stays in a file of its own, made when missing."""
    if not file.exists():
        _write_new(file, secrets.token_hex(_DIGITS // 2))
    return _read(file)


def derive(key: str, purpose: str) -> str:
    """A key for one purpose, 64 hex digits, from which `key` cannot be found."""
    return hashlib.sha256(f"{purpose}:{key}".encode()).hexdigest()


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for its owner alone."""
    for missing in reversed([folder, *folder.parents]):
        if not missing.exists():
            missing.mkdir(mode=0o700, exist_ok=True)


def _write_new(file: Path, text: str) -> None:
    make_private(file.parent)
    unfinished = file.with_name(f"{file.name}.{secrets.token_hex(4)}.tmp")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as writer:
        writer.write(text)
        writer.flush()
        os.fsync(writer.fileno())
    try:
        os.link(unfinished, file)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()


def _read(file: Path) -> str:
    try:
        return _checked(file.read_text(encoding="ascii").strip(), str(file))
    except FileNotFoundError:
        raise BadKey(
            "The key {file} is missing. Put it back from your key backup, "
            "or run `python -m privacy import` to start again from the "
            "exports.",
            file=file,
        ) from None


def _checked(key: str, where: str) -> str:
    if len(key) != _DIGITS or not set(key) <= set("0123456789abcdef"):
        raise BadKey(
            "The key in {where} is not {digits} hex digits; restore it.",
            where=where,
            digits=_DIGITS,
        )
    return key
