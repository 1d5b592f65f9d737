"""Two versions of a release, held against each other, tell nothing more."""

from suppression.attacker import cube
from suppression.samples import table_of

from privacy.suppression import Cell, Rule, SafeTable, Table, may_correct, protect

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


def test_a_change_that_one_person_may_stand_for_is_refused():
    """Six more callers, of whom one may have called 41 times, or at most seven."""
    rule = Rule(persons=5, dominance_percent=20)

    def calls(value, persons):
        cells = (
            Cell(("x",), value, persons, largest=(3, 2)),
            Cell(("y",), 20, 20, largest=(1, 1)),
            Cell(("*",), value + 20, persons + 20, largest=(3, 2)),
        )
        return [SafeTable(Table("calls", "calls", ("queue",), cells))]

    before = calls(100, 60)
    assert may_correct(before, calls(146, 66), rule)
    assert may_correct(before, calls(112, 66), rule) is None


def test_a_release_without_change_may_be_made_again():
    assert may_correct(release(NUMBERS), release(NUMBERS), RULE) is None


def test_an_erasure_of_one_person_waits():
    fewer = [19, *NUMBERS[1:]]
    assert may_correct(release(NUMBERS), release(fewer), RULE)


def test_adding_here_and_taking_there_needs_enough_persons_in_each():
    few, many = ([20 + n, 30 - n, *NUMBERS[2:]] for n in (3, 7))
    assert may_correct(release(NUMBERS), release(few), RULE)
    assert may_correct(release(NUMBERS), release(many), RULE) is None


def test_a_cell_that_grows_out_of_hiding_does_not_uncover_its_past():
    """Shown later, its change is known from the totals, and so is what it was."""
    before = table_of({("x",): 4, ("y",): 30, ("z",): 20, ("*",): 54})
    after = table_of({("x",): 14, ("y",): 30, ("z",): 20, ("*",): 64})
    earlier = SafeTable(before, {("x",): "persons", ("z",): "secondary"})
    # z + x were 24; z is seen to be 20 now, and who knows that z did not change
    # knows that x was 4.
    assert may_correct([earlier], [SafeTable(after)], RULE)
    lonely = SafeTable(before, {("x",): "persons"})
    assert may_correct([lonely], [SafeTable(after)], RULE)
    [still] = protect([after], RULE, before=[earlier]).tables
    assert {("x",), ("z",)} <= still.withheld.keys()
    assert may_correct([earlier], [still], RULE) is None


def test_a_small_change_is_withheld_where_enough_changed_with_it():
    """Thirty late calls in four places, and two in another, which are not told."""
    late = table_of(cube((2, 3), [50, 32, 25, 70, 65, 75]))
    earlier = release(NUMBERS)
    corrected = protect([late], RULE, before=earlier).tables
    assert may_correct(earlier, corrected, RULE) is None
    shown = corrected[0].shown()
    assert {("*", "*")} <= shown.keys()
    assert {50, 32} & {v for at, v in shown.items() if "*" not in at} == set()


def test_a_correction_that_withholds_more_than_it_mends_is_refused():
    late = table_of(cube((2, 3), [50, 32, *NUMBERS[2:]]))
    earlier = release(NUMBERS)
    corrected = protect([late], RULE, before=earlier).tables
    assert "more figures" in may_correct(earlier, corrected, RULE)


def test_other_tables_are_no_correction():
    other = release(NUMBERS, name="visits")
    assert may_correct(release(NUMBERS), other, RULE)
