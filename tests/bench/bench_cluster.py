"""How long many web logs take with processes of this machine and with a cluster.

Six logs of a month each, of BENCH_LINES lines (200,000), are read into rows, released
and built: with the processes that an import starts itself, then with one and two
workers of a cluster.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from privacy.installation import EXAMPLE
from tests.bench.clusters import a_cluster
from tests.bench.made_logs import make_log

LINES = int(os.environ.get("BENCH_LINES", "200000").split(",")[0])
MONTHS = [
    f"/{month}/2026:".encode() for month in ("Jan", "Mar", "May", "Jul", "Aug", "Oct")
]  # of 31 days; logs of one month would first have to be told apart line by line
FILES = len(MONTHS)


def main() -> None:
    """Print the seconds of each way."""
    with tempfile.TemporaryDirectory() as folder:
        logs = Path(folder) / "logs"
        logs.mkdir()
        for number in range(FILES):
            log = logs / f"{number}.log"
            make_log(log, LINES, seed=number)
            log.write_bytes(log.read_bytes().replace(b"/Oct/2026:", MONTHS[number]))
        print(f"{FILES} logs of {LINES:,} lines", flush=True)
        data = Path(folder) / "data"
        report("processes", taken(data, logs))
        for size in (1, 2):
            with a_cluster(size) as (address, _):
                report(f"{size} workers", taken(data, logs, "--cluster", address))


def report(way: str, seconds: float) -> None:
    """Print the seconds of one way."""
    print(f"  {way:10} {seconds:6.1f} s", flush=True)


def taken(data: Path, logs: Path, *more: str) -> float:
    """Seconds of an import of all logs into an installation of its own."""
    for left in data.parent.glob("data*"):
        shutil.rmtree(left)
    policy = EXAMPLE / "claims-link" / "policy"
    shutil.copytree(policy, data / "claims-link" / "policy")
    shutil.copytree(logs, data / "claims-link" / "exports" / "web")
    command = [sys.executable, "-m", "privacy", "import", "--data", str(data), *more]
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began
