"""How long the releases of thirteen months of the example take, against the limit."""

import datetime
import shutil
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from privacy import releases
from privacy.building.make import EVERY
from privacy.example import write_example
from privacy.installation import EXAMPLE, Installation
from privacy.operations import importing
from privacy.storage.builds import Build, current_build
from privacy.storage.rows import read_parts

LIMIT_SECONDS = 20.0
MONTHS = 13
AT = datetime.datetime(2026, 11, 24, 8, tzinfo=datetime.UTC)


def main() -> None:
    """Make the releases of both organisations once more and print the time."""
    as_of = AT.date()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        for organisation in ("claims-link", "insuresec"):
            policy = EXAMPLE / organisation / "policy"
            shutil.copytree(policy, data / organisation / "policy")
        write_example(data, as_of)
        home = Installation(data)
        for organisation in home.organisations():
            importing.import_exports(
                home, organisation, (), source=None, at=AT, as_of=as_of,
                progress=lambda said: None, publish=EVERY,
            )  # fmt: skip
            took, made = seconds_of(home, organisation, as_of)
            print(
                f"{organisation.id}: {made} releases, {MONTHS} months, {took:.1f} s; "
                f"ratio to the limit of {LIMIT_SECONDS:.0f} s: "
                f"{took / LIMIT_SECONDS:.2f}"
            )


def seconds_of(home, organisation, as_of) -> tuple[float, int]:
    """Release the newest months again, with the database that everyone may ask."""
    shutil.rmtree(organisation.releases)
    organisation.journal.unlink()  # what it names is not released again
    stamp = current_build(organisation).stamp
    tasks = releases.due_releases(
        organisation, home.policy(organisation), read_parts(organisation), stamp,
        as_of, home.master,
    )  # fmt: skip
    first = datetime.date(as_of.year - 1, as_of.month - 1, 1)
    tasks = [task for task in tasks if task.period.first_on >= first]
    began = time.perf_counter()
    with ProcessPoolExecutor(max_workers=2) as executor:
        releases.make_ready(organisation, tasks, executor=executor)
    made = releases.publish(organisation, [task.release_id for task in tasks], AT)
    releases.build_releases(
        Build(organisation, f"{stamp}-again"), home.keyring(organisation)
    )
    return time.perf_counter() - began, len(made)
