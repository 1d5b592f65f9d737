"""The frozen releases, and the database that everyone may ask."""

import datetime
import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from privacy.contracts import contract_names, read_contract
from privacy.releases.making import Released
from privacy.releases.notes import method_of
from privacy.releases.periods import SOURCES, PublishedSpan, Task
from privacy.releases.sealing import (
    MANIFEST,
    Cells,
    folders_of,
    newest_of,
    read_cells,
    read_manifest,
    read_seals,
)
from privacy.releases.statistics import (
    released_columns,
    statistics_of,
    stored_columns,
)
from privacy.releases.titles import shown_to_all
from privacy.storage.builds import Build
from privacy.storage.databases import Connection, at_once, attach, fill_table
from privacy.storage.keys import Keyring, derive
from privacy.storage.organisations import Organisation

Shown = tuple[dict[str, object], dict[str, Cells]]
"""A manifest, and the cells of its statistics by name."""

_TOO_FEW = {"total", "nobody_known", "margins_only", "corrected"}
"""A table withheld for these reasons is as it should be; any other is a failure."""


def write_release(
    task: Task,
    released: Sequence[Released],
    folder: Path,
    *,
    at: datetime.datetime | None = None,
    reason: str | None = None,
    made_from: str = "",
) -> Path:
    """Write a release's folder, whole or not at all.

    `at` is when it was published, None for one that is only ready; `reason` is that of
    a correction; `made_from` tells what it was counted from.
    """
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}.tmp")
    unfinished.mkdir()
    listed = []
    for statistic in released:
        text = json.dumps(statistic.rows, ensure_ascii=False, default=str)
        (unfinished / f"{statistic.statistic}.json").write_text(text, encoding="utf-8")
        content = {
            name: value for name, value in asdict(statistic).items() if name != "rows"
        }
        content["method"] = method_of(
            read_contract(f"statistics/{statistic.statistic}")
        )
        digest = hashlib.sha256(text.encode()).hexdigest()
        listed.append({**content, "sha256": digest})
    manifest = {
        "release_id": f"{task.source}-{folder.name}",
        "source": task.source,
        "month": task.period.first_on.isoformat(),
        "last_on": task.period.last_on.isoformat(),
        "version": task.version,
        "released_at": at and at.isoformat(),
        "reason": reason,
        "made_from": made_from,
        "statistics": listed,
    }
    write_manifest(unfinished, manifest)
    unfinished.rename(folder)
    return folder


