"""Asterisk's own logs, whatever their columns, and what FreePBX and Issabel export."""

import pytest

from tests.imports.calls.reading import read

NINE = "2026-09-01 09"
CALLER, OTHER = "0701740605", "0313900612"
SHOWN = ("direction", "is_answered", "wait_seconds", "talk_seconds", "queue")

# Answered in a queue; hung up in the queue; out, not answered; the voice mailbox took
# it, number withheld; between two extensions.
MASTER = f'''\
"","{CALLER}","9000","skador","""Caller"" <{CALLER}>","SIP/trunk-0000a1","SIP/4011-0000a2","Queue","skador,t,,,300","2026-09-01 09:00:00","2026-09-01 09:00:20","2026-09-01 09:03:00",180,160,"ANSWERED","DOCUMENTATION"{{0}}
"","{OTHER}","9000","skador","","SIP/trunk-0000a3","","Queue","skador,t,,,300","2026-09-01 09:10:00","2026-09-01 09:10:00","2026-09-01 09:10:45",45,45,"ANSWERED","DOCUMENTATION"{{1}}
"","4011","{CALLER}","utgående","","SIP/4011-0000a5","SIP/trunk-0000a6","Dial","SIP/trunk/{CALLER}","2026-09-01 09:20:00",,"2026-09-01 09:20:30",30,0,"NO ANSWER","DOCUMENTATION"{{2}}
"","anonymous","9000","växel","","SIP/trunk-0000a7","","VoiceMail","4011@default,u","2026-09-01 09:30:00","2026-09-01 09:30:25","2026-09-01 09:31:00",60,35,"ANSWERED","DOCUMENTATION"{{3}}
"","4011","4012","internt","","SIP/4011-0000a8","SIP/4012-0000a9","Dial","SIP/4012","2026-09-01 09:40:00","2026-09-01 09:40:05","2026-09-01 09:41:00",60,55,"ANSWERED","DOCUMENTATION"{{4}}
'''  # noqa: E501 - lines as the exchange writes them
FIVE = [
    ("in", False, 45, None, "skador"),
    ("in", False, 60, None, "växel"),
    ("in", True, 20, 160, "skador"),
    ("internal", True, 5, 55, "internt"),
    ("out", False, 30, None, "utgående"),
]


def master(*rest: str) -> bytes:
    return MASTER.format(*(rest[n % len(rest)] for n in range(5))).encode()


def numbered(form: str) -> list[str]:
    return [form.format(n=n) for n in range(5)]


WIDTHS = {
    16: [""],
    17: numbered(',"1788246000.{n}"'),
    18: numbered(',"vaxel1-1788246000.{n}",""'),
    19: numbered(',"","1788246000.{n}",{n}'),
    20: numbered(',"1788246000.{n}","","1788246000.{n}",{n}'),
    21: numbered(',"1788246000.{n}","","","1788246000.{n}",{n}'),
}


@pytest.mark.parametrize("width", WIDTHS)
def test_master_csv_of_any_width_gives_the_same_calls(tmp_path, width):
    result = read(tmp_path / "Master.csv", master(*WIDTHS[width]))
    assert result.taken.format == "calls/asterisk"
    assert result.counted == (5, 5, 0)
    assert sorted(result.only(*SHOWN)) == FIVE
    assert {call["started_at"] for call in result.calls} == {NINE}
    assert [c["direction"] for c in result.calls if c["is_withheld_number"]] == ["in"]


def test_legs_that_share_a_linked_id_are_one_call(tmp_path):
    rest = numbered(',"1788246000.{n}","","","1788246000.0",{n}')
    result = read(tmp_path / "Master.csv", master(*rest))
    assert result.counted == (5, 5, 0)
    assert result.only("leg_count", *SHOWN) == [(5, "in", True, 20, 2440, "skador")]


def test_an_account_of_the_other_party_joins_no_calls(tmp_path):
    rest = numbered(',"kund","1788246000.{n}",{n}')
    result = read(tmp_path / "Master.csv", master(*rest))
    assert len(result.calls) == 5


TABLE = (
    '2026-09-01 09:00:00,"""Anna"" <{0}>",{0},9000,skador,SIP/t-00a1,SIP/4011-00a2,'
    'Queue,"skador,t",180,160,ANSWERED,3,,1788246000.1,{1}\n'
    "2026-09-01 09:20:00,4011,4011,{0},from-internal,SIP/4011-00a5,SIP/t-00a6,"
    'Dial,"SIP/t/1,60",30,0,NO ANSWER,3,,1788246000.2,{1}\n'
)
OF_TABLE = [
    ("in", True, 20, 160, "skador"),
    ("out", False, 30, None, "from-internal"),
]
NAMES = (
    "calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,"
    "billsec,disposition,amaflags,accountcode,uniqueid,userfield"
)
MORE_NAMES = (
    ",did,recordingfile,cnum,cnam,outbound_cnum,outbound_cnam,dst_cnam,linkedid,"
    "peeraccount,sequence"
)


