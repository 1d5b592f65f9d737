"""What reports write between and below their records is no record, and costs none."""

import pytest

from tests.imports.calls.reading import read as read_calls
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
}


def ids(found):
    return sorted(request["request_id"] for request in found.requests)


@pytest.mark.parametrize("name", WRITTEN_IN)
def test_what_a_report_writes_between_its_records_is_none(tmp_path, name):
    found = read(tmp_path / "list.csv", WRITTEN_IN[name].encode(), "requests")
    assert ids(found) == IDS
    assert set(found.taken.reasons) <= {"comment_line", "totals_row"}
    assert found.taken.read == 3 + sum(found.taken.reasons.values())


def test_a_record_with_an_id_of_its_kind_alone_stays(tmp_path):
    rows = "".join([*ROWS, "PUB-10,,,,,\n"])
    found = read(tmp_path / "list.csv", (HEAD + rows).encode())
    assert ids(found) == sorted([*IDS, "PUB-10"])


def test_a_quote_within_a_cell_opens_nothing(tmp_path):
    rows = "".join(ROWS).replace(",a\n", ',19" skåp\n').replace(",b\n", ',3" rör\n')
    found = read(tmp_path / "list.csv", (HEAD + rows).encode())
    assert ids(found) == IDS
    assert found.taken.rejected == 0


def test_a_row_that_slipped_is_rejected_though_its_last_cell_is_empty(tmp_path):
    slipped = ROWS[1].replace("Erasure", "Erasure, all").replace(",b", ",")
    found = read(tmp_path / "list.csv", (HEAD + ROWS[0] + slipped + ROWS[2]).encode())
    assert ids(found) == ["PUB-7", "PUB-9"]
    assert found.taken.reasons == {"not_this_format": 1}


def test_a_delimiter_after_every_row_is_no_cell(tmp_path):
    rows = "".join(row.replace("\n", ",\n") for row in ROWS)
    assert ids(read(tmp_path / "list.csv", (HEAD + rows).encode())) == IDS


def test_a_last_row_that_was_cut_is_named(tmp_path):
    cut = (HEAD + "".join(ROWS))[: -len(",,c\n")]
    found = read(tmp_path / "list.csv", cut.encode())
    assert ids(found) == IDS[:2]
    assert found.taken.reasons == {"not_this_format": 1}


@pytest.mark.parametrize("nothing", ["NULL", r"\N", "N/A", "None", "-", "#N/A"])
def test_a_word_for_nothing_is_no_queue_and_no_agent(tmp_path, nothing):
    head = "call_id,started_at,direction,is_answered,from_number,queue,agent\n"
    rows = "".join(
        f"c{n},2026-02-0{n} 10:00:00,in,nej,070174060{n},{nothing},{nothing}\n"
        for n in range(1, 4)
    )
    found = read_calls(tmp_path / "calls.csv", (head + rows).encode(), "calls")
    assert {(call["queue"], call["agent"]) for call in found.calls} == {(None, None)}


@pytest.mark.parametrize("nothing", [r"\N", "#SAKNAS!", "NaT", "<null>"])
def test_where_a_first_column_says_nothing_the_second_is_read(tmp_path, nothing):
    text = (
        "Ticket ID,Status,Source,Type,Group,Created time,Resolved time,Closed time\n"
        f"71,Closed,Email,Access,DPO,2026-02-03 10:00,{nothing},2026-02-20 10:00\n"
    )
    (request,) = read(tmp_path / "list.csv", text.encode(), "requests").requests
    assert str(request["closed_on"]) == "2026-02-20"
