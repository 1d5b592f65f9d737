"""Answers as an Excel workbook: one sheet each, words never taken for formulas."""

import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.properties import PageSetupProperties

from privacy.contracts import Contract
from privacy.reports.files import Row, exact, is_withheld
from privacy.wording import name_column, say, withheld_word, write_value

_LONGEST_NAME = 31
"""Excel allows a sheet no longer name."""
_WIDEST = 60
_A4 = 9
"""As Excel numbers paper."""
_HEAD = Font(bold=True)
_FORMATS = {
    datetime.datetime: "yyyy-mm-dd hh:mm",
    datetime.date: "yyyy-mm-dd",
    int: "#,##0",
    float: "#,##0.0",
}


@dataclass(frozen=True)
class Sheet:
    """One answer of a workbook."""

    contract: Contract
    rows: Sequence[Row]

    @property
    def name(self) -> str:
        """What it is called where names are technical."""
        return self.contract.name.split("/")[-1]

    def tab(self, language: str) -> str:
        """The name on its tab, as the screen calls it."""
        key = f"sheet {self.name}"
        word = say(key, language)
        if word == key:
            word = write_value(self.name, language, "statistic")
        return word[:_LONGEST_NAME].strip()


def workbook_bytes(
    sheets: Sequence[Sheet], language: str, at: datetime.datetime
) -> bytes:
    """Sheets as one .xlsx file, dated `at`; numbers are numbers, days are days."""
    book = _new_book(at)
    for sheet in sheets:
        _write_sheet(book, sheet, language)
    return _saved(book)


def text_workbook(
    name: str, lines: Sequence[Mapping[str, str]], at: datetime.datetime
) -> bytes:
    """Lines as one sheet in which every cell is text, as it is: no id is a number."""
    book = _new_book(at)
    page = book.create_sheet(name[:_LONGEST_NAME])
    _set_up_print(page)
    for words in [list(lines[0]) if lines else [], *(line.values() for line in lines)]:
        cells = [_cell(page, word) for word in words]
        for cell in cells:
            cell.number_format = "@"
        page.append(cells)
    return _saved(book)


def _new_book(at: datetime.datetime) -> Workbook:
    book = Workbook(write_only=True)
    book.properties.creator = "privacy"
    book.properties.created = at.replace(tzinfo=None)
    book.properties.modified = at.replace(tzinfo=None)
    return book


def _saved(book: Workbook) -> bytes:
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def _write_sheet(book: Workbook, sheet: Sheet, language: str) -> None:
    page = book.create_sheet(sheet.tab(language))
    names = sheet.contract.column_names
    heads = [name_column(name, language) for name in names]
    lines = [
        [
            withheld_word(language) if is_withheld(row, name) else _value(row[name])
            for name in names
        ]
        for row in sheet.rows
    ]
    for number in range(len(names)):
        longest = max((len(str(line[number])) for line in lines), default=0)
        width = min(max(len(heads[number]), longest) + 3, _WIDEST)
        page.column_dimensions[get_column_letter(number + 1)].width = width
    _set_up_print(page)
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(names))}{len(lines) + 1}"
    page.append([_cell(page, head, font=_HEAD) for head in heads])
    for line in lines:
        page.append([_cell(page, value) for value in line])


def _set_up_print(page: WriteOnlyWorksheet) -> None:
    """On paper a sheet lies, is as wide as the paper, and repeats its heads."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"


def _value(value: object) -> object:
    value = exact(value)
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=None)
    return value


def _cell(page: object, value: object, font: Font | None = None) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, value)
    if isinstance(value, str):
        cell.data_type = "s"  # a word that begins with = stays a word
        cell.quotePrefix = True
        if len(value) >= _WIDEST:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif not isinstance(value, bool):
        cell.number_format = _FORMATS.get(type(value), "General")
    if font is not None:
        cell.font = font
    return cell
