"""Commands that change or keep what there is: import, release, backup, and so on."""

import argparse
import sys
import time
from dataclasses import asdict

from privacy.building.make import EVERY
from privacy.commands.common import (
    NEW_KEY,
    chosen,
    now_of,
    print_json,
    progress_of,
    today_of,
)
from privacy.example import is_example, write_example
from privacy.installation import EXAMPLE, Installation
from privacy.operations import backup, importing
from privacy.operations.check import check_installation
from privacy.places import IS_INSTALLED


def import_exports(asked: argparse.Namespace, home: Installation) -> int:
    """Take exports in; with --watch again and again, each time as of that day."""
    status = _import_once(asked, home)
    while asked.watch:
        time.sleep(asked.watch)
        asked.now = asked.clock()
        status = _import_once(asked, home)
    return status


def _import_once(asked: argparse.Namespace, home: Installation) -> int:
    if asked.files:
        organisations = [home.organisation(asked.organisation)]
    else:
        organisations = chosen(asked, home)
    for organisation in organisations:
        if not home.keyring(organisation).has_master:
            print(NEW_KEY.format(keys=organisation.keys), file=sys.stderr)
    summaries = [
        importing.import_exports(
            home,
            organisation,
            asked.files,
            source=asked.source,
            at=now_of(asked),
            as_of=today_of(asked),
            progress=progress_of(asked),
            cluster=asked.cluster,
            publish=EVERY if is_example(home.data) else frozenset(),
        )
        for organisation in organisations
    ]
    if asked.json:
        files = [file.as_json() for found in summaries for file in found.files]
        builds = [found.build for found in summaries]
        build = builds[0] if len(builds) == 1 else builds
        damage = [sentence for found in summaries for sentence in found.damage]
        why = [sentence for found in summaries for sentence in found.why_not()]
        print_json({"files": files, "build": build, "damage": damage, "why": why})
    else:
        for found in summaries:
            print("\n".join(found.lines()))
    return 0 if all(found.is_well for found in summaries) else 1


def release(asked: argparse.Namespace, home: Installation) -> int:
    """Make ready what is closed; with --publish, publish it, or the ones named."""
    publish = frozenset(asked.releases) or EVERY if asked.publish else frozenset()
    summaries = [
        importing.release_months(
            home,
            organisation,
            now_of(asked),
            today_of(asked),
            progress_of(asked),
            publish,
        )
        for organisation in chosen(asked, home)
    ]
    if asked.json:
        print_json({"releases": [s.as_json() for s in summaries]})
    else:
        for found in summaries:
            print("\n".join(found.lines()))
    return 0 if all(found.is_well for found in summaries) else 1


def accept_inventory(asked: argparse.Namespace, home: Installation) -> int:
    """Say yes to an inventory that is held back."""
    done = importing.accept_inventory(
        home,
        home.organisation(asked.organisation),
        asked.system,
        asked.exported_on,
        now=now_of(asked),
        progress=progress_of(asked),
    )
    if asked.json:
        print_json({"releases": [done.as_json()]})
    else:
        print("\n".join(done.lines()))
    return 0 if done.is_well else 1


def gallra(asked: argparse.Namespace, home: Installation) -> int:
    """Delete what the program itself keeps and no longer needs; or only say what."""
    found = {
        organisation.id: importing.gallra(
            home,
            organisation,
            now_of(asked),
            is_dry_run=asked.dry_run,
            progress=progress_of(asked),
        )
        for organisation in chosen(asked, home)
    }
    if asked.json:
        print_json(
            {
                "is_dry_run": asked.dry_run,
                "gone": {name: list(map(asdict, gone)) for name, gone in found.items()},
            }
        )
        return 0
    for name, gone in found.items():
        said = "would be deleted" if asked.dry_run else "deleted"
        deleted = sum(one.kept is None for one in gone)
        print(f"{name}: {deleted} {said}, {len(gone) - deleted} kept")
        print("".join(f"  {one}\n" for one in gone), end="")
    return 0


def replace_key(asked: argparse.Namespace, home: Installation) -> int:
    """Put another master key in the place of the one there is."""
    files = {
        organisation.id: backup.replace_key(
            home, organisation, now_of(asked), progress_of(asked)
        )
        for organisation in chosen(asked, home)
    }
    if asked.json:
        print_json({"files": files})
        return 0
    for name, number in files.items():
        print(f"{name}: the key is replaced, {number} files are rewritten.")
    print(
        "Back the folder of keys up again. Backups of the data made before need the "
        "old key for as long as you keep them."
    )
    if home.master:
        print("Put the new key in PRIVACY_KEY now, and take PRIVACY_KEY_NEXT away.")
    return 0


def back_up(asked: argparse.Namespace, home: Installation) -> int:
    """Copy the data folder, exports and keys left out."""
    made = backup.back_up(home, asked.folder)
    if asked.json:
        print_json({"folders": [str(folder) for folder in made]})
    else:
        print("".join(f"{folder}\n" for folder in made), end="")
        print(f"The keys are not in it: back {home.key_folder} up apart from it.")
    return 0


def check(asked: argparse.Namespace, home: Installation) -> int:
    """Say of everything the installation rests on whether it is sound."""
    findings = [
        finding
        for organisation in chosen(asked, home)
        for finding in check_installation(home, organisation, today_of(asked))
    ]
    if asked.json:
        print_json({"checks": [f.as_json() for f in findings]})
    else:
        print("\n".join(str(finding) for finding in findings))
    return 0 if all(finding.is_well for finding in findings) else 1


def example(asked: argparse.Namespace, home: Installation) -> int:
    """Make the example of today."""
    data = home.data if asked.data or IS_INSTALLED else EXAMPLE
    made = write_example(data, today_of(asked), keys=home.keys)
    if asked.json:
        print_json({"files": [str(file) for file in made]})
    elif made:
        print(f"{len(made)} exports written below {data}.")
    else:
        print(f"The example of today is there already, below {data}.")
    return 0
