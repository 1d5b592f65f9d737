"""The example: two invented organisations under two real policies.

Made from a seed and relative to a day, so that it is the same for the same day and
never goes stale. Nobody in it exists: telephone numbers are of PTS's series for
fiction, personnummer are Skatteverket's test numbers, addresses are of the ranges for
benchmarks and documentation.
"""

import datetime
import random
import shutil
from pathlib import Path

from privacy.example.events import write_calls, write_searches, write_web
from privacy.example.lists import write_lists
from privacy.example.records import write_records
from privacy.example.registers import write_registers
from privacy.example.requests import write_requests

ORGANISATIONS = ("claims-link", "insuresec")
MONTHS = 14
"""Months of events before the running one."""


def write_example(
    data: Path, as_of: datetime.date, seed: int = 20180525, scale: float = 1.0
) -> list[Path]:
    """Write the exports of both organisations below `data`; return the files.

    Exports of an earlier day's example are replaced; builds and keys are left. `scale`
    multiplies the events a day.
    """
    written: list[Path] = []
    for number, organisation in enumerate(ORGANISATIONS):
        exports = data / organisation / "exports"
        if exports.exists():
            shutil.rmtree(exports)
        rng = random.Random(f"{seed} {organisation} {as_of}")
        written += write_calls(exports, organisation, as_of, rng, scale, MONTHS)
        written += write_web(exports, organisation, as_of, rng, scale, MONTHS)
        if number == 0:
            written += write_searches(exports, as_of, rng, scale, MONTHS)
        written += write_requests(exports, organisation, as_of, rng)
        written += write_records(exports, organisation, as_of, rng)
        written += write_lists(exports, organisation, as_of, rng)
        written += write_registers(exports, organisation, as_of)
    return written
