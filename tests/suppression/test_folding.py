"""Rare words and pages become one, which nobody can take apart again."""

from hypothesis import given
from hypothesis import strategies as st
from suppression.attacker import cube
from suppression.samples import table_of

from privacy.suppression import OTHERS, Rule, Word, fold_dimension, fold_rare, protect

RULE = Rule(persons=10)


def fold(*words, **more):
    return fold_rare([Word(*word) for word in words], RULE, **more)


def test_a_word_of_many_networks_is_shown():
    assert fold(("gallring", 40, 12)) == [Word("gallring", 40, 12)]


def test_rare_words_become_one_of_at_least_three():
    result = fold(("a", 40, 30), ("b", 30, 20), ("c", 30, 12), ("d", 3, 2), ("e", 2, 1))
    assert result == [Word("a", 40, 30), Word("b", 30, 20), Word(OTHERS, 35, 12)]


def test_the_smallest_shown_word_moves_in_until_the_rest_is_large_enough():
    result = fold(("a", 40, 30), ("b", 30, 20), ("c", 20, 15), ("d", 3, 2))
    assert [word.word for word in result] == ["a", OTHERS]
    assert result[-1].persons == 20


def test_three_rare_words_of_few_networks_take_a_shown_one_with_them():
    result = fold(("a", 40, 30), ("b", 9, 4), ("c", 9, 4), ("d", 9, 4))
    assert [word.word for word in result] == [OTHERS]


def test_networks_counted_together_count_instead():
    rare = [("b", 9, 4), ("c", 9, 4), ("d", 9, 4)]
    result = fold(("a", 40, 30), *rare, together=lambda words: 4 * len(words))
    assert result == [Word("a", 40, 30), Word(OTHERS, 27, 12)]


def test_a_count_together_is_never_less_than_the_greatest_of_its_words():
    rare = [("b", 9, 4), ("c", 19, 9), ("d", 9, 4)]
    result = fold(("a", 40, 30), ("e", 30, 12), *rare, together=lambda words: 3)
    assert result == [Word("a", 40, 30), Word(OTHERS, 67, 12)]


def test_a_rest_of_exactly_enough_persons_and_words_takes_no_other_with_it():
    rare = [("b", 9, 4), ("c", 9, 4), ("d", 9, 4)]
    result = fold(("a", 40, 30), ("e", 30, 12), *rare, together=lambda words: 10)
    assert [word.word for word in result] == ["a", "e", OTHERS]
    result = fold(("a", 40, 30), ("e", 30, 12), *rare, together=lambda words: 9)
    assert [word.word for word in result] == ["a", OTHERS]


def test_a_word_of_exactly_enough_networks_and_events_is_shown():
    assert fold(("a", 10, 10)) == [Word("a", 10, 10)]
    assert fold(("a", 9, 10)) == [Word(OTHERS, 9, 10)]
    assert fold(("a", 10, 9)) == [Word(OTHERS, 10, 9)]


def test_a_page_of_which_searches_can_be_subtracted_is_among_the_rest():
    """Nobody counts behind it, so the rest rests on enough without it."""
    one_is_enough = Rule(persons=10, words=1)
    pages = [Word("/", 90, 40), Word("/kontakt", 30, 12), Word("/sok", 105, 0)]
    result = fold_rare(pages, one_is_enough)
    assert result == [Word("/", 90, 40), Word(OTHERS, 135, 12)]


def test_ties_stand_in_the_order_of_the_alphabet():
    result = fold(("b", 20, 12), ("a", 20, 12), ("c", 30, 12))
    assert [word.word for word in result] == ["a", "b", "c"]


def test_words_that_read_like_a_total_or_the_rest_are_never_shown():
    result = fold(("*", 50, 40), (OTHERS, 50, 40), ("a", 50, 30), ("b", 20, 12))
    assert "*" not in {word.word for word in result}
    assert sum(word.word == OTHERS for word in result) == 1


def test_no_words_give_no_rest():
    assert fold() == []


def test_a_page_of_twenty_views_by_one_network_is_folded():
    result = fold(("/a", 90, 40), ("/b", 80, 30), ("/c", 70, 25), ("/d", 20, 1))
    assert [word.word for word in result] == ["/a", OTHERS]


WORDS = st.dictionaries(
    st.text("abcdef*", min_size=1, max_size=3),
    st.tuples(st.integers(1, 50), st.integers(1, 30)),
    max_size=20,
)


@given(WORDS)
def test_nothing_is_lost_and_the_rest_is_enough_or_everything(counts):
    words = [Word(w, v, min(v, p)) for w, (v, p) in counts.items()]
    result = fold_rare(words, RULE)
    assert sum(w.value for w in result) == sum(w.value for w in words)
    shown = {w.word for w in result} - {OTHERS}
    folded = [w for w in words if w.word not in shown]
    assert all(w.persons >= 10 for w in words if w.word in shown)
    if folded and shown:
        assert len(folded) >= 3
        assert result[-1].persons >= 10


@given(WORDS)
def test_folded_words_pass_the_audit(counts):
    words = [Word(w, v, min(v, p)) for w, (v, p) in counts.items()]
    result = fold_rare(words, RULE)
    cells = {(w.word,): w.value for w in result}
    if cells:
        cells["*",] = sum(cells.values())
        persons = {(w.word,): w.persons for w in result}
        assert protect([table_of(cells, persons=persons)], RULE).certificate.passed


def test_a_dimension_folds_alike_in_every_row():
    numbers = [20, 30, 2, 3, 1, 25, 35, 1, 4, 2]
    table = table_of(cube((2, 5), numbers), dimensions=("month", "page"))
    folded = fold_dimension(table, "page", RULE)
    pages = {cell.at[1] for cell in folded.cells}
    assert pages == {"b01", "*", OTHERS}
    assert all(
        sum(c.value for c in folded.cells if c.at[0] == month and c.at[1] != "*")
        == next(c.value for c in folded.cells if c.at == (month, "*"))
        for month in ("a00", "a01", "*")
    )


def test_persons_and_agents_of_a_folded_cell_are_those_of_its_greatest():
    cells = cube((2, 5), [20, 30, 2, 3, 1, 25, 35, 1, 4, 2])
    agents = {at: 4 for at in cells} | {("a00", "b02"): 7, ("a00", "b03"): None}
    persons = {at: value for at, value in cells.items()} | {("a00", "b02"): 6}
    table = table_of(cells, dimensions=("month", "page"), agents=agents,
                     persons=persons)  # fmt: skip
    folded = {cell.at: cell for cell in fold_dimension(table, "page", RULE).cells}
    rest = folded["a00", OTHERS]
    # b00 goes with the rare pages b02 to b04, which alone would be too few.
    assert (rest.value, rest.persons, rest.agents) == (26, 20, 7)
    assert folded["a00", "*"].persons == cells["a00", "*"]


def test_agents_of_a_folded_cell_are_unknown_only_where_nobody_took_part():
    cells = cube((5,), [40, 30, 2, 3, 1])
    table = table_of(cells, agents=dict.fromkeys(cells))
    assert {cell.agents for cell in fold_dimension(table, "a", RULE).cells} == {None}
