"""Releases: statistics of closed months, after suppression and audit, frozen.

build/releases/<source>/<YYYY-MM>-v<version>/manifest.json   what, when, rule, audit
build/releases/<source>/<YYYY-MM>-v<version>/<statistic>.json   the released cells
"""

import datetime
import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass
from pathlib import Path

from privacy.builds import Build
from privacy.contracts import Contract, contract_names, read_contract
from privacy.databases import Connection, attach, connect
from privacy.errors import PrivacyError
from privacy.organisations import Organisation
from privacy.policy import SHAPES, Policy
from privacy.pseudonyms import Keyring, derive
from privacy.rows import STAYS, Part, RowStore
from privacy.suppression import Cell, Rule, Table, Word, fold_rare, protect

TOTAL = "*"
_PERSONS = ("persons", "agents", "largest", "second_largest")
_EVENTS = {
    "telephone": ("calls",),
    "web": ("hits",),
    "search": ("searches",),
}


@dataclass(frozen=True)
class Period:
    """A closed period: a month, or the quarter or half-year the policy chose."""

    first_on: datetime.date
    last_on: datetime.date

    @property
    def months(self) -> list[datetime.date]:
        """The first day of each month in the period."""
        found = [self.first_on]
        while (after := _next_month(found[-1])) <= self.last_on:
            found.append(after)
        return found


@dataclass(frozen=True)
class Task:
    """One release to make: everything a worker needs, all of it picklable."""

    organisation: Organisation
    policy: Policy
    source: str
    period: Period
    parts: tuple[Part, ...]
    stamp: str
    master: str | None


@dataclass(frozen=True)
class Released:
    """One statistic of one release, safe to show to anyone.

    `rows` follow the columns of queries/released/<statistic>: month, dimensions,
    measures, is_withheld, release_id.
    """

    statistic: str
    rows: tuple[tuple[object, ...], ...]
    cells: int
    first_withheld: int
    second_withheld: int
    narrowest: int | None
    min_persons: int
    refused: str | None = None


@dataclass(frozen=True)
class Statistic:
    """A statistics query: its dimensions, measures and how it is to be protected."""

    contract: Contract

    @property
    def name(self) -> str:
        """Its name without the folder."""
        return self.contract.name.removeprefix("statistics/")

    @property
    def options(self) -> dict[str, str]:
        """What the header's Options: line says."""
        words = " ".join(self.contract.said.get("Options", ())).split()
        return dict(word.split("=", 1) for word in words)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The columns that a cell is found by."""
        said = ",".join(self.contract.said.get("Margin", ()))
        return tuple(name.strip() for name in said.split(",") if name.strip())

    @property
    def measures(self) -> tuple[str, ...]:
        """The columns that are published; the unit's own comes first after persons."""
        apart = {*self.dimensions, *_PERSONS}
        return tuple(n for n in self.contract.column_names if n not in apart)

    @property
    def counted(self) -> str:
        """The measure that adds up over the dimensions."""
        return self.measures[0]


def statistics_of(source: str) -> list[Statistic]:
    """The statistics that are released together for one source."""
    every = [Statistic(read_contract(name)) for name in contract_names("statistics")]
    return [found for found in every if found.options["source"] == source]


def released_columns(statistic: str) -> dict[str, str]:
    """Columns and types of the table released.<statistic>."""
    if statistic == "releases":
        return {
            "release_id": "varchar",
            "source": "varchar",
            "month": "date",
            "version": "integer",
            "released_at": "timestamptz",
        }
    contract = read_contract(f"released/{statistic}")
    return {column.name: column.type for column in contract.columns}


def due_releases(
    organisation: Organisation,
    policy: Policy,
    parts: Sequence[Part],
    stamp: str,
    as_of: datetime.date,
    master: str | None = None,
) -> list[Task]:
    """The releases of closed periods that have not been made yet."""
    grace = datetime.timedelta(days=policy.constant("grace_days", as_of))
    tasks = []
    for source in ("telephone", "web", "search", "requests"):
        for period in _closed_periods(source, policy, parts, as_of - grace):
            folder = _folder(organisation, source, period, 1)
            if not folder.exists():
                tasks.append(
                    Task(
                        organisation,
                        policy,
                        source,
                        period,
                        _parts_in(source, period, parts),
                        stamp,
                        master,
                    )
                )
    return tasks


def make_releases(
    tasks: Sequence[Task],
    at: datetime.datetime,
    *,
    executor: Executor | None = None,
    progress: Callable[[str], None] = lambda said: None,
) -> list[Path]:
    """Make each release, in parallel when an executor is given; return their folders."""
    made = executor.map(make_release, tasks) if executor else map(make_release, tasks)
    folders = []
    for task, released in zip(tasks, made, strict=True):
        progress(f"{task.source} {task.period.first_on:%Y-%m}")
        folders.append(_freeze(task, released, at))
    return folders


