"""The report of a month or a year, written by one command into one file."""

import csv
import io
import json
import zipfile

import openpyxl
import pyarrow.parquet
import pytest
from conftest import AS_OF, AT
from released_home import MONTH

from privacy.commands import main
from privacy.contracts.roles import Role
from privacy.reports import make_report

MONTHLY = ("html", "pdf", "csv", "xlsx", "parquet", "zip")
NEWEST = "2026-10"


@pytest.fixture
def run(example, capsys):
    """Runs the command; gives its status, what it printed and what it complained of."""

    def run(*words):
        words = ["report", *words, "--data", str(example.installation.data)]
        status = main([str(word) for word in words], lambda: AT)
        output = capsys.readouterr()
        return status, output.out, output.err

    return run


@pytest.mark.parametrize("ending", MONTHLY)
def test_a_month_is_written_in_the_form_that_the_name_ends_with(run, tmp_path, ending):
    file = tmp_path / f"report.{ending}"
    status, output, complaint = run(NEWEST, "-o", file)
    assert (status, complaint) == (0, "")
    assert str(file) in output
    starts = {"html": b"<!doctype html>", "pdf": b"%PDF-", "csv": b"\xef\xbb\xbf"}
    starts |= {"xlsx": b"PK", "zip": b"PK", "parquet": b"PAR1"}
    assert file.read_bytes().startswith(starts[ending])
    method = {"report_method.csv"} if ending == "csv" else set()
    assert {path.name for path in tmp_path.iterdir()} == {file.name} | method


def test_it_is_the_report_that_the_page_gives(run, example, tmp_path):
    file = tmp_path / "report.html"
    assert run(NEWEST, "-o", file, "--language", "en")[0] == 0
    desk = example.desk(Role.DPO)
    given = {"language": "en", "form": "html", "as_of": AS_OF}
    assert file.read_bytes() == make_report(desk, MONTH, **given)


def test_all_forms_hold_the_same_figures(run, tmp_path):
    for ending in ("csv", "xlsx", "parquet"):
        assert run(NEWEST, "-o", tmp_path / f"m.{ending}")[0] == 0
    text = (tmp_path / "m.csv").read_text(encoding="utf-8-sig")
    names = [row["figure"] for row in csv.DictReader(io.StringIO(text), delimiter=";")]
    head, *cells = openpyxl.load_workbook(tmp_path / "m.xlsx").active.values
    table = pyarrow.parquet.read_table(tmp_path / "m.parquet")
    assert names == [cell[head.index("Mått")] for cell in cells]
    assert names == table.column("figure").to_pylist()
    assert "calls" in names


def test_each_file_of_a_months_figures_comes_with_their_method(run, tmp_path):
    """A CSV has no place for it: there it lies beside."""
    for ending in ("csv", "xlsx", "parquet"):
        assert run(NEWEST, "-o", tmp_path / f"m.{ending}")[0] == 0
    text = (tmp_path / "m_method.csv").read_text(encoding="utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    of = {line["statistic"] for line in lines}
    assert {"calls_by_queue", "service_level", "requests_by_right"} <= of
    assert all(line["text"] for line in lines)
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    assert book.sheetnames == ["Månaden", "Metod", "Kolumner"]
    assert book["Metod"].max_row == len(lines) + 1
    output = pyarrow.parquet.read_schema(tmp_path / "m.parquet").metadata[b"method"]
    assert len(json.loads(output)) == len(lines)


def test_the_zip_of_a_month_ends_with_it(run, tmp_path):
    assert run("2026-09", "-o", tmp_path / "m.zip")[0] == 0
    with zipfile.ZipFile(tmp_path / "m.zip") as files:
        text = files.read("plain/calls_by_queue.csv").decode()
    months = {row["month"] for row in csv.DictReader(io.StringIO(text))}
    assert max(months) == "2026-09-01"
    assert min(months) == "2025-09-01"


@pytest.mark.parametrize("ending", ["html", "pdf"])
def test_a_year_is_written_as_a_paper(run, tmp_path, ending):
    file = tmp_path / f"year.{ending}"
    status, output, complaint = run("2026", "-o", file, "--json")
    assert (status, complaint) == (0, "")
    assert json.loads(output) == {"file": str(file), "bytes": file.stat().st_size}


@pytest.mark.parametrize(
    ("period", "name", "sentence"),
    [
        ("2026-13", "m.pdf", "YYYY-MM"),
        ("26", "m.pdf", "YYYY-MM"),
        ("0000", "m.pdf", "YYYY-MM"),
        ("2026-10", "m.docx", ".html, .pdf, .csv"),
        ("2026-10", "m", ".html, .pdf, .csv"),
        ("2026", "y.csv", ".html, .pdf"),
        ("2026-11", "m.pdf", "2026-11 is not released"),
        ("2020-01", "m.pdf", "released are 2025-09"),
        ("2031", "y.pdf", "has not begun"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(
    run, tmp_path, period, name, sentence
):
    status, output, complaint = run(period, "-o", tmp_path / name)
    assert status == 1
    assert not output
    assert complaint.startswith("NoReport: ")
    assert sentence in complaint
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_named(run, tmp_path):
    missing = tmp_path / "nowhere" / "m.csv"
    status, _, complaint = run(NEWEST, "-o", missing)
    assert status == 1
    assert str(missing) in complaint


def test_what_lay_there_stays_when_the_report_cannot_be_made(run, tmp_path):
    file = tmp_path / "m.pdf"
    file.write_bytes(b"earlier")
    assert run("2020-01", "-o", file)[0] == 1
    assert file.read_bytes() == b"earlier"


def test_an_organisation_that_is_not_there_is_named_with_those_that_are(run, tmp_path):
    status, _, complaint = run(
        NEWEST, "-o", tmp_path / "m.pdf", "--organisation", "acme"
    )
    assert status == 1
    assert "claims-link" in complaint
