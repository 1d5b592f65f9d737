"""What a spreadsheet puts around every cell of a column is no part of what it says."""

import csv
import io

import pytest

from tests.imports.calls.reading import read as read_calls
from tests.imports.requests.reading import read

WRAPPED = {
    "an apostrophe in front": "'{}",
    "quotes doubled": '"{}"',
    "a formula": '="{}"',
    "apostrophes around": "'{}'",
}
GLPI = [
    ["ID", "Titel", "Status", "Öppningsdatum", "Kategori", "Lösningsdatum"],
    *(
        [f"70{n}", "x", "Löst", f"2026-02-0{n} 10:00", f"DSR > Radering {n}", ""]
        for n in range(1, 6)
    ),
]
CALLS = [
    "call_id,started_at,direction,is_answered,from_number,queue,talk_seconds".split(
        ","
    ),
    *(
        [f"c{n}", f"2026-02-0{n} 10:00:00", "in", "ja", f"070174060{n}", "skador", "90"]
        for n in range(1, 6)
    ),
]


def export(rows, wrapping):
    text = io.StringIO()
    head, *records = rows
    wrapped = [[wrapping.format(cell) if cell else cell for cell in r] for r in records]
    csv.writer(text, lineterminator="\n").writerows([head, *wrapped])
    return text.getvalue().encode()


@pytest.mark.parametrize("wrapping", WRAPPED.values(), ids=WRAPPED)
def test_tickets_whose_cells_are_all_wrapped_are_read_as_if_they_were_not(
    tmp_path, wrapping
):
    plain = read(tmp_path / "list.csv", export(GLPI, "{}"), "requests")
    wrapped = read(tmp_path / "list.csv", export(GLPI, wrapping), "requests")
    assert len(plain.requests) == 5
    assert wrapped.requests == plain.requests


@pytest.mark.parametrize("wrapping", WRAPPED.values(), ids=WRAPPED)
def test_calls_whose_cells_are_all_wrapped_are_read_as_if_they_were_not(
    tmp_path, wrapping
):
    plain = read_calls(tmp_path / "calls.csv", export(CALLS, "{}"), "calls")
    wrapped = read_calls(tmp_path / "calls.csv", export(CALLS, wrapping), "calls")
    assert len(plain.calls) == 5
    assert wrapped.calls == plain.calls


def test_quotes_around_one_cell_of_a_column_stay(tmp_path):
    rows = [list(row) for row in CALLS]
    rows[1][5] = '"skador"'
    result = read_calls(tmp_path / "calls.csv", export(rows, "{}"), "calls")
    assert '"skador"' in {call["queue"] for call in result.calls}
