"""Neutral exports of requests and incidents: what is read, mended, and forgotten."""

import datetime

import pytest

from tests.requests.asking import an_office

AS_OF = datetime.date(2026, 11, 23)
DAY = datetime.date(2026, 3, 5)


def taken(**row):
    """One row of imported.requests, instants as text."""
    office = an_office().holding(
        [{"request_id": "1", "request_type": "tillgång", **row}]
    )
    cursor = office.connection.execute(
        "select * replace (received_at::varchar as received_at) from imported.requests"
    )
    names = [column[0] for column in cursor.description]
    return dict(zip(names, cursor.fetchone(), strict=True))


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-03-05", "2026-03-05 00:00:00+01"),
        ("2026-03-05 10:15", "2026-03-05 10:15:00+01"),
        ("2026-03-05T10:15:30", "2026-03-05 10:15:30+01"),
        ("2026-07-05T10:15:30.123", "2026-07-05 10:15:30.123+02"),
        ("2026-03-05T10:15Z", "2026-03-05 11:15:00+01"),
        ("2026-03-05T10:15:30+0000", "2026-03-05 11:15:30+01"),
        ("2026-03-05 10:15:30 +05:30", "2026-03-05 05:45:30+01"),
        (" 2025-01-31T23:30:00Z ", "2025-02-01 00:30:00+01"),
        ("20260305", "2026-03-05 00:00:00+01"),
        ("2026-03-05 10:15 CET", "2026-03-05 10:15:00+01"),
        ("5 mars 2026 kl. 10.15", "2026-03-05 10:15:00+01"),
    ],
)
def test_an_instant_is_read_with_its_zone_or_as_swedish_time(written, at):
    row = taken(received_at=written)
    assert row["received_at"] == at
    assert row["bad_fields"] == []


@pytest.mark.parametrize(
    "written",
    [
        "05/03/2026",
        "2026-02-30",
        "i går",
        "2026-03-05 eller senare",
        "2026-03-05 10:15 XYZ",
        "1850-01-01",
    ],
)
def test_what_is_no_date_is_named_and_not_guessed(written):
    row = taken(received_at=written, closed_on=written)
    assert row["received_at"] is None
    assert row["closed_on"] is None
    assert row["bad_fields"] == ["closed_on", "received_at"]


@pytest.mark.parametrize("written", ["infinity", "NULL", "-", "1900-01-01"])
def test_what_systems_write_for_no_day_is_no_day(written):
    row = taken(received_at=written, closed_on=written)
    assert (row["received_at"], row["closed_on"]) == (None, None)
    assert row["bad_fields"] == []


def test_an_instant_where_a_day_is_meant_becomes_the_swedish_day():
    row = taken(received_at="2026-03-05", closed_on="2026-03-04T23:30:00Z")
    assert row["closed_on"] == DAY


def test_free_text_is_not_kept():
    row = taken(
        received_at="2026-03-05",
        extension_reason="Anna Andersson har begärt allt om sig",
        request_type="anna.andersson@example.se vill ha utdrag",
        outcome="skickat till 19121212-1212",
        channel="c" * 61,
        team="Team Syd",
    )
    assert row["extension_reason"] == "given"
    assert (row["request_type"], row["outcome"], row["channel"]) == (None, None, None)
    assert row["team"] == "Team Syd"
    assert row["bad_fields"] == ["channel", "outcome", "request_type"]
    assert taken(extension_reason="  ")["extension_reason"] is None


@pytest.mark.parametrize(
    ("written", "kronor"),
    [("0", 0), ("50 kr", 50), ("49,50:-", 49.5), ("gratis", None)],
)
def test_a_fee_is_a_number_or_bad(written, kronor):
    row = taken(received_at="2026-03-05", fee=written)
    assert row["fee"] == kronor
    assert row["bad_fields"] == ([] if kronor is not None else ["fee"])


