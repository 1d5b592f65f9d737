"""FreeSWITCH's CSV by each of its templates, what Excel makes of it, and FusionPBX."""

import pytest

from tests.imports.calls.reading import read

CALLER, OTHER = "0701740605", "0313900612"
SHOWN = ("direction", "is_answered", "wait_seconds", "talk_seconds", "queue")
FIRST = "5bf9033d-ee4b-4663-874f-b4709{:07}"
OTHER_LEG = "f2f39a06-5ced-41ba-ad01-cf71d{:07}"

# Number called from and to, context, start, answer, end, duration, billsec, cause.
CALLS = (
    (CALLER, "9000", "public", "09:00:00", "09:00:20", "09:03:00", 180, 160, "16"),
    (OTHER, "9000", "public", "09:10:00", "", "09:10:45", 45, 0, "487"),
    ("1001", CALLER, "default", "09:20:00", "09:20:05", "09:21:00", 60, 55, "16"),
    ("1001", "1002", "default", "09:30:00", "", "09:30:10", 10, 0, "17"),
    ("anonymous", "9000", "public", "09:40:00", "", "09:40:01", 1, 0, "487"),
)
CAUSES = {"16": "NORMAL_CLEARING", "487": "ORIGINATOR_CANCEL", "17": "USER_BUSY"}
FIVE = [
    ("in", False, 1, None, "public"),
    ("in", False, 45, None, "public"),
    ("in", True, 20, 160, "public"),
    ("internal", False, 10, None, "default"),
    ("out", True, 5, 55, "default"),
]


def example(number: int, form: str = "2026-09-01 {}") -> list[str]:
    source, target, context, start, answer, end, *lengths, cause = CALLS[number]
    times = [form.format(time) if time else "" for time in (start, answer, end)]
    leg = OTHER_LEG.format(number) if answer else ""
    ids = [FIRST.format(number), leg]
    lengths = list(map(str, lengths))
    return [source, source, target, context, *times, *lengths, CAUSES[cause], *ids]


def quoted(cells: list[str], end: str = "\n") -> str:
    return ",".join(f'"{cell}"' for cell in cells) + end


TAILS = {
    "example": ["", "PCMA", "PCMA"],
    "snom": ["", "PCMA", "PCMA", "sip:1001@192.0.2.7", "1001"],
    "linksys": ["", "PCMA", "PCMA", "192.0.2.7", "a=PS=1,b=2"],
}


@pytest.mark.parametrize("template", TAILS)
def test_a_template_in_the_order_of_the_example_is_read(tmp_path, template):
    lines = (quoted(example(n) + TAILS[template]) for n in range(5))
    result = read(tmp_path / "Master.csv", "".join(lines).encode())
    assert result.taken.format == "calls/freeswitch"
    assert result.counted == (5, 5, 0)
    assert sorted(result.only(*SHOWN)) == FIVE
    assert sum(bool(call["is_withheld_number"]) for call in result.calls) == 1


def test_both_legs_of_a_call_are_that_call(tmp_path):
    other = example(0)
    other[10:] = [OTHER_LEG.format(0), ""]
    lines = [quoted(cells + TAILS["example"]) for cells in (example(0), other)]
    for order in (lines, lines[::-1]):
        result = read(tmp_path / "Master.csv", "".join(order).encode())
        assert result.counted == (2, 2, 0)
        assert result.only("leg_count", *SHOWN) == [(2, *FIVE[2])]


def test_the_template_asterisk_is_read_and_its_legs_joined(tmp_path):
    lines = []
    for n in range(5):
        _, source, target, context, *times, duration, talk, cause, own, leg = example(n)
        lines.append(
            quoted(
                [
                    *("", source, target, context, f'""A"" <{source}>', "sofia/a-1"),
                    *("sofia/b-2", "bridge", "user/1001", *times, duration, talk),
                    *(cause, "3", own, leg),
                ]
            )
        )
    other = lines[0].replace(FIRST.format(0), "").replace(OTHER_LEG.format(0), "")
    other = other.replace('"",""\n', f'"{OTHER_LEG.format(0)}",""\n')
    result = read(tmp_path / "Master.csv", "".join([*lines, other]).encode())
    assert result.taken.format == "calls/freeswitch_asterisk"
    assert result.counted == (6, 6, 0)
    assert sorted(result.only(*SHOWN)) == FIVE


def test_the_template_sql_is_read_from_its_statements(tmp_path):
    lines = (
        f"INSERT INTO cdr VALUES ({quoted([*example(n), 'konto'], '')});\n"
        for n in range(5)
    )
    result = read(tmp_path / "Master.csv", "".join(lines).encode())
    assert result.taken.format == "calls/freeswitch"
    assert result.counted == (5, 5, 0)
    assert sorted(result.only(*SHOWN)) == FIVE


def test_the_template_for_billing_is_read(tmp_path):
    lines = []
    for n in range(3):
        _, source, target, _, _, answer, end, _, talk, cause, own, leg = example(n)
        lines.append(
            quoted([own, leg, "inbound", source, target, answer, end, talk, cause])
        )
    result = read(tmp_path / "Master.csv", "".join(lines).encode())
    assert result.taken.format == "calls/freeswitch_rate"
    assert result.counted == (3, 3, 0)
    assert sorted(result.only("direction", "is_answered", "talk_seconds")) == [
        ("in", False, None),
        ("in", True, 55),
        ("in", True, 160),
    ]


