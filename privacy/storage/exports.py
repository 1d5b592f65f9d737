"""The files that lie among the exports, and how each looked when it was read.

build/looks.json holds, by path, the size and times of each file and the fingerprint of
its content: a file that looks as it did is not read again.
"""

import json
import os
import stat
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

from privacy.errors import BadExport
from privacy.errors.explained import reason_of
from privacy.storage.organisations import Organisation

_IGNORED = {"README.md", "README.txt", ".gitkeep", "Thumbs.db", ".DS_Store"}
_HIDDEN = (".", "~$")
UPLOADED = "uploaded"
"""The folder of what was dropped in the browser, until its source is known."""


@dataclass(frozen=True)
class Look:
    """How a file looks from outside: size, and when content and inode changed (ns)."""

    size: int
    modified: int
    changed: int


def exports_in(folder: Path) -> Iterator[Path]:
    """All that lies below a folder and may be an export, in order of name.

    What is hidden is left out. A folder that cannot be read, and a link to a folder,
    are given as they are: `look_at` says what is wrong with them.
    """
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith(_HIDDEN) or entry.name in _IGNORED:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from exports_in(Path(entry.path))
        else:
            yield Path(entry.path)


def look_at(path: Path) -> Look:
    """How a file looks now. Raises BadExport when it is none that can be read."""
    shown = printable(path.name)
    if shown != path.name:
        raise BadExport(
            "{shown} has a name that is not plain text: a line break, or "
            "bytes that are no UTF-8; rename the file.",
            shown=shown,
        )
    try:
        state = path.stat()
    except OSError as error:
        if path.is_symlink():
            raise BadExport(
                "{shown} is a link that leads to no file; correct it or remove it.",
                shown=shown,
            ) from None
        raise cannot_read(path, error) from None
    if stat.S_ISDIR(state.st_mode):
        raise BadExport(
            "{shown} is a link to a folder, which is not followed, or a "
            "folder that this user may not read; put the exports themselves "
            "there.",
            shown=shown,
        )
    if not stat.S_ISREG(state.st_mode):
        raise BadExport(
            "{shown} is no ordinary file; remove it from the exports.", shown=shown
        )
    return Look(state.st_size, state.st_mtime_ns, state.st_ctime_ns)


def cannot_read(path: Path, error: OSError) -> BadExport:
    """What is said of a file that the system does not let us read."""
    return BadExport(
        "{file} cannot be read ({reason}); see that the file is there "
        "and that this user may read it.",
        file=printable(path.name),
        reason=reason_of(error),
    )


def printable(name: str) -> str:
    """A file's name on one line of plain text."""
    text = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def is_upload(organisation: Organisation, path: Path) -> bool:
    """Whether a file was dropped in the browser and lies where it was dropped."""
    return path.parent == organisation.exports / UPLOADED


class Looks:
    """The fingerprint of each file read before, for as long as it looks the same."""

    def __init__(self, organisation: Organisation) -> None:
        self._exports = organisation.exports
        self._file = organisation.builds / "looks.json"
        self._known = self._read()

    def file_id(self, path: Path) -> str | None:
        """The fingerprint of a file that looks as it did when it was read."""
        try:
            look, file_id = self._known[self._name(path)]
            return file_id if look_at(path) == look else None
        except (KeyError, BadExport):
            return None

    def keep(self, path: Path, look: Look, file_id: str) -> None:
        """Note how a file looked just before it was read."""
        self._known[self._name(path)] = (look, file_id)

    def move(self, path: Path, source: str) -> None:
        """Let an upload lie in the folder of its source, under a name of its own."""
        folder = self._exports / source
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target, number = folder / path.name, 1
        while target.exists():
            number += 1
            target = folder / f"{path.stem}-{number}{path.suffix}"
        path.rename(target)
        known = self._known.pop(self._name(path), None)
        if known:
            self.keep(target, look_at(target), known[1])

    def save(self) -> None:
        """Write down all looks of files that are still there."""
        known = {
            name: [*astuple(look), file_id]
            for name, (look, file_id) in sorted(self._known.items())
            if (self._exports / name).exists()
        }
        unfinished = self._file.with_suffix(".tmp")
        unfinished.write_text(json.dumps(known, indent=0), encoding="utf-8")
        unfinished.replace(self._file)

    def _name(self, path: Path) -> str:
        """A path below the exports, or the whole path of a file that lies elsewhere."""
        if path.is_relative_to(self._exports):
            return path.relative_to(self._exports).as_posix()
        return path.absolute().as_posix()

    def _read(self) -> dict[str, tuple[Look, str]]:
        """What is written down; nothing when it is damaged: then all is read again."""
        try:
            content = json.loads(self._file.read_text(encoding="utf-8"))
            return {
                str(name): (Look(int(size), int(modified), int(changed)), str(file_id))
                for name, (size, modified, changed, file_id) in content.items()
            }
        except (OSError, ValueError, TypeError, AttributeError):
            return {}