def make_release(task: Task) -> list[Released]:
    """Compute one release: true cells, folded, protected and audited.

    A pure function of files: the rows of the period's months and the register.
    """
    statistics = statistics_of(task.source)
    connection = _open_rows(task)
    try:
        asked = {"first_on": task.period.first_on, "last_on": task.period.last_on}
        true = {
            found.name: connection.execute(found.contract.sql, asked).fetchall()
            for found in statistics
        }
    finally:
        connection.close()
    return _protect(task, statistics, true)


def _protect(
    task: Task,
    statistics: Sequence[Statistic],
    true: Mapping[str, list[tuple[object, ...]]],
) -> list[Released]:
    """Fold and suppress the statistics of one release together."""
    by_minimum: dict[str, list[Statistic]] = {}
    for found in statistics:
        by_minimum.setdefault(found.options["minimum"], []).append(found)
    made = []
    on = task.period.last_on
    for minimum, group in by_minimum.items():
        rule = Rule(
            persons=int(task.policy.constant(minimum, on)),
            agents=int(task.policy.constant("min_agents", on)),
            dominance_percent=task.policy.constant("dominance_percent", on),
        )
        cells = {s.name: _cells(s, true[s.name], rule) for s in group}
        tables = [
            Table(s.name, s.options["unit"], s.dimensions, tuple(cells[s.name].values()))
            for s in group
        ]
        safe = protect(tables, rule)
        for statistic in group:
            made.append(_released(task, statistic, cells, true, safe, rule))
    return made


def _cells(
    statistic: Statistic, rows: Iterable[tuple[object, ...]], rule: Rule
) -> dict[tuple[str, ...], Cell]:
    """The true cells of one statistic by place, rare values folded into one."""
    names = statistic.contract.column_names
    cells = {}
    for row in rows:
        said = dict(zip(names, row, strict=True))
        at = tuple(str(said[name]) for name in statistic.dimensions)
        largest = (
            (_whole(said["largest"]), _whole(said["second_largest"]))
            if said.get("largest") is not None
            else None
        )
        agents = said.get("agents")
        cells[at] = Cell(
            at=at,
            value=_whole(said[statistic.counted]),
            persons=_whole(said["persons"]),
            agents=None if agents is None else _whole(agents),
            largest=largest,
        )
    if statistic.options.get("fold") == "true" and cells:
        return _folded(cells, rule)
    return cells


def _folded(
    cells: Mapping[tuple[str, ...], Cell], rule: Rule
) -> dict[tuple[str, ...], Cell]:
    """One-dimensional cells with the rare ones in one cell of their own."""
    total = cells.get((TOTAL,))
    words = [
        Word(at[0], cell.value, cell.persons)
        for at, cell in cells.items()
        if at != (TOTAL,)
    ]
    kept = {}
    for word in fold_rare(words, rule):
        whole = cells.get((word.word,))
        kept[(word.word,)] = whole or Cell((word.word,), word.value, word.persons)
    if total is not None:
        kept[(TOTAL,)] = total
    return kept


def _whole(value: object) -> int:
    return int(str(value))


def _open_rows(task: Task) -> Connection:
    """A connection with imported.*, register.* and policy.* of the task's period."""
    connection = connect()
    organisation = task.organisation
    keyring = Keyring(organisation.keys, task.master)
    store = RowStore(organisation, keyring)
    key = derive(keyring.master(), "register")
    build = Build(organisation, task.stamp)
    attach(connection, build.register, "build", key, read_only=True)
    connection.execute("create schema imported; create schema register")
    connection.execute("create schema policy")
    store.add_keys(connection, task.period.months)
    for name in SHAPES:
        connection.execute(
            f"create view policy.{name}s as select * from build.policy.{name}s"
        )
    connection.execute(
        "create view register.requests as select * from build.register.requests"
    )
    for table in _EVENTS.get(task.source, ()):
        views = [
            view
            for month in task.period.months
            if (view := store.view(connection, table, f"{month:%Y-%m}", task.parts))
        ]
        union = " union all by name ".join(f"select * from {view}" for view in views)
        connection.execute(f"create view imported.{table} as {union}")
    return connection


def _closed_periods(
    source: str, policy: Policy, parts: Sequence[Part], closed_by: datetime.date
) -> list[Period]:
    """Periods with rows that ended before `closed_by`, oldest first."""
    if source in _EVENTS:
        spans = {
            datetime.date.fromisoformat(f"{span.span}-01")
            for part in parts
            for span in part.spans
            if span.table in _EVENTS[source] and span.span != STAYS
        }
        periods = {_period(month, 1) for month in spans}
    else:
        length = {"month": 1, "quarter": 3, "half-year": 6}[
            policy.choice("requests_period", closed_by)
        ]
        periods = _periods_back(policy, closed_by, length) if parts else set()
    return sorted(
        (period for period in periods if period.last_on < closed_by),
        key=lambda period: period.first_on,
    )


