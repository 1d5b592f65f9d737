"""What the checks found and what changed, day by day: nothing can tell it again.

build/results/<day>.parquet   one a day, encrypted with the master key

Each holds the hash of the one before, so that none can be taken out or changed unseen.
Only the newest may be written again, until its day is over. The hash of each is noted
beside the journal's anchors just before it gets its name, so that the newest cannot be
cut off unseen either.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import duckdb

from privacy.errors import BadBuild, Message
from privacy.journal import Anchors
from privacy.storage.databases import Connection, connect
from privacy.storage.rows import UNDATED, UNFINISHED, RowStore, reading, write_text

_NOTED_BEFORE = (
    "What the checks found on {days} is not as it was noted in {anchors}: it was cut "
    "off or changed. Restore {folder} from a backup; if there is none, "
    "make {anchors} empty: what is there now is noted from the next import on."
)
_AT_A_TIME = 1 << 20
"""Letters that are hashed at once: a text may be of a hundred megabytes."""
_MOST_NAMED = 3
_REMEDY = (
    "Restore {folder} from a backup. If there is none, delete the folder and import: "
    "what the build in force knows of earlier days is then kept."
)

Row = Sequence[object]
"""A row of register.check_results; the second column is its day."""
State = Sequence[object]
"""A row of register.earlier_states: day, list, thing, its state and how bad it is."""


class History(NamedTuple):
    """All that is kept, oldest first."""

    results: list[Row]
    states: list[State]

    def before(self, day: datetime.date) -> "History":
        """What is kept of earlier days."""
        written = day.isoformat()
        return History(
            [row for row in self.results if str(row[1]) < written],
            [row for row in self.states if str(row[0]) < written],
        )

    def differing(
        self, day: datetime.date, states: Mapping[tuple[str, str], tuple[str, int]]
    ) -> list[State]:
        """The states of a day, by list and thing, that are not as they were before."""
        known: dict[tuple[str, str], tuple[object, object]] = {}
        shared: dict[tuple[object, object], tuple[object, object]] = {}
        for _day, listed, thing, state, level in self.states:
            stands = (state, level)
            known[str(listed), str(thing)] = shared.setdefault(stands, stands)
        written = day.isoformat()
        new = [(written, *key, *s) for key, s in states.items() if known.get(key) != s]
        gone = [
            (written, *key, None, None)
            for key, (state, _level) in known.items()
            if state is not None and key not in states
        ]
        return [*new, *gone]


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
        in_order = sorted(earlier, key=lambda row: (str(row[1]), str(row[0])))
        for day, rows in groupby(in_order, key=lambda row: str(row[1])):
            text = _said(before, list(rows), [])
            write_text(self._connection, text, unfinished / f"{day}.parquet")
            before = _hash(text)
        unfinished.rename(self._folder)
        if before:
            newest = self._files()[-1]
            self._anchors.add((_number(newest.stem), before))

    def keep(
        self, day: datetime.date, rows: Sequence[Row], states: Sequence[State] = ()
    ) -> None:
        """Write the results of a day; those of a day before the newest stay.

        `states` are those that differ from the days before.
        """
        self.finish()
        files = self._files()
        if files and files[-1].stem > day.isoformat():
            return
        earlier = [file for file in files if file.stem < day.isoformat()][-1:]
        texts = self._texts(earlier)
        before = _hash(texts[0]) if texts else None
        file = self._folder / f"{day}.parquet"
        unfinished = file.with_name(file.name + UNFINISHED)
        text = _said(before, rows, states)
        write_text(self._connection, text, unfinished)
        self._anchors.add((_number(day.isoformat()), _hash(text)))
        unfinished.replace(file)

    def faults(self) -> list[str]:
        """What shows that results are gone or are not as they were noted."""
        noted = dict(self._anchors.heads())  # of each day what was noted last
        texts: dict[Path, str] = {}
        # What a killed import noted may have no name yet.
        for file in (*self._files(), *self._unfinished()):
            with suppress(BadBuild, ValueError):
                (texts[file],) = self._texts([file])
        result = {
            (_number(file.name[:10]), _hash(text)) for file, text in texts.items()
        }
        wrong = [
            number for number, head in noted.items() if (number, head) not in result
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

    def finish(self) -> None:
        """End what a killed import began; where nobody else writes.

        What it had noted gets its name; what it had not is let go.
        """
        noted = {head for _, head in self._anchors.heads()[-1:]}
        for file in self._unfinished():
            try:
                (text,) = self._texts([file])
            except (BadBuild, ValueError):  # half written
                text = ""
            if _hash(text) in noted:
                file.replace(file.with_suffix(""))
            else:
                file.unlink()

    def read(self, today: datetime.date | None = None) -> History:
        """All results, and the states that differed.

        The file of `today` is left out where it is the newest: it is written again.

        Raises BadBuild when one cannot be read, was changed or is missing.
        """
        files = self._files()
        if today and files and files[-1].stem == today.isoformat():
            files.pop()
        texts = self._texts(files)
        before, kept = None, History([], [])
        for file, text in zip(files, texts, strict=True):
            content = json.loads(text)
            if content["before"] != before:
                raise BadBuild(
                    "What the checks found before {day} is not as it was written, or "
                    "is missing. {remedy}",
                    day=file.stem,
                    remedy=Message(_REMEDY, folder=self._folder),
                )
            kept.results.extend(content["results"])
            kept.states.extend(_sharing(content.pop("states", [])))
            before = _hash(text)
        return kept

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

    @cached_property
    def _connection(self) -> Connection:
        """One for all that is read and written here: connecting costs the most."""
        connection = connect()
        self.store.add_keys(connection, [])
        return connection

    def _texts(self, files: Sequence[Path]) -> list[str]:
        """What each file says."""
        texts = []
        for file in files:
            try:
                rows = self._connection.execute(
                    f"select text from {reading([file], UNDATED)}"
                )
                texts += [text for (text,) in rows.fetchall()]
            except duckdb.Error:
                raise BadBuild(
                    "{file} cannot be read: it is damaged, or its key is another. "
                    "{remedy}",
                    file=file,
                    remedy=Message(_REMEDY, folder=file.parent),
                ) from None
        return texts


def _sharing(states: list[State]) -> Iterator[State]:
    """States read from a file, each given out once; those of equal texts share them.

    Of a million things there are few days, lists and states.
    """
    shared: dict[object, object] = {}
    states.reverse()
    while states:
        day, listed, thing, state, level = states.pop()
        yield (
            shared.setdefault(day, day),
            shared.setdefault(listed, listed),
            thing,
            shared.setdefault(state, state),
            level,
        )


def _said(before: str | None, rows: Sequence[Row], states: Sequence[State]) -> str:
    values: Mapping[str, object] = {
        "before": before,
        "results": rows,
        "states": states,
    }
    return json.dumps(values, ensure_ascii=False, default=str)


def _number(day: str) -> int:
    """A day as its anchor has it: 20261123."""
    return int(day.replace("-", ""))


def _hash(text: str) -> str:
    result = hashlib.sha256()
    for first in range(0, len(text), _AT_A_TIME):
        result.update(text[first : first + _AT_A_TIME].encode())
    return result.hexdigest()
