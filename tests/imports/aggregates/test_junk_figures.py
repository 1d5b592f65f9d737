"""A figure of a web tool is read right, is empty, or costs its line."""

import csv
import io

from privacy.databases import connect
from privacy.formats import Recognised
from privacy.imports.tabular import read_table
from privacy.imports.taken import Context
from tests.imports.junk import ANSWERS, CELLS, is_nothing
from tests.imports.requests.reading import example_policy

CONTROLS = 60
KINDS = {
    "first_on": "day",
    "last_on": "day",
    "views": "count",
    "visits": "count",
    "visitors": "count",
}
ROW = {
    "dimension": "page",
    "label": "",
    "first_on": "2026-10-05",
    "last_on": "2026-10-05",
    "views": "700",
    "visits": "300",
    "visitors": "200",
    "tool": "Matomo",
    "site": "s",
}


def read(path, context):
    connection = connect()
    connection.execute("attach ':memory:' as taken; create schema export")
    found = Recognised("imports/web_aggregates/neutral", ",", 0)
    read_table(connection, path, found, context)
    cursor = connection.execute("from taken.web_aggregates")
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    rejects = connection.execute("select line from taken.rejects").fetchall()
    connection.close()
    return {row["label"]: row for row in rows}, {line for (line,) in rejects}


def is_right(name, text, value):
    if name == "last_on" and not text.strip():
        return str(value) == ROW["first_on"]  # one day is counted
    if value is None:
        return is_nothing(KINDS[name], text)
    return value == ANSWERS[KINDS[name]].get(text)


def test_a_junk_figure_is_read_right_or_empty_or_rejected(tmp_path):
    pairs = [None] * CONTROLS + [(name, text) for name in KINDS for text in CELLS]
    text, lines = io.StringIO(), []
    writer = csv.DictWriter(text, ROW, lineterminator="\n")
    writer.writeheader()
    for number, pair in enumerate(pairs):
        lines.append(text.getvalue().count("\n") + 1)
        row = {**ROW, "label": f"/p/r{number}x"}
        writer.writerow(row | dict([pair] if pair else []))
    path = tmp_path / "figures.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    context = Context(policy=example_policy(), key_for=lambda month: "0" * 64)
    found, rejected = read(path, context)
    control = {**found["/p/r0x"], "label": ""}
    faults = []
    for number, pair in enumerate(pairs):
        row = found.get(f"/p/r{number}x")
        if pair is None:
            assert {**row, "label": ""} == control
        elif row is None:
            assert lines[number] in rejected
        elif not is_right(*pair, row[pair[0]]):
            faults.append((*pair, row[pair[0]]))
    assert faults == []
