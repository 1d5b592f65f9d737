"""The calendar of last days: one entry for each obligation, and nobody's data."""

import datetime
import re

import pytest

from privacy.contracts import Answer, read_contract
from privacy.operations.calendar import write_calendar
from tests.requests.asking import Office

AS_OF = datetime.date(2026, 11, 23)
AT = datetime.datetime(2026, 11, 23, 8, 0, tzinfo=datetime.UTC)
LATER = AT + datetime.timedelta(days=1)
SECRET = "5e" * 32

LATE = {"request_id": "LATE-1", "request_type": "radering", "received_at": "2026-10-12"}
TODAY = {
    "request_id": "TODAY-1",
    "request_type": "tillgång",
    "received_at": "2026-10-23",
}
PAUSED = {
    "request_id": "PAUSED-1",
    "request_type": "tillgång",
    "received_at": "2026-11-01",
    "identity_requested_on": "2026-11-22",
}
DONE = {
    "request_id": "DONE-1",
    "request_type": "tillgång",
    "received_at": "2026-10-01",
    "closed_on": "2026-10-20",
}
INCIDENT = {"incident_id": "I-1", "aware_at": "2026-11-20T16:10:00+01:00"}


def calendar_of(requests, incidents=(), at=AT, secret=SECRET, language="sv"):
    office = Office("claims-link", list(requests), list(incidents))

    def answer(name, **request):
        rows = [tuple(row.values()) for row in office.ask(name, **request)]
        return Answer(read_contract(name), rows)

    return write_calendar(
        answer("dpo/requests", as_of=at.date(), language="sv"),
        answer("dpo/incidents", as_of=at.date()),
        title="Claims Link, AB",
        at=at,
        secret=secret,
        language=language,
    )


# A parser that forgives nothing: what RFC 5545 says of the parts that are used.