@pytest.mark.parametrize("number", ["", None, "191212121212", "a@example.se"])
def test_a_request_without_a_usable_number_is_still_a_request(number):
    row = taken(request_id=number, received_at="2026-03-05")
    assert row["request_id"] == "rad 0 2026-03-05"


def test_a_request_is_mapped_by_words_and_the_organisations_own_win():
    office = an_office().holding(
        requests=[
            {"request_id": "1", "request_type": " RADERING ", "outcome": "Denied"},
            {"request_id": "2", "request_type": "kärende 7", "channel": "duva"},
            {"request_id": "3", "request_type": "klagomål", "channel": "E-mail"},
        ]
    )
    rows = {
        row[0]: row[1:]
        for row in office.connection.execute(
            "select request_id, kind, right_used, outcome, is_refusal, channel "
            "from register.requests"
        ).fetchall()
    }
    assert rows == {
        "1": ("begäran", "radering", "avslag", True, None),
        "2": ("begäran", "okänd", None, False, "okänd"),
        "3": ("klagomål", "klagomål", None, False, "e-post"),
    }
    listed = office.ask("dpo/unmapped_words")
    assert [(row["field"], row["word"]) for row in listed] == [
        ("channel", "duva"),
        ("right", "kärende 7"),
    ]


def incident(as_of=AS_OF, **row):
    office = an_office().holding(incidents=[{"incident_id": "I", **row}])
    return office.ask("dpo/incidents", as_of=as_of)[0]


@pytest.mark.parametrize(
    ("aware", "due", "due_by_hours"),
    [
        (
            "2026-11-20T16:10:00+01:00",
            "2026-11-23T16:10:00+01:00",
            "2026-11-23T17:00:00+01:00",
        ),
        (
            "2026-03-28T10:00:00+01:00",
            "2026-03-31T11:00:00+02:00",
            "2026-03-31T12:00:00+02:00",
        ),
        (
            "2026-10-24T10:00:00+02:00",
            "2026-10-27T09:00:00+01:00",
            "2026-10-27T10:00:00+01:00",
        ),
    ],
)
def test_the_72_hours_run_through_weekends_and_changes_of_clock(
    aware, due, due_by_hours
):
    result = incident(aware_at=aware)
    assert (result["due_at"], result["due_by_hours_at"]) == (due, due_by_hours)


@pytest.mark.parametrize(
    ("row", "status"),
    [
        ({"aware_at": "2026-11-20 16:10"}, "Sista dagen att anmäla"),
        ({"aware_at": "2026-11-19 16:10"}, "Försenad"),
        ({"aware_at": "2026-11-22 16:10"}, "Ej anmäld"),
        (
            {"aware_at": "2026-11-10 16:10", "reported_at": "2026-11-13 16:10"},
            "Anmäld i tid",
        ),
        (
            {"aware_at": "2026-11-10 16:10", "reported_at": "2026-11-13 16:11"},
            "Anmäld för sent",
        ),
        (
            {"aware_at": "2026-11-10 16:10", "closed_on": "2026-11-12"},
            "Avslutad utan anmälan",
        ),
        (
            {"aware_at": "2026-11-20 16:10", "reported_at": "2026-11-24 08:00"},
            "Sista dagen att anmäla",
        ),
        ({}, "Underlag saknas"),
        ({"aware_at": "2026-11-10"}, "Ogiltiga datum"),
        ({"aware_at": "2026-12-01 08:00"}, "Ogiltiga datum"),
        (
            {"aware_at": "2026-11-10 16:10", "reported_at": "2026-11-09 16:10"},
            "Ogiltiga datum",
        ),
    ],
)
def test_an_incident_stands_as_its_hours_say(row, status):
    assert incident(**row)["status"] == status


def test_hours_left_are_counted_from_the_start_of_the_day():
    assert incident(aware_at="2026-11-20 16:00")["hours_left"] == 16
    # The day the clocks go back has 25 hours.
    day = datetime.date(2026, 10, 25)
    assert incident(day, aware_at="2026-10-23T10:00:00+02:00")["hours_left"] == 34
