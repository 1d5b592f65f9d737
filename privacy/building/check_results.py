"""What the checks found, day by day: nothing can tell it again.

build/results/<day>.parquet   one a day, encrypted with the master key

Each holds the hash of the one before, so that none can be taken out or changed unseen.
Only the newest may be written again, until its day is over. The hash of each is noted
beside the journal's anchors just before it gets its name, so that the newest cannot be
cut off unseen either.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import duckdb

from privacy.errors import BadBuild
from privacy.journal import Anchors
from privacy.storage.databases import Connection, connect
from privacy.storage.rows import UNDATED, UNFINISHED, RowStore, reading, write_text

_NOTED_BEFORE = (
    "What the checks found on {days} is not as it was noted in {anchors}: it was cut "
    "off or changed. Restore {folder} from a backup; if there is none, "
    "make {anchors} empty: what is there now is noted from the next import on."
)
_MOST_NAMED = 3
_REMEDY = (
    "Restore {folder} from a backup. If there is none, delete the folder and import: "
    "what the build in force knows of earlier days is then kept."
)

Row = Sequence[object]
"""A row of register.check_results; the second column is its day."""


@dataclass(frozen=True)
class CheckResults:
    """The results of an organisation's checks, on disk."""

    store: RowStore

    @property
    def is_begun(self) -> bool:
        """Whether there is a history, empty or not."""
        return self._folder.is_dir()

    def has(self, day: datetime.date) -> bool:
        """Whether the results of a day are kept, or of one after it."""
        return any(file.stem >= day.isoformat() for file in self._files())

    def begin(self, earlier: Iterable[Row]) -> None:
        """Begin the history with results that only a build held until now.

        All of them are there at once, or none.
        """
        unfinished = self._folder.with_name(self._folder.name + UNFINISHED)
        unfinished.mkdir(mode=0o700)
        before = None
        with self._opened() as connection:
            in_order = sorted(earlier, key=lambda row: (str(row[1]), str(row[0])))
            for day, rows in groupby(in_order, key=lambda row: str(row[1])):
                text = _said(before, list(rows))
                write_text(connection, text, unfinished / f"{day}.parquet")
                before = _hash(text)
        unfinished.rename(self._folder)
        if before:
            newest = self._files()[-1]
            self._anchors.add((_number(newest.stem), before))

    def keep(self, day: datetime.date, rows: Sequence[Row]) -> None:
        """Write the results of a day; those of a day before the newest stay."""
        with self._opened() as connection:
            self._finish(connection)
            files = self._files()
            if files and files[-1].stem > day.isoformat():
                return
            earlier = [file for file in files if file.stem < day.isoformat()][-1:]
            texts = _texts(connection, earlier)
            before = _hash(texts[0]) if texts else None
            file = self._folder / f"{day}.parquet"
            unfinished = file.with_name(file.name + UNFINISHED)
            text = _said(before, rows)
            write_text(connection, text, unfinished)
            self._anchors.add((_number(day.isoformat()), _hash(text)))
            unfinished.replace(file)

    def faults(self) -> list[str]:
        """What shows that results are gone or are not as they were noted."""
        noted = dict(self._anchors.heads())  # of each day what was noted last
        texts: dict[Path, str] = {}
        with self._opened() as connection:
            # What a killed import noted may have no name yet.
            for file in (*self._files(), *self._unfinished()):
                with suppress(BadBuild, ValueError):
                    (texts[file],) = _texts(connection, [file])
        found = {(_number(file.name[:10]), _hash(text)) for file, text in texts.items()}
        wrong = [
            number for number, head in noted.items() if (number, head) not in found
        ]
        if not wrong:
            return []
        days = [f"{n // 10000}-{n // 100 % 100:02}-{n % 100:02}" for n in sorted(wrong)]
        named = ", ".join(days[-_MOST_NAMED:])
        more = " and earlier days" if len(days) > _MOST_NAMED else ""
        return [
            _NOTED_BEFORE.format(
                days=named + more, anchors=self._anchors.file, folder=self._folder
            )
        ]

    def _finish(self, connection: Connection) -> None:
        """Give what a killed import had noted its name; let go of what it had not."""
        noted = {head for _, head in self._anchors.heads()[-1:]}
        for file in self._unfinished():
            try:
                (text,) = _texts(connection, [file])
            except (BadBuild, ValueError):  # half written
                text = ""
            if _hash(text) in noted:
                file.replace(file.with_suffix(""))
            else:
                file.unlink()

    def read(self) -> list[Row]:
        """All results, oldest first.

        Raises BadBuild when one cannot be read, was changed or is missing.
        """
        files = self._files()
        with self._opened() as connection:
            texts = _texts(connection, files)
        before, rows = None, []
        for file, text in zip(files, texts, strict=True):
            said = json.loads(text)
            if said["before"] != before:
                raise BadBuild(
                    f"What the checks found before {file.stem} is not as it was "
                    "written, or is missing. " + _REMEDY.format(folder=self._folder)
                )
            rows += said["results"]
            before = _hash(text)
        return rows

    @property
    def _folder(self) -> Path:
        return self.store.organisation.results

    @property
    def _anchors(self) -> Anchors:
        organisation = self.store.organisation
        name = f"{organisation.id} results"
        return Anchors(organisation.result_anchors, name, organisation.syslog)

    def _unfinished(self) -> list[Path]:
        return sorted(self._folder.glob(f"*.parquet{UNFINISHED}"))

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.parquet"))

    def _opened(self) -> Connection:
        connection = connect()
        self.store.add_keys(connection, [])
        return connection


def _texts(connection: Connection, files: Sequence[Path]) -> list[str]:
    """What each file says."""
    texts = []
    for file in files:
        try:
            rows = connection.execute(f"select text from {reading([file], UNDATED)}")
            texts += [text for (text,) in rows.fetchall()]
        except duckdb.Error:
            raise BadBuild(
                f"{file} cannot be read: it is damaged, or its key is another. "
                + _REMEDY.format(folder=file.parent)
            ) from None
    return texts


def _said(before: str | None, rows: Sequence[Row]) -> str:
    said: Mapping[str, object] = {"before": before, "results": rows}
    return json.dumps(said, ensure_ascii=False, default=str)


def _number(day: str) -> int:
    """A day as its anchor has it: 20261123."""
    return int(day.replace("-", ""))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
