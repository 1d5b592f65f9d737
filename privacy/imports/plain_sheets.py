"""Reads the sheet of a workbook as nearly every program writes it: fast, or not at all.

openpyxl makes an object of every element, which takes three times as long as all else
that the import of a list does. Here a block of rows is split by one expression that
must fit all of it; whatever does not fit is left to openpyxl, row by row from there.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import IO, TYPE_CHECKING

from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet._reader import _cast_number

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_BLOCK = 1 << 20
_LONGEST_ROW = 1 << 26
_HEAD = re.compile(
    rb'(?:<\?xml version="1\.0"(?: encoding="(?i:utf-8)")?(?: standalone="\w+")?'
    rb"\s*\?>\s*)?<worksheet [^<>]*\bxmlns="
    rb'"http://schemas\.openxmlformats\.org/spreadsheetml/2006/main"[^<>]*>'
)
_CELL = re.compile(
    r'(?:(?:</row>)?<row r="([0-9]{1,7})"(?: [^<>]*)?(?<!/)>)?'
    r'<c r="([A-Z]{1,3})[0-9]{1,7}"(?: s="([0-9]{1,5})")?'
    r'(?: t="(s|n|b|e|str|inlineStr)")?'
    r"(?:/>|>(?:<f(?: [^<>]*)?/>|<f(?: [^<>]*)?>[^<]*</f>)?(?:<v>([^<]*)</v>)?"
    r'(?:<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
"""A cell, and the row that begins with it."""
_PARTS = 1 + _CELL.groups
_NOT_IN_XML = bytes(set(range(32)) - {9, 10})  # \r is one, but is read as \n
_REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7}));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_WHOLE = re.compile("[1-9][0-9]{0,300}")
_MOST_KEPT = 100_000
"""Days, times and other numbers of which it is kept what they say."""


class NotPlain(Exception):
    """A sheet is written in a way that is left to openpyxl."""


def plain_rows(
    xml: IO[bytes],
    book: "Workbook",
    strings: Sequence[str],
    noughts: Sequence[int],
    as_text: Callable[[object], str],
) -> Iterator[Sequence[str | None]]:
    """The cells of each row as text, None where there is none; as openpyxl has them.

    `strings` are the texts that cells share, `noughts` how many digits a whole number
    of a style has at least. Raises NotPlain in place of the first row of a block that
    is not written plainly; what came before is right.
    """
    numbers = _Numbers(book, noughts, as_text)
    following = 1
    for block in _blocks(xml):
        parts = _CELL.split(block)
        if any(parts[:-1:_PARTS]) or parts[-1] != "</row>":
            raise NotPlain
        cells: list[str | None] = []
        number = 0
        for row, letters, style, kind, value, text in zip(
            *(parts[nth::_PARTS] for nth in range(1, _PARTS)), strict=True
        ):
            if row is not None:
                if number:
                    yield cells
                number, cells = int(row), []
                if number < following:
                    raise NotPlain
                yield from ([] for _ in range(following, number))
                following = number + 1
            column = _column(letters)
            if column != len(cells) + 1:
                if column <= len(cells):
                    raise NotPlain
                cells += [None] * (column - len(cells) - 1)
            if kind == "s":
                cells.append(strings[int(value)] if value else None)
            elif kind == "inlineStr":
                cells.append(_unescaped(text) if text else None)
            elif not value:
                cells.append(None)
            elif kind is None or kind == "n":
                cells.append(numbers.text(style, value))
            elif kind == "b":
                cells.append(as_text(bool(int(value))))
            else:
                cells.append(_unescaped(value))
        yield cells


_column = cache(column_index_from_string)


class _Numbers:
    """What cells of numbers say, by their style."""

    def __init__(
        self, book: "Workbook", noughts: Sequence[int], as_text: Callable[[object], str]
    ) -> None:
        self._book, self._noughts, self._as_text = book, noughts, as_text
        plain = {n for n, digits in enumerate(noughts) if not digits}
        plain -= set(book._date_formats)  # a book without styles has a dict
        self._plain: set[str | None] = {str(style) for style in plain}
        if 0 in plain:
            self._plain.add(None)
        self._kept: dict[tuple[str | None, str], str] = {}

    def text(self, style: str | None, value: str) -> str:
        """What a number says, as it is written in the sheet."""
        if style in self._plain and _WHOLE.fullmatch(value):
            return value
        key = style, value
        if (text := self._kept.get(key)) is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            text = self._kept[key] = self._made(int(style or 0), value)
        return text

    def _made(self, style: int, value: str) -> str:
        number = _cast_number(value)
        if style in self._book._date_formats:
            is_length = style in self._book._timedelta_formats
            try:
                number = from_excel(number, self._book.epoch, timedelta=is_length)
            except (ValueError, OverflowError):
                return "#VALUE!"
        if type(number) is int and (digits := self._noughts[style]):
            return f"{number:0{digits}}"
        return self._as_text(number)


def _blocks(xml: IO[bytes]) -> Iterator[str]:
    """Whole rows of a sheet, some at a time."""
    left = xml.read(_BLOCK)
    head, begins, left = left.partition(b"<sheetData>")
    if not begins or not _HEAD.match(head) or b"<!" in head:
        raise NotPlain
    while True:
        end = left.rfind(b"</row>") + len(b"</row>")
        if end >= len(b"</row>"):
            yield _decoded(left[:end])
            left = left[end:]
        if left.startswith(b"</sheetData>"):
            break
        more = xml.read(_BLOCK)
        if not more or len(left) > _LONGEST_ROW:
            raise NotPlain
        left += more
    last = left
    while more := xml.read(_BLOCK):
        last = last[-100:] + more
    if not last.rstrip().endswith(b"</worksheet>"):
        raise NotPlain


def _decoded(block: bytes) -> str:
    if len(block.translate(None, _NOT_IN_XML)) != len(block) or b"]]>" in block:
        raise NotPlain
    try:
        text = block.decode("utf-8")
    except UnicodeDecodeError:
        raise NotPlain from None
    if "\ufffe" in text or "\uffff" in text:
        raise NotPlain
    return text


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    if text.count("&") != len(_REFERENCE.findall(text)):
        raise NotPlain
    return _REFERENCE.sub(_referred, text)


def _referred(match: re.Match[str]) -> str:
    name, number = match.groups()
    if name:
        return _NAMED[name]
    code = int(number)
    is_letter = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
    if not is_letter:
        raise NotPlain
    return chr(code)
