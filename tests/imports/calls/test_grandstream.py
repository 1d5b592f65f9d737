"""Grandstream UCM: the rows of one session are one call."""

from tests.imports.calls.reading import read

CALLER, OTHER = "0701740605", "0313900612"
SHOWN = ("direction", "is_answered", "wait_seconds", "talk_seconds", "queue")
LISTED = (
    "cdr,session,call type,caller number,callee number,start time,answer time,"
    "talk time,call status,dest channel extension,action type\n"
    f"main_cdr,S-1,Inbound,{CALLER},6500,2026-09-14 09:00:00,,0,ANSWERED,,QUEUE[6500]\n"
    f"sub_cdr,S-1,Inbound,{CALLER},4011,2026-09-14 09:00:05,,0,NO ANSWER,4011,DIAL\n"
    f"sub_cdr,S-1,Inbound,{CALLER},4012,2026-09-14 09:00:05,2026-09-14 09:00:20,160,"
    "ANSWERED,4012,DIAL\n"
    f"main_cdr,S-2,Inbound,{OTHER},6500,2026-09-14 09:10:00,,0,ANSWERED,,IVR[7000]\n"
    f"main_cdr,S-2,Inbound,{OTHER},6500,2026-09-14 09:10:10,,0,NO ANSWER,,QUEUE[6500]\n"
    f"sub_cdr,S-2,Inbound,{OTHER},4011,2026-09-14 09:10:12,,0,NO ANSWER,4011,DIAL\n"
    f"main_cdr,S-3,Outbound,4011,{CALLER},2026-09-14 09:20:00,2026-09-14 09:20:05,60,"
    "ANSWERED,,DIAL\n"
    "main_cdr,S-4,Internal,4011,4012,2026-09-14 09:30:00,,0,BUSY,4012,DIAL\n"
)
NAMED = (
    "AcctId,accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,"
    "start,answer,end,duration,billsec,disposition,amaflags,uniqueid,userfield,"
    "channel_ext,dstchannel_ext,service,session,action_owner,action_type\n"
    f"1,,{CALLER},6500,from-did,,PJSIP/t-1,Local/6500,Queue,6500,2026-09-14 09:00:00,"
    "2026-09-14 09:00:00,2026-09-14 09:03:00,180,180,ANSWERED,D,17.1,Inbound,,,s,"
    "17.1-1,6500,QUEUE[6500]\n"
    f"2,,{CALLER},4012,from-queue,,PJSIP/t-1,PJSIP/4012-2,Queue,6500,"
    "2026-09-14 09:00:00,2026-09-14 09:00:20,2026-09-14 09:03:00,180,160,ANSWERED,D,"
    "17.1,Inbound,,4012,s,17.1-1,6500,DIAL\n"
)


def test_the_rows_of_a_session_are_one_call(tmp_path):
    result = read(tmp_path / "cdr.csv", LISTED.encode())
    assert result.taken.format == "calls/grandstream"
    assert result.counted == (8, 8, 0)
    assert result.only(*SHOWN, "leg_count") == [
        ("in", False, None, None, "6500", 3),
        ("in", True, 20, 160, "6500", 3),
        ("internal", False, None, None, None, 1),
        ("out", True, 5, 60, None, 1),
    ]
    assert result.calls[1]["caller"] == result.calls[3]["caller"]


def test_the_columns_of_its_interface_are_read_too(tmp_path):
    result = read(tmp_path / "cdr.csv", NAMED.encode(), "calls")
    assert result.taken.format == "calls/grandstream"
    assert result.only(*SHOWN) == [("in", True, 20, 160, "6500")]


def test_a_session_without_its_main_row_is_named(tmp_path):
    lines = LISTED.splitlines(keepends=True)
    cut = "".join(line for line in lines if not line.startswith("main_cdr,S-1"))
    result = read(tmp_path / "cdr.csv", cut.encode())
    assert result.counted == (7, 7, 0)
    assert result.taken.unreadable == {"first_leg": 1}
