"""How long a combined web log takes to read, beside GoAccess and bare DuckDB.

One and five million lines; others when BENCH_LINES names them: `BENCH_LINES=10000000
python -m tests.bench web`. Medians of three runs, each in a process of its own.
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

RUNS = 3
MOST_TIMES_DUCKDB = 2.5
LEAST_TIMES_GOACCESS = 12.0

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
    """Print seconds, peak memory and ratios for each number of lines."""
    request = os.environ.get("BENCH_LINES", "1000000,5000000")
    for lines in map(int, request.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            compare(Path(folder), lines)


def compare(folder: Path, lines: int) -> None:
    """Measure every reader on one log of so many lines, and print how they stand."""
    log = folder / "access.log"
    make_log(log, lines)
    print(f"{lines:,} lines, {log.stat().st_size >> 20:,} MB", flush=True)
    seconds = {
        name: measured(name, command, folder)
        for name, command in commands_for(log, folder).items()
    }
    rows, whole = seconds["our file to rows"], seconds["our whole import"]
    bare = seconds["bare DuckDB"]
    print(f"  file to rows alone: {rows / bare:.2f} times as long as bare DuckDB")
    line_of("bare DuckDB", whole / bare, MOST_TIMES_DUCKDB)
    if peer := seconds.get("GoAccess"):
        line_of("GoAccess", peer / whole, LEAST_TIMES_GOACCESS)
    else:
        print("GoAccess is not installed here (apt-get install goaccess): no ratio.")


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


def measured(name: str, command: Sequence[str], folder: Path) -> float:
    """The median seconds of a command, after printing them and its peak memory."""
    runs = [run(command, lambda: begin_anew(folder)) for _ in range(RUNS)]
    median = statistics.median(seconds for seconds, _ in runs)
    spread = f"{min(runs)[0]:.2f}–{max(runs)[0]:.2f}"
    peak = max(megabytes for _, megabytes in runs)
    print(f"  {name:17} {median:7.2f} s ({spread}), {peak:,.0f} MB", flush=True)
    return median


def run(command: Sequence[str], prepare: Callable[[], None]) -> tuple[float, float]:
    """Seconds and peak resident megabytes of one run, never under those of this one."""
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
    return seconds, used.ru_maxrss / 1024


def begin_anew(folder: Path) -> None:
    """An installation with a policy and nothing imported."""
    shutil.rmtree(folder / "data", ignore_errors=True)
    for left in folder.glob("data.key*"):
        shutil.rmtree(left)
    policy = EXAMPLE / "claims-link" / "policy"
    shutil.copytree(policy, folder / "data" / "claims-link" / "policy")


def line_of(peer: str, ratio: float, bar: float) -> None:
    """Print how many times as long the slower takes, and whether the bar is met."""
    if peer == "GoAccess":
        verdict = "within" if ratio >= bar else "UNDER"
        print(f"  {ratio:.1f} times as fast as {peer}, {verdict} the bar of {bar}")
    else:
        verdict = "within" if ratio <= bar else "OVER"
        print(f"  {ratio:.2f} times as long as {peer}, {verdict} the bar of {bar}")
