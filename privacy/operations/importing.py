"""The office: takes exports in, releases and corrects, one at a time."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from privacy import gallring, personal, releases
from privacy.building.check_results import CheckResults
from privacy.building.make import Progress, make_build, own_files
from privacy.building.workers import Workers, open_workers
from privacy.contracts.roles import Role
from privacy.desk import Desk
from privacy.errors import UnsafeRelease
from privacy.imports.import_counts import REASONS
from privacy.imports.import_files import Batch, ImportedFile, import_files
from privacy.installation import Installation
from privacy.journal import Actor, Journal
from privacy.operations.backup import (
    at_the_command_line,
    note,
    note_killed,
    only_one,
    signer,
)
from privacy.policy import LAST_POLICY, Policy, keep_policy
from privacy.releases import EVERY, Publish
from privacy.storage.builds import Build, current_build
from privacy.storage.databases import in_threads
from privacy.storage.exports import Looks, exports_in
from privacy.storage.organisations import Organisation
from privacy.storage.rows import Part, read_parts
from privacy.wording import write_value

_SMALL, _FEW = 1 << 20, 100_000
"""Bytes of all files and rows of earlier ones, of an import that one thread does."""
_NOTHING_UNDERSTOOD = "no row of it was understood; see that it is the right file"


@dataclass(frozen=True)
class ImportSummary:
    """What one import did for one organisation."""

    organisation: str
    files: Sequence[ImportedFile]
    build: str
    released: Sequence[str] = ()
    refused_releases: Sequence[str] = ()
    policy_faults: str = ""
    damage: Sequence[str] = ()
    """What shows that the journal or a release is not as it was written."""
    held_back: Sequence[str] = ()
    """What is said of inventories that wait for the officer's yes."""
    ready: Sequence[str] = ()
    """Releases that wait to be published, by number."""
    withheld: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What a release that waits would withhold: a sentence of each statistic."""
    waiting: Sequence[str] = ()
    """Sentences on statistics that cannot be released yet."""

    @property
    def is_well(self) -> bool:
        """Whether all is sound, nothing refused or held back, each file understood."""
        return next(self.why_not(), None) is None

    def why_not(self) -> Iterator[str]:
        """Why it is not well, one sentence each; nothing when it is."""
        for file in self.files:
            if file.refused:
                yield file.refused
            elif file.gave_nothing:
                yield f"{file.file}: {_NOTHING_UNDERSTOOD}"
        yield from (f"not released: {sentence}" for sentence in self.refused_releases)
        yield from self.policy_faults.splitlines()
        yield from self.damage
        yield from self.held_back

    def lines(self) -> Iterator[str]:
        """The summary in plain sentences, for a terminal or a system's log.

        A file whose name holds somebody's number or address is not named there.
        """
        names = [f.file for f in self.files if personal.is_for_the_officer(f.file)]
        for line in self._lines():
            for name in names:
                line = line.replace(name, personal.for_others(name))
            yield line

    def _lines(self) -> Iterator[str]:
        yield f"{self.organisation}: {len(self.files)} exports, build {self.build}"
        known = [f for f in self.files if f.read and f.read == f.duplicate]
        if known:
            yield f"  {len(known)} of them brought nothing new"
        for file in self.files:
            if file in known:
                for finding in file.findings:
                    yield f"  {file.file}: look: {finding}"
                continue
            if file.refused:
                yield f"  {file.file}: refused. {file.refused}"
                continue
            yield (
                f"  {file.file}: {file.format}, {file.read} read = {file.accepted} "
                f"accepted + {file.rejected} rejected + {file.duplicate} duplicate"
            )
            if file.gave_nothing:
                yield f"    {_NOTHING_UNDERSTOOD}"
            for reason, count in file.reasons.items():
                yield f"    {count} × {REASONS.get(reason, ('', reason))[1]}"
            yield from (f"    {line}" for line in file.details())
        for name in self.released:
            yield f"  published {name}"
        for name in self.ready:
            yield f"  ready to publish: {name}"
            yield from (f"    {line}" for line in self.withheld.get(name, ()))
        yield from (f"  {sentence}" for sentence in self.waiting)
        for sentence in self.refused_releases:
            yield f"  not released: {sentence}"
        yield from (f"  {sentence}" for sentence in self.held_back)
        if self.policy_faults:
            yield f"  {LAST_POLICY}"
            yield from (f"  {line}" for line in self.policy_faults.splitlines())
        yield from (f"  {sentence}" for sentence in self.damage)

    def as_json(self) -> dict[str, object]:
        """The summary of releases, for machines."""
        return {
            "organisation": self.organisation,
            "build": self.build,
            "released": list(self.released),
            "ready": list(self.ready),
            "withheld": {name: list(lines) for name, lines in self.withheld.items()},
            "waiting": list(self.waiting),
            "refused": list(self.refused_releases),
            "held_back": list(self.held_back),
            "policy_faults": self.policy_faults.splitlines(),
            "damage": list(self.damage),
        }


def import_exports(
    home: Installation,
    organisation: Organisation,
    files: Sequence[Path],
    *,
    source: str | None,
    at: datetime.datetime,
    as_of: datetime.date,
    progress: Progress,
    cluster: str | None = None,
    publish: Publish = frozenset(),
) -> ImportSummary:
    """Take in `files`, or all that lies in the organisation's folder of exports.

    `cluster` is the address of a Dask scheduler whose workers see the same folders;
    `publish` is EVERY where what is ready is published at once, as in the example.
    Raises Busy when another import is running.
    """
    with only_one(home, organisation):
        home.keyring(organisation).master(make=True)
        damage = _look_back(home, organisation, at)
        result = list(files) or list(exports_in(organisation.exports))
        policy = home.policy(organisation)
        batch = Batch(
            store=home.rows(organisation),
            policy=policy.on(as_of),
            hints={p: source or _hint(organisation, p) for p in result},
            must_be_source=bool(source),
            looks=Looks(organisation),
            at=at,
        )
        earlier = read_parts(organisation)
        threads = 1 if _is_small(result, earlier) else None
        with open_workers(cluster) as workers, in_threads(threads):
            taken, parts = import_files(
                batch,
                earlier,
                executor=workers,
                progress=lambda line: progress(f"{organisation.id} {line}"),
            )
            build, made, refused = _build(
                home, organisation, parts, at, as_of, workers, progress, publish
            )
        signer(home, organisation, at)
        _note_import(organisation, taken, earlier, build, at)
        if not policy.faults:
            keep_policy(organisation.folder)
        progress("")
        return ImportSummary(
            organisation.id,
            taken,
            build.stamp,
            made,
            refused,
            "\n".join(map(str, policy.faults)),
            damage,
            held_back=_held_back(home, organisation),
            ready=ready_releases(organisation),
            withheld=_withheld(organisation),
            waiting=waiting(organisation, policy, as_of),
        )


def _is_small(files: Sequence[Path], earlier: Sequence[Part]) -> bool:
    """Whether there is so little to read and to build that one thread does it."""
    size = 0
    for file in files:
        with suppress(OSError):  # its reader says so
            size += file.stat().st_size
    return size < _SMALL and sum(part.accepted for part in earlier) < _FEW


def ready_releases(organisation: Organisation) -> list[str]:
    """The releases that wait to be published, by number, oldest period first."""
    return [str(ready["release_id"]) for ready in releases.read_ready(organisation)]


def _withheld(organisation: Organisation) -> dict[str, list[str]]:
    """What each release that waits would withhold, by number."""
    result: dict[str, list[str]] = {}
    for (
        name,
        *_about,
        statistic,
        cells,
        primary,
        secondary,
        _n,
        _k,
        reason,
    ) in releases.ready_certificates(organisation):
        title = write_value(statistic, "en")
        if reason:
            why = write_value(reason, "en")
            line = f"{title}: withheld whole, {why}"
        elif primary or secondary:
            line = (
                f"{title}: {cells} figures, {primary} withheld for few persons and "
                f"{secondary} so that they cannot be worked out"
            )
        else:
            continue
        result.setdefault(str(name), []).append(line)
    return result


def waiting(
    organisation: Organisation, policy: Policy, as_of: datetime.date
) -> list[str]:
    """Sentences on periods that cannot be released, and from when they can."""
    published = releases.published_spans(organisation)
    parts = read_parts(organisation)
    logs = [
        f"The web log of {month:%Y-%m} is not released: figures of that month that "
        "a tool counted are published, and the two could be held together."
        for month in releases.months_counted_by_tool(parts, published)
    ]
    return logs + [
        f"Statistics of {source} by another length of period begin on {day}: "
        "earlier ones would overlap what is published, and could be subtracted from it."
        for source in releases.SOURCES
        if (day := releases.new_length_begins(source, policy, published, as_of))
    ]


def release_months(
    home: Installation,
    organisation: Organisation,
    at: datetime.datetime,
    as_of: datetime.date,
    progress: Progress,
    publish: Publish = frozenset(),
    *,
    by: Actor | None = None,
) -> ImportSummary:
    """Make ready what is closed, and publish the releases that are named, or EVERY one.

    `by` is who publishes, when it is not a command. Raises UnsafeRelease for a name
    that is not ready, or was published before; nothing is published then.
    """
    with only_one(home, organisation):
        damage = _look_back(home, organisation, at)
        parts = read_parts(organisation)
        if unknown := sorted({*publish} - {*ready_releases(organisation), *EVERY}):
            raise UnsafeRelease(
                "{listed}: not ready to publish. `python -m privacy release` "
                "lists what is.",
                listed=", ".join(unknown),
            )
        unfit = releases.unpublishable(organisation)
        if named := [unfit[name] for name in unfit if {name, *EVERY} & {*publish}]:
            raise UnsafeRelease("{named}", named=" ".join(named))
        with open_workers(None) as workers:
            build, made, refused = _build(
                home, organisation, parts, at, as_of, workers, progress, publish, by
            )
        return ImportSummary(
            organisation.id,
            (),
            build.stamp,
            made,
            refused,
            damage=damage,
            ready=ready_releases(organisation),
            withheld=_withheld(organisation),
            waiting=waiting(organisation, home.policy(organisation), as_of),
        )


def correct_release(
    home: Installation,
    organisation: Organisation,
    source: str,
    month: datetime.date,
    *,
    reason: str,
    at: datetime.datetime,
    as_of: datetime.date,
    progress: Progress,
) -> ImportSummary:
    """Make a corrected version of a frozen release, in a new build; the DPO's act.

    Raises UnsafeRelease when the two versions together would tell too much.
    """
    with only_one(home, organisation):
        damage = _look_back(home, organisation, at)
        parts = read_parts(organisation)
        task = releases.preview_task(
            organisation,
            home.policy(organisation),
            parts,
            home.keyring(organisation),
            source=source,
            month=month,
            stamp=current_build(organisation).stamp,
            as_of=as_of,
            master=home.master,
        )
        if task is None:
            raise UnsafeRelease(
                "The rows of {source} {month:%Y-%m} are gone, so nothing can be "
                "counted again; the release stays as it is.",
                source=source,
                month=month,
            )
        folder = releases.correct_release(task, at, reason)
        name = f"{source}-{folder.name}"
        seal = {name: releases.seal_of(folder)}
        note(
            organisation,
            "released",
            at,
            releases=[name],
            until=releases.last_months(organisation, [name]),
            reason=reason,
            sha256=seal,
        )
        with open_workers(None) as workers:
            build, made, refused = _build(
                home, organisation, parts, at, as_of, workers, progress
            )
        made = [name, *made]
        return ImportSummary(
            organisation.id, (), build.stamp, made, refused, damage=damage
        )


def accept_inventory(
    home: Installation,
    organisation: Organisation,
    system: str,
    exported_on: datetime.date,
    *,
    now: datetime.datetime,
    progress: Progress,
) -> ImportSummary:
    """Say yes to an inventory that is held back, and make a build with it.

    Raises Outdated when none such is held back.
    """
    with only_one(home, organisation):
        with _officer(home, organisation, now) as context:
            gallring.accept_inventory(context, system, exported_on.isoformat())
        parts, at = read_parts(organisation), now.astimezone(datetime.UTC)
        with open_workers(None) as workers:
            build, made, refused = _build(
                home, organisation, parts, at, context.as_of, workers, progress
            )
        held = _held_back(home, organisation)
        return ImportSummary(
            organisation.id, (), build.stamp, made, refused, held_back=held
        )


def gallra(
    home: Installation,
    organisation: Organisation,
    now: datetime.datetime,
    *,
    is_dry_run: bool,
    progress: Progress,
) -> list[gallring.Gone]:
    """Delete what the program no longer needs, and make a build without it.

    `now` has the zone in which today is counted. A dry run says what would be deleted.
    """
    with only_one(home, organisation):
        note_killed(home, organisation, now)
        own = own_files(home, organisation, read_parts(organisation))
        with _officer(home, organisation, now) as context:
            result = gallring.gallra(context, own, is_dry_run=is_dry_run)
        if not is_dry_run and any(one.kept is None for one in result):
            with open_workers(None) as workers:
                parts = read_parts(organisation)  # some have lost their rows
                at = now.astimezone(datetime.UTC)
                _build(home, organisation, parts, at, context.as_of, workers, progress)
    return result


def _look_back(
    home: Installation, organisation: Organisation, at: datetime.datetime
) -> list[str]:
    """Say what shows that something is not as it was written.

    The journal notes what a killed run did.
    """
    note_killed(home, organisation, at)
    faults = Journal.of(organisation).faults()
    damage = [str(fault) for fault in (*faults, *releases.damage(organisation))]
    return [*damage, *CheckResults(home.rows(organisation)).faults()]


@contextmanager
def _officer(
    home: Installation, organisation: Organisation, now: datetime.datetime
) -> Iterator[gallring.ActionContext]:
    """A command's dealing with gallring, at the officer's desk."""
    with closing(Desk(Role.DPO, organisation, home.keyring(organisation))) as desk:
        yield gallring.ActionContext(
            Journal.of(organisation), desk.ask, at_the_command_line(), now
        )


def _held_back(home: Installation, organisation: Organisation) -> list[str]:
    """What the build in force says of inventories that wait for a yes."""
    keyring = home.keyring(organisation)
    with closing(Desk(Role.DPO, organisation, keyring, is_of_lines=True)) as desk:
        held = desk.ask("dpo/held_inventories").records()
    return [gallring.HELD_BACK.format(**row) for row in held]


def _hint(organisation: Organisation, path: Path) -> str | None:
    """The source that the folder below exports/ is named for."""
    if not path.is_relative_to(organisation.exports):
        return None
    parts = path.relative_to(organisation.exports).parts
    return parts[0] if len(parts) > 1 else None


def _build(
    home: Installation,
    organisation: Organisation,
    parts: Sequence[Part],
    at: datetime.datetime,
    as_of: datetime.date,
    workers: Workers,
    progress: Progress,
    publish: Publish = frozenset(),
    by: Actor | None = None,
) -> tuple[Build, list[str], list[str]]:
    """Make a build, as `make_build`, and tell the journal what it published."""
    result = make_build(
        home, organisation, parts, at, as_of, workers, progress, publish
    )
    build, made, _refused = result
    seals, unnamed = releases.read_seals(organisation).missing(organisation)
    new = {name: seal for name, seal in seals.items() if name in unnamed}
    if new:
        cut_short = sorted(new.keys() - set(made))  # made by a run that was killed
        note(
            organisation,
            "released",
            at,
            by,
            releases=list(new),
            until=releases.last_months(organisation, new),
            build=build.stamp,
            sha256=new,
            **({"cut_short": cut_short} if cut_short else {}),
        )
    old = {name: seal for name, seal in seals.items() if name not in new}
    if old:  # an older version of this program noted them without
        note(organisation, "sealed", at, sealed=len(old), sha256=old)
    return result


def _note_import(
    organisation: Organisation,
    files: Sequence[ImportedFile],
    earlier: Sequence[Part],
    build: Build,
    at: datetime.datetime,
) -> None:
    """Tell the journal of an import that brought something new or refused a file.

    And of what `earlier` imports took in that were killed before they could tell.
    """
    noted = _noted_imports(organisation)
    late: dict[str, list[Part]] = {}
    for part in earlier:
        instant = _utc(datetime.datetime.fromisoformat(part.imported_at))
        if instant not in noted and (part.refused or part.duplicate < part.read):
            late.setdefault(instant, []).append(part)
    for instant, parts in sorted(late.items()):
        _note_files(organisation, parts, build, at, imported_at=instant)
    new = [f for f in files if f.refused or f.duplicate < f.read]
    if new:
        _note_files(organisation, new, build, at)


def _note_files(
    organisation: Organisation,
    files: Sequence[ImportedFile | Part],
    build: Build,
    at: datetime.datetime,
    **more: object,
) -> None:
    note(
        organisation,
        "imported",
        at,
        files=len(files),
        accepted=sum(f.accepted for f in files),
        rejected=sum(f.rejected for f in files),
        refused=sum(f.refused is not None for f in files),
        build=build.stamp,
        **more,
    )


def _noted_imports(organisation: Organisation) -> set[str]:
    """The instants of the imports that the journal tells of."""
    entries = Journal.of(organisation).entries("imported")
    return {str(entry.details.get("imported_at", entry.at)) for entry in entries}


def _utc(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).isoformat(timespec="seconds")
