"""What the checks found and what changed, day by day: nothing can tell it again.

build/results/<day>.parquet   one a day, encrypted with the master key

Its first row is what the checks found, each other row a thing that stood otherwise than
the days before. These are a million after a first import, so the engine writes, hashes
and compares them, and no Python holds more than some thousands.

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
from functools import cached_property
from itertools import groupby
from pathlib import Path

import duckdb
import pyarrow

from privacy.errors import BadBuild, Message
from privacy.journal import Anchors
from privacy.storage.databases import Connection, connect, fill_table, quoted
from privacy.storage.rows import (
    UNDATED,
    UNFINISHED,
    RowStore,
    copy_rows,
    reading,
    write_text,
)

_NOTED_BEFORE = (
    "What the checks found on {days} is not as it was noted in {anchors}: it was cut "
    "off or changed. Restore {folder} from a backup; if there is none, "
    "make {anchors} empty: what is there now is noted from the next import on."
)
_AT_A_TIME = 10_000
"""Rows that are hashed at once."""
_WRITTEN_AT_ONCE = 100_000
_MOST_NAMED = 3
_REMEDY = (
    "Restore {folder} from a backup. If there is none, delete the folder and import: "
    "what the build in force knows of earlier days is then kept."
)
_CHANGED = (
    "What the checks found before {day} is not as it was written, or is missing. "
    "{remedy}"
)

_STATES_OF_DAY = """
select json_array(list, thing_id, state, level)::varchar as text, rowid as nth
from register.earlier_states
where as_of_on = {day}::date
"""
_IN_ORDER = "select text from ({rows}) order by nth"
"""Without it the engine may give the rows of a million things in another order."""
_STATES_KEPT = """
insert into register.earlier_states
with listed as (
    select
        parse_filename(filename, true)::date as as_of_on,
        from_json(text, '["varchar"]') as cells
    from {rows}
    where file_row_number > 0
)
select as_of_on, cells[1], cells[2], cells[3], cells[4]::bigint from listed
"""
_IN_ONE_TEXT = """
select filename from {rows}
where file_row_number = 0 and contains(text, '"states": [[')
"""
"""The files of an older version, which wrote all states into the first row."""
_DIFFERING = """
insert into register.earlier_states
with known as (
    select list, thing_id, state, level from register.earlier_states
    where rowid in (
        select arg_max(rowid, as_of_on) from register.earlier_states
        group by list, thing_id
    )
),
now as (select list, thing_id, coalesce(state, '') as state, level from states_now)
select
    $day::date,
    coalesce(now.list, known.list) as list,
    coalesce(now.thing_id, known.thing_id) as thing_id,
    now.state,
    now.level
