"""Takes many exports in: each is read apart, then what repeats is counted once."""

import datetime
import shutil
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path

from privacy.errors import BadExport, PrivacyError
from privacy.imports.comparing import Finding, compare, findings_of, in_short, rows_of
from privacy.imports.deduplicate import hide_titles, without_repeats
from privacy.imports.engine_hashes import Hashed
from privacy.imports.parted_calls import join_calls
from privacy.imports.proof import NOT_UNDERSTOOD
from privacy.imports.read_export import (
    Beginnings,
    Export,
    Intake,
    find_export,
    finish,
    read_export,
    refuse,
)
from privacy.imports.read_together import in_groups, read_group
from privacy.personal import for_others
from privacy.policy import Policy
from privacy.storage.databases import connect
from privacy.storage.exports import Looks, is_upload, printable
from privacy.storage.rows import Compared, Part, RowStore, write_part

_MOST_HELD = 64 << 20
"""Bytes that are held of files since they were looked at; more are read again."""
_MOST_AT_ONCE, _MOST_LINES = 2_000, 1_000_000
"""Files, and lines of them, that are read before it is counted what they repeat."""


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
    unreadable: Mapping[str, int] = field(default_factory=dict)
    refused: str | None = None
    first_on: str | None = None
    last_on: str | None = None
    outcomes: Mapping[str, int] = field(default_factory=dict)
    unknown_words: int = 0
    lacking: Sequence[str] = ()
    cut_line: int | None = None
    compared: Compared | None = None
    findings: Sequence[Finding] = ()

    @property
    def gave_nothing(self) -> bool:
        """Whether the file has rows and none of them was understood."""
        return (
            not self.accepted
            and not self.duplicate
            and any(reason in NOT_UNDERSTOOD for reason in self.reasons)
        )

    def as_json(self) -> dict[str, object]:
        """The fields, as `import --json` prints them."""
        content = asdict(self)
        for finding, one in zip(content["findings"], self.findings, strict=True):
            finding["sentence"] = str(one)
        return content

    def details(self) -> Iterator[str]:
        """What the file says, how it stands to the one before, and what stands out."""
        if self.first_on:
            yield f"{self.first_on} to {self.last_on}"
        if self.outcomes:
            yield ", ".join(f"{n} {outcome}" for outcome, n in self.outcomes.items())
        for column, count in self.unreadable.items():
            yield f"{count} × {column} cannot be read and is unknown"
        if self.lacking:
            named = in_short(self.lacking)
            yield f"columns of its format that it lacks or leaves empty: {named}"
        if self.cut_line:
            yield f"line {self.cut_line}, its last, has no line end and may be cut"
        if self.unknown_words:
            yield (
                f"{self.unknown_words} rows have a word that no [[word]] of the policy "
                "explains; see the page Findings"
            )
        if self.compared:
            rows = self.read - self.rejected
            changes = ", ".join(_changes(self.compared, rows))
            yield f"against the export before: {changes}"
        yield from (f"look: {finding}" for finding in self.findings)


@dataclass(frozen=True)
class Batch:
    """The exports of one import: where they lie, and what they are taken to be.

    `hints` gives the source of each file as its folder says it; with `must_be_source`
    the hint stands whatever the content looks like. `looks` tells files known before,
    and learns those read now. `at` is the instant of the import.
    """

    store: RowStore
    policy: Policy
    hints: Mapping[Path, str | None]
    must_be_source: bool
    looks: Looks
    at: datetime.datetime


def _changes(compared: Compared, rows: int) -> Iterator[str]:
    yield f"{rows - compared.rows:+} rows"
    if compared.ids_new is not None:
        yield f"{compared.ids_new} ids are new, {compared.ids_gone} are gone"
    for change, names in (
        ("come", compared.columns_new),
        ("gone", compared.columns_gone),
    ):
        if names:
            yield f"columns {change}: {', '.join(names)}"


def import_files(
    batch: Batch,
    earlier: Sequence[Part],
    *,
    executor: Callable[[int], Executor | None] = lambda tasks: None,
    progress: Callable[[str], None] = lambda line: None,
) -> tuple[list[ImportedFile], list[Part]]:
    """Take exports in; return what each file gave, and all parts there are now.

    `executor` is asked once, with the number of groups of files that are read at
    once: they are read there in parallel, or one after another when it gives None. A
    file that cannot be read costs that file.
    """
    earlier = hide_titles(batch.store, earlier)
    known = {part.file_id: part for part in earlier if not part.refused}
    files: dict[Path, ImportedFile] = {}
    waiting: dict[Path, Intake] = {}
    beginnings = Beginnings(known.values())
    held = 0
    for path in batch.hints:
        result = _look_at(batch, path, known, beginnings)
        if isinstance(result, ImportedFile):
            files[path] = result
        else:
            waiting[path] = result.holding_at_most(_MOST_HELD - held)
            held += len(waiting[path].export.content.head)
    kept = {part.file_id: part for part in earlier} | known
    groups = list(in_groups(list(waiting.values())))
    read = _read_all(groups, executor(len(groups)))
    new: dict[Path, tuple[Part, Path]] = {}
    lines = 0
    for path, (part, folder) in zip(waiting, read, strict=True):
        progress(
            f"{len(files) + len(new) + 1}/{len(batch.hints)} {for_others(path.name)}"
        )
        lines += part.read
        if len(new) >= _MOST_AT_ONCE or lines > _MOST_LINES:
            files |= _keep(batch, waiting, new, kept)
            new, lines = {}, part.read
        new[path] = (part, folder)
    files |= _keep(batch, waiting, new, kept)
    for path, file in files.items():
        if is_upload(batch.store.organisation, path) and file.source and file.read:
            batch.looks.move(path, file.source)
    batch.looks.save()
    joined = {part.file_id: part for part in join_calls(batch.store, [*kept.values()])}
    findings = defaultdict(list)
    for finding in findings_of(joined.values()):
        findings[finding.file_id].append(finding)
    for path, intake in waiting.items():
        if not files[path].findings:
            file, file_id = files[path], intake.export.file_id
            fewer = kept[file_id].accepted - joined[file_id].accepted
            repeated = fewer if file.accepted else 0
            files[path] = replace(
                file,
                accepted=file.accepted - repeated,
                duplicate=file.duplicate + repeated,
                findings=tuple(findings[file_id]),
            )
    return [files[path] for path in batch.hints], list(joined.values())


