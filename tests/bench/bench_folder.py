"""How long folders of many small exports take to import, and to look at again.

Each kind one by one and together, in processor time a file (medians of three runs),
then ten thousand files of all kinds in one import, or as many as BENCH_FILES says.
"""

import datetime
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

from privacy.imports import import_files, read_together
from privacy.storage.exports import Looks, exports_in
from tests.conftest import AT, Home

FILES = int(os.environ.get("BENCH_FILES", "10000"))
LEAST_A_SECOND = 100
_TIMES, _ALONE, _TOGETHER = 3, 40, 500
_LINES = 5
_FIRST = datetime.datetime(2026, 9, 1)  # noqa: DTZ001 - the line says its zone
_AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
_LOG = (
    '192.0.2.{host} - - [{at:%d/%b/%Y:%H:%M:%S} +0200] "GET /sida/{page} HTTP/1.1" '
    f'200 512 "-" "{_AGENT}"\n'
)
_REQUEST = "{at:%Y-%m-%d %H:%M:%S},192.0.2.{host},/sida/{page},200,,Mozilla/5.0\n"
_CALLS = "call_id,started_at,answered_at,ended_at,from_number,to_number,queue\n"
_CALL = "c{file}-{line},{at:%Y-%m-%d %H:%M:%S},,{end:%Y-%m-%d %H:%M:%S},07017406{host:02},1177,Skador\n"  # noqa: E501
_TICKETS = "Id,Subject,Status,Created at,Updated at,Solved at,Group,Type\n"
_TICKET = (
    "{number},Radera,Solved,{at:%Y-%m-%d %H:%M},{end:%Y-%m-%d %H:%M},"
    "{end:%Y-%m-%d %H:%M},Skydd,task\n"
)

Kind = tuple[str, str, str]
"""A name with the file's number, its head and its line."""

KINDS: dict[str, Kind] = {
    "web log": ("web/access-{file:05}.log", "", _LOG),
    "neutral CSV": ("web/requests-{file:05}.csv", "", _REQUEST),
    "calls": ("telephone/calls-{file:05}.csv", _CALLS, _CALL),
    "tickets": ("requests/tickets-{file:05}.csv", _TICKETS, _TICKET),
}


def main() -> None:
    """Print processor time by kind, then files a second of all kinds together."""
    for kind in KINDS:
        alone = _median(kind, _ALONE, is_together=False)
        together = _median(kind, _TOGETHER, is_together=True)
        print(
            f"{kind}: one by one {alone:.1f} ms a file, together {together:.1f} ms, "
            f"{alone / together:.0f} times as fast",
            flush=True,
        )
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        for file in range(FILES):
            _put(home, list(KINDS)[file % len(KINDS)], file)
        for label in ("first", "again"):
            seconds, took = _measured(lambda: home.take_in(publish=()))
            verdict = "within" if FILES / took >= LEAST_A_SECOND else "UNDER"
            print(
                f"{label}: {FILES} files of {len(KINDS)} kinds in {took:.1f} s, "
                f"{FILES / took:.0f} a s, {1000 * seconds / FILES:.1f} ms of the "
                f"processor each, {verdict} the bar of {LEAST_A_SECOND} a s",
                flush=True,
            )


def _median(kind: str, files: int, *, is_together: bool) -> float:
    """Milliseconds of the processor that reading and counting one file takes."""
    return statistics.median(
        _taken_in(kind, files, is_together=is_together) for _ in range(_TIMES)
    )


def _taken_in(kind: str, files: int, *, is_together: bool) -> float:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        for file in range(files):
            _put(home, kind, file)
        organisation = home.organisation
        home.installation.keyring(organisation).master(make=True)
        result = list(exports_in(organisation.exports))
        batch = import_files.Batch(
            store=home.installation.rows(organisation),
            policy=home.installation.policy(organisation),
            hints={path: path.parent.name for path in result},
            must_be_source=False,
            looks=Looks(organisation),
            at=AT,
        )

        def nothing_alike(_intakes: object) -> list[object]:
            return []

        apart = mock.patch.object(read_together, "_alike", nothing_alike)
        with mock.MagicMock() if is_together else apart:
            seconds, _ = _measured(lambda: import_files.import_files(batch, []))
        return 1000 * seconds / files


def _measured(act: Callable[[], object]) -> tuple[float, float]:
    """Processor seconds, of processes that were started too, and seconds."""
    before, started = sum(_spent()), time.perf_counter()
    act()
    return sum(_spent()) - before, time.perf_counter() - started


def _spent() -> Iterator[float]:
    for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        used = resource.getrusage(whose)
        yield used.ru_utime + used.ru_stime


def _put(home: Home, kind: str, file: int) -> None:
    """Write a file of five lines, of the eight minutes that it holds."""
    name, head, line = KINDS[kind]
    at = _FIRST + datetime.timedelta(minutes=8 * file)
    lines = (
        line.format(
            file=file,
            line=number,
            number=file * _LINES + number,
            host=(file + number) % 90 + 1,
            at=at + datetime.timedelta(minutes=number),
            end=at + datetime.timedelta(minutes=number, seconds=40),
            page=number * file % 40,
        )
        for number in range(_LINES)
    )
    home.put(name.format(file=file), (head + "".join(lines)).encode())
