"""Which of day and month stands first, whose clock it is, and what the policy says."""

import pytest

from privacy.errors import BadExport, BadPolicy
from tests.imports.calls.reading import read

NAMES = "calldate,src,dst,duration,billsec,disposition\n"


def log(*days: str) -> bytes:
    rows = (f"{day},0701740605,9000,30,20,ANSWERED\n" for day in days)
    return (NAMES + "".join(rows)).encode()


def days(result) -> list[str]:
    return [call["started_at"] for call in result.calls]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("03/04/2026 09:00,25/04/2026 09:00", ["2026-04-03 09", "2026-04-25 09"]),
        ("03/04/2026 09:00,04/25/2026 09:00", ["2026-03-04 09", "2026-04-25 09"]),
        ("03-04-26 09:00,13-04-26 09:00", ["2026-04-03 09", "2026-04-13 09"]),
        ("03.04.2026 09.00.10,04.04.2026 21.00.10", ["2026-04-03 09", "2026-04-04 21"]),
        ("2026/04/03 09:00,2026/4/5 9:00", ["2026-04-03 09", "2026-04-05 09"]),
        ("04/04/2026 09:00 PM,05/05/2026 12:10 AM", ["2026-04-04 21", "2026-05-05 00"]),
        ("4/3/2026 9:00,4/25/2026 12:00 PM", ["2026-04-03 09", "2026-04-25 12"]),
        ("2026-07-01T07:00:00Z,2026-12-01T08:00:00.25Z",
         ["2026-07-01 09", "2026-12-01 09"]),
        ("2026-07-01 07:00:00 +0000,2026-12-01T08:00:00-01:00",
         ["2026-07-01 09", "2026-12-01 10"]),
        ("1782889200,1796112000000", ["2026-07-01 09", "2026-12-01 09"]),
    ],
)  # fmt: skip
def test_the_whole_column_shows_how_a_day_is_written(tmp_path, written, shown):
    result = read(tmp_path / "cdr.csv", log(*written.split(",")))
    assert result.counted == (2, 2, 0)
    assert days(result) == shown


def test_days_that_could_be_either_are_refused_with_what_to_do(tmp_path):
    with pytest.raises(BadExport) as refusal:
        read(tmp_path / "cdr.csv", log("03/04/2026 09:00", "05/04/2026 09:00"))
    text = str(refusal.value)
    assert 'system = "asterisk_headed", day_order = "day first"' in text
    assert "03/04" not in text


@pytest.mark.parametrize(
    ("order", "shown"),
    [("day first", "2026-04-03 09"), ("month first", "2026-03-04 09")],
)
def test_the_policy_settles_days_that_could_be_either(tmp_path, order, shown):
    system = {"system": "asterisk_headed", "day_order": order}
    result = read(tmp_path / "cdr.csv", log("03/04/2026 09:00"), call_system=[system])
    assert days(result) == [shown]


@pytest.mark.parametrize(
    ("written", "first"),
    [("{:02}/04/2026 09:00", "2026-04-02 09"), ("4/{}/2026 9:00 AM", "2026-04-02 09")],
)
def test_days_in_a_row_show_which_number_is_the_day(tmp_path, written, first):
    result = read(
        tmp_path / "cdr.csv", log(*(written.format(day) for day in (2, 3, 4, 5, 6)))
    )
    assert days(result)[0] == first
    assert result.counted == (5, 5, 0)


@pytest.mark.parametrize("numbers", [(2, 3, 4, 5), (2, 4, 6, 8, 10)])
def test_a_few_days_or_days_with_gaps_show_no_order(tmp_path, numbers):
    with pytest.raises(BadExport, match="nothing shows"):
        read(tmp_path / "cdr.csv", log(*(f"{n:02}/04/2026 09:00" for n in numbers)))


def test_days_with_the_year_first_and_short_are_no_days_of_2013(tmp_path):
    given = (f"26-04-{day} 09:00" for day in (13, 14, 15))
    with pytest.raises(BadExport, match="days as 2026-11-23"):
        read(tmp_path / "cdr.csv", log(*given))


