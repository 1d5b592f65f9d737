"""Every file and report of figures says how they were made."""

import csv
import datetime
import io
import json

import openpyxl
import pyarrow.parquet
import pytest
from conftest import AS_OF, AT, DPO
from released_home import MONTH

from privacy.contracts import contract_names, read_contract
from privacy.contracts.roles import Role
from privacy.journal import Journal
from privacy.releases import write_note
from privacy.reports import (
    Form,
    has_method,
    make_report,
    method_sheet,
    method_text,
    write_file,
)
from privacy.reports.method import method_points
from privacy.wording import LANGUAGES, write_value

QUEUES = "released/calls_by_queue"


def method(desk, name, language="en"):
    """The topics of a statistic's method with their texts."""
    answer = desk.ask(name)
    sheet = method_sheet(desk.ask, answer.contract, answer.records(), language)
    result = {}
    for line in sheet.rows:
        result.setdefault(line["topic"], []).append(line["text"])
    return result


@pytest.fixture
def desk(example):
    return example.desk(Role.MANAGER)


def test_the_method_counts_what_is_withheld_of_the_rows_given(desk):
    rows = desk.ask(QUEUES).records()
    withheld = sum(row["is_withheld"] for row in rows)
    [text] = method(desk, QUEUES)["Withheld"]
    assert text.startswith(f"{withheld} of {len(rows)} rows")


def test_the_method_says_the_minimum_of_the_releases(desk):
    fewest = {row["min_persons"] for row in desk.ask("released/releases").records()}
    assert fewest == {5, 10}
    assert method(desk, QUEUES)["Minimum"] == [
        "At least 5 persons are behind each figure that is shown."
    ]
    assert "At least 10" in method(desk, "released/visit_lengths")["Minimum"][0]


def test_the_method_says_to_what_counts_are_rounded(desk):
    assert method(desk, "released/searches_by_word")["Rounding"] == [
        "To the nearest 5."
    ]
    assert method(desk, QUEUES)["Rounding"] == ["Figures are not rounded."]


def test_periods_without_a_release_are_named_as_gaps(desk):
    """The example lacks the months between October 2025 and September 2026."""
    assert method(desk, QUEUES)["Known gaps"] == [
        "Nothing is released of November 2025–August 2026."
    ]
    assert method(desk, QUEUES)["Corrections"] == ["None."]


def test_the_method_defines_each_column(desk):
    answer = desk.ask("released/service_level")
    result = method(desk, "released/service_level")["Definitions"]
    assert [text.split()[0] for text in result] == list(answer.contract.column_names)


def test_every_released_statistic_has_a_method_in_both_languages(desk):
    for name in contract_names("statistics"):
        for language in ("sv", "en"):
            result = method(desk, name.replace("statistics", "released"), language)
            assert len(result) >= 6, name


def test_the_files_of_released_figures_have_a_method_and_no_others():
    names = [*contract_names("released"), *contract_names("dpo")]
    result = {name for name in names if has_method(read_contract(name))}
    worked_out = {"released/service_level", "released/passages_by_queue"}
    counted = {
        n.replace("statistics", "released") for n in contract_names("statistics")
    }
    assert result == counted | worked_out


def test_the_method_as_csv_has_the_lines_of_the_sheet(desk):
    answer = desk.ask(QUEUES)
    text = method_text(desk.ask, answer.contract, answer.records(), "en")
    head, *lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    sheet = method_sheet(desk.ask, answer.contract, answer.records(), "en")
    assert len(head) == 3
    assert [line[2] for line in lines] == [row["text"] for row in sheet.rows]


def test_excel_and_parquet_carry_the_method(desk):
    answer = desk.ask(QUEUES)
    rows = answer.records()
    sheet = method_sheet(desk.ask, answer.contract, rows, "sv")
    content = write_file(answer, rows, Form.XLSX, "sv", AT, sheet)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Samtal per kö", "Metod", "Kolumner"]
    content = write_file(answer, rows, Form.PARQUET, "sv", AT, sheet)
    output = pyarrow.parquet.read_schema(io.BytesIO(content)).metadata[b"method"]
    assert json.loads(output) == list(sheet.rows)


def test_a_note_stands_in_the_method_of_files_of_its_month(home):
    head = "call_id,started_at,direction,from_number,to_number,queue,agent\n"
    calls = "".join(
        f"{n},2026-10-{n % 27 + 1:02} 09:00:00,in,08{1_000_000 + n},9000,a,40{n % 6}\n"
        for n in range(40)
    )
    home.put("telephone/calls.csv", (head + calls).encode())
    home.take_in()
    journal = Journal.of(home.organisation)
    write_note(journal, DPO, AT, on="2026-10-12", note="ny växel", source="telephone")
    write_note(journal, DPO, AT, on="2026-08", note="en annan månad")
    result = method(home.desk(Role.MANAGER), QUEUES)
    assert result["Notes"] == ["2026-10-12: ny växel"]


def test_the_report_of_a_month_says_how_its_figures_were_made(desk):
    report = make_report(desk, MONTH, language="en", form="html", as_of=AS_OF).decode()
    assert "How the figures were made" in report
    assert "are rounded to the nearest 5; the others are not rounded" in report
    assert "Nothing is released of November 2025–August 2026." in report


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_point_of_a_report_names_its_statistic_twice(desk, language):
    points = method_points(desk.ask, ["released/service_level"], MONTH, language)
    named = points[-1].split(": ")
    assert len(named) == 2
    assert named[0] == write_value("service_level", language, "statistic")


def test_a_correction_is_named_with_its_day(desk):
    releases = [
        {
            "release_id": f"telephone-2026-10-v{version}",
            "month": MONTH,
            "last_on": datetime.date(2026, 10, 31),
            "version": version,
            "released_at": "2026-11-25T10:00:00+00:00",
            "statistic": "calls_by_queue",
            "min_persons": 5,
        }
        for version in (1, 2)
    ]
    contract = desk.ask(QUEUES).contract
    rows = [{"month": MONTH, "release_id": "telephone-2026-10-v2"}]

    class Corrected:
        def records(self):
            return releases

    def ask(name):
        return Corrected() if name == "released/releases" else desk.ask(name)

    sheet = method_sheet(ask, contract, rows, "en")
    [text] = [line["text"] for line in sheet.rows if line["topic"] == "Corrections"]
    assert text == (
        "October 2026 was corrected on 2026-11-25 (release telephone-2026-10-v2)."
    )
