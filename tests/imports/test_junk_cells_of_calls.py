"""A cell of a telephone log is read right, is unknown and named, or costs its line.

A cell that says nothing, or that cannot be read, may leave a value as it is where other
cells tell it, or make it unknown. It may never give another value.
"""

import csv
import datetime
import io
from collections import Counter

import pytest

from privacy.databases import connect
from privacy.formats import recognise
from privacy.imports.files import sample_lines
from privacy.imports.tabular import read_table
from privacy.imports.taken import Context
from tests.imports.calls.test_asterisk import ISSABEL_NAMES, NAMES
from tests.imports.calls.test_cisco import NAMES as CUCM_NAMES
from tests.imports.junk import ANSWERS, CELLS, is_nothing, same_words
from tests.imports.requests.reading import policy_with

CONTROLS, CALLER = 60, "0701740605"
CONTROLS_WITHOUT_HEAD = 700
"""A log without a head row is known by most of its lines."""
TOLD = ("direction", "is_answered", "wait_seconds", "talk_seconds", "queue")

CUCM = {
    "cdrRecordType": "1", "globalCallID_callManagerId": "2",
    "globalCallID_callId": "{id}", "origLegCallIdentifier": "7",
    "dateTimeOrigination": "{epoch:.0f}", "origNodeId": "1",
    "callingPartyNumber": CALLER, "originalCalledPartyNumber": "9000",
    "finalCalledPartyNumber": "4011", "dateTimeConnect": "{answer_epoch:.0f}",
    "dateTimeDisconnect": "{end_epoch:.0f}", "duration": "160",
    "globalCallId_ClusterId": "StandAloneCluster", "joinOnBehalfOf": "0",
}  # fmt: skip

# format: head row, cells of a row, and what the cells that matter hold
FORMATS = {
    "neutral": (
        "call_id,started_at,direction,from_number,to_number,queue,agent,is_answered,"
        "wait_seconds,talk_seconds".split(","),
        ["{id}", "{start}", "in", CALLER, "0846500411", "skador", "Hilda", "true",
         "20", "160"],
        {1: "start", 2: "word", 5: "queue", 7: "flag", 8: "length", 9: "length"},
    ),
    "asterisk_headed": (
        NAMES.split(","),
        ["{start}", "Anna", CALLER, "9000", "skador", "SIP/t-1", "SIP/4011-2", "Queue",
         "skador", "180", "160", "ANSWERED", "3", "", "{id}", ""],
        {0: "start", 4: "queue", 9: "length", 10: "length", 11: "word"},
    ),
    "asterisk": (
        None,
        ["", CALLER, "9000", "skador", "Anna", "SIP/t-1", "SIP/4011-2", "Queue",
         "skador,t", "{start}", "{answer}", "{end}", "180", "160", "ANSWERED",
         "DOCUMENTATION", "{id}", ""],
        {9: "start", 10: "day", 11: "day", 12: "length", 13: "length", 14: "word"},
    ),
    "issabel": (
        ISSABEL_NAMES.split(","),
        ["{start}", CALLER, "skador", "4012", "SIP/t-1", "", "SIP/4012-3", "ANSWERED",
         "118", "{id}", "", "9000", ""],
        {0: "start", 2: "queue", 7: "word", 8: "length"},
    ),
    "freeswitch": (
        None,
        [CALLER, CALLER, "9000", "public", "{start}", "{answer}", "{end}", "180", "160",
         "NORMAL_CLEARING", "{uuid}", "", "", "PCMA", "PCMA"],
        {4: "start", 5: "day", 6: "day", 7: "length", 8: "length", 9: "word"},
    ),
    "cucm": (
        CUCM_NAMES,
        [CUCM.get(name, "0" if "Behalf" in name else "") for name in CUCM_NAMES],
        {
            CUCM_NAMES.index("dateTimeOrigination"): "start",
            CUCM_NAMES.index("dateTimeConnect"): "day",
            CUCM_NAMES.index("dateTimeDisconnect"): "day",
            CUCM_NAMES.index("duration"): "length",
        },
    ),
    "avaya_smdr": (
        None,
        ["{slashed}", "00:02:40", "20", CALLER, "I", "9000", "9000", "", "0", "{id}",
         "0", "E4011", "Hilda", "T9001", "Line 1.1", "0", "0", *[""] * 12],
        {0: "start", 1: "length", 2: "length", 4: "word"},
    ),
    "operators": (
        "Datum;Klockslag;Riktning;A-nummer;B-nummer;Svarsgrupp;Väntetid;Samtalstid;"
        "Resultat;Handläggare".split(";"),
        ["{day}", "{clock}", "Inkommande", CALLER, "08-465 004 11", "Skador",
         "00:00:20", "00:02:40", "Besvarat", "Hilda"],
        {0: "start", 2: "word", 5: "queue", 6: "length", 7: "length", 8: "word"},
    ),
    "cdr_stats": (
        "switch,cdr_source_type,callid,caller_id_number,caller_id_name,"
        "destination_number,dialcode,state,channel,starting_date,duration,billsec,"
        "progresssec,answersec,waitsec,hangup_cause_id,hangup_cause,direction".split(
            ","
        ),
        ["sw1", "1", "{id}", CALLER, "Anna", "9000", "46", "", "1", "{start}", "180",
         "160", "0", "0", "20", "16", "NORMAL_CLEARING", "1"],
        {9: "start", 10: "length", 11: "length", 14: "length", 17: "word"},
    ),
}  # fmt: skip


