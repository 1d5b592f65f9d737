"""A cell of a telephone log is read right, is unknown and named, or costs its line.

A cell that says nothing, or that cannot be read, may leave a value as it is where other
cells tell it, or make it unknown. It may never give another value.
"""

import csv
import datetime
import io
from collections import Counter

import pytest

from privacy.imports.files import Content, sample_lines
from privacy.imports.formats import recognise
from privacy.imports.import_counts import Context
from privacy.imports.tabular import read_table
from privacy.storage.databases import connect
from tests.imports.junk import ANSWERS, CELLS, is_nothing, same_words
from tests.imports.junk_calls import FORMATS, written
from tests.imports.requests.reading import policy_with

CONTROLS = 60
CONTROLS_WITHOUT_HEAD = 700
"""A log without a head row is known by most of its lines."""
TOLD = ("direction", "is_answered", "wait_seconds", "talk_seconds", "queue")

QUOTED = {"asterisk", "asterisk_custom"} | {n for n in FORMATS if "freeswitch" in n}

LENGTHS = {**ANSWERS["count"], "1,5": 1.5}
IN_UTC = {"cucm", "cucm_unnamed", "teams_pstn", "teams_direct_routing"}

CODES = {("cdr_stats", 17, "2")}
"""Cells that mean something in one format."""

MISSING: dict[str, set[tuple[int, str]]] = {}
"""What is known to be read wrong: taken from here when it is read right."""


