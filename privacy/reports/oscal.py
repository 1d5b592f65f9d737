"""The promises as OSCAL assessment results (NIST, JSON), for tools that exchange them.

https://pages.nist.gov/OSCAL/reference/latest/assessment-results/json-reference/
A promise is a control; what was measured of it is an observation; kept and broken are
findings. OSCAL knows no finding of what was not measured: such a promise has an
observation and says so in its remarks. Every id follows from the state and the promise.
"""

import datetime
import json
import re
import uuid
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from privacy.reports.files import Row
from privacy.reports.manifest import State
from privacy.storage.databases import ZONE
from privacy.wording import say, write_value

VERSION = "1.1.3"
_OURS = uuid.UUID("7a0b8f5e-3f0e-5a57-9c39-0f2d6f7a9f10")
"""Where the ids of this program are made."""
_STATES = {"kept": ("satisfied", "pass"), "broken": ("not-satisfied", "fail")}
_NAMES = "https://privacy-dashboard.invalid/ns/oscal"
"""What our own properties are named in; it leads nowhere on purpose."""

Said = dict[str, object]


def oscal_results(
    state: State, promises: Sequence[Row], course: Sequence[Row], language: str
) -> bytes:
    """Assessment results of one state as JSON (UTF-8); equal states, equal bytes.

    `promises` are those of the pack, `course` rows of evidence.COURSE.
    """
    stretches: dict[object, list[Row]] = {}
    for row in course:
        stretches.setdefault(row["promise_id"], []).append(row)
    observed = [
        _observation(state, promise, stretches.get(promise["promise_id"], []), language)
        for promise in promises
    ]
    findings = [
        _finding(state, promise, language)
        for promise in promises
        if promise["status"] in _STATES
    ]
    period = state.period
    result: Said = {
        "uuid": _id(state, "result"),
        "title": f"{period.first_on} – {period.last_on}",
        "description": say("Inspection pack", language),
        "start": _instant(period.first_on),
        "end": _instant(period.last_on + datetime.timedelta(days=1)),
        "reviewed-controls": {
            "control-selections": [
                {
                    "include-controls": [
                        {"control-id": _control(promise)} for promise in promises
                    ]
                }
            ]
        },
        "observations": observed,
        "remarks": say(
            "A promise that was not measured has an observation and no finding: it is "
            "neither satisfied nor not.",
            language,
        ),
    }
    if findings:
        result["findings"] = findings
    plan = _id(state, "plan")
    sentence = {
        "assessment-results": {
            "uuid": _id(state, "results"),
            "metadata": _metadata(state, language),
            "import-ap": {"href": f"#{plan}"},
            "results": [result],
            "back-matter": {
                "resources": [
                    {
                        "uuid": plan,
                        "title": say("The published policy", language),
                        "remarks": say(
                            "The promises are sentences of the published policy; there "
                            "is no assessment plan in OSCAL. Their checks stand in "
                            "proofs.csv.",
                            language,
                        ),
                    }
                ]
            },
        }
    }
    text = json.dumps(sentence, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def _metadata(state: State, language: str) -> Said:
    party = _id(state, "organisation")
    return {
        "title": f"{state.organisation}: {say('Inspection pack', language)}",
        "last-modified": _instant(state.as_of),
        "version": state.reference,
        "oscal-version": VERSION,
        "props": [
            {"name": "build", "ns": _NAMES, "value": state.build},
            {"name": "signing-key", "ns": _NAMES, "value": state.key},
        ],
        "parties": [
            {"uuid": party, "type": "organization", "name": state.organisation}
        ],
    }


def _observation(
    state: State, promise: Row, stretches: Sequence[Row], language: str
) -> Said:
    status = str(promise["status"])
    measured = promise["measured_on"]
    collected = measured if isinstance(measured, datetime.date) else state.as_of
    props = [
        {"name": name, "ns": _NAMES, "value": str(promise[name])}
        for name in ("kind", "found", "expected", "population")
        if promise[name] is not None
    ]
    course = "; ".join(
        f"{row['first_on']} – {row['last_on']} "
        f"{write_value(row['status'], language, 'status')}"
        for row in stretches
    )
    return {
        "uuid": _id(state, "observation", promise),
        "title": str(promise["promise_id"]),
        "description": str(promise["gloss"] or promise["quote"]),
        "props": props,
        "methods": ["TEST" if promise["kind"] == "measured" else "EXAMINE"],
        "collected": _instant(collected),
        "remarks": f"{write_value(status, language, 'status')}. {course}".strip(),
    }


def _finding(state: State, promise: Row, language: str) -> Said:
    satisfied, reason = _STATES[str(promise["status"])]
    return {
        "uuid": _id(state, "finding", promise),
        "title": str(promise["promise_id"]),
        "description": str(promise["quote"]),
        "target": {
            "type": "objective-id",
            "target-id": _control(promise),
            "status": {"state": satisfied, "reason": reason},
        },
        "related-observations": [
            {"observation-uuid": _id(state, "observation", promise)}
        ],
        "remarks": str(promise["citation"]),
    }


def _control(promise: Row) -> str:
    """A promise's id as OSCAL writes ids: a token that begins with a letter."""
    return "p-" + re.sub(r"[^\w.-]", "-", str(promise["promise_id"]).lower())


def _id(state: State, kind: str, promise: Row | None = None) -> str:
    named = "" if promise is None else str(promise["promise_id"])
    whose = "\0".join((state.organisation, state.reference, kind, named))
    return str(uuid.uuid5(_OURS, whose))


def _instant(day: datetime.date) -> str:
    """The beginning of a day in Sweden, with its offset."""
    at = datetime.datetime.combine(day, datetime.time(), tzinfo=ZoneInfo(ZONE))
    return at.isoformat()