NAME = re.compile(r"([A-Z-]+)((?:;[A-Z]+=[^;:,\"]+)*):(.*)")
DAY, INSTANT = re.compile(r"\d{8}"), re.compile(r"\d{8}T\d{6}Z")
TEXT = re.compile(r"(?:[^\\;,\x00-\x1f]|\\[\\;,nN])*")
ONCE = {
    "VCALENDAR": {"VERSION", "PRODID", "CALSCALE", "METHOD"},
    "VEVENT": {
        *("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "SUMMARY", "STATUS", "TRANSP"),
        "DTEND",
    },
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
}
MAY_LACK = {"DTEND"}
WITHIN = {"VCALENDAR": None, "VEVENT": "VCALENDAR", "VALARM": "VEVENT"}
VALUES = {
    "VERSION": re.compile(r"2\.0"),
    "METHOD": re.compile("PUBLISH"),
    "CALSCALE": re.compile("GREGORIAN"),
    "UID": re.compile(r"[0-9a-f]{32}@privacy-dashboard"),
    "SEQUENCE": re.compile(r"\d{1,9}"),
    "DTSTAMP": INSTANT,
    "STATUS": re.compile("CONFIRMED|CANCELLED"),
    "TRANSP": re.compile("TRANSPARENT"),
    "ACTION": re.compile("DISPLAY"),
    "TRIGGER": re.compile(r"-PT\d+H"),
    "SUMMARY": TEXT,
    "DESCRIPTION": TEXT,
    "PRODID": TEXT,
}


def parse(text):
    """The events of a calendar file; fails where the file is not strictly one."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    physical = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in physical)
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    open_parts, events = [], []
    for line in lines:
        match = NAME.fullmatch(line)
        assert match, line
        name, parameters, value = match.groups()
        if name == "BEGIN":
            assert WITHIN[value] == (open_parts[-1][0] if open_parts else None)
            open_parts.append((value, {}))
            if value == "VEVENT":
                events.append(open_parts[-1][1])
        elif name == "END":
            kind, properties = open_parts.pop()
            assert kind == value
            assert ONCE[kind] - properties.keys() <= MAY_LACK, properties
            if kind == "VALARM":
                open_parts[-1][1]["VALARM"] = properties
        else:
            kind, properties = open_parts[-1]
            assert name in ONCE[kind]
            assert name not in properties, f"{name} twice"
            if name in ("DTSTART", "DTEND"):
                assert parameters in ("", ";VALUE=DATE")
                assert (DAY if parameters else INSTANT).fullmatch(value)
            else:
                assert parameters == ""
                assert VALUES[name].fullmatch(value), line
            properties[name] = value
    assert open_parts == []
    assert len({event["UID"] for event in events}) == len(events)
    for event in events:
        assert ("VALARM" in event) == (event["STATUS"] == "CONFIRMED")
    return events


def test_each_obligation_has_one_entry_on_its_day_and_the_incident_its_hour():
    events = parse(calendar_of([LATE, TODAY, PAUSED], [INCIDENT]))
    assert [event["DTSTART"] for event in events if event["STATUS"] == "CONFIRMED"] == [
        "20261111",  # the promise to LATE-1
        "20261112",  # the law for LATE-1
        "20261122",  # the promise to TODAY-1
        *sorted(["20261123T151000Z", "20261123"], key=order_of(events)),
        "20261202",  # PAUSED-1, twice
        "20261202",
    ]
    assert sum("pausad: dagen flyttas" in event["SUMMARY"] for event in events) == 2


def order_of(events):
    return [event["DTSTART"] for event in events].index


def test_an_entry_keeps_its_uid_when_its_day_moves_and_counts_on():
    paused = {**TODAY, "identity_requested_on": "2026-11-22"}
    before, after = (
        parse(calendar_of([r], at=t)) for r, t in ((TODAY, AT), (paused, LATER))
    )
    assert {e["UID"] for e in before} == {e["UID"] for e in after}
    assert {e["DTSTART"] for e in before} != {e["DTSTART"] for e in after}
    assert all(int(e["SEQUENCE"]) > int(before[0]["SEQUENCE"]) for e in after)


def test_answering_one_and_moving_another_leaves_two_entries_and_not_six():
    """A calendar program keeps of each UID what counts highest."""
    other = {**TODAY, "request_id": "OTHER-1"}
    answered = {**TODAY, "closed_on": "2026-11-23"}
    moved = {**other, "identity_requested_on": "2026-11-22"}
    shown = {}
    for requests, at in (([TODAY, other], AT), ([answered, moved], LATER)):
        for event in parse(calendar_of(requests, at=at)):
            kept = shown.get(event["UID"])
            if kept is None or int(kept["SEQUENCE"]) <= int(event["SEQUENCE"]):
                shown[event["UID"]] = event
    there = [e for e in shown.values() if e["STATUS"] == "CONFIRMED"]
    assert len(shown) == 4
    assert [e["DTSTART"] > "20261123" for e in there] == [True, True]


def test_what_was_answered_long_ago_is_not_in_it():
    long_ago = {**DONE, "received_at": "2025-01-01", "closed_on": "2025-01-20"}
    assert parse(calendar_of([long_ago])) == []
    states = [event["STATUS"] for event in parse(calendar_of([DONE]))]
    assert states == ["CANCELLED", "CANCELLED"]


def test_an_incident_that_was_reported_is_cancelled():
    reported = {**INCIDENT, "reported_at": "2026-11-21T10:00:00+01:00"}
    (event,) = parse(calendar_of([], [reported]))
    assert event["STATUS"] == "CANCELLED"


def test_nothing_in_it_is_of_anybody():
    text = calendar_of([LATE, TODAY, PAUSED, DONE], [INCIDENT])
    for word in ("LATE-1", "TODAY-1", "I-1", "radering", "tillgång"):
        assert word not in text


def test_nobody_without_the_key_can_tell_which_case_an_entry_is():
    one, other = (
        {event["UID"] for event in parse(calendar_of([TODAY], secret=secret))}
        for secret in (SECRET, "6f" * 32)
    )
    assert one.isdisjoint(other)


def test_two_files_of_one_instant_are_equal():
    assert calendar_of([TODAY]) == calendar_of([TODAY])


def test_a_long_title_is_folded_between_characters_and_escaped():
    text = calendar_of([TODAY], language="en")
    assert "Claims Link\\, AB: last day to answer by law" in text.replace("\r\n ", "")


@pytest.mark.parametrize(
    "broken",
    [
        lambda text: text.replace("SEQUENCE", "SEQUENZ", 1),
        lambda text: text.replace("END:VALARM\r\n", "", 1),
        lambda text: text.replace("DTSTAMP:2026", "DTSTAMP:26", 1),
        lambda text: text.replace("\\, AB", ", AB", 1),
        lambda text: text.replace("\r\n", "\n"),
    ],
)
def test_the_parser_of_these_tests_forgives_nothing(broken):
    text = calendar_of([TODAY])
    parse(text)
    with pytest.raises((AssertionError, KeyError)):
        parse(broken(text))
