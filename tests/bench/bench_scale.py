"""What the officer's pages cost the server, as records grow a thousandfold.

Organisations of 1,000 to 1,000,000 records, a tenth of that in requests. Processor and
wall seconds of a server just started: each page the first time, then the median of the
next visits, then memory, and memory again when the engine has given back what is free.
BENCH_SCALE names a folder that holds, or keeps, what is made.
"""

import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path

from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from privacy.contracts.roles import Role
from tests.bench.bench_users import run
from tests.bench.made_scale import ORGANISATION, make_scale
from tests.browser.served import served

SIZES = tuple(
    int(size)
    for size in os.environ.get("BENCH_SIZES", "1000 10000 100000 1000000").split()
)
PAGES = ("overview", "requests", "gallring")
AGAIN = 5
REST = 5
"""Seconds after which memory is looked at again."""
_QUERY = f"as={Role.DPO}&org={ORGANISATION}&lang=sv"
_TICKS = os.sysconf("SC_CLK_TCK")

Costs = dict[str, tuple[float, float]]
"""Processor and wall seconds of each visit, by its name."""


def main() -> None:
    """Print each visit at each size, beside how many times the smallest it costs."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(os.environ.get("BENCH_SCALE", made))
        first: Costs = {}
        for size in SIZES:
            data = folder / str(size)
            if not data.exists():
                make_scale(data, size)
            costs, megabytes = measure(data)
            first = first or costs
            at_once, at_rest = megabytes
            print(
                f"{size:,} records, {size // 10:,} requests: {at_once} MB, "
                f"{at_rest} MB after {REST} s"
            )
            for name, (processor, wall) in costs.items():
                times = wall / first[name][1]
                print(
                    f"  {name:16} {processor:6.2f} s of the processor, {wall:6.3f} s, "
                    f"{times:.1f} times the smallest",
                    flush=True,
                )


def measure(data: Path) -> tuple[Costs, tuple[int, int]]:
    """What visits cost a server just started, and its resident megabytes after them.

    At once and at rest.
    """
    with served(data) as address:
        process = server_of(data)
        costs = asyncio.run(_visit(address, process))
        at_once = memory_of(process)
        time.sleep(REST)
        return costs, (at_once, memory_of(process))


async def _visit(address: str, process: Path) -> Costs:
    costs: Costs = {}
    url = f"ws{address.removeprefix('http')}/_stcore/stream"
    async with connect(
        url, subprotocols=[Subprotocol("streamlit")], max_size=None, proxy=None
    ) as opened:
        for page in PAGES:
            taken = []
            for _ in range(1 + AGAIN):
                before, began = processor_of(process), time.perf_counter()
                await run(opened, page, _QUERY)
                wall = time.perf_counter() - began
                taken.append((processor_of(process) - before, wall))
            costs[f"{page}, first"] = taken[0]
            processor, wall = (
                statistics.median(part) for part in zip(*taken[1:], strict=True)
            )
            costs[f"{page}, again"] = (processor, wall)
    return costs


def server_of(data: Path) -> Path:
    """Where Linux tells of the process that serves a data folder."""
    for folder in Path("/proc").glob("[0-9]*"):
        words = (folder / "cmdline").read_bytes().decode().split("\0")
        if "serve" in words and str(data) in words:
            return folder
    raise LookupError("the server is not running")


def processor_of(process: Path) -> float:
    """Seconds of the processor that a process has used."""
    fields = (process / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory_of(process: Path) -> int:
    """Resident megabytes of a process."""
    status = (process / "status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) >> 10
