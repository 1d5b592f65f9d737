"""How long a folder of many small logs takes to import, and to look at again.

Ten thousand files of five lines, or as many as BENCH_FILES says.
"""

import datetime
import os
import tempfile
import time
from pathlib import Path

from tests.conftest import Home

LINES = 5
LINE = (
    '192.0.2.{host} - - [{at:%d/%b/%Y:%H:%M:%S} +0200] "GET /sida/{page} HTTP/1.1" '
    '200 512 "-" "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 '
    'Firefox/140.0"\n'
)
FIRST = datetime.datetime(2026, 9, 1)  # noqa: DTZ001 - the line says its zone


def main() -> None:
    """Print seconds and files a second, the first time and the second."""
    number = int(os.environ.get("BENCH_FILES", "10000"))
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        for file in range(number):
            home.put(f"web/access-{file:05}.log", _log(file).encode())
        for label in ("first", "again"):
            started = time.perf_counter()
            assert home.take_in().is_well
            took = time.perf_counter() - started
            print(f"{label}: {number} files in {took:.1f} s, {number / took:.0f} a s")


def _log(file: int) -> str:
    """Five lines of the eight minutes that a file holds."""
    at = FIRST + datetime.timedelta(minutes=8 * file)
    return "".join(
        LINE.format(
            host=(file + line) % 250 + 1,
            at=at + datetime.timedelta(minutes=line),
            page=line * file % 40,
        )
        for line in range(LINES)
    )
