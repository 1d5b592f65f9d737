"""How long fifty people wait who move through the pages, alone and beside an import.

Each connects as Streamlit's own script does, opens a page of its role, and after about
five seconds the next. BENCH_USERS and BENCH_SECONDS change how many and how long.
"""

import asyncio
import os
import random
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from privacy.contracts.roles import Role
from privacy.display.frame import pages_of
from tests.browser.served import ROOT, command, make_example, served

USERS = int(os.environ.get("BENCH_USERS", "50"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "60"))
THINK = 5.0
BAR = 0.3
"""Seconds that 95 of 100 runs of a page take at most; beside an import half more."""
ROLES = [Role.MANAGER] * 6 + [Role.ANALYST] * 3 + [Role.DPO]
"""Of ten people: a privacy officer's dashboard is looked at by many, run by few."""


@dataclass
class Waited:
    """Seconds that pages took to run; what went wrong."""

    first: list[float] = field(default_factory=list)
    runs: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def line_of(self, title: str) -> None:
        """Print the median, the 95th percentile and the bar."""
        middle, late = statistics.median(self.runs), percentile(self.runs, 95)
        verdict = "within" if late <= BAR else "OVER"
        print(
            f"  {title:24} {len(self.runs):5} runs, median {middle:.3f} s, 95th "
            f"{late:.3f} s, {verdict} the bar of {BAR}; first page "
            f"{statistics.median(self.first):.2f} s; {len(self.failed)} failed",
            flush=True,
        )


def main() -> None:
    """Print what people wait for on the example, then beside an import of its files."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        make_example(data, scale=1)
        with served(data) as address:
            asyncio.run(visit(address, Waited(), 20))  # every answer asked once
            before, alone = memory_of(data), Waited()
            asyncio.run(visit(address, alone, SECONDS))
            alone.told("fifty people" if USERS == 50 else f"{USERS} people")
            grown = memory_of(data) - before
            print(f"  {before} MB, {grown / USERS:.1f} MB more for each of {USERS}")
            beside = Waited()
            import_again(data)
            importing = subprocess.Popen(
                command("import", "--data", str(data)),
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
            )
            asyncio.run(visit(address, beside, SECONDS, importing))
            importing.wait()
            beside.told("beside an import")
        slower = percentile(beside.runs, 95) / percentile(alone.runs, 95)
        print(f"  95th beside an import: {slower:.2f} times as long (bar 1.5)")


def import_again(data: Path) -> None:
    """Forget what was read of every export, so that an import reads all anew."""
    for rows in data.glob("*/build/rows"):
        shutil.rmtree(rows)


async def visit(
    address: str,
    waited: Waited,
    seconds: float,
    until_done: subprocess.Popen[bytes] | None = None,
) -> None:
    """Let everybody move through the pages for so long, or until a process ends."""
    ends = time.monotonic() + seconds

    def is_over() -> bool:
        if until_done is not None:
            return until_done.poll() is not None
        return time.monotonic() > ends

    people = [move(address, number, waited, is_over) for number in range(USERS)]
    await asyncio.gather(*people)


async def move(
    address: str, number: int, waited: Waited, is_over: Callable[[], bool]
) -> None:
    """One person's way: a page, a while, another page."""
    chance = random.Random(number)
    role = ROLES[number % len(ROLES)]
    organisation = ("claims-link", "insuresec")[number % 2]
    pages = [name.split("/")[1] for name in pages_of(role)]
    query = f"as={role}&org={organisation}&lang=sv"
    await asyncio.sleep(chance.uniform(0, THINK))
    url = f"ws{address.removeprefix('http')}/_stcore/stream"
    async with connect(
        url, subprotocols=[Subprotocol("streamlit")], max_size=None, proxy=None
    ) as opened:
        is_first = True
        while not is_over():
            began = time.monotonic()
            try:
                await run(opened, chance.choice(pages), query)
            except (AssertionError, TimeoutError, OSError) as error:
                waited.failed.append(repr(error))
                return
            (waited.first if is_first else waited.runs).append(time.monotonic() - began)
            is_first = False
            await asyncio.sleep(chance.expovariate(1 / THINK))


async def run(opened: ClientConnection, page: str, query: str) -> None:
    """Ask for a page, and wait until its script has said all it says."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    await opened.send(message.SerializeToString())
    while True:
        frame = await asyncio.wait_for(opened.recv(), 60)
        output = ForwardMsg()
        output.ParseFromString(frame if isinstance(frame, bytes) else frame.encode())
        kind = output.WhichOneof("type")
        if kind == "delta" and output.delta.new_element.HasField("exception"):
            raise AssertionError(page)
        if (
            kind == "script_finished"
            and output.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        ):
            return


def percentile(seconds: list[float], part: int) -> float:
    """So many of a hundred took at most so long."""
    return statistics.quantiles(seconds, n=100)[part - 1]


def memory_of(data: Path) -> int:
    """Resident megabytes of the server of a data folder."""
    for folder in Path("/proc").glob("[0-9]*"):
        words = (folder / "cmdline").read_bytes().decode().split("\0")
        if "serve" in words and str(data) in words:
            kilobytes = (folder / "status").read_text().split("VmRSS:")[1].split()[0]
            return int(kilobytes) >> 10
    raise LookupError("the server is not running")
