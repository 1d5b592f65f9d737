"""How ticket systems write their days: read from the whole column, or refused."""

import contextlib
import datetime
import random

import pytest

from privacy.contracts import read_contract
from privacy.errors import BadExport, BadPolicy
from privacy.imports import ticket_days
from privacy.imports.reading import DayForm
from privacy.imports.tickets import _fields
from privacy.storage.databases import connect
from tests.imports.requests.reading import read

HEAD = "Issue key,Issue Type,Status,Created,Resolved,Custom field (Identity requested)"


def jira(tmp_path, *rows, **policy):
    """Received, closed and identity requested of the rows of a Jira export."""
    lines = [HEAD, *(f"DPO-{n},Task,Open,{row}" for n, row in enumerate(rows, 1))]
    content = ("\n".join(lines) + "\n").encode()
    result = read(tmp_path / "jira.csv", content, "requests", **policy).requests
    return [
        (row["received_at"], str(row["closed_on"]), str(row["identity_requested_on"]))
        for row in result
    ]


@pytest.mark.parametrize(
    ("written", "received"),
    [
        ("05/Nov/26 3:14 PM", "2026-11-05 15:14:00"),
        ("05/Nov/26 12:04 AM", "2026-11-05 00:04:00"),
        ("05/Nov/26 12:04 p.m.", "2026-11-05 12:04:00"),
        ("30/Jul/18 23:33", "2018-07-30 23:33:00"),
        ("05/maj/26 15:14", "2026-05-05 15:14:00"),
        ("05/Mai/26 3:14 em", "2026-05-05 15:14:00"),
        ("5. März 2026 08:00", "2026-03-05 08:00:00"),
        ("05-Okt-2026", "2026-10-05 00:00:00"),
        ("5 oktober 2026 kl. 15.14", "2026-10-05 15:14:00"),
        ('"Nov 5, 2026, 3:14 PM"', "2026-11-05 15:14:00"),
        ('"Thu, 05 Nov 2026 14:14:02 +0000"', "2026-11-05 15:14:02"),
        ("2026-11-05T14:14:02.123Z", "2026-11-05 15:14:02"),
        ("2026-11-05T14:14:02+05:30", "2026-11-05 09:44:02"),
        ("2026-07-05 14:14 CEST", "2026-07-05 14:14:00"),
        ("2026-11-05 15:14 -0700", "2026-11-05 23:14:00"),
        ("2026/11/05 15:14", "2026-11-05 15:14:00"),
        ("05.11.2026 15:14:02", "2026-11-05 15:14:02"),
        ("22/11/2026 15:14", "2026-11-22 15:14:00"),
        ("11/22/2026 3:14 PM", "2026-11-22 15:14:00"),
        ("05/fév/26 3:14 PM", "2026-02-05 15:14:00"),
        ("5 de octubre de 2026 8:00", "2026-10-05 08:00:00"),
        ("05/out/26 08:00", "2026-10-05 08:00:00"),
        ("5. marraskuuta 2026 klo 8.00", "2026-11-05 08:00:00"),
        ("5. nov. 2026 08:00", "2026-11-05 08:00:00"),
        ("05/Nov/26 3:14\u202fPM", "2026-11-05 15:14:00"),
        ('"Nov 5, 2026, 3:14\u00a0PM"', "2026-11-05 15:14:00"),
        ("2026-11-05 3:14 em", "2026-11-05 15:14:00"),
        ("2026-11-04T23:00:00Z", "2026-11-05 00:00:00"),
        ("08/08/2026 15:14", "2026-08-08 15:14:00"),
    ],
)
def test_a_day_is_read_as_its_system_writes_it(tmp_path, written, received):
    assert jira(tmp_path, f"{written},,") == [(received, "None", "None")]


