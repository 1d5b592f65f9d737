"""What many tests need: an organisation of their own, and a way to import into it."""

import datetime
import os
import shutil
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from privacy.imports import import_files
from privacy.installation import EXAMPLE, Installation
from privacy.journal import UNSIGNED, Actor
from privacy.operations import importing
from privacy.operations.backup import only_one
from privacy.releases import EVERY
from privacy.storage.exports import Looks, exports_in
from privacy.storage.rows import read_parts

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT.parent / "shared" / "samples"
AT = datetime.datetime(2026, 11, 23, 8, 0, tzinfo=datetime.UTC)
DPO = Actor(UNSIGNED, "dpo")
AS_OF = datetime.date(2026, 11, 23)


# How long an example takes says more of what else the machine does.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


class Home:
    """An installation with one organisation under Claims Link's policy.

    What the example's company has decided beside its text is the example's alone.
    """

    def __init__(self, folder: Path) -> None:
        self.installation = Installation(folder / "data")
        self.folder = folder / "data" / "claims-link"
        policy = EXAMPLE / "claims-link" / "policy"
        if not (self.folder / "policy").exists():
            beside = shutil.ignore_patterns("decisions.toml")
            shutil.copytree(policy, self.folder / "policy", ignore=beside)

    @property
    def organisation(self):
        return self.installation.organisation("claims-link")

    def put(self, name: str, content: bytes) -> Path:
        """Write an export below exports/."""
        path = self.folder / "exports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def take_in(self, *files: Path, source: str | None = None, at=AT, publish=EVERY):
        """Import files, or all exports, and publish; return the summary."""
        return importing.import_exports(
            self.installation,
            self.organisation,
            files,
            source=source,
            at=at,
            as_of=AS_OF,
            progress=lambda output: None,
            publish=publish,
        )

    def read_in(self, *files: Path, source: str | None = None, at=AT):
        """Read files, or all exports, as far as their rows; no build is made."""
        result = files or tuple(exports_in(self.organisation.exports))
        self.installation.keyring(self.organisation).master(make=True)
        batch = import_files.Batch(
            store=self.installation.rows(self.organisation),
            policy=self.installation.policy(self.organisation),
            hints={path: source or path.parent.name for path in result},
            must_be_source=bool(source),
            looks=Looks(self.organisation),
            at=at,
        )
        with only_one(self.installation, self.organisation):
            return import_files.import_files(batch, read_parts(self.organisation))[0]

    def desk(self, role):
        from privacy.desk import Desk

        organisation = self.organisation
        return Desk(role, organisation, self.installation.keyring(organisation))


def copy_of(home: Home, folder: Path) -> Home:
    """The same organisation, with its build and keys, in another folder.

    Others may have the journal open, and what SQLite keeps beside it comes and goes.
    """
    shutil.copytree(
        home.installation.data.parent,
        folder,
        ignore=shutil.ignore_patterns("*-wal", "*-shm"),
        copy_function=_copy_file,
        dirs_exist_ok=True,
    )
    return Home(folder)


def _copy_file(source: str, target: str) -> str:
    if Path(source).suffix != ".sqlite":
        return shutil.copy2(source, target)
    with (
        closing(sqlite3.connect(source)) as one,
        closing(sqlite3.connect(target)) as two,
    ):
        one.backup(two)
    return target


def shared_folder(factory, name, make) -> Path:
    """A folder that `make` fills once, whichever process the tests run in."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder = base / name
    with FileLock(base / f"{name}.lock"):
        if not (folder / "made").exists():
            make(folder)
            (folder / "made").touch()
    return folder


def pytest_terminal_summary(terminalreporter):
    """Say aloud what the run left out, and why: nothing is skipped in silence."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2] for report in skipped)
    if reasons:
        terminalreporter.section("left out")
        for reason, count in sorted(reasons.items()):
            terminalreporter.line(f"{count} {reason.removeprefix('Skipped: ')}")


@pytest.fixture(autouse=True, scope="session")
def _packages_stay():
    """Each page that AppTest runs would look for Streamlit's components anew.

    It reads what all installed packages say of themselves: half of what a page took.
    """
    kept = manifest_scanner.scan_component_manifests
    manifest_scanner.scan_component_manifests = cache(kept)
    yield
    manifest_scanner.scan_component_manifests = kept


@pytest.fixture(autouse=True)
def _main_stays():
    """Streamlit's AppTest leaves a page as the main module; new processes run that."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def chromium():
    """The one browser of a test process; Playwright allows no second."""
    from tests.browser.served import a_browser

    with a_browser() as browser:
        yield browser


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)