def test_what_the_policy_says_of_another_system_settles_nothing(tmp_path):
    system = {"system": "asterisk", "day_order": "day first"}
    with pytest.raises(BadExport, match="nothing shows"):
        read(tmp_path / "cdr.csv", log("03/04/2026 09:00"), call_system=[system])


def test_days_of_both_orders_in_one_file_are_refused(tmp_path):
    with pytest.raises(BadExport, match="do not all have the same order"):
        read(tmp_path / "cdr.csv", log("25/04/2026 09:00", "04/25/2026 09:00"))


@pytest.mark.parametrize("policy", [{}, {"day_order": "day first"}])
def test_one_day_of_another_order_costs_itself(tmp_path, policy):
    system = [{"system": "asterisk_headed", **policy}] if policy else []
    given = [f"{day}/04/2026 09:00" for day in range(13, 25)] + ["04/25/2026 09:00"]
    result = read(tmp_path / "cdr.csv", log(*given), call_system=system)
    assert result.counted == (13, 12, 1)
    assert result.rejects == [(14, "bad_date")]
    assert days(result)[0] == "2026-04-13 09"


def test_days_that_are_not_as_the_policy_says_are_refused(tmp_path):
    system = {"system": "asterisk_headed", "day_order": "month first"}
    with pytest.raises(BadExport, match="not the one of the policy"):
        read(tmp_path / "cdr.csv", log("25/04/2026 09:00"), call_system=[system])


@pytest.mark.parametrize(
    "output", [{"day_order": "dagen först"}, {"time_zone": "Europe/Stokholm"}]
)
def test_a_word_in_the_policy_that_is_none_is_told(tmp_path, output):
    system = {"system": "asterisk_headed", **output}
    with pytest.raises(BadPolicy, match=r"call_system.* of asterisk_headed"):
        read(tmp_path / "cdr.csv", log("2026-04-25 09:00:00"), call_system=[system])


def test_an_exchange_on_another_clock_is_told_by_the_policy(tmp_path):
    system = {"system": "asterisk_headed", "time_zone": "UTC"}
    content = log("2026-07-01 07:00:00", "2026-12-31 23:30:00")
    result = read(tmp_path / "cdr.csv", content, call_system=[system])
    assert days(result) == ["2026-07-01 09", "2027-01-01 00"]


@pytest.mark.parametrize(
    "cells",
    [
        "2026-07-01 09:00:00,2026-07-01T07:00:20Z,2026-07-01 09:03:00",
        "2026-07-01 09:00:00,1782889220,1 juli 2026 kl. 09:03:00",
        "2026-07-01T07:00:00Z,2026-07-01 09:00:20,01/07/2026 09:03:00",
    ],
)
def test_the_zone_of_one_time_decides_that_time_alone(tmp_path, cells):
    names = "calldate,answer,end,src,dst,duration,billsec,disposition\n"
    content = f"{names}{cells},0701740605,9000,,,ANSWERED\n"
    output = [{"system": "asterisk_headed", "day_order": "day first"}]
    result = read(tmp_path / "cdr.csv", content.encode(), call_system=output)
    assert result.only("started_at", "wait_seconds", "talk_seconds") == [
        ("2026-07-01 09", 20, 160)
    ]


@pytest.mark.parametrize(
    "day",
    [
        *("", "2026-02-30 09:00:00", "i går", "0123-01-01 09:00:00", "2026-04-03"),
        *("2026-04-03 09:00-09:05", "2026-04-03 09:00-10:00"),
    ],
)
def test_a_day_that_cannot_be_costs_its_line(tmp_path, day):
    result = read(tmp_path / "cdr.csv", log("2026-04-03 09:00:00", day))
    assert result.counted == (2, 1, 1)
    assert result.rejects == [(3, "bad_date")]


@pytest.mark.parametrize(
    "started", ["2026-09-24 24:00:00", "2026-09-24T24:00:00Z", "24/09/2026 24:00"]
)
def test_a_time_that_no_clock_shows_is_no_time_of_a_call(tmp_path, started):
    # 24:00 is the end of the day to some, its beginning to others.
    result = read(tmp_path / "cdr.csv", log(*["2026-09-25 09:00:00"] * 9, started))
    assert result.counted == (10, 9, 1)
    assert result.rejects == [(11, "bad_date")]
