"""The journal: who decided and saw what, append-only, each entry chained."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from privacy.errors import BadJournal

KINDS = frozenset(
    "hold_set hold_lifted attested round_started round_approved round_downloaded "
    "round_proven imported released downloaded signed_in refused viewed gallra".split()
)
_FIRST = "0" * 64
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

Row = tuple[object, ...]


@dataclass(frozen=True)
class Entry:
    """One thing that somebody did: what kind, who, when (ISO, UTC), and which."""

    number: int
    kind: str
    who: str
    at: str
    details: Mapping[str, object]
    hash: str


class Journal:
    """The journal of one organisation; made at the first entry."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, kind: str, who: str, at: str, **details: object) -> int:
        """Append an entry and return its number. Raises BadJournal when it cannot."""
        if kind not in KINDS:
            raise BadJournal(f"The journal has no entries of the kind {kind}.")
        said = json.dumps(details, ensure_ascii=False, sort_keys=True, default=str)
        try:
            with self._open() as connection:
                connection.execute("begin immediate")
                number, before = self._last(connection)
                chained = _chain(before, number + 1, kind, who, at, said)
                connection.execute(
                    "insert into entries values (?, ?, ?, ?, ?, ?)",
                    (number + 1, kind, who, at, said, chained),
                )
                connection.execute("commit")
                return number + 1
        except sqlite3.Error as error:
            raise BadJournal(
                f"The journal {self._path} cannot be written ({error}); see that the "
                "disk has room and that this user may write there."
            ) from None

    def entries(self) -> list[Entry]:
        """All entries, oldest first."""
        if not self._path.exists():
            return []
        with self._open() as connection:
            rows = connection.execute(
                "select * from entries order by number"
            ).fetchall()
        return [Entry(n, k, w, a, json.loads(d), h) for n, k, w, a, d, h in rows]

    def verify(self) -> int | None:
        """The number of the first entry that is not as it was written, or None."""
        before, expected = _FIRST, 1
        for entry in self.entries():
            said = json.dumps(
                entry.details, ensure_ascii=False, sort_keys=True, default=str
            )
            chained = _chain(before, expected, entry.kind, entry.who, entry.at, said)
            if entry.number != expected or entry.hash != chained:
                return expected
            before, expected = entry.hash, expected + 1
        return None

    def open_holds(self) -> list[Row]:
        """Holds set and not lifted: rows of journal.holds."""
        holds: dict[str, Row] = {}
        for entry in self.entries():
            said = entry.details
            if entry.kind == "hold_set":
                names = ("system", "record_type", "record_id", "owner", "reason")
                head = tuple(said.get(name) for name in names)
                hold_id = f"H{entry.number}"
                holds[hold_id] = (hold_id, *head, entry.at[:10], said.get("review_on"))
            elif entry.kind == "hold_lifted":
                holds.pop(str(said.get("hold_id")), None)
        return list(holds.values())

    def attestations(self) -> list[Row]:
        """The newest attestation of each promise: rows of journal.attestations."""
        found: dict[object, Row] = {}
        for entry in self.entries():
            if entry.kind == "attested":
                said = entry.details
                promise = said.get("promise_id")
                until, note = said.get("valid_until"), said.get("note")
                found[promise] = (promise, entry.at[:10], until, note, entry.who)
        return list(found.values())

    def rounds(self) -> list[Row]:
        """Gallring rounds as they stand: rows of journal.rounds."""
        return []

    def round_records(self) -> list[Row]:
        """The records of each round: rows of journal.round_records."""
        return []

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        if not self._path.exists():
            self._make()
        with closing(self._connect(self._path)) as connection:
            yield connection

    def _make(self) -> None:
        """Make an empty journal, whole at once: nobody sees a half-made one."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{self._path}.lock"):
            if self._path.exists():
                return
            half_made = self._path.with_name(f"{self._path.name}.new")
            half_made.unlink(missing_ok=True)
            with closing(self._connect(half_made)) as connection:
                connection.execute("pragma journal_mode = wal")
                connection.executescript(_TABLE)
            half_made.rename(self._path)

    @staticmethod
    def _connect(path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        connection.execute("pragma synchronous = full")
        return connection

    @staticmethod
    def _last(connection: sqlite3.Connection) -> tuple[int, str]:
        row = connection.execute(
            "select number, hash from entries order by number desc limit 1"
        ).fetchone()
        return (row[0], row[1]) if row else (0, _FIRST)


def _chain(before: str, *parts: object) -> str:
    text = json.dumps([before, *parts], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
