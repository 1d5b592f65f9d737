"""The example: two invented organisations under two real policies.

Made from a seed and relative to a day, so that it is the same for the same day and
never goes stale. Nobody in it exists: telephone numbers are of PTS's series for
fiction, personnummer are Skatteverket's test numbers, addresses are of the ranges for
benchmarks and documentation.
"""

import datetime
import json
import random
import shutil
from pathlib import Path

from privacy.errors import BadExport
from privacy.example.events import write_calls, write_searches, write_web
from privacy.example.lists import write_lists
from privacy.example.records import write_records
from privacy.example.registers import write_registers
from privacy.example.requests import write_requests
from privacy.places import ROOT
from privacy.storage.organisations import (
    EXAMPLE_MARK,
    EXAMPLES,
    find_organisations,
)

MONTHS = 14
"""Months of events before the running one."""

_POLICIES = ROOT / "data" / "example"


def write_example(
    data: Path,
    as_of: datetime.date,
    *,
    keys: Path | None = None,
    seed: int = 20180525,
    scale: float = 1.0,
) -> list[Path]:
    """Write the exports of both organisations below `data`; return the files.

    An example of the same day is left as it is. One of an earlier day is replaced, with
    its builds, journal and keys, for its events are others. `scale` multiplies the
    events a day. Raises BadExport where somebody's own exports lie.
    """
    mark = {"made_on": as_of.isoformat(), "seed": seed, "scale": scale}
    stated = _mark_of(data)
    if stated == mark:
        return []
    for name in EXAMPLES:
        if stated is None and (data / name / "exports").exists():
            raise BadExport(
                f"{data / name} holds exports that are not the example's; make the "
                "example in an empty folder."
            )
        if not (data / name / "policy").exists():
            shutil.copytree(_POLICIES / name / "policy", data / name / "policy")
    (data / EXAMPLE_MARK).write_text("{}")
    for organisation in find_organisations(data, keys):
        if organisation.id in EXAMPLES:
            for left in (organisation.exports, organisation.builds, organisation.keys):
                shutil.rmtree(left, ignore_errors=True)
            for file in organisation.folder.glob(f"{organisation.journal.name}*"):
                file.unlink()
    written: list[Path] = []
    for number, name in enumerate(EXAMPLES):
        exports = data / name / "exports"
        rng = random.Random(f"{seed} {name} {as_of}")
        written += write_calls(exports, name, as_of, rng, scale, MONTHS)
        written += write_web(exports, name, as_of, rng, scale, MONTHS)
        if number == 0:
            written += write_searches(exports, as_of, rng, scale, MONTHS)
        written += write_requests(exports, name, as_of, rng)
        written += write_records(exports, name, as_of, rng)
        written += write_lists(exports, name, as_of, rng)
        written += write_registers(exports, name, as_of)
    (data / EXAMPLE_MARK).write_text(json.dumps(mark))
    return written


def _mark_of(data: Path) -> object:
    """What the example in a folder was made from; {} for a half-made one."""
    if not (data / EXAMPLE_MARK).exists():
        return None
    try:
        return json.loads((data / EXAMPLE_MARK).read_text())
    except ValueError:
        return {}
