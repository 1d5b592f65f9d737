"""Publishing is an act: releases are made ready, and published when somebody says so.

What is ready may be made again as late exports come; what is published never changes.
"""

import datetime
import hashlib
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path

from privacy.contracts import contract_names, read_contract
from privacy.releases.archive import certificates_of, write_manifest, write_release
from privacy.releases.making import make_release
from privacy.releases.periods import EVENTS, Task, ready_folder_of
from privacy.releases.sealing import (
    MANIFEST,
    folders_of,
    read_manifest,
    read_seals,
)
from privacy.releases.truths import TruthStore
from privacy.storage.databases import Connection
from privacy.storage.organisations import Organisation
from privacy.storage.rows import UNFINISHED

Publish = Collection[str]
EVERY: Publish = frozenset({"*"})
"""Publish all that is ready."""


def make_ready(
    organisation: Organisation,
    tasks: Sequence[Task],
    *,
    executor: Executor | None = None,
    progress: Callable[[str], None] = lambda line: None,
) -> None:
    """Make each release that is due, in parallel given an executor; publish none.

    What is ready already is made again only when what it is counted from has changed,
    and goes when it is not due any more; rows of logs go with the key of their month,
    and what was made of them waits on.
    """
    _drop_others(organisation, tasks)
    unmade = [task for task in tasks if not _is_ready(task)]
    made = executor.map(make_release, unmade) if executor else map(make_release, unmade)
    with TruthStore() as truths:
        for task, statistics in zip(unmade, made, strict=True):
            progress(f"{task.source} {task.period.first_on:%Y-%m}")
            truths.keep(task, [one.truth for one in statistics])
            folder = ready_folder_of(task)
            shutil.rmtree(folder, ignore_errors=True)
            released = [one.released for one in statistics]
            write_release(task, released, folder, made_from=_made_from(task))


def read_ready(organisation: Organisation) -> list[dict[str, object]]:
    """The manifests of what is ready and whole, oldest period first."""
    result = (
        read_manifest(f.parent, None)
        for f in organisation.ready.glob(f"*/*/{MANIFEST}")
        if f.parent.suffix != UNFINISHED
    )
    return sorted(
        (manifest for manifest in result if manifest is not None),
        key=lambda manifest: (manifest["month"], manifest["source"]),
    )


def ready_certificates(organisation: Organisation) -> list[tuple[object, ...]]:
    """Rows of register.ready_releases, the last column apart."""
    return certificates_of(read_ready(organisation))


def unpublishable(organisation: Organisation) -> dict[str, str]:
    """What is ready and must not be published, by release id, and why.

    It is back from a backup: it was published before, and is lost or was replaced
    since. Published again from other rows, both versions could be held together.
    """
    noted = read_seals(organisation).by_release.keys() | folders_of(organisation).keys()
    result = {}
    for manifest in read_ready(organisation):
        name = str(manifest["release_id"])
        period, _, version = name.rpartition("-v")
        later = [
            other
            for other in noted
            if other.rpartition("-v")[0] == period
            and int(other.rpartition("-v")[2]) > int(version)
        ]
        if later:
            newest = max(later, key=lambda other: int(other.rpartition("-v")[2]))
            result[name] = (
                f"{name} was published before and {newest} has replaced it: it is not "
                f"published again. Delete {_ready_folder(organisation, manifest)}."
            )
        elif name in noted and name not in folders_of(organisation):
            result[name] = (
                f"{name} was published before and is lost: it is not published again. "
                f"Put its folder in {organisation.releases} back from a backup, and "
                f"delete {_ready_folder(organisation, manifest)}."
            )
    return result


def publish(
    organisation: Organisation, names: Collection[str], at: datetime.datetime
) -> list[str]:
    """Publish what is ready, by release id; it never changes after. Return the ids."""
    published = []
    refused = unpublishable(organisation)
    for manifest in read_ready(organisation):
        name = str(manifest["release_id"])
        if name not in names or name in refused:
            continue
        folder = _ready_folder(organisation, manifest)
        target = organisation.releases / folder.parent.name / folder.name
        if target.exists():  # published before, and back from a backup
            shutil.rmtree(folder, ignore_errors=True)
            continue
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_manifest(folder, {**manifest, "released_at": at.isoformat()})
        folder.rename(target)
        published.append(name)
    return published


def _ready_folder(organisation: Organisation, manifest: Mapping[str, object]) -> Path:
    """Where what a manifest tells of lies ready."""
    source, name = str(manifest["source"]), str(manifest["release_id"])
    return organisation.ready / source / name.removeprefix(f"{source}-")


def _drop_others(organisation: Organisation, tasks: Sequence[Task]) -> None:
    """Remove what is ready and not due; what is made of logs may outlive its rows."""
    due = {ready_folder_of(task) for task in tasks}
    for folder in organisation.ready.glob("*/*"):
        if folder not in due and folder.parent.name not in EVENTS:
            shutil.rmtree(folder, ignore_errors=True)


def _made_from(task: Task) -> str:
    """Tells what the release of a log's month is counted from, and by which rules.

    The rows of other sources lie in the build: theirs tells the build.
    """
    parts = sorted((part.file_id, part.imported_at) for part in task.parts)
    queries = [read_contract(name).sql for name in contract_names("")]
    rows = sorted(task.policy.rows.items())
    build = "" if task.source in EVENTS else task.stamp
    made_from = repr((parts, queries, rows, build))
    return hashlib.sha256(made_from.encode()).hexdigest()


def _is_ready(task: Task) -> bool:
    result = read_manifest(ready_folder_of(task), None)
    return result is not None and result.get("made_from") == _made_from(task)


def first_days(register: Connection) -> dict[str, datetime.date]:
    """The first day that requests and inventories tell of, by source.

    `register` has the register of a build in use. Before that day a count of nothing
    says nothing.
    """
    rows = register.execute(
        "select 'requests', min(received_on) from register.requests union all "
        "select 'gallring', least(min(exported_on), min(executed_on)) "
        "from register.records"
    ).fetchall()
    return {source: day for source, day in rows if day is not None}
