"""Cells that stand a column beside their own are no values: their row is named."""

import random

import duckdb
import pytest

from privacy.contracts.tables import tables
from privacy.errors import NotRecognised
from privacy.imports import slipped
from tests.imports.calls.reading import read as read_calls
from tests.imports.junk_tables import plain_cell
from tests.imports.junk_tables import read as read_table_of
from tests.imports.requests.reading import read

ROWS = 40
RECORDS = tables()["records"]
CALLS = "call_id,started_at,direction,from_number,queue,agent,is_answered,talk_seconds"


def call(number):
    day = f"2026-09-{number % 28 + 1:02} {8 + number // 28}:00:00"
    return [f"c{number}", day, "in", "0701740605", "Skador", "Hilda", "ja", "160"]


def request(number):
    day = f"2026-02-{number % 28 + 1:02} 10:00"
    return [f"PUB-{number}", "Access", "Done", day, day, "a note"]


def record(number):
    return [plain_cell(field, number) for field in RECORDS.fields]


def text(head, rows):
    return "".join(",".join(row) + "\n" for row in [head, *rows])


WAYS = {
    "a cell too many": lambda row, at: [*row[:at], "", *row[at:-1]],
    "a text that was divided": lambda row, at: [*row[:at], "Berg", *row[at:-1]],
    "a cell that is lacking": lambda row, at: [*row[:at], *row[at + 1 :], ""],
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("at", [0, 1, 3])
def test_a_call_that_slipped_is_left_out_and_counted(tmp_path, way, at):
    rows = [call(number) for number in range(ROWS)]
    rows[20] = WAYS[way](rows[20], at)
    content = text(CALLS.split(","), rows).encode()
    result = read_calls(tmp_path / "calls.csv", content, "calls")
    assert {(c["queue"], c["talk_seconds"]) for c in result.calls} == {("Skador", 160)}
    assert len(result.calls) == ROWS - 1
    assert result.rejects[0][0] == 22


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("at", range(2, len(RECORDS.fields) - 4, 4))
def test_a_record_that_slipped_is_left_out_and_counted(tmp_path, way, at):
    rows = [record(number) for number in range(ROWS)]
    rows[20] = WAYS[way](rows[20], at)
    path = tmp_path / "records.csv"
    path.write_text(text([field.name for field in RECORDS.fields], rows), "utf-8")
    taken, result = read_table_of(path, RECORDS)
    assert len(result) == ROWS - 1
    assert taken.reasons == {"not_this_format": 1}


@pytest.mark.parametrize("way", WAYS)
def test_a_request_that_slipped_is_left_out_or_its_day_is_named(tmp_path, way):
    head = ["Issue key", "Issue Type", "Status", "Created", "Resolved", "Note"]
    rows = [request(number) for number in range(ROWS)]
    rows[20] = WAYS[way](rows[20], 1)
    result = read(tmp_path / "list.csv", text(head, rows).encode())
    slipped = [row for row in result.requests if row["request_id"] == "PUB-20"]
    assert [row["bad_fields"] for row in slipped] in ([], [["received_at"]])
    assert len(result.requests) + len(result.rejects) == ROWS


def test_where_all_rows_from_one_on_slipped_each_is_named(tmp_path):
    rows = [record(number) for number in range(ROWS)]
    rows[25:] = [WAYS["a cell too many"](row, 3) for row in rows[25:]]
    path = tmp_path / "records.csv"
    path.write_text(text([field.name for field in RECORDS.fields], rows), "utf-8")
    taken, result = read_table_of(path, RECORDS)
    assert len(result) == 25
    assert taken.reasons == {"not_this_format": 15}


def test_a_file_whose_titles_slipped_is_refused(tmp_path):
    rows = [record(number) for number in range(ROWS)]
    head = [field.name for field in RECORDS.fields]
    path = tmp_path / "records.csv"
    path.write_text(text([*head[1:], head[0]], rows), "utf-8")
    with pytest.raises(NotRecognised, match="beside their titles"):
        read_table_of(path, RECORDS)


@pytest.mark.parametrize("number", ["Anonymous", "anna@example.se", ""])
def test_a_cell_of_another_kind_alone_costs_no_row(tmp_path, number):
    rows = [call(number) for number in range(ROWS)]
    rows[20][3] = number
    rows[21][7] = ""
    rows[22][4:6] = ["4711", ""]
    content = text(CALLS.split(","), rows).encode()
    result = read_calls(tmp_path / "calls.csv", content, "calls")
    assert len(result.calls) == ROWS


@pytest.mark.parametrize("way", ["a cell too many", "a text that was divided"])
def test_a_row_slips_also_where_what_is_beside_is_not_read(tmp_path, way):
    head = ["Issue key", "Issue Type", "Note", "Created", "Votes", "Status", "Resolved"]
    rows = [
        [f"PUB-{n}", "Access", "a note", f"2026-02-{n % 28 + 1:02} 10:00", "90", "Done",
         f"2026-02-{n % 28 + 1:02} 10:00"]
        for n in range(ROWS)
    ]  # fmt: skip
    rows[20] = WAYS[way](rows[20], 1)
    result = read(tmp_path / "list.csv", text(head, rows).encode())
    assert len(result.requests) == ROWS - 1
    assert result.rejects == [(22, "not_this_format")]


def test_two_days_that_are_words_cost_themselves_alone(tmp_path):
    head = ["Issue key", "Issue Type", "Status", "Created", "Resolved", "Note"]
    rows = [request(number) for number in range(ROWS)]
    rows[20][3:5] = ["okänt", "senare"]
    result = read(tmp_path / "list.csv", text(head, rows).encode())
    assert len(result.requests) == ROWS


@pytest.mark.parametrize("never_empty", [True, False])
@pytest.mark.parametrize("form", ["a", "a0", "0", "0-0-0 0:0:0", "-", "(0|0)", "0\\0"])
def test_a_cell_that_the_engine_lets_pass_fits_its_column(form, never_empty):
    """Rows are looked at one by one only where the engine finds two that may not."""
    chance = random.Random(1)
    signs = "abÅö²٣½Ⅷ /:-09,.Z_\t\n'|é\\()"
    cells = ["".join(chance.choices(signs, k=chance.randrange(6))) for _ in range(9000)]
    cells += ["2026-10-01 08:00:00", "12", "a1", "häst", "(1|22)", "3\\4"]
    column = slipped._Column("cell", 0, form, never_empty, True, None, True)
    with duckdb.connect() as connection:
        connection.execute("create table cells as select unnest(?) as cell", [cells])
        rows = connection.execute(f"select cell, {column.fits} from cells").fetchall()
    assert all(column.holds(cell) for cell, fits in rows if fits)
    assert any(fits for _, fits in rows)


def test_titles_one_beside_their_cells_are_refused_where_few_columns_show_it(tmp_path):
    accounts = tables()["accounts"]
    titles = [field.name for field in accounts.fields]
    rows = [[plain_cell(field, n) for field in accounts.fields] for n in range(ROWS)]
    path = tmp_path / "accounts.csv"
    path.write_text(text([*titles[1:], titles[0]], rows), "utf-8")
    with pytest.raises(NotRecognised, match="beside their titles"):
        read_table_of(path, accounts)


WHOLE_WAYS = {
    "a column came": lambda row, at: [*row[:at], "", *row[at:-1]],
    "a column went": lambda row, at: [*row[:at], *row[at + 1 :], ""],
}


@pytest.mark.parametrize("name", tables())
def test_a_file_all_of_whose_cells_stand_a_column_beside_is_refused_or_named(
    tmp_path, name
):
    """Cells of like columns may be read: then the column that is empty is named."""
    table, path = tables()[name], tmp_path / f"{name}.csv"
    head = [field.name for field in table.fields]
    rows = [[plain_cell(f, number) for f in table.fields] for number in range(12)]
    path.write_text(text(head, rows), "utf-8")
    whole, _ = read_table_of(path, table)
    silent = []
    for way, move in WHOLE_WAYS.items():
        for at in {0, 1, len(head) // 2, len(head) - 1}:
            path.write_text(text(head, [move(row, at) for row in rows]), "utf-8")
            try:
                taken, _ = read_table_of(path, table)
            except NotRecognised:
                continue
            if not (taken.unreadable or taken.rejected or taken.lacking):
                silent.append((way, head[at]))
    assert (whole.lacking, whole.unreadable) == ([], {})
    assert not silent


@pytest.mark.parametrize(
    "day", ["2026-03-01", "2026-03-01 10:00", "1.3.2026", "01/03/2026"]
)
def test_a_day_is_no_word_and_no_persons_number(tmp_path, day):
    table, path = tables()["accounts"], tmp_path / "accounts.csv"
    rows = [f"{day},{day},user\n", "k2,crm,admin\n", "k3,crm 2026-03-01,a 1.3.2026\n"]
    path.write_text("account_id,system,role\n" + "".join(rows), "utf-8")
    taken, result = read_table_of(path, table)
    assert taken.unreadable == {"account_id": 1, "system": 1}
    assert {row["system"] for row in result} == {None, "crm", "crm 2026-03-01"}
