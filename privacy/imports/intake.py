"""Takes many exports in: each is read apart, then what repeats is counted once."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path

from privacy.databases import connect
from privacy.errors import PrivacyError
from privacy.imports.keeping import without_repeats
from privacy.imports.store import Intake, find_export, finish, refuse, take_in
from privacy.policy import Policy
from privacy.rows import Part, RowStore


@dataclass(frozen=True)
class ImportedFile:
    """What one file gave in this import; a file known before is all duplicates."""

    file: str
    source: str = ""
    format: str = ""
    read: int = 0
    accepted: int = 0
    rejected: int = 0
    duplicate: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    refused: str | None = None

    def as_json(self) -> dict[str, object]:
        """The fields, as `import --json` prints them."""
        return {**self.__dict__, "reasons": dict(self.reasons)}


@dataclass(frozen=True)
class Batch:
    """The exports of one import: where they lie, and what they are taken to be.

    `hints` gives the source of each file as its folder says it; with `must_be_source`
    the hint stands whatever the content looks like. `at` is the instant of the import.
    """

    store: RowStore
    policy: Policy
    hints: Mapping[Path, str | None]
    must_be_source: bool
    at: datetime.datetime


def take_all(
    batch: Batch,
    earlier: Sequence[Part],
    *,
    executor: Callable[[int], Executor | None] = lambda tasks: None,
    progress: Callable[[str], None] = lambda said: None,
) -> tuple[list[ImportedFile], list[Part]]:
    """Take exports in; return what each file gave, and all parts there are now.

    `executor` is asked once, with the number of files to read: they are read there in
    parallel, or one after another when it gives None. A file that cannot be read costs
    that file.
    """
    files: dict[Path, ImportedFile] = {}
    waiting: dict[Path, Intake] = {}
    for path in batch.hints:
        found = _look_at(batch, path, earlier)
        if isinstance(found, ImportedFile):
            files[path] = found
        else:
            waiting[path] = found
    parts = list(earlier)
    store = batch.store
    workers = executor(len(waiting))
    connection = connect()
    for path, (part, folder) in zip(
        waiting, _read_all(waiting.values(), workers), strict=True
    ):
        progress(f"{len(files) + 1}/{len(batch.hints)} {path.name}")
        known = _known(parts, waiting[path].export.file_id)
        if known:  # two of the files were the same
            files[path] = _again(known)
            continue
        others = [p for p in parts if p.file_id != part.file_id]
        store.add_keys(connection, _months_of(part))
        part = without_repeats(connection, store, part, folder, others)
        finish(part, folder)
        parts = [*others, part]
        shown = {name: getattr(part, name) for name in ImportedFile.__annotations__}
        files[path] = ImportedFile(**shown)
    connection.close()
    return [files[path] for path in batch.hints], parts


def _look_at(batch: Batch, path: Path, parts: Sequence[Part]) -> ImportedFile | Intake:
    """What is known of a file already, or what it takes to read it."""
    try:
        known = _known_by_look(path, parts)
        if known is None:
            export, skip_lines = find_export(path, parts)
            known = _known(parts, export.file_id)
    except PrivacyError as error:
        return ImportedFile(path.name, refused=str(error))
    if known is not None:
        return _again(known)
    return Intake(
        export=export,
        store=batch.store,
        policy=batch.policy,
        skip_lines=skip_lines,
        source=batch.hints[path],
        must_be_source=batch.must_be_source,
        at=batch.at,
    )


def _read_all(
    intakes: Iterable[Intake], executor: Executor | None
) -> Iterator[tuple[Part, Path]]:
    """Read exports, in order; one that takes its reader down with it is refused."""
    if executor is None:
        yield from map(take_in, intakes)
        return
    reading: list[tuple[Intake, Future[tuple[Part, Path]]]] = [
        (intake, executor.submit(take_in, intake)) for intake in intakes
    ]
    for intake, future in reading:
        try:
            yield future.result()
        except BrokenProcessPool:
            yield _read_apart(intake)


def _read_apart(intake: Intake) -> tuple[Part, Path]:
    """Read an export in a process of its own, after others broke down."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        try:
            return alone.submit(take_in, intake).result()
        except BrokenProcessPool:
            return refuse(
                intake,
                f"{intake.export.path.name} takes more memory to read than this "
                "machine gives; split the export.",
            )


def _months_of(part: Part) -> list[datetime.date]:
    spans = {span.span for span in part.spans if span.first_on}
    return [datetime.date.fromisoformat(f"{span}-01") for span in sorted(spans)]


def _known_by_look(path: Path, parts: Sequence[Part]) -> Part | None:
    """A part of the same name, size and time of change: not read again."""
    try:
        state = path.stat()
    except OSError:
        return None
    for part in parts:
        same = (part.file, part.size, part.modified)
        if same == (path.name, state.st_size, state.st_mtime_ns) and not part.refused:
            return part
    return None


def _known(parts: Sequence[Part], file_id: str) -> Part | None:
    """A part with the same content."""
    for part in parts:
        if part.file_id == file_id and not part.refused:
            return part
    return None


def _again(known: Part) -> ImportedFile:
    read = known.read
    return replace(
        ImportedFile(known.file, known.source, known.format), read=read, duplicate=read
    )
