"""What reports write between and below their records is no record, and costs none."""

import pytest

from privacy.contracts.tables import tables
from tests.imports.calls.reading import read as read_calls
from tests.imports.junk_tables import read as read_table_of
from tests.imports.requests.reading import read

HEAD = "Issue key,Issue Type,Status,Created,Resolved,Note\n"
ROWS = [
    "PUB-7,Access,Done,2026-02-03 10:00,2026-02-20 10:00,a\n",
    "PUB-8,Erasure,Open,2026-02-25 10:00,,b\n",
    "PUB-9,Access,Open,2026-03-04 10:00,,c\n",
]
IDS = ["PUB-7", "PUB-8", "PUB-9"]
WRITTEN_IN = {
    "groups": HEAD + "Team Nord,,,,,\n" + "Team Syd,,,,,\n".join(ROWS),
    "a total first": HEAD + "Grand total,,,,,\n" + "".join(ROWS),
    "a footer": HEAD + "".join(ROWS) + "Skapad av B. Berg 2026-03-09,,,,,\n",
    "another table": HEAD + "".join(ROWS) + ",,,,,\nTyp,Antal,,,,\nAccess,2,,,,\n",
    "a line below the head": HEAD + "---,---,---,---,---,---\n" + "".join(ROWS),
    "a row without key": HEAD + ",,Total,,,\n" + "".join(ROWS),
    "a total in two cells": HEAD + ROWS[0] + "Total,3,,,,\n" + "".join(ROWS[1:]),
    "words without a key": HEAD + ROWS[0] + ",Nord,Total,,,\n" + "".join(ROWS[1:]),
    "units": HEAD + "text,text,text,datum,datum,text\n" + "".join(ROWS),
    "a line of Markdown": HEAD + ":---:,:-:,:-,-:,-,---\n" + "".join(ROWS),
}
SUBJECT_FIRST = "Summary,Project,Issue id,Issue key,Issue Type,Status,Created\n"
NUMBERED = [
    f"Om min skada,PUB,{n},{1000 + n},Access,Done,2026-02-0{n} 10:00\n"
    for n in (1, 2, 3)
]
SUMS = {
    "below": ["", "", "Totalt,,,3,,,\n"],
    "between": ["Delsumma,,,1,,,\n", "Delsumma,,,2,,,\n", ""],
    "in the second column": ["", "", ",Antal rader:,,3,,,\n"],
    "below an empty line": ["", "", "\nGrand total,,,3,,,\n"],
}


@pytest.mark.parametrize("name", SUMS)
def test_a_sum_below_a_key_that_is_not_the_first_column_is_none(tmp_path, name):
    rows = "".join(a + b for a, b in zip(NUMBERED, SUMS[name], strict=True))
    result = read(tmp_path / "list.csv", (SUBJECT_FIRST + rows).encode(), "requests")
    assert ids(result) == ["1001", "1002", "1003"]
    assert set(result.taken.reasons) == {"totals_row"}


def test_a_request_about_a_total_stays(tmp_path):
    rows = "".join(NUMBERED).replace("Om min skada", "Total", 1)
    result = read(tmp_path / "list.csv", (SUBJECT_FIRST + rows).encode(), "requests")
    assert ids(result) == ["1001", "1002", "1003"]


def test_an_export_with_its_columns_in_another_order_below_another_is_rejected(
    tmp_path,
):
    def turned(line):
        return ",".join(reversed(line.rstrip("\n").split(","))) + "\n"

    below = turned(HEAD) + turned("PUB-1,Access,Done,2026-01-03 10:00,,x\n")
    again = HEAD + "PUB-10,Access,Done,2026-03-03 10:00,2026-03-04 10:00,d\n"
    content = HEAD + "".join(ROWS) + below + again
    result = read(tmp_path / "list.csv", content.encode(), "requests")
    assert ids(result) == sorted([*IDS, "PUB-10"])
    assert result.taken.reasons == {"other_table": 2, "comment_line": 1}


@pytest.mark.parametrize("line", ["|---|---|---|---|---|---|", "|:-|:-:|-|-:|---|-|"])
def test_a_table_of_markdown_is_read(tmp_path, line):
    rows = [HEAD, *ROWS]
    shown = ["| " + row.rstrip("\n").replace(",", " | ") + " |\n" for row in rows]
    content = "".join([shown[0], line + "\n", *shown[1:]])
    result = read(tmp_path / "list.md", content.encode(), "requests")
    assert ids(result) == IDS
    assert result.taken.reasons == {"comment_line": 1}


