"""Makes builds: register, releases and measured promises, switched when whole.

Whatever goes wrong half way, the build in force stays in force.
"""

import datetime
import hashlib
from collections import Counter
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import closing, contextmanager
from functools import partial

import duckdb

from privacy import gallring, releases
from privacy.building.check_results import CheckResults, add_differing
from privacy.building.register import build_register, writing_register
from privacy.building.thinning import thin_out
from privacy.building.workers import Workers
from privacy.contracts import (
    EVERY_CHECK,
    WithoutIdle,
    contract_names,
    read_contract,
)
from privacy.contracts.roles import Role
from privacy.contracts.statuses import IncidentStatus
from privacy.contracts.tables import tables
from privacy.desk import Desk
from privacy.errors import BadBuild
from privacy.installation import Installation
from privacy.journal import Journal
from privacy.policy import Policy
from privacy.releases import EVERY, Publish
from privacy.storage.builds import (
    Build,
    current_build,
    has_build,
    is_in_force,
    new_build,
    switch_to,
)
from privacy.storage.databases import Connection, connect, fill_table, local_time
from privacy.storage.organisations import Organisation
from privacy.storage.rows import Part

Progress = Callable[[str], None]
Board = Mapping[str, Sequence[Sequence[object]]]
"""Rows of tables that everyone may ask, by name."""
_MEMORY = "600MB"
"""What the engine may take of a build, whatever its size: the rest is spilt."""


def make_build(
    home: Installation,
    organisation: Organisation,
    parts: Sequence[Part],
    at: datetime.datetime,
    as_of: datetime.date,
    workers: Workers,
    progress: Progress,
    publish: Publish = frozenset(),
) -> tuple[Build, list[str], list[str]]:
    """Make register and releases, unless they are as they would become.

    Releases that are due are made ready; `publish` names those that are published, or
    is EVERY one. Returns the build in force, what was published and what failed.
    """
    store, policy = home.rows(organisation), home.policy(organisation)
    own = gallring.own_records(own_files(home, organisation, parts), policy, as_of)
    made_from = _fingerprint(organisation, parts, policy, as_of, own)
    history = _history(home, organisation)
    acts = publish and releases.read_ready(organisation)
    if not acts and is_in_force(organisation, made_from) and history.has(as_of):
        build = current_build(organisation)
        if _holds_releases(home, build):
            return build, [], _refused(organisation)
    progress(f"{organisation.id} register")
    build = new_build(organisation, at, made_from)
    with _connected(organisation) as connection:
        with writing_register(connection, build, store):
            build_register(connection, store, policy, parts, own, as_of)
            covered = releases.first_days(connection)
            versions = releases.policy_versions(connection)
        tasks = releases.due_releases(
            organisation,
            policy,
            parts,
            build.stamp,
            as_of,
            home.master,
            published=releases.published_spans(organisation),
            covered=covered,
        )
        # It reads the register too, from other processes.
        releases.make_ready(
            organisation, tasks, executor=workers(len(tasks)), progress=progress
        )
        published = releases.publish(
            organisation, _to_publish(organisation, policy, parts, tasks, publish), at
        )
        progress(f"{organisation.id} promises")
        days = [*_invented_days(home, history, as_of), as_of]
        with writing_register(connection, build, store):
            _fill_releases(connection, organisation, tasks, parts)
            board = _keep_history(home, build, history, days, connection)
        manifests = releases.read_manifests(organisation)
        changes = releases.changes_of(policy, manifests, versions)
        releases.build_releases(
            connection, build, home.keyring(organisation), {"changes": changes, **board}
        )
    switch_to(build)
    return build, published, _refused(organisation)


@contextmanager
def _connected(organisation: Organisation) -> Iterator[Connection]:
    """The one connection that a build is made with: each costs as much as a table."""
    organisation.builds.mkdir(mode=0o700, parents=True, exist_ok=True)
    spill = organisation.builds / "spill"
    with closing(connect(memory=_MEMORY, spill=spill)) as connection:
        yield connection


