"""Our own gallring: what this program keeps, and what it no longer needs.

Its files are records of one more system: the same rules say when they are due, and the
same holds stop them.
"""

import calendar
import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from privacy.contracts.statuses import TO_DELETE
from privacy.gallring.action_context import ActionContext
from privacy.journal import Actor, Journal
from privacy.policy import Policy
from privacy.storage.builds import current_build
from privacy.storage.databases import local_time
from privacy.storage.encrypted import encrypted_files
from privacy.storage.exports import Looks, exports_in
from privacy.storage.keys import Keyring
from privacy.storage.organisations import Organisation
from privacy.storage.rows import (
    OWN_INVENTORY,
    OWN_SYSTEM,
    SOURCE_OF,
    UNDATED,
    Part,
    files_of,
    read_parts,
)

SYSTEM = OWN_SYSTEM
INVENTORY = OWN_INVENTORY
MONTH = "Månadens rader och nyckel"
BUILD = "Tidigare bygge"
EXPORT: Mapping[str, str] = {
    "telephone": "Exportfil telefoni",
    "web": "Exportfil webb",
    "search": "Exportfil sökord",
}
"""The kinds of record, as the policy files name them; export files by source."""

_MOST = 100_000
_CUT_SHORT = "The run was cut short before it came to it."

Released = Mapping[tuple[str, datetime.date], datetime.date]
"""The day that a source's month (its first day) was released."""


@dataclass(frozen=True)
class OwnFiles:
    """Where one organisation's own files lie, and what is known of them."""

    organisation: Organisation
    keyring: Keyring
    parts: Sequence[Part]
    released: Released
    thin_out: Callable[[str], bool] = lambda file_id: False
    """Lets the rows of a replaced inventory go; False when it still stands."""

    @cached_property
    def inventories(self) -> Mapping[str, Part]:
        """The exports whose rows stay until a newer one replaces them, by name."""
        return {_name(part): part for part in self.parts if not part.is_thinned}

    @cached_property
    def log_exports(self) -> Mapping[str, tuple[Path, Part]]:
        """The logs that lie where exports are dropped, just as they were imported."""
        looks, exports = Looks(self.organisation), self.organisation.exports
        known = {
            part.file_id: part
            for part in self.parts
            if part.source in EXPORT and any(s.first_on for s in part.spans)
        }
        return {
            path.relative_to(exports).as_posix(): (path, known[file_id])
            for path in exports_in(exports)
            if (file_id := looks.file_id(path)) in known
        }


@dataclass(frozen=True)
class Gone:
    """One own record: deleted, or kept and why."""

    record_type: str
    record_id: str
    rule_id: str
    due_on: str
    files: int = 0
    size: int = 0
    """Bytes of its files."""
    kept: str | None = None
    """Why it was not deleted; None when it was."""

    @property
    def row(self) -> list[str]:
        """What the journal keeps of one that is gone."""
        return [self.record_type, self.record_id, self.rule_id, self.due_on]

    def __str__(self) -> str:
        head = f"{self.record_type}, {self.record_id}"
        if self.kept:
            return f"{head}: kept. {self.kept}"
        return (
            f"{head}: {self.files} files, {self.size} bytes, due {self.due_on} by "
            f"{self.rule_id}"
        )


def own_records(
    own: OwnFiles, policy: Policy, as_of: datetime.date
) -> list[dict[str, object]]:
    """The program's own files as an inventory: rows of imported.records by column.

    Made just before a build, which will be in force when the list is read.
    """
    grace = datetime.timedelta(days=policy.constant("grace_days", as_of))
    months = [
        _month_row(own, month, as_of, is_closed=_last_day(month) < as_of - grace)
        for month in _open_months(own)
    ]
    builds = [_build_row(own, stamps, as_of) for stamps in _chains(own.organisation)]
    exports: list[dict[str, object]] = [
        {
            "record_type": EXPORT[part.source],
            "record_id": name,
            "first_seen_at": min(s.first_on for s in part.spans if s.first_on),
        }
        for name, (_, part) in own.log_exports.items()
    ]
    common = {"system": SYSTEM, "count": 1, "bad_fields": [], "exported_on": as_of}
    return [{**common, "rules": [], **row} for row in [*months, *builds, *exports]]


