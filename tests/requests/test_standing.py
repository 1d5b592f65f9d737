"""How a request stands on a day, the choices that the law leaves, and why."""

import datetime

import pytest

from tests.requests.asking import Office, an_office

AS_OF = datetime.date(2026, 11, 23)


def day(text):
    return datetime.date.fromisoformat(text)


def stands(as_of=AS_OF, *, choices=None, **row):
    """One request's answer."""
    row = {"request_id": "1", "request_type": "tillgång", **row}
    office = Office(choices=choices) if choices else an_office()
    return office.holding([row]).deadlines(as_of)["1"]


def test_what_comes_later_has_not_happened_yet():
    row = {
        "received_at": "2026-03-10",
        "identity_requested_on": "2026-03-11",
        "identity_verified_on": "2026-03-20",
        "extension_notified_on": "2026-04-01",
        "extension_reason": "many",
        "closed_on": "2026-05-04",
        "outcome": "avslag",
    }
    on = {name: stands(day(name), **row) for name in ("2026-03-15", "2026-04-30")}
    assert on["2026-03-15"]["status"] == "Pausad"
    assert on["2026-03-15"]["suspended_days"] == 4
    assert on["2026-03-15"]["waited_days"] == 4
    assert on["2026-03-15"]["closed_on"] is None
    # Not refused yet: the extension still counts.
    assert on["2026-04-30"]["status"] == "Pågår"
    assert on["2026-04-30"]["statutory_due_on"] == day("2026-06-19")
    refused = stands(**row)
    assert refused["statutory_due_on"] == day("2026-04-20")
    assert refused["status"] == "Besvarad för sent"


def test_complaints_have_a_last_day_and_questions_none():
    complaint = stands(received_at="2026-10-01", request_type="klagomål")
    assert (complaint["kind"], complaint["status"]) == ("klagomål", "Försenad")
    question = stands(received_at="2026-10-01", request_type="fråga")
    assert (question["kind"], question["status"]) == ("fråga", "Pågår")
    assert question["statutory_due_on"] is None
    assert question["received_on"] == day("2026-10-01")
    answered = stands(
        received_at="2026-10-01", request_type="fråga", closed_on="2026-10-05"
    )
    assert answered["status"] == "Besvarad"


@pytest.mark.parametrize(
    ("row", "status", "output"),
    [
        ({}, "Underlag saknas", "does not say when"),
        ({"received_at": "igår"}, "Ogiltiga datum", "cannot be read"),
        ({"received_at": "2026-11-24"}, "Ogiltiga datum", "after the as-of day"),
        ({"received_at": "2016-01-01"}, "Underlag saknas", "No time to answer"),
        ({"received_at": "1985-01-01"}, "Ogiltiga datum", "outside the calendar"),
        (
            {"received_at": "2026-10-01", "closed_on": "2026-09-30"},
            "Ogiltiga datum",
            "before the receipt",
        ),
        (
            {
                "received_at": "2026-10-01",
                "identity_requested_on": "2026-10-05",
                "identity_verified_on": "2026-10-04",
            },
            "Ogiltiga datum",
            "before its question",
        ),
        (
            {"received_at": "2026-10-01", "clarification_answered_on": "2026-10-04"},
            "Ogiltiga datum",
            "lacks its question",
        ),
        ({"received_at": "2026-10-01", "closed_on": "snart"}, "Ogiltiga datum", "read"),
    ],
)
def test_dates_that_cannot_be_used_are_listed_and_never_guessed(row, status, output):
    office = an_office().holding(
        [{"request_id": "1", "request_type": "tillgång", **row}]
    )
    answer = office.deadlines(AS_OF, language="en")["1"]
    assert answer["status"] == status
    assert output in answer["why"]
    for name in ("received_on", "statutory_due_on", "promise_due_on", "days_left"):
        assert answer[name] is None


def test_a_bad_fee_does_not_hide_a_last_day():
    assert stands(received_at="2026-10-01", fee="gratis")["status"] == "Försenad"


def test_counting_anew_after_a_pause_is_a_choice():
    row = {
        "received_at": "2026-03-10",
        "identity_requested_on": "2026-03-11",
        "identity_verified_on": "2026-03-30",
    }
    added = stands(**row)
    anew = stands(**row, choices={"pause_counting": "restarted"})
    assert added["statutory_due_on"] == day("2026-04-29")
    assert anew["statutory_due_on"] == added["restart_due_on"] == day("2026-04-30")
    assert anew["one_month_due_on"] == added["one_month_due_on"]
    assert "räknas tiden om" in anew["why"]


