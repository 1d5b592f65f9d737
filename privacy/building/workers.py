"""Where work is done that many can share: a cluster, processes, or here."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context

from privacy.errors import BadCluster
from privacy.storage.databases import stay_small

Workers = Callable[[int], Executor | None]
"""Gives processes to do that many tasks in, or None."""

_WORTH_PROCESSES = 4
_PATIENCE = "10s"
"""How long a scheduler may take to answer."""


@contextmanager
def open_workers(cluster: str | None) -> Iterator[Workers]:
    """Where tasks are done: a cluster, processes for many, or here for a few.

    Raises BadCluster when the scheduler does not answer.
    """
    with ExitStack() as ends:
        started: list[Executor] = []
        if cluster:
            started.append(ends.enter_context(_cluster(cluster)))

        def workers(tasks: int) -> Executor | None:
            if not started and tasks >= _WORTH_PROCESSES:
                spawn = get_context("spawn")
                pool = ProcessPoolExecutor(
                    os.cpu_count(), mp_context=spawn, initializer=stay_small
                )
                # Who is interrupted waits for no task that has not begun.
                ends.callback(pool.shutdown, cancel_futures=True)
                started.append(pool)
            return started[0] if started else None

        yield workers


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    """The workers of a Dask cluster. Raises BadCluster when it does not answer."""
    try:
        from distributed import Client
    except ImportError:
        raise BadCluster(
            "A cluster needs the package distributed; install it with "
            "`pip install distributed`."
        ) from None
    try:
        client = Client(address, timeout=_PATIENCE)
    except OSError:
        raise BadCluster(
            "No scheduler answers at {address}; start `dask scheduler` there.",
            address=address,
        ) from None
    with client, client.get_executor() as executor:
        yield executor
