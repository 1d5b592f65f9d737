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
from contextlib import contextmanager
from functools import partial

import duckdb

from privacy import gallring, releases
from privacy.building.check_results import CheckResults
from privacy.building.register import build_register, open_register
from privacy.building.thinning import thin_out
from privacy.building.workers import Workers
from privacy.contracts import EVERY_CHECK, contract_names, read_contract
from privacy.contracts.tables import tables
from privacy.desk import Desk
from privacy.errors import BadBuild
from privacy.installation import Installation
from privacy.journal import Journal
from privacy.organisations import Organisation
from privacy.policy import Policy
from privacy.roles import Role
from privacy.storage.builds import (
    Build,
    current_build,
    has_build,
    is_in_force,
    new_build,
    switch_to,
)
from privacy.storage.databases import Connection, fill_table
from privacy.storage.rows import Part, RowStore

Progress = Callable[[str], None]
Publish = Collection[str]

EVERY: Publish = frozenset({"*"})
"""Publish all that is ready."""


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
    build_register(build, store, policy, parts, own, as_of)
    with _writing(build, store) as connection:
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
    releases.make_ready(
        organisation, tasks, executor=workers(len(tasks)), progress=progress
    )
    published = releases.publish(
        organisation, _to_publish(organisation, policy, parts, tasks, publish), at
    )
    closed = {task.release_id for task in tasks if releases.is_closed(task, parts)}
    with _writing(build, store) as connection:
        certificates = releases.certificates(organisation)
        fill_table(connection, "register.releases", certificates)
        ready = releases.ready_certificates(organisation)
        rows = [(*row, row[0] in closed) for row in ready]
        fill_table(connection, "register.ready_releases", rows)
    keyring = home.keyring(organisation)
    releases.build_releases(build, keyring)
    manifests = releases.read_manifests(organisation)
    changes = releases.changes_of(policy, manifests, versions)
    releases.fill_board(build, keyring, "changes", changes)
    progress(f"{organisation.id} promises")
    measured = _measure(home, build, as_of)
    history.keep(as_of, measured)
    earlier = [row for row in history.read() if row[1] != as_of.isoformat()]
    with _writing(build, store) as connection:
        fill_table(connection, "register.check_results", [*earlier, *measured])
    _fill_board(home, build, as_of)
    switch_to(build)
    return build, published, _refused(organisation)


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
        return {str(said["release_id"]) for said in releases.read_ready(organisation)}
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
    found = releases.certificates(organisation)
    return sorted({str(name) for name, _s, _m, version, *_ in found if version != 1})


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


@contextmanager
def _writing(build: Build, store: RowStore) -> Iterator[Connection]:
    """The register of a build that is still being made."""
    connection = open_register(build, store)
    try:
        yield connection
    finally:
        connection.close()


def _measure(
    home: Installation, build: Build, as_of: datetime.date
) -> list[tuple[object, ...]]:
    """Ask every check of a new build: rows of register.check_results."""
    organisation = build.organisation
    spill = organisation.builds / "spill"
    desk = Desk(Role.DPO, organisation, home.keyring(organisation), build, spill)
    results = desk.ask(EVERY_CHECK, as_of=as_of).rows
    desk.close()
    return [(name, as_of, *counts) for name, *counts in results]


def _fill_board(home: Installation, build: Build, as_of: datetime.date) -> None:
    """Let everyone see how many promises are kept, by area; no cases."""
    organisation = build.organisation
    keyring = home.keyring(organisation)
    desk = Desk(Role.DPO, organisation, keyring, build)
    rows = desk.ask("dpo/promises_by_area", as_of=as_of).rows
    incidents = desk.ask("dpo/incidents", as_of=as_of).records()
    desk.close()
    board = [(as_of, *row) for row in rows]
    releases.fill_board(build, keyring, "promises_by_area", board)
    months = incidents_by_month(incidents)
    releases.fill_board(build, keyring, "incidents_by_month", months)


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
        (month, found.total(), found["Anmäld i tid"], found["Anmäld för sent"])
        for month, found in sorted(months.items())
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
                earlier = _told_by_build(home, organisation)
            except (BadBuild, duckdb.Error):
                raise BadBuild(
                    "The build in force cannot be read, and it alone holds what the "
                    "checks found on earlier days. Restore it from a backup. If there "
                    f"is none, make an empty folder {organisation.results}: the "
                    "history then begins today."
                ) from None
        history.begin(earlier)
    return history


def _told_by_build(
    home: Installation, organisation: Organisation
) -> list[tuple[object, ...]]:
    desk = Desk(Role.DPO, organisation, home.keyring(organisation))
    try:
        return list(desk.ask("dpo/check_history", before=datetime.date.max).rows)
    finally:
        desk.close()


def _holds_releases(home: Installation, build: Build) -> bool:
    """Whether both databases of a build open, and hold just what is published."""
    organisation = build.organisation
    try:
        desk = Desk(Role.DPO, organisation, home.keyring(organisation), build)
    except BadBuild:
        return False
    listed = {row["release_id"] for row in desk.ask("dpo/releases").records()}
    desk.close()
    return listed == {name for name, *_ in releases.certificates(organisation)}


def own_files(
    home: Installation, organisation: Organisation, parts: Sequence[Part]
) -> gallring.OwnFiles:
    """Where the program's own files of an organisation lie, and what was released."""
    released = {
        (str(source), _date(month)): _date(str(at)[:10])
        for _id, source, month, _version, at, *_ in releases.certificates(organisation)
    }
    thin = partial(thin_out, home.rows(organisation))
    keyring = home.keyring(organisation)
    return gallring.OwnFiles(organisation, keyring, parts, released, thin)


def _date(text: object) -> datetime.date:
    return datetime.date.fromisoformat(str(text))