def write_manifest(folder: Path, manifest: Mapping[str, object]) -> None:
    """Write the manifest of a release, whole or not at all."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    written = folder / f"{MANIFEST}.tmp"
    written.write_text(text, encoding="utf-8")
    written.replace(folder / MANIFEST)


def read_manifests(organisation: Organisation) -> list[dict[str, object]]:
    """The manifests of all releases that are as they were released, oldest first."""
    seals = read_seals(organisation).by_release
    read = (
        read_manifest(folder, seals.get(name))
        for name, folder in folders_of(organisation).items()
    )
    return sorted(
        (manifest for manifest in read if manifest is not None),
        key=lambda manifest: (
            manifest["month"],
            manifest["source"],
            manifest["version"],
        ),
    )


def published_spans(organisation: Organisation) -> list[PublishedSpan]:
    """The source, first and last day of each release that is published."""
    return [
        (
            str(manifest["source"]),
            datetime.date.fromisoformat(str(manifest["month"])),
            datetime.date.fromisoformat(str(manifest["last_on"])),
        )
        for manifest in read_manifests(organisation)
    ]


def certificates(organisation: Organisation) -> list[tuple[object, ...]]:
    """Rows of register.releases: one per release and statistic."""
    return certificates_of(read_manifests(organisation))


def certificates_of(
    manifests: Iterable[Mapping[str, object]],
) -> list[tuple[object, ...]]:
    """The same of some manifests."""
    names = ("statistic", "cells", "first_withheld", "second_withheld", "narrowest")
    head = ("release_id", "source", "month", "version", "released_at")
    return [
        (
            *(manifest[name] for name in head),
            *(entry[name] for name in (*names, "min_persons", "refused")),
        )
        for manifest in manifests
        for entry in _listed(manifest)
    ]


def _listed(manifest: Mapping[str, object]) -> list[dict[str, object]]:
    listed = manifest["statistics"]
    return listed if isinstance(listed, list) else []


def refusals(organisation: Organisation) -> list[str]:
    """Why statistics were not released, those that only have too few persons apart."""
    return [
        f"{release_id}, {statistic}: {reason}"
        for release_id, *_, statistic, _c, _f, _s, _n, _k, reason in certificates(
            organisation
        )
        if reason and reason not in _TOO_FEW
    ]


def build_releases(
    connection: Connection,
    build: Build,
    keyring: Keyring,
    board: Mapping[str, Sequence[Sequence[object]]],
) -> None:
    """Write releases-<stamp>.duckdb: what everyone may ask, and nothing else.

    `board` are the rows of tables of counts without persons behind them, by name.
    """
    key = derive(keyring.master(), "releases")
    attach(connection, build.released, "published", key, read_only=False)
    connection.execute("use published")
    with at_once(connection):
        connection.execute("create schema released")
        shown = _shown(build.organisation)
        names = [name.split("/")[1] for name in contract_names("released")]
        statistics = {
            statistic.name: statistic for s in SOURCES for statistic in statistics_of(s)
        }
        last_on = {manifest["release_id"]: manifest["last_on"] for manifest, _ in shown}
        for name in names:
            columns = released_columns(name)
            described = ", ".join(
                f"{column} {kind}" for column, kind in columns.items()
            )
            connection.execute(f"create table released.{name} ({described})")
            rows = [
                row
                for manifest, cells in shown
                for row in (
                    _rules_of(manifest, cells)
                    if name == "releases"
                    else cells.get(name, [])
                )
            ]
            of = statistics.get(name)
            public = (
                [
                    (month, last_on[cells[-1]], *cells)
                    for month, *cells in shown_to_all(of, rows)
                ]
                if of
                else rows
            )
            fill_table(connection, f"released.{name}", [*public, *board.get(name, ())])
    connection.execute("checkpoint published")
    connection.execute("use memory")
    connection.execute("detach published")


def _shown(organisation: Organisation) -> list[Shown]:
    """What is served: the newest version of each period, as it was released.

    Figures that differ are left out; an older version never stands in for a damaged
    one, for what was corrected is not shown again.
    """
    folders = folders_of(organisation)
    newest = newest_of([*folders, *read_seals(organisation).by_release])
    shown = []
    for manifest in read_manifests(organisation):
        name = str(manifest["release_id"])
        if name in newest:
            read = (
                (str(entry["statistic"]), read_cells(folders[name], entry))
                for entry in _listed(manifest)
            )
            cells = {
                name: _as_now(name, rows) for name, rows in read if rows is not None
            }
            shown.append((manifest, cells))
    return shown


def _as_now(statistic: str, rows: Cells) -> Cells:
    """Rows of a release by an earlier version, empty where it knew no such measure.

    A measure that came later stands last of them, before is_withheld and release_id.
    """
    columns = len(stored_columns(statistic))
    return [[*row[:-2], *[None] * (columns - len(row)), *row[-2:]] for row in rows]


def _rules_of(
    manifest: Mapping[str, object], cells: Mapping[str, Cells]
) -> Iterator[list[object]]:
    """Rows of released.releases: what everyone may know of a release.

    How many cells are withheld anyone can count; why is for the DPO alone.
    """
    head = ("release_id", "source", "month", "last_on", "version", "released_at")
    values = [manifest[column] for column in head]
    for entry in _listed(manifest):
        name = str(entry["statistic"])
        if name in cells:
            at = list(stored_columns(name)).index("is_withheld")
            shown = [bool(row[at]) for row in cells[name]]
            yield [*values, name, entry["min_persons"], len(shown), sum(shown)]
