"""Two versions of a release, held against each other, tell nothing more."""

from suppression.attacker import cube
from suppression.samples import table_of

from privacy.suppression import Rule, SafeTable, may_correct, protect

RULE = Rule(persons=5)
NUMBERS = [20, 30, 25, 40, 35, 45]


def release(numbers, **more):
    return protect([table_of(cube((2, 3), numbers), **more)], RULE).tables


def test_three_late_calls_are_too_few_to_correct_a_release():
    late = [23, *NUMBERS[1:]]
    assert may_correct(release(NUMBERS), release(late), RULE)


def test_a_correction_by_many_persons_is_allowed():
    late = [27, *NUMBERS[1:]]
    assert may_correct(release(NUMBERS), release(late), RULE) is None


def test_many_late_calls_of_few_persons_are_refused():
    late = cube((2, 3), [60, *NUMBERS[1:]])
    before = cube((2, 3), NUMBERS)
    few = protect([table_of(late, persons={at: before[at] + 2 for at in late})], RULE)
    assert may_correct(release(NUMBERS), few.tables, RULE)


def test_persons_counted_behind_a_change_count_instead():
    late = cube((2, 3), [27, *NUMBERS[1:]])
    changed = {("calls", at): 2 for at in late}
    assert may_correct(release(NUMBERS), release([27, *NUMBERS[1:]]), RULE, changed)


def test_a_release_without_change_may_be_made_again():
    assert may_correct(release(NUMBERS), release(NUMBERS), RULE) is None


def test_an_erasure_of_one_person_waits():
    fewer = [19, *NUMBERS[1:]]
    assert may_correct(release(NUMBERS), release(fewer), RULE)


def test_adding_here_and_taking_there_is_refused():
    other = [27, 23, *NUMBERS[2:]]
    assert may_correct(release(NUMBERS), release(other), RULE)


def test_a_cell_that_grows_out_of_hiding_does_not_uncover_its_past():
    """Shown later, its change is known from the totals, and so is what it was."""
    before = table_of({("x",): 4, ("y",): 30, ("z",): 20, ("*",): 54})
    after = table_of({("x",): 14, ("y",): 30, ("z",): 20, ("*",): 64})
    earlier = SafeTable(before, {("x",): "persons", ("z",): "secondary"})
    # z + x were 24; now z is seen to be 20, and z never shrinks: x was 4 to 14.
    assert may_correct([earlier], [SafeTable(after)], RULE) is None
    lonely = SafeTable(before, {("x",): "persons"})
    assert may_correct([lonely], [SafeTable(after)], RULE)


def test_other_tables_are_no_correction():
    other = release(NUMBERS, name="visits")
    assert may_correct(release(NUMBERS), other, RULE)
