"""Whatever stands in a cell is read right, is empty, or is named; others stay."""

import csv
import io

import pytest

from privacy.contracts.tables import tables
from tests.imports.junk import CELLS, is_answer, is_nothing, is_right
from tests.imports.junk_tables import CONTROLS, junk_verdicts, read


def write(path, table, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in table.fields)
    writer.writerows(cells for cells, _ in rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def verdict(field, text, row):
    value = row[field.name]
    is_named = field.name in row["bad_fields"]
    if is_named:
        # What cannot be read is kept nowhere; an id becomes the number of its line.
        is_kept = value is not None and not str(value).startswith("rad ")
        return "silent" if is_kept else "named"
    if is_nothing(field.kind, text):
        default = {"1": 1, "[]": [], "'requests'": "requests"}.get(field.empty)
        is_line = field.kind == "number" and str(value).startswith("rad ")
        return "empty" if value == default or is_line else "silent"
    return "read" if is_right(field.kind, text, value) else "silent"


def verdicts_of(tmp_path, name):
    path = tmp_path / f"{name}.csv"
    return junk_verdicts(path, tables()[name], CELLS, write, verdict)


def test_a_reading_that_guesses_is_found_out(tmp_path, monkeypatch):
    monkeypatch.setattr("privacy.imports.columns.read_flag", lambda text: text == "ja")
    verdicts, faults = verdicts_of(tmp_path, "forms")
    assert verdicts["silent"] > 20
    assert ("is_personal", "kanske", False) in faults


@pytest.mark.parametrize("name", sorted(tables().keys() - {"searches"}))
def test_a_junk_cell_is_read_right_or_empty_or_named(tmp_path, name):
    _, faults = verdicts_of(tmp_path, name)
    assert faults == []


def test_a_junk_cell_of_a_search_is_read_right_or_named(tmp_path):
    kinds = {"searched_at": "instant", "hits": "count"}
    pairs = [None] * CONTROLS + [(n, text) for n in kinds for text in CELLS]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["searched_at", "word", "hits"])
    for pair in pairs:
        row = {"searched_at": "2026-10-05 10:00:00", "word": "bil", "hits": "3"}
        row |= dict([pair] if pair else [])
        writer.writerow(row.values())
    path = tmp_path / "searches.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    taken, result = read(path, tables()["searches"])
    right = [text for name, text in pairs[CONTROLS:] if is_answer(kinds[name], text)]
    of_days = sum(is_answer("instant", text) for text in CELLS)
    nothing = {kind: sum(is_nothing(kind, t) for t in CELLS) for kind in kinds.values()}
    assert taken.unreadable == {
        "hits": len(CELLS) - nothing["count"] - (len(right) - of_days),
        "searched_at": len(CELLS) - nothing["instant"] - of_days,
    }
    assert taken.accepted == len(result) == CONTROLS + len(CELLS) + of_days
    assert {str(row["searched_on"]) for row in result} == {"2026-10-05", "2026-03-05"}
    unknown = sum(row["is_zero_hit"] is None for row in result)
    assert unknown == nothing["count"] + taken.unreadable["hits"]
