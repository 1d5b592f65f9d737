"""Entries in a chain: each carries a hash of itself and of the one before."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock

from privacy.errors import BadJournal, Message
from privacy.errors.explained import reason_of
from privacy.journal.actors import THE_PROGRAM, Actor, read_actor
from privacy.journal.anchors import Anchors, Head

KINDS = frozenset(
    "hold_set hold_lifted attested round_started round_approved round_downloaded "
    "round_proven round_cancelled imported released downloaded signed_in refused "
    "viewed gallra key_replaced anchored sealed gallra_begun uploaded "
    "inventory_accepted noted note_withdrawn policy_read policy_changed "
    "signing_key seen digest_sent".split()
)
FIRST = "0" * 64
"""What the first entry is chained to."""
START: Head = (0, FIRST)
"""The head of a journal without entries."""

_TABLE = """
create table if not exists entries (
    number integer primary key,
    kind text not null,
    who text not null,
    at text not null,
    details text not null,
    hash text not null
);
create trigger if not exists entries_stay before update on entries
begin select raise(abort, 'the journal is append-only'); end;
create trigger if not exists entries_remain before delete on entries
begin select raise(abort, 'the journal is append-only'); end;
"""
_ALL = "select number, kind, who, at, details, hash from entries order by number"
_SOME = (
    "select number, kind, who, at, details, hash from entries "
    "where kind in (select value from json_each(?)) order by number"
)
_FROM = (
    "select number, kind, who, at, details, hash from entries "
    "where number >= ? order by number"
)
_BETWEEN = (
    "select number, kind, who, at, details, hash from entries "
    "where at >= ? and at < ? order by number"
)
_HASH = "select hash from entries where number = ?"
_HOURS = "select distinct substr(at, 1, 13) from entries order by 1"
_LAST = "select number, hash from entries order by number desc limit 1"
_IS_ANCHORED = "pragma user_version"
_ANCHORED = "pragma user_version = 1"
"""Kept in the journal's file: heads have been noted elsewhere since it was made."""

_LOST_ANCHORS = (
    "The anchors of the journal, {file}, are gone: that file tells whether entries "
    "were removed or rewritten. Is its disk in place? Put the file back; when it "
    "is lost for good, make an empty one there, and the journal will say that it is "
    "anchored again."
)
_CHANGED = "Entry {n} of the journal is not as it was written."
_REWRITTEN = (
    "Entry {n} of the journal is another than the one that was anchored when it was "
    "written: the journal was rewritten from there on, or an older copy was put in "
    "its place."
)
_CUT_OFF = (
    "The journal ends with entry {n}, but entry {noted} was anchored: what was written "
    "in between was cut off, or an older copy was put in its place."
)

_WRITTEN = json.JSONEncoder(ensure_ascii=False)
"""Made once: the chain of years is worked out at each import."""

Write = Callable[..., int]
"""Called as write(kind, actor, at, **details); gives the number of the entry."""


@dataclass(frozen=True)
class Entry:
    """One thing that was done: what kind, by whom, when (ISO, UTC), and which."""

    number: int
    kind: str
    actor: Actor
    at: str
    details: Mapping[str, object]
    hash: str

    @property
    def who(self) -> str:
        """The name of who did it; `actor` says which person that is."""
        return self.actor.name


