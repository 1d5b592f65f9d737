"""Looks an export of any format through for personal data: kinds, never values."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from privacy.errors import BadExport
from privacy.errors.explained import reason_of
from privacy.imports.cells import Layout, read_cells
from privacy.imports.files import Content, sample_lines
from privacy.imports.formats import DELIMITERS, head_names
from privacy.imports.lines import read_blocks
from privacy.personal import Found, scan_cells

_LINES_COMPARED = 20


def scan_export(path: Path) -> list[Found]:
    """What kinds of personal data each column of an export holds, and on which lines.

    A file that is no table is one column without name. Raises BadExport when it cannot
    be unpacked or read.
    """
    export = Content(path)
    try:
        lines = [line for line in sample_lines(export) if line.strip()]
    except OSError as error:
        raise BadExport(
            f"{path.name} cannot be read ({reason_of(error)}); see that it is there "
            "and that this user may read it."
        ) from None
    delimiter = _delimiter_of(lines)
    cells = (
        _lines_of(export) if delimiter is None else _cells_of(export, lines, delimiter)
    )
    return scan_cells(path.name, cells)


def _delimiter_of(lines: Sequence[str]) -> str | None:
    """What divides the cells: the lines then have equally many, two or more."""
    best: tuple[int, str] | None = None
    for delimiter in DELIMITERS:
        widths = Counter(
            len(head_names(line, delimiter)) for line in lines[:_LINES_COMPARED]
        )
        width, times = widths.most_common(1)[0] if widths else (0, 0)
        is_table = width > 1 and len(head_names(lines[0], delimiter)) == width
        is_steady = 2 * times > len(lines[:_LINES_COMPARED])
        if is_table and is_steady and (best is None or width > best[0]):
            best = (width, delimiter)
    return best[1] if best else None


def _cells_of(
    export: Content, lines: Sequence[str], delimiter: str
) -> Iterator[tuple[str, int, str]]:
    names = head_names(lines[0], delimiter)
    places = {f"column{place}": place for place in range(len(names))}
    layout = Layout(delimiter, 0, None, places)
    for block in read_cells(export, layout):
        numbers = block.table["line"].to_pylist()
        for place, name in enumerate(names):
            texts = block.table[f"column{place}"].to_pylist()
            for number, text in zip(numbers, texts, strict=True):
                if text:
                    yield name, number, text


def _lines_of(export: Content) -> Iterator[tuple[str, int, str]]:
    for block in read_blocks(export):
        for line in block.table.to_pylist():
            yield "", line["line"], line["text"]
