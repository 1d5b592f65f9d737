"""A call is one, however many rows, months and exports tell of it."""

import datetime

from tests.imports.calls.reading import read
from tests.imports.calls.test_cisco import START, head, leg

HEAD = (
    "calldate,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,"
    "disposition,uniqueid,linkedid\n"
)
SHOWN = ("started_at", "is_answered", "wait_seconds", "talk_seconds", "leg_count")
CALLER = "0701740605"


def row(at: str, to: str, duration: int, billsec: int, unique: str, linked: str) -> str:
    return (
        f"{at},{CALLER},{to},ext-queues,PJSIP/t-1,PJSIP/201-2,Dial,201,{duration},"
        f"{billsec},ANSWERED,{unique},{linked}\n"
    )


def test_a_call_past_midnight_between_two_months_is_one_call_of_the_first(tmp_path):
    content = (
        HEAD
        + row("2026-11-01 00:00:30", "202", 240, 230, "1793487630.9", "1793487520.1")
        + row("2026-10-31 23:58:40", "600", 110, 70, "1793487520.1", "1793487520.1")
        + row("2026-11-01 00:05:00", "600", 30, 20, "1793487900.3", "1793487900.3")
    )
    result = read(tmp_path / "cdr.csv", content.encode())
    assert result.counted == (3, 3, 0)
    assert result.only(*SHOWN) == [
        ("2026-10-31 23", True, 40, 310, 2),
        ("2026-11-01 00", True, 10, 20, 1),
    ]


def test_a_call_that_began_in_a_closed_month_is_rejected_whole(tmp_path):
    content = (
        HEAD
        + row("2026-10-31 23:58:40", "600", 110, 70, "1793487520.1", "1793487520.1")
        + row("2026-11-01 00:00:30", "202", 240, 230, "1793487630.9", "1793487520.1")
    )
    october = frozenset([datetime.date(2026, 10, 1)])
    result = read(tmp_path / "cdr.csv", content.encode(), closed=october)
    assert result.counted == (2, 0, 2)
    assert result.taken.reasons == {"month_closed": 2}


def test_an_id_that_is_used_again_another_day_is_another_call(tmp_path):
    content = (
        "call_id,started_at,direction,is_answered,from_number,queue,talk_seconds\n"
        f"1,2026-09-14 09:00:00,in,true,{CALLER},skador,60\n"
        f"1,2026-09-14 09:02:00,in,true,{CALLER},villkor,30\n"
        f"1,2026-09-15 09:00:00,in,true,{CALLER},priser,20\n"
    )
    result = read(tmp_path / "calls.csv", content.encode())
    assert result.only("started_at", "queues", "leg_count") == [
        ("2026-09-14 09", ["skador", "villkor"], 2),
        ("2026-09-15 09", ["priser"], 1),
    ]


def test_a_cisco_call_across_a_hundred_thousand_seconds_is_one_call(tmp_path):
    edge = START // 100_000 * 100_000 + 100_000
    first = {"dateTimeOrigination": edge - 60, "dateTimeConnect": edge - 50}
    second = {"dateTimeOrigination": edge + 20, "dateTimeConnect": edge + 30}
    later = {"dateTimeOrigination": edge + 90_000, "dateTimeConnect": edge + 90_020}
    legs = [
        leg(1, **first, duration=75, dateTimeDisconnect=edge + 25),
        leg(1, **second, duration=100, dateTimeDisconnect=edge + 130),
        leg(1, **later, duration=10, dateTimeDisconnect=edge + 90_030),
    ]
    content = head(names=True) + "".join(legs)
    result = read(tmp_path / "cdr.txt", content.encode())
    assert result.only("is_answered", "wait_seconds", "talk_seconds", "leg_count") == [
        (True, 10, 180, 2),
        (True, 20, 10, 1),
    ]


def test_an_avaya_call_past_midnight_is_one_call(tmp_path):
    cells = ",9000,9000,,0,1000014,0,E4011,A,T9001,L,0,0" + "," * 12 + "\r\n"
    content = (
        f"2026/09/14 23:59:00,00:02:00,20,{CALLER},I{cells}"
        f"2026/09/15 00:01:20,00:01:00,5,{CALLER},I{cells}"
    )
    result = read(tmp_path / "smdr.csv", content.encode())
    assert result.only("started_at", "talk_seconds", "leg_count") == [
        ("2026-09-14 23", 185, 2)
    ]


def test_service_codes_are_no_outside_persons(tmp_path):
    rows = "".join(
        f"2026-09-14 09:0{n}:00,{way},4011,{dialled},true,5\n"
        for n, (way, dialled) in enumerate(
            [("out", "*21#"), ("", "*21*0701740605#"), ("", "#31#"), ("out", CALLER)]
        )
    )
    content = "started_at,direction,from_number,to_number,is_answered,talk_seconds\n"
    result = read(tmp_path / "calls.csv", (content + rows).encode())
    assert result.only("direction", "number_kind", "is_withheld_number") == [
        ("internal", "none", False),
        ("internal", "none", False),
        ("internal", "none", False),
        ("out", "full", False),
    ]


def test_a_call_whose_first_leg_is_in_no_row_is_named(tmp_path):
    whole = row("2026-11-02 10:00:00", "600", 110, 70, "1793600000.1", "1793600000.1")
    later = row("2026-11-02 10:00:30", "202", 240, 230, "1793600030.9", "1793600000.1")
    lone = row("2026-11-03 10:00:30", "202", 240, 230, "1793700030.9", "1793700000.1")
    result = read(tmp_path / "cdr.csv", (HEAD + whole + later + lone).encode())
    assert result.counted == (3, 3, 0)
    assert result.only("leg_count", "bad_fields") == [(2, None), (1, ["first_leg"])]
    assert result.taken.unreadable == {"first_leg": 1}
