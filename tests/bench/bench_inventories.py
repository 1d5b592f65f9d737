"""Whether an import in year five takes as long as one in year one.

An inventory of 10,000 records a month for five years; after each import our own files
that are due are deleted, as the nightly timer does.
"""

import datetime
import os
import shutil
import tempfile
import time
from pathlib import Path

from privacy.installation import EXAMPLE, Installation
from privacy.operations import importing

MONTHS = int(os.environ.get("BENCH_MONTHS", "60"))
RECORDS = 10_000
MOST_TIMES_FIRST = 1.5
_HEAD = "system,record_type,record_id,answered_on\n"
_FEW = 3
"""Imports whose mean is compared: the second to fourth with the last three."""


def main() -> None:
    """Print the processor seconds of imports early and late, and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        home = Installation(Path(folder) / "data")
        policy = EXAMPLE / "claims-link" / "policy"
        shutil.copytree(policy, home.data / "claims-link" / "policy")
        taken = [_import(home, month) for month in range(MONTHS)]
        rows = home.organisation("claims-link").rows
        size = sum(file.stat().st_size for file in rows.rglob("*.parquet"))
    early = sum(taken[1 : 1 + _FEW]) / _FEW  # the first has nothing to compare with
    late = sum(taken[-_FEW:]) / _FEW
    verdict = "within" if late / early <= MOST_TIMES_FIRST else "OVER"
    print(
        f"{MONTHS} inventories of {RECORDS:,} records: first {taken[0]:.2f} s, early "
        f"{early:.2f} s, late {late:.2f} s, {late / early:.2f} times as long, "
        f"{verdict} the bar of {MOST_TIMES_FIRST}; {size >> 10:,} kB of rows"
    )


def _import(home: Installation, month: int) -> float:
    """Processor seconds of one month's import; what is due is deleted after it."""
    day = datetime.date(2021 + month // 12, month % 12 + 1, 15)
    at = datetime.datetime.combine(day, datetime.time(5), datetime.UTC)
    organisation = home.organisation("claims-link")
    file = organisation.exports / "records" / f"inventory-{day}.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    first = month * RECORDS // 50  # some go and some come each month
    lines = (
        f"Enkätverktyg,Enkätsvar,E{number},{day}\n"
        for number in range(first, first + RECORDS)
    )
    file.write_text(_HEAD + "".join(lines), encoding="utf-8")
    started = time.process_time()
    importing.import_exports(
        home,
        organisation,
        [],
        source=None,
        at=at,
        as_of=day,
        progress=lambda output: None,
    )
    seconds = time.process_time() - started
    print(f"  {day:%Y-%m} {seconds:.2f} s", flush=True)
    importing.gallra(
        home,
        organisation,
        at + datetime.timedelta(minutes=10),
        is_dry_run=False,
        progress=lambda output: None,
    )
    return seconds