class Chain:
    """The entries of one organisation, in SQLite; made at the first entry.

    The head is noted in the file of anchors at each entry. Where there is no such file
    yet, an entry of its own says from where on the journal is anchored.
    """

    def __init__(self, path: Path, anchors: Anchors) -> None:
        self._path, self._anchors = path, anchors

    def write(self, kind: str, actor: Actor, at: str, **details: object) -> int:
        """Append an entry and return its number. Raises BadJournal when it cannot."""
        with self.alone() as write:
            return write(kind, actor, at, **details)

    @contextmanager
    def alone(self) -> Iterator[Write]:
        """While it lasts nobody else writes; nothing is kept unless it ends well.

        What is read meanwhile is therefore still true when the entry is written.
        Raises BadJournal when nothing can be written, or the anchors are lost.
        """
        try:
            with self._open() as connection:
                connection.execute("begin immediate")
                is_new = self._prepare_anchors(connection)

                def write(kind: str, actor: Actor, at: str, **details: object) -> int:
                    nonlocal is_new
                    if is_new:
                        is_new = False
                        _note_anchors(connection, at)
                    return _append(connection, kind, actor, at, details)

                yield write
                connection.execute("commit")
                if not is_new:
                    self._anchor(connection)
        except sqlite3.Error as error:
            raise BadJournal(
                "The journal {path} cannot be written ({error}); see that the "
                "disk has room and that this user may write there.",
                path=self._path,
                error=reason_of(error),
            ) from None

    def entries(self, *kinds: str) -> list[Entry]:
        """The entries of some kinds, or all of them, oldest first."""
        rows = self._ask(_SOME, json.dumps(kinds)) if kinds else self._ask(_ALL)
        return [_entry(n, k, w, a, json.loads(d), h) for n, k, w, a, d, h in rows]

    def entries_between(self, first: str, end: str) -> list[Entry]:
        """The entries from an instant to before another (ISO, UTC), oldest first."""
        rows = self._ask(_BETWEEN, first, end)
        return [_entry(n, k, w, a, json.loads(d), h) for n, k, w, a, d, h in rows]

    def hours(self) -> list[str]:
        """The hours in which anything was written (ISO, UTC), oldest first."""
        return [f"{hour}:00:00+00:00" for (hour,) in self._ask(_HOURS)]

    def entries_from(self, number: int, kinds: Container[str]) -> list[Entry]:
        """The entries of all kinds from a number on, oldest first.

        The details of kinds not asked for are left empty: reading them is what costs.
        """
        return [
            _entry(n, k, w, a, json.loads(d) if k in kinds else {}, h)
            for n, k, w, a, d, h in self._ask(_FROM, number)
        ]

    def head(self) -> tuple[int, str]:
        """The number and the hash of the last entry; 0 and FIRST when there is none."""
        for number, head in self._ask(_LAST):
            return number, head
        return 0, FIRST

    def faults(self, *noted: Head) -> list[Message]:
        """What shows that the journal is not as it was written; nothing when it is.

        `noted` are heads that were noted elsewhere than in the anchors: without one,
        entries taken away from the end leave no trace.
        """
        return self.read_on(START, *noted)[0]

    def read_on(self, known: Head, *noted: Head) -> tuple[list[Message], Head]:
        """As `faults`, of what follows a head that was found right before.

        What stands before `known` is read again only where that head is no more.
        Returns the faults, and the head to go on from: `known` when there are any.
        """
        if self._is_without_anchors():
            return [Message(_LOST_ANCHORS, file=self._anchors.file)], known
        heads = [*self._anchors.heads(), *noted]  # first: others write meanwhile
        last, before = known if self._holds(known) else START
        hashes = {last: before}
        for number, kind, who, at, details, digest in self._ask(_FROM, last + 1):
            chained = _chain(hashes[last], last + 1, kind, who, at, details)
            if number != last + 1 or digest != chained:
                return [Message(_CHANGED, n=last + 1)], known
            last += 1
            hashes[last] = digest
        other = [n for n, head in heads if hashes.get(n, head) != head]
        other += [n for n, head in noted if n <= last and not self._holds((n, head))]
        if other:
            return [Message(_REWRITTEN, n=min(other))], known
        longest = max((n for n, _ in heads), default=0)
        if longest > last:
            return [Message(_CUT_OFF, n=last, noted=longest)], known
        return [], (last, hashes[last])

    def anchored_from(self) -> int | None:
        """The entry from which on heads are noted elsewhere; None before there is one.

        What was done to the entries before it cannot be seen by the anchors.
        """
        return min((number for number, _ in self._anchors.heads()), default=None)

    def back_up(self, target: Path) -> None:
        """Copy the journal as it is now, also while others write."""
        if not self._path.exists():
            return
        target.touch(mode=0o600)
        with self._open() as connection, closing(sqlite3.connect(target)) as copy:
            connection.backup(copy)

    def _ask(self, sql: str, *given: str | int) -> list[tuple[Any, ...]]:
        if not self._path.exists():
            return []
        try:
            with self._open() as connection:
                return connection.execute(sql, given).fetchall()
        except sqlite3.Error as error:
            raise BadJournal(
                "The journal {path} cannot be read ({error}); see that the disk "
                "has room and that this user may write there, else put it back "
                "from your backup.",
                path=self._path,
                error=reason_of(error),
            ) from None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        if not self._path.exists():
            self._make()
        with closing(self._connect(self._path)) as connection:
            yield connection

    def _holds(self, head: Head) -> bool:
        """Whether an entry has the hash of a head; no entry has that of START."""
        return head == START or self._ask(_HASH, head[0]) == [(head[1],)]

    def _is_without_anchors(self) -> bool:
        """Whether heads were noted, and the file that they were noted in is gone."""
        if self._anchors.is_there or not self._path.exists():
            return False
        return self._ask(_IS_ANCHORED) == [(1,)] and self.head() != (0, FIRST)

    def _prepare_anchors(self, connection: sqlite3.Connection) -> bool:
        """See that the head can be noted; return whether the journal must say so.

        It must when there are entries and none of them is anchored.
        """
        number, _ = connection.execute(_LAST).fetchone() or (0, FIRST)
        is_anchored = connection.execute(_IS_ANCHORED).fetchone() == (1,)
        if number and is_anchored and not self._anchors.is_there:
            raise BadJournal(_LOST_ANCHORS, file=self._anchors.file)
        self._anchors.prepare()
        connection.execute(_ANCHORED)
        return number > 0 and self._anchors.last() is None

    def _anchor(self, connection: sqlite3.Connection) -> None:
        """Note the head, one process at a time, unless another has done so by now."""
        connection.execute("begin immediate")
        head = connection.execute(_LAST).fetchone()
        if head is not None and self._anchors.last() != head:
            self._anchors.add(head)
        connection.execute("rollback")

    def _make(self) -> None:
        """Make an empty journal, whole at once: nobody sees a half-made one."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{self._path}.lock", mode=0o600):
            if self._path.exists():
                return
            half_made = self._path.with_name(f"{self._path.name}.new")
            half_made.unlink(missing_ok=True)
            half_made.touch(mode=0o600)  # what SQLite puts beside it is made alike
            with closing(self._connect(half_made)) as connection:
                connection.execute("pragma journal_mode = wal")
                connection.executescript(_TABLE)
            half_made.rename(self._path)

    @staticmethod
    def _connect(path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        connection.execute("pragma synchronous = full")
        return connection


def _append(
    connection: sqlite3.Connection,
    kind: str,
    actor: Actor,
    at: str,
    details: Mapping[str, object],
) -> int:
    if kind not in KINDS:
        raise BadJournal("The journal has no entries of the kind {kind}.", kind=kind)
    number, before = connection.execute(_LAST).fetchone() or (0, FIRST)
    text = json.dumps(details, ensure_ascii=False, sort_keys=True, default=str)
    who = actor.written()
    chained = _chain(before, number + 1, kind, who, at, text)
    connection.execute(
        "insert into entries values (?, ?, ?, ?, ?, ?)",
        (number + 1, kind, who, at, text, chained),
    )
    return int(number) + 1


def _note_anchors(connection: sqlite3.Connection, at: str) -> None:
    """Enter from where on heads are noted elsewhere, and what the head was then."""
    number, head = connection.execute(_LAST).fetchone()
    _append(connection, "anchored", THE_PROGRAM, at, {"number": number, "hash": head})


def _entry(
    number: int, kind: str, who: str, at: str, details: dict[str, object], head: str
) -> Entry:
    return Entry(number, kind, read_actor(who), at, details, head)


def _chain(before: str, *parts: object) -> str:
    text = _WRITTEN.encode([before, *parts])
    return hashlib.sha256(text.encode()).hexdigest()
