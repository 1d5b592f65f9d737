"""Exports taken in from a page: read by a process of its own.

One that breaks its reader breaks nothing else.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from privacy.errors import BadExport
from privacy.installation import Installation
from privacy.organisations import Organisation

_MOST_SECONDS = 900
_ROOT = Path(__file__).parent.parent


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