def _periods_back(policy: Policy, until: datetime.date, length: int) -> set[Period]:
    """The periods of the years that statistics go back (constant years_shown)."""
    years = int(policy.constant("years_shown", until))
    first = datetime.date(until.year - years, 1, 1)
    found, month = set(), first
    while month <= until:
        found.add(_period(month, length))
        month = _next_month(month)
    return found


def _period(month: datetime.date, length: int) -> Period:
    """The period of `length` months, counted from January, that holds a month."""
    first = month.replace(month=(month.month - 1) // length * length + 1, day=1)
    after = first
    for _ in range(length):
        after = _next_month(after)
    return Period(first, after - datetime.timedelta(days=1))


def _next_month(month: datetime.date) -> datetime.date:
    return (month.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def _parts_in(source: str, period: Period, parts: Sequence[Part]) -> tuple[Part, ...]:
    spans = {f"{month:%Y-%m}" for month in period.months}
    tables = _EVENTS.get(source, ())
    return tuple(
        part
        for part in parts
        if any(span.table in tables and span.span in spans for span in part.spans)
    )


def _folder(
    organisation: Organisation, source: str, period: Period, version: int
) -> Path:
    name = f"{period.first_on:%Y-%m}-v{version}"
    return organisation.releases / source / name


def _freeze(task: Task, released: Sequence[Released], at: datetime.datetime) -> Path:
    """Write a release's folder, whole or not at all."""
    folder = _folder(task.organisation, task.source, task.period, 1)
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}.tmp")
    unfinished.mkdir()
    listed = []
    for found in released:
        text = json.dumps(found.rows, ensure_ascii=False, default=str)
        (unfinished / f"{found.statistic}.json").write_text(text, encoding="utf-8")
        said = {name: value for name, value in asdict(found).items() if name != "rows"}
        digest = hashlib.sha256(text.encode()).hexdigest()
        listed.append({**said, "sha256": digest})
    manifest = {
        "release_id": f"{task.source}-{folder.name}",
        "source": task.source,
        "month": task.period.first_on.isoformat(),
        "last_on": task.period.last_on.isoformat(),
        "version": 1,
        "released_at": at.isoformat(),
        "statistics": listed,
    }
    (unfinished / "manifest.json").write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    unfinished.rename(folder)
    return folder


def read_manifests(organisation: Organisation) -> list[dict[str, object]]:
    """The manifests of all releases, oldest month first."""
    files = organisation.releases.glob("*/*/manifest.json")
    found = [
        json.loads(file.read_text(encoding="utf-8"))
        for file in files
        if not file.parent.name.endswith(".tmp")
    ]
    return sorted(found, key=lambda said: (said["month"], said["release_id"]))


def certificates(organisation: Organisation) -> list[tuple[object, ...]]:
    """Rows of register.releases: one per release and statistic."""
    names = ("statistic", "cells", "first_withheld", "second_withheld", "narrowest")
    head = ("release_id", "source", "month", "version", "released_at")
    return [
        (
            *(manifest[name] for name in head),
            *(found[name] for name in (*names, "min_persons", "refused")),
        )
        for manifest in read_manifests(organisation)
        for found in _listed(manifest)
    ]


def _listed(manifest: Mapping[str, object]) -> list[dict[str, object]]:
    listed = manifest["statistics"]
    return listed if isinstance(listed, list) else []


def build_releases(build: Build, keyring: Keyring) -> None:
    """Write releases-<stamp>.duckdb: what everyone may ask, and nothing else."""
    connection = connect()
    key = derive(keyring.master(), "releases")
    attach(connection, build.released, "build", key, read_only=False)
    connection.execute("use build")
    connection.execute("create schema released")
    manifests = read_manifests(build.organisation)
    names = [name.split("/")[1] for name in contract_names("released")]
    for name in [*names, "releases"]:
        columns = released_columns(name)
        described = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        connection.execute(f"create table released.{name} ({described})")
        rows = _rows_of(build.organisation, name, manifests)
        if rows:
            marks = ", ".join("?" * len(columns))
            connection.executemany(
                f"insert into released.{name} values ({marks})", rows
            )
    connection.execute("checkpoint build")
    connection.close()


def _rows_of(
    organisation: Organisation, name: str, manifests: Sequence[Mapping[str, object]]
) -> list[list[object]]:
    """The released rows of one table, of the newest version of each period."""
    head = ("release_id", "source", "month", "version", "released_at")
    newest = {(said["source"], said["month"]): said for said in manifests}
    if name == "releases":
        return [[said[column] for column in head] for said in newest.values()]
    rows: list[list[object]] = []
    for said in newest.values():
        released = str(said["release_id"]).removeprefix(f"{said['source']}-")
        file = organisation.releases / str(said["source"]) / released / f"{name}.json"
        if file.exists():
            rows += json.loads(file.read_text(encoding="utf-8"))
    return rows