def _fill_releases(
    connection: Connection,
    organisation: Organisation,
    tasks: Sequence[releases.Task],
    parts: Sequence[Part],
) -> None:
    """Fill the register's tables of what is published, and of what is ready."""
    certificates = releases.certificates(organisation)
    fill_table(connection, "register.releases", certificates)
    closed = {task.release_id for task in tasks if releases.is_closed(task, parts)}
    ready = releases.ready_certificates(organisation)
    rows = [(*row, row[0] in closed) for row in ready]
    fill_table(connection, "register.ready_releases", rows)


def _refused(organisation: Organisation) -> list[str]:
    """Sentences on what was not released, and on what must not be published."""
    unfit = releases.unpublishable(organisation)
    return [*releases.refusals(organisation), *unfit.values()]


def _to_publish(
    organisation: Organisation,
    policy: Policy,
    parts: Sequence[Part],
    tasks: Sequence[releases.Task],
    publish: Publish,
) -> Collection[str]:
    """The releases to publish now: those asked for, and what publishes itself.

    By the policy's choice a source publishes itself from its second release on, each
    period once an export has closed it.
    """
    if publish == EVERY:
        return {str(ready["release_id"]) for ready in releases.read_ready(organisation)}
    begun = {source for source, _first, _last in releases.published_spans(organisation)}
    own = {
        task.release_id
        for task in tasks
        if policy.choice("publishing", task.on) == "automatic"
        and task.source in begun
        and releases.is_closed(task, parts)
    }
    return own | set(publish)


def _corrections(organisation: Organisation) -> list[str]:
    """The releases that are corrections, by number."""
    result = releases.certificates(organisation)
    return sorted({str(name) for name, _s, _m, version, *_ in result if version != 1})


def _fingerprint(
    organisation: Organisation,
    parts: Sequence[Part],
    policy: Policy,
    as_of: datetime.date,
    own: Sequence[Mapping[str, object]],
) -> str:
    """Tells what a build is made from: exports, policy, queries, own files, the day.

    And what no export tells of: which records the journal names, and which releases
    were corrected or are not as they were released.
    """
    files = [row["record_id"] for row in own if row["record_type"] != gallring.BUILD]
    exports = sorted(
        (p.file_id, p.refused or p.imported_at, p.is_thinned, *p.copies) for p in parts
    )
    queries = [read_contract(name).sql for name in contract_names("")]
    queries.append(repr(tables()))
    rows = sorted(policy.rows.items())
    corrected = _corrections(organisation)
    damaged = [str(fault) for fault in releases.damage(organisation)]
    state = Journal.of(organisation).state()
    named = [
        sorted(state.named_records()),
        sorted(state.expected_gone(), key=str),
        sorted(state.accepted_inventories()),
    ]
    made_from = repr((exports, rows, queries, files, named, corrected, damaged, as_of))
    return hashlib.sha256(made_from.encode()).hexdigest()[:12]


def _invented_days(
    home: Installation, history: CheckResults, as_of: datetime.date
) -> list[datetime.date]:
    """Days before the first import of the example that its checks are asked of.

    Anybody else's checks are asked of the day of an import, by what had come by then.
    """
    if history.has(datetime.date.min):
        return []
    return [as_of - datetime.timedelta(days=back) for back in home.invented_days]


def _keep_history(
    home: Installation,
    build: Build,
    history: CheckResults,
    days: Sequence[datetime.date],
    connection: Connection,
) -> Board:
    """Ask the checks, and how things stand, of some days; the last is today.

    `connection` writes the register. Returns what everyone may know of today.
    """
    keyring = home.keyring(build.organisation)
    with closing(
        Desk(Role.DPO, build.organisation, keyring, build, register=connection)
    ) as desk:
        filled = _filled(connection)
        measured = {day: _measure(desk, day, filled) for day in days}
        history.finish()
        today = days[-1].isoformat()
        rows = [row for row in history.read(days[-1]) if row[1] != today]
        rows += [row for day in days for row in measured[day]]
        fill_table(connection, "register.check_results", rows)
        history.fill_states(connection, days[0])
        for day in days:
            with desk.streaming("dpo/listed_states", as_of=day) as states:
                add_differing(connection, day, states)
            history.keep(day, measured[day], connection)
        return _board(desk, days[-1])


