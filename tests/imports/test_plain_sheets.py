"""A sheet that is read fast says what openpyxl says of it, cell for cell."""

import datetime
import io
import random
import re
import zipfile
from html import escape

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from privacy.imports import plain_sheets, workbooks
from privacy.imports.workbooks import open_workbook
from tests.bench import bench_rows
from tests.imports.test_junk_cells_of_workbooks import CELLS, workbook

SHEET = "xl/worksheets/sheet1.xml"
DAY, NOUGHTS, LENGTH, SCIENCE = 1, 2, 3, 4
FORMATS = ["General", "yyyy-mm-dd hh:mm", "00000", "[h]:mm", "0.00E+00"]
TEXTS = ["a&b", 'å <ä> "ö"', " mellan ", "two\nlines", "00123", "", "x005F_x000D_"]


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHARED = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)


def packed(rows, change=None):
    """A workbook with these rows of XML; its styles are FORMATS, TEXTS are shared."""
    book = openpyxl.Workbook()
    for number, form in enumerate(FORMATS, 1):
        book.active.cell(1, number, 1).number_format = form
    saved, anew = io.BytesIO(), io.BytesIO()
    book.save(saved)
    texts = "".join(f"<si><t>{escape(text)}</t></si>" for text in TEXTS)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(anew, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{texts}</sst>')
        for name in old.namelist():
            xml = old.read(name).decode()
            if name == "[Content_Types].xml":
                xml = xml.replace("</Types>", _SHARED)
            if name == SHEET:
                head, _, rest = xml.partition("<sheetData>")
                rest = rest.partition("</sheetData>")[2]
                xml = f"{head}<sheetData>{rows}</sheetData>{rest}"
            content = xml.encode()
            archive.writestr(
                name, change(content) if change and name == SHEET else content
            )
    return anew.getvalue()


def as_csv(content):
    with open_workbook(io.BytesIO(content), "list.xlsx") as text:
        return text.read()


def by_openpyxl(content, monkeypatch):
    def never(*_):
        raise plain_sheets.NotPlain

    with monkeypatch.context() as patched:
        patched.setattr(plain_sheets, "plain_rows", never)
        return as_csv(content)


def fast(content, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(workbooks, "_values", None)
        return as_csv(content)


def cell(place, value, *, style=0, kind=None):
    named = f' s="{style}"' if style else ""
    typed = f' t="{kind}"' if kind else ""
    return f'<c r="{place}"{named}{typed}><v>{value}</v></c>'


def with_space(xml):
    named = b'xmlns:x14ac="http://schemas.microsoft.com/office/x14ac" xmlns="'
    return xml.replace(b'xmlns="', named, 1)


PLAIN = {
    "numbers": [
        cell("A1", n)
        for n in ("0", "7", "007", "-3", "1.0", "1.5", "1E5", "46086.5", "9" * 30)
    ],
    "styled numbers": [
        cell("A1", n, style=style)
        for n in ("0", "123", "-5", "46086", "46086.979", "1.5", "99999999", "1e300")
        for style in range(1, len(FORMATS))
    ],
    "shared texts": [cell("A1", n, kind="s") for n in range(len(TEXTS))],
    "errors, truths and formulas": [
        cell("A1", "#N/A", kind="e"),
        cell("A1", "1", kind="b"),
        cell("A1", "0", kind="b"),
        cell("A1", "", kind="str"),
        cell("A1", "&lt;å&gt; &amp;&#10;", kind="str"),
        '<c r="A1" t="str"><f>"a"&amp;"x"</f><v>ax</v></c>',
        '<c r="A1"><f t="shared" ref="A1:A9" si="0">1+1</f><v>2</v></c>',
        '<c r="A1"><f t="shared" si="0"/><v>2</v></c>',
        '<c r="A1"><f>1+1</f></c>',
    ],
    "texts in cells": [
        '<c r="A1" t="inlineStr"><is><t>a &quot;b&quot;, å</t></is></c>',
        '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a\n b </t></is></c>',
        '<c r="A1" t="inlineStr"><is><t></t></is></c>',
        '<c r="A1" t="inlineStr"/>',
    ],
    "nothing": ['<c r="A1" s="2"/>', '<c r="A1"/>', '<c r="A1" t="s"/>'],
    "places": [cell("C1", 3), cell("A1", 1) + cell("AB1", 28), cell("XFD1", 1)],
}


@pytest.mark.filterwarnings("ignore:Cell")
@pytest.mark.parametrize("name", PLAIN)
def test_what_is_plainly_written_is_read_fast_and_says_the_same(name, monkeypatch):
    for listed in PLAIN[name]:
        row = f'<row r="1" spans="1:4">{cell("A1", "5")}</row>'
        row += (
            f'<row r="2" spans="1:4">{listed.replace("1" + chr(34), "2" + chr(34), 1)}'
        )
        row += f'</row><row r="5" x14ac:dyDescent="0.25">{cell("B5", "6")}</row>'
        content = packed(row, with_space)
        assert fast(content, monkeypatch) == by_openpyxl(content, monkeypatch), listed


ROW = '<row r="{0}"><c r="A{0}" t="str"><v>a</v></c></row>'
NOT_PLAIN = {
    "a row without a number": '<row><c r="A2"><v>1</v></c></row>',
    "a cell without a place": '<row r="2"><c><v>1</v></c><c><v>2</v></c></row>',
    "an empty row": '<row r="2"/>' + ROW.format(3),
    "cells in another order": '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c>'
    "</row>",
    "a row that comes twice": ROW.format(2) + ROW.format(2),
    "a row that comes late": ROW.format(5) + ROW.format(2),
    "letters in parts": '<row r="2"><c r="A2" t="inlineStr"><is><r><t>a</t></r><r>'
    "<t>b</t></r></is></c></row>",
    "a day as it is written": '<row r="2"><c r="A2" t="d"><v>2026-03-05</v></c></row>',
    "space between": '<row r="2">\n <c r="A2"><v>1</v></c>\n</row>',
    "a remark": f"<!-- </row> -->{ROW.format(2)}",
    "raw text": '<row r="2"><c r="A2" t="str"><v><![CDATA[</row>]]></v></c></row>',
    "a sign by its hexadecimal number": '<row r="2"><c r="A2" t="str"><v>&#xe5;</v>'
    "</c></row>",
    "lines that end as on Windows": '<row r="2"><c r="A2" t="str"><v>a\r\nb</v></c>'
    "</row>",
    "marks by other names": '<row r="2"><c t="str" r="A2"><v>a</v></c></row>',
}


@pytest.mark.parametrize("name", NOT_PLAIN)
def test_what_is_written_otherwise_is_left_to_openpyxl(name, monkeypatch):
    """Also where it stands after blocks that were read fast."""
    monkeypatch.setattr(plain_sheets, "_BLOCK", 1000)
    before = "".join(ROW.format(n) for n in range(2, 60))
    listed = re.sub(
        r'(?<=[ A-C"])([2-5])(?=")', lambda m: str(int(m[1]) + 60), NOT_PLAIN[name]
    )
    for rows in (NOT_PLAIN[name], before + listed + ROW.format(90)):
        content = packed(ROW.format(1) + rows)
        wanted = by_openpyxl(content, monkeypatch)
        assert as_csv(content) == wanted
        assert wanted.count(b"\n") > 1
        with pytest.raises(TypeError):  # it was asked
            fast(content, monkeypatch)


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(b"</worksheet>", b""),
        lambda xml: xml.replace(b"</sheetData>", b"</row></sheetData>"),
        lambda xml: xml.replace(b"<v>a<", b"<v>\x01<"),
        lambda xml: xml.replace(b"<v>a<", b"<v>\xff<"),
        lambda xml: xml.replace(b"<v>a<", b"<v>&unknown;<"),
        lambda xml: xml.replace(b"<v>a<", b"<v>]]><"),
        lambda xml: xml.replace(b"<v>a<", b"<v>&#0;<"),
        lambda xml: xml.replace(b' t="str"><v>a<', b' s="77"><v>5<'),
    ],
)
def test_a_sheet_that_is_no_sound_xml_is_refused_as_before(change, monkeypatch):
    content = packed(ROW.format(1) + ROW.format(2), change)
    with pytest.raises(Exception) as wanted:  # noqa: PT011 whatever it was
        by_openpyxl(content, monkeypatch)
    with pytest.raises(wanted.type):
        as_csv(content)


def test_workbooks_of_chance_say_the_same(monkeypatch):
    for seed in range(20):
        dice = random.Random(seed)
        rows = [
            [dice.choice([None, dice.choice(CELLS)]) for _ in range(dice.randrange(6))]
            for _ in range(dice.randrange(1, 60))
        ]
        epoch = CALENDAR_MAC_1904 if seed % 2 else None
        content = workbook([["a", datetime.date(2026, 1, 2)], *rows], epoch)
        assert as_csv(content) == by_openpyxl(content, monkeypatch), seed


def test_a_workbook_without_styles_is_read_fast_too(monkeypatch, tmp_path):
    content = bench_rows._workbook(2000, tmp_path).read_bytes()
    assert fast(content, monkeypatch) == by_openpyxl(content, monkeypatch)
