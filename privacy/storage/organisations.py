"""The organisations of one installation, and where each keeps its things."""

from dataclasses import dataclass
from pathlib import Path

from privacy.errors import BadPolicy

EXAMPLES = ("claims-link", "insuresec")
EXAMPLE_MARK = "example.json"
"""The organisations of the example, and the file that says a folder holds it."""


@dataclass(frozen=True)
class Organisation:
    """One controller: its own policy, exports, builds, journal and keys."""

    id: str
    folder: Path
    keys: Path
    anchor_folder: Path | None = None
    syslog: str | None = None
    """Where the heads of the journal are sent too."""

    @property
    def exports(self) -> Path:
        """Where the exports are dropped; read, never edited."""
        return self.folder / "exports"

    @property
    def rows(self) -> Path:
        """Where rows taken in lie, encrypted, one folder per export."""
        return self.folder / "build" / "rows"

    @property
    def builds(self) -> Path:
        """Where register-*.duckdb and releases-*.duckdb lie."""
        return self.folder / "build"

    @property
    def releases(self) -> Path:
        """Where frozen releases lie, one folder per source and month."""
        return self.folder / "build" / "releases"

    @property
    def ready(self) -> Path:
        """Where releases lie that are made and not published yet."""
        return self.folder / "build" / "ready"

    @property
    def truths(self) -> Path:
        """Where true cells lie, encrypted, to check corrections against."""
        return self.folder / "build" / "truths"

    @property
    def results(self) -> Path:
        """Where lies what the checks found, encrypted, one file a day."""
        return self.folder / "build" / "results"

    @property
    def readings(self) -> Path:
        """Where lie the policy texts read and what was decided of them, encrypted."""
        return self.folder / "build" / "readings"

    @property
    def journal(self) -> Path:
        """The append-only journal."""
        return self.folder / "journal.sqlite"

    @property
    def anchors(self) -> Path:
        """Where the heads of the journal are noted: outside the data folder."""
        if self.anchor_folder is None:
            return self.keys / "journal.anchors"
        return self.anchor_folder / f"{self.id}.anchors"

    @property
    def result_anchors(self) -> Path:
        """Where it is noted what the checks found: beside the journal's anchors."""
        return self.anchors.with_name(f"{self.anchors.stem}.results.anchors")


def find_organisations(
    data: Path,
    keys: Path | None = None,
    anchors: Path | None = None,
    syslog: str | None = None,
) -> list[Organisation]:
    """The organisations in a data folder, sorted by id.

    Keys lie outside the data folder, in `keys` or in DATA.keys beside it, so that a
    copy of the data alone can be read by nobody. The anchors of the journals lie with
    them unless `anchors` names another folder. Raises BadPolicy when none is found.
    """
    beside = keys or data.with_name(data.name + ".keys")
    result = [
        Organisation(folder.name, folder, beside / folder.name, anchors, syslog)
        for folder in _folders(data)
    ]
    if not result:
        raise BadPolicy(
            "There is no organisation in {data}: each is a folder that "
            "holds a folder policy/ with TOML files. See README.md, 'Your "
            "own data'.",
            data=data,
        )
    return result


def has_organisations(data: Path) -> bool:
    """Whether a data folder, which need not be there, holds any organisation."""
    return bool(_folders(data))


def is_example(data: Path) -> bool:
    """Whether a data folder holds the example and nothing else."""
    if not (data / EXAMPLE_MARK).exists():
        return False
    return {folder.name for folder in _folders(data)} <= {*EXAMPLES}


def _folders(data: Path) -> list[Path]:
    return [f for f in sorted(data.glob("*")) if (f / "policy").is_dir()]
