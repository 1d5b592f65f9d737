"""How many small faults the tests see: mutants drawn with a seed, survivors named.

Twelve of seed 1, two of each area, or as BENCH_MUTANTS and BENCH_SEED say.
"""

import os

from tests import mutants

COUNT = os.environ.get("BENCH_MUTANTS", "12")
SEED = os.environ.get("BENCH_SEED", "1")


def main() -> None:
    """Print each mutant and whether a test failed on it."""
    mutants.main(["--count", COUNT, "--seed", SEED])
