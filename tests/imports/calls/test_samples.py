"""Real logs that nobody here wrote, compared with a plain count of their rows."""

import csv
import io

import pytest

from privacy.errors import BadExport, NotRecognised
from tests.conftest import SAMPLES
from tests.imports.calls.reading import read

CALLS = SAMPLES / "cdr"
pytestmark = pytest.mark.skipif(not CALLS.exists(), reason="the samples are not here")

# File, format, rows, calls, answered.
READ = [
    ("asterisk-g9telecom/cdr__1504525205ucoip.g9telecom.pt.csv", "asterisk_headed",
     100, 100, 32),
    ("asterisk-pjsip-kely/Master.csv", "asterisk_custom", 14, 14, 11),
    ("asterisk-testsuite/Master.csv", "asterisk", 2, 2, 2),
    ("asterisk-testsuite/good.csv", "asterisk", 5, 1, 1),
    ("cdr-stats/CDRImport-2015-10-26.csv", "cdr_stats", 5, 5, 5),
    ("cdr-stats/import_cdr.txt", "cdr_stats_import", 5, 5, 5),
    ("freeswitch-amitsrepo/1000.csv", "freeswitch", 27, 27, 22),
    ("freeswitch-amitsrepo/1001.csv", "freeswitch", 29, 29, 4),
    ("freeswitch-amitsrepo/1002.csv", "freeswitch", 28, 28, 6),
    ("freeswitch-amitsrepo/1004.csv", "freeswitch", 4, 4, 3),
    ("freeswitch-amitsrepo/1100.csv", "freeswitch", 26, 26, 9),
    ("freeswitch-amitsrepo/Master.csv", "freeswitch", 333, 332, 55),
    ("freeswitch-spicyramen/1008.csv", "freeswitch", 2, 2, 2),
    ("freeswitch-spicyramen/2001.csv", "freeswitch", 12, 12, 9),
    ("freeswitch-spicyramen/Master.csv", "freeswitch", 82, 82, 11),
]  # fmt: skip


def content_of(name: str) -> bytes:
    return (CALLS / name).read_bytes()


@pytest.mark.parametrize(("name", "format", "rows", "calls", "answered"), READ)
def test_every_row_of_a_real_log_is_accounted_for(
    tmp_path, name, format, rows, calls, answered
):
    result = read(tmp_path / "export.csv", content_of(name))
    assert result.taken.format == f"calls/{format}"
    assert result.counted == (rows, rows, 0)
    assert len(result.calls) == calls
    assert sum(bool(call["is_answered"]) for call in result.calls) == answered
    assert sum(call["leg_count"] for call in result.calls) == rows


@pytest.mark.parametrize(
    "name", [name for name, format, *_ in READ if format == "freeswitch"]
)
def test_freeswitch_legs_are_the_calls_that_a_plain_count_finds(tmp_path, name):
    text = content_of(name).decode()
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    first_of = {row[11]: row[10] for row in reversed(rows) if row[11]}
    legs: dict[str, list[list[str]]] = {}
    for row in rows:
        legs.setdefault(first_of.get(row[10], row[10]), []).append(row)
    expected = sorted(
        (
            len(call),
            min(row[4] for row in call)[:13],
            any(row[5] for row in call),
            int(call[0][8]) if len(call) == 1 else 0,
        )
        for call in legs.values()
    )
    result = read(tmp_path / "export.csv", text.encode()).calls
    shown = sorted(
        (
            call["leg_count"],
            call["started_at"],
            call["is_answered"],
            (call["talk_seconds"] or 0) if call["leg_count"] == 1 else 0,
        )
        for call in result
    )
    assert shown == expected


def test_a_table_of_one_day_needs_the_policy_to_know_its_order(tmp_path):
    content = content_of("asterisk-g9telecom/g9telecom.csv")
    with pytest.raises(BadExport, match="nothing shows"):
        read(tmp_path / "export.csv", content)
    system = {"system": "asterisk_headed", "day_order": "day first"}
    result = read(tmp_path / "export.csv", content, call_system=[system])
    assert result.counted == (100, 100, 0)
    assert {call["started_at"][:10] for call in result.calls} == {"2017-09-04"}
    assert {call["direction"] for call in result.calls} == {"internal"}


def test_cisco_records_are_one_local_call_and_its_measurements_are_refused(tmp_path):
    result = read(tmp_path / "cdr.txt", content_of("cisco-cucm/sample_cdr.txt"))
    assert result.counted == (2, 1, 1)
    assert result.taken.reasons == {"comment_line": 1}
    shown = ("direction", "is_answered", "wait_seconds", "talk_seconds")
    assert result.only(*shown) == [("in", True, 6, 60)]
    assert result.calls[0]["started_at"] == "2024-03-25 18"
    with pytest.raises(NotRecognised):
        read(tmp_path / "cmr.txt", content_of("cisco-cucm/sample_cmr.txt"), "calls")
