"""A file holds what the screen shows, to the cell, and nothing that Excel would run."""

import csv
import datetime
import io
import zipfile

import openpyxl
import pyarrow.parquet
import pytest
from conftest import AT
from hypothesis import given
from hypothesis import strategies as st
from released_home import STATISTICS

from privacy.contracts import Answer, read_contract
from privacy.contracts.roles import Role
from privacy.reports import Form, csv_text, write_file
from privacy.reports.files import plain_csv_text
from privacy.wording import escape_formula, name_column, withheld_word, write_value

QUEUES = "released/calls_by_queue"


@pytest.fixture(scope="module")
def desk(example):
    return example.desk(Role.ANALYST)


def read_csv(content: bytes, mark: str, encoding: str) -> list[list[str]]:
    text = content.decode(encoding)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))


@pytest.mark.parametrize("name", STATISTICS)
def test_the_csv_for_swedish_excel_says_what_the_screen_says(desk, name):
    answer = desk.ask(name)
    content = write_file(answer, answer.records(), Form.SEMICOLONS, "sv", AT)
    assert content.startswith(b"\xef\xbb\xbf")
    head, *lines = read_csv(content, ";", "utf-8-sig")
    assert head == list(answer.contract.column_names)
    assert len(lines) == len(answer.rows)
    for line, row in zip(lines, answer.records(), strict=True):
        for written, (column, value) in zip(line, row.items(), strict=True):
            if isinstance(value, bool | int | float):
                # Excel wants no space between thousands and no typographic minus.
                screen = write_value(value, "sv", column).replace("\u00a0", "")
                assert written == screen.replace("\u2212", "-")
            if value is None and row.get("is_withheld"):
                assert written == withheld_word("sv")


@pytest.mark.parametrize("name", STATISTICS)
def test_the_plain_csv_and_parquet_and_excel_hold_the_same_cells(desk, name):
    answer = desk.ask(name)
    rows, names = answer.records(), answer.contract.column_names
    parquet = write_file(answer, rows, Form.PARQUET, "sv", AT)
    table = pyarrow.parquet.read_table(io.BytesIO(parquet))
    assert table.to_pylist() == rows
    assert table.schema.names == list(names)
    head, *lines = read_csv(write_file(answer, rows, Form.CSV, "sv", AT), ",", "utf-8")
    assert head == list(names)
    book = openpyxl.load_workbook(
        io.BytesIO(write_file(answer, rows, Form.XLSX, "sv", AT))
    )
    first, *cells = book.active.values
    assert list(first) == [name_column(name, "sv") for name in names]
    for line, cell, row in zip(lines, cells, rows, strict=True):
        for number, value in enumerate(row.values()):
            if value is None:
                assert line[number] == ""
                hidden = withheld_word("sv") if row.get("is_withheld") else None
                assert cell[number] == hidden
            elif isinstance(value, bool):
                assert line[number] == str(value).lower()
                assert cell[number] is value
            elif isinstance(value, int | float):
                assert float(line[number]) == value
                assert cell[number] == pytest.approx(value)
            elif isinstance(value, datetime.datetime):
                assert cell[number].date() == value.date()
            elif isinstance(value, datetime.date):
                assert line[number] == value.isoformat()
                assert cell[number].date() == value


def test_english_takes_commas_and_points(desk):
    answer = desk.ask("released/service_level")
    head, *lines = read_csv(
        csv_text(answer.contract, answer.records(), "en").encode(), ",", "utf-8-sig"
    )
    assert head[0] == "month"
    assert "." in "".join(line[2] for line in lines)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_either_excel_is_served_whatever_language_the_reader_has(language):
    answer = made("x")
    rows = answer.records()
    swedish = write_file(answer, rows, Form.SEMICOLONS, language, AT).decode()
    english = write_file(answer, rows, Form.COMMAS, language, AT).decode()
    assert ";12;20,5;" in swedish
    assert ",12,20.5," in english


