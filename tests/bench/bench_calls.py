"""How long a million calls and 100,000 tickets take to be read, and in what memory."""

import datetime
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import duckdb

from privacy.imports.store import Intake, find_export, take_in
from privacy.installation import EXAMPLE, Installation
from privacy.organisations import Organisation
from tests.bench.made_exports import make_calls, make_tickets

CALLS, TICKETS = 1_000_000, 100_000
RUNS = 3
AT = datetime.datetime(2026, 11, 23, 8, tzinfo=datetime.UTC)
WANTED = (2, 3, 4, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17)
"""The columns of Master.csv that a call is made of, from 1."""


def main() -> None:
    """Print medians of three: our whole reading, and a bare one of the same columns."""
    with tempfile.TemporaryDirectory() as folder:
        calls, tickets = Path(folder) / "Master.csv", Path(folder) / "jira.csv"
        make_calls(calls, CALLS)
        make_tickets(tickets, TICKETS)
        ours, memory = _apart(seconds_of_reading, calls, "telephone", CALLS)
        bare, bare_memory = _apart(seconds_of_bare_reading, calls, CALLS)
        counting, _ = _apart(seconds_of_counting_lines, calls)
        print(
            f"{CALLS:,} calls ({calls.stat().st_size >> 20} MB) read, de-identified "
            f"and kept in {ours:.2f} s, at most {memory} MB of memory"
        )
        print(
            f"DuckDB's read_csv of the same columns into a table {bare:.2f} s and "
            f"{bare_memory} MB, ratio {ours / bare:.1f}; wc -l {counting:.2f} s"
        )
        ours, memory = _apart(seconds_of_reading, tickets, "requests", TICKETS)
        print(
            f"{TICKETS:,} tickets ({tickets.stat().st_size >> 20} MB) read and kept "
            f"in {ours:.2f} s, at most {memory} MB of memory"
        )


def seconds_of_reading(path: Path, source: str, rows: int) -> float:
    """An export taken in whole: recognised, read, de-identified, written encrypted."""
    folder = Path(tempfile.mkdtemp(dir=path.parent))
    organisation = Organisation("claims-link", folder, folder / "keys")
    home = Installation(EXAMPLE, folder / "keys")
    policy = home.policy(Organisation("", EXAMPLE / "claims-link", folder / "keys"))
    home.keyring(organisation).master(make=True)
    export, _ = find_export(path, [])
    intake = Intake(
        export=export,
        store=home.rows(organisation),
        policy=policy,
        skip_lines=0,
        source=source,
        must_be_source=False,
        at=AT,
    )
    began = time.perf_counter()
    part, _ = take_in(intake)
    took = time.perf_counter() - began
    assert (part.refused, part.accepted) == (None, rows)
    shutil.rmtree(folder)
    return took


def seconds_of_bare_reading(path: Path, rows: int) -> float:
    """The columns that we read, as text, into a table; nothing else."""
    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false")
    columns = ", ".join(f"column{place - 1:02}" for place in WANTED)
    began = time.perf_counter()
    connection.execute(
        f"create table calls as select {columns} from read_csv(?, header = false, "
        "delim = ',', quote = '\"', escape = '\"', all_varchar = true)",
        [str(path)],
    )
    took = time.perf_counter() - began
    assert connection.execute("select count(*) from calls").fetchone() == (rows,)
    return took


def seconds_of_counting_lines(path: Path) -> float:
    began = time.perf_counter()
    subprocess.run(["wc", "-l", path], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _apart(act: Callable[..., float], *given: object) -> tuple[float, int]:
    """Median seconds of three runs, each in a process of its own; most MB of memory."""
    runs = []
    for _ in range(RUNS):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            runs.append(alone.submit(_measured, act, *given).result())
    return statistics.median(took for took, _ in runs), max(most for _, most in runs)


def _measured(act: Callable[..., float], *given: object) -> tuple[float, int]:
    took = act(*given)
    return took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
