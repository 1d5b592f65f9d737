"""The last days of what is open, as a calendar file (RFC 5545) that names nobody.

One entry for each obligation: a request's last day by law, its last day by the promise,
the last hour to report an incident. Its UID is a keyed hash of the case, so it stays
when the day moves, and tells nobody which case it is. Each file counts on (SEQUENCE),
and cancels what has been answered or is owed no more, so that a calendar which reads
file after file shows what is owed, once.
"""

import datetime
import hashlib
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from privacy.contracts import Answer
from privacy.contracts.statuses import NOT_REPORTED, RequestStatus
from privacy.storage.keys import derive

SENTENCES: Mapping[str, tuple[str, str]] = {
    "law": ("sista svarsdag enligt lag", "last day to answer by law"),
    "promise": ("sista svarsdag enligt åtagandet", "last day to answer by the promise"),
    "incident": ("sista timme att anmäla till IMY", "last hour to report to IMY"),
    "paused": ("pausad: dagen flyttas", "paused: the day moves"),
}
"""Each sentence in Swedish and in English."""

_OCTETS_A_LINE = 75
_CANCELLED_FOR = datetime.timedelta(days=400)
"""How long what has been answered is cancelled: a calendar may be read once a year."""
_COUNTED_FROM = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
_EVENING_BEFORE = "-PT16H"
"""Eight o'clock of the day before, for a day that begins at midnight."""
_HALF_A_DAY = "-PT12H"


@dataclass(frozen=True)
class Obligation:
    """Something owed on a day, or at an instant; `is_owed` no more when answered."""

    uid: str
    kind: str
    due: datetime.date | datetime.datetime
    is_owed: bool
    is_paused: bool = False


def write_calendar(
    requests: Answer,
    incidents: Answer,
    *,
    title: str,
    at: datetime.datetime,
    secret: str,
    language: str = "sv",
) -> str:
    """Everything owed as iCalendar text; two files of one instant are equal.

    `requests` answers dpo/requests and `incidents` dpo/incidents; `at` is the instant,
    with a zone; `secret` (64 hex digits) stays the same from file to file.
    """
    instant = at.astimezone(datetime.UTC)
    revision = (instant - _COUNTED_FROM) // datetime.timedelta(minutes=1)
    key = derive(secret, "calendar")
    result = [*_of_requests(requests, at.date(), key), *_of_incidents(incidents, key)]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//privacy dashboard//deadlines//SV",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    for owed in sorted(result, key=lambda owed: (str(owed.due)[:10], owed.uid)):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{owed.uid}@privacy-dashboard",
            f"SEQUENCE:{revision}",
            f"DTSTAMP:{instant:%Y%m%dT%H%M%SZ}",
            *_when(owed),
            f"SUMMARY:{_escape(_summary(owed, title, language))}",
            f"STATUS:{'CONFIRMED' if owed.is_owed else 'CANCELLED'}",
            "TRANSP:TRANSPARENT",
            *(_alarm(owed, title, language) if owed.is_owed else ()),
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(part + "\r\n" for line in lines for part in _fold(line))


def _of_requests(
    requests: Answer, today: datetime.date, key: str
) -> Iterator[Obligation]:
    for row in requests.records():
        closed_on = row["closed_on"]
        if isinstance(closed_on, datetime.date) and closed_on < today - _CANCELLED_FOR:
            continue
        for kind, name in (("law", "statutory_due_on"), ("promise", "promise_due_on")):
            due = row[name]
            if isinstance(due, datetime.date):
                yield Obligation(
                    _uid(key, kind, row["system"], row["request_id"]),
                    kind,
                    due,
                    is_owed=closed_on is None,
                    is_paused=row["status"] == RequestStatus.PAUSED,
                )


def _of_incidents(incidents: Answer, key: str) -> Iterator[Obligation]:
    for row in incidents.records():
        if row["due_at"] is not None:
            yield Obligation(
                _uid(key, "incident", row["incident_id"]),
                "incident",
                datetime.datetime.fromisoformat(str(row["due_at"])),
                is_owed=row["status"] in NOT_REPORTED,
            )


def _uid(key: str, *case: object) -> str:
    named = "\0".join(map(str, case)).encode()
    return hmac.new(bytes.fromhex(key), named, hashlib.sha256).hexdigest()[:32]


def _when(owed: Obligation) -> list[str]:
    if isinstance(owed.due, datetime.datetime):
        return [f"DTSTART:{owed.due.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"]
    after = owed.due + datetime.timedelta(days=1)
    return [
        f"DTSTART;VALUE=DATE:{owed.due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
    ]


def _summary(owed: Obligation, title: str, language: str) -> str:
    summary = f"{title}: {_say(owed.kind, language)}"
    return f"{summary} ({_say('paused', language)})" if owed.is_paused else summary


def _alarm(owed: Obligation, title: str, language: str) -> list[str]:
    is_instant = isinstance(owed.due, datetime.datetime)
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:{_HALF_A_DAY if is_instant else _EVENING_BEFORE}",
        f"DESCRIPTION:{_escape(_summary(owed, title, language))}",
        "END:VALARM",
    ]


def _say(name: str, language: str) -> str:
    return SENTENCES[name][0 if language == "sv" else 1]


def _escape(text: str) -> str:
    """Text as RFC 5545 3.3.11 writes it."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\r", "").replace("\n", "\\n")


def _fold(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets, no character cut (RFC 5545 3.1)."""
    part = ""
    for sign in line:
        if len((part + sign).encode()) > _OCTETS_A_LINE:
            yield part
            part = " "
        part += sign
    yield part
