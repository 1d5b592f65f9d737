"""Bytes of an export: packed or not, in whatever encoding, never written anywhere."""

import bz2
import codecs
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, Protocol

from privacy.errors import BadExport
from privacy.imports.encodings import composed, decoded
from privacy.imports.objects import LOOKED_AT, is_folded, unfolded
from privacy.imports.plausible import open_tables, tables_in
from privacy.imports.workbooks import is_workbook, open_workbook

_CHUNK = 1 << 20
_ZIP = b"PK\x03\x04"
_MOST_UNPACKED = 20 << 30
_MOST_TIMES = 250
_ALWAYS_ALLOWED = 1 << 30
_TABLES = (".csv", ".tsv", ".xlsx")
_LOGS = (".log", ".txt", ".json", ".jsonl", ".ndjson")
_LOOKED_AT = 400


@dataclass(frozen=True)
class Content:
    """What an export holds: where it lies, and what was read of it already.

    `head` are its first bytes, unpacked; all there are when it `is_whole`, and then
    the file is not opened again. `is_packed` is None before anything was read.
    """

    path: Path
    head: bytes = b""
    is_whole: bool = False
    is_packed: bool | None = None

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name

    @property
    def beginning(self) -> "Content":
        """What was read of it alone, where a text begins in it; else all of it."""
        is_text = self.head and not (
            self.head.startswith(_ZIP) or is_folded(self.head[:LOOKED_AT])
        )
        return replace(self, is_whole=True) if is_text else self

    @property
    def may_grow(self) -> bool:
        """Whether a server may still write to it: nothing packed is written to."""
        if self.is_packed is None:
            with self.path.open("rb") as raw:
                return not _packing_of(raw)
        return not self.is_packed


@dataclass(frozen=True)
class Fingerprint:
    """The first 32 hex digits of the SHA-256 of a content, and of its beginnings."""

    file_id: str
    beginnings: Mapping[int, str]
    """By size in bytes."""
    content: Content
    """With what was read of it on the way."""


def fingerprint(path: Path, sizes: Sequence[int]) -> Fingerprint:
    """The fingerprint of a file's content, and of its first `sizes` bytes.

    Packed files are unpacked first, so that a log and its .gz are the same export.
    """
    digest = hashlib.sha256()
    before: dict[int, str] = {}
    left = sorted(sizes)
    head = b""
    done = 0
    with path.open("rb") as raw, _unpacked(raw, path) as reader:
        is_packed = bool(_packing_of(raw))
        while True:
            while left and left[0] == done:
                before[left.pop(0)] = digest.hexdigest()[:32]
            chunk = reader.read(min(_CHUNK, left[0] - done) if left else _CHUNK)
            if not chunk:
                break
            digest.update(chunk)
            done += len(chunk)
            head += chunk[: _CHUNK - len(head)]
    content = Content(path, head, done == len(head), is_packed)
    return Fingerprint(digest.hexdigest()[:32], before, content)


@contextmanager
def open_bytes(content: Content) -> Iterator[BinaryIO]:
    """The content of an export, unpacked: plain, .gz, .bz2 or .zip, by its content.

    Several logs in one .zip are read one after another, in order of name; Plausible's
    tables as one. Raises BadExport when it is packed wrongly, or unpacks to more than
    any log would.
    """
    if content.is_whole:
        yield io.BytesIO(content.head)
        return
    with content.path.open("rb") as raw, _unpacked(raw, content.path) as reader:
        yield reader


def _packing_of(raw: BinaryIO) -> str:
    """How a file is packed: gzip, bzip2, zip (a workbook too), or not at all."""
    at = raw.tell()
    raw.seek(0)
    head = raw.read(4)
    raw.seek(at)
    if head[:2] == b"\x1f\x8b":
        return "gzip"
    if head[:3] == b"BZh":
        return "bzip2"
    return "zip" if head == _ZIP else ""


@contextmanager
def _unpacked(raw: BinaryIO, path: Path) -> Iterator[BinaryIO]:
    """A reader of what a file holds."""
    packing = _packing_of(raw)
    try:
        if packing == "gzip":
            with gzip.GzipFile(fileobj=raw) as unpacked:
                yield _bounded(unpacked, path)
        elif packing == "bzip2":
            with bz2.BZ2File(raw) as unpacked_too:
                yield _bounded(unpacked_too, path)
        elif packing == "zip" and not is_workbook(raw):
            with zipfile.ZipFile(raw) as archive:
                tables = tables_in(archive)
                joined: _Readable = (
                    open_tables(archive, tables, path.name)
                    if tables
                    else _Joined(archive, _members(archive, path))
                )
                yield _bounded(joined, path)
        else:
            yield raw
    except (
        gzip.BadGzipFile,
        EOFError,
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,  # a way of packing that zipfile does not know
        RuntimeError,  # a member under a password
    ) as error:
        raise BadExport(
            f"{path.name} is packed but cannot be unpacked ({type(error).__name__}); "
            "export it again."
        ) from None


