"""Mitel's SMDR: fields by position, no year in its days, three layouts of a line.

The places follow Mitel's own table of fields: 90 signs, 101 with extended digit length,
207 with extended reporting; the numbers are made.
"""

import datetime

import pytest

from privacy.errors import BadExport
from tests.imports.calls.reading import read

CALLER = "0701740605"
SHOWN = ("started_at", "direction", "is_answered", "wait_seconds", "talk_seconds")


def standard(
    day="09/23", clock="13:42 ", lasted="00:02:22", calling="T102", answer="008",
    digits="201", completion=" ", called="201", ani="", mark=" ", flag=" ", call="",
):  # fmt: skip
    """A standard record; with the caller's number it has 112 signs, with ids 131."""
    line = (
        f"{mark}{day} {clock} {lasted} {calling:4} {flag}{answer:3} {digits:21}     "
        f"{completion} {called:4}       {'':12} 001  "
    )
    assert len(line) == 90
    return f"{line} {ani:10} {digits:10} {call:8}A {call:8}".rstrip() + "\r\n"


def extended(
    day="09/23", clock="13:42:07 ", lasted="0000:02:22", calling="T102",
    answer="0008", digits="9000", completion=" ", called="4011", ani="", call="",
):  # fmt: skip
    """A record of extended reporting, to the second."""
    line = (
        f" {day} {clock} {lasted} {calling:7} {answer:4} {digits:20} 00000{completion} "
        f"{called:7}                               001   {ani:20} {digits:10} "
        f"{'':7} {call:8} A"
    )
    assert line[107:110] == "001"
    assert line[113:123].strip() == ani
    assert line[153:161].strip() == call
    return line + " " * 44 + "\r\n"


LINES = (
    standard(ani=CALLER)
    + standard(clock="14:00 ", lasted="00:00:00", answer="***", ani=CALLER)
    + standard(
        clock="14:10 ", lasted="00:08:29", calling="214", answer="", called="T054",
        digits=CALLER, completion="A", mark="-",
    )
    + standard(
        clock="14:20 ", lasted="00:01:00", calling="214", answer="", digits="215",
        called="215", completion="I",
    )
    + standard(
        clock="14:30 ", lasted="00:00:00", calling="214", answer="", digits="215",
        called="215", completion="B",
    )
    + standard(clock="14:40 ", flag="*", answer="009", digits="", called="ATT2")
)  # fmt: skip


def test_a_standard_record_is_read_by_its_positions(tmp_path):
    result = read(tmp_path / "smdr.txt", LINES.encode())
    assert result.taken.format == "calls/mitel_smdr"
    assert result.counted == (6, 6, 0)
    assert result.only(*SHOWN) == [
        ("2026-09-23 13", "in", True, 8, 142),
        ("2026-09-23 14", "in", False, 0, None),
        ("2026-09-23 14", "in", True, 9, 142),
        ("2026-09-23 14", "internal", False, 0, None),
        ("2026-09-23 14", "internal", True, None, 60),
        ("2026-09-23 14", "out", True, None, 509),
    ]
    known = [call["caller"] for call in result.calls if call["number_kind"] == "full"]
    assert len(known) == 3
    assert len(set(known)) == 1


def test_extended_reporting_is_read_by_its_positions(tmp_path):
    content = (
        extended(ani=CALLER, call="A0097399")
        + extended(clock="13:45:07 ", ani=CALLER, call="A0097399", answer="0003")
        + extended(clock="14:00:00 ", answer="****", ani=CALLER, call="C0099410")
        + extended(
            clock="14:10:00 ", calling="4011", answer="", digits=CALLER,
            completion="A", called="T3", call="C0099411",
        )
        + extended(
            clock="14:20:00 ", lasted=" " * 10, calling="4011", answer="",
            digits=CALLER, called="T3", call="C0099412",
        )
    )  # fmt: skip
    result = read(tmp_path / "smdr.txt", content.encode())
    assert result.taken.format == "calls/mitel_smdr"
    assert result.only(*SHOWN, "leg_count") == [
        ("2026-09-23 13", "in", True, 8, 317, 2),
        ("2026-09-23 14", "in", False, 142, None, 1),
        ("2026-09-23 14", "out", True, None, 142, 1),
        ("2026-09-23 14", "out", None, None, None, 1),
    ]
    assert len({call["caller"] for call in result.calls}) == 1


