"""Reads an Excel workbook as the CSV it could have been: values, never formulas."""

import csv
import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from privacy.errors import BadExport

_MOST_UNPACKED = 1 << 30
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3}[0-9]+:[A-Z]{1,3}[0-9]+)"')
_LONGEST_MERGED = 50
_NOUGHTS = re.compile("0{2,}")
"""The number format of ids such as 00123."""
_ROWS_AT_A_TIME = 1_000
_ROWS_WITH_HEAD = 16


def is_workbook(content: BinaryIO) -> bool:
    """Whether content is an .xlsx workbook, by what is packed in it."""
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False
    finally:
        content.seek(0)


@contextmanager
def open_workbook(content: BinaryIO, file: str) -> Iterator[BinaryIO]:
    """The first visible sheet that holds anything, as CSV in UTF-8.

    Days and times are written as in ISO 8601, whole numbers without decimals; of a
    formula what Excel last computed. Raises BadExport when it is no sound workbook, or
    unpacks to over 1 GB.
    """
    with zipfile.ZipFile(content) as archive:
        if sum(info.file_size for info in archive.infolist()) > _MOST_UNPACKED:
            raise BadExport(f"{file} unpacks to over 1 GB; export it as CSV instead.")
    import openpyxl  # few exports are workbooks, and it takes a tenth of a second
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    # Where a sheet does not say its size, all of it would be read to find out, at each
    # opening: half of an import. Nothing here asks it.
    ReadOnlyWorksheet._get_size = lambda sheet: None

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and filters that do not matter
            book = openpyxl.load_workbook(content, read_only=True, data_only=True)
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile, SyntaxError):
        raise BadExport(
            f"{file} is a workbook that cannot be read; save it again, or export it as "
            "CSV."
        ) from None
    try:
        sheets = (s for s in book.worksheets if s.sheet_state == "visible")
        sheet = next((s for s in sheets if _has_rows(s)), None)
        rows = () if sheet is None else _rows(book, sheet)
        merged = {} if sheet is None else _merged(content, sheet)
        yield written(_even(_unmerged(iter(rows), merged)))
    finally:
        book.close()


def _rows(book: "Workbook", sheet: "ReadOnlyWorksheet") -> Iterator[Sequence[object]]:
    """The values of a sheet, those that are plainly written as text.

    What is not is read by openpyxl, from the row on that was come to.
    """
    from privacy.imports.plain_sheets import NotPlain, plain_rows

    given = 0
    with sheet._get_source() as xml:
        try:
            strings, noughts = sheet._shared_strings, _noughts_by_style(book)
            for row in plain_rows(xml, book, strings, noughts, _as_text):
                yield row
                given += 1
        except (NotPlain, LookupError, ValueError):
            pass
        else:
            return
    yield from islice(_values(book, sheet), given, None)


def _noughts_by_style(book: "Workbook") -> list[int]:
    """How many digits a whole number has at least, by the style of its cell."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    of = dict(enumerate(book._number_formats, BUILTIN_FORMATS_MAX_SIZE))
    shown = [{**BUILTIN_FORMATS, **of}.get(s.numFmtId, "") for s in book._cell_styles]
    return [len(form) if _NOUGHTS.fullmatch(form) else 0 for form in shown]


def _values(book: "Workbook", sheet: "ReadOnlyWorksheet") -> Iterable[Sequence[object]]:
    """The values of a sheet; an id shown with noughts before it has them."""
    if not any(map(_NOUGHTS.fullmatch, book._number_formats)):
        values: Iterable[Sequence[object]] = sheet.iter_rows(values_only=True)
        return values
    return ([_as_shown(cell) for cell in row] for row in sheet.iter_rows())


def _as_shown(cell: "ReadOnlyCell | EmptyCell") -> object:
    value = cell.value
    if type(value) is int and _NOUGHTS.fullmatch(cell.number_format):
        return f"{value:0{len(cell.number_format)}}"
    return value


def _merged(
    content: BinaryIO, sheet: "ReadOnlyWorksheet"
) -> dict[int, list[tuple[int, int]]]:
    """Cells merged over several rows: by their first row, column and last row (of 1).

    They stand at the end of a sheet, so they are looked up before its rows are read.
    """
    from openpyxl.utils import range_boundaries

    merged: dict[int, list[tuple[int, int]]] = {}
    with (
        zipfile.ZipFile(content) as archive,
        archive.open(sheet._worksheet_path) as xml,
    ):
        before = b""
        while block := xml.read(1 << 20):
            for match in _MERGED.finditer(before + block):
                left, top, _, bottom = range_boundaries(match[1].decode("ascii"))
                if bottom > top:
                    merged.setdefault(top, []).append((left, bottom))
            before = block[-_LONGEST_MERGED:]
    return merged


def _unmerged(
    rows: Iterator[Sequence[object]], merged: dict[int, list[tuple[int, int]]]
) -> Iterator[Sequence[object]]:
    """Rows of which each has what is merged over it."""
    if not merged:
        yield from rows
        return
    open_cells: dict[int, tuple[int, object]] = {}
    for number, row in enumerate(rows, 1):
        cells = list(row)
        for column, (bottom, value) in list(open_cells.items()):
            if number > bottom:
                del open_cells[column]
            else:
                cells += [None] * (column - len(cells))
                cells[column - 1] = value
        for column, bottom in merged.get(number, ()):
            if column <= len(cells):
                open_cells[column] = (bottom, cells[column - 1])
        yield cells


def written(rows: Iterator[Sequence[object]]) -> BinaryIO:
    """Rows as CSV in UTF-8, written as they are asked for."""
    return io.BufferedReader(_Written(rows), 1 << 20)  # type: ignore[type-var]


def _even(rows: Iterator[Sequence[object]]) -> Iterator[Sequence[object]]:
    """Rows of one width: a workbook keeps no empty cells at the end of a row.

    The width is the widest of the first rows', among which the head row is.
    """
    first = [_filled(row) for row in islice(rows, _ROWS_WITH_HEAD)]
    width = max(map(len, first), default=0)
    for row in chain(first, map(_filled, rows)):
        yield [*row, *(None for _ in range(width - len(row)))]


def _filled(row: Sequence[object]) -> Sequence[object]:
    """A row without the empty cells at its end."""
    end = len(row)
    while end and row[end - 1] in (None, ""):
        end -= 1
    return row[:end]


def _has_rows(sheet: "ReadOnlyWorksheet") -> bool:
    sheet.reset_dimensions()  # a wrong one, as some systems write, would cut the sheet
    rows = sheet.iter_rows(values_only=True)
    return any(cell is not None for row in rows for cell in row)


class _Written(io.RawIOBase):
    """Rows as CSV bytes, written as they are asked for."""

    def __init__(self, rows: Iterator[Sequence[object]]) -> None:
        self._rows, self._left = rows, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        """Fill the buffer; 0 only at the very end."""
        if not self._left:
            text = io.StringIO()
            writer = csv.writer(text, lineterminator="\n")
            for _, row in zip(range(_ROWS_AT_A_TIME), self._rows, strict=False):
                writer.writerow([_as_text(cell) for cell in row])
            self._left = text.getvalue().encode()
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size


def _as_text(cell: object) -> str:
    """A cell as it is written in a CSV."""
    if type(cell) is str:
        return cell.replace("\r\n", "\n") if "\r" in cell else cell
    if isinstance(cell, datetime.datetime):
        is_day = cell.time() == datetime.time.min
        return f"{cell:%Y-%m-%d}" if is_day else f"{cell:%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, datetime.timedelta):  # [h]:mm, a length and no number
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).replace("\r\n", "\n")
