"""What the journal says now: holds, attestations and gallring rounds."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, replace
from enum import StrEnum

from privacy.journal.anchors import Anchors
from privacy.journal.chain import FIRST, Chain, Entry
from privacy.storage.databases import local_time
from privacy.storage.organisations import Organisation

Row = tuple[object, ...]


class RoundStatus(StrEnum):
    """How far a gallring round has come, in the words of journal.rounds."""

    STARTED = "startad"
    APPROVED = "godkänd"
    HANDED_OUT = "utlämnad"
    PROVEN = "avslutad"
    CALLED_OFF = "avbruten"


UNFINISHED = (RoundStatus.STARTED, RoundStatus.APPROVED, RoundStatus.HANDED_OUT)
"""A round that is any of these is under way."""

_STEPS: Mapping[str, tuple[RoundStatus, str]] = {
    "round_approved": (RoundStatus.APPROVED, "approved_at"),
    "round_downloaded": (RoundStatus.HANDED_OUT, "downloaded_at"),
    "round_proven": (RoundStatus.PROVEN, "closed_at"),
    "round_cancelled": (RoundStatus.CALLED_OFF, "closed_at"),
}
"""What a round is after each step, and where the step's instant stands."""

_HOLDS = ("hold_set", "hold_lifted")
_ROUNDS = ("round_started", *_STEPS)
_ACCEPTED = "inventory_accepted"
_SIGNED = (RoundStatus.APPROVED, RoundStatus.HANDED_OUT, RoundStatus.PROVEN)
_NOTES = ("noted", "note_withdrawn")
DECIDING = frozenset((*_HOLDS, *_ROUNDS, *_NOTES, "attested", _ACCEPTED))
"""The kinds of entry that change what is held, attested, noted or under way."""


@dataclass(frozen=True)
class Round:
    """A gallring round as it stands: a row of journal.rounds."""

    round_id: str
    system: str
    rule_id: str
    status: RoundStatus
    listed: int
    started_at: str
    started_by: str
    approved_at: str | None = None
    approved_by: str | None = None
    method: str | None = None
    downloaded_at: str | None = None
    closed_at: str | None = None


@dataclass(frozen=True)
class JournalState:
    """What a journal said when its last entry was `head`; it never changes.

    All its answers are therefore of one instant, whatever is written meanwhile.
    """

    head: tuple[int, str] = (0, FIRST)
    """Number and hash of the last entry."""
    decided: tuple[Entry, ...] = ()
    """The entries of the kinds in DECIDING, oldest first."""

    @property
    def decision(self) -> tuple[int, str]:
        """Number and hash of the last entry that decided anything."""
        last = self.decided[-1] if self.decided else None
        return (last.number, last.hash) if last else (0, FIRST)

    def open_holds(self) -> list[Row]:
        """Holds set and not lifted: rows of journal.holds."""
        return [
            (*hold[:6], str(local_time(str(hold[6])).date()), hold[8])
            for hold in self.hold_times()
            if hold[7] is None
        ]

    def hold_times(self) -> list[Row]:
        """Every hold, from when and to when it held: rows of journal.hold_times."""
        holds: dict[str, Row] = {}
        for entry in self._of(_HOLDS):
            details = entry.details
            if entry.kind == "hold_set":
                names = ("system", "record_type", "record_id", "owner", "reason")
                head = tuple(details.get(name) for name in names)
                hold_id = f"H{entry.number}"
                until = details.get("review_on")
                holds[hold_id] = (hold_id, *head, entry.at, None, until)
            elif (hold := holds.get(str(details.get("hold_id")))) and hold[7] is None:
                holds[str(hold[0])] = (*hold[:7], entry.at, hold[8])
        return list(holds.values())

    def attestations(self) -> list[Row]:
        """The newest attestation of each promise: rows of journal.attestations."""
        result: dict[object, Row] = {}
        for entry in self._of(("attested",)):
            details = entry.details
            promise = details.get("promise_id")
            until, note = details.get("valid_until"), details.get("note")
            attested_on = str(local_time(entry.at).date())
            result[promise] = (promise, attested_on, until, note, entry.who)
        return list(result.values())

    def notes(self) -> list[Row]:
        """Notes on figures that were not withdrawn: rows of journal.notes."""
        result: dict[str, Row] = {}
        for entry in self._of(_NOTES):
            details = entry.details
            if entry.kind == "note_withdrawn":
                result.pop(str(details.get("note_id")), None)
                continue
            on = str(details.get("on"))
            day = on if len(on) > len("2026-05") else None
            note_id = f"N{entry.number}"
            source, text = details.get("source"), details.get("note")
            result[note_id] = (note_id, f"{on[:7]}-01", day, source, text)
        return list(result.values())

    def round(self, round_id: str) -> Round | None:
        """One gallring round as it stands."""
        return self._rounds().get(round_id)

    def rounds(self) -> list[Row]:
        """Gallring rounds as they stand: rows of journal.rounds."""
        return [astuple(round) for round in self._rounds().values()]

    def round_records(self) -> list[Row]:
        """The records of each round when it was started: journal.round_records."""
        return [
            (f"G{entry.number}", *record)
            for entry in self._of(("round_started",))
            for record in _listed(entry)
        ]

    def named_records(self) -> list[Row]:
        """System, kind and id of each record that a round or a hold names."""
        systems = {entry.round_id: entry.system for entry in self._rounds().values()}
        listed = {(systems[str(r[0])], r[1], r[2]) for r in self.round_records()}
        held = {tuple(hold[1:4]) for hold in self.hold_times() if hold[3] is not None}
        return sorted(listed | held, key=str)

    def expected_gone(self) -> list[Row]:
        """System, kind and id of each record that an approved round lets go."""
        rounds = self._rounds()
        return [
            (rounds[str(record[0])].system, record[1], record[2])
            for record in self.round_records()
            if rounds[str(record[0])].status in _SIGNED
        ]

    def accepted_inventories(self) -> set[tuple[str, str, tuple[str, ...]]]:
        """System, day and files of each inventory that an officer said yes to."""
        result = set()
        for entry in self._of((_ACCEPTED,)):
            details = entry.details
            files = details["file_ids"]
            names = map(str, files) if isinstance(files, list) else ()
            result.add(
                (str(details["system"]), str(details["exported_on"]), tuple(names))
            )
        return result

    def round_entries(self, round_id: str) -> list[Entry]:
        """The entries of one round, oldest first."""
        return [
            entry
            for entry in self._of(_ROUNDS)
            if round_id in (f"G{entry.number}", entry.details.get("round_id"))
        ]

    def _of(self, kinds: Iterable[str]) -> list[Entry]:
        wanted = frozenset(kinds)
        return [entry for entry in self.decided if entry.kind in wanted]

    def _rounds(self) -> dict[str, Round]:
        rounds: dict[str, Round] = {}
        for entry in self._of(_ROUNDS):
            details = entry.details
            if entry.kind == "round_started":
                round_id = f"G{entry.number}"
                rounds[round_id] = Round(
                    round_id,
                    str(details["system"]),
                    str(details["rule_id"]),
                    RoundStatus.STARTED,
                    len(_listed(entry)),
                    entry.at,
                    entry.who,
                )
            elif before := rounds.get(str(details.get("round_id"))):
                rounds[before.round_id] = _stepped(before, entry)
        return rounds


