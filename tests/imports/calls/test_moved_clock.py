"""The night when the clock is moved makes no call an hour longer or shorter."""

import datetime

import pytest

from privacy.imports.clock import moves_of
from tests.imports.calls.reading import read

STAMPED = (
    "xml_cdr_uuid,direction,caller_id_number,destination_number,start_stamp,"
    "answer_stamp,end_stamp,duration,billsec,hangup_cause,tta\n"
)
NEUTRAL = (
    "call_id,started_at,direction,from_number,queue,is_answered,wait_seconds,"
    "talk_seconds\n"
)
CALLER = "0701740605"
SPRING, AUTUMN = "2026-03-29", "2026-10-25"


def stamped(start, answer, end, duration="", billsec=""):
    """A call by its stamps on the local clock; lengths where they are given."""
    row = (
        f"a0a0a0a0-b1b1-4c2c-8d3d-000000000001,inbound,{CALLER},9000,{start},{answer},"
        f"{end},{duration},{billsec},NORMAL_CLEARING,\n"
    )
    return (STAMPED + row).encode()


def test_when_the_clock_is_moved_is_known_of_each_year():
    moves = {m.low_at.date(): m for m in moves_of("Europe/Stockholm")}
    spring = moves[datetime.date(2026, 3, 29)]
    assert (spring.low_at.hour, spring.high_at.hour, spring.seconds) == (2, 3, -3600)
    autumn = moves[datetime.date(2026, 10, 25)]
    assert (autumn.low_at.hour, autumn.high_at.hour, autumn.seconds) == (2, 3, 3600)
    assert not list(moves_of("UTC"))


@pytest.mark.parametrize(
    ("day", "start", "answer", "end", "text"),
    [
        # across the hour that is skipped, and across the one that is shown twice
        (SPRING, "01:58:00", "01:58:30", "03:03:30", (True, 30, 300)),
        (AUTUMN, "01:58:00", "01:58:30", "03:03:30", (True, 30, 7500)),
        (AUTUMN, "01:58:00", "03:00:30", "03:03:30", (True, 6150 + 1200, 180)),
        # within the hour that is shown twice: the order shows which, or nothing does
        (AUTUMN, "02:58:00", "02:58:30", "02:03:30", (True, 30, 300)),
        (AUTUMN, "02:58:00", "02:00:30", "02:03:30", (True, 150, 180)),
        (AUTUMN, "02:10:00", "02:10:30", "02:15:30", (True, None, None)),
        (AUTUMN, "01:58:00", "01:58:30", "02:03:30", (True, 30, None)),
        (AUTUMN, "02:58:00", "03:00:30", "03:03:30", (True, None, 180)),
        # on the same day, but clear of it
        (AUTUMN, "00:58:00", "00:58:30", "01:03:30", (True, 30, 300)),
        (AUTUMN, "03:58:00", "03:58:30", "04:03:30", (True, 30, 300)),
        ("2026-10-24", "23:58:00", "23:58:30", "00:03:30+", (True, 30, 300)),
    ],
)
def test_stamps_alone_are_held_against_the_clock(
    tmp_path, day, start, answer, end, text
):
    after = "2026-10-25" if end.endswith("+") else day
    stamps = (f"{day} {start}", f"{day} {answer}", f"{after} {end.strip('+')}")
    result = read(tmp_path / "calls.csv", stamped(*stamps))
    (shown,) = result.only("is_answered", "wait_seconds", "talk_seconds", "bad_fields")
    assert shown[:3] == text
    unknown = [
        name
        for name, value in zip(("wait_seconds", "talk_seconds"), text[1:], strict=True)
        if value is None
    ]
    assert (shown[3] or []) == unknown


@pytest.mark.parametrize("start", ["01:58:00", "02:10:00", "02:58:00"])
def test_lengths_that_the_log_gives_are_trusted(tmp_path, start):
    at = datetime.datetime.fromisoformat(f"{AUTUMN} {start}")
    answer, end = (at + datetime.timedelta(seconds=s) for s in (30, 330))
    result = read(tmp_path / "calls.csv", stamped(at, answer, end, 330, 300))
    shown = result.only("is_answered", "wait_seconds", "talk_seconds", "bad_fields")
    assert shown == [(True, 30, 300, None)]


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        (f"{SPRING} 01:59:30", f"{SPRING} 03:00:30", (80, 100)),
        (f"{AUTUMN} 01:59:30", f"{AUTUMN} 03:00:30", (7280, 100)),
        (f"{AUTUMN} 01:59:30", f"{AUTUMN} 02:00:30", (None, None)),
        ("2026-10-25T00:59:30Z", "2026-10-25T01:00:30Z", (80, 100)),
        ("2026-10-25T02:59:30+02:00", "2026-10-25T02:00:30+01:00", (80, 100)),
        ("2026-10-25 23:59:30", "2026-10-26 00:00:30", (80, 100)),
    ],
)
def test_a_call_passed_on_over_the_change_waits_as_long_as_it_did(
    tmp_path, first, second, text
):
    content = (
        NEUTRAL
        + f"7,{first},in,{CALLER},skador,false,40,\n"
        + f"7,{second},in,{CALLER},skador,true,20,100\n"
        + f"8,2026-10-20 10:00:00,in,{CALLER},skador,true,20,100\n"
    )
    result = read(tmp_path / "calls.csv", content.encode())
    shown = result.only("wait_seconds", "talk_seconds")
    assert sorted(shown, key=str) == sorted([text, (20, 100)], key=str)