def gallra(context: ActionContext, own: OwnFiles, *, is_dry_run: bool) -> list[Gone]:
    """Delete what is due and held by nothing; say what, and what was kept and why.

    To be called while no import runs. The journal notes it before and after. A month's
    key goes before its rows, so that a crash half way leaves nothing readable; the next
    run takes what is left.
    """
    if is_dry_run:
        return [_judge(own, row) for row in _due(context)]
    due = [
        one for one in (_judge(own, row) for row in _due(context)) if one.kept is None
    ]
    if due:
        listed = [
            [
                one.record_type,
                one.record_id,
                one.rule_id,
                one.due_on,
                one.files,
                one.size,
            ]
            for one in due
        ]
        context.journal.write(
            "gallra_begun", context.actor, context.at, records=len(due), due=listed
        )
    with context.journal.alone() as write:
        result = [_judge(own, row) for row in _due(context)]
        done = [one if one.kept else _delete(own, one) for one in result]
        for file in _rows_of_closed_months(own):
            file.unlink(missing_ok=True)
        gone = [one for one in done if one.kept is None]
        write(
            "gallra",
            context.actor,
            context.at,
            records=len(gone),
            kept=len(done) - len(gone),
            files=sum(one.files for one in gone),
            size=sum(one.size for one in gone),
            gone=[one.row for one in gone],
            left=[[g.record_type, g.record_id, g.kept] for g in done if g.kept],
        )
    return done


def note_killed(
    journal: Journal,
    organisation: Organisation,
    keyring: Keyring,
    actor: Actor,
    at: str,
) -> None:
    """Tell the journal what a gallring deleted that was killed before it could tell."""
    with journal.alone() as write:
        begun = journal.entries("gallra_begun", "gallra")[-1:]
        if not begun or begun[0].kind == "gallra":
            return
        listed = begun[0].details["due"]
        due = [Gone(*row) for row in listed] if isinstance(listed, list) else []
        gone = [one for one in due if _is_gone(organisation, keyring, one)]
        write(
            "gallra",
            actor,
            at,
            records=len(gone),
            kept=len(due) - len(gone),
            files=sum(one.files for one in gone),
            size=sum(one.size for one in gone),
            gone=[one.row for one in gone],
            left=[
                [d.record_type, d.record_id, _CUT_SHORT] for d in due if d not in gone
            ],
            cut_short=True,
        )


def _is_gone(organisation: Organisation, keyring: Keyring, one: Gone) -> bool:
    if one.record_type == MONTH:
        return keyring.is_destroyed(datetime.date.fromisoformat(f"{one.record_id}-01"))
    if one.record_type == INVENTORY:
        parts = {_name(part): part for part in read_parts(organisation)}
        return one.record_id not in parts or parts[one.record_id].is_thinned
    if one.record_type == BUILD:
        return not any(organisation.builds.glob(f"re*-{one.record_id}.duckdb*"))
    return not (organisation.exports / one.record_id).exists()


def _due(context: ActionContext) -> list[dict[str, object]]:
    """Own records that are due now; those under hold are not."""
    return [
        row
        for status in TO_DELETE
        for row in context.ask(
            "dpo/gallring_list",
            as_of=context.as_of,
            system=SYSTEM,
            record_type=None,
            status=status,
            deciding_rule=None,
            words=None,
            keys=None,
            most=_MOST,
        ).records()
        if not row["is_held"]
    ]


def _judge(own: OwnFiles, row: Mapping[str, object]) -> Gone:
    """A due record with its files, and why it has to stay after all, if so."""
    kind, name = str(row["record_type"]), str(row["record_id"])
    files = list(_files(own, kind, name))
    return Gone(
        kind,
        name,
        str(row["deciding_rule"]),
        str(row["due_on"]),
        files=len(files),
        size=sum(file.stat().st_size for file in files),
        kept=_why_kept(own, kind, name),
    )


def _why_kept(own: OwnFiles, kind: str, name: str) -> str | None:
    if kind == MONTH:
        month = datetime.date.fromisoformat(f"{name}-01")
        if any((source, month) not in own.released for source in _sources(own, month)):
            return "Its statistics are not released yet."
    elif kind == BUILD:
        stamps = _stamps(own.organisation)
        at = stamps.index(current_build(own.organisation).stamp)
        if name in stamps[max(at - 1, 0) :]:
            return "It is in force, or the newest before."
    elif name not in (own.inventories if kind == INVENTORY else own.log_exports):
        return "It is not there as it was imported."
    return None