@contextmanager
def open_text(content: Content) -> Iterator[BinaryIO]:
    """The content of an export as text: as `open_bytes`, a workbook read as CSV."""
    with open_bytes(content) as reader:
        head = reader.read(4)
        rest = _Rest(head, reader)
        if head != _ZIP:
            first = b""
            while len(first) < LOOKED_AT and (more := rest.read(LOOKED_AT)):
                first += more
            whole = _Rest(first, rest)
            yield unfolded(whole) if is_folded(first) else whole  # type: ignore[misc]
            return
        with open_workbook(io.BytesIO(rest.read()), content.name) as rows:
            yield rows


class _Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes | None:
        """Up to `size` bytes."""


class _Rest(io.RawIOBase):
    """A reader of whose content the head was looked at."""

    def __init__(self, head: bytes, reader: _Readable) -> None:
        self._head, self._reader = head, reader

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; all of them without a size."""
        head, self._head = self._head, b""
        if size < 0:
            chunks = iter(lambda: self._reader.read(_CHUNK) or b"", b"")
            return head + b"".join(chunks)
        return head + (self._reader.read(max(0, size - len(head))) or b"")


class _Joined(io.RawIOBase):
    """Members of an archive as one content, each on lines of its own."""

    def __init__(self, archive: zipfile.ZipFile, members: Sequence[str]) -> None:
        self._archive, self._left = archive, list(members)
        self._reader: IO[bytes] | None = None
        self._last = b"\n"

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; empty only at the very end."""
        while True:
            if self._reader is None:
                if not self._left:
                    return b""
                self._reader = self._archive.open(self._left.pop(0))
                if self._last != b"\n":
                    self._last = b"\n"
                    return b"\n"
            if chunk := self._reader.read(size):
                self._last = chunk[-1:]
                return chunk
            self._reader.close()
            self._reader = None


class _Bounded(io.RawIOBase):
    """A reader that refuses to unpack without end."""

    def __init__(self, reader: _Readable, path: Path) -> None:
        self._reader, self._name, self._done = reader, path.name, 0
        grown = max(_ALWAYS_ALLOWED, _MOST_TIMES * path.stat().st_size)
        self._most = min(_MOST_UNPACKED, grown)

    def read(self, size: int = -1) -> bytes:
        """Bytes, until more has come out than any log holds."""
        chunk = self._reader.read(size) or b""
        self._done += len(chunk)
        if self._done > self._most:
            raise BadExport(
                f"{self._name} unpacks to over {self._most >> 20} MB; split the export."
            )
        return chunk


def _bounded(reader: _Readable, path: Path) -> BinaryIO:
    return _Bounded(reader, path)  # type: ignore[return-value]


def _members(archive: zipfile.ZipFile, path: Path) -> list[str]:
    """The one table in an archive, else its logs in order of name."""
    files = [info.filename for info in archive.infolist() if not info.is_dir()]
    files = [name for name in files if not name.startswith("__MACOSX/")]
    tables = [name for name in files if name.lower().endswith(_TABLES)]
    if len(tables) == 1:
        return tables
    logs = [
        name
        for name in sorted(files)
        if name.lower().endswith(_LOGS) or "log" in PurePosixPath(name).name.lower()
    ]
    if tables or not logs:
        raise BadExport(
            f"{path.name} holds {len(tables) or len(files)} files that could be the "
            "export; unpack it and import the right one."
        )
    return logs


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 of either order when the first bytes say so, by mark or by zeros."""
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if head.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    looked_at = head[:_LOOKED_AT]
    odd, even = looked_at[1::2].count(0), looked_at[::2].count(0)
    if odd + even <= len(looked_at) // 4:
        return None
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else None


def without_mark(content: bytes) -> bytes:
    """The start of a text without its mark of UTF-8, also within the first quotes."""
    content = content.removeprefix(codecs.BOM_UTF8)
    if content.startswith(b'"' + codecs.BOM_UTF8):
        return b'"' + content[1 + len(codecs.BOM_UTF8) :]
    return content


def text_head(content: Content) -> bytes:
    """The first bytes of an export's text, up to 1 MB."""
    with open_text(content.beginning) as reader:
        head = b""
        while len(head) < _CHUNK and (chunk := reader.read(_CHUNK - len(head))):
            head += chunk
    return head


def sample_lines(content: Content, most: int = 200) -> list[str]:
    """The first lines of an export, for recognition."""
    head = text_head(content)
    wide = wide_encoding(head)
    text = head.decode(wide, errors="replace") if wide else decoded(without_mark(head))
    text = composed(text.encode(errors="replace")).decode()
    lines = _with_one_line_end(text).split("\n")
    if len(head) == _CHUNK and len(lines) == 1:
        raise BadExport(
            f"{content.name} begins with a line of over {_CHUNK >> 20} MB; export "
            "it again as text, with fewer columns."
        )
    return lines[: min(most, len(lines) - 1)] if len(head) == _CHUNK else lines[:most]


def _with_one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