def test_what_excel_saved_has_the_month_first_and_numbers_cut_short(tmp_path):
    lines = []
    for n in range(4):
        cells = example(n, "3/14/2016 {}")
        for place in (4, 5, 6):
            cells[place] = cells[place][:-3].replace(" 0", " ")
        cells = [cell.replace(CALLER, "4.67017E+10") for cell in cells]
        lines.append(",".join(cells + TAILS["example"]) + "\r\n")
    result = read(tmp_path / "Master.csv", "".join(lines).encode())
    assert result.taken.format == "calls/freeswitch"
    assert result.counted == (4, 4, 0)
    assert {call["started_at"] for call in result.calls} == {"2016-03-14 09"}
    assert sorted(result.only("direction", "number_kind", "talk_seconds")) == [
        ("in", "full", None),
        ("in", "masked", 160),
        ("internal", "none", None),
        ("out", "masked", 55),
    ]


NAMES = "CID Name,Source,Destination,Recording,Start,TTA,Duration,PDD,MOS,Hangup Cause"


def test_fusionpbx_list_of_calls_is_read(tmp_path):
    content = (
        f"{NAMES}\n"
        f"Anna,{CALLER},9000,,2026-09-01 09:00:00,20,00:03:00,0.02,4.50,"
        "NORMAL_CLEARING\n"
        f"Bo,{OTHER},9000,,2026-09-01 09:10:00,0,00:00:45,0.02,,ORIGINATOR_CANCEL\n"
        f"Växel,1001,{OTHER},,2026-09-01 09:20:00,5,00:01:00,0.02,4.50,"
        "NORMAL_CLEARING\n"
    )
    result = read(tmp_path / "cdr.csv", content.encode())
    assert result.taken.format == "calls/fusionpbx"
    assert result.counted == (3, 3, 0)
    assert result.only(*SHOWN[:4]) == [
        ("in", False, 45, None),
        ("in", True, 20, 160),
        ("out", True, 5, 55),
    ]


@pytest.mark.parametrize(
    ("tta", "cause", "is_answered"),
    [
        ("", "NORMAL_CLEARING", None),
        ("0", "NORMAL_CLEARING", None),
        ("", "ORIGINATOR_CANCEL", False),
        ("0", "USER_BUSY", False),
        ("7", "NORMAL_CLEARING", True),
        ("", "NORMAL_UNSPECIFIED", None),
    ],
)
def test_no_time_to_answer_is_no_answer_only_by_a_cause(
    tmp_path, tta, cause, is_answered
):
    content = (
        f"{NAMES}\nAnna,{CALLER},9000,,2026-09-01 09:00:00,{tta},00:03:00,0.02,4.50,"
        f"{cause}\n"
    )
    result = read(tmp_path / "cdr.csv", content.encode())
    assert result.only("is_answered") == [(is_answered,)]


def test_fusionpbx_database_columns_are_read(tmp_path):
    content = (
        "xml_cdr_uuid,direction,caller_id_number,destination_number,start_stamp,"
        "answer_stamp,end_stamp,duration,billsec,hangup_cause,tta\n"
        f"{FIRST.format(1)},inbound,{CALLER},9000,2026-09-01 09:00:00,"
        "2026-09-01 09:00:20,2026-09-01 09:03:00,180,160,NORMAL_CLEARING,20\n"
        f"{FIRST.format(2)},outbound,1001,{CALLER},2026-09-01 09:10:00,"
        ",2026-09-01 09:10:30,30,0,NO_ANSWER,\n"
    )
    result = read(tmp_path / "cdr.csv", content.encode())
    assert result.taken.format == "calls/fusionpbx"
    assert result.only(*SHOWN[:4]) == [
        ("in", True, 20, 160),
        ("out", False, 30, None),
    ]
    assert result.calls[0]["caller"] == result.calls[1]["caller"]


LEGS = (
    '"Anna","{caller}","1000","default","2026-09-14 10:00:0{at}","2026-09-14 10:00:05",'
    '"2026-09-14 10:01:00","{total}","55","NORMAL_CLEARING","{leg}","{other}",'
    '"{account}","PCMU","PCMU"\n'
)
MAIN_LEG, ITS_LEG = ("1a2b3c4d-0000-4000-8000-00000000000" + n for n in "12")


def leg(at: int, leg: str, other: str = "", caller: str = "0701740605") -> str:
    return LEGS.format(
        at=at, total=60 - at, leg=leg, other=other, account="1000", caller=caller
    )


@pytest.mark.parametrize("is_master_first", [True, False])
@pytest.mark.parametrize("at_once", [True, False])
def test_a_leg_in_an_accounts_file_is_no_call_of_its_own(
    home, is_master_first, at_once
):
    lone = leg(7, "1a2b3c4d-0000-4000-8000-000000000009", caller="0313900612")
    master = ("Master.csv", leg(0, MAIN_LEG, ITS_LEG) + leg(1, ITS_LEG))
    account = ("1000.csv", leg(1, ITS_LEG) + lone)
    files = [master, account] if is_master_first else [account, master]
    paths = [home.put(f"telephone/{name}", text.encode()) for name, text in files]
    if at_once:
        result = home.read_in(*paths)
    else:
        result = [home.read_in(path)[0] for path in paths]
    assert [file.refused for file in result] == [None, None]
    repeated = 1 if is_master_first else 2
    assert sum(file.duplicate for file in result) == repeated
    assert sum(file.accepted for file in result) == 4 - repeated
