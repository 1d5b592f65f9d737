"""The office: takes exports in, makes releases, switches builds, checks itself.

The one place where import and release meet. Whatever goes wrong half way, the build in
force stays in force.
"""

import datetime
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from privacy import releases
from privacy.builds import Build, current_build, new_build, switch_to
from privacy.contracts import contract_names, read_contract
from privacy.databases import Connection, fill_table
from privacy.desk import Desk
from privacy.errors import Busy, PrivacyError
from privacy.imports.build import build_register, open_register
from privacy.imports.store import Export, find_export, sweep, take_in
from privacy.imports.taken import REASONS
from privacy.installation import Installation
from privacy.organisations import Organisation
from privacy.policy import Policy
from privacy.roles import Role
from privacy.rows import Part, RowStore, read_parts

Progress = Callable[[str], None]
_WORTH_PROCESSES = 4
_TOO_FEW = {"total", "margins_only"}
"""A table withheld for these reasons is as it should be; any other is a failure."""
_IGNORED = {"README.md", "README.txt", ".gitkeep", "Thumbs.db", ".DS_Store"}


@dataclass(frozen=True)
class ImportedFile:
    """What one file gave in this import; a file known before is all duplicates."""

    file: str
    source: str
    format: str
    read: int
    accepted: int
    rejected: int
    duplicate: int
    reasons: Mapping[str, int]
    refused: str | None

    def as_json(self) -> dict[str, object]:
        """The fields, as `import --json` prints them."""
        return {**self.__dict__, "reasons": dict(self.reasons)}


@dataclass(frozen=True)
class ImportSummary:
    """What one import did for one organisation."""

    organisation: str
    files: Sequence[ImportedFile]
    build: str
    released: Sequence[str] = ()
    refused_releases: Sequence[str] = ()

    @property
    def is_well(self) -> bool:
        """Whether no file and no release was refused."""
        return not self.refused_releases and all(f.refused is None for f in self.files)

    def lines(self) -> Iterator[str]:
        """The summary in plain sentences."""
        yield f"{self.organisation}: {len(self.files)} exports, build {self.build}"
        for file in self.files:
            if file.refused:
                yield f"  {file.file}: refused. {file.refused}"
                continue
            yield (
                f"  {file.file}: {file.format}, {file.read} read = {file.accepted} "
                f"accepted + {file.rejected} rejected + {file.duplicate} duplicate"
            )
            for reason, count in file.reasons.items():
                yield f"    {count} × {REASONS.get(reason, ('', reason))[1]}"
        for name in self.released:
            yield f"  released {name}"
        for sentence in self.refused_releases:
            yield f"  not released: {sentence}"

    def as_json(self) -> dict[str, object]:
        """The summary of releases, for machines."""
        return {
            "organisation": self.organisation,
            "build": self.build,
            "released": list(self.released),
            "refused": list(self.refused_releases),
        }


@dataclass(frozen=True)
class Finding:
    """One thing that `check` looked at."""

    organisation: str
    what: str
    is_well: bool
    sentence: str

    def __str__(self) -> str:
        mark = "ok " if self.is_well else "NOT"
        return f"{mark} {self.organisation}: {self.what}: {self.sentence}"

    def as_json(self) -> dict[str, object]:
        """The fields, for machines."""
        return dict(self.__dict__)


def import_exports(
    home: Installation,
    organisation: Organisation,
    files: Sequence[Path],
    *,
    source: str | None,
    at: datetime.datetime,
    as_of: datetime.date,
    progress: Progress,
) -> ImportSummary:
    """Take in `files`, or all that lies in the organisation's folder of exports.

    Raises Busy when another import is running.
    """
    with _only_one(organisation):
        home.keyring(organisation).master(make=True)
        sweep(organisation.rows)
        policy, store = home.policy(organisation), home.rows(organisation)
        found = list(files) or sorted(_exports_in(organisation.exports))
        parts = read_parts(organisation)
        taken: list[ImportedFile] = []
        changed = False
        for number, path in enumerate(found, start=1):
            progress(f"{organisation.id} {number}/{len(found)} {path.name}")
            hint = source or (None if files else _hint(organisation, path))
            file, part = _take(policy, store, path, parts, hint, bool(source), at)
            taken.append(file)
            if part is not None:
                changed = True
                parts = [p for p in parts if p.file_id != part.file_id] + [part]
        if changed or not _has_build(organisation):
            build, made, refused = _rebuild(
                home, organisation, parts, at, as_of, progress
            )
        else:
            build, made, refused = current_build(organisation), [], []
        progress("")
        return ImportSummary(organisation.id, taken, build.stamp, made, refused)


def release_months(
    home: Installation,
    organisation: Organisation,
    at: datetime.datetime,
    as_of: datetime.date,
    progress: Progress,
) -> ImportSummary:
    """Release what is closed and not released yet, in a new build."""
    with _only_one(organisation):
        parts = read_parts(organisation)
        build, made, refused = _rebuild(home, organisation, parts, at, as_of, progress)
        return ImportSummary(organisation.id, (), build.stamp, made, refused)


def check(
    home: Installation, organisation: Organisation, as_of: datetime.date
) -> Iterator[Finding]:
    """Look at everything an installation rests on, one finding each."""

    def looked(what: str, look: Callable[[], str]) -> Finding:
        try:
            return Finding(organisation.id, what, True, look())
        except PrivacyError as error:
            return Finding(organisation.id, what, False, str(error))

    yield looked(
        "policy", lambda: f"{len(home.policy(organisation).rows)} tables read."
    )
    yield looked("queries", _read_all_contracts)
    yield looked("keys", lambda: _look_at_keys(home, organisation))
    yield looked("build", lambda: f"{current_build(organisation).stamp} is in force.")

    def open_desks() -> str:
        for role in Role:
            Desk(role, organisation, home.keyring(organisation)).close()
        return "register and releases open with their keys."

    yield looked("databases", open_desks)


