"""What can be shown of a period, and not of its last day alone.

How each promise stood from which day to which, what was not measured and why, and which
rules were in force. All of it counts days and checks; it names no case and no person.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from privacy import personal
from privacy.contracts import Answer, Column
from privacy.journal import Entry
from privacy.reports.files import Row
from privacy.reports.manifest import Period
from privacy.storage.databases import local_time
from privacy.wording import say

Ask = Callable[..., Answer]

_DAY = datetime.timedelta(days=1)
_WORST = ("broken", "no_data", "kept")
"""What a promise is on a day on which its checks say different things."""
NOT_MEASURED, NOT_PROMISED, NOT_MEASURABLE = (
    "not_measured",
    "not_promised",
    "not_measurable",
)

COURSE = (
    Column("promise_id", "varchar", "-", "the promise"),
    Column("status", "varchar", "-", "how it stood on these days"),
    Column("first_on", "date", "-", "first day"),
    Column("last_on", "date", "-", "last day"),
    Column("days", "bigint", "days", "how many days that is"),
    Column("measured_days", "bigint", "days", "days of these on which it was measured"),
    Column("found_most", "bigint", "count", "most that the checks found on one day"),
    Column("attested_how", "varchar", "-", "how the one who attested it was known"),
    Column("journal_entry", "bigint", "-", "entry of the journal that attests it"),
)
STOPPED = (
    Column("kind", "varchar", "-", "what was stopped, missing or not measured"),
    Column("subject", "varchar", "-", "the source, records or promise concerned"),
    Column("first_on", "date", "-", "since when; empty when it is not known"),
    Column("last_on", "date", "-", "until when; empty when it goes on"),
    Column("why", "varchar", "-", "the reason that was given or found"),
)


@dataclass(frozen=True)
class Measured:
    """What the checks of a promise found on one day, or who had attested it."""

    status: str
    found: int | None = None
    is_measured: bool = True
    entry: Entry | None = None


def promises_of(ask: Ask, period: Period) -> list[Row]:
    """The promises that were in force at the beginning or the end, as they end."""
    first, last = (
        {str(row["promise_id"]): row for row in ask("dpo/promises", as_of=on).records()}
        for on in (period.first_on, period.last_on)
    )
    return [*last.values(), *(row for i, row in first.items() if i not in last)]


def course_of(
    promise: Row, proofs: Sequence[Row], attested: Sequence[Entry], period: Period
) -> Iterator[Row]:
    """How one promise stood in a period: rows of COURSE, every day in just one.

    Days without a measure belong to the stretch that they lie in; before the first and
    after the last measure nothing is known. `proofs` are rows of dpo/promise_proofs,
    `attested` the attestations of this promise, oldest first.
    """
    days = [period.first_on + n * _DAY for n in range(period.days)]
    if promise["kind"] == "measured":
        stood = _measured_days(proofs, days)
    elif promise["kind"] == "attested":
        stood = _attested_days(attested, days)
    else:
        stood = [Measured(NOT_MEASURABLE, is_measured=False)] * len(days)
    begins = promise["valid_from"]
    if isinstance(begins, datetime.date):
        never = Measured(NOT_PROMISED, is_measured=False)
        stood = [never if d < begins else m for d, m in zip(days, stood, strict=True)]
    for (status, entry), group in groupby(
        zip(days, stood, strict=True),
        key=lambda pair: (pair[1].status, pair[1].entry),
    ):
        stretch = list(group)
        result = [m.found for _, m in stretch if m.found is not None]
        yield {
            "promise_id": promise["promise_id"],
            "status": status,
            "first_on": stretch[0][0],
            "last_on": stretch[-1][0],
            "days": len(stretch),
            "measured_days": sum(m.is_measured for _, m in stretch),
            "found_most": max(result, default=None),
            "attested_how": (entry.actor.kind or None) if entry else None,
            "journal_entry": entry.number if entry else None,
        }


def _measured_days(
    proofs: Sequence[Row], days: Sequence[datetime.date]
) -> list[Measured]:
    by_day: dict[object, list[Row]] = {}
    for row in proofs:
        by_day.setdefault(row["as_of_on"], []).append(row)
    measured = [day for day in days if day in by_day]
    unknown = Measured(NOT_MEASURED, is_measured=False)
    stood, last = [], unknown
    for day in days:
        rows = by_day.get(day)
        if rows:
            states = {row["status"] for row in rows}
            counts = [n for row in rows if isinstance(n := row["found"], int)]
            status = next(word for word in _WORST if word in states)
            last = Measured(status, sum(counts) if counts else None)
            stood.append(last)
        elif measured and day > measured[-1]:
            stood.append(unknown)
        else:
            stood.append(Measured(last.status, None, False))
    return stood


def _attested_days(
    attested: Sequence[Entry], days: Sequence[datetime.date]
) -> list[Measured]:
    stood = []
    for day in days:
        entry = next((e for e in reversed(attested) if day_of_entry(e) <= day), None)
        until = str(entry.details.get("valid_until")) if entry else ""
        if entry and str(day) <= until:
            stood.append(Measured("kept", None, day_of_entry(entry) == day, entry))
        else:
            stood.append(Measured("due_for_attestation", is_measured=False))
    return stood


def stopped_of(
    ask: Ask, holds: Sequence[Sequence[object]], promises: Sequence[Row], period: Period
) -> Iterator[Row]:
    """What was stopped, missing or never measured in a period: rows of STOPPED.

    `holds` are rows of journal.hold_times.
    """
    for _id, system, kind, _record, _owner, reason, set_at, lifted_at, _until in holds:
        begun, ended = _local(set_at), _local(lifted_at)
        is_over = ended is not None and ended < period.first_on
        if begun is not None and begun <= period.last_on and not is_over:
            yield _stopped("legal_hold", f"{system}: {kind}", begun, ended, reason)
    for row in ask("dpo/sources", as_of=period.last_on).records():
        if row["status"] in ("sen", "saknas"):
            last = row["last_on"]
            since = last + _DAY if isinstance(last, datetime.date) else None
            yield _stopped("missing_source", row["source"], since, None, row["status"])
    for promise in promises:
        status = str(promise["status"])
        if status in ("no_data", NOT_MEASURABLE):
            since_on = promise["since_on"] or promise["valid_from"]
            about = (promise["promise_id"], since_on, None, promise["target"])
            yield _stopped(status, *about)


def _stopped(
    kind: str, subject: object, first_on: object, last_on: object, why: object
) -> Row:
    return {
        "kind": kind,
        "subject": subject,
        "first_on": first_on,
        "last_on": last_on,
        "why": why,
    }


def day_of_entry(entry: Entry) -> datetime.date:
    """The local day on which an entry of the journal was written."""
    return _local(entry.at) or datetime.date.min


def _local(at: object) -> datetime.date | None:
    if at is None:
        return None
    return local_time(str(at)).date()


def without_persons(text: object, language: str) -> object:
    """What somebody wrote, unless it may name a person."""
    result = personal.scan_rows("", ["text"], [[str(text or "")]])
    if any(one.kind in personal.KINDS for one in result):
        return say("left out: it may name a person", language)
    return text
