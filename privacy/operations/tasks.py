"""What needs the officer, in sentences: shared by the overview and the daily mail.

`dpo/tasks` says which and in which order; here each becomes what it is about, what is
at stake with the time left, and the page where it is done.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from privacy.contracts import Answer
from privacy.contracts.statuses import RecordStatus
from privacy.journal import THE_PROGRAM, Actor, Journal
from privacy.storage.organisations import Organisation
from privacy.wording import say, write_value

_MOST_NAMED = 5
SECONDS_AN_HOUR = 3600
_PUBLISHING = 13
"""The urgency of releases_ready, which errors of the policy follow."""
_WORSE = ("well", "still", "unknown", "soon", "bad")


class _Kind(NamedTuple):
    """The words of a kind of task, and the page and choices that show it."""

    what: str
    why: str
    button: str
    page: str
    choices: Mapping[str, str] = {}
    by_subject: str | None = None
    """The name in the address that opens the subject."""


_KINDS: Mapping[str, _Kind] = {
    "incident": _Kind(
        "Incident {subject}: {about}",
        "",
        "Open {subject}",
        "dpo/incidents",
        by_subject="incident_id",
    ),
    "hold_lost": _Kind(
        "Held records are gone",
        "deleted in spite of the legal holds {names}",
        "Show the holds",
        "dpo/holds",
    ),
    "request": _Kind(
        "Request {subject}: {about}",
        "",
        "Open {subject}",
        "dpo/requests",
        by_subject="request_id",
    ),
    "requests_more": _Kind(
        "{requests} more",
        "overdue or soon due",
        "Show all requests",
        "dpo/requests",
    ),
    "requests_unclear": _Kind(
        "{requests}: last day unknown",
        "a date is missing or wrong: {names}",
        "Show the requests",
        "dpo/requests",
    ),
    "gallring": _Kind(
        "{records} to delete in {systems}",
        "the oldest {past} overdue",
        "Start a round",
        "dpo/rounds",
    ),
    "gallring_today": _Kind(
        "{records} to delete today in {systems}",
        "{names}",
        "Start a round today",
        "dpo/rounds",
    ),
    "promises_new": _Kind(
        "{promises} broken in the last week",
        "{names}",
        "Show what broke",
        "dpo/promises",
        {"status": "broken"},
    ),
    "promises_broken": _Kind(
        "{promises} still broken",
        "{names}",
        "Show broken promises",
        "dpo/promises",
        {"status": "broken"},
    ),
    "attestations": _Kind(
        "{promises} to attest",
        "{names}",
        "Attest",
        "dpo/promises",
        {"status": "due_for_attestation"},
    ),
    "holds_review": _Kind(
        "{holds} to review",
        "{names}",
        "Review the holds",
        "dpo/holds",
    ),
    "source_late": _Kind(
        "{source}: not measured",
        "the newest data are {old} old",
        "Import {source}",
        "dpo/imports",
    ),
    "releases_ready": _Kind(
        "{statistics} ready to publish",
        "{names}",
        "Publish",
        "dpo/releases",
    ),
    "policy_faults": _Kind(
        "The policy files have {amount} errors",
        "the last good policy stays in force",
        "Show the rules",
        "dpo/policy",
    ),
    "sources_missing": _Kind(
        "{sources}: not measured",
        "no export has come: {names}",
        "Import exports",
        "dpo/imports",
    ),
    "promises_no_data": _Kind(
        "{promises}: not measured",
        "no export that would show it has come, or it lacks the column",
        "Show promises not measured",
        "dpo/promises",
        {"status": "no_data"},
    ),
    "no_period": _Kind(
        "{records} without a retention period",
        "no rule of the policy says when they go",
        "Show the records",
        "dpo/gallring",
        {"status": RecordStatus.NO_PERIOD},
    ),
    "incidents_none": _Kind(
        "Incidents", "no one is open", "Incidents", "dpo/incidents"
    ),
    "requests_none": _Kind(
        "Requests", "none is overdue or soon due", "All requests", "dpo/requests"
    ),
    "requests_running": _Kind(
        "{requests} in progress",
        "within time, or waiting for the person",
        "Requests in progress",
        "dpo/requests",
    ),
    "gallring_none": _Kind(
        "Gallring", "nothing is to be deleted today", "Gallring", "dpo/gallring"
    ),
    "gallring_soon": _Kind(
        "{records} soon to delete in {systems}",
        "{names}",
        "What is soon to delete",
        "dpo/gallring",
        {"status": RecordStatus.DUE_SOON},
    ),
    "promises_kept": _Kind(
        "{promises} kept",
        "measured or attested",
        "Promises kept",
        "dpo/promises",
        {"status": "kept"},
    ),
    "holds_in_force": _Kind(
        "{holds} in force", "{names}", "Holds in force", "dpo/holds"
    ),
    "sources_in_time": _Kind(
        "{sources} in time", "{names}", "Sources", "dpo/imports", {"status": "i tid"}
    ),
}
_UNNAMED: Mapping[str, _Kind] = {
    "incident": _Kind("Incident: {about}", "", "", "dpo/incidents"),
    "request": _Kind("Request: {about}", "", "", "dpo/requests"),
    "requests_unclear": _Kind(
        "{requests}: last day unknown", "a date is missing or wrong", "", "dpo/requests"
    ),
}
"""For a mail that may not say numbers of requests."""
_UNCOUNTED = "72 hours cannot be counted: a date is missing or wrong"
_HOURS_PAST = "{hours}\u00a0h past the 72 hours, not reported"
_HOURS_LEFT = "{hours}\u00a0h left to report to IMY"
_TODAY = "last day to answer is today"
_DAYS_LEFT = "{days} left to answer"
_EXTENDED = "{days} overdue, extension used"
_OVERDUE = "{days} overdue, no extension"
_MORE = "{number} more"
_NONE = "Nothing needs you today."
_ONE = "One thing needs you today."
_SEVERAL = "{number} things need you today."
_SINCE = "Since {at}: {new} new, {worse} worse, {done} done."
_LEFT = (
    _UNCOUNTED,
    _HOURS_PAST,
    _HOURS_LEFT,
    _TODAY,
    _DAYS_LEFT,
    _EXTENDED,
    _OVERDUE,
    _MORE,
    _NONE,
    _ONE,
    _SEVERAL,
    _SINCE,
)
_UNITS = ("requests", "records", "promises", "holds", "sources", "statistics")


@dataclass(frozen=True)
class Task:
    """Something that needs the officer, or that was looked at and is quiet."""

    kind: str
    state: str
    """bad, soon, unknown, still or well."""
    is_quiet: bool
    amount: int
    what: str
    why: str
    button: str
    page: str
    choices: Mapping[str, str]
    subject: str | None = None
    ids: Sequence[str] = ()

    @property
    def key(self) -> str:
        """What it is known by when it is looked at again."""
        return f"{self.kind} {self.subject}" if self.subject else self.kind

    @property
    def names(self) -> list[str]:
        """What it is about, each by its own key."""
        return [f"{_family(self.kind)} {name}" for name in self.ids or [self.key]]


@dataclass(frozen=True)
class Seen:
    """What an officer had seen when she marked the tasks as seen."""

    at: str
    """Instant, ISO, UTC."""
    tasks: Mapping[str, Sequence[object]] = field(default_factory=dict)
    """State, amount and names of each task, by its key."""

    def change(self, task: Task) -> str | None:
        """What is different with a task since then: new, worse or nothing."""
        known = {str(name) for mark in self.tasks.values() for name in _names(mark)}
        if any(name not in known for name in task.names):
            return "new"
        before = self.tasks.get(task.key)
        if before is None:
            return None
        is_worse = _WORSE.index(task.state) > _WORSE.index(str(before[0]))
        return "worse" if is_worse or task.amount > int(str(before[1])) else None

    def done(self, tasks: Iterable[Task]) -> int:
        """How much of what there was then is no more."""
        left = {name for task in tasks if not task.is_quiet for name in task.names}
        then = {str(name) for mark in self.tasks.values() for name in _names(mark)}
        return len(then - left)


def tasks_of(
    answer: Answer,
    now: datetime.datetime,
    language: str,
    faults: Sequence[object] = (),
    *,
    is_named: bool = True,
) -> list[Task]:
    """The tasks of an answer of dpo/tasks as sentences, most urgent first.

    `now` is an instant with a zone; `faults` what is wrong in the policy files, one
    for each. Without `is_named` no request or incident is said by its number.
    """
    rows = answer.records()
    listed = [_task(row, now, language, is_named) for row in rows]
    if faults:
        fault = {"kind": "policy_faults", "state": "bad", "is_quiet": False}
        lines = len(faults)
        place = sum(int(str(row["urgency"])) <= _PUBLISHING for row in rows)
        listed.insert(place, _task({**fault, "amount": lines}, now, language, is_named))
    return listed


def mark(
    organisation: Organisation,
    kind: str,
    at: datetime.datetime,
    tasks: Iterable[Task],
    actor: Actor = THE_PROGRAM,
) -> None:
    """Write in the journal what was seen or sent; `at` has a zone."""
    marks = {
        task.key: [task.state, task.amount, task.names]
        for task in tasks
        if not task.is_quiet
    }
    written = at.astimezone(datetime.UTC).isoformat(timespec="seconds")
    Journal.of(organisation).write(kind, actor, written, tasks=marks)


def last_marked(
    organisation: Organisation, kind: str, actor: Actor | None = None
) -> Seen | None:
    """What was marked last by such an entry, of one actor or of any; None before."""
    for entry in reversed(Journal.of(organisation).entries(kind)):
        marks = entry.details.get("tasks")
        if actor in (None, entry.actor) and isinstance(marks, dict):
            return Seen(entry.at, marks)
    return None


def summarise(
    tasks: Sequence[Task], seen: Seen | None, now: datetime.datetime, language: str
) -> str:
    """How many things need the officer, and what has changed since she looked."""
    waiting = [task for task in tasks if not task.is_quiet]
    how_many = _SEVERAL if len(waiting) > 1 else _ONE if waiting else _NONE
    first = say(how_many, language, number=len(waiting))
    if seen is None:
        return first
    changes = [seen.change(task) for task in waiting]
    at = datetime.datetime.fromisoformat(seen.at)
    return f"{first} " + say(
        _SINCE,
        language,
        at=f"{at.astimezone(now.tzinfo):%Y-%m-%d %H:%M}",
        new=changes.count("new"),
        worse=changes.count("worse"),
        done=seen.done(waiting),
    )


def sentences() -> list[str]:
    """All that the tasks say, in English."""
    listed = [*_KINDS.values(), *_UNNAMED.values()]
    kinds = [text for kind in listed for text in (kind.what, kind.why)]
    buttons = [kind.button for kind in _KINDS.values()]
    units = [
        f"{one}{unit}" for unit in (*_UNITS, "systems", "days") for one in ("", "one ")
    ]
    return [
        text
        for text in (*kinds, *buttons, *units, *_LEFT)
        if text not in ("", "{names}")
    ]


def counted(number: int, unit: str, language: str) -> str:
    """A number with its unit: 1 record, 6 records."""
    words = say(f"one {unit}" if number == 1 else unit, language)
    return f"{write_value(number, language)}\u00a0{words}"


def _task(
    row: Mapping[str, object], now: datetime.datetime, language: str, is_named: bool
) -> Task:
    subject, name = row.get("subject"), str(row["kind"])
    kind = _KINDS[name] if is_named else {**_KINDS, **_UNNAMED}[name]
    amount = int(str(row["amount"]))
    ids = row.get("ids")
    names = [str(name) for name in ids] if isinstance(ids, list) else []
    days = abs(int(str(row.get("days") or 0)))
    given: dict[str, object] = {
        "subject": subject,
        "about": write_value(row.get("about"), language),
        "amount": write_value(amount, language),
        "names": _listed(names, language),
        "systems": counted(int(str(row.get("parts") or 0)), "systems", language),
        "past": counted(days, "days", language),
        "old": counted(days, "days", language),
        "source": write_value(subject, language).capitalize(),
        **{unit: counted(amount, unit, language) for unit in _UNITS},
    }
    choices = dict(kind.choices)
    if kind.by_subject and subject:
        choices[kind.by_subject] = str(subject)
    sentence = kind.why and say(kind.why, language, **given)
    if row["kind"] == "incident":
        sentence = hours_left(row, now, language)
    elif row["kind"] == "request":
        sentence = _days_left(row, language)
    return Task(
        kind=str(row["kind"]),
        state=str(row["state"]),
        is_quiet=bool(row["is_quiet"]),
        amount=amount,
        what=say(kind.what, language, **given),
        why=sentence,
        button=say(kind.button, language, **given),
        page=kind.page,
        choices=choices,
        subject=None if subject is None else str(subject),
        ids=names,
    )


def hours_left(row: Mapping[str, object], now: datetime.datetime, language: str) -> str:
    """How many of an incident's 72 hours are left, whole hours, from its `due_at`."""
    if row["due_at"] is None:
        return say(_UNCOUNTED, language)
    seconds = seconds_left(row, now)
    hours = write_value(int(abs(seconds) // SECONDS_AN_HOUR), language)
    return say(_HOURS_PAST if seconds < 0 else _HOURS_LEFT, language, hours=hours)


def seconds_left(row: Mapping[str, object], now: datetime.datetime) -> float:
    """From now to an incident's `due_at`; below zero when it has passed."""
    due = datetime.datetime.fromisoformat(str(row["due_at"]))
    return (due - now).total_seconds()


def _days_left(row: Mapping[str, object], language: str) -> str:
    days = int(str(row["days"]))
    if days == 0:
        return say(_TODAY, language)
    late = _EXTENDED if row["is_extended"] else _OVERDUE
    sentence = _DAYS_LEFT if days > 0 else late
    return say(sentence, language, days=counted(abs(days), "days", language))


def _listed(names: Sequence[str], language: str) -> str:
    written = [write_value(name, language) for name in names[:_MOST_NAMED]]
    if len(names) > _MOST_NAMED:
        more = write_value(len(names) - _MOST_NAMED, language)
        written.append(say(_MORE, language, number=more))
    return ", ".join(written)


def _family(kind: str) -> str:
    """Kinds that the same thing passes through: promises_new, promises_broken."""
    return kind if kind.startswith("gallring") else kind.split("_")[0].rstrip("s")


def _names(mark: Sequence[object]) -> Iterable[object]:
    names = mark[2]
    return names if isinstance(names, list) else ()
