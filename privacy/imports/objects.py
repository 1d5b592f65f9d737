"""JSON that holds many objects at once, read as one object a line.

Azure's event hubs and storage write {"records": [...]}, other programs one array. Each
object within becomes a line of its own, as it is read; what is no object stays a line.
"""

import io
import re
from collections.abc import Iterator

_FOLDED = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*\{|\{\s*"records"\s*:\s*\[)')
_RECORDS = re.compile(rb'\{\s*"records"\s*:\s*\[')
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|["{}\[\]]', re.DOTALL)
_CHUNK = 1 << 20
LOOKED_AT = 256
"""Bytes at the beginning that show whether objects lie in a list."""


class _Readable(io.RawIOBase):
    """A reader of the lines that an iterator gives."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines, self._rest = lines, b""

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, as many as there are; empty only at the very end."""
        pieces, length = [self._rest], len(self._rest)
        while size < 0 or length < size:
            if (line := next(self._lines, None)) is None:
                break
            pieces.append(line)
            length += len(line)
        content = b"".join(pieces)
        self._rest = content[size:] if size >= 0 else b""
        return content[:size] if size >= 0 else content


def is_folded(head: bytes) -> bool:
    """Whether content that begins so holds objects in a list."""
    return _FOLDED.match(head) is not None


def unfolded(reader: io.RawIOBase) -> io.RawIOBase:
    """The same content, each object of a list on a line of its own."""
    return _Readable(_objects(iter(lambda: reader.read(_CHUNK) or b"", b"")))


def _objects(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Each object in a list, and whatever stands outside of one, with a line end.

    What is cut at the end has none.
    """
    buffer, at, depth, base = b"", 0, 0, 0
    start: int | None = None
    is_last = False
    while not is_last:
        chunk = next(chunks, b"")
        is_last = not chunk
        buffer += chunk
        for match in _TOKEN.finditer(buffer, at):
            sign, here = match.group(), match.start()
            is_short = not is_last and len(buffer) - here < LOOKED_AT
            if sign == b'"' or (depth == 0 and is_short):
                break  # what follows must be seen first
            if depth == 0 and (between := _bare(buffer[at:here])):
                yield between + b"\n"
            if sign in (b"{", b"["):
                if depth == 0:
                    is_list = sign == b"["
                    base = 1 if is_list else 2 * bool(_RECORDS.match(buffer, here))
                if depth == base and start is None:
                    start = here
                depth += 1
            elif sign in (b"}", b"]"):
                depth = max(0, depth - 1)
                if start is not None and depth == base:
                    yield _on_one_line(buffer[start : match.end()])
                    start = None
            elif depth == 0:
                yield _on_one_line(sign)
            at = match.end()
        kept = at if start is None else start
        buffer, at = buffer[kept:], at - kept
        start = None if start is None else 0
    if rest := _bare(buffer) if depth == 0 or start is not None else b"":
        yield rest + (b"\n" if depth == 0 and buffer.endswith(b"\n") else b"")


def _bare(text: bytes) -> bytes:
    return text.strip(b" \t\r\n,\xef\xbb\xbf").replace(b"\r", b"").replace(b"\n", b" ")


def _on_one_line(text: bytes) -> bytes:
    return text.replace(b"\r", b" ").replace(b"\n", b" ") + b"\n"
