"""Who called: the ways to write a number, withheld and masked ones, extensions."""

import pytest

from tests.imports.calls.reading import read

NAMES = "call_id,started_at,direction,from_number,to_number,is_answered,talk_seconds\n"


def calls(tmp_path, *rows: str, **policy) -> list[dict[str, object]]:
    lines = (
        f"{n},2026-09-01 {n:02}:00:00,{row},true,60\n" for n, row in enumerate(rows)
    )
    result = read(tmp_path / "calls.csv", (NAMES + "".join(lines)).encode(), **policy)
    assert result.counted == (len(rows), len(rows), 0)
    return result.calls


def test_one_number_written_in_many_ways_is_one_caller(tmp_path):
    forms = (
        "070-174 06 05", "+46701740605", "0046701740605", "46701740605",
        "+46 (0)70-1740605", "sip:+46701740605@example.se", "0701740605",
    )  # fmt: skip
    result = calls(tmp_path, *(f"in,{form},9000" for form in forms))
    assert len({call["caller"] for call in result}) == 1
    assert {call["number_kind"] for call in result} == {"full"}


def test_a_number_called_is_the_same_person_as_the_number_calling(tmp_path):
    result = calls(tmp_path, "in,0701740605,9000", "out,4011,+46701740605")
    assert result[0]["caller"] == result[1]["caller"]


@pytest.mark.parametrize(
    "others",
    ["004540000001,+4540000001", "+4640000001,+4540000001", "46123456,0123456"],
)
def test_different_numbers_are_different_callers_and_foreign_ones_join(
    tmp_path, others
):
    first, second = others.split(",")
    result = calls(tmp_path, f"in,{first},9000", f"in,{second},9000")
    are_same = result[0]["caller"] == result[1]["caller"]
    assert are_same == (first == "004540000001")


@pytest.mark.parametrize(
    "word", ["", "anonymous", "Anonymous", "Hemligt nummer", "Okänt", "unavailable",
             "sip:anonymous@anonymous.invalid", "Restricted", "Extern", "Max"],
)  # fmt: skip
def test_a_withheld_number_is_told_as_such(tmp_path, word):
    [call] = calls(tmp_path, f"in,{word},9000")
    assert (call["is_withheld_number"], call["caller"]) == (True, None)
    assert call["number_kind"] == "none"


@pytest.mark.parametrize(
    "number", ["070174xxxx", "+46701740***", "0701740XXX", "4.67017E+10", "4,67E+10"]
)
def test_a_masked_number_is_told_as_such(tmp_path, number):
    [call] = calls(tmp_path, f'in,"{number}",9000')
    assert (call["number_kind"], call["is_withheld_number"]) == ("masked", False)


def test_a_spreadsheet_that_kept_all_digits_masks_none(tmp_path):
    result = calls(tmp_path, "in,4.6701740605E+10,9000", "in,0701740605,9000")
    assert result[0]["caller"] == result[1]["caller"]
    assert result[0]["number_kind"] == "full"


@pytest.mark.parametrize("number", ["46701740605.0", "701740605,0", "0701740605.0"])
def test_a_number_with_nothing_behind_its_point_is_a_whole_number(tmp_path, number):
    result = calls(tmp_path, f'in,"{number}",9000', f"in,{number[:-2]},9000")
    assert result[0]["caller"] == result[1]["caller"]
    assert result[0]["number_kind"] == result[1]["number_kind"]


@pytest.mark.parametrize(
    ("numbers", "direction"),
    [
        ("4011,4012", "internal"), ("4011,0701740605", "out"),
        ("0701740605,4011", "in"),
        (",4011", "in"), ("anonymous,4011", "in"), ("4011,", "internal"),
        ("4.67017E+10,4011", "in"),
    ],
)  # fmt: skip
def test_a_log_without_directions_is_told_by_the_numbers(tmp_path, numbers, direction):
    [call] = calls(tmp_path, f",{numbers}")
    assert call["direction"] == direction


def test_a_log_without_a_column_of_numbers_does_not_say_who_withheld_one(tmp_path):
    rows = "1,2026-09-01 09:00:00,in,true\n2,2026-09-01 10:00:00,out,true\n"
    head = "call_id,started_at,direction,is_answered\n"
    result = read(tmp_path / "calls.csv", (head + rows).encode())
    assert result.only("direction", "caller", "is_withheld_number") == [
        ("in", None, None),
        ("out", None, None),
    ]
    assert {"from_number", "to_number"} <= set(result.taken.lacking)


@pytest.mark.parametrize(
    ("title", "number", "direction"),
    [
        ("from_number", "0701740605", "in"), ("from_number", "4011", None),
        ("from_number", "", None), ("to_number", "4011", None),
        ("to_number", "0701740605", None), ("queue", "växel", None),
    ],
)  # fmt: skip
def test_a_direction_is_not_told_by_numbers_that_a_log_has_no_column_for(
    tmp_path, title, number, direction
):
    head = f"call_id,started_at,direction,{title},is_answered\n"
    rows = f"1,2026-09-01 09:00:00,,{number},true\n"
    result = read(tmp_path / "calls.csv", (head + rows).encode())
    assert [call["direction"] for call in result.calls] == [direction]


def test_a_call_between_extensions_has_no_caller_and_is_not_withheld(tmp_path):
    [call] = calls(tmp_path, "internal,4011,4012")
    assert (call["caller"], call["is_withheld_number"]) == (None, False)
    assert call["number_kind"] == "none"


def test_a_number_that_is_dialled_leads_to_its_queue(tmp_path):
    leads = [
        {"dialled": "084650041", "queue": "skador"},
        {"dialled": "9001", "queue": "växel"},
    ]
    result = calls(
        tmp_path, "in,0701740605,08-465 00 41", "in,0701740605,+4684650041",
        "in,0701740605,9001", "in,0701740605,9002", dialled_queue=leads,
    )  # fmt: skip
    assert [call["queue"] for call in result] == ["skador", "skador", "växel", None]


def test_no_number_is_kept(tmp_path):
    rows = "1,2026-09-01 09:00:00,in,0701740605,9000,true,60\n"
    result = read(tmp_path / "calls.csv", (NAMES + rows).encode())
    assert "1740605" not in result.kept


def test_the_number_of_a_call_is_that_of_its_first_leg(tmp_path):
    rows = (
        "7,2026-09-01 09:00:00,in,anonymous,9000,true,60\n"
        "7,2026-09-01 09:01:00,out,4011,0701740605,true,60\n"
        "8,2026-09-01 10:00:00,internal,4011,4012,true,60\n"
        "8,2026-09-01 10:01:00,out,4011,0701740605,true,60\n"
    )
    result = read(tmp_path / "calls.csv", (NAMES + rows).encode())
    assert result.only("direction", "caller", "is_withheld_number", "leg_count") == [
        ("in", None, True, 2),
        ("internal", None, False, 2),
    ]
