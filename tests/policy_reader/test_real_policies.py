"""The reader against the two policies of the example and five published ones."""

import datetime
from collections import Counter

import pytest

from privacy.policy import read_policy
from privacy.policy_reader import new_policy, policy_rows, propose, read
from tests.bench.bench_reader import SHARED, measure, place_of, samples, seeds

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
    result = sum(n for key, n in counts.items() if key[0] == "found")
    assert sum(n for key, n in counts.items() if key[0] == "truths") == 171
    assert result >= 171 * 9 / 10
    assert counts["found with a number"] == counts["truths with a number"] == 3


def test_a_company_of_its_own_gets_nine_of_ten_of_the_examples_promises(tmp_path):
    """What `new` and the acceptance of every proposal write."""
    first = datetime.date(2026, 1, 1)
    got = 0
    for name, (path, truths) in seeds().items():
        file = new_policy(tmp_path, name, name, "privacy")
        document = read(path.read_bytes(), path.name)
        rows = policy_rows(document, propose(document), [], first, "X", {})
        file.with_name("read.toml").write_text(rows.text, encoding="utf-8")
        promises = read_policy(tmp_path / name).table("promise")
        got += sum(any(is_of(row, truth) for row in promises) for truth in truths)
    assert got >= 171 * 9 / 10


def is_of(row, truth) -> bool:
    """Whether a written promise has the sentence of a truth and names its check."""
    quotes = (row["quote"], truth.quote)
    is_quoted = place_of(*quotes) or place_of(*reversed(quotes))
    is_checked = not truth.checks or truth.checks & set(row["checks"] or ())
    return bool(is_quoted and is_checked)


def test_nine_of_ten_measurable_statements_of_published_policies_are_found():
    counts = counts_of(samples())
    assert counts["found measurable"] >= 0.9 * counts["measurable"]
    assert counts["found with a number"] == counts["truths with a number"]
    assert counts["right"] >= 0.85 * (counts["right"] + counts["wrong"])
