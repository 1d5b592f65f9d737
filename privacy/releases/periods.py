"""Closed periods: which are due for release."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from privacy.policy import Policy
from privacy.releases.sealing import read_seals
from privacy.storage.organisations import Organisation
from privacy.storage.rows import SOURCE_OF, UNDATED, Part, month_of
from privacy.suppression import SafeTable

EVENTS = {source: (table,) for table, source in SOURCE_OF.items()}
"""The tables of events that each source's statistics are counted from."""

AGGREGATED = "web_aggregates"
"""Web statistics that a tool counted: released where there is no log of the month."""

SOURCES = (*EVENTS, AGGREGATED, "requests", "gallring")
"""What is released, each by itself."""

WHOLE_MONTH = "aggregated_whole"
"""The fact that an export of such statistics tells a month from first day to last."""

_TABLES = {"requests": "requests", "gallring": "records"}
"""The table whose rows a source needs, where they stay."""
_LOG_LINES = "lines"
"""The fact that a web log held lines of a month; it outlives them."""
_STOCK_MONTHS = 3
"""How far back an inventory of today is asked how a month ended."""
_LENGTHS = {"month": 1, "quarter": 3, "half-year": 6}


@dataclass(frozen=True)
class Period:
    """A closed period: a month, or the quarter or half-year the policy chose."""

    first_on: datetime.date
    last_on: datetime.date

    @property
    def months(self) -> list[datetime.date]:
        """The first day of each month in the period."""
        result = [self.first_on]
        while (after := _next_month(result[-1])) <= self.last_on:
            result.append(after)
        return result


PublishedSpan = tuple[str, datetime.date, datetime.date]
"""What is published of a source: its first and last day."""


@dataclass(frozen=True)
class Task:
    """One release to make: everything a worker needs, all of it picklable."""

    organisation: Organisation
    policy: Policy
    source: str
    period: Period
    parts: tuple[Part, ...]
    stamp: str
    on: datetime.date
    """The day of the release: the rules in force then apply."""
    master: str | None
    version: int = 1
    """1 is the first; a correction counts on."""
    before: tuple[SafeTable, ...] = ()
    """The true cells of the release that this one corrects: it is cut as they are."""
    late: tuple[Part, ...] = ()
    """The parts that came after that release."""

    @property
    def name(self) -> str:
        """Its release's folder below the source: 2026-10-v1."""
        return f"{self.period.first_on:%Y-%m}-v{self.version}"

    @property
    def release_id(self) -> str:
        """Its release's number: telephone-2026-10-v1."""
        return f"{self.source}-{self.name}"


def due_releases(
    organisation: Organisation,
    policy: Policy,
    parts: Sequence[Part],
    stamp: str,
    as_of: datetime.date,
    master: str | None = None,
    *,
    published: Sequence[PublishedSpan] = (),
    covered: Mapping[str, datetime.date] | None = None,
) -> list[Task]:
    """The releases of closed periods that have not been published yet.

    `covered` is the first day that a source which is no log tells of, by source: there
    is nothing to say of a period before it. `published` are the spans of what is
    published: a period that overlaps one of another length is not released, for the
    two could be subtracted (R20). One that the journal names was published, even if
    its folder is gone: made again from other rows, both could be held together.
    """
    noted = read_seals(organisation).by_release
    grace = datetime.timedelta(days=policy.constant("grace_days", as_of))
    begins = covered or {}
    tasks = []
    for source in SOURCES:
        for period in _closed_periods(source, policy, parts, as_of - grace):
            if period.last_on < begins.get(source, period.last_on):
                continue
            if overlapped_by(source, period, published):
                continue
            if source == "web" and is_counted_by_tool(period, published):
                continue
            task = Task(
                organisation,
                policy,
                source,
                period,
                parts_in(source, period, parts),
                stamp,
                as_of,
                master,
            )
            is_made = f"{source}-{task.name}" in noted or folder_of(task).exists()
            if not is_made:
                tasks.append(task)
    return tasks


def overlapped_by(
    source: str, period: Period, published: Sequence[PublishedSpan]
) -> list[PublishedSpan]:
    """The published spans of a source that a period overlaps without being one."""
    return [
        (of, first_on, last_on)
        for of, first_on, last_on in published
        if of == source
        and first_on <= period.last_on
        and last_on >= period.first_on
        and (first_on, last_on) != (period.first_on, period.last_on)
    ]


def is_counted_by_tool(period: Period, published: Sequence[PublishedSpan]) -> bool:
    """Whether a tool's figures of a month are published: a log narrows them (R21)."""
    return (AGGREGATED, period.first_on, period.last_on) in published


