"""Reads one export, whole or not at all, apart from every other."""

import contextlib
import datetime
import re
import secrets
import shutil
from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from privacy.contracts import read_contract
from privacy.errors import BadExport, NotRecognised, PrivacyError
from privacy.errors.explained import is_interrupted, is_of_the_disk
from privacy.imports.aggregates import refuse_single_visits
from privacy.imports.deduplicate import ask_facts, keep_rows, months_of, without_titles
from privacy.imports.encodings import refuse_misread
from privacy.imports.engine_hashes import hashes_of
from privacy.imports.files import Content, fingerprint, sample_lines, text_head
from privacy.imports.formats import Recognised, recognise
from privacy.imports.import_counts import Context
from privacy.imports.mapping import find_mapped
from privacy.imports.month_files import MonthFiles
from privacy.imports.outcomes import (
    count_outcomes,
    count_unknown_words,
    half_days_of,
    periods_of,
)
from privacy.imports.proof import prove_outcomes
from privacy.imports.tabular import read_table
from privacy.imports.web import read_web
from privacy.imports.wrappings import unwrapped
from privacy.policy import Policy
from privacy.storage.databases import ZONE, Connection, attach, connect
from privacy.storage.exports import UPLOADED, Look, cannot_read, look_at, printable
from privacy.storage.rows import UNFINISHED, Part, RowStore, write_part

_TABLE_OF = {"telephone": "calls", "web": "hits", "search": "searches"}
SMALL = 1 << 20
"""Bytes of a file that needs neither several threads nor a place on disk."""
_MEMORY = "700MB"
"""What a database of one file may take: with the file's blocks a gigabyte at any size.

The database spills sooner than with more, which costs a million calls a twentieth.
"""
_DATE = re.compile(r"(20\d\d)-?(\d\d)-?(\d\d)")


@dataclass(frozen=True)
class Export:
    """One file as a source delivered it, by content: the id is its fingerprint."""

    content: Content
    file_id: str
    look: Look

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.content.path

    @property
    def exported_on(self) -> datetime.date:
        """The day in the file's name, else the day here when it was last written."""
        for year, month, day in reversed(_DATE.findall(self.path.name)):
            with contextlib.suppress(ValueError):
                return datetime.date(int(year), int(month), int(day))
        seconds = self.look.modified // 10**9
        return datetime.datetime.fromtimestamp(seconds, ZoneInfo(ZONE)).date()

    def series_of(self, source: str) -> str:
        """Exports whose folder and name differ only in digits are one series.

        An upload is one of the folder of its source.
        """
        folder = self.path.parent.name
        folder = source if folder == UPLOADED and source else folder
        return re.sub(r"\d+", "#", f"{folder}/{self.path.name}")


class Beginnings:
    """The exports taken in, of which a log that grew may be the continuation."""

    def __init__(self, parts: Collection[Part]) -> None:
        self._lines = {part.file_id: _whole_lines(part) for part in parts}
        self._sizes = sorted({part.size for part in parts})

    def sizes_below(self, size: int) -> list[int]:
        """How large those are that are smaller than a file."""
        return self._sizes[: bisect_left(self._sizes, size)]

    def lines(self, file_ids: Iterable[str]) -> int:
        """How many lines are done with of the longest among some exports."""
        return max((self._lines.get(file_id, 0) for file_id in file_ids), default=0)


def find_export(path: Path, earlier: Beginnings) -> tuple[Export, int]:
    """An export and how many of its first lines were taken in before it grew.

    Raises BadExport when the file cannot be read.
    """
    look = look_at(path)
    sizes = earlier.sizes_below(look.size)
    try:
        result = fingerprint(path, sizes)
    except OSError as error:
        raise cannot_read(path, error) from None
    skip_lines = earlier.lines(result.beginnings.values())
    return Export(result.content, result.file_id, look), skip_lines


def _whole_lines(part: Part) -> int:
    """How many lines of a log are done with; one that waits for its rest is not."""
    return part.read - part.reasons.get("cut_line", 0)


@dataclass(frozen=True)
class Intake:
    """What it takes to read one export, here or on another machine.

    `source` is where the file was found, or, when `must_be_source`, what it must be
    whatever its content looks like; `skip_lines` of it were taken in before it grew;
    `at` is the instant of the import.
    """

    export: Export
    store: RowStore
    policy: Policy
    skip_lines: int
    source: str | None
    must_be_source: bool
    at: datetime.datetime

    def holding_at_most(self, size: int) -> "Intake":
        """The same, without what was read of the file when that is more bytes."""
        content = self.export.content
        if len(content.head) <= size:
            return self
        unread = replace(content, head=b"", is_whole=False)
        return replace(self, export=replace(self.export, content=unread))


def read_export(intake: Intake) -> tuple[Part, Path]:
    """Read an export into a folder of its own; return its ledger entry and the folder.

    The folder is unfinished until `finish` has named it. A file that no format fits,
    or that breaks its reader, gives a Part whose `refused` says why.
    """
    export = intake.export
    work = new_folder(intake)
    # A small file is read sooner by one thread: another one reads the next file.
    threads = 1 if export.look.size < SMALL else None
    connection = connect(memory=_MEMORY, spill=work / "spill", threads=threads)
    try:
        _lines, result = look_into(intake)
        part = _read(connection, intake, result, work)
        if is_replaced(export):
            raise BadExport(
                f"{export.path.name} was replaced while it was read; import it again."
            )
    except BadExport as refusal:
        part = replace(nothing(intake), refused=str(refusal))
    except PrivacyError:
        raise  # a missing key is no fault of one file
    except Exception as fault:
        if is_interrupted(fault) or is_of_the_disk(fault):
            raise
        part = replace(nothing(intake), refused=_said_of(export.path, fault))
    finally:
        connection.close()
    for left in (work / "work.duckdb", work / "work.duckdb.wal"):
        left.unlink(missing_ok=True)
    shutil.rmtree(work / "spill", ignore_errors=True)
    return part, work


