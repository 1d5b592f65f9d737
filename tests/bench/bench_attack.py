"""Attacks two thousand random months with all that is released of them.

Also how many cells are withheld to protect others in the published tables, beside the
published patterns.
"""

import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

MONTHS = 2000
TESTS = Path(__file__).parent.parent


def attacked(seed: int) -> tuple[Counter, list]:
    """What a month of calls and one of a site withhold, and what is found in them."""
    sys.path.insert(0, str(TESTS))
    from releases.attack_months import attack_month, attack_site

    (calls, result), (site, more) = attack_month(seed), attack_site(seed)
    return calls + site, result + more


def main() -> None:
    """Print what was withheld, what was found, and the pattern of each table."""
    began = time.perf_counter()
    counted, result = Counter(), Counter()
    with ProcessPoolExecutor(max_workers=2) as executor:
        for own, wrong in executor.map(attacked, range(MONTHS), chunksize=20):
            counted += own
            result += Counter(what for what, _ in wrong)
    print(
        f"{MONTHS} months of calls and of a site, "
        f"{counted['withheld']} figures withheld, {counted['refused']} tables refused; "
        f"found: {dict(result) or 'nothing'}; "
        f"{time.perf_counter() - began:.0f} s"
    )
    print_patterns()


def print_patterns() -> None:
    """Print the cells withheld for others in the published tables: ours and theirs."""
    sys.path.insert(0, str(TESTS))
    from suppression.test_oracles import FILES, ours

    patterns = [
        (file.stem, protected.tables[0].secondary, there)
        for file in FILES
        for protected, there in [ours(file)]
    ]
    print(
        f"{len(FILES)} published tables: second cells ours "
        f"{sum(mine for _, mine, _ in patterns)}, "
        f"published {sum(there for *_, there in patterns)}; more than published: "
        f"{[stem for stem, mine, there in patterns if mine > there] or 'none'}"
    )
