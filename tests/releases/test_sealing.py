"""What was released is held against what was noted then; what differs is not served."""

import datetime
import json
import shutil

import pytest
from conftest import AT, Home, copy_of
from released_home import MONTH

from privacy import releases
from privacy.commands import main
from privacy.contracts.roles import Role
from privacy.journal import Journal
from privacy.operations.backup import at_the_command_line
from privacy.operations.check import check_installation
from privacy.releases.sealing import newest_of

LATER = AT + datetime.timedelta(hours=3)
WRONG = "calls_by_queue"


def shown(home, name):
    rows = home.desk(Role.MANAGER).ask(f"released/{name}").records()
    return [row for row in rows if row["month"] == MONTH]


def sentences(home):
    return " ".join(map(str, releases.damage(home.organisation)))


@pytest.fixture
def home(planted, tmp_path):
    return copy_of(planted, tmp_path / "copy")


def folder_of(home, source, name="2026-10-v1"):
    return home.organisation.releases / source / name


def test_an_edited_lost_or_forged_figure_is_named_and_served_to_nobody(
    home, tmp_path, capsys
):
    calls, web = folder_of(home, "telephone"), folder_of(home, "web")
    kept = tmp_path / "kept"
    shutil.copytree(home.organisation.releases, kept)
    before = shown(home, WRONG)
    assert before
    assert shown(home, "visits_by_page")
    figures = calls / f"{WRONG}.json"
    figures.write_text(figures.read_text().replace("false", "false ", 1))
    others = sorted(file.stem for file in calls.glob("calls_*.json"))
    lost = next(name for name in others if name != WRONG and shown(home, name))
    (calls / f"{lost}.json").unlink()
    manifest = json.loads((web / "manifest.json").read_text())
    manifest["statistics"][0]["min_persons"] = 1  # with a hash that fits
    (web / "manifest.json").write_text(json.dumps(manifest))

    summary = home.take_in(at=LATER)
    assert not summary.is_well
    text = "\n".join(summary.lines())
    for file in (figures, calls / f"{lost}.json", web / "manifest.json"):
        assert str(file) in text
    assert (
        shown(home, WRONG) == shown(home, lost) == shown(home, "visits_by_page") == []
    )
    rest = next(n for n in others if n not in (WRONG, lost) and shown(home, n))
    assert shown(home, rest)
    status = main(["check", "--data", str(home.installation.data)], lambda: LATER)
    assert status == 1
    assert "NOT claims-link: releases: Figures of the release telephone-2026-10-v1" in (
        capsys.readouterr().out
    )
    assert not folder_of(home, "web", "2026-10-v2").exists()

    shutil.rmtree(home.organisation.releases)
    assert "web-2026-10-v1 is gone" in sentences(home)
    shutil.copytree(kept, home.organisation.releases)
    assert home.take_in(at=LATER).is_well
    assert shown(home, WRONG) == before


def test_a_release_that_is_gone_is_not_made_again(home):
    folder = folder_of(home, "telephone")
    shutil.rmtree(folder)
    summary = home.take_in(at=LATER)
    assert "telephone-2026-10-v1 is gone" in " ".join(summary.damage)
    assert not folder.exists()
    assert shown(home, WRONG) == []


def test_no_older_version_stands_in_for_one_that_is_damaged():
    assert newest_of(["web-2026-10-v1", "web-2026-10-v2", "web-2026-09-v1"]) == {
        "web-2026-10-v2",
        "web-2026-09-v1",
    }
    assert newest_of(["web-2026-10-v9", "web-2026-10-v10"]) == {"web-2026-10-v10"}


def forget(home, *kinds):
    """Make the journal one that some kinds of entry never came into."""
    journal = Journal.of(home.organisation)
    entries = journal.entries()
    for file in home.folder.glob("journal.sqlite*"):
        file.unlink()
    home.organisation.anchors.unlink()
    for entry in entries:
        if entry.kind not in kinds:
            journal.write(entry.kind, entry.actor, entry.at, **entry.details)
    return journal


def test_what_a_killed_run_imported_and_released_is_told_by_the_next(home):
    journal = Journal.of(home.organisation)
    (released,) = journal.entries("released")
    (imported,) = journal.entries("imported")
    forget(home, "released", "imported")
    home.take_in(at=LATER)
    (entry,) = journal.entries("released")
    names = released.details["releases"]
    assert sorted(entry.details["releases"]) == sorted(names)
    assert entry.details["cut_short"] == sorted(names)
    assert entry.details["sha256"] == released.details["sha256"]
    (entry,) = journal.entries("imported")
    assert entry.details["imported_at"] == imported.at
    for name in ("files", "accepted", "rejected", "refused"):
        assert entry.details[name] == imported.details[name]
    before = journal.head()
    home.take_in(at=LATER)
    assert journal.head() == before


def test_releases_that_an_older_version_noted_are_sealed_as_they_are(home):
    journal = Journal.of(home.organisation)
    (released,) = journal.entries("released")
    forget(home, "released")
    journal.write(
        "released",
        at_the_command_line(),
        released.at,
        releases=released.details["releases"],
    )
    assert home.take_in(at=LATER).is_well
    (entry,) = journal.entries("sealed")
    assert entry.details["sha256"] == released.details["sha256"]
    assert [e.number for e in journal.entries("released")] == [entry.number - 1]
    manifest = folder_of(home, "web") / "manifest.json"
    manifest.write_text(manifest.read_text() + " ")
    assert "web-2026-10-v1 is not as it was released" in sentences(home)
    assert not Home(home.folder.parent.parent).take_in(at=LATER).is_well
    findings = check_installation(home.installation, home.organisation, LATER.date())
    assert [f.what for f in findings if not f.is_well] == ["releases"]
