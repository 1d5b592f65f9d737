"""Exports that come through the browser: kept where exports lie, read apart.

They are read by a process of its own, so that one that breaks its reader breaks nothing
else.
"""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from privacy.errors import BadExport
from privacy.installation import Installation
from privacy.organisations import Organisation

FOLDER = "uploaded"
_MOST_SECONDS = 900
_ROOT = Path(__file__).parent.parent
_UNFIT = re.compile(r"[^\w.() -]+")


@dataclass(frozen=True)
class Outcome:
    """What became of one export, as `import --json` says it."""

    file: str
    format: str
    read: int
    accepted: int
    rejected: int
    duplicate: int
    refused: str | None


def keep_upload(organisation: Organisation, name: str, content: bytes) -> Path:
    """Write an uploaded export below the organisation's exports; return its path.

    A path in the name is dropped; an export of the same name and other content stays,
    and the new one is numbered. Raises BadExport for an empty file.
    """
    if not content:
        raise BadExport("The file is empty; export it again.")
    folder = organisation.exports / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    bare = PurePath(name.replace("\\", "/")).name
    plain = _UNFIT.sub("_", bare).strip(" .")[-120:] or "export"
    path, number = folder / plain, 1
    while path.exists() and path.read_bytes() != content:
        number += 1
        path = folder / f"{PurePath(plain).stem}-{number}{PurePath(plain).suffix}"
    path.write_bytes(content)
    path.chmod(0o600)
    return path


def take_in_apart(
    home: Installation, organisation: Organisation, paths: Sequence[Path]
) -> list[Outcome]:
    """Import exports in a process of its own, and say what became of each.

    Raises BadExport when the process ended without saying anything.
    """
    words = ["import", *map(str, paths), "--json", "--data", str(home.data)]
    words += ["--organisation", organisation.id]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "privacy", *words],
            cwd=_ROOT,
            capture_output=True,
            timeout=_MOST_SECONDS,
            check=False,
        )
        said = json.loads(done.stdout or b"{}")
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        said = {}
    if "files" not in said:
        raise BadExport(
            "The export could not be read: its reader ended, another import is "
            "running, or it took over a quarter of an hour. Try again, or split it."
        )
    shown = Outcome.__annotations__
    return [Outcome(**{name: file[name] for name in shown}) for file in said["files"]]