def test_moving_off_the_eves_is_a_choice():
    strict = stands(received_at="2026-05-19")
    moved = stands(received_at="2026-05-19", choices={"last_day": "with_eves"})
    assert strict["statutory_due_on"] == day("2026-06-19")
    assert moved["statutory_due_on"] == day("2026-06-22")


def test_a_refusal_with_an_extension_is_a_choice():
    row = {
        "received_at": "2026-05-18",
        "extension_notified_on": "2026-06-10",
        "extension_reason": "many",
        "closed_on": "2026-07-20",
        "outcome": "avslag",
    }
    assert stands(**row)["status"] == "Besvarad för sent"
    allowed = stands(**row, choices={"refusal_extension": "extended"})
    assert allowed["status"] == "Besvarad i tid"


@pytest.mark.parametrize(
    ("reason", "output"),
    [
        ("Upprepad", "the reason is recorded (GDPR art. 12.5; C-526/24)."),
        ("  ", "without the reason that is needed (GDPR art. 12.5; C-526/24)."),
        (None, "without the reason that is needed (GDPR art. 12.5; C-526/24)."),
    ],
)
def test_a_refusal_as_excessive_says_whether_its_reason_is_recorded(reason, output):
    row = {
        "request_id": "1",
        "request_type": "tillgång",
        "received_at": "2026-10-01",
        "closed_on": "2026-10-20",
        "outcome": "orimlig",
        "refusal_reason": reason,
    }
    office = an_office().holding(requests=[row])
    assert output in office.deadlines(AS_OF, language="en")["1"]["why"]
    office = an_office().holding(requests=[{**row, "outcome": "bifall"}])
    assert "C-526" not in office.deadlines(AS_OF, language="en")["1"]["why"]


def test_the_reason_says_everything_that_moved_the_day():
    office = an_office().holding(
        requests=[
            {
                "request_id": "1",
                "request_type": "tillgång",
                "received_at": "2026-03-10",
                "identity_requested_on": "2026-03-11",
                "identity_verified_on": "2026-03-20",
                "extension_notified_on": "2026-05-01",
                "extension_reason": "many",
            }
        ]
    )
    assert office.deadlines(AS_OF, language="en")["1"]["why"] == (
        "Received 2026-03-10, the day by Swedish time. The time to answer runs from "
        "the day after and ends 2026-04-10 (GDPR art. 12.3; förordning 1182/71 art. "
        "3.2 c). Waited for identity 2026-03-11 to 2026-03-20. The pauses are 9 days "
        "and are added: 2026-04-19 (EDPB 01/2022 p. 157–163; eget val av räknesätt). "
        "2026-04-19 is Sunday and moves to 2026-04-20 (Förordning 1182/71 art. 3.4; "
        "lag 1989:253). The "
        "extension 2026-05-01 is not valid: it was notified after 2026-04-20 (GDPR "
        "art. 12.3). Last day by law: 2026-04-20. Last day by the promise: 2026-04-18 "
        "(Sekretesspolicyn CL-77: ”inom 30 dagar”)."
    )
    assert "Väntade på identitet" in office.deadlines(AS_OF)["1"]["why"]


def test_a_timeline_tells_each_event_once():
    office = an_office().holding(
        requests=[
            {
                "request_id": "1",
                "request_type": "tillgång",
                "received_at": "2026-05-19",
                "identity_requested_on": "2026-06-25",
                "closed_on": "2026-07-01",
            }
        ]
    )
    rows = office.ask("dpo/request_timeline", as_of=AS_OF, request_id="1")
    assert [(row["event"], str(row["from_on"]), row["is_counted"]) for row in rows] == [
        ("received", "2026-05-19", True),
        ("promise", "2026-06-18", False),
        ("law", "2026-06-19", True),
        ("law_with_eves", "2026-06-22", False),
        ("identity", "2026-06-25", False),
        ("answered", "2026-07-01", False),
        ("as_of", "2026-11-23", False),
    ]


def test_the_workload_has_every_week_to_come():
    office = an_office().holding(
        requests=[
            {
                "request_id": "1",
                "request_type": "tillgång",
                "received_at": "2026-10-01",
            },
            {
                "request_id": "2",
                "request_type": "tillgång",
                "received_at": "2026-10-27",
            },
            {
                "request_id": "3",
                "request_type": "tillgång",
                "received_at": "2026-11-12",
                "identity_requested_on": "2026-11-22",
            },
        ]
    )
    rows = office.ask("dpo/request_workload", as_of=AS_OF)
    assert [
        (row["week"], row["due"], row["paused"], row["promised"]) for row in rows
    ] == [
        ("2026-v48", 1, 0, 1),
        ("2026-v49", 0, 0, 0),
        ("2026-v50", 0, 0, 1),
        ("2026-v51", 1, 1, 0),
    ]