def ids(result):
    return sorted(request["request_id"] for request in result.requests)


@pytest.mark.parametrize("name", WRITTEN_IN)
def test_what_a_report_writes_between_its_records_is_none(tmp_path, name):
    result = read(tmp_path / "list.csv", WRITTEN_IN[name].encode(), "requests")
    assert ids(result) == IDS
    assert set(result.taken.reasons) <= {"comment_line", "totals_row"}
    assert result.taken.read == 3 + sum(result.taken.reasons.values())


def test_a_record_with_an_id_of_its_kind_alone_stays(tmp_path):
    rows = "".join([*ROWS, "PUB-10,,,,,\n"])
    result = read(tmp_path / "list.csv", (HEAD + rows).encode())
    assert ids(result) == sorted([*IDS, "PUB-10"])


def test_a_quote_within_a_cell_opens_nothing(tmp_path):
    rows = "".join(ROWS).replace(",a\n", ',19" skåp\n').replace(",b\n", ',3" rör\n')
    result = read(tmp_path / "list.csv", (HEAD + rows).encode())
    assert ids(result) == IDS
    assert result.taken.rejected == 0


def test_a_row_that_slipped_is_rejected_though_its_last_cell_is_empty(tmp_path):
    slipped = ROWS[1].replace("Erasure", "Erasure, all").replace(",b", ",")
    result = read(tmp_path / "list.csv", (HEAD + ROWS[0] + slipped + ROWS[2]).encode())
    assert ids(result) == ["PUB-7", "PUB-9"]
    assert result.taken.reasons == {"not_this_format": 1}


def test_a_delimiter_after_every_row_is_no_cell(tmp_path):
    rows = "".join(row.replace("\n", ",\n") for row in ROWS)
    assert ids(read(tmp_path / "list.csv", (HEAD + rows).encode())) == IDS


def test_a_last_row_that_was_cut_is_named(tmp_path):
    cut = (HEAD + "".join(ROWS))[: -len(",,c\n")]
    result = read(tmp_path / "list.csv", cut.encode())
    assert ids(result) == IDS[:2]
    assert result.taken.reasons == {"not_this_format": 1}


@pytest.mark.parametrize("nothing", ["NULL", r"\N", "N/A", "None", "-", "#N/A"])
def test_a_word_for_nothing_is_no_queue_and_no_agent(tmp_path, nothing):
    head = "call_id,started_at,direction,is_answered,from_number,queue,agent\n"
    rows = "".join(
        f"c{n},2026-02-0{n} 10:00:00,in,nej,070174060{n},{nothing},{nothing}\n"
        for n in range(1, 4)
    )
    result = read_calls(tmp_path / "calls.csv", (head + rows).encode(), "calls")
    assert {(call["queue"], call["agent"]) for call in result.calls} == {(None, None)}


@pytest.mark.parametrize("nothing", [r"\N", "#SAKNAS!", "NaT", "<null>"])
def test_where_a_first_column_says_nothing_the_second_is_read(tmp_path, nothing):
    text = (
        "Ticket ID,Status,Source,Type,Group,Created time,Resolved time,Closed time\n"
        f"71,Closed,Email,Access,DPO,2026-02-03 10:00,{nothing},2026-02-20 10:00\n"
    )
    (request,) = read(tmp_path / "list.csv", text.encode(), "requests").requests
    assert str(request["closed_on"]) == "2026-02-20"


SYSTEMS = (
    "system,supplier,owner_id,country,is_own,dpa_signed_on\n"
    "Guidewire Claims,Guidewire,a1,SE,nej,2025-01-13\n"
    "Visma Lön,Visma,a2,SE,nej,2025-02-14\n"
    "Åhus Arkiv,,a3,SE,ja,2025-03-15\n"
    "Kivra,Kivra AB,a4,SE,nej,2025-04-16\n"
)
NAMES = ["Guidewire Claims", "Kivra", "Visma Lön", "Åhus Arkiv"]
ADDED = {
    "a footer": "Skapad av B. Berg 2026-03-09,,,,,\n",
    "a footer of one cell": "Källa: Systemet\n",
    "a count": "Antal rader: 4,,,,,\n",
    "a footer of two cells": "Exporterad,2026-03-09,,,,\n",
    "a footer below an empty line": ",,,,,\nSlut på rapporten,,,,,\n",
    "another table": ",,,,,\nLand,Antal,,,,\nSE,4,,,,\n",
    "another table with a name": "\nÖversikt\n"
    "Typ,Namn,Kod,Land,Egen,Datum\nX,Y,a9,SE,nej,\n",
    "another table as wide": "\nTyp,Namn,Kod,Land,Egen,Datum\n"
    "X,Y,a9,SE,nej,2025-01-01\n",
    "totals": "Summa,,,,,\n",
}


