"""Exports taken in from a page: kept where exports lie, read by a process of its own.

One that breaks its reader breaks nothing else.
"""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

if sys.platform == "linux":
    import resource

from privacy.errors import BadExport, Refused
from privacy.installation import Installation
from privacy.places import IMPORT_FROM
from privacy.storage.exports import UPLOADED
from privacy.storage.organisations import Organisation

_MOST_SECONDS = 900
_MOST_MEMORY = 16 << 30  # of addresses, most of them never touched
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
    """Write a file that was dropped among the organisation's exports; return its path.

    A path in the name is dropped; an export of the same name and other content stays,
    and the new one is numbered. Raises BadExport for an empty file.
    """
    if not content:
        raise BadExport("The file is empty; export it again.")
    folder = organisation.exports / UPLOADED
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    bare = PurePath(name.replace("\\", "/")).name
    plain = _UNFIT.sub("_", bare).strip(" .")[-120:] or "export"
    path, number = folder / plain, 1
    while not _is_written(path, content):
        number += 1
        path = folder / f"{PurePath(plain).stem}-{number}{PurePath(plain).suffix}"
    path.chmod(0o600)
    return path


def _is_written(path: Path, content: bytes) -> bool:
    """Write a file that is not there; whether it has the content now.

    Two persons may drop files of one name in the same moment.
    """
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        if path.read_bytes() != content:
            return False
        path.touch()  # it is of today, too
    return True


def import_in_subprocess(
    home: Installation, organisation: Organisation, paths: Sequence[Path]
) -> list[Outcome]:
    """Import exports in a process of its own, and say what became of each.

    Raises BadExport when the process ended without saying what became of them.
    """
    answer = _run_in_subprocess(home, organisation, ["import", *map(str, paths)])
    if why := answer.get("why") if "error" in answer else None:
        raise BadExport("{why}", why=" ".join(map(str, why)))
    if "files" not in answer:
        raise BadExport(
            "The export could not be read: its reader ended, another import is "
            "running, or it took over a quarter of an hour. Try again, or split it."
        )
    shown = Outcome.__annotations__
    return [
        Outcome(**{name: file[name] for name in shown})  # type: ignore[arg-type]
        for file in answer["files"]
    ]


def build_in_subprocess(home: Installation, organisation: Organisation) -> None:
    """Make a new build in a process of its own. Raises Refused when none came."""
    if "releases" not in _run_in_subprocess(home, organisation, ["release"]):
        raise Refused(
            "The build could not be made: an import is running, or it took over a "
            "quarter of an hour. The next import makes it."
        )


def _run_in_subprocess(
    home: Installation, organisation: Organisation, words: Sequence[str]
) -> dict[str, list[dict[str, object]]]:
    """Run a command in a process of its own; what it says, or nothing."""
    where = ["--json", "--data", str(home.data), "--organisation", organisation.id]
    command = [sys.executable, "-m", "privacy", *words, *where]
    try:
        with subprocess.Popen(
            command, cwd=IMPORT_FROM, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as reader:
            _bound(reader.pid)
            try:
                output, _ = reader.communicate(timeout=_MOST_SECONDS)
            except subprocess.TimeoutExpired:
                reader.kill()
                raise
        answer = json.loads(output or b"{}")
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _bound(process: int) -> None:
    """Let a process, and those it starts, ask for so much memory and no more."""
    if sys.platform == "linux":
        resource.prlimit(process, resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
