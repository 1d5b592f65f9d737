"""A real Dask scheduler and workers on this machine, for tests and benchmarks."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

WAIT_SECONDS = 60
_ROOT = Path(__file__).parent.parent.parent


@contextlib.contextmanager
def a_cluster(size: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its workers of one thread each."""
    from distributed import Client

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    with contextlib.ExitStack() as running:
        scheduler = ("scheduler", "--host", "127.0.0.1", "--port", port)
        running.enter_context(_a_process(*scheduler))
        worker = ("worker", address, "--nthreads", "1")
        workers = [running.enter_context(_a_process(*worker)) for _ in range(size)]
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                with Client(address, timeout=2) as client:
                    client.wait_for_workers(size, timeout=WAIT_SECONDS)
                break
            except OSError:
                assert time.monotonic() < deadline, "no scheduler answers"
        yield address, workers


@contextlib.contextmanager
def _a_process(kind: str, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [
            sys.executable, "-m", f"distributed.cli.dask_{kind}", *words,
            "--no-dashboard",
        ],
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()
