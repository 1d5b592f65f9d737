"""Seals: what is released is held against what the journal and the manifest noted.

The journal holds the SHA-256 of each release's manifest, which holds that of each file
of figures. What differs is named, and served to nobody.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from privacy.errors import Message
from privacy.journal import Journal
from privacy.storage.organisations import Organisation

Cells = list[list[object]]
"""Rows of a released table."""

MANIFEST = "manifest.json"
_UNFINISHED = ".tmp"
_NAME = re.compile(r"(.+)-(\d{4}-\d\d)-v(\d+)")
"""A release: telephone-2026-10-v1."""

_GONE = (
    "The release {release} is gone from {folder}. It is not made again, and nobody "
    "sees it until it is put back from a backup."
)
_OTHER_MANIFEST = (
    "The release {release} is not as it was released: {file} differs or cannot be "
    "read. Nobody sees it until the folder is put back from a backup."
)
_OTHER_FIGURES = (
    "Figures of the release {release} are not as they were released: nobody sees them "
    "until {file} is put back from a backup."
)


@dataclass(frozen=True)
class Seals:
    """What the journal noted of the releases of an organisation.

    `by_release` gives the SHA-256 of each manifest, None where an older version of this
    program noted the release alone.
    """

    by_release: Mapping[str, str | None]

    def missing(self, organisation: Organisation) -> tuple[dict[str, str], list[str]]:
        """The seals that the journal lacks, and those of them that it never named.

        What is not named was released by a run that was killed before it could note it.
        """
        result = {
            name: seal_of(folder)
            for name, folder in folders_of(organisation).items()
            if self.by_release.get(name) is None and (folder / MANIFEST).exists()
        }
        return result, sorted(result.keys() - self.by_release.keys())


def read_seals(organisation: Organisation) -> Seals:
    """What the journal noted of the releases."""
    result: dict[str, str | None] = {}
    for entry in Journal.of(organisation).entries("released", "sealed"):
        names, seals = entry.details.get("releases"), entry.details.get("sha256")
        for name in names if isinstance(names, list) else []:
            result.setdefault(name, None)
        for name, seal in seals.items() if isinstance(seals, dict) else []:
            result[name] = result.get(name) or seal
    return Seals(result)


def folders_of(organisation: Organisation) -> dict[str, Path]:
    """The folders of all releases on disk by number, whole ones."""
    return {
        f"{folder.parent.name}-{folder.name}": folder
        for folder in sorted(organisation.releases.glob("*/*"))
        if folder.is_dir() and not folder.name.endswith(_UNFINISHED)
    }


def last_months(organisation: Organisation, names: Iterable[str]) -> dict[str, str]:
    """The last month of the period of each release, as 2025-12, by its number."""
    folders = folders_of(organisation)
    manifests = {name: read_manifest(folders[name], None) for name in names}
    return {
        name: str(manifest["last_on"])[:7]
        for name, manifest in manifests.items()
        if manifest is not None
    }


def seal_of(folder: Path) -> str:
    """The SHA-256 of a release's manifest."""
    return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()


def newest_of(names: Iterable[str]) -> set[str]:
    """The newest version of each period, damaged or not: no older one is served."""
    newest: dict[tuple[str, str], tuple[int, str]] = {}
    for name in names:
        if match := _NAME.fullmatch(name):
            version = (int(match[3]), name)
            period = (match[1], match[2])
            newest[period] = max(newest.get(period, version), version)
    return {name for _, name in newest.values()}


def read_manifest(folder: Path, seal: str | None) -> dict[str, object] | None:
    """The manifest of a release; None when it is not as it was noted."""
    try:
        content = (folder / MANIFEST).read_bytes()
        if seal is not None and hashlib.sha256(content).hexdigest() != seal:
            return None
        values: dict[str, object] = json.loads(content)
        listed = values["statistics"]
        is_whole = isinstance(listed, list) and all("sha256" in one for one in listed)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return values if is_whole else None


def read_cells(folder: Path, values: Mapping[str, object]) -> Cells | None:
    """The frozen cells of one statistic; None when they are not as they were frozen.

    `values` is what the manifest says of it.
    """
    try:
        content = (folder / f"{values['statistic']}.json").read_bytes()
    except OSError:
        return None
    if hashlib.sha256(content).hexdigest() != values["sha256"]:
        return None
    cells: Cells = json.loads(content)
    return cells


def damage(organisation: Organisation) -> list[Message]:
    """What of the releases is not as it was released."""
    seals, folders = read_seals(organisation).by_release, folders_of(organisation)
    return [
        fault
        for name in sorted(seals.keys() | folders.keys())
        for fault in _damage(organisation, name, folders.get(name), seals.get(name))
    ]


def _damage(
    organisation: Organisation, name: str, folder: Path | None, seal: str | None
) -> Iterator[Message]:
    if folder is None:
        yield Message(_GONE, release=name, folder=organisation.releases)
        return
    manifest = read_manifest(folder, seal)
    if manifest is None:
        yield Message(_OTHER_MANIFEST, release=name, file=folder / MANIFEST)
        return
    listed = manifest["statistics"]
    for entry in listed if isinstance(listed, list) else []:
        if read_cells(folder, entry) is None:
            file = folder / f"{entry['statistic']}.json"
            yield Message(_OTHER_FIGURES, release=name, file=file)
