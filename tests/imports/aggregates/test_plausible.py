"""Plausible: a zip of ten tables, of which each row is counted, used or not."""

import io
import zipfile

import pytest

from privacy.errors import BadExport
from privacy.imports import plausible
from tests.imports.aggregates.reading import read

SPAN = "20260901_20260930"
TABLES = {
    "imported_visitors": '"date","visitors","pageviews","bounces","visits",'
    '"visit_duration"\n"2026-09-01",119,304,77,134,21070\n'
    '"2026-09-02",166,325,117,180,21467\n',
    "imported_pages": '"date","hostname","page","visits","visitors","pageviews"\n'
    '"2026-09-01","claimslink.se","/",80,70,90\n'
    '"2026-09-01","claimslink.se","/arende/anna@exempel.se",1,1,1\n',
    "imported_sources": '"date","source","referrer","utm_source","utm_medium",'
    '"utm_campaign","utm_content","utm_term","pageviews","visitors","visits",'
    '"visit_duration","bounces"\n'
    '"2026-09-01","Google","google.com","","","","","",70,23,25,8249,13\n'
    '"2026-09-01","","","","","","","",40,20,21,8,13\n'
    '"2026-09-01","github.com/4lejandrito","","","","","","",1,1,1,0,1\n',
    "imported_browsers": '"date","browser","browser_version","visitors","visits",'
    '"visit_duration","bounces","pageviews"\n'
    '"2026-09-01","Chrome","139.0",54,60,6627,40,128\n'
    '"2026-09-01","","",1,1,8,0,24\n',
    "imported_devices": '"date","device","visitors","visits","visit_duration",'
    '"bounces","pageviews"\n"2026-09-01","Mobile",12,13,140,10,17\n',
    "imported_locations": '"date","country","region","city","visitors","visits",'
    '"visit_duration","bounces","pageviews"\n"2026-09-01","SE","SE-AB",2675397,1,1,'
    "338,0,2\n",
    "imported_entry_pages": '"date","entry_page","visitors","entrances",'
    '"visit_duration","bounces","pageviews"\n"2026-09-01","/docs",28,29,3573,13,64\n',
    "imported_exit_pages": '"date","exit_page","visitors","visit_duration","exits",'
    '"bounces","pageviews"\n"2026-09-01","/docs",14,224,14,13,23\n',
    "imported_operating_systems": '"date","operating_system",'
    '"operating_system_version","visitors","visits","visit_duration","bounces",'
    '"pageviews"\n"2026-09-01","iOS","26.1",5,6,39,5,8\n',
    "imported_custom_events": '"date","name","link_url","path","visitors","events"\n'
    '"2026-09-01","Signup","","",3,3\n',
}


def packed(tables=TABLES, folder=""):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in tables.items():
            archive.writestr(f"{folder}{name}_{SPAN}.csv", text)
    return content.getvalue()


def test_four_tables_are_used_and_six_are_counted(tmp_path):
    result = read(tmp_path / "export.zip", packed())
    assert result.taken.format == "web_aggregates/plausible"
    assert result.counted == (15, 9, 6)
    assert result.taken.reasons == {"not_used": 6}
    assert result.only("dimension", "label", "views", "visits", "visitors") == [
        ("browser", "(other)", 24, 1, 1),
        ("browser", "Chrome", 128, 60, 54),
        ("page", "/", 90, None, 70),
        ("page", "/arende/*", 1, None, 1),
        ("referrer", "-", 40, 21, 20),
        ("referrer", "github.com", 1, 1, 1),
        ("referrer", "google", 70, 25, 23),
        ("whole", None, 304, 134, 119),
        ("whole", None, 325, 180, 166),
    ]
    assert {figure["tool"] for figure in result.figures} == {"Plausible"}
    assert result.days == {("2026-09-01",) * 2, ("2026-09-02",) * 2}


def test_tables_in_a_folder_of_the_zip_are_found(tmp_path):
    assert read(tmp_path / "e.zip", packed(folder="site/")).counted == (15, 9, 6)


def test_a_table_by_itself_is_told_by_its_columns(tmp_path):
    for name, text in TABLES.items():
        if name == "imported_custom_events":
            continue
        result = read(tmp_path / f"{name}_{SPAN}.csv", text.encode())
        used = name.split("_")[1] in ("visitors", "pages", "sources", "browsers")
        rows = text.count("\n") - 1
        assert result.counted == ((rows, rows, 0) if used else (rows, 0, rows))


def test_a_row_without_a_day_costs_itself(tmp_path):
    text = TABLES["imported_visitors"] + '"i går",1,1,1,1,1\n'
    result = read(tmp_path / "e.zip", packed({"imported_visitors": text}))
    assert result.counted == (3, 2, 1)
    assert result.taken.reasons == {"bad_date": 1}


def test_a_broken_quote_costs_its_line_and_a_long_path_is_cut(tmp_path):
    text = TABLES["imported_pages"] + (
        '"2026-09-02","claimslink.se","/oslutad,1,1,1\n'
        f'"2026-09-02","claimslink.se","/{"x" * 200_000}",1,1,1\n'
        '"2026-09-03","claimslink.se","/sist",2,2,2\n'
    )
    result = read(tmp_path / "e.zip", packed({"imported_pages": text}))
    assert result.counted == (5, 4, 1)
    assert max(len(str(label)) for (label,) in result.only("label")) == 400
    assert ("/sist", 2) in result.only("label", "views")


def test_a_zip_that_unpacks_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(plausible, "_MOST_UNPACKED", 100)
    with pytest.raises(BadExport, match="unpacks to over 1 GB"):
        read(tmp_path / "e.zip", packed())
