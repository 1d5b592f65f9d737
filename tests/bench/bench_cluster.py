"""How long web logs take with processes of this machine and with a cluster.

Six logs of a month each are read into rows, released and built: with the processes that
an import starts itself, then with one and two workers of a cluster. 20,000, 200,000 and
1,000,000 lines a log; others when BENCH_LINES names them.
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

SIZES = os.environ.get("BENCH_LINES", "20000,200000,1000000").split(",")
MONTHS = [
    f"/{month}/2026:".encode() for month in ("Jan", "Mar", "May", "Jul", "Aug", "Oct")
]  # of 31 days; logs of one month would first have to be told apart line by line
FILES = len(MONTHS)


def main() -> None:
    """Print the seconds of each way, and how many times those of the processes."""
    for lines in map(int, SIZES):
        print(f"{FILES} logs of {lines:,} lines", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), lines)


def measure(folder: Path, lines: int) -> None:
    """Print what each way takes with logs of so many lines."""
    data, logs = folder / "data", folder / "logs"
    logs.mkdir()
    for number, month in enumerate(MONTHS):
        log = logs / f"{number}.log"
        make_log(log, lines, seed=number)
        log.write_bytes(log.read_bytes().replace(b"/Oct/2026:", month))
    alone = taken(data, logs)
    print(f"  processes  {alone:6.1f} s", flush=True)
    for size in (1, 2):
        with a_cluster(size) as (address, _):
            seconds = taken(data, logs, "--cluster", address)
        print(
            f"  {size} workers  {seconds:6.1f} s, {seconds / alone:.2f} times",
            flush=True,
        )


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
