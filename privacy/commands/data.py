"""Commands that change or keep what there is: import, release, backup, and so on."""

import argparse
import sys
import time
from dataclasses import asdict

from privacy.commands.common import (
    NEW_KEY,
    chosen,
    now_of,
    of_each,
    print_json,
    progress_of,
    today_of,
)
from privacy.errors import PrivacyError
from privacy.example import write_example
from privacy.installation import EXAMPLE, Installation
from privacy.operations import backup, importing
from privacy.operations.check import check_installation
from privacy.places import IS_INSTALLED
from privacy.releases import EVERY


def import_exports(arguments: argparse.Namespace, home: Installation) -> int:
    """Take exports in; with --watch again and again, each time as of that day.

    What is wrong at the first time ends it. Later it may pass, as another import that
    is running: it is said, and looked at again.
    """
    status = _import_once(arguments, home)
    while arguments.watch:
        time.sleep(arguments.watch)
        arguments.now = arguments.clock()
        try:
            status = _import_once(arguments, home)
        except PrivacyError as error:
            print(error, file=sys.stderr)
            status = 1
    return status


def _import_once(arguments: argparse.Namespace, home: Installation) -> int:
    if arguments.files:
        organisations = [home.organisation(arguments.organisation)]
    else:
        organisations = chosen(arguments, home)
    for organisation in organisations:
        if not home.keyring(organisation).has_master:
            print(NEW_KEY.format(keys=organisation.keys), file=sys.stderr)
    result, failed = of_each(
        organisations,
        lambda organisation: importing.import_exports(
            home,
            organisation,
            arguments.files,
            source=arguments.source,
            at=now_of(arguments),
            as_of=today_of(arguments),
            progress=progress_of(arguments),
            cluster=arguments.cluster,
            publish=EVERY if home.is_example else frozenset(),
        ),
    )
    summaries = [*result.values()]
    if arguments.json:
        files = [file.as_json() for summary in summaries for file in summary.files]
        builds = [summary.build for summary in summaries]
        build = builds[0] if len(builds) == 1 else builds
        damage = [sentence for summary in summaries for sentence in summary.damage]
        why = [sentence for summary in summaries for sentence in summary.why_not()]
        why += failed
        print_json({"files": files, "build": build, "damage": damage, "why": why})
    else:
        for summary in summaries:
            print("\n".join(summary.lines()))
    return 0 if not failed and all(summary.is_well for summary in summaries) else 1


def release(arguments: argparse.Namespace, home: Installation) -> int:
    """Make ready what is closed; with --publish, publish it, or the ones named."""
    publish = (
        frozenset(arguments.releases) or EVERY if arguments.publish else frozenset()
    )
    summaries = [
        importing.release_months(
            home,
            organisation,
            now_of(arguments),
            today_of(arguments),
            progress_of(arguments),
            publish,
        )
        for organisation in chosen(arguments, home)
    ]
    if arguments.json:
        print_json({"releases": [s.as_json() for s in summaries]})
    else:
        for summary in summaries:
            print("\n".join(summary.lines()))
    return 0 if all(summary.is_well for summary in summaries) else 1


def accept_inventory(arguments: argparse.Namespace, home: Installation) -> int:
    """Say yes to an inventory that is held back."""
    done = importing.accept_inventory(
        home,
        home.organisation(arguments.organisation),
        arguments.system,
        arguments.exported_on,
        now=now_of(arguments),
        progress=progress_of(arguments),
    )
    if arguments.json:
        print_json({"releases": [done.as_json()]})
    else:
        print("\n".join(done.lines()))
    return 0 if done.is_well else 1


def gallra(arguments: argparse.Namespace, home: Installation) -> int:
    """Delete what the program itself keeps and no longer needs; or only say what."""
    result, failed = of_each(
        chosen(arguments, home),
        lambda organisation: importing.gallra(
            home,
            organisation,
            now_of(arguments),
            is_dry_run=arguments.dry_run,
            progress=progress_of(arguments),
        ),
    )
    if arguments.json:
        print_json(
            {
                "is_dry_run": arguments.dry_run,
                "gone": {
                    name: list(map(asdict, gone)) for name, gone in result.items()
                },
            }
        )
        return 1 if failed else 0
    for name, gone in result.items():
        deed = "would be deleted" if arguments.dry_run else "deleted"
        deleted = sum(one.kept is None for one in gone)
        print(f"{name}: {deleted} {deed}, {len(gone) - deleted} kept")
        print("".join(f"  {one}\n" for one in gone), end="")
    return 1 if failed else 0


def replace_key(arguments: argparse.Namespace, home: Installation) -> int:
    """Put another master key in the place of the one there is."""
    files = {
        organisation.id: backup.replace_key(
            home, organisation, now_of(arguments), progress_of(arguments)
        )
        for organisation in chosen(arguments, home)
    }
    if arguments.json:
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


def back_up(arguments: argparse.Namespace, home: Installation) -> int:
    """Copy the data folder, exports and keys left out."""
    made = backup.back_up(home, arguments.folder)
    if arguments.json:
        print_json({"folders": [str(folder) for folder in made]})
    else:
        print("".join(f"{folder}\n" for folder in made), end="")
        print(f"The keys are not in it: back {home.key_folder} up apart from it.")
    return 0


def check(arguments: argparse.Namespace, home: Installation) -> int:
    """Say of everything the installation rests on whether it is sound."""
    findings = [
        finding
        for organisation in chosen(arguments, home)
        for finding in check_installation(home, organisation, today_of(arguments))
    ]
    if arguments.json:
        print_json({"checks": [f.as_json() for f in findings]})
    else:
        print("\n".join(str(finding) for finding in findings))
    return 0 if all(finding.is_well for finding in findings) else 1


def example(arguments: argparse.Namespace, home: Installation) -> int:
    """Make the example of today."""
    data = home.data if arguments.data or IS_INSTALLED else EXAMPLE
    made = write_example(data, today_of(arguments), keys=home.keys)
    if arguments.json:
        print_json({"files": [str(file) for file in made]})
    elif made:
        print(f"{len(made)} exports written below {data}.")
    else:
        print(f"The example of today is there already, below {data}.")
    return 0