def look_into(intake: Intake) -> tuple[list[str], Recognised]:
    """The first lines of an export, without wrapping, and the format they have."""
    content = intake.export.content
    lines = [unwrapped(line) for line in sample_lines(content)]
    refuse_single_visits(lines, content.name)
    try:
        result = find_mapped(lines, intake.policy) or recognise(
            lines,
            content.name,
            table=_TABLE_OF.get(intake.source or "", intake.source),
            must_be=intake.must_be_source,
        )
    except NotRecognised:
        refuse_misread(text_head(content), content.name)
        raise
    return lines, result


def is_unknown(path: Path) -> bool:
    """Whether an export can be opened and no format fits it."""
    try:
        recognise([unwrapped(line) for line in sample_lines(Content(path))], path.name)
    except NotRecognised:
        return True
    except BadExport:
        return False
    return False


def _said_of(path: Path, fault: Exception) -> str:
    """What stopped a reader; not in its own words, for they hold values."""
    if isinstance(fault, OSError):
        return str(cannot_read(path, fault))
    return (
        f"{printable(path.name)} cannot be read: its reader stopped at something that "
        f"it does not know ({type(fault).__name__}). Export it again, in another form "
        "if there is one."
    )


def is_replaced(export: Export) -> bool:
    """Whether a file was another one when it was read again, and no log that grew."""
    if export.content.is_whole:
        return False
    try:
        if look_at(export.path) == export.look:
            return False
        size = export.look.size
        now = fingerprint(export.path, [size])
    except (OSError, BadExport):
        return True
    return export.file_id not in (now.file_id, now.beginnings.get(size))


def refuse(intake: Intake, sentence: str) -> tuple[Part, Path]:
    """The ledger entry and folder of an export that cannot be read."""
    return replace(nothing(intake), refused=sentence), new_folder(intake)


def finish(part: Part, work: Path) -> None:
    """Write the ledger entry and give the folder its name: from now on it counts."""
    write_part(work, part)
    target = work.with_name(part.file_id)
    if target.exists():
        shutil.rmtree(target)
    work.rename(target)


def new_folder(intake: Intake) -> Path:
    """A folder for what an export gives, unfinished until it is named."""
    unfinished = f"{intake.export.file_id}.{secrets.token_hex(4)}{UNFINISHED}"
    folder = intake.store.organisation.rows / unfinished
    folder.mkdir(mode=0o700, parents=True)
    return folder


def nothing(intake: Intake) -> Part:
    """The ledger entry of an export that gave nothing yet."""
    export = intake.export
    return Part(
        file_id=export.file_id,
        file=export.path.name,
        series=export.series_of(""),
        source=intake.source or "",
        format="",
        size=export.look.size,
        modified=export.look.modified,
        exported_on=export.exported_on.isoformat(),
        imported_at=intake.at.isoformat(),
        read=0,
        accepted=0,
        rejected=0,
        duplicate=0,
    )


def _read(
    connection: Connection, intake: Intake, result: Recognised, work: Path
) -> Part:
    store = intake.store
    is_log = result.name.startswith("imports/web/")
    # A log that grew goes on where it ended; a table's rows are compared one by one.
    skip_lines = intake.skip_lines if is_log else 0
    if intake.export.look.size < SMALL:
        connection.execute("attach ':memory:' as taken")
    else:
        key = secrets.token_hex(32)
        attach(connection, work / "work.duckdb", "taken", key, read_only=False)
    connection.execute("create schema export")
    context = Context(
        policy=intake.policy,
        key_for=store.keyring.month,
        closed_months=store.keyring.destroyed_months(),
        skip_lines=skip_lines,
        exported_on=intake.export.exported_on,
    )
    written = MonthFiles(connection, store, work)
    if is_log:
        export = intake.export.content
        taken = read_web(connection, export, result.name, context, written.keep)
    else:
        taken = read_table(connection, intake.export.content, result, context)
    store.add_keys(connection, months_of(connection))
    left, repeated = keep_rows(connection, work)
    spans = [*written.spans, *left]
    facts = [*written.facts]
    for name in sorted({span.table for span in left}):
        facts += ask_facts(connection, name, f"taken.{name}")
    table = spans[0].table if spans else ""
    outcomes = count_outcomes(connection, table).get(0, {})
    if table == "calls" and intake.source != "telephone":
        prove_outcomes(read_contract(result.name), intake.export.path.name, outcomes)
    return replace(
        nothing(intake),
        source=taken.source,
        series=intake.export.series_of(taken.source),
        format=taken.format,
        read=taken.read + skip_lines,
        accepted=taken.accepted - repeated,
        rejected=taken.rejected,
        duplicate=taken.duplicate + skip_lines + repeated,
        reasons=dict(taken.reasons),
        unreadable=dict(taken.unreadable),
        spans=spans,
        facts=without_titles(connection, facts, work),
        columns=taken.columns,
        lacking=taken.lacking,
        cut_line=taken.cut_line,
        near_titles=taken.near_titles,
        double_titles=taken.double_titles,
        again=taken.again,
        half_days=half_days_of(connection, table).get(0, 0),
        period=periods_of(connection, table).get(0, ()),
        outcomes=outcomes or dict(sorted(written.statuses.items())),
        unknown_words=count_unknown_words(connection, table, intake.policy)[0],
        hashes=hashes_of(connection) if is_log else "",
        unjoined=any(span.table == "calls" for span in spans),
    )