def test_the_excel_file_explains_each_of_its_columns():
    answer = made("x")
    content = write_file(answer, answer.records(), Form.XLSX, "sv", AT)
    book = openpyxl.load_workbook(io.BytesIO(content))
    head, *lines = book["Kolumner"].values
    place = list(head).index(name_column("heading", "sv"))
    assert [line[place] for line in lines] == list(next(book.active.values))


def test_every_row_says_the_first_and_the_last_day_of_its_period(desk):
    halves = desk.ask("released/requests_by_right").records()
    spans = {(str(row["month"]), str(row["last_on"])) for row in halves}
    assert ("2026-01-01", "2026-06-30") in spans
    months = desk.ask("released/calls_by_queue").records()
    assert all(row["month"] <= row["last_on"] for row in months)
    assert {str(r["last_on"]) for r in months if str(r["month"]) == "2026-10-01"} == {
        "2026-10-31"
    }


def made(word: str, calls: int = 12) -> Answer:
    contract = read_contract(QUEUES)
    row = (
        datetime.date(2026, 10, 1), datetime.date(2026, 10, 31), "in", word, "*", calls,
        20.5, None, False,
        "telephone-2026-10-v1",
    )  # fmt: skip
    return Answer(contract, [row])


@pytest.mark.parametrize(
    "word", ["=1+1", "+46", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"]
)
def test_a_word_is_never_taken_for_a_formula(word):
    answer = made(word)
    text = csv_text(answer.contract, answer.records(), "sv")
    _, line = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    assert line[3].startswith("'")
    assert line[3].replace("'", "") == word
    plain = plain_csv_text(answer.contract, answer.records())
    _, line = csv.reader(io.StringIO(plain, newline=""))
    assert line[3] == word  # programs get words as they are
    book = openpyxl.load_workbook(
        io.BytesIO(write_file(answer, answer.records(), Form.XLSX, "sv", AT))
    )
    cell = book.active["D2"]
    assert cell.data_type == "s"
    assert str(cell.value).strip() == word.strip()


@pytest.mark.parametrize(
    ("word", "escaped"),
    [
        ("/a;=cmd|calc", "/a;'=cmd|calc"),
        ("/a,=cmd|calc", "/a,'=cmd|calc"),
        ("/a\t@SUM(A1)", "/a\t'@SUM(A1)"),
        ("a\n=1", "a\n'=1"),
        ("x, -2+cmd|' /C'!A0", "x,' -2+cmd|' /C'!A0"),
        ("=1;=2", "'=1;'=2"),
        ("100,-", "100,-"),
        ("ned, -5", "ned, -5"),
        ("a=b;c", "a=b;c"),
        ("", ""),
    ],
)
def test_a_word_is_no_formula_where_another_country_parts_cells(word, escaped):
    assert escape_formula(word) == escaped


def test_excel_holds_no_formula_at_all():
    answer = made("=cmd|' /C calc'!A0")
    content = write_file(answer, answer.records(), Form.XLSX, "sv", AT)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [n for n in parts.namelist() if "worksheets/" in n]
        assert sheets
        assert not any(b"<f>" in parts.read(name) for name in sheets)


@given(st.text(max_size=30))
def test_no_word_breaks_a_line_or_a_column(word):
    answer = made(word)
    text = csv_text(answer.contract, answer.records(), "sv")
    head, line = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert len(line) == len(head)
    assert not line[3].lstrip(" \u00a0").startswith(("=", "+", "@", "\t", "\r", "\n"))


def test_a_lone_dash_stays_a_dash_and_numbers_stay_numbers():
    assert escape_formula("-") == "-"
    assert ";-3;" in csv_text(read_contract(QUEUES), made("x", -3).records(), "sv")


def test_a_cell_that_is_null_without_being_withheld_is_empty():
    text = csv_text(read_contract(QUEUES), made("x").records(), "sv")
    assert withheld_word("sv") not in text
    assert ";20,5;;nej;" in text


def test_the_columns_have_the_same_names_in_every_language():
    rows = made("x").records()
    heads = {
        csv_text(read_contract(QUEUES), rows, language)
        .splitlines()[0]
        .replace(";", ",")
        for language in ("sv", "en")
    }
    assert len(heads) == 1
