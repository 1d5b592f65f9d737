"""How long it takes to protect and audit a large table, against the limit."""

import itertools
import random
import statistics
import time

from privacy.suppression import Cell, Rule, SafeTable, Table, audit, protect

LIMIT_SECONDS = 5.0
RUNS = 3


def dense_table(rows: int = 36, columns: int = 200, small: float = 0.1) -> Table:
    """A table of calls by two dimensions with totals; a share of the cells is small."""
    chance = random.Random(1)
    numbers: dict[tuple[str, str], int] = {}
    for row, column in itertools.product(range(rows), range(columns)):
        is_small = chance.random() < small
        value = chance.randint(1, 4) if is_small else chance.randint(5, 60)
        for at in itertools.product((f"{row:02}", "*"), (f"{column:03}", "*")):
            numbers[at] = numbers.get(at, 0) + value
    cells = tuple(Cell(at, value, value) for at, value in sorted(numbers.items()))
    return Table("calls", "calls", ("queue", "page"), cells)


def seconds_of(act, *request) -> tuple[float, object]:
    began = time.perf_counter()
    answer = act(*request)
    return time.perf_counter() - began, answer


def main() -> None:
    """Print medians of three runs."""
    table, rule = dense_table(), Rule(persons=5)
    protecting, auditing = [], []
    for _ in range(RUNS):
        took, protected = seconds_of(protect, [table], rule)
        protecting.append(took)
        [safe] = protected.tables
        took, _ = seconds_of(audit, [SafeTable(table, safe.withheld)], rule)
        auditing.append(took)
    both = statistics.median(protecting)
    print(
        f"36 x 200, 10 % small: protect with its audit {both:.2f} s, "
        f"audit alone {statistics.median(auditing):.2f} s, "
        f"primary {safe.primary}, secondary {safe.secondary}"
    )
    print(f"ratio to the limit of {LIMIT_SECONDS:.0f} s: {both / LIMIT_SECONDS:.2f}")