@pytest.mark.parametrize("rest", ["", ",9000,,,,,,,,,1"])
@pytest.mark.parametrize("head", [False, True])
def test_freepbx_table_is_read_with_and_without_a_head_row(tmp_path, head, rest):
    names = NAMES + (MORE_NAMES if rest else "") + "\n"
    content = (names if head else "") + TABLE.format(CALLER, rest)
    result = read(tmp_path / "cdr.csv", content.encode())
    assert result.taken.format == f"calls/asterisk_{'headed' if head else 'table'}"
    assert result.counted == (2, 2, 0)
    assert result.only(*SHOWN) == OF_TABLE
    assert result.calls[0]["caller"] == result.calls[1]["caller"]


def test_legs_of_the_table_are_joined_by_their_linked_id(tmp_path):
    rest = ",9000,,,,,,,1788246000.1,,1"
    result = read(tmp_path / "cdr.csv", TABLE.format(CALLER, rest).encode())
    assert result.only("leg_count", "is_answered") == [(2, True)]


def test_a_head_row_may_have_any_order_and_few_columns(tmp_path):
    content = (
        "disposition;billsec;duration;dst;src;calldate\n"
        f"ANSWERED;160;180;9000;{CALLER};2026-09-01 09:00:00\n"
        f"BUSY;0;3;{CALLER};4011;2026-09-01 09:01:00\n"
    )
    result = read(tmp_path / "cdr.csv", content.encode())
    assert result.only(*SHOWN) == [
        ("in", True, 20, 160, None),
        ("out", False, 3, None, None),
    ]


def test_the_custom_log_begins_with_the_name_of_the_caller(tmp_path):
    content = (
        f'"""Anna"" <{CALLER}>","{CALLER}","9000","skador","SIP/t-1","SIP/4011-2",'
        '"Dial","SIP/4011","2026-09-01 09:00:00","2026-09-01 09:00:20",'
        '"2026-09-01 09:03:00","180","160","ANSWERED","DOCUMENTATION","",'
        '"1788246000.1",""\n'
    )
    result = read(tmp_path / "Master.csv", content.encode())
    assert result.taken.format == "calls/asterisk_custom"
    assert result.only(*SHOWN) == [("in", True, 20, 160, "skador")]


ISSABEL_NAMES = (
    "Date,Source,Ring Group,Destination,Src. Channel,Account Code,Dst. Channel,Status,"
    "Duration,UniqueID,User Field,DID,CEL"
)
ISSABEL_ROWS = (
    (f"2026-09-01 09:00:00,{CALLER},skador,4011,SIP/t-1,,SIP/4011-2,NO ANSWER,0", "1"),
    (f"2026-09-01 09:00:00,{CALLER},skador,4012,SIP/t-1,,SIP/4012-3,ANSWERED,118", "1"),
    (f"2026-09-01 09:20:00,4011,,{OTHER},SIP/4011-5,,SIP/t-6,ANSWERED,1m 58s", "2"),
)


def issabel(columns: int) -> bytes:
    rows = [ISSABEL_NAMES.split(",")[:columns]]
    for row, number in ISSABEL_ROWS:
        rows.append([*row.split(","), f"1788246000.{number}", "", "9000", ""][:columns])
    return "".join(
        ",".join(f'"{cell}"' for cell in row) + "\r\n" for row in rows
    ).encode()


def test_issabel_joins_the_legs_of_a_ring_group(tmp_path):
    result = read(tmp_path / "cdrreport.csv", issabel(13))
    assert result.taken.format == "calls/issabel"
    assert result.counted == (3, 3, 0)
    assert result.only("leg_count", "direction", "is_answered", "queue") == [
        (2, "in", True, "skador"),
        (1, "out", True, None),
    ]
    assert {call["talk_seconds"] for call in result.calls} == {118}


def test_an_older_issabel_without_ids_counts_every_row(tmp_path):
    result = read(tmp_path / "cdrreport.csv", issabel(9))
    assert result.taken.format == "calls/issabel"
    assert result.counted == (3, 3, 0)
    assert len(result.calls) == 3


def test_a_table_without_head_may_write_the_day_first(tmp_path):
    row = (
        '"{day}/8/2026 16:33:0{n}","""Bo"" <102>","102","0313900612","from-internal",'
        '"SIP/102-00000001","SIP/trunk-00000002","Dial","SIP/trunk/031,,","12","9",'
        '"ANSWERED","3",,"150428358{n}.1",,,,"102","Bo",,,,"0",\n'
    )
    content = "".join(row.format(day=d, n=n) for n, d in enumerate([24, 24, 5]))
    result = read(tmp_path / "cdr.csv", content.encode())
    assert result.taken.format == "calls/asterisk_table"
    assert result.only("started_at", "direction", "talk_seconds") == [
        ("2026-08-05 16", "out", 9),
        ("2026-08-24 16", "out", 9),
        ("2026-08-24 16", "out", 9),
    ]
