"""Every line of a telephone log is accounted for, once."""

import pytest

from privacy.contracts.roles import Role
from privacy.errors import NotRecognised
from tests.imports.calls.reading import read

GOOD = (
    '"","070174060{n}","9000","skador","","SIP/t-1","SIP/4011-2","Dial","SIP/4011",'
    '"2026-09-01 09:00:0{n}","2026-09-01 09:00:20","2026-09-01 09:03:00",180,160,'
    '"ANSWERED","DOCUMENTATION"'
)
LINES = [GOOD.format(n=n) for n in range(8)]


def text(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def counts(file):
    assert file.read == file.accepted + file.rejected + file.duplicate
    return file.read, file.accepted, file.rejected, file.duplicate


def test_a_broken_quote_costs_its_line(tmp_path):
    broken = LINES[3].replace('"skador"', '"skador')
    result = read(tmp_path / "Master.csv", text([*LINES[:3], broken, *LINES[4:]]))
    assert result.counted == (8, 7, 1)
    assert [line for line, _ in result.rejects] == [4]
    assert len(result.calls) == 7


def test_a_name_with_quotes_commas_and_a_line_end_is_one_row(tmp_path):
    named = LINES[3].replace('"","SIP/t-1"', '"""Ek, Bo""\nTvå","SIP/t-1"')
    assert named != LINES[3]
    result = read(tmp_path / "Master.csv", text([*LINES[:3], named, *LINES[4:]]))
    assert result.counted == (8, 8, 0)
    assert len(result.calls) == 8


def test_a_last_line_half_written_waits_for_the_next_import(home):
    content = text(LINES)
    half = home.put("telephone/Master.csv", content[: -len(LINES[7]) // 2])
    assert counts(home.read_in(half)[0]) == (7, 7, 0, 0)
    whole = home.put("telephone/Master.csv", content)
    assert counts(home.read_in(whole)[0]) == (8, 1, 0, 7)


def test_a_call_without_id_in_two_overlapping_exports_counts_once(home):
    first = home.put("telephone/week36.csv", text(LINES[:5]))
    second = home.put("telephone/week37.csv", text(LINES[3:]))
    assert counts(home.read_in(first)[0]) == (5, 5, 0, 0)
    assert counts(home.read_in(second)[0]) == (5, 3, 0, 2)


def test_two_equal_calls_without_id_in_one_log_are_two(home):
    path = home.put("telephone/Master.csv", text([LINES[0]] * 2))
    assert counts(home.read_in(path)[0]) == (2, 2, 0, 0)
    again = home.put("telephone/copy.csv", text([LINES[0]] * 3))
    assert counts(home.read_in(again)[0]) == (3, 1, 0, 2)


def test_legs_of_a_call_known_before_are_all_repeats(home):
    legs = [f'{line},"1788246000.1"' for line in LINES[:3]]
    other = f'{LINES[4]},"1788246000.2"'
    first = home.put("telephone/week36.csv", text(legs))
    second = home.put("telephone/week37.csv", text([*legs, other]))
    assert counts(home.read_in(first)[0]) == (3, 3, 0, 0)
    assert counts(home.read_in(second)[0]) == (4, 1, 0, 3)


def test_a_file_whose_days_cannot_be_told_is_refused_and_the_others_are_read(home):
    home.put("telephone/Master.csv", text(LINES))
    content = "calldate,src,dst,duration,billsec,disposition\n"
    content += "03/04/2026 09:00,0701740605,9000,30,20,ANSWERED\n"
    home.put("telephone/table.csv", content.encode())
    files = {file.file: file for file in home.read_in()}
    assert files["Master.csv"].accepted == 8
    assert "[[call_system]]" in files["table.csv"].refused


def test_hostile_lengths_cost_nothing_but_themselves(tmp_path):
    names = "call_id,started_at,direction,is_answered,wait_seconds,talk_seconds\n"
    words = ["1e99", "inf", "nan", "-5", "99999999999", "1:2:3:4", "abc", "1,5"]
    rows = (
        f'{n},2026-09-01 09:00:00,in,true,"{w}","{w}"\n' for n, w in enumerate(words)
    )
    result = read(tmp_path / "calls.csv", (names + "".join(rows)).encode())
    assert result.counted == (8, 8, 0)
    waits = {call["wait_seconds"] for call in result.calls}
    assert waits == {None, 2}


def test_words_that_nothing_explains_are_listed_for_the_officer(home):
    head = "Tidpunkt;Riktning;Från;Resultat;Väntetid;Samtalstid\n"
    rows = "".join(
        f"2026-09-14 09:{n:02}:00;{way};070174{n:04};{how};20;{talk}\n"
        for n, (way, how, talk) in enumerate(
            [("Inkommande", "Besvarat", "60"), ("Inkommande", "Kod 7", "")] * 20
            + [("Snett", "Missat", "")] * 5
        )
    )
    file = home.put("telephone/samtal.csv", (head + rows).encode())
    assert counts(home.take_in(file).files[0]) == (45, 45, 0, 0)
    desk = home.desk(Role.DPO)
    listed = desk.ask("dpo/unmapped_words").records()
    assert [
        (row["system"], row["field"], row["word"], row["requests"]) for row in listed
    ] == [
        ("telephone", "call_outcome", "Kod 7", 20),
        ("telephone", "call_direction", "Snett", 5),
    ]
    cells = desk.ask("released/calls_by_queue").records()
    shown = {row["outcome"]: row["calls"] for row in cells if row["direction"] == "in"}
    assert set(shown) == {"*", "answered", "unknown"}
    assert (shown["*"], shown["answered"]) == (40, 20)


def test_a_talk_longer_than_its_call_leaves_no_wait_of_nought(tmp_path):
    head = "calldate,src,dst,duration,billsec,disposition\n"
    rows = (
        f"2026-09-25 1{n}:00:00,0701740605,9000,{length},{talk},ANSWERED\n"
        for n, (length, talk) in enumerate([(20, 200), (30, 20), (139, 140)])
    )
    result = read(tmp_path / "cdr.csv", (head + "".join(rows)).encode())
    waits = [(call["wait_seconds"], call["bad_fields"]) for call in result.calls]
    # Clocks that round each length apart may differ by a second.
    assert waits == [(None, ["wait_seconds"]), (10, None), (0, None)]
    assert [call["talk_seconds"] for call in result.calls] == [200, 20, 140]


def test_titles_over_the_cells_beside_are_no_list_of_calls(tmp_path):
    titles = "call_id,started_at,direction,from_number,queue,is_answered,talk_seconds"
    rows = "".join(
        f"17882460000{n:02},2026-04-01 0{n}:00:00,in,0701740605,skador,ja,160\n"
        for n in range(9)
    )
    shifted = ",".join([*titles.split(",")[1:], titles.split(",")[0]])
    assert len(read(tmp_path / "a.csv", f"{titles}\n{rows}".encode()).calls) == 9
    with pytest.raises(NotRecognised, match="cannot be read so"):
        read(tmp_path / "b.csv", f"{shifted}\n{rows}".encode())


def test_a_word_of_its_own_for_the_way_of_a_call_is_listed_and_read_on(tmp_path):
    head = "started_at,direction,is_answered\n"
    rows = "2026-04-01 09:00:00,ulos,ja\n2026-04-01 10:00:00,sisään,ja\n"
    result = read(tmp_path / "a.csv", (head + rows).encode())
    assert [call["is_answered"] for call in result.calls] == [True, True]
