"""Which sign-ins have been seen, and which are over.

A cookie cannot be taken back: a copy of it stays good until it is too old. So who signs
out is written down here, and asked for at each run.
"""

import datetime
import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from privacy.errors import BadJournal
from privacy.storage.keys import make_private

_TABLE = """
create table if not exists sign_ins (
    session text primary key,
    seen_at text not null,
    ended_at text
)
"""
_KEPT = datetime.timedelta(days=32)
"""Longer than any cookie lives."""


def session_of(claims: Mapping[str, object]) -> str:
    """What tells one sign-in from every other; the person cannot be found from it."""
    text = [str(claims.get(name)) for name in ("iss", "sub", "iat", "nonce")]
    return hashlib.sha256("\n".join(text).encode()).hexdigest()


@dataclass(frozen=True)
class Sessions:
    """The sign-ins of one installation, in SQLite beside the keys."""

    path: Path

    def begin(
        self, session: str, now: datetime.datetime, note: Callable[[], None]
    ) -> None:
        """Note that a sign-in was seen, and call `note` when it is for the first time.

        Should that fail, the sign-in has not been seen.
        """
        with self._open() as connection:
            connection.execute(
                "delete from sign_ins where seen_at < ?", [(now - _KEPT).isoformat()]
            )
            added = connection.execute(
                "insert or ignore into sign_ins (session, seen_at) values (?, ?)",
                [session, now.isoformat()],
            )
            if added.rowcount == 1:
                note()

    def end(self, session: str, now: datetime.datetime) -> None:
        """End a sign-in for good, in every tab and for every copy of its cookie."""
        with self._open() as connection:
            connection.execute(
                "insert into sign_ins values (?, ?, ?) "
                "on conflict (session) do update set ended_at = excluded.ended_at",
                [session, now.isoformat(), now.isoformat()],
            )

    def is_ended(self, session: str) -> bool:
        """Whether somebody has signed out of it."""
        if not self.path.exists():
            return False
        with self._open() as connection:
            row = connection.execute(
                "select ended_at from sign_ins where session = ?", [session]
            ).fetchone()
        return row is not None and row[0] is not None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            make_private(self.path.parent)
            self.path.touch(mode=0o600)
            with closing(sqlite3.connect(self.path, timeout=10)) as connection:
                connection.execute(_TABLE)
                with connection:
                    yield connection
        except (sqlite3.Error, OSError) as error:
            raise BadJournal(
                "The list of sign-ins {path} cannot be used ({kind}); nobody is "
                "let in until it can.",
                path=self.path,
                kind=type(error).__name__,
            ) from None
