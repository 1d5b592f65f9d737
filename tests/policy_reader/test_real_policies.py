"""The reader against the two policies of the example and five published ones."""

from collections import Counter

import pytest

from tests.bench.bench_reader import SHARED, measure, samples, seeds

pytestmark = pytest.mark.skipif(
    not (SHARED / "promises.csv").is_file(), reason="../shared is not there"
)


def counts_of(texts) -> Counter:
    whole: Counter = Counter()
    for path, truths in texts.values():
        whole.update(measure(path, truths))
    return whole


def test_nine_of_ten_promises_of_the_example_are_proposed():
    counts = counts_of(seeds())
    found = sum(n for key, n in counts.items() if key[0] == "found")
    assert sum(n for key, n in counts.items() if key[0] == "truths") == 171
    assert found >= 171 * 9 / 10
    assert counts["found with a number"] == counts["truths with a number"] == 3


def test_nine_of_ten_measurable_statements_of_published_policies_are_found():
    counts = counts_of(samples())
    assert counts["found measurable"] >= 0.9 * counts["measurable"]
    assert counts["found with a number"] == counts["truths with a number"]
    assert counts["right"] >= 0.85 * (counts["right"] + counts["wrong"])