def _filled(connection: Connection) -> frozenset[str]:
    """The tables of the register that have rows."""
    rows = connection.execute(
        "select schema_name || '.' || table_name from duckdb_tables() "
        "where database_name = 'build' and estimated_size > 0"
    ).fetchall()
    return frozenset(name for (name,) in rows)


def _measure(
    desk: Desk, day: datetime.date, filled: frozenset[str]
) -> list[tuple[object, ...]]:
    """Ask every check of a day: rows of register.check_results."""
    answer = desk.ask_part(EVERY_CHECK, WithoutIdle(filled), as_of=day)
    return [(name, day, *counts) for name, *counts in answer.rows]


def _board(desk: Desk, as_of: datetime.date) -> Board:
    """What everyone may know of a day; no cases.

    It is how many promises are kept, by area, and incidents by month.
    """
    rows = desk.ask("dpo/promises_by_area", as_of=as_of).rows
    incidents = desk.ask("dpo/incidents", as_of=as_of).records()
    return {
        "promises_by_area": [(as_of, *row) for row in rows],
        "incidents_by_month": incidents_by_month(incidents),
    }


def incidents_by_month(
    incidents: Iterable[Mapping[str, object]],
) -> list[tuple[object, ...]]:
    """Rows of released.incidents_by_month from those of dpo/incidents."""
    months: dict[str, Counter[str]] = {}
    for row in incidents:
        if row["aware_at"]:
            month = f"{str(row['aware_at'])[:7]}-01"
            months.setdefault(month, Counter())[str(row["status"])] += 1
    return [
        (
            month,
            counts.total(),
            counts[IncidentStatus.REPORTED_IN_TIME],
            counts[IncidentStatus.REPORTED_LATE],
        )
        for month, counts in sorted(months.items())
    ]


def _history(home: Installation, organisation: Organisation) -> CheckResults:
    """What the checks found on earlier days.

    Where only the build in force holds it, from an older version of this program, it
    is taken from there. Raises BadBuild when that build cannot be read.
    """
    history = CheckResults(home.rows(organisation))
    if not history.is_begun:
        earlier: Sequence[Sequence[object]] = []
        if has_build(organisation):
            try:
                earlier = _results_in_build(home, organisation)
            except (BadBuild, duckdb.Error):
                raise BadBuild(
                    "The build in force cannot be read, and it alone holds what the "
                    "checks found on earlier days. Restore it from a backup. If "
                    "there is none, make an empty folder {results}: the history "
                    "then begins today.",
                    results=organisation.results,
                ) from None
        history.begin(earlier)
    return history


def _results_in_build(
    home: Installation, organisation: Organisation
) -> list[tuple[object, ...]]:
    with closing(Desk(Role.DPO, organisation, home.keyring(organisation))) as desk:
        return list(desk.ask("dpo/check_history", before=datetime.date.max).rows)


def _holds_releases(home: Installation, build: Build) -> bool:
    """Whether both databases of a build open, and hold just what is published."""
    organisation = build.organisation
    try:
        desk = Desk(Role.DPO, organisation, home.keyring(organisation), build)
    except BadBuild:
        return False
    with closing(desk):
        listed = {row["release_id"] for row in desk.ask("dpo/releases").records()}
    return listed == {name for name, *_ in releases.certificates(organisation)}


def own_files(
    home: Installation, organisation: Organisation, parts: Sequence[Part]
) -> gallring.OwnFiles:
    """Where the program's own files of an organisation lie, and what was released."""
    released = {
        (str(source), _date(month)): local_time(str(at)).date()
        for _id, source, month, _version, at, *_ in releases.certificates(organisation)
    }
    thin = partial(thin_out, home.rows(organisation))
    keyring = home.keyring(organisation)
    return gallring.OwnFiles(organisation, keyring, parts, released, thin)


def _date(text: object) -> datetime.date:
    return datetime.date.fromisoformat(str(text))
