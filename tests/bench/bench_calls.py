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

from privacy.imports.read_export import Beginnings, Intake, find_export, read_export
from privacy.installation import EXAMPLE, Installation
from privacy.storage.organisations import Organisation
from tests.bench.made_exports import make_calls, make_tickets

CALLS, TICKETS = 1_000_000, 100_000
RUNS = 3
AT = datetime.datetime(2026, 11, 23, 8, tzinfo=datetime.UTC)
_CSV = "read_csv(?, delim = ',', quote = '\"', escape = '\"', all_varchar = true"
# The columns of Master.csv that a call is made of, from 0; every one of the tickets.
_BARE_CALLS = f"""select {
    ", ".join(f"column{n:02}" for n in (1, 2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16))
} from {_CSV}, header = false)"""
_BARE_TICKETS = f"from {_CSV}, header = true)"


def main() -> None:
    """Print medians of three: our whole reading, and a bare one of the same columns."""
    with tempfile.TemporaryDirectory() as folder:
        calls, tickets = Path(folder) / "Master.csv", Path(folder) / "jira.csv"
        make_calls(calls, CALLS)
        make_tickets(tickets, TICKETS)
        _compare("calls", calls, "telephone", CALLS, _BARE_CALLS)
        _compare("tickets", tickets, "requests", TICKETS, _BARE_TICKETS)


def _compare(things: str, export: Path, source: str, rows: int, bare: str) -> None:
    """Print how long we take beside a bare reading of the same export, and wc -l."""
    print(f"{rows:,} {things}, {export.stat().st_size >> 20} MB")
    ours, memory = _apart(seconds_of_reading, export, source, rows)
    print(f"  read, de-identified and kept {ours:.2f} s, {memory} MB", flush=True)
    duckdb_alone, memory = _apart(seconds_of_bare_reading, export, bare, rows)
    print(f"  DuckDB's read_csv into a table {duckdb_alone:.2f} s, {memory} MB")
    counting, _ = _apart(seconds_of_counting_lines, export)
    print(f"  wc -l {counting:.2f} s")
    print(f"  {ours / duckdb_alone:.1f} times as long as bare DuckDB", flush=True)


def seconds_of_reading(path: Path, source: str, rows: int) -> float:
    """An export taken in whole: recognised, read, de-identified, written encrypted."""
    folder = Path(tempfile.mkdtemp(dir=path.parent))
    organisation = Organisation("claims-link", folder, folder / "keys")
    home = Installation(EXAMPLE, folder / "keys")
    policy = home.policy(Organisation("", EXAMPLE / "claims-link", folder / "keys"))
    home.keyring(organisation).master(make=True)
    export, _ = find_export(path, Beginnings([]))
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
    part, _ = read_export(intake)
    took = time.perf_counter() - began
    assert (part.refused, part.accepted) == (None, rows)
    shutil.rmtree(folder)
    return took


def seconds_of_bare_reading(path: Path, how: str, rows: int) -> float:
    """The columns that we read, as text, into a table; nothing else."""
    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false")
    began = time.perf_counter()
    connection.execute(f"create table rows as {how}", [str(path)])
    took = time.perf_counter() - began
    assert connection.execute("select count(*) from rows").fetchone() == (rows,)
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