def read_systems(tmp_path, text):
    path = tmp_path / "systems.csv"
    path.write_text(text, encoding="utf-8")
    taken, rows = read_table_of(path, tables()["systems"])
    return taken, [row["system"] for row in rows]


@pytest.mark.parametrize("name", ADDED)
def test_what_stands_below_a_list_of_names_is_no_name(tmp_path, name):
    taken, names = read_systems(tmp_path, SYSTEMS + ADDED[name])
    assert names == NAMES
    assert taken.read == 4 + sum(taken.reasons.values())


def test_groups_of_a_list_of_names_are_no_names(tmp_path):
    head, *rows = SYSTEMS.splitlines(keepends=True)
    groups = [head, "Skador,,,,,\n", *rows[:2], "Ekonomi,,,,,\n", *rows[2:]]
    taken, names = read_systems(tmp_path, "".join(groups))
    assert names == NAMES
    assert taken.reasons == {"comment_line": 2}


def test_a_name_with_little_beside_it_stays_where_others_have_little(tmp_path):
    rows = "Telia,Telia AB,,,,\nSendgrid,,,US,,\n"
    _, names = read_systems(tmp_path, SYSTEMS + "Artvise,Artvise AB,a7,,,\n" + rows)
    assert {"Telia", "Sendgrid"} <= set(names)


def test_a_row_of_which_no_day_flag_or_number_can_be_read_is_no_record(tmp_path):
    head = "system,is_own,is_sensitive,is_restricted,dpa_signed_on\n"
    rows = "".join(f"S{n},ja,nej,nej,2025-01-1{n}\n" for n in range(4))
    slipped = "Kivra,Kivra AB,SE,Stockholm,nej\n"
    taken, names = read_systems(tmp_path, head + rows + slipped)
    assert names == ["S0", "S1", "S2", "S3"]
    assert taken.reasons == {"not_this_format": 1}


def test_days_that_cannot_be_read_cost_no_list_its_records(tmp_path):
    head = "system,is_own,is_sensitive,is_restricted,dpa_signed_on\n"
    rows = "".join(f"S{n},okänt,okänt,okänt,i våras\n" for n in range(4))
    taken, names = read_systems(tmp_path, head + rows)
    assert names == ["S0", "S1", "S2", "S3"]
    assert taken.unreadable["is_own"] == 4


OPERATORS = "Datum;Riktning;Från;Kö;Väntetid;Samtalstid;Status\n"
LISTED = [
    f"2026-09-25 0{n}:00;Inkommande;070174060{n};Skador;0:12;2:20;Besvarat\n"
    for n in range(5)
]
TWICE = {
    "put after itself": (OPERATORS + "".join(LISTED)) * 2,
    "each row twice": OPERATORS + "".join(row * 2 for row in LISTED),
    "with an empty line": f"{OPERATORS}{''.join(LISTED)}\n{OPERATORS}{''.join(LISTED)}",
}


@pytest.mark.parametrize("name", TWICE)
def test_a_list_of_calls_that_holds_itself_again_counts_once(tmp_path, name):
    result = read_calls(tmp_path / "samtal.csv", TWICE[name].encode())
    assert len(result.calls) == len(LISTED)
    assert result.taken.reasons["repeated_row"] == len(LISTED)


def test_some_equal_calls_are_so_many_calls(tmp_path):
    for rows in ([*LISTED, LISTED[0]], [LISTED[0]] * 2, LISTED[:2] * 2):
        content = (OPERATORS + "".join(rows)).encode()
        result = read_calls(tmp_path / "samtal.csv", content)
        assert len(result.calls) == len(rows)
        assert "repeated_row" not in result.taken.reasons
