"""The rows of a table are the same, whether they are read by Arrow or one by one."""

import io
import random

import openpyxl
import pytest
from openpyxl.worksheet._reader import WorkSheetParser

from privacy.imports.cells import Layout, _Block, read_cells
from privacy.imports.files import Content
from privacy.imports.workbooks import open_workbook

CELLS = [
    "a",
    "",
    " b ",
    '"c"',
    '""',
    '"d ""e"" f"',
    '"g;h"',
    '"two\nlines"',
    '"two\r\nlines"',
    '"\n\n"',
    '"""\n"""',
    "å",
    '"x\ry"',
]
BROKEN = [
    '"i',
    'j"',
    '"k"l',
    "m;n",
    '"\n',
    "o\np",
    'q"r"s',
    '"t;',
    "\r",
    "v\rw",
    "u\tv",
]
WIDTH = 3


def table(seed, share):
    """A made-up table of three columns; a share of its cells is broken."""
    chance = random.Random(seed)
    rows, ends = [], ["\n", "\n", "\r\n", *([";\n"] if share else [])]
    for _ in range(chance.randrange(1, 120)):
        cells = [
            chance.choice(BROKEN if chance.random() < share else CELLS)
            for _ in range(WIDTH)
        ]
        rows.append(";".join(cells) + chance.choice(ends))
    text = "".join(rows)
    return text if chance.random() < 0.7 else text.rstrip("\r\n")


def rows_of(path, width, block_size):
    layout = Layout(";", 0, width, {"first": 0, "third": 2, "none": None})
    rows, broken = [], []
    for cells in read_cells(Content(path), layout, block_size=block_size):
        rows += [tuple(row.values()) for row in cells.table.to_pylist()]
        broken += cells.broken
    return rows, sorted(broken)


@pytest.mark.parametrize("width", [WIDTH, None])
@pytest.mark.parametrize("share", [0, 0.002, 0.05])
def test_both_ways_of_reading_give_the_same_rows_and_broken_lines(
    tmp_path, monkeypatch, share, width
):
    path = tmp_path / "table.csv"
    plain, read_plainly = _Block._plain, []

    def counted(block, content):
        result = plain(block, content)
        read_plainly.extend([result] if result else [])
        return result

    for seed in range(30):
        path.write_text(table(seed, share), encoding="utf-8", newline="")
        for block_size in (64, 1 << 20):
            monkeypatch.setattr(_Block, "_plain", counted)
            rows = rows_of(path, width, block_size)
            monkeypatch.setattr(_Block, "_plain", lambda block, content: None)
            assert rows == rows_of(path, width, block_size), (seed, block_size)
    assert any(len(some.table) < some.lines for some in read_plainly)


def test_a_sheet_that_does_not_say_its_size_is_not_read_to_find_it(monkeypatch):
    """What is changed in openpyxl: a million rows were read twice at each opening."""
    book = openpyxl.Workbook()
    book.active["B2"], book.active["C3"] = "kind", 3
    saved = io.BytesIO()
    book.save(saved)

    def rows():
        with open_workbook(saved, "list.xlsx") as text:
            return text.read()

    monkeypatch.setattr(WorkSheetParser, "parse_dimensions", None)
    assert rows() == b",,\n,kind,\n,,3\n"
