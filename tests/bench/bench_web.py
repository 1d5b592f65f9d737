"""What a combined web log costs by its length: seconds, processor and memory a line.

One, five and twenty million lines; others when BENCH_LINES names them: `BENCH_LINES=
10000000 python -m tests.bench web`. Medians of three runs, or of as many as BENCH_RUNS
says, each in a process of its own. The table beside the peers is `tests.bench rows`.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from privacy.installation import EXAMPLE
from tests.bench.made_logs import make_log

RUNS = int(os.environ.get("BENCH_RUNS", "3"))
MOST_TIMES_DUCKDB = 3.0
LEAST_TIMES_GOACCESS = 7.0
MOST_TIMES_FIRST = 1.2
"""How much more a line of a longer log may cost than one of the shortest."""
MOST_MEGABYTES = 1200

Cost = tuple[float, float, float]
"""Seconds, processor seconds and most resident megabytes."""

_OUR_ROWS = """
import datetime, sys
from pathlib import Path
from privacy.imports.read_export import Beginnings, Intake, find_export, read_export
from privacy.installation import Installation
home = Installation(Path(sys.argv[2]))
organisation = home.organisation("claims-link")
home.keyring(organisation).master(make=True)
export, _ = find_export(Path(sys.argv[1]), Beginnings([]))
at = datetime.datetime(2026, 11, 23, tzinfo=datetime.timezone.utc)
policy, store = home.policy(organisation), home.rows(organisation)
part, _ = read_export(Intake(export, store, policy, 0, "web", False, at))
assert part.accepted == part.read > 0, part.reasons
"""

_DUCKDB = """
import sys, duckdb
duckdb.connect().execute('''
create table requests as select address, time, request, status, referrer, agent
from read_csv($file, delim = ' ', quote = '"', escape = '"', header = false,
auto_detect = false, columns = {'address': 'varchar', 'name': 'varchar',
'user': 'varchar', 'time': 'varchar', 'zone': 'varchar', 'request': 'varchar',
'status': 'smallint', 'bytes': 'bigint', 'referrer': 'varchar',
'agent': 'varchar'})''', {'file': sys.argv[1]})
"""


def main() -> None:
    """Print each reader at each length, then what a line costs beside the first."""
    request = os.environ.get("BENCH_LINES", "1000000,5000000,20000000")
    costs = {}
    for lines in map(int, request.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            costs[lines] = compare(Path(folder), lines)
    first = next(iter(costs))
    for lines, (_, processor, megabytes) in costs.items():
        each = processor / lines * 1e6
        times = each / (costs[first][1] / first * 1e6)
        print(
            f"{lines:,} lines: {each:.2f} s of the processor a million, {times:.2f} "
            f"times as at {first:,}, {verdict(times <= MOST_TIMES_FIRST)} the bar of "
            f"{MOST_TIMES_FIRST}; {megabytes:,.0f} MB, "
            f"{verdict(megabytes <= MOST_MEGABYTES)} {MOST_MEGABYTES:,}"
        )


def compare(folder: Path, lines: int) -> Cost:
    """Measure every reader on one log of so many lines; return what ours costs."""
    log = folder / "access.log"
    make_log(log, lines)
    print(f"{lines:,} lines, {log.stat().st_size >> 20:,} MB", flush=True)
    costs = {
        name: measured(name, command, folder)
        for name, command in commands_for(log, folder).items()
    }
    ours, bare = costs["our whole import"], costs["bare DuckDB"]
    times = ours[1] / bare[1]
    alone = costs["our file to rows"][1] / bare[1]
    print(
        f"  of the processor {times:.1f} times as much as bare DuckDB, "
        f"{verdict(times <= MOST_TIMES_DUCKDB)} the bar of {MOST_TIMES_DUCKDB:g}; "
        f"from file to rows {alone:.1f} times"
    )
    if peer := costs.get("GoAccess"):
        times = peer[0] / ours[0]
        print(
            f"  {times:.1f} times as fast as GoAccess, "
            f"{verdict(times >= LEAST_TIMES_GOACCESS)} the bar of "
            f"{LEAST_TIMES_GOACCESS:g}",
            flush=True,
        )
    else:
        print("GoAccess is not installed here (apt-get install goaccess): no ratio.")
    return ours


def verdict(is_within: bool) -> str:
    """Whether a bar is met, in a word."""
    return "within" if is_within else "OVER"


def commands_for(log: Path, folder: Path) -> Mapping[str, Sequence[str]]:
    """The command of each reader."""
    python, data = [sys.executable, "-c"], str(folder / "data")
    commands: dict[str, Sequence[str]] = {
        "wc -l": ["wc", "-l", str(log)],
        "bare DuckDB": [*python, _DUCKDB, str(log)],
        "our file to rows": [*python, _OUR_ROWS, str(log), data],
        "our whole import": [
            sys.executable, "-m", "privacy", "import", str(log), "--data", data,
        ],
    }  # fmt: skip
    if goaccess := shutil.which("goaccess"):
        commands["GoAccess"] = [
            goaccess, str(log), "--log-format=COMBINED", "--anonymize-ip",
            "--no-progress", "-o", str(folder / "report.json"),
        ]  # fmt: skip
    return commands


def measured(name: str, command: Sequence[str], folder: Path) -> Cost:
    """The medians of a command, and its most memory, after printing them."""
    runs = [run(command, lambda: begin_anew(folder)) for _ in range(RUNS)]
    seconds, processor, memory = zip(*runs, strict=True)
    cost = statistics.median(seconds), statistics.median(processor), max(memory)
    print(
        f"  {name:17} {cost[0]:7.2f} s ({min(seconds):.2f}–{max(seconds):.2f}), "
        f"{cost[1]:.2f} of the processor, {cost[2]:,.0f} MB",
        flush=True,
    )
    return cost


def run(command: Sequence[str], prepare: Callable[[], None]) -> Cost:
    """What one run costs; its memory is never told as less than that of this one."""
    prepare()
    began = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    if process.returncode:
        sys.exit(f"{command[0]} ended with {process.returncode}: nothing was measured.")
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def begin_anew(folder: Path) -> None:
    """An installation with a policy and nothing imported."""
    shutil.rmtree(folder / "data", ignore_errors=True)
    for left in folder.glob("data.key*"):
        shutil.rmtree(left)
    policy = EXAMPLE / "claims-link" / "policy"
    shutil.copytree(policy, folder / "data" / "claims-link" / "policy")