def _keep(
    batch: Batch,
    waiting: Mapping[Path, Intake],
    new: Mapping[Path, tuple[Part, Path]],
    kept: dict[str, Part],
) -> dict[Path, ImportedFile]:
    """Add exports that were read to those kept, and say what each brought that is new.

    Of two files with the same content the first counts.
    """
    new = _comparable(waiting, new, kept.values())
    first: dict[str, Path] = {}
    for path, (part, folder) in new.items():
        held = kept.get(part.file_id)
        if part.file_id in first or (held is not None and not held.refused):
            shutil.rmtree(folder)
        else:
            first[part.file_id] = path
        if not part.refused:
            batch.looks.keep(path, waiting[path].export.look, part.file_id)
    others = [part for file_id, part in kept.items() if file_id not in first]
    fresh = [new[path] for path in first.values()]
    with closing(connect()) as connection:
        batch.store.add_keys(connection, _months_of(part for part, _ in fresh))
        compared = compare(connection, batch.store, fresh, others)
        fresh = [
            (part, folder) for part, (_, folder) in zip(compared, fresh, strict=True)
        ]
        thinned = without_repeats(connection, batch.store, fresh, others)
    for part, (_, folder) in zip(thinned, fresh, strict=True):
        finish(part, folder)
        kept.pop(part.file_id, None)
        kept[part.file_id] = part
    files = {}
    for path, (part, _) in new.items():
        held = kept[part.file_id]
        if held.refused or first.get(part.file_id) == path:
            names = ImportedFile.__annotations__.keys() - {"findings"}
            shown = {name: getattr(held, name) for name in names}
            files[path] = ImportedFile(**shown)
        else:
            files[path] = _copy(batch, held, waiting[path].export, kept)
    return files


def _copy(
    batch: Batch, held: Part, export: Export, kept: dict[str, Part]
) -> ImportedFile:
    """A file of known content; when it is of another day, that is noted."""
    day = export.exported_on.isoformat()
    if day == held.exported_on:
        return _again(held)
    if day not in held.copies:
        kept[held.file_id] = replace(held, copies=sorted([*held.copies, day]))
        write_part(batch.store.organisation.rows / held.file_id, kept[held.file_id])
    finding = Finding(
        held.file_id, "same_content", rows_of(held), None, held.exported_on
    )
    return replace(_again(held), file=export.path.name, findings=(finding,))


def _comparable(
    waiting: Mapping[Path, Intake],
    new: Mapping[Path, tuple[Part, Path]],
    kept: Collection[Part],
) -> dict[Path, tuple[Part, Path]]:
    """Refuse the exports whose hashes cannot be held against those of earlier ones."""
    result, hashed = {}, Hashed(kept)
    for path, (part, folder) in new.items():
        result[path] = (part, folder)
        try:
            hashed.check(part)
            hashed.add(part)
        except BadExport as refusal:
            shutil.rmtree(folder)
            result[path] = refuse(waiting[path], str(refusal))
    return result


def _look_at(
    batch: Batch, path: Path, parts: dict[str, Part], earlier: Beginnings
) -> ImportedFile | Intake:
    """What is known of a file already, or what it takes to read it."""
    try:
        known = parts.get(batch.looks.file_id(path) or "")
        if known is None:
            export, skip_lines = find_export(path, earlier)
            known = parts.get(export.file_id)
            if known is not None:
                batch.looks.keep(path, export.look, known.file_id)
                return _copy(batch, known, export, parts)
    except PrivacyError as error:
        return ImportedFile(printable(path.name), refused=str(error))
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
    groups: Iterable[Sequence[Intake]], executor: Executor | None
) -> Iterator[tuple[Part, Path]]:
    """Read exports, in order; one that takes its reader down with it is refused."""
    if executor is None:
        for group in groups:
            yield from read_group(group)
        return
    reading: list[tuple[Sequence[Intake], Future[list[tuple[Part, Path]]]]] = [
        (group, executor.submit(read_group, group)) for group in groups
    ]
    for group, future in reading:
        try:
            yield from future.result()
        except BrokenProcessPool:
            yield from map(_read_apart, group)


def _read_apart(intake: Intake) -> tuple[Part, Path]:
    """Read an export in a process of its own, after others broke down."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        try:
            return alone.submit(read_export, intake).result()
        except BrokenProcessPool:
            return refuse(
                intake,
                f"{intake.export.path.name} takes more memory to read than this "
                "machine gives; split the export.",
            )


def _months_of(parts: Iterable[Part]) -> list[datetime.date]:
    spans = {span.span for part in parts for span in part.spans if span.first_on}
    return [datetime.date.fromisoformat(f"{span}-01") for span in sorted(spans)]


def _again(known: Part) -> ImportedFile:
    read = known.read
    return replace(
        ImportedFile(known.file, known.source, known.format), read=read, duplicate=read
    )