def _delete(own: OwnFiles, one: Gone) -> Gone:
    if one.record_type == INVENTORY:
        is_gone = own.thin_out(own.inventories[one.record_id].file_id)
        return one if is_gone else replace(one, kept="It still stands.")
    files = list(_files(own, one.record_type, one.record_id))
    if one.record_type == MONTH:
        own.keyring.destroy(datetime.date.fromisoformat(f"{one.record_id}-01"))
    try:
        for file in files:
            file.unlink(missing_ok=True)
    except OSError:
        return replace(one, kept="A file could not be deleted; close what uses it.")
    return one


def _files(own: OwnFiles, kind: str, name: str) -> Iterator[Path]:
    if kind == MONTH:
        # Its rows, and what is kept to check a correction against.
        for file in encrypted_files(own.organisation):
            if file.span == name:
                yield file.path
    elif kind == BUILD:
        yield from own.organisation.builds.glob(f"re*-{name}.duckdb*")
    elif kind == INVENTORY and name in own.inventories:
        part = own.inventories[name]
        for span in part.spans:
            yield from files_of(own.organisation.rows / part.file_id, span)
    elif name in own.log_exports:
        yield own.log_exports[name][0]


def _name(part: Part) -> str:
    """How an inventory is called in the list of records."""
    return f"{part.file} {part.file_id[:8]}"


def _rows_of_closed_months(own: OwnFiles) -> Iterator[Path]:
    """What a gallring that was killed left: unreadable without its key."""
    closed = {f"{month:%Y-%m}" for month in own.keyring.destroyed_months()}
    for file in encrypted_files(own.organisation):
        if file.span in closed:
            yield file.path


def _open_months(own: OwnFiles) -> list[datetime.date]:
    """The months with rows whose key is not destroyed."""
    spans = {s.span for part in own.parts for s in part.spans if s.span != UNDATED}
    months = {datetime.date.fromisoformat(f"{span}-01") for span in spans}
    return sorted(months - own.keyring.destroyed_months())


def _month_row(
    own: OwnFiles, month: datetime.date, as_of: datetime.date, *, is_closed: bool
) -> dict[str, object]:
    row: dict[str, object] = {
        "record_type": MONTH,
        "record_id": f"{month:%Y-%m}",
        "contract_end": _last_day(month),
    }
    if not is_closed:
        return {**row, "rules": ["OWN_ROWS"]}
    # A closed month that is not released yet is released with this build.
    days = [own.released.get((source, month), as_of) for source in _sources(own, month)]
    return {**row, "event_on": max(days)}


def _sources(own: OwnFiles, month: datetime.date) -> set[str]:
    name = f"{month:%Y-%m}"
    return {
        SOURCE_OF[s.table] for part in own.parts for s in part.spans if s.span == name
    }


def _last_day(month: datetime.date) -> datetime.date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def _stamps(organisation: Organisation) -> list[str]:
    """The builds on disk, oldest first; two of one second by when they were written."""
    files = sorted(
        organisation.builds.glob("register-*.duckdb"),
        key=lambda file: (file.stem[:24], file.stat().st_mtime_ns),
    )
    return [file.stem.removeprefix("register-") for file in files]


def _chains(organisation: Organisation) -> list[list[str]]:
    """Each build on disk, and those made after it."""
    stamps = _stamps(organisation)
    return [stamps[number:] for number in range(len(stamps))]


def _build_row(
    own: OwnFiles, stamps: Sequence[str], as_of: datetime.date
) -> dict[str, object]:
    """A build: needed until the second one after it is made."""
    row: dict[str, object] = {"record_type": BUILD, "record_id": stamps[0]}
    if len(stamps) == 1:  # the newest before the one that is being made
        return {**row, "contract_active": True}
    ended = _day(stamps[2]) if len(stamps) > 2 else as_of
    return {**row, "contract_end": ended}


def _day(stamp: str) -> datetime.date:
    """The day on which a build was made, here: its stamp begins with the instant."""
    return local_time(f"{stamp[:15]}Z").date()
