"""What the reader learnt from sentences in other words, it still knows."""

import pytest
from policy_reader.held_out import SENTENCES, measure


@pytest.mark.parametrize("name", sorted({str(row["set"]) for row in SENTENCES}))
def test_nine_of_ten_sentences_in_other_words_are_found_with_every_number(name):
    counts = measure([row for row in SENTENCES if row["set"] == name])
    sought = len(counts["found"]) + len(counts["missed"])
    proposed = len(counts["right"]) + len(counts["wrong"])
    assert sought > 60
    assert len(counts["found"]) >= 0.9 * sought, counts["missed"]
    assert len(counts["right"]) >= 0.85 * proposed, counts["wrong"]