def _read_all_contracts() -> str:
    names = contract_names("")
    for name in names:
        read_contract(name)
    return f"{len(names)} query headers read."


def _look_at_keys(home: Installation, organisation: Organisation) -> str:
    home.keyring(organisation).master()
    return "the master key is in place."


@contextmanager
def _only_one(organisation: Organisation) -> Iterator[None]:
    organisation.builds.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(organisation.builds / "import.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise Busy(
            f"Another import of {organisation.id} is running; wait until it is done."
        ) from None
    try:
        yield
    finally:
        lock.release()


def _exports_in(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith((".", "~$")) for part in path.parts[-3:])
        if path.is_file() and not hidden and path.name not in _IGNORED:
            yield path


def _hint(organisation: Organisation, path: Path) -> str | None:
    """The source that the folder below exports/ is named for."""
    parts = path.relative_to(organisation.exports).parts
    return parts[0] if len(parts) > 1 else None


def _take(
    policy: Policy,
    store: RowStore,
    path: Path,
    parts: Sequence[Part],
    source: str | None,
    is_override: bool,
    at: datetime.datetime,
) -> tuple[ImportedFile, Part | None]:
    """Take one file in, unless it is known; the Part is None when nothing changed."""
    try:
        known = _known_by_look(path, parts)
        if known is None:
            export, skip_lines = find_export(path, parts)
            known = _known_by_content(export, parts)
    except PrivacyError as error:
        return _refused(path, str(error)), None
    if known is not None:
        again = ImportedFile(
            known.file,
            known.source,
            known.format,
            known.read,
            0,
            0,
            known.read,
            {},
            None,
        )
        return again, None
    part = take_in(
        export,
        store=store,
        policy=policy,
        earlier=[p for p in parts if p.file_id != export.file_id],
        skip_lines=skip_lines,
        source=source,
        must_be_source=is_override,
        at=at,
    )
    shown = {name: getattr(part, name) for name in ImportedFile.__dataclass_fields__}
    return ImportedFile(**shown), part


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


def _known_by_content(export: Export, parts: Sequence[Part]) -> Part | None:
    for part in parts:
        if part.file_id == export.file_id and not part.refused:
            return part
    return None


def _refused(path: Path, sentence: str) -> ImportedFile:
    return ImportedFile(path.name, "", "", 0, 0, 0, 0, {}, sentence)


def _has_build(organisation: Organisation) -> bool:
    try:
        build = current_build(organisation)
    except PrivacyError:
        return False
    return build.register.exists() and build.released.exists()


def _rebuild(
    home: Installation,
    organisation: Organisation,
    parts: Sequence[Part],
    at: datetime.datetime,
    as_of: datetime.date,
    progress: Progress,
) -> tuple[Build, list[str], list[str]]:
    """Make register and releases anew and switch to them."""
    progress(f"{organisation.id} register")
    build = new_build(organisation, at)
    store = home.rows(organisation)
    policy = home.policy(organisation)
    build_register(build, store, policy, parts)
    tasks = releases.due_releases(
        organisation, policy, parts, build.stamp, as_of, home.master
    )
    with _workers(len(tasks)) as executor:
        made = releases.make_releases(tasks, at, executor=executor, progress=progress)
    certificates = releases.certificates(organisation)
    with _writing(build, store) as connection:
        fill_table(connection, "register.releases", certificates)
    releases.build_releases(build, home.keyring(organisation))
    progress(f"{organisation.id} promises")
    results = [
        *_earlier_results(home, organisation, as_of),
        *_measure(home, build, as_of),
    ]
    with _writing(build, store) as connection:
        fill_table(connection, "register.check_results", results)
    switch_to(build)
    refused = [
        f"{release_id}, {statistic}: {reason}"
        for release_id, *_, statistic, _c, _f, _s, _n, _k, reason in certificates
        if reason and reason not in _TOO_FEW
    ]
    return build, [f"{m.parent.name}-{m.name}" for m in made], refused


@contextmanager
def _writing(build: Build, store: RowStore) -> Iterator[Connection]:
    """The register of a build that is still being made."""
    connection = open_register(build, store)
    try:
        yield connection
    finally:
        connection.close()


def _measure(
    home: Installation, build: Build, as_of: datetime.date
) -> list[tuple[object, ...]]:
    """Ask every check of a new build: rows of register.check_results."""
    organisation = build.organisation
    desk = Desk(Role.DPO, organisation, home.keyring(organisation), build)
    results = []
    for name in contract_names("checks"):
        for row in desk.ask(name, as_of=as_of).rows:
            results.append((name.removeprefix("checks/"), as_of, *row))
    desk.close()
    return results


def _earlier_results(
    home: Installation, organisation: Organisation, as_of: datetime.date
) -> list[tuple[object, ...]]:
    """What the checks found on earlier days, from the build still in force."""
    if not _has_build(organisation):
        return []
    desk = Desk(Role.DPO, organisation, home.keyring(organisation))
    rows = desk.ask("dpo/check_history", before=as_of).rows
    desk.close()
    return list(rows)


@contextmanager
def _workers(tasks: int) -> Iterator[Executor | None]:
    """Processes for many tasks; few are done sooner than a process starts."""
    if tasks < _WORTH_PROCESSES:
        yield None
        return
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as executor:
        yield executor
