"""How long pages take in Chromium: the first after the server's start, and each other.

The example, made anew, or the installation that BENCH_DATA names. The first page is
from the address to all it says in a browser just opened, on a server just started and
on one that runs. Another page is from the click in the menu to all it says, and what
the server's processor does meanwhile, which other work on the machine changes less.
Medians of three, or of as many as BENCH_RUNS says; BENCH_ROLES names some roles alone.
"""

import contextlib
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from privacy.contracts.roles import Role
from privacy.display.menu import address_of, pages_of
from privacy.wording import say
from tests.bench.bench_scale import processor_of, server_of
from tests.browser.served import Visitor, a_browser, make_example, served

RUNS = int(os.environ.get("BENCH_RUNS", "3"))
ROLES = [Role(name) for name in os.environ.get("BENCH_ROLES", "").split()] or [*Role]
FIRST_SECONDS, PAGE_SECONDS = 1.5, 0.5
MOST_NAMED = 5
ORGANISATION = "claims-link"
WIDTH, HEIGHT = 1440, 900


def main() -> None:
    """Print the medians against the bars, and which pages were over."""
    with installation() as data, a_browser() as browser:
        cold = first_pages(data, browser)
        report("first page, server just started", cold, FIRST_SECONDS)
        over, processor = [], {}
        with served(data) as address:
            server = server_of(data)
            warm = [visited(browser, address) for _ in range(RUNS + 1)][1:]
            report("first page, server running", warm, FIRST_SECONDS)
            for role in ROLES:
                for name, visits in followed(browser, address, role, server).items():
                    named = f"{role}: {address_of(name)}"
                    over += report(named, [wall for wall, _ in visits], PAGE_SECONDS)
                    processor[named] = statistics.median(spent for _, spent in visits)
        print(f"over the bar: {', '.join(over) or 'none'}")
        most = sorted(processor, key=lambda named: -processor[named])[:MOST_NAMED]
        for named in most:
            print(f"  {named:32} {processor[named]:5.2f} s of the server's processor")


@contextlib.contextmanager
def installation() -> Iterator[Path]:
    """The data that is served."""
    if named := os.environ.get("BENCH_DATA"):
        yield Path(named)
        return
    with tempfile.TemporaryDirectory() as folder:
        make_example(Path(folder) / "data", scale=1)
        yield Path(folder) / "data"


def report(name: str, taken: list[float], bar: float) -> list[str]:
    """Print one median beside its bar; return its name when it is over."""
    median = statistics.median(taken)
    verdict = "within" if median < bar else "OVER"
    spread = f"({min(taken):.2f}–{max(taken):.2f})"
    print(f"  {name:32} {median:5.2f} s {spread} {verdict} {bar:.1f} s", flush=True)
    return [] if median < bar else [name]


def first_pages(data: Path, browser: object) -> list[float]:
    """Seconds from the address to the overview, on servers that just started."""
    taken = []
    for _ in range(RUNS):
        with served(data) as address:
            taken.append(visited(browser, address))
    return taken


def visited(browser: object, address: str) -> float:
    """Seconds from the address to the overview, in a browser just opened."""
    with a_tab(browser, address) as visitor:
        began = time.perf_counter()
        visitor.visit("overview", **{"as": str(Role.DPO), "org": ORGANISATION})
        return time.perf_counter() - began


def followed(
    browser: object, address: str, role: Role, server: Path
) -> dict[str, list[tuple[float, float]]]:
    """Seconds, and the server's, from the click in the menu to all that a page says.

    What the server has answered before it remembers: the first round is not counted.
    """
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in pages_of(role)}
    titles = pages_of(role)
    with a_tab(browser, address) as visitor:
        visitor.visit("guide", **{"as": str(role), "org": ORGANISATION})
        for name, title in [*titles.items()] * (RUNS + 1):
            began, before = time.perf_counter(), processor_of(server)
            visitor.follow(say(title, "sv"))
            wall = time.perf_counter() - began
            taken[name].append((wall, processor_of(server) - before))
    return {name: seconds[1:] for name, seconds in taken.items()}


@contextlib.contextmanager
def a_tab(browser: object, address: str) -> Iterator[Visitor]:
    """A tab of a browser that has fetched nothing yet."""
    context = browser.new_context(
        locale="sv-SE", viewport={"width": WIDTH, "height": HEIGHT}
    )
    yield Visitor(context.new_page(), address)
    context.close()
