"""Whatever type a cell of a workbook has, it is read right, is empty, or is named.

One workbook holds, beside rows that nobody touched, a row for each pair of a column and
a typed cell. What a cell says is what Excel shows of it.
"""

import datetime
import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from privacy.contracts.tables import tables
from tests.imports.junk_tables import junk_verdicts, read

DAY = datetime.date(2026, 3, 5)
MIDNIGHT = datetime.datetime(2026, 3, 5)  # noqa: DTZ001
AS_DAY = {"day": DAY, "instant": MIDNIGHT}
NUMBERS = ("day", "instant", "flag", "count", "year", "amount", "month_day")
NIGHT = datetime.datetime(2026, 3, 5, 23, 30)  # noqa: DTZ001 a workbook has no zone
PERCENT, MONEY, SCIENCE = "0%", '#,##0.00 "kr"', "0.00E+00"

CELLS = [
    # value, its format, and what it says by kind; None where it says nothing
    (DAY, "yyyy-mm-dd", AS_DAY),
    (DAY, "d mmm yyyy", AS_DAY),
    (MIDNIGHT, "dd/mm/yyyy", AS_DAY),
    (NIGHT, "yyyy-mm-dd hh:mm", {"day": DAY, "instant": NIGHT}),
    (datetime.time(8, 30), "hh:mm", {}),
    (datetime.timedelta(hours=26), "[h]:mm", {}),
    (True, "General", {"flag": True}),
    (False, "General", {"flag": False}),
    (1, "General", {"flag": True, "count": 1, "amount": 1}),
    (0, "General", {"flag": False, "count": 0, "amount": 0}),
    (47, "General", {"count": 47, "amount": 47}),
    (2026, "0", {"year": 2026, "count": 2026, "amount": 2026}),
    (1234.5, MONEY, {"amount": 1234.5}),
    (1234567890123, SCIENCE, {"count": 1234567890123, "amount": 1234567890123}),
    (0.5, PERCENT, {"amount": 0.5}),
    (1.0, PERCENT, {"flag": True, "count": 1, "amount": 1}),
    (-1, "General", {"flag": True, "amount": -1}),
    (46086, "General", {"count": 46086, "amount": 46086}),
    (1e308, "General", {}),
    ("#N/A", "error", None),
    ("#REF!", "error", {}),
    ("#DIV/0!", "error", {}),
    ("#VALUE!", "error", {}),
    ("=1+1", "formula", None),
    ("5 mars 2026", "@", AS_DAY),
    ("2026-03-05", "@", AS_DAY),
    ("'2026-03-05", "@", {}),
    ("SANT", "@", {"flag": True}),
    ("1 234", "@", {"count": 1234, "amount": 1234}),
    ("007", "@", {"count": 7, "amount": 7}),
    ("", "@", None),
    (" ", "@", None),
    ("_x000D_", "@", {}),
    ("rad ett\nrad två", "@", {}),
    (CellRichText("2026-", TextBlock(InlineFont(b=True), "03-05")), "@", AS_DAY),
]
"""A formula that Excel never computed says nothing."""


def workbook(rows, epoch=None):
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    sheet = book.active
    for row in rows:
        sheet.append([cell if not isinstance(cell, tuple) else None for cell in row])
        for place, cell in enumerate(row, 1):
            if isinstance(cell, tuple):
                put = sheet.cell(sheet.max_row, place, cell[0])
                if cell[1] == "error":
                    put.data_type = "e"
                elif cell[1] != "formula":
                    put.number_format = cell[1]
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def write(path, table, rows):
    head = [field.name for field in table.fields]
    path.write_bytes(workbook([head, *(cells for cells, _ in rows)]))


def verdict(field, cell, row):
    value, output = row[field.name], cell[2]
    if field.name in row["bad_fields"]:
        is_kept = value is not None and not str(value).startswith("rad ")
        return "silent" if is_kept else "named"
    if isinstance(value, datetime.datetime):
        value = value.replace(tzinfo=None)
    wanted = (output or {}).get(field.kind)
    if wanted is not None:
        return "read" if value == wanted else "silent"
    default = {"1": 1, "[]": [], "'requests'": "requests"}.get(field.empty)
    if value == default or str(value).startswith("rad "):
        is_nothing = output is None or cell[0] in (0, False)
        return "empty" if is_nothing or field.kind not in NUMBERS else "silent"
    return "silent" if field.kind in NUMBERS else "read"  # any text may be a word


@pytest.mark.parametrize("name", ["records", "requests", "processors"])
def test_a_typed_cell_of_a_workbook_is_read_right_or_named(tmp_path, name):
    path = tmp_path / f"{name}.xlsx"
    _, faults = junk_verdicts(path, tables()[name], CELLS, write, verdict)
    assert faults == []


def sheet_of(tmp_path, rows, change=None, epoch=None):
    """A workbook of the neutral list of requests, and the requests in it."""
    content = workbook(rows, epoch)
    path = tmp_path / "requests.xlsx"
    path.write_bytes(change(content) if change else content)
    return read(path, tables()["requests"])[1]


HEAD = ["system", "request_id", "received_at", "ticket_status"]


def test_days_of_a_workbook_from_1904_are_the_days_that_it_shows(tmp_path):
    rows = [HEAD, ["ärenden", "A-1", DAY, "öppet"], ["ärenden", "A-2", NIGHT, "öppet"]]
    result = sheet_of(tmp_path, rows, epoch=CALENDAR_MAC_1904)
    shown = [row["received_at"].replace(tzinfo=None) for row in result]
    assert shown == [MIDNIGHT, NIGHT]


def test_a_cell_merged_over_several_rows_is_the_cell_of_each(tmp_path):
    rows = [
        HEAD,
        ["ärenden", "A-1", DAY, "öppet"],
        [None, "A-2", None, "stängt"],
        [None, "A-3", datetime.date(2026, 3, 6), "öppet"],
    ]

    def merge(content):
        book = openpyxl.load_workbook(io.BytesIO(content))
        book.active.merge_cells("A2:A4")
        book.active.merge_cells("C2:C3")
        merged = io.BytesIO()
        book.save(merged)
        return merged.getvalue()

    result = sheet_of(tmp_path, rows, merge)
    assert [row["system"] for row in result] == ["ärenden"] * 3
    assert [row["received_at"].day for row in result] == [5, 5, 6]


def test_what_excel_last_computed_and_texts_within_the_sheet_are_read(tmp_path):
    rows = [HEAD, ["ärenden", "A-1", DAY, "öppet"], ["ärenden", "A-2", DAY, "PLATS"]]

    def computed(content):
        shown = zipfile.ZipFile(io.BytesIO(content))
        anew = io.BytesIO()
        with zipfile.ZipFile(anew, "w") as archive:
            for name in shown.namelist():
                text = shown.read(name)
                if name == "xl/worksheets/sheet1.xml":
                    text = re.sub(
                        rb'<c r="D2"[^>]*>.*?</c>',
                        b'<c r="D2" t="str"><f>"a"&amp;"x"</f><v>st\xc3\xa4ngt</v></c>',
                        text,
                    )
                    text = re.sub(
                        rb'<c r="D3"[^>]*>.*?</c>',
                        b'<c r="D3" t="inlineStr"><is><r><t>v\xc3\xa4n</t></r>'
                        b"<r><t>tar</t></r></is></c>",
                        text,
                    )
                archive.writestr(name, text)
        return anew.getvalue()

    result = sheet_of(tmp_path, rows, computed)
    assert [row["ticket_status"] for row in result] == ["stängt", "väntar"]
