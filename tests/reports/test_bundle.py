"""The zip holds every released statistic, and says what everything in it means."""

import csv
import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from conftest import AT
from released_home import KEPT_MONTHS

from privacy.contracts import contract_names, read_contract
from privacy.contracts.roles import Role
from privacy.display.released import released_statistics
from privacy.reports import MONTHS, newest_months, released_names, write_parcel
from privacy.reports.workbook import Sheet
from privacy.wording import LANGUAGES, write_value

ANY = read_contract("released/calls_by_queue")


@pytest.fixture(scope="module")
def files(example):
    parcel = write_parcel(example.desk(Role.ANALYST), "sv", AT)
    with zipfile.ZipFile(io.BytesIO(parcel)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def rows_of(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_every_statistic_is_there_in_every_form(files):
    for name in released_names():
        short = name.split("/")[1]
        assert f"semicolons/{short}.csv" in files
        assert f"commas/{short}.csv" in files
        assert f"plain/{short}.csv" in files
        assert f"parquet/{short}.parquet" in files
    names = {name.split("/")[1] for name in contract_names("statistics")}
    assert names <= {name.split("/")[1] for name in released_names()}
    assert set(released_statistics()) == names


def test_the_dictionary_says_what_each_column_means(files):
    output = {
        (r["statistic"], r["column"]): r for r in rows_of(files["dictionary.csv"])
    }
    for name in released_names():
        for column in read_contract(name).columns:
            row = output[name.split("/")[1], column.name]
            assert row["definition"]
            assert row["heading"]
            assert row["type"] == column.type
            assert bool(row["unit"]) == (column.unit != "-")


def test_the_dictionary_is_in_the_language_asked_for(files):
    definitions = {row["definition"] for row in rows_of(files["dictionary.csv"])}
    assert "samtalets köns namn" not in definitions
    english = {
        column.meaning for n in released_names() for column in read_contract(n).columns
    }
    assert not definitions & english


def test_the_rules_are_cited_and_dominance_is_not_told(files):
    rules = rows_of(files["rules.csv"])
    assert {"min_persons", "min_networks", "min_agents"} <= {r["rule"] for r in rules}
    assert all(rule["citation"] and rule["valid_from"] for rule in rules)
    assert not any(b"dominance" in content for content in files.values())


def test_every_row_stands_in_a_release_that_is_listed(files):
    listed = {row["release_id"] for row in rows_of(files["releases.csv"])}
    for name in released_names():
        rows = rows_of(files[f"semicolons/{name.split('/')[1]}.csv"])
        assert {row["release_id"] for row in rows} <= listed


def test_everything_is_every_month_that_is_released(files):
    months = {row["month"] for row in rows_of(files["semicolons/calls_by_queue.csv"])}
    assert months == {f"{month}-01" for month in KEPT_MONTHS[:-1]}


def test_thirteen_months_are_thirteen_months(example):
    parcel = write_parcel(example.desk(Role.ANALYST), "sv", AT, months=MONTHS)
    with zipfile.ZipFile(io.BytesIO(parcel)) as archive:
        rows = rows_of(archive.read("semicolons/calls_by_queue.csv"))
    assert {row["month"] for row in rows} == {f"{m}-01" for m in KEPT_MONTHS[1:-1]}


def test_one_long_table_holds_every_figure_of_every_statistic(files):
    long = rows_of(files["semicolons/series.csv"])
    shown = {(r["statistic"], r["month"], r["cell"], r["measure"]): r for r in long}
    assert len(shown) == len(long)
    for row in rows_of(files["semicolons/calls_by_queue.csv"]):
        names = ("direction", "queue", "outcome")
        cell = " ".join(f"{name}={row[name]}" for name in names)
        result = shown["calls_by_queue", row["month"], cell.replace("'", ""), "calls"]
        assert result["value"] == row["calls"]
        assert result["last_on"] == row["last_on"]
    assert {row["statistic"] for row in long} == {
        name.split("/")[1]
        for name in released_names()
        if rows_of(files[f"semicolons/{name.split('/')[1]}.csv"])
    }


def test_all_months_are_all_months(example):
    desk = example.desk(Role.ANALYST)
    releases, answer = (
        desk.ask("released/releases"),
        desk.ask("released/calls_by_queue"),
    )
    assert len(newest_months(answer.records(), releases, None)) == len(answer.rows)
    newest = newest_months(answer.records(), releases)
    assert 0 < len(newest) < len(answer.rows)


def test_a_half_year_that_reaches_into_the_months_is_there(files):
    rows = rows_of(files["semicolons/requests_by_right.csv"])
    assert {"2025-07-01", "2026-01-01"} <= {row["month"] for row in rows}


def test_the_workbook_has_a_sheet_for_each(files):
    book = openpyxl.load_workbook(io.BytesIO(files["all.xlsx"]), read_only=True)
    wanted = {
        write_value(name.split("/")[1], "sv", "statistic")[:31].strip()
        for name in released_names()
    }
    about = {"Metod", "Kolumner", "Ord", "Regler", "Publiceringar"}
    assert wanted | about == set(book.sheetnames)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_tabs_of_a_workbook_have_one_name(language):
    """Excel takes two names for one that differ in capitals only."""
    names = [*released_names(), "method", "dictionary", "words", "rules", "releases"]
    sheets = [Sheet(replace(ANY, name=name), []) for name in names]
    tabs = [sheet.tab(language).casefold() for sheet in sheets]
    assert len(set(tabs)) == len(names)
    assert not any(set(tab) & set("[]:*?/\\") or len(tab) > 31 for tab in tabs)


def test_the_readme_says_how_to_read_them_in_both_languages(example, files):
    swedish = files["README.txt"].decode()
    parcel = write_parcel(example.desk(Role.ANALYST), "en", AT)
    with zipfile.ZipFile(io.BytesIO(parcel)) as archive:
        english = archive.read("README.txt").decode()
    assert "aldrig noll" in swedish
    assert "never zero" in english
    assert "Claims Link" in swedish


def test_the_same_role_is_given_the_same_bytes(example):
    desk = example.desk(Role.ANALYST)
    first, second = (
        zipfile.ZipFile(io.BytesIO(write_parcel(desk, "sv", AT))) for _ in range(2)
    )
    for name in first.namelist():
        if not name.endswith(".xlsx"):
            assert first.read(name) == second.read(name)