UNANSWERED = {"avaya_smdr", "cdr_stats"}
"""Logs that say nothing of the outcome but the talk: an empty one is no answer."""

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
    said = {
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
        "uuid": f"5bf9033d-ee4b-4663-874f-b4709{number:07}",
    }
    return [cell.format(**said) for cell in template]


def read(path):
    connection = connect()
    connection.execute("attach ':memory:' as taken; create schema export")
    context = Context(
        policy_with({}), lambda month: "7" * 64, exported_on=datetime.date(2026, 11, 23)
    )
    found = recognise(sample_lines(path), path.name, table="calls")
    taken = read_table(connection, path, found, context)
    rows = connection.execute(
        f"select started_on, hour, {', '.join(TOLD)}, unknown_words, bad_fields "
        "from taken.calls"
    ).fetchall()
    rejects = connection.execute("select line from taken.rejects").fetchall()
    connection.close()
    told = {row[:2]: dict(zip(TOLD, row[2:7], strict=True)) for row in rows}
    named = {row[:2]: bool(row[7] or row[8]) for row in rows}
    return taken, told, named, {line for (line,) in rejects}


def is_readable(kind, text):
    """Whether a text has a meaning of its own in a cell of a kind."""
    if kind in ("length", "day", "start"):
        return any(text in ANSWERS[k] for k in ("day", "count", "amount"))
    return kind in ("flag", "word") and text in ANSWERS["flag"]


def is_empty(text):
    return is_nothing("length", text) or is_nothing("day", text)


def verdict(kind, text, told, control, *, is_named):
    changed = {name for name in TOLD if told[name] != control[name]}
    if kind == "queue" and changed == {"queue"} and told["queue"] is not None:
        return "read" if same_words(told["queue"]) == same_words(text) else "silent"
    if is_readable(kind, text):
        return "read"
    if any(told[name] is not None for name in changed):
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
    quoting = csv.QUOTE_ALL if name in ("freeswitch", "asterisk") else csv.QUOTE_MINIMAL
    writer = csv.writer(text, lineterminator="\n", delimiter=delimiter, quoting=quoting)
    if head:
        writer.writerow(head)
    lines = []
    for number, pair in enumerate(pairs):
        lines.append(text.getvalue().count("\n") + 1)
        row = filled(template, number)
        if pair:
            row[pair[0]] = pair[1]
        writer.writerow(row)
    path = tmp_path / "export.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    taken, told, named, rejected = read(path)
    assert taken.format == f"calls/{name}"
    assert taken.read == taken.accepted + taken.rejected
    control = told[moment(0).date(), moment(0).hour]
    verdicts, faults = Counter(), []
    for number, pair in enumerate(pairs):
        at = (moment(number).date(), moment(number).hour)
        if pair is None:
            assert told[at] == control
            continue
        kind, junk = kinds[pair[0]], pair[1]
        if lines[number] in rejected:
            said = "rejected"
        elif at not in told:
            said = "read" if kind == "start" and is_readable(kind, junk) else "gone"
        else:
            said = verdict(kind, junk, told[at], control, is_named=named[at])
            if (name, *pair) in CODES:
                said = "read"
            if name in UNANSWERED and is_empty(junk) and not told[at]["is_answered"]:
                said = "empty"
        verdicts[said] += 1
        if said in ("silent", "gone", "unnamed"):
            faults.append((pair[0], kind, junk[:30], said, told.get(at)))
    return verdicts, faults


@pytest.mark.parametrize("name", FORMATS)
def test_a_junk_cell_of_a_call_is_read_right_or_unknown_or_named(tmp_path, name):
    verdicts, faults = junk_verdicts(tmp_path, name)
    print(f"\n{name}: {sum(verdicts.values())} cells, {dict(verdicts)}")
    assert {(at, junk) for at, _, junk, *_ in faults} == MISSING.get(name, set())
