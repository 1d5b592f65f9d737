"""Whether an import killed by the system at random moments ends as one that was not.

Twenty moments of an import with two organisations, or as many as BENCH_MOMENTS says:
figures, journal and releases equal those of an undisturbed run.
"""

import os
import sys
import tempfile
from pathlib import Path

MOMENTS = int(os.environ.get("BENCH_MOMENTS", "20"))
SEED = int(os.environ.get("BENCH_SEED", "1"))


def main() -> None:
    """Print each moment, and how many ended as an undisturbed import."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from imports.test_kills import killed_at_random

    alike = running = 0
    with tempfile.TemporaryDirectory() as folder:
        result = killed_at_random(Path(folder), MOMENTS, SEED)
        for seconds, was_running, is_alike in result:
            alike, running = alike + is_alike, running + was_running
            mark = "alike" if is_alike else "NOT ALIKE"
            state = "killed" if was_running else "had ended"
            print(f"  after {seconds:.2f} s: {state}, {mark}", flush=True)
    print(
        f"{MOMENTS} moments, {running} of them while it ran: {alike} ended as an "
        "undisturbed import"
    )
