"""The office: takes exports in, makes releases, switches builds, checks itself.

The one place where import and release meet. Whatever goes wrong half way, the build in
force stays in force.
"""

import datetime
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from filelock import FileLock, Timeout

from privacy import releases
from privacy.builds import Build, current_build, is_in_force, new_build, switch_to
from privacy.contracts import contract_names, read_contract
from privacy.databases import Connection, fill_table
from privacy.desk import Desk
from privacy.errors import BadBuild, BadCluster, Busy
from privacy.imports.build import build_register, open_register
from privacy.imports.intake import Batch, ImportedFile, take_all
from privacy.imports.store import sweep
from privacy.imports.taken import REASONS
from privacy.installation import Installation
from privacy.organisations import Organisation
from privacy.policy import Policy
from privacy.roles import Role
from privacy.rows import Part, RowStore, read_parts

Progress = Callable[[str], None]
Workers = Callable[[int], Executor | None]
"""Gives processes to do that many tasks in, or None."""

_WORTH_PROCESSES = 4
_TOO_FEW = {"total", "margins_only"}
"""A table withheld for these reasons is as it should be; any other is a failure."""
_IGNORED = {"README.md", "README.txt", ".gitkeep", "Thumbs.db", ".DS_Store"}


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
        known = [f for f in self.files if f.read and f.read == f.duplicate]
        if known:
            yield f"  {len(known)} exports were taken in before and are not read again"
        for file in self.files:
            if file in known:
                continue
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


def import_exports(
    home: Installation,
    organisation: Organisation,
    files: Sequence[Path],
    *,
    source: str | None,
    at: datetime.datetime,
    as_of: datetime.date,
    progress: Progress,
    cluster: str | None = None,
) -> ImportSummary:
    """Take in `files`, or all that lies in the organisation's folder of exports.

    `cluster` is the address of a Dask scheduler whose workers see the same folders.
    Raises Busy when another import is running.
    """
    with _only_one(organisation):
        home.keyring(organisation).master(make=True)
        sweep(organisation.rows)
        found = list(files) or sorted(_exports_in(organisation.exports))
        batch = Batch(
            store=home.rows(organisation),
            policy=home.policy(organisation),
            hints={p: source or _hint(organisation, p) for p in found},
            must_be_source=bool(source),
            at=at,
        )
        with _workers(cluster) as workers:
            taken, parts = take_all(
                batch,
                read_parts(organisation),
                executor=workers,
                progress=lambda said: progress(f"{organisation.id} {said}"),
            )
            build, made, refused = _build(
                home, organisation, parts, at, as_of, workers, progress
            )
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
        with _workers(None) as workers:
            build, made, refused = _build(
                home, organisation, parts, at, as_of, workers, progress
            )
        return ImportSummary(organisation.id, (), build.stamp, made, refused)


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
    if not path.is_relative_to(organisation.exports):
        return None
    parts = path.relative_to(organisation.exports).parts
    return parts[0] if len(parts) > 1 else None


def _build(
    home: Installation,
    organisation: Organisation,
    parts: Sequence[Part],
    at: datetime.datetime,
    as_of: datetime.date,
    workers: Workers,
    progress: Progress,
) -> tuple[Build, list[str], list[str]]:
    """Make register and releases anew, unless they are as they would become.

    Returns the build in force, the releases made and why others were not.
    """
    store, policy = home.rows(organisation), home.policy(organisation)
    made_from = _fingerprint(parts, policy, as_of)
    if is_in_force(organisation, made_from):
        return current_build(organisation), [], _refusals(organisation)
    progress(f"{organisation.id} register")
    build = new_build(organisation, at, made_from)
    build_register(build, store, policy, parts)
    tasks = releases.due_releases(
        organisation, policy, parts, build.stamp, as_of, home.master
    )
    made = releases.make_releases(
        tasks, at, executor=workers(len(tasks)), progress=progress
    )
    with _writing(build, store) as connection:
        certificates = releases.certificates(organisation)
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
    names = [f"{folder.parent.name}-{folder.name}" for folder in made]
    return build, names, _refusals(organisation)


def _refusals(organisation: Organisation) -> list[str]:
    """Why statistics were not released, those that only have too few persons apart."""
    found = releases.certificates(organisation)
    return [
        f"{release_id}, {statistic}: {reason}"
        for release_id, *_, statistic, _c, _f, _s, _n, _k, reason in found
        if reason and reason not in _TOO_FEW
    ]


def _fingerprint(parts: Sequence[Part], policy: Policy, as_of: datetime.date) -> str:
    """Tells what a build is made from: exports, policy, queries and the day."""
    exports = sorted((part.file_id, part.refused or part.imported_at) for part in parts)
    queries = [read_contract(name).sql for name in contract_names("")]
    rows = sorted(policy.rows.items())
    made_from = repr((exports, rows, queries, as_of))
    return hashlib.sha256(made_from.encode()).hexdigest()[:12]


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
    try:
        desk = Desk(Role.DPO, organisation, home.keyring(organisation))
    except BadBuild:
        return []
    rows = desk.ask("dpo/check_history", before=as_of).rows
    desk.close()
    return list(rows)


@contextmanager
def _workers(cluster: str | None) -> Iterator[Workers]:
    """Where tasks are done: a cluster, processes for many, or here for a few."""
    with ExitStack() as ends:
        started: list[Executor] = []
        if cluster:
            started.append(ends.enter_context(_cluster(cluster)))

        def workers(tasks: int) -> Executor | None:
            if not started and tasks >= _WORTH_PROCESSES:
                spawn = get_context("spawn")
                pool = ProcessPoolExecutor(os.cpu_count(), mp_context=spawn)
                started.append(ends.enter_context(pool))
            return started[0] if started else None

        yield workers


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    """The workers of a Dask cluster. Raises BadCluster when it does not answer."""
    try:
        from distributed import Client
    except ImportError:
        raise BadCluster(
            "A cluster needs the package distributed; install it with "
            "`pip install distributed`."
        ) from None
    try:
        client = Client(address, timeout="10s")
    except OSError:
        raise BadCluster(
            f"No scheduler answers at {address}; start `dask scheduler` there."
        ) from None
    with client, client.get_executor() as executor:
        yield executor
