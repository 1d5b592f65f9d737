"""Bytes of an export: packed or not, in whatever encoding, never written anywhere."""

import bz2
import codecs
import gzip
import hashlib
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from privacy.errors import BadExport

_CHUNK = 1 << 20
_MOST_UNPACKED = 20 << 30
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def fingerprint(path: Path, sizes: Sequence[int]) -> tuple[str, dict[int, str]]:
    """The fingerprint of a file's content, and of its first `sizes` bytes.

    Packed files are unpacked first, so that a log and its .gz are the same export.
    A fingerprint is the first 32 hex digits of the content's SHA-256.
    """
    digest = hashlib.sha256()
    before: dict[int, str] = {}
    left = sorted(sizes)
    done = 0
    with open_bytes(path) as reader:
        while True:
            until = left[0] - done if left else _CHUNK
            chunk = reader.read(min(_CHUNK, until) if until else 0) if until else b""
            if not chunk and until:
                break
            digest.update(chunk)
            done += len(chunk)
            if left and done == left[0]:
                before[left.pop(0)] = digest.hexdigest()[:32]
    return digest.hexdigest()[:32], before


@contextmanager
def open_bytes(path: Path) -> Iterator[BinaryIO]:
    """The content of an export, unpacked: plain, .gz, .bz2, or a .zip of one file.

    Raises BadExport when it is packed wrongly or grows beyond reason.
    """
    try:
        with path.open("rb") as raw:
            head = raw.read(4)
            raw.seek(0)
            if head[:2] == b"\x1f\x8b":
                with gzip.GzipFile(fileobj=raw) as unpacked:
                    yield _Bounded(unpacked, path.name)  # type: ignore[misc]
            elif head[:3] == b"BZh":
                with bz2.BZ2File(raw) as unpacked_too:
                    yield _Bounded(unpacked_too, path.name)  # type: ignore[misc]
            elif head == b"PK\x03\x04" and path.suffix.lower() != ".xlsx":
                with (
                    zipfile.ZipFile(raw) as archive,
                    archive.open(_only_member(archive, path)) as member,
                ):
                    yield _Bounded(member, path.name)  # type: ignore[misc]
            else:
                yield raw
    except (gzip.BadGzipFile, EOFError, zipfile.BadZipFile) as error:
        raise BadExport(
            f"{path.name} is packed but cannot be unpacked ({type(error).__name__}); "
            "export it again."
        ) from None


class _Bounded:
    """A reader that refuses to unpack without end."""

    def __init__(self, reader: object, name: str) -> None:
        self._reader, self._name, self._done = reader, name, 0

    def read(self, size: int = -1) -> bytes:
        """Bytes, until more has come out than any log holds."""
        chunk: bytes = self._reader.read(size)  # type: ignore[attr-defined]
        self._done += len(chunk)
        if self._done > _MOST_UNPACKED:
            raise BadExport(f"{self._name} unpacks to over 20 GB; split the export.")
        return chunk


def _only_member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    members = [
        member
        for member in archive.infolist()
        if not member.is_dir()
        and member.filename.lower().endswith((".csv", ".log", ".txt"))
    ]
    if len(members) != 1:
        raise BadExport(
            f"{path.name} holds {len(members)} files that could be the export; unpack "
            "it and import the right one."
        )
    return members[0]


def encoding_of(path: Path) -> str:
    """The encoding of a whole export: by its mark, else UTF-8, else Windows-1252."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with open_bytes(path) as reader:
        chunk = reader.read(_CHUNK)
        for mark, name in _BOMS:
            if chunk.startswith(mark):
                return name
        if chunk[:400].count(0) > len(chunk[:400]) // 4:
            return "utf-16-le" if chunk[1:2] == b"\0" else "utf-16-be"
        try:
            while chunk:
                decoder.decode(chunk)
                chunk = reader.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def is_plain(path: Path) -> bool:
    """Whether DuckDB can read the file in place: not packed, or gzip."""
    with path.open("rb") as raw:
        head = raw.read(4)
    return head[:3] != b"BZh" and head != b"PK\x03\x04"


def read_text(path: Path, encoding: str | None = None) -> str:
    """The whole export as text, line ends made one. For tables, not for logs."""
    with open_bytes(path) as reader:
        chunks = []
        while chunk := reader.read(_CHUNK):
            chunks.append(chunk)
    text = b"".join(chunks).decode(encoding or encoding_of(path), errors="replace")
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def sample_lines(path: Path, most: int = 200) -> list[str]:
    """The first lines of an export, for recognition."""
    with open_bytes(path) as reader:
        head = reader.read(_CHUNK)
    for mark, name in _BOMS:
        if head.startswith(mark):
            text = head.decode(name, errors="replace")
            break
    else:
        looks_wide = head[:400].count(0) > len(head[:400]) // 4
        wide = "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
        text = _decode(head) if not looks_wide else head.decode(wide, errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:most]


def _decode(head: bytes) -> str:
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError as error:
        is_cut = error.start > len(head) - 4
        return head.decode("utf-8" if is_cut else "cp1252", errors="replace")