from now
full join known on now.list = known.list and now.thing_id = known.thing_id
where (now.state, now.level) is distinct from (known.state, known.level)
order by list, thing_id
"""
"""What is gone has neither state nor level."""

Row = Sequence[object]
"""A row of register.check_results; the second column is its day."""


def add_differing(
    connection: Connection, day: datetime.date, now: pyarrow.RecordBatchReader
) -> None:
    """Add to register.earlier_states what stands otherwise on a day than before it."""
    connection.register("states_now", now)
    try:
        connection.execute(_DIFFERING, {"day": day})
    finally:
        connection.unregister("states_now")


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
            text = _said(before, list(rows), None)
            write_text(self._connection, text, unfinished / f"{day}.parquet")
            before = _hash(text)
        unfinished.rename(self._folder)
        if before:
            newest = self._files()[-1]
            self._anchors.add((_number(newest.stem), before))

    def keep(
        self,
        day: datetime.date,
        rows: Sequence[Row],
        register: Connection | None = None,
    ) -> None:
        """Write the results of a day; those of a day before the newest stay.

        With them the states that `register` has of it in its earlier_states.
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
        if register is None:
            text = _said(before, rows, None)
            write_text(self._connection, text, unfinished)
        else:
            states = _STATES_OF_DAY.format(day=quoted(day))
            in_order = register.execute(_IN_ORDER.format(rows=states))
            hashed = _hash_of(in_order.to_arrow_reader(_AT_A_TIME))
            text = _said(before, rows, hashed)
            first = f"select {quoted(text)} as text, -1 as nth"
            whole = f"{first} union all {states}"
            copy_rows(register, _IN_ORDER.format(rows=whole), unfinished, UNDATED)
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

    def read(self, today: datetime.date | None = None) -> list[Row]:
        """All results, oldest first.

        The file of `today` is left out where it is the newest: it is written again.

        Raises BadBuild when one cannot be read, was changed or is missing.
        """
        files = self._files()
        if today and files and files[-1].stem == today.isoformat():
            files.pop()
        before, results = None, []
        for file, text in zip(files, self._texts(files), strict=True):
            content = json.loads(text)
            if content["before"] != before:
                raise self._changed(file)
            results.extend(content["results"])
            before = _hash(text)
        return results

    def fill_states(self, register: Connection, before: datetime.date) -> None:
        """Fill register.earlier_states with what is kept of the days before one."""
        files = [f for f in self._files() if f.stem < before.isoformat()]
        if files:
            rows = reading(files, UNDATED, names=True)
            register.execute(_STATES_KEPT.format(rows=rows))
            older = self._connection.execute(_IN_ONE_TEXT.format(rows=rows))
            for (name,) in older.fetchall():
                (text,) = self._texts([Path(name)])
                states = json.loads(text)["states"]
                for first in range(0, len(states), _WRITTEN_AT_ONCE):
                    some = states[first : first + _WRITTEN_AT_ONCE]
                    fill_table(register, "register.earlier_states", some)

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
        connection = connect(spill=self.store.organisation.builds / "spill")
        self.store.add_keys(connection, [])
        return connection

    def _texts(self, files: Sequence[Path]) -> list[str]:
        """What the first row of each file says, the others being as it says."""
        texts = []
        for file in files:
            try:
                rows = reading([file], UNDATED)
                numbered = f"select text, file_row_number as nth from {rows}"
                in_order = self._connection.execute(_IN_ORDER.format(rows=numbered))
                batches = in_order.to_arrow_reader(_AT_A_TIME)
                first, *others = batches.read_next_batch().column(0).to_pylist()
                hashed = _hash_of(batches, others)
            except (duckdb.Error, StopIteration):
                raise BadBuild(
                    "{file} cannot be read: it is damaged, or its key is another. "
                    "{remedy}",
                    file=file,
                    remedy=Message(_REMEDY, folder=file.parent),
                ) from None
            noted = json.loads(first).get("states")
            if not isinstance(noted, list) and noted != hashed:
                raise self._changed(file)
            texts.append(first)
        return texts

    def _changed(self, file: Path) -> BadBuild:
        remedy = Message(_REMEDY, folder=self._folder)
        return BadBuild(_CHANGED, day=file.stem, remedy=remedy)


def _said(before: str | None, rows: Sequence[Row], states: str | None) -> str:
    """The first row of a file; `states` is the hash of the others."""
    values: Mapping[str, object] = {
        "before": before,
        "results": rows,
        "states": states,
    }
    return json.dumps(values, ensure_ascii=False, default=str)


def _hash_of(
    batches: Iterable[pyarrow.RecordBatch], first: Sequence[str] = ()
) -> str | None:
    """The hash of texts one after the other, `first` ones before; None of none."""
    result, is_any = hashlib.sha256(), bool(first)
    result.update("".join(first).encode())
    for batch in batches:
        is_any = True
        result.update("".join(batch.column(0).to_pylist()).encode())
    return result.hexdigest() if is_any else None


def _number(day: str) -> int:
    """A day as its anchor has it: 20261123."""
    return int(day.replace("-", ""))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
