"""A cell of a ticket system is read right, is empty, or is named."""

import csv
import io
from collections import Counter

import pytest

from privacy.contracts.tables import tables
from privacy.imports.files import Content, sample_lines
from privacy.imports.formats import recognise
from privacy.imports.import_counts import Context
from privacy.imports.tabular import read_table
from privacy.storage.databases import connect
from tests.imports.junk import CELLS, is_nothing, is_right, same_words
from tests.imports.requests.reading import example_policy
from tests.imports.requests.test_ticket_systems import EXPORTS

CONTROLS = 60
KINDS = {field.name: field.kind for field in tables()["requests"].fields}
IDS = {
    "jira": "Issue key",
    "servicenow": "number",
    "otrs": "Ticket Number",
    "glpi": "ID",
    "zendesk": "Id",
    "freshdesk": "Ticket ID",
    "freshservice": "Ticket Id",
    "osticket": "Ticket Number",
    "dynamics": "Case Number",
    "fides": "Request ID",
    "transcend": "Request ID",
}
SECOND = {
    ("servicenow", "resolved_at"),
    ("freshdesk", "Resolved time"),
    ("freshservice", "Resolved Time"),
    ("freshservice", "Sub-Category"),
}
"""Columns in whose place another is read when they are empty."""


def sample(system):
    """The head row and the fullest row of a system's export."""
    content = EXPORTS[system][0]
    encoding = {"freshdesk": "utf-16", "servicenow": "cp1252"}.get(system, "utf-8-sig")
    text = content.decode(encoding)
    delimiter = ";" if text.split("\n")[0].count(";") > 3 else ","
    head, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return head, max(rows, key=lambda row: (sum(map(bool, row)), row))


def write(path, head, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([head, *rows])
    path.write_text(text.getvalue(), encoding="utf-8")


def read(path):
    connection = connect()
    connection.execute("attach ':memory:' as taken; create schema export")
    context = Context(policy=example_policy(), key_for=lambda month: "0" * 64)
    result = recognise(sample_lines(Content(path)), path.name, table="requests")
    taken = read_table(connection, Content(path), result, context)
    cursor = connection.execute("from taken.requests")
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    connection.close()
    return taken, rows


def says_nothing(kind, text):
    return is_nothing(kind, text) or text.startswith("0000-00-00")


def verdict(name, text, value, row):
    kind = KINDS[name]
    if name in row["bad_fields"]:
        return "named" if value is None else "silent"
    if value is None:
        return "empty" if says_nothing(kind, text) else "silent"
    is_part = isinstance(value, str) and same_words(value) in same_words(text)
    return "read" if is_right(kind, text, value) or is_part else "silent"


def junk_verdicts(tmp_path, system):
    head, full = sample(system)
    place = head.index(IDS[system])
    titles = [n for n, title in enumerate(head) if n != place and title]
    pairs = [None] * CONTROLS + [(n, text) for n in titles for text in CELLS]
    rows = []
    for number, pair in enumerate(pairs):
        row = list(full)
        row[place] = f"{100_000 + number}"
        if pair:
            row[pair[0]] = pair[1]
        rows.append(row)
    path = tmp_path / "export.csv"
    write(path, head, rows)
    taken, result = read(path)
    assert taken.format == f"requests/{system}"
    by_id = {}
    for row in result:
        by_id.setdefault(str(row["request_id"]).split(" ")[0], []).append(row)
    control = by_id["100000"][0]
    verdicts, faults = Counter(), []
    for number, pair in enumerate(pairs):
        listed = by_id.get(f"{100_000 + number}", [])
        if pair is None:
            assert {**listed[0], "request_id": ""} == {**control, "request_id": ""}
            assert control["bad_fields"] == []
            continue
        if not listed:
            verdicts["rejected"] += 1
            continue
        for name in KINDS:
            if name == "request_id" or listed[0][name] == control[name]:
                continue
            output = verdict(name, pair[1], listed[0][name], listed[0])
            if (system, head[pair[0]]) in SECOND and says_nothing(KINDS[name], pair[1]):
                output = "empty"
            verdicts[output] += 1
            if output == "silent":
                faults.append((head[pair[0]], pair[1][:30], name, listed[0][name]))
    return verdicts, faults


@pytest.mark.parametrize("system", EXPORTS)
def test_a_junk_cell_of_a_ticket_is_read_right_or_empty_or_named(tmp_path, system):
    verdicts, faults = junk_verdicts(tmp_path, system)
    print(f"\n{system}: {sum(verdicts.values())} cells, {dict(verdicts)}")
    assert faults == []
