"""Calls without id, number and length, in exports that tell of the same second."""

import pytest

from privacy.imports.comparing import Finding

HEAD = "started_at,direction,queue,agent,is_answered\n"
AT = "2026-10-05 10:00:00"


def calls(*ends, first=HEAD):
    """One row a second from 10:00:00, each ending as said."""
    rows = (f"2026-10-05 10:{n // 60:02}:{n % 60:02},in,{end}\n" for n, end in ends)
    return (first + "".join(rows)).encode()


def hour(queue, seconds=range(60)):
    return [(second, f"{queue},,ja") for second in seconds]


def read(home, *exports):
    """Rows accepted, duplicate, and the kinds of findings, of each export."""
    result = []
    for number, content in enumerate(exports):
        (file,) = home.read_in(home.put(f"telephone/{number}.csv", content))
        kinds = [finding.kind for finding in file.findings]
        result.append((file.accepted, file.duplicate, kinds))
    return result


@pytest.mark.parametrize(
    "other",
    ["B,,ja", "A,,nej", "A,201,ja", "A,,", ",,ja"],
    ids=["queue", "outcome", "agent", "unknown outcome", "no queue"],
)
def test_two_calls_of_one_second_that_differ_are_two_in_whatever_exports(home, other):
    one, two = calls((0, "A,,ja")), calls((0, other))
    assert read(home, one, two) == [(1, 0, []), (1, 0, [])]


def test_two_directions_of_one_second_are_two_calls(home):
    one = calls((0, "A,,ja"))
    assert read(home, one, one.replace(b",in,", b",out,")) == [(1, 0, []), (1, 0, [])]


def test_the_calls_of_an_export_that_goes_on_later_count_once(home):
    first, longer = calls(*hour("A")), calls(*hour("A", range(90)))
    assert read(home, first, longer) == [(60, 0, []), (30, 60, [])]


def test_exports_in_another_order_of_rows_hold_the_same_calls(home):
    pair = [(0, "A,,ja"), (0, "B,,ja"), (0, "A,,ja")]
    one, two = calls(*pair), calls(*reversed(pair))
    assert read(home, one, two) == [(3, 0, []), (0, 3, [])]


def test_two_calls_that_end_alike_in_one_second_are_two_in_one_export(home):
    assert read(home, calls((0, "A,,ja"), (0, "A,,ja"))) == [(2, 0, [])]


def test_a_few_calls_that_another_export_seems_to_have_are_named(home):
    even, odd = hour("A", range(0, 60, 2)), hour("A", range(1, 60, 2))
    result = read(home, calls(*even), calls((0, "A,,ja"), *odd))
    assert result == [(30, 0, []), (30, 1, ["unsure_calls"])]
    assert "1 of its calls have no id" in str(Finding("f", "unsure_calls", 1))


@pytest.mark.parametrize(
    "row", ["0701740605,0771123456,,", ",,12,40", "0701740605,201,0,0"]
)
def test_a_call_with_both_numbers_or_a_talk_is_the_same_whatever_else_is_told(
    home, row
):
    head = "started_at,direction,from_number,to_number,wait_seconds,talk_seconds,queue,"
    head += "is_answered\n"
    one, two = (f"{head}{AT},in,{row},{queue},ja\n".encode() for queue in "AB")
    assert read(home, one, two) == [(1, 0, []), (0, 1, [])]


@pytest.mark.parametrize("numbers", [",", "0701740605,", ",0771123456"])
@pytest.mark.parametrize("lengths", [",", "30,", "30,0", "0,0"])
def test_two_missed_calls_of_a_second_in_two_queues_are_two(home, numbers, lengths):
    head = "started_at,direction,from_number,to_number,wait_seconds,talk_seconds,queue,"
    head += "is_answered\n"
    row = f"{AT},in,{numbers},{lengths}"
    one, two = (f"{head}{row},{queue},nej\n".encode() for queue in "AB")
    assert read(home, one, two) == [(1, 0, []), (1, 0, [])]


def test_read_together_they_are_as_read_in_turn(home):
    for name, queue in [("a", "A"), ("b", "B"), ("c", "A")]:
        home.put(f"telephone/{name}.csv", calls((0, f"{queue},,ja"), *hour(name)[1:]))
    files = {file.file: (file.accepted, file.duplicate) for file in home.read_in()}
    assert files == {"a.csv": (60, 0), "b.csv": (60, 0), "c.csv": (59, 1)}