@pytest.mark.parametrize(
    "written", ["30/02/2026 10:00", "i går", "25/11/2026 31:00", "05/Foo/26", "1794"]
)
def test_what_is_no_day_is_named_and_not_guessed(tmp_path, written):
    rows = f"DPO-1,Task,Open,{written},13/11/2026,\nDPO-2,Task,Open,14/11/2026,,\n"
    content = f"{HEAD}\n{rows}".encode()
    row, control = read(tmp_path / "jira.csv", content, "requests").requests
    assert control["received_at"] == "2026-11-14 00:00:00"
    assert row["received_at"] is None
    assert row["bad_fields"] == ["received_at"]
    assert row["closed_on"] == datetime.date(2026, 11, 13)


def test_one_day_over_twelve_decides_the_whole_column(tmp_path):
    assert jira(tmp_path, "05/06/2026 10:00,,", "13/06/2026 10:00,,") == [
        ("2026-06-05 10:00:00", "None", "None"),
        ("2026-06-13 10:00:00", "None", "None"),
    ]
    assert jira(tmp_path, "05/06/2026 10:00,,", "06/13/2026 10:00,,")[0] == (
        "2026-05-06 10:00:00",
        "None",
        "None",
    )


def test_a_column_that_shows_nothing_follows_the_others_of_its_file(tmp_path):
    assert jira(tmp_path, "13/06/2026 10:00,05/07/2026,04/07/2026") == [
        ("2026-06-13 10:00:00", "2026-07-05", "2026-07-04")
    ]


def test_days_that_may_be_either_are_refused_with_what_to_do(tmp_path):
    with pytest.raises(BadExport, match=r"\[\[ticket_system\]\] system = \"jira\""):
        jira(tmp_path, "05/06/2026 10:00,,")


def test_one_odd_day_costs_itself_and_not_its_column(tmp_path):
    rows = [f"{day}/06/2026 10:00,," for day in range(1, 29)]
    result = jira(tmp_path, *rows, "06/31/2026 10:00,,", "i höstas,,")
    days = [f"2026-06-{day:02} 10:00:00" for day in range(1, 29)]
    assert sorted(str(row[0]) for row in result) == [*days, "None", "None"]


def test_a_column_of_both_orders_reads_the_days_that_can_be_only_one(tmp_path):
    result = jira(tmp_path, "13/06/2026 10:00,,", "06/14/2026 10:00,,")
    assert [row[0] for row in result] == ["2026-06-13 10:00:00", "2026-06-14 10:00:00"]


def test_a_column_of_both_orders_is_refused_when_its_days_may_be_either(tmp_path):
    rows = ["13/06/2026 10:00,,", "06/13/2026 10:00,,", "05/06/2026 10:00,,"]
    with pytest.raises(BadExport, match="received_at do not all have the same order"):
        jira(tmp_path, *rows)


def test_a_short_year_that_may_stand_first_or_last_is_refused_until_said(tmp_path):
    with pytest.raises(BadExport, match="whether the day or the month stands first"):
        jira(tmp_path, "22-11-26,,")
    system = [{"system": "jira", "day_order": "day first"}]
    result = jira(tmp_path, "22-11-26,,", ticket_system=system)
    assert result[0][0] == "2026-11-22 00:00:00"


def test_local_midnight_written_as_utc_is_the_day_that_it_was(tmp_path):
    row = "2026-06-12T22:00:00Z,2026-11-05T23:00:00.000Z,2026-06-30T22:00:00+00:00"
    assert jira(tmp_path, row) == [("2026-06-13 00:00:00", "2026-11-06", "2026-07-01")]


def test_a_day_that_systems_keep_for_none_is_none(tmp_path):
    content = f"{HEAD}\nDPO-1,Task,Open,2026-11-05,1900-01-01,0001-01-01\n".encode()
    (row,) = read(tmp_path / "jira.csv", content, "requests").requests
    assert (row["closed_on"], row["identity_requested_on"]) == (None, None)
    assert row["bad_fields"] == []


def test_a_refusal_says_no_value(tmp_path):
    with pytest.raises(BadExport) as refused:
        jira(tmp_path, "05/06/2026 10:00,,")
    assert "05/06" not in str(refused.value)


@pytest.mark.parametrize(
    ("order", "received"),
    [
        ("day first", "2026-06-05 10:00:00"),
        ("month first", "2026-05-06 10:00:00"),
    ],
)
def test_the_policy_says_the_order_where_the_export_does_not(tmp_path, order, received):
    system = [{"system": "jira", "day_order": order}]
    result = jira(tmp_path, "05/06/2026 10:00,,", ticket_system=system)
    assert result[0][0] == received


