"""How long the releases of thirteen months of the example take, against the limit.

Also the share of its figures that is withheld, by statistic and month, beside the cells
withheld for others in the published tables.
"""

import datetime
import resource
import shutil
import tempfile
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path

from privacy import releases
from privacy.example import write_example
from privacy.installation import EXAMPLE, Installation
from privacy.operations import importing
from privacy.releases import EVERY
from privacy.storage.builds import Build, current_build
from privacy.storage.databases import connect
from privacy.storage.rows import read_parts
from tests.bench.bench_attack import print_patterns

LIMIT_SECONDS = 20.0
MONTHS = 13
AT = datetime.datetime(2026, 11, 30, 8, tzinfo=datetime.UTC)

BEFORE = {
    ("claims-link", "calls_by_hour"): (
        "22.5 19.0 12.7 26.2 20.0 20.3 25.0 21.5 16.2 21.2 28.2 20.0 20.3 19.2"
    ),
    ("claims-link", "calls_by_queue"): (
        "54.3 36.4 50.0 45.2 43.5 43.5 50.0 54.3 53.3 50.0 36.4 40.0 36.4 50.0"
    ),
    ("claims-link", "calls_by_wait"): (
        "50.0 36.4 45.7 36.4 45.7 36.4 45.7 45.7 50.0 45.7 45.7 45.7 45.7 50.0"
    ),
    ("claims-link", "searches_without_result"): " ".join(["100.0"] * 14),
}
"""Percent withheld by 0.3.1 of the example of this day, from September 2025 on."""


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
                progress=lambda output: None, publish=EVERY,
            )  # fmt: skip
            print_shares(organisation)
            took, made = seconds_of(home, organisation, as_of)
            print(
                f"{organisation.id}: {made} releases, {MONTHS} months, {took:.1f} s of "
                f"the processor; ratio to the limit of {LIMIT_SECONDS:.0f} s: "
                f"{took / LIMIT_SECONDS:.2f}"
            )
    print_patterns()


def print_shares(organisation) -> None:
    """Print the share withheld of each statistic and period, beside 0.3.1's."""
    counted = defaultdict(dict)
    for row in releases.certificates(organisation):
        _id, _source, month, _version, _at, name, cells, primary, secondary = row[:9]
        withheld = cells if row[-1] else primary + secondary
        counted[name][str(month)[:7]] = (withheld, cells)
    for name, months in sorted(counted.items()):
        whole = [sum(column) for column in zip(*months.values(), strict=True)]
        before = BEFORE.get((organisation.id, name), "").split()
        was = dict(zip(sorted(months), before, strict=bool(before)))
        own = ", ".join(
            f"{month} {percent(*pair)}" + (f" ({was[month]})" if was else "")
            for month, pair in sorted(months.items())
            if pair[0] or was
        )
        print(
            f"{organisation.id} {name}: {percent(*whole)} % of {whole[1]} cells in "
            f"{len(months)} periods withheld ({own or 'none'})"
        )


def percent(withheld: int, cells: int) -> str:
    return f"{100 * withheld / max(cells, 1):.1f}"


def processor_seconds() -> float:
    """What this process and those that have ended for it have used."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def seconds_of(home, organisation, as_of) -> tuple[float, int]:
    """Release the newest months again, with the database that everyone may ask.

    In seconds of the processor, all processes together.
    """
    shutil.rmtree(organisation.releases)
    organisation.journal.unlink()  # what it names is not released again
    stamp = current_build(organisation).stamp
    tasks = releases.due_releases(
        organisation, home.policy(organisation), read_parts(organisation), stamp,
        as_of, home.master,
    )  # fmt: skip
    first = datetime.date(as_of.year - 1, as_of.month - 1, 1)
    tasks = [task for task in tasks if task.period.first_on >= first]
    began = processor_seconds()
    with ProcessPoolExecutor(max_workers=2) as executor:
        releases.make_ready(organisation, tasks, executor=executor)
    made = releases.publish(organisation, [task.release_id for task in tasks], AT)
    build = Build(organisation, f"{stamp}-again")
    with closing(connect()) as connection:
        releases.build_releases(connection, build, home.keyring(organisation), {})
    return processor_seconds() - began, len(made)