def moment(number):
    """When a row's call began: no two rows share an hour of a day."""
    day = datetime.date(2026, 4, 1) + datetime.timedelta(days=number // 12)
    return datetime.datetime.combine(day, datetime.time(7 + number % 12))


def filled(template, number):
    start = moment(number)
    answer, end = (start + datetime.timedelta(seconds=s) for s in (20, 180))
    summer = datetime.timedelta(hours=2)
    epochs = [
        (at - summer).replace(tzinfo=datetime.UTC).timestamp()
        for at in (start, answer, end)
    ]
    text = {
        "id": f"17882460{number:05}",
        "start": f"{start:%F %T}",
        "answer": f"{answer:%F %T}",
        "end": f"{end:%F %T}",
        "slashed": f"{start:%Y/%m/%d %T}",
        "day": f"{start:%F}",
        "clock": f"{start:%T}",
        "epoch": epochs[0],
        "answer_epoch": epochs[1],
        "end_epoch": epochs[2],
        "month_day": f"{start:%m/%d}",
        "minute": f"{start:%H:%M}",
        "day_first": f"{start:%d/%m/%Y %T}",
        "start_utc": f"{start - summer:%F %T}",
        "answer_utc": f"{answer - summer:%F %T}",
        "end_utc": f"{end - summer:%F %T}",
        "uuid": f"5bf9033d-ee4b-4663-874f-b4709{number:07}",
    }
    return [cell.format(**text) for cell in template]


def read(path):
    connection = connect()
    connection.execute("attach ':memory:' as taken; create schema export")
    context = Context(
        policy_with({}), lambda month: "7" * 64, exported_on=datetime.date(2026, 11, 23)
    )
    result = recognise(sample_lines(Content(path)), path.name, table="calls")
    taken = read_table(connection, Content(path), result, context)
    rows = connection.execute(
        f"select started_on, hour, {', '.join(TOLD)}, unknown_words, bad_fields "
        "from taken.calls"
    ).fetchall()
    rejects = connection.execute("select line from taken.rejects").fetchall()
    connection.close()
    values = {row[:2]: dict(zip(TOLD, row[2:7], strict=True)) for row in rows}
    named = {row[:2]: bool(row[7] or row[8]) for row in rows}
    return taken, values, named, {line for (line,) in rejects}


def lengths_told(text):
    """What a length may make of a wait of 20, a talk of 160 and 180 in all."""
    length = LENGTHS.get(text)
    if length is None:
        return set()
    shown = {length, length - 20, length - 160, 180 - length}
    whole = {max(0, int(seconds + 0.5)) for seconds in shown}
    return whole | ({180} if not length else set())


def start_told(text, name, hour):
    """The day and hour of a junk start, None when it says no time."""
    if name == "operators" and text in ANSWERS["day"] and ":" not in text:
        return ANSWERS["day"][text], hour  # the clock stands in another column
    at = ANSWERS["instant"].get(text) if ":" in text else None
    if at and name in IN_UTC and not text.endswith("Z"):
        at += datetime.timedelta(hours=1)
    local = at and at + datetime.timedelta(hours=1)
    return local and (local.date(), local.hour)


def is_read(kind, text, shown, changed):
    """Whether what changed is what the text says, as far as it is known."""
    known = {name: shown[name] for name in changed if shown[name] is not None}
    if kind == "length":
        if ANSWERS["count"].get(text) == 0:
            known.pop("is_answered", None)
        return set(known.values()) <= lengths_told(text) and text in LENGTHS
    if kind in ("flag", "word") and text in ANSWERS["flag"]:
        is_said = shown["is_answered"] is ANSWERS["flag"][text]
        return (
            is_said
            and "direction" not in changed
            and known.keys() <= {"is_answered", "wait_seconds"}
        )
    return False


def is_empty(text):
    return is_nothing("length", text) or is_nothing("day", text)


def verdict(kind, text, shown, control, *, is_named):
    changed = {name for name in TOLD if shown[name] != control[name]}
    if kind == "queue" and changed == {"queue"} and shown["queue"] is not None:
        return "read" if same_words(shown["queue"]) == same_words(text) else "silent"
    if is_read(kind, text, shown, changed):
        return "read"
    if any(shown[name] is not None for name in changed):
        return "silent"
    if not changed:
        return "told by others"
    return "empty" if is_empty(text) else "named" if is_named else "unnamed"


def junk_verdicts(tmp_path, name):
    head, template, kinds = FORMATS[name]
    controls = CONTROLS if head else CONTROLS_WITHOUT_HEAD
    pairs = [None] * controls + [(at, text) for at in kinds for text in CELLS]
    text = io.StringIO()
    delimiter = ";" if name == "operators" else ","
    quoting = csv.QUOTE_ALL if name in QUOTED else csv.QUOTE_MINIMAL
    writer = csv.writer(text, lineterminator="\n", delimiter=delimiter, quoting=quoting)
    if head:
        writer.writerow(head)
    lines = []
    for number, pair in enumerate(pairs):
        lines.append(text.getvalue().count("\n") + 1)
        row = filled(template, number)
        if pair:
            row[pair[0]] = pair[1]
        line = written(name, row)
        if line:
            text.write(line + "\n")
        else:
            writer.writerow(row)
    path = tmp_path / "export.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    taken, shown, named, rejected = read(path)
    assert taken.format == f"calls/{name.split()[0]}"
    assert taken.read == taken.accepted + taken.rejected
    control = shown[moment(0).date(), moment(0).hour]
    verdicts, faults = Counter(), []
    for number, pair in enumerate(pairs):
        at = (moment(number).date(), moment(number).hour)
        if pair is None:
            assert shown[at] == control
            continue
        kind, junk = kinds[pair[0]], pair[1]
        if lines[number] in rejected:
            output = "rejected"
        elif at not in shown:
            output = "read" if start_told(junk, name, at[1]) in shown else "gone"
        else:
            output = verdict(kind, junk, shown[at], control, is_named=named[at])
            if (name, *pair) in CODES:
                output = "read"
        verdicts[output] += 1
        if output in ("silent", "gone", "unnamed"):
            faults.append((pair[0], kind, junk[:30], output, shown.get(at)))
    return verdicts, faults


@pytest.mark.parametrize("name", FORMATS)
def test_a_junk_cell_of_a_call_is_read_right_or_unknown_or_named(tmp_path, name):
    verdicts, faults = junk_verdicts(tmp_path, name)
    print(f"\n{name}: {sum(verdicts.values())} cells, {dict(verdicts)}")
    print(chr(10).join(map(str, faults)))
    assert {(at, junk) for at, _, junk, *_ in faults} == MISSING.get(name, set())
