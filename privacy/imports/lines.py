"""Lines of a log, in bounded blocks of memory: a line is a line, whatever is in it."""

import codecs
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import numpy
import pyarrow

from privacy.errors import BadExport
from privacy.imports.encodings import decoded
from privacy.imports.files import (
    Content,
    open_text,
    wide_encoding,
    without_mark,
)

_BLOCK = 128 << 20
_FIRST_BLOCK = 32 << 20
"""Smaller, because nothing can be worked on before it is read."""
_PIECE = 4 << 20
"""What is cut into lines at a time: more would not fit the processor's own memory."""
_LONGEST_LINE = 64 << 20
_VIEW = numpy.dtype(
    [("length", "<i4"), ("prefix", "<u4"), ("buffer", "<i4"), ("offset", "<i4")]
)
_INLINE = 12

_Thing = TypeVar("_Thing")


@dataclass(frozen=True)
class Block:
    """Consecutive lines: a table (line bigint from 1, text varchar), in many pieces.

    `is_cut` when the last line has no line end: it may be half written.
    """

    table: pyarrow.Table
    is_cut: bool = False


def read_blocks(content: Content) -> Iterator[Block]:
    """The lines of a log, block after block; the next is prepared meanwhile.

    Any line end (LF, CRLF, CR alone) and any encoding that files.py knows; a byte that
    is no UTF-8 is read as Windows-1252. Raises BadExport for a line over 64 MB.
    """
    return ahead(_gather(_number(cut_at_line_ends(content, _PIECE))))


def read_small(content: Content) -> list[Block]:
    """The lines of a small log, as `read_blocks` gives them; none when it is empty."""
    return list(_number(cut_at_line_ends(content, _PIECE)))


def cut_at_line_ends(export: Content, size: int) -> Iterator[tuple[bytes, bool]]:
    """Content as UTF-8 or nearly, in pieces that end with a line end; the last may not.

    With each piece whether it is cut. Nought bytes are left out.
    """
    with open_text(export) as reader:
        content: Iterable[bytes] = iter(lambda: reader.read(size), b"")
        rest = b""
        is_first = True
        for chunk in _narrow(content):
            if b"\0" in chunk:  # as where a disk was full
                chunk = chunk.replace(b"\0", b"")
            if is_first:
                chunk = without_mark(chunk)
                has_only_cr = b"\n" not in chunk and b"\r" in chunk[:-1]
                is_first = False
            if has_only_cr:
                chunk = chunk.replace(b"\r", b"\n")
            end = chunk.rfind(b"\n") + 1
            if not end:
                rest += chunk
                if len(rest) > _LONGEST_LINE:
                    raise BadExport(
                        f"{export.name} has a line of over 64 MB and is no log; export "
                        "it again as text."
                    )
                continue
            yield b"".join((rest, memoryview(chunk)[:end])), False
            rest = chunk[end:]
        if rest:
            yield rest + b"\n", True


def _narrow(content: Iterable[bytes]) -> Iterator[bytes]:
    """UTF-16 made UTF-8; anything else as it is."""
    decoder = None
    for number, chunk in enumerate(content):
        if number == 0 and (wide := wide_encoding(chunk)):
            decoder = codecs.getincrementaldecoder(wide)("replace")
        yield decoder.decode(chunk).encode() if decoder else chunk


def _number(pieces: Iterable[tuple[bytes, bool]]) -> Iterator[Block]:
    first = 1
    for content, is_cut in pieces:
        texts = _split(content)
        try:
            texts.validate(full=True)
        except pyarrow.ArrowInvalid:
            texts = _split(decoded(content).encode())
        numbers = numpy.arange(first, first + len(texts))
        first += len(texts)
        yield Block(pyarrow.table({"line": numbers, "text": texts}), is_cut)


def _gather(pieces: Iterator[Block]) -> Iterator[Block]:
    """The same lines in blocks that are worth asking a database about."""
    size = _FIRST_BLOCK
    while some := list(islice(pieces, size // _PIECE)):
        yield Block(pyarrow.concat_tables(b.table for b in some), some[-1].is_cut)
        size = _BLOCK


def _split(content: bytes) -> pyarrow.Array:
    """The lines of content that ends with a line end, without copying them.

    Arrow's string views: length, first four bytes, buffer and offset of each text; one
    of up to twelve bytes is kept in the view itself.
    """
    signs = numpy.frombuffer(content, numpy.uint8)
    ends = numpy.flatnonzero(signs == ord("\n")).astype(numpy.int32)
    starts = numpy.zeros_like(ends)
    starts[1:] = ends[:-1] + 1
    ends -= (signs[ends - 1] == ord("\r")) & (ends > starts)
    views = numpy.zeros(len(ends), _VIEW)
    views["length"], views["offset"] = ends - starts, starts
    if len(signs) > _INLINE:
        fours = numpy.lib.stride_tricks.sliding_window_view(signs, 4)
        first_four = fours[numpy.minimum(starts, len(signs) - 4)]
        views["prefix"] = numpy.ascontiguousarray(first_four).view("<u4").ravel()
    raw = views.view(numpy.uint8).reshape(-1, 16)
    for place in numpy.flatnonzero(views["length"] <= _INLINE):
        length, start = int(views["length"][place]), int(starts[place])
        raw[place, 4:] = 0
        raw[place, 4 : 4 + length] = signs[start : start + length]
    buffers = [None, pyarrow.py_buffer(views), pyarrow.py_buffer(content)]
    return pyarrow.Array.from_buffers(pyarrow.string_view(), len(views), buffers)


def ahead(things: Iterator[_Thing]) -> Iterator[_Thing]:
    """The same things, each prepared while the one before is worked on.

    The first is prepared from now on.
    """
    other = ThreadPoolExecutor(1)
    return _in_turn(other, other.submit(next, things, None), things)


def _in_turn(
    other: ThreadPoolExecutor, waiting: Future[_Thing | None], things: Iterator[_Thing]
) -> Iterator[_Thing]:
    with other:
        while (thing := waiting.result()) is not None:
            waiting = other.submit(next, things, None)
            yield thing
