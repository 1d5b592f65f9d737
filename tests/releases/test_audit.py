"""An attacker with every file of the example works out no withheld cell.

Takes the plain CSV files of the zip, nothing else, and scipy; shares no code with the
suppression.
"""

import csv
import datetime
import io
import zipfile

import pytest
from conftest import AS_OF, AT
from released_home import KEPT_MONTHS
from releases.released_knowledge import knowledge_of

from privacy.contracts.roles import Role
from privacy.releases import preview_task
from privacy.releases.making import protect_cells
from privacy.reports import write_parcel
from privacy.storage.builds import current_build
from privacy.storage.rows import read_parts

MONTHS = ("2025-09-01", "2026-09-01", "2026-10-01")
PERIODS = ("2025-07-01", "2026-01-01")


@pytest.fixture(scope="module")
def files(example):
    """The rows of each statistic as an analyst downloads them."""
    parcel = write_parcel(example.desk(Role.ANALYST), "sv", AT, months=None)
    result = {}
    with zipfile.ZipFile(io.BytesIO(parcel)) as archive:
        for name in archive.namelist():
            if name.startswith("plain/"):
                text = archive.read(name).decode()
                rows = list(csv.DictReader(io.StringIO(text)))
                result[name.removeprefix("plain/").removesuffix(".csv")] = rows
    return result


MINIMA = {"calls": 5, "passed": 5, "requests": 5}


@pytest.mark.parametrize("month", [*MONTHS, *PERIODS])
def test_a_withheld_cell_keeps_as_many_values_as_the_rule_asks(files, month):
    known = knowledge_of(
        {
            statistic: [row for row in rows if row.get("month") == month]
            for statistic, rows in files.items()
        }
    )
    shown = [name for name in known.withheld if name[0] in (*MINIMA, "visits", "views")]
    for name in shown:
        if known.low[name]:
            k = MINIMA.get(name[0], 10)
            lo, hi = known.interval(name)
            assert hi is None or (hi - lo >= k - 1 and hi >= k), name
    assert shown or month not in MONTHS


def test_most_figures_are_shown(files):
    rows = [row for name in files for row in files[name] if "is_withheld" in row]
    shown = sum(row["is_withheld"] == "false" for row in rows)
    assert shown / len(rows) > 0.5


def test_the_guidance_line_is_in_no_other_statistic_of_calls(files):
    assert files["guidance_calls"]
    assert not any(row["queue"] == "vägledning" for row in files["calls_by_queue"])


def test_statistics_of_one_unit_agree_about_their_common_cells(files):
    for month in MONTHS:
        queues, waits, hours = (
            [row for row in files[name] if row["month"] == month]
            for name in ("calls_by_queue", "calls_by_wait", "calls_by_hour")
        )
        whole = {
            **{("queue", r["outcome"]): r["calls"] for r in queues if is_incoming(r)},
            **{("wait", r["outcome"]): r["calls"] for r in waits if r["wait"] == "*"},
        }
        [total] = [r["calls"] for r in hours if r["weekday"] == r["hour"] == "*"]
        for outcome in ("*", "answered", "missed"):
            assert whole["queue", outcome] == whole["wait", outcome]
        assert whole["queue", "*"] == total


def is_incoming(row):
    return row["direction"] == "in" and row["queue"] == "*"


def test_every_closed_month_is_there_and_the_running_one_is_not(files):
    months = {row["month"][:7] for row in files["calls_by_queue"]}
    assert months == set(KEPT_MONTHS) - {"2026-11"}


def test_when_all_requests_have_one_right_only_the_total_is_told(example):
    """Of a known requester, a lone right would tell which right it was (R3)."""
    organisation = example.organisation
    task = preview_task(
        organisation,
        example.installation.policy(organisation),
        read_parts(organisation),
        example.installation.keyring(organisation),
        source="requests",
        month=datetime.date(2026, 1, 1),
        stamp=current_build(organisation).stamp,
        as_of=AS_OF,
    )
    true = {
        "requests_by_right": [("*", 20, 20), ("tillgång", 20, 20)],
        "requests_by_outcome": [("*", 20, 20), ("avslag", 9, 9), ("bifall", 11, 11)],
        "requests_on_time": [("*", 20, 20), ("i tid", 20, 20)],
    }
    made = {one.released.statistic: one.released for one in protect_cells(task, true)}
    cells = {row[1]: row[2] for row in made["requests_by_right"].rows}
    assert cells == {"*": 20}
    shown = {row[1]: row[2] for row in made["requests_by_outcome"].rows}
    assert shown == {"*": 20, "avslag": 9, "bifall": 11}
