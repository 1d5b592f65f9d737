"""3CX: its call detail records, and its call report before and after version 20."""

import pytest

from tests.imports.calls.reading import read

CALLER, OTHER = "0701740605", "0313900612"
NINE = "2026-09-14 09"
SHOWN = ("direction", "is_answered", "wait_seconds", "talk_seconds")


def detail(number: int, **text: str) -> str:
    cells = {
        "historyid": f"Call {number}", "callid": f"00000175FA{number}_12",
        "duration": "00:03:00", "time_start": "2026/09/14 09:00:00",
        "time_answered": "2026/09/14 09:00:20", "time_end": "2026/09/14 09:03:00",
        "reason_terminated": "TerminatedBySrc", "from_no": CALLER, "to_no": "Ext.800",
        "from_dn": "Ext.10000", "to_dn": "800", "dial_no": "800",
        "reason_changed": "ReplacedDst", "final_number": "Ext.101", "final_dn": "101",
        "bill_code": "", "bill_rate": "", "bill_cost": "", "bill_name": "",
        "chain": f"Chain: {CALLER};Ext.800;Ext.101;", "from_type": "ExternalLine",
        "to_type": "Queue", "final_type": "Extension", "from_dispname": "",
        "to_dispname": "Skador", "final_dispname": "", "missed_queue_calls": "",
    }  # fmt: skip
    return ",".join((cells | text).values()) + "\r\n"


DETAILS = (
    detail(1)
    + detail(2, from_no=OTHER, time_answered="", duration="",
             time_start="2026/09/14 09:10:00", time_end="2026/09/14 09:10:45")
    + detail(3, from_no="Ext.101", to_no=CALLER, dial_no=CALLER, to_type="",
             final_type="")
    + detail(4, from_no="Ext.101", to_no="Ext.102", dial_no="102", to_type="",
             final_type="")
)  # fmt: skip


def test_call_detail_records_in_the_usual_order_are_read(tmp_path):
    result = read(tmp_path / "cdr.log", DETAILS.encode())
    assert result.taken.format == "calls/threecx_cdr"
    assert result.counted == (4, 4, 0)
    assert result.only(*SHOWN, "queue") == [
        ("in", False, 45, None, "800"),
        ("in", True, 20, 160, "800"),
        ("internal", True, 20, 160, None),
        ("out", True, 20, 160, None),
    ]
    assert {call["started_at"] for call in result.calls} == {NINE}


def test_legs_with_the_same_history_are_one_call(tmp_path):
    content = detail(1, time_answered="", duration="") + detail(
        1, time_start="2026/09/14 09:03:00", time_answered="2026/09/14 09:03:10",
        time_end="2026/09/14 09:04:00", duration="00:01:00",
    )  # fmt: skip
    result = read(tmp_path / "cdr.log", content.encode())
    assert result.only("leg_count", *SHOWN) == [(2, "in", True, 190, 50)]


@pytest.mark.parametrize("answered", ["", "-", "NULL"])
def test_a_length_without_a_time_of_answer_tells_no_outcome(tmp_path, answered):
    result = read(tmp_path / "cdr.log", detail(1, time_answered=answered).encode())
    assert result.only(*SHOWN) == [("in", None, None, None)]


@pytest.mark.parametrize("duration", ["00:00:00", "00:00:00.0"])
def test_neither_an_answer_nor_a_length_is_no_answer(tmp_path, duration):
    content = detail(1, time_answered="", duration=duration)
    result = read(tmp_path / "cdr.log", content.encode())
    assert result.only(*SHOWN) == [("in", False, 180, None)]


NAMES = "Call Time,Caller ID,Destination,Status,Ringing,Talking,Totals,Cost,Reason"
TOTALS = ",,,,00:01:10,00:02:45,00:03:55,0,\r\nTotals:,,,3,00:01:10,00:02:45,,,\r\n"
PREAMBLE = "Call Report\r\nFrån: 2026-09-01 Till: 2026-09-30\r\nUtgående: alla\r\n"
TIMES = {
    "%m/%d/%Y %I:%M:%S %p": ("09/14/2026 09:00:00 AM", "09/14/2026 09:10:00 AM"),
    "%d/%m/%Y %H:%M:%S": ("14/09/2026 09:00:00", "14/09/2026 09:10:00"),
}


@pytest.mark.parametrize("more", ["", "\r\n"])
@pytest.mark.parametrize("form", TIMES)
def test_the_report_up_to_v18_is_read_without_preamble_and_totals(tmp_path, form, more):
    first, second = TIMES[form]
    content = (
        f"{PREAMBLE}{more}{NAMES}\r\n"
        f"{first},Åsa Öberg ({CALLER}),Skador (800),Answered,00:00:20,00:02:40,,,\r\n"
        f"{second},{OTHER},800,Unanswered,00:00:45,00:00:00,,,\r\n"
        f"{second},Bo Ek (101),{CALLER},Answered,00:00:05,00:00:05,,,\r\n{TOTALS}"
    )
    result = read(tmp_path / "report.csv", content.encode("latin-1"))
    assert result.taken.format == "calls/threecx_report"
    assert result.counted == (5, 3, 2)
    assert result.taken.reasons == {"totals_row": 2}
    assert result.only(*SHOWN) == [
        ("in", False, 45, None),
        ("in", True, 20, 160),
        ("out", True, 5, 5),
    ]
    assert {call["started_at"] for call in result.calls} == {NINE}
    assert result.calls[1]["caller"] == result.calls[2]["caller"]


def test_the_report_of_v20_is_read(tmp_path):
    content = (
        "Call Time,Call ID,From,To,Direction,Status,Ringing,Talking,Cost\r\n"
        f'2026-09-14T09:00:00,11,"Öberg, Åsa ({CALLER})","Skador (800)",Inbound,'
        "Answered,00:00:20,00:02:40,0\r\n"
        f'2026-09-14T09:10:00,12,{OTHER},"Skador (800)",Inbound,Unanswered,'
        "00:00:45,00:00:00,0\r\n"
        f'2026-09-14T09:20:00,13,"Ek, Bo (101)",{CALLER},Outbound,Answered,'
        "00:00:05,00:01:00,1.5\r\n"
        '2026-09-14T09:30:00,14,"Ek, Bo (101)","Al, My (102)",Internal,Answered,'
        "00:00:05,00:01:00,0\r\n"
    )
    result = read(tmp_path / "report.csv", content.encode())
    assert result.taken.format == "calls/threecx_v20"
    assert result.counted == (4, 4, 0)
    assert result.only(*SHOWN) == [
        ("in", False, 45, None),
        ("in", True, 20, 160),
        ("internal", True, 5, 60),
        ("out", True, 5, 60),
    ]
    assert result.calls[1]["caller"] == result.calls[3]["caller"]
