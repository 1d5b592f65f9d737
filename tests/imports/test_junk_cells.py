"""Whatever stands in a cell is read right, is empty, or is named; its neighbours stay.

One file of each table holds, beside rows that nobody touched, a row for each pair of a
column and a junk cell. A reading may never give another value, fail, or change a
control row.
"""

import csv
import datetime
import io
from collections import Counter

import pytest

from privacy.contracts.tables import tables
from privacy.imports.files import Content
from privacy.imports.formats import Recognised
from privacy.imports.import_counts import Context
from privacy.imports.tabular import read_table
from privacy.storage.databases import connect
from tests.imports.junk import CELLS, is_answer, is_nothing, is_right
from tests.imports.requests.reading import example_policy

CONTROLS = 150
PLAIN = {
    "instant": "2026-03-17 10:00:00",
    "flag": "true",
    "year": "2015",
    "amount": "50",
    "month_day": "12-31",
    "list": "ett;två",
    "mark": "given",
}


def plain_cell(field, number):
    if field.kind in PLAIN:
        return PLAIN[field.kind]
    if field.kind == "day":
        return str(datetime.date(2001, 1, 1) + datetime.timedelta(days=number))
    return str(1000 + number) if field.kind == "count" else f"{field.name} {number}"


def rows_of(table):
    """(row of cells, what was put where): control rows first, then one for each pair.

    Ids, words, days and counts are each row's own: a row is known again by them.
    """
    rows = []
    for number in range(CONTROLS):
        rows.append(([plain_cell(f, number) for f in table.fields], None))
    for place, field in enumerate(table.fields):
        for text in CELLS:
            cells = [plain_cell(f, len(rows)) for f in table.fields]
            cells[place] = text
            rows.append((cells, (field, text)))
    return rows


def write(path, table, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in table.fields)
    writer.writerows(cells for cells, _ in rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def read(path, table):
    connection = connect()
    connection.execute("attach ':memory:' as taken; create schema export")
    context = Context(policy=example_policy(), key_for=lambda month: "0" * 64)
    found = Recognised(f"imports/{table.name}/neutral", ",", 0)
    taken = read_table(connection, Content(path), found, context)
    cursor = connection.execute(f"from taken.{table.name}")
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    connection.close()
    return taken, rows


def verdict(field, text, value, row):
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


def own_columns(table):
    """The two columns that a row is known again by."""
    own = [f for f in table.fields if f.kind not in PLAIN]
    return own[0], own[1]


def junk_verdicts(tmp_path, table):
    """The verdict on each pair, and what changed beside."""
    rows = rows_of(table)
    path = tmp_path / f"{table.name}.csv"
    write(path, table, rows)
    taken, found = read(path, table)
    write(path, table, rows[:CONTROLS])
    _, controls = read(path, table)
    assert taken.read == taken.accepted + taken.rejected
    assert [row for row in controls if row not in found] == []

    one, other = own_columns(table)
    known = {str(row[one.name]): row for row in found}
    known_by_other = {str(row[other.name]): row for row in found}
    verdicts, faults = Counter(), []
    for number, (_, put) in enumerate(rows):
        if put is None:
            continue
        field, text = put
        by, own = (known, one) if field is not one else (known_by_other, other)
        row = by.get(plain_cell(own, number))
        if row is None:
            faults.append((field.name, text[:40], "the row is gone"))
            continue
        said = verdict(field, text, row[field.name], row)
        verdicts[said] += 1
        if said == "silent":
            faults.append((field.name, text[:40], row[field.name]))
        for beside in table.fields:
            may_change = beside is field or beside.name == field.endless
            if may_change or (beside.dated_by == field.name):
                continue
            control = controls[0][beside.name]
            if beside.kind not in PLAIN:
                control = plain_cell(beside, number)
            if str(row[beside.name]) != str(control):
                faults.append((field.name, text[:40], f"{beside.name} changed"))
    return verdicts, faults


def test_a_reading_that_guesses_is_found_out(tmp_path, monkeypatch):
    monkeypatch.setattr("privacy.imports.columns.read_flag", lambda text: text == "ja")
    verdicts, faults = junk_verdicts(tmp_path, tables()["forms"])
    assert verdicts["silent"] > 20
    assert ("is_personal", "kanske", False) in faults


@pytest.mark.parametrize("name", sorted(tables().keys() - {"searches"}))
def test_a_junk_cell_is_read_right_or_empty_or_named(tmp_path, name):
    verdicts, faults = junk_verdicts(tmp_path, tables()[name])
    print(f"\n{name}: {sum(verdicts.values())} cells, {dict(verdicts)}")
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
    taken, found = read(path, tables()["searches"])
    right = [text for name, text in pairs[CONTROLS:] if is_answer(kinds[name], text)]
    of_days = sum(is_answer("instant", text) for text in CELLS)
    nothing = {kind: sum(is_nothing(kind, t) for t in CELLS) for kind in kinds.values()}
    assert taken.unreadable == {
        "hits": len(CELLS) - nothing["count"] - (len(right) - of_days),
        "searched_at": len(CELLS) - nothing["instant"] - of_days,
    }
    assert taken.accepted == len(found) == CONTROLS + len(CELLS) + of_days
    assert {str(row["searched_on"]) for row in found} == {"2026-10-05", "2026-03-05"}
    unknown = sum(row["is_zero_hit"] is None for row in found)
    assert unknown == nothing["count"] + taken.unreadable["hits"]
