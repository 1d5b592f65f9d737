"""What needs the officer, in sentences; and what is new since she last looked."""

import datetime

import pytest

from privacy.contracts import Answer, read_contract
from privacy.journal import UNSIGNED, Actor
from privacy.operations.digest import MAIL_SENTENCES
from privacy.operations.tasks import (
    Seen,
    last_marked,
    mark,
    sentences,
    tasks_of,
)
from privacy.wording import catalogue

NOW = datetime.datetime(2026, 11, 23, 0, 15, tzinfo=datetime.UTC)
DPO = Actor(UNSIGNED, "dpo")


def answer(*rows):
    contract = read_contract("dpo/tasks")
    usual = {"urgency": 1, "state": "bad", "is_quiet": False, "amount": 1}
    whole = [{**dict.fromkeys(contract.column_names), **usual, **row} for row in rows]
    return Answer(contract, [tuple(row.values()) for row in whole])


def text_of(language="sv", **row):
    (task,) = tasks_of(answer(row), NOW, language)
    return f"{task.what} – {task.why}".replace("\u00a0", " ")


def incident(due_at):
    return {
        "kind": "incident",
        "subject": "INC-3",
        "about": "förlorad enhet",
        "due_at": due_at,
    }


def test_an_incident_has_the_whole_hours_that_are_left():
    row = incident("2026-11-24T16:15:00+01:00")
    assert text_of(**row) == (
        "Incident INC-3: förlorad enhet – 39 h kvar att anmäla till IMY"
    )
    assert text_of("en", **row).endswith("39 h left to report to IMY")


def test_an_incident_whose_hour_has_passed_today_is_not_said_to_have_time():
    row = incident("2026-11-22T23:15:00+01:00")
    assert text_of(**row).endswith("2 h över de 72 timmarna, inte anmäld")


def test_an_incident_without_an_instant_says_so():
    assert "går inte att räkna" in text_of(**incident(None))


@pytest.mark.parametrize(
    ("days", "is_extended", "sentence"),
    [
        (-13, False, "13 dagar försenad, ingen förlängning"),
        (-1, True, "1 dag försenad, förlängd"),
        (0, False, "sista dagen att svara är i dag"),
        (3, False, "3 dagar kvar att svara"),
    ],
)
def test_a_request_says_the_days_that_are_left(days, is_extended, sentence):
    row = {"kind": "request", "subject": "A-1", "about": "tillgång", "days": days}
    assert text_of(**row, is_extended=is_extended).endswith(sentence)


def test_one_is_not_several():
    row = {"kind": "gallring", "amount": 1, "parts": 1, "days": -1}
    assert (
        text_of(**row) == "1 uppgift att gallra i 1 system – den äldsta 1 dag försenad"
    )
    row = {"kind": "gallring", "amount": 6, "parts": 5, "days": -332}
    assert text_of("en", **row) == (
        "6 records to delete in 5 systems – the oldest 332 days overdue"
    )


def test_errors_of_the_policy_stand_after_what_is_to_be_published():
    rows = (
        {"kind": "releases_ready", "urgency": 13},
        {"kind": "no_period", "urgency": 16},
    )
    tasks = tasks_of(answer(*rows), NOW, "sv", ("a.toml: wrong", "b.toml: wrong"))
    assert [task.kind for task in tasks] == [
        "releases_ready",
        "policy_faults",
        "no_period",
    ]
    assert tasks[1].what == "Policyfilerna har 2 fel"
    assert tasks[1].page == "dpo/policy"


def test_every_sentence_has_its_swedish():
    assert [
        one for one in (*sentences(), *MAIL_SENTENCES) if one not in catalogue("sv")
    ] == []


def seen_of(*rows):
    marks = {
        task.key: [task.state, task.amount, task.names]
        for task in tasks_of(answer(*rows), NOW, "sv")
    }
    return Seen("2026-11-22T07:00:00+00:00", marks)


def change(seen, **row):
    (task,) = tasks_of(answer(row), NOW, "sv")
    return seen.change(task)


def test_what_was_not_there_is_new_and_what_grew_is_worse():
    seen = seen_of(
        {"kind": "request", "subject": "A-1", "state": "soon", "days": 2},
        {"kind": "gallring", "amount": 4, "ids": ["HR"]},
    )
    late = {"kind": "request", "subject": "A-1", "days": 2}
    assert change(seen, **late, state="soon") is None
    assert change(seen, **late, state="bad") == "worse"
    assert change(seen, kind="request", subject="A-2", days=2) == "new"
    assert change(seen, kind="gallring", amount=4, ids=["HR"]) is None
    assert change(seen, kind="gallring", amount=5, ids=["HR"]) == "worse"
    assert change(seen, kind="gallring", amount=5, ids=["HR", "CRM"]) == "new"


def test_a_promise_that_has_been_broken_for_a_week_is_not_new_again():
    seen = seen_of({"kind": "promises_new", "amount": 1, "ids": ["P-1"]})
    assert change(seen, kind="promises_broken", amount=1, ids=["P-1"]) is None
    assert change(seen, kind="promises_broken", amount=2, ids=["P-1", "P-2"]) == "new"


def test_what_is_no_more_is_done():
    seen = seen_of(
        {"kind": "promises_broken", "amount": 2, "ids": ["P-1", "P-2"]},
        {"kind": "incident", "subject": "I-1"},
    )
    left = answer({"kind": "promises_new", "amount": 1, "ids": ["P-2"]})
    assert seen.done(tasks_of(left, NOW, "sv")) == 2


def test_what_one_officer_has_seen_another_has_not(home):
    office = home.organisation
    tasks = tasks_of(answer({"kind": "incident", "subject": "I-1"}), NOW, "sv")
    assert last_marked(office, "seen", DPO) is None
    mark(office, "seen", NOW, tasks, DPO)
    assert last_marked(office, "seen", DPO).change(tasks[0]) is None
    assert last_marked(office, "seen", Actor(UNSIGNED, "other")) is None
    assert last_marked(office, "seen").change(tasks[0]) is None