def test_extended_digit_length_is_told_by_the_duration(tmp_path):
    line = (
        " 09/23 13:42  0000:02:22 T102    0008 4011                      "
        "  4011                                          001   0701740605 4011   "
    )
    assert len(line[:101]) == 101
    content = line.replace("          001   ", " 001   ") + "\r\n"
    at = content.index(CALLER)
    content = content[:at].ljust(102)[:102] + content[at:]
    result = read(tmp_path / "smdr.txt", content.encode())
    assert result.only(*SHOWN[1:], "number_kind") == [("in", True, 8, 142, "full")]


@pytest.mark.parametrize(
    ("day", "exported", "year"),
    [
        ("09/23", "2026-11-23", 2026),
        ("11/23", "2026-11-23", 2026),
        ("11/24", "2026-11-23", 2025),
        ("12/31", "2027-01-01", 2026),
        ("02/29", "2026-11-23", 2024),
    ],
)
def test_the_year_is_the_latest_before_the_export(tmp_path, day, exported, year):
    on = datetime.date.fromisoformat(exported)
    result = read(tmp_path / "smdr.txt", standard(day=day).encode(), exported_on=on)
    assert str(result.calls[0]["started_at"])[:4] == str(year)


def test_a_log_over_new_year_goes_on_in_the_next(tmp_path):
    content = standard(day="12/31") + standard(day="01/01")
    on = datetime.date(2027, 1, 2)
    result = read(tmp_path / "smdr.txt", content.encode(), exported_on=on)
    days = [str(call["started_at"])[:10] for call in result.calls]
    assert days == ["2026-12-31", "2027-01-01"]


def test_days_after_the_export_among_others_are_refused_with_a_sentence(tmp_path):
    content = standard(day="09/23") + standard(day="09/24")
    on = datetime.date(2026, 9, 23)
    with pytest.raises(BadExport, match="days have no year"):
        read(tmp_path / "smdr.txt", content.encode(), exported_on=on)


def test_the_order_of_day_and_month_is_asked_for_when_nothing_shows_it(tmp_path):
    content = standard(day="09/03").encode()
    with pytest.raises(BadExport, match=r'system = "mitel_smdr"'):
        read(tmp_path / "smdr.txt", content)
    output = [{"system": "mitel_smdr", "day_order": "month first"}]
    result = read(tmp_path / "smdr.txt", content, call_system=output)
    assert result.only("started_at") == [("2026-09-03 13",)]


def test_the_day_may_stand_first(tmp_path):
    result = read(tmp_path / "smdr.txt", standard(day="23/09").encode())
    assert result.only("started_at") == [("2026-09-23 13",)]


def test_twelve_hours_are_told_by_a_p_in_some_line(tmp_path):
    content = (
        standard(clock="01:10P")
        + standard(clock="12:20P")
        + standard(clock="12:30 ")
        + standard(clock="09:40 ")
    )
    result = read(tmp_path / "smdr.txt", content.encode())
    hours = [str(call["started_at"])[-2:] for call in result.calls]
    assert hours == ["00", "09", "12", "13"]


def test_without_the_callers_number_all_are_withheld(tmp_path):
    result = read(tmp_path / "smdr.txt", (standard() + standard("09/24")).encode())
    assert {call["is_withheld_number"] for call in result.calls} == {True}


def test_the_number_dialled_leads_to_a_queue(tmp_path):
    leads = [{"dialled": "9000", "queue": "skador"}]
    content = standard(digits="9000", ani=CALLER)
    result = read(tmp_path / "smdr.txt", content.encode(), dialled_queue=leads)
    assert result.only("queue") == [("skador",)]


def test_a_line_that_is_no_call_costs_itself(tmp_path):
    content = (
        "SMDR from 192.0.2.7\r\n" + LINES + " 09/23 14:50  00:00:10 trasig rad\r\n"
        " 09/45 14:50 " + standard()[13:]
    )
    result = read(tmp_path / "smdr.txt", content.encode())
    assert result.counted == (9, 6, 3)
    assert result.rejects == [
        (1, "not_this_format"), (8, "not_this_format"), (9, "bad_date"),
    ]  # fmt: skip


def test_nothing_of_a_line_is_kept(tmp_path):
    result = read(tmp_path / "smdr.txt", LINES.encode())
    assert CALLER not in result.kept
    assert "T102" not in result.kept


def test_the_day_in_the_name_of_the_file_is_the_day_of_the_export(home):
    home.put("telephone/smdr-2025-12-31.txt", standard(ani=CALLER).encode())
    [file] = home.take_in().files
    assert (file.format, file.accepted) == ("calls/mitel_smdr", 1)
    desk = home.desk("dpo")
    [month] = [row["month"] for row in desk.ask("dpo/coverage").records()]
    assert str(month) == "2025-09-01"