class Journal(Chain):
    """The journal of one organisation, and what follows from its entries."""

    @classmethod
    def of(cls, organisation: Organisation) -> "Journal":
        """The journal of an organisation, anchored where its installation says."""
        anchors = Anchors(organisation.anchors, organisation.id, organisation.syslog)
        return cls(organisation.journal, anchors)

    def state(self, before: JournalState | None = None) -> JournalState:
        """What the journal says now.

        Of what it said `before` only what was written since is read.
        """
        known = before or JournalState()
        number, head = known.head
        result = self.entries_from(number, DECIDING)
        if number and [entry.hash for entry in result[:1]] != [head]:
            return self.state()  # another journal has been put in its place
        newer = result[1:] if number else result
        if not newer:
            return known
        return JournalState(
            (newer[-1].number, newer[-1].hash),
            (*known.decided, *(entry for entry in newer if entry.kind in DECIDING)),
        )

    def acts(
        self, state: JournalState, month: datetime.date | None = None, *kinds: str
    ) -> list[Row]:
        """What was done until then, in plain words: rows of journal.acts.

        Of a month only what may have been written in it, wherever its days begin; else
        the entries of some kinds, or all of them.
        """
        if month is None:
            entries = self.entries(*kinds)
        else:
            day = datetime.timedelta(days=1)
            first, end = month - day, (month + 31 * day).replace(day=1) + day
            entries = self.entries_between(first.isoformat(), end.isoformat())
        return [
            (
                e.number,
                e.at,
                e.who,
                e.actor.kind or None,
                e.actor.identity,
                e.kind,
                _plainly(e.details),
            )
            for e in entries
            if e.number <= state.head[0]
        ]


def _stepped(before: Round, entry: Entry) -> Round:
    status, at = _STEPS[entry.kind]
    values: dict[str, str] = {"status": status, at: entry.at}
    if entry.kind == "round_approved":
        values["approved_by"] = str(entry.details.get("signed_by", entry.who))
        values["method"] = str(entry.details.get("method"))
    return replace(before, **values)  # type: ignore[arg-type]


def _listed(entry: Entry) -> list[list[object]]:
    """Kind, id, size and due day of each record that a round was started with."""
    records = entry.details["records"]
    return records if isinstance(records, list) else []


def _plainly(details: Mapping[str, object]) -> str:
    """The words and numbers of an entry; long lists are left to a query of their own.

    Which releases were published is the act itself, and of which period: after a stroke
    the last month, where it was noted.
    """
    published, until = details.get("releases"), details.get("until")
    known = until if isinstance(until, dict) else {}
    listed = {}
    if isinstance(published, list):
        spans = [f"{n}/{known[n]}" if n in known else str(n) for n in published]
        listed["releases"] = " ".join(spans)
    return ", ".join(
        f"{name}: {entry}"
        for name, entry in {**details, **listed}.items()
        if entry is not None and not isinstance(entry, list | dict)
    )
