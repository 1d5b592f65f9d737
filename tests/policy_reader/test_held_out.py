"""What the reader learnt from sentences in other words, it still knows."""

import pytest
from policy_reader.held_out import SETS, measure


@pytest.mark.parametrize("name", sorted(SETS))
def test_nine_of_ten_sentences_in_other_words_are_found_with_every_number(name):
    counts = measure(SETS[name])
    sought = len(counts["found"]) + len(counts["missed"])
    proposed = len(counts["right"]) + len(counts["wrong"])
    is_policy = any("head" in line for line in SETS[name])  # twenty lines or more
    assert sought > (20 if is_policy else 60)
    assert len(counts["found"]) >= 0.9 * sought, counts["missed"]
    assert len(counts["right"]) >= 0.85 * proposed, counts["wrong"]