def months_counted_by_tool(
    parts: Sequence[Part], published: Sequence[PublishedSpan]
) -> list[datetime.date]:
    """The months of web logs that are not released, for a tool's figures are."""
    months = {
        month_of(span.span)
        for part in parts
        for span in part.spans
        if span.table in EVENTS["web"] and span.span != UNDATED
    }
    return sorted(m for m in months if is_counted_by_tool(_period(m, 1), published))


def new_length_begins(
    source: str,
    policy: Policy,
    published: Sequence[PublishedSpan],
    as_of: datetime.date,
) -> datetime.date | None:
    """The day from which periods of another length can begin, when they must wait."""
    length = _length_of(source, policy, as_of)
    last = max((last for of, _, last in published if of == source), default=None)
    if last is None:
        return None
    period = _period(last, length)
    if not overlapped_by(source, period, published):
        return None
    return _next_month(period.last_on)


def period_of(
    source: str, month: datetime.date, policy: Policy, on: datetime.date
) -> Period:
    """The period of a source's releases that holds a month."""
    return _period(month, _length_of(source, policy, on))


def _closed_periods(
    source: str, policy: Policy, parts: Sequence[Part], closed_by: datetime.date
) -> list[Period]:
    """Periods with rows that ended before `closed_by`, oldest first."""
    if source in EVENTS:
        spans = {
            datetime.date.fromisoformat(f"{span.span}-01")
            for part in parts
            for span in part.spans
            if span.table in EVENTS[source] and span.span != UNDATED
        }
        periods = {_period(month, 1) for month in spans}
    elif source == AGGREGATED:
        periods = {_period(month, 1) for month in _months_without_log(parts)}
    else:
        length, table = _length_of(source, policy, closed_by), _TABLES[source]
        has_rows = any(span.table == table for part in parts for span in part.spans)
        periods = _periods_back(policy, closed_by, length) if has_rows else set()
    closed = sorted(
        (period for period in periods if period.last_on < closed_by),
        key=lambda period: period.first_on,
    )
    return closed[-_STOCK_MONTHS:] if source == "gallring" else closed


def _months_without_log(parts: Sequence[Part]) -> set[datetime.date]:
    """Months that a tool counted whole and of which no log ever came.

    A page that is withheld by the log's persons must not be shown by the tool's.
    """
    known = {(month, fact) for part in parts for _, month, fact, _ in part.facts}
    logged = {month for month, fact in known if fact == _LOG_LINES}
    return {
        datetime.date.fromisoformat(month)
        for month, fact in known
        if fact == WHOLE_MONTH and month not in logged
    }


def _length_of(source: str, policy: Policy, on: datetime.date) -> int:
    """How many months a period of a source is long."""
    if source != "requests":
        return 1
    return _LENGTHS[policy.choice("requests_period", on)]


def _periods_back(policy: Policy, until: datetime.date, length: int) -> set[Period]:
    """The periods of the years that statistics go back (constant years_shown)."""
    years = int(policy.constant("years_shown", until))
    first = datetime.date(until.year - years, 1, 1)
    result, month = set(), first
    while month <= until:
        result.add(_period(month, length))
        month = _next_month(month)
    return result


def _period(month: datetime.date, length: int) -> Period:
    """The period of `length` months, counted from January, that holds a month."""
    first = month.replace(month=(month.month - 1) // length * length + 1, day=1)
    after = first
    for _ in range(length):
        after = _next_month(after)
    return Period(first, after - datetime.timedelta(days=1))


def _next_month(month: datetime.date) -> datetime.date:
    return (month.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def parts_in(source: str, period: Period, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The exports that hold rows of a period."""
    spans = {f"{month:%Y-%m}" for month in period.months}
    tables = EVENTS.get(source, ())
    return tuple(
        part
        for part in parts
        if any(span.table in tables and span.span in spans for span in part.spans)
    )


def is_closed(task: Task, parts: Sequence[Part]) -> bool:
    """Whether an export says that the period is over: it holds a later day.

    The clock alone does not close a period: it may be wrong. What a tool counted
    tells its months whole; other sources have no day of their own to tell by, and
    the export's day must lie after the period.
    """
    if task.source == AGGREGATED:
        return True
    last_on = task.period.last_on.isoformat()
    tables = EVENTS.get(task.source) or (_TABLES[task.source],)
    days = [
        span.last_on if task.source in EVENTS else part.exported_on
        for part in parts
        for span in part.spans
        if span.table in tables
    ]
    return any(day > last_on for day in days if day)


def folder_of(task: Task) -> Path:
    """Where a release lies."""
    return task.organisation.releases / task.source / task.name


def ready_folder_of(task: Task) -> Path:
    """Where a release lies until it is published."""
    return task.organisation.ready / task.source / task.name
