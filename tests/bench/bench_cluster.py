"""How long many web logs take with processes of this machine and with a cluster.

Eight logs of BENCH_LINES lines each (200,000), read into rows, released and built: with
the processes that an import starts itself, then with one and two workers of a cluster.
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
FILES = 8


def main() -> None:
    """Print the seconds of each way, and how many times as fast it is as one worker."""
    with tempfile.TemporaryDirectory() as folder:
        logs = Path(folder) / "logs"
        logs.mkdir()
        for number in range(FILES):
            make_log(logs / f"{number}.log", LINES, seed=number)
        print(f"{FILES} logs of {LINES:,} lines", flush=True)
        data = Path(folder) / "data"
        seconds = {"processes": taken(data, logs)}
        for size in (1, 2):
            with a_cluster(size) as (address, _):
                seconds[f"{size} workers"] = taken(data, logs, "--cluster", address)
        for name, found in seconds.items():
            times = seconds["1 workers"] / found
            print(f"  {name:10} {found:6.1f} s, {times:.2f} times one worker's pace")


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
