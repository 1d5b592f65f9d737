"""Requests of persons and incidents: most answered in time, a few to be done."""

import csv
import datetime
import random
from pathlib import Path

from privacy.policy.calendar import days_between

COLUMNS = (
    "request_id", "request_type", "received_at", "identity_requested_on",
    "identity_verified_on", "clarification_asked_on", "clarification_answered_on",
    "extension_notified_on", "extension_reason", "closed_on", "outcome", "channel",
    "team", "fee", "identity_method",
)  # fmt: skip
_PREFIX = {"claims-link": "CL", "insuresec": "IS"}
_FIRST = 2101
"""Number of the first request that is open."""
_TYPES = ("registerutdrag", "registerutdrag", "registerutdrag", "rättelse", "radering")
_CHANNELS = {
    "claims-link": ("e-post", "brev", "telefon"),
    "insuresec": ("brev", "e-post"),
}


def write_requests(
    exports: Path, organisation: str, as_of: datetime.date, rng: random.Random
) -> list[Path]:
    """The tickets about rights (neutral CSV) and the incident list."""
    rows = _open_ones(organisation, as_of) + _ordinary(organisation, as_of, rng)
    for number, row in enumerate(rows):
        row.setdefault("request_id", f"{_PREFIX[organisation]}-{number:04d}")
        row.setdefault("channel", rng.choice(_CHANNELS[organisation]))
        row.setdefault("team", "kundservice")
        row.setdefault("fee", "0")
        row.setdefault("identity_method", "underskrift")
    file = exports / "requests" / f"requests-{as_of}.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    # One export with a byte order mark, as Excel writes it.
    with file.open("w", encoding="utf-8-sig", newline="") as text:
        writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return [file, _write_incidents(exports, as_of)]


def _at(day: datetime.date, hour: int = 9) -> str:
    return f"{day.isoformat()}T{hour:02d}:15:00"


def _ago(as_of: datetime.date, days: int) -> datetime.date:
    return as_of - datetime.timedelta(days=days)


def _due_on(as_of: datetime.date) -> datetime.date | None:
    """A day of receipt whose month ends on as_of; none when as_of is no working day."""
    day = days_between(as_of, as_of)[0]
    if day.rolled_on != as_of:
        return None
    last = as_of.replace(day=1) - datetime.timedelta(days=1)
    return last.replace(day=min(as_of.day, last.day)) if as_of.day <= last.day else None


def _open_ones(organisation: str, as_of: datetime.date) -> list[dict[str, str]]:
    """What there is to do: late, soon due, extended, waiting, and what cannot be."""
    prefix = _PREFIX[organisation]
    old, older = _ago(as_of, 55), _ago(as_of, 140)
    rows = [
        {"received_at": _at(_ago(as_of, 45))},
        {"received_at": _at(_ago(as_of, 27))},
        {
            "received_at": _at(old),
            "extension_notified_on": _ago(as_of, 40).isoformat(),
            "extension_reason": "komplex",
        },
        {
            "received_at": _at(_ago(as_of, 40)),
            "identity_requested_on": _ago(as_of, 39).isoformat(),
        },
        {
            "received_at": _at(older),
            "closed_on": _ago(as_of, 130).isoformat(),
            "outcome": "återkallad",
        },
        {"received_at": "", "channel": "e-post"},
        {"request_type": "klagomål", "received_at": _at(_ago(as_of, 10))},
        {"request_type": "fråga", "received_at": _at(_ago(as_of, 6))},
        {"request_type": "radering", "received_at": _at(_ago(as_of, 9))},
    ]
    received = _due_on(as_of)
    if received is not None:
        rows.append({"received_at": _at(received)})
    for number, row in enumerate(rows, start=_FIRST):
        row["request_id"] = f"{prefix}-{number}"
        row.setdefault("request_type", "registerutdrag")
    return rows


def _ordinary(
    organisation: str, as_of: datetime.date, rng: random.Random
) -> list[dict[str, str]]:
    """Four to six requests a month, answered well within their time."""
    many = 70 if organisation == "claims-link" else 55
    rows = []
    for _ in range(many):
        received = _ago(as_of, rng.randrange(35, 425))
        answered = received + datetime.timedelta(days=rng.randrange(2, 26))
        rows.append(
            {
                "request_type": rng.choice(_TYPES),
                "received_at": _at(received, rng.randrange(8, 17)),
                "closed_on": answered.isoformat(),
                "outcome": rng.choice(("bifall", "bifall", "delvis bifall")),
            }
        )
    return sorted(rows, key=lambda row: row["received_at"])


def _write_incidents(exports: Path, as_of: datetime.date) -> Path:
    file = exports / "incidents" / f"incidents-{as_of}.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    head = (
        "incident_id", "incident_type", "occurred_at", "aware_at", "reported_at",
        "closed_on", "informed_on", "delay_reason", "risk", "risk_ground", "effects",
        "measures",
    )  # fmt: skip
    days = [_ago(as_of, days) for days in (200, 90, 2)]
    rows = [
        ("INC-1", "felsänt brev", _at(days[0], 8), _at(days[0], 10),
         _at(days[0] + datetime.timedelta(days=2), 9), days[0] + datetime.timedelta(days=20), "",
         "", "osannolik risk", "oöppnat brev åter", "inga", "rutin ändrad"),
        ("INC-2", "felsänd e-post", _at(days[1], 8), _at(days[1], 10),
         _at(days[1] + datetime.timedelta(days=1), 9), days[1] + datetime.timedelta(days=9), _ago(as_of, 40),
         "", "hög risk", "hälsouppgifter", "röjda uppgifter", "raderat hos mottagaren"),
        ("INC-3", "förlorad enhet", _at(days[2], 14), _at(days[2], 16), "", "", "",
         "", "", "", "", ""),
    ]  # fmt: skip
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
    return file