def test_a_day_against_the_order_of_the_policy_is_refused(tmp_path):
    system = [{"system": "jira", "day_order": "month first"}]
    with pytest.raises(BadExport, match="not the one of the policy"):
        jira(tmp_path, "13/06/2026 10:00,,", ticket_system=system)


@pytest.mark.parametrize(
    "output", [{"day_order": "dmy"}, {"time_zone": "Stockholm"}, {"time_zone": "CEST"}]
)
def test_a_policy_that_says_it_wrongly_is_refused_by_name(tmp_path, output):
    with pytest.raises(BadPolicy, match=r"\[\[ticket_system\]\] of jira"):
        jira(tmp_path, "2026-11-05,,", ticket_system=[{"system": "jira", **output}])


def test_a_clock_of_another_zone_is_set_to_ours_and_a_mere_day_is_not(tmp_path):
    system = [{"system": "jira", "time_zone": "UTC"}]
    row = "2026-11-05 23:30,2026-11-06,2026-11-06 23:30 CET"
    assert jira(tmp_path, row, ticket_system=system) == [
        ("2026-11-06 00:30:00", "2026-11-06", "2026-11-06")
    ]


def test_the_hour_that_summer_ends_is_read_once_and_without_error(tmp_path):
    assert jira(tmp_path, "2026-10-25 02:30,,")[0][0] == "2026-10-25 02:30:00"


DAYS = [
    "2026-11-05", "05/Nov/26", "5 nov. 2026", "Nov 5, 2026", "5.11.2026", "05/11/2026",
    "fredag 14 augusti 2026", "20261105", "1900-01-01", "2026-02-30", "46000", "i går",
    "2026-11-05 10:00", "2026-11-05T10:00", "2300-01-01", "2026-03-29", "2026-10-25",
    "05/Nov/26 kl.", "2026-11-05,", "den 5 november 2026", "=", "2026", "11/2026",
]  # fmt: skip
CLOCKS = [
    "0:00", "00:00", "02:30", "3:14", "3:14 PM", "12:04 AM", "13:14 PM", "0:10 PM",
    "23:59:59", "24:00", "10:61", "9:5", "15:14:02 AM", "99:99",
]  # fmt: skip


@pytest.mark.parametrize("order", [None, "day first", "month first"])
@pytest.mark.parametrize("zone", ["Europe/Stockholm", "UTC"])
def test_a_day_and_a_clock_read_apart_say_what_they_say_together(order, zone):
    form = DayForm(order, zone=zone)
    chance = random.Random(1)
    days = [f"{chance.randrange(1950, 2075)}-{month:02}-{day:02}"
            for month in range(1, 13) for day in range(1, 29)]  # fmt: skip
    texts = [f"{day} {clock}" for day in (*DAYS, *days) for clock in CLOCKS]
    with contextlib.closing(connect()) as connection:
        connection.execute("create schema export")
        described = ", ".join(f"{name} varchar" for name in _fields())
        connection.execute(f"create table export.neutral (line bigint, {described})")
        connection.execute(
            "insert into export.neutral by name "
            "select unnest(?) as received_at, unnest(range(len(?))) as line",
            [texts, texts],
        )
        cells = read_contract("imports/ticket_cells").sql
        connection.execute(f"create table export.cells as {cells}")
        columns = ticket_days._columns_of(connection)
        ticket_days._lay_out_answers(connection, {0: {"received_at": form}}, columns)
        apart = connection.execute(
            "select content, written, happened_at from export.cells "
            "inner join export.days using (line, field)"
        ).fetchall()
        read = connection.execute("select count(*) from export.answers").fetchone()[0]
    assert len(apart) == len(texts)
    wrong = {
        text: (answer, together)
        for text, *answer in apart
        if tuple(answer) != (together := ticket_days._written(text, form))
    }
    assert wrong == {}
    assert (read == len(texts)) == (zone == "UTC")
