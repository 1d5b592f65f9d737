"""How long 100,000 requests take to be answered, every column and every reason."""

import datetime
import statistics
import time

from tests.requests.asking import Office
from tests.requests.random_requests import random_requests

REQUESTS = 100_000
LIMIT_SECONDS = 2.0
AS_OF = datetime.date(2026, 11, 23)


def main() -> None:
    """Print the median of three against the limit."""
    office = Office("claims-link", random_requests(REQUESTS))
    taken = []
    for _ in range(3):
        started = time.perf_counter()
        answers = office.ask("dpo/requests", as_of=AS_OF, language="sv")
        taken.append(time.perf_counter() - started)
        assert len(answers) == REQUESTS
    median = statistics.median(taken)
    verdict = "within" if median < LIMIT_SECONDS else "OVER"
    print(
        f"{REQUESTS:,} requests answered in {median:.2f} s "
        f"({min(taken):.2f}–{max(taken):.2f}), {verdict} the limit of {LIMIT_SECONDS} s"
    )
