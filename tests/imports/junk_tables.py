"""A table of control rows and junk cells, and the verdict on how each cell was read.

One file holds, beside rows that nobody touched, a row for each pair of a column and a
junk cell. A reading may never give another value, fail, or change a control row.
"""

import datetime
from collections import Counter

from privacy.imports.files import Content
from privacy.imports.formats import Recognised
from privacy.imports.import_counts import Context
from privacy.imports.tabular import read_table
from privacy.storage.databases import connect
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


def rows_of(table, junk):
    """(row of cells, what was put where): control rows first, then one for each pair.

    Ids, words, days and counts are each row's own: a row is known again by them.
    """
    rows = []
    for number in range(CONTROLS):
        rows.append(([plain_cell(f, number) for f in table.fields], None))
    for place, field in enumerate(table.fields):
        for cell in junk:
            cells = [plain_cell(f, len(rows)) for f in table.fields]
            cells[place] = cell
            rows.append((cells, (field, cell)))
    return rows


def read(path, table):
    connection = connect()
    connection.execute("attach ':memory:' as taken; create schema export")
    context = Context(policy=example_policy(), key_for=lambda month: "0" * 64)
    result = Recognised(f"imports/{table.name}/neutral", ",", 0)
    taken = read_table(connection, Content(path), result, context)
    cursor = connection.execute(f"from taken.{table.name}")
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    connection.close()
    return taken, rows


def own_columns(table):
    """The two columns that a row is known again by."""
    own = [f for f in table.fields if f.kind not in PLAIN]
    return own[0], own[1]


def junk_verdicts(path, table, junk, write, verdict):
    """How many cells got each verdict, and the faults: silent cells, rows, neighbours.

    `write(path, table, rows)` makes the file, `verdict(field, cell, row)` judges one.
    """
    rows = rows_of(table, junk)
    write(path, table, rows)
    taken, result = read(path, table)
    write(path, table, rows[:CONTROLS])
    _, controls = read(path, table)
    assert taken.read == taken.accepted + taken.rejected
    assert [row for row in controls if row not in result] == []

    one, other = own_columns(table)
    known = {str(row[one.name]): row for row in result}
    known_by_other = {str(row[other.name]): row for row in result}
    verdicts, faults = Counter(), []
    for number, (_, put) in enumerate(rows):
        if put is None:
            continue
        field, cell = put
        by, own = (known, one) if field is not one else (known_by_other, other)
        row = by.get(plain_cell(own, number))
        output = "the row is gone" if row is None else verdict(field, cell, row)
        verdicts[output] += 1
        if row is None or output == "silent":
            faults.append((field.name, str(cell)[:40], row and row[field.name]))
        for beside in table.fields if row else ():
            may_change = beside is field or beside.name == field.endless
            if may_change or (beside.dated_by == field.name):
                continue
            if beside.not_before == field.name and row[beside.name] is None:
                assert beside.name in row["bad_fields"]
                continue
            control = controls[0][beside.name]
            if beside.kind not in PLAIN:
                control = plain_cell(beside, number)
            if str(row[beside.name]) != str(control):
                faults.append((field.name, str(cell)[:40], f"{beside.name} changed"))
    print(f"\n{table.name}: {sum(verdicts.values())} cells, {dict(verdicts)}")
    return verdicts, faults
