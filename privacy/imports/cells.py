"""The cells of a table, in blocks: a broken quote costs its line, never the file.

Most rows of most tables are plain CSV (RFC 4180): those are read by Arrow. Where one is
not, it and the lines around it are read one by one; both ways give the same rows.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import numpy
import pyarrow
import pyarrow.compute
import pyarrow.csv

from privacy.imports.encodings import as_utf8
from privacy.imports.files import Content
from privacy.imports.formats import WHOLE_LINE
from privacy.imports.lines import cut_at_line_ends

_BLOCK = 16 << 20
_LINES_AT_A_TIME = 200
_MOST_LINES_A_ROW = 500
_LONGEST_CELL = 16 << 20


@dataclass(frozen=True)
class Layout:
    """How a table lies in its file, and which of its columns are wanted.

    `width` is how many cells a row has, None when the rows of a table without head may
    differ; `places` are the wanted columns by name, None for one that is not there.
    `ends_rows` says that every row has a delimiter after its last cell.
    """

    delimiter: str
    first_line: int
    width: int | None
    places: Mapping[str, int | None]
    ends_rows: bool = False


@dataclass(frozen=True)
class Cells:
    """Consecutive rows: (line bigint from 1, the wanted columns as trimmed varchar).

    `broken` are the numbers of the lines among them that are no rows; `cut_line` is the
    number of the file's last line, in its last cells, where that has no line end.
    """

    table: pyarrow.Table
    broken: Sequence[int] = ()
    cut_line: int | None = None


@dataclass(frozen=True)
class _Plain:
    """Rows of plain CSV, and how many lines and bytes they are."""

    table: pyarrow.Table
    lines: int
    size: int


@dataclass
class _Rows:
    """Rows read one by one."""

    lines: list[int] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)


def read_cells(
    export: Content, layout: Layout, *, block_size: int = _BLOCK
) -> Iterator[Cells]:
    """The rows of a table, block after block.

    A last line without line end is half written when it is no row: of a table without
    head it is left unread.
    """
    csv.field_size_limit(_LONGEST_CELL)
    number, left = 1, ""
    to_skip = layout.first_line
    pieces = cut_at_line_ends(export, block_size)
    piece = next(pieces, None)
    while piece is not None:
        content, is_cut = piece
        piece = next(pieces, None)
        text = as_utf8(content.replace(b"\0", b""), export.name)
        for _ in range(to_skip):
            text = text[text.find(b"\n") + 1 :]
        if to_skip or number == 1:
            layout = replace(layout, ends_rows=_ends_rows(text, layout))
        number, to_skip = number + to_skip, 0
        reader = _Block(layout, number, is_last=piece is None, is_cut=is_cut)
        yield from reader.read(left.encode() + text)
        number, left = reader.number, reader.left
        if is_cut:
            yield Cells(reader.as_table(_Rows()), cut_line=number - 1)


def first_width(text: str, delimiter: str) -> int:
    """How many cells the first row of a text has."""
    return len(next(csv.reader(text.splitlines(True), delimiter=delimiter), []))


class _Block:
    """Reads one block of whole lines; `left` is what belongs to the next block."""

    def __init__(
        self, layout: Layout, number: int, *, is_last: bool, is_cut: bool
    ) -> None:
        self.layout, self.number, self.left = layout, number, ""
        self._is_last, self._is_cut = is_last, is_cut
        self._width = 0

    def read(self, content: bytes) -> Iterator[Cells]:
        """The rows of the block."""
        content = content.replace(b"\r\n", b"\n")
        whole = content.rfind(b"\n", 0, -1) + 1 if self._is_cut else len(content)
        if (plain := self._plain(content[:whole])) is not None:
            yield self._counted(plain)
            content = content[plain.size :]
        lines = content.decode().split("\n")[:-1]
        at = 0
        while at < len(lines) and not self.left:
            some = lines[at : at + _LINES_AT_A_TIME]
            ends_cut = self._is_cut and at + len(some) == len(lines)
            plain = None if ends_cut else self._plain("\n".join([*some, ""]).encode())
            if plain is not None:
                yield self._counted(plain)
                at += plain.lines
            else:
                taken, cells = self._one_by_one(lines, at, at + len(some))
                yield cells
                self.number += taken
                at += taken

    def _counted(self, plain: _Plain) -> Cells:
        self.number += plain.lines
        return Cells(plain.table)

    def _plain(self, content: bytes) -> _Plain | None:
        """The whole rows at the start of content, when all are plain CSV; else None."""
        delimiter = self.layout.delimiter
        signs = numpy.frombuffer(content, numpy.uint8)
        ends = numpy.flatnonzero(signs == ord("\n"))
        quotes = numpy.flatnonzero(signs == ord('"'))
        # A row ends where a line does, unless it does so within quotes.
        last_lines = numpy.flatnonzero(_are_outside(ends, quotes))
        returns = numpy.flatnonzero(signs == ord("\r"))
        if (
            not len(last_lines)
            or delimiter == WHOLE_LINE
            or _are_outside(returns, quotes).any()
        ):
            return None
        first_lines = numpy.append(0, last_lines[:-1] + 1)
        size = int(ends[last_lines[-1]]) + 1
        quotes = quotes[: numpy.searchsorted(quotes, size)]
        if (last_lines - first_lines).max() >= _MOST_LINES_A_ROW - 1 or not _are_plain(
            signs, quotes, ord(delimiter)
        ):
            return None
        width = self.layout.width
        if width is None:
            width = first_width(content[: ends[last_lines[0]]].decode(), delimiter)
        names = [str(place) for place in range(width)]
        wanted = {p for p in self.layout.places.values() if p is not None and p < width}
        if not wanted:
            return None
        try:
            table = pyarrow.csv.read_csv(
                pyarrow.py_buffer(memoryview(content)[:size]),
                pyarrow.csv.ReadOptions(column_names=names),
                pyarrow.csv.ParseOptions(
                    delimiter=delimiter,
                    newlines_in_values=len(ends) + len(returns) > len(last_lines),
                ),
                pyarrow.csv.ConvertOptions(
                    include_columns=[names[place] for place in sorted(wanted)],
                    column_types=dict.fromkeys(names, pyarrow.string()),
                    strings_can_be_null=False,
                ),
            )
        except pyarrow.ArrowInvalid:
            return None
        columns = {name: _trimmed(table[name]) for name in table.column_names}
        if len(table) != len(last_lines) or _may_have_blank(list(columns.values())):
            return None
        self._width = width
        nothing = pyarrow.nulls(len(table), pyarrow.string())
        result = {
            name: columns.get(str(place), nothing)
            for name, place in self.layout.places.items()
        }
        rows = pyarrow.table({"line": first_lines + self.number, **result})
        return _Plain(rows, int(last_lines[-1]) + 1, size)

    def _one_by_one(self, lines: Sequence[str], at: int, end: int) -> tuple[int, Cells]:
        """How many lines were taken, at least up to `end`, and their rows."""
        first, rows = at, _Rows()
        while at < end:
            if not lines[at].strip(f" {self.layout.delimiter}"):
                at += 1
                continue
            taken, cells = _row_from(lines, at, self.layout)
            if taken is None and not self._is_last:
                self.left = "\n".join([*lines[at:], ""])
                break
            is_half = self._is_cut and at + 1 == len(lines)
            if self.layout.width is not None:
                is_half = False
            elif cells is not None:
                is_half = is_half and len(cells) < self._width
                self._width = len(cells)
            if not is_half and cells is not None:
                rows.lines.append(self.number + at - first)
                rows.cells.append(cells)
            elif not is_half:
                rows.broken.append(self.number + at - first)
            at += taken or 1
        return at - first, Cells(self.as_table(rows), rows.broken)

    def as_table(self, rows: _Rows) -> pyarrow.Table:
        """The wanted columns of rows."""
        columns = {"line": pyarrow.array(rows.lines, pyarrow.int64())}
        for name, place in self.layout.places.items():
            column = [
                cells[place] if place is not None and place < len(cells) else None
                for cells in rows.cells
            ]
            columns[name] = _trimmed(pyarrow.array(column, pyarrow.string()))
        return pyarrow.table(columns)


def _are_outside(places: numpy.ndarray, quotes: numpy.ndarray) -> numpy.ndarray:
    """Which places in a text are within no quotes."""
    outside: numpy.ndarray = numpy.searchsorted(quotes, places) % 2 == 0
    return outside


def _are_plain(signs: numpy.ndarray, quotes: numpy.ndarray, delimiter: int) -> bool:
    """Whether quotes stand only around cells, and doubled within.

    Every line holds an even number of them: the even ones open, the odd ones close.
    """
    if not len(quotes):
        return True
    opening, closing = quotes[::2], quotes[1::2]
    before = signs[opening - 1]
    starts = (before == delimiter) | (before == ord("\n")) | (opening == 0)
    starts[1:] |= opening[1:] - 1 == closing[:-1]
    after = signs[closing + 1]
    stops = (after == delimiter) | (after == ord("\n")) | (after == ord("\r"))
    stops[:-1] |= closing[:-1] + 1 == opening[1:]
    return bool(starts.all() and stops.all())


def _may_have_blank(columns: Sequence[pyarrow.ChunkedArray]) -> bool:
    """Whether some row has nothing in any of the columns."""
    is_blank = None
    for column in columns:
        empty = pyarrow.compute.equal(column, "")
        is_blank = empty if is_blank is None else pyarrow.compute.and_(is_blank, empty)
        if not pyarrow.compute.any(is_blank).as_py():
            return False
    return True


def _trimmed(column: pyarrow.ChunkedArray) -> pyarrow.ChunkedArray:
    return pyarrow.compute.utf8_trim_whitespace(column)


def _row_from(
    lines: Sequence[str], at: int, layout: Layout
) -> tuple[int | None, list[str] | None]:
    """How many lines the row at a line takes, and its cells; None when it is none.

    A quoted cell may hold line ends; but when joining lines leads to no row of the
    right width, only the line with the broken quote is lost. The count is None when
    the lines ended before the quote did.
    """
    if layout.delimiter == WHOLE_LINE:
        return 1, [lines[at]]
    # A quote within a cell opens nothing: the reader alone knows where a row ends.
    most = min(len(lines) - at, _MOST_LINES_A_ROW - 1)
    text = chain((f"{line}\n" for line in lines[at : at + most]), ["\n"])
    reader = csv.reader(text, delimiter=layout.delimiter)
    try:
        cells = next(reader)
    except csv.Error:  # a line end that is none
        return 1, None
    if reader.line_num > most:
        return (None if at + most == len(lines) else 1), None
    taken = lines[at : at + reader.line_num]
    has_odd_quotes = sum(line.count('"') for line in taken) % 2 == 1
    row = _of_width(cells, layout)
    if layout.width is None and has_odd_quotes:
        return 1, None  # nothing shows that the cells are where they should be
    return (1, None) if row is None else (reader.line_num, row)


def _of_width(cells: list[str], layout: Layout) -> list[str] | None:
    if layout.width is None or len(cells) == layout.width:
        return cells
    if layout.ends_rows and len(cells) == layout.width + 1 and not cells[-1]:
        return cells[:-1]
    return None


def _ends_rows(text: bytes, layout: Layout) -> bool:
    """Whether the first rows have a delimiter after their last cell, most and no other.

    Where one has more cells than the head, an empty last cell is of a row that slipped.
    """
    if layout.width is None:
        return False
    lines = text.split(b"\n", _LINES_AT_A_TIME)[:_LINES_AT_A_TIME]
    sentence = (f"{line.decode(errors='replace')}\n" for line in lines if line.strip())
    longer = ended = rows = 0
    try:
        for cells in csv.reader(sentence, delimiter=layout.delimiter):
            longer += len(cells) > layout.width
            ended += len(cells) == layout.width + 1 and not cells[-1]
            rows += 1
    except csv.Error:
        pass
    return ended == longer and ended * 2 > rows
