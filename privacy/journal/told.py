"""What the journal says now: holds, attestations and gallring rounds."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace

from privacy.journal.chain import Chain, Entry

Row = tuple[object, ...]

_STEPS: Mapping[str, tuple[str, str]] = {
    "round_approved": ("godkänd", "approved_at"),
    "round_downloaded": ("utlämnad", "downloaded_at"),
    "round_proven": ("avslutad", "closed_at"),
    "round_cancelled": ("avbruten", "closed_at"),
}
"""What a round is after each step, and where the step's instant stands."""


@dataclass(frozen=True)
class Round:
    """A gallring round as it stands: a row of journal.rounds."""

    round_id: str
    system: str
    rule_id: str
    status: str
    listed: int
    started_at: str
    started_by: str
    approved_at: str | None = None
    approved_by: str | None = None
    method: str | None = None
    downloaded_at: str | None = None
    closed_at: str | None = None


class Journal(Chain):
    """The journal of one organisation, and what follows from its entries."""

    def acts(self) -> list[Row]:
        """What was done, in the plain words of each entry: rows of journal.acts."""
        return [
            (e.number, e.at, e.who, e.kind, _plainly(e.details)) for e in self.entries()
        ]

    def open_holds(self) -> list[Row]:
        """Holds set and not lifted: rows of journal.holds."""
        return [
            (*hold[:6], str(hold[6])[:10], hold[8])
            for hold in self.hold_times()
            if hold[7] is None
        ]

    def hold_times(self) -> list[Row]:
        """Every hold, from when and to when it held: rows of journal.hold_times."""
        holds: dict[str, Row] = {}
        for entry in self.entries("hold_set", "hold_lifted"):
            said = entry.details
            if entry.kind == "hold_set":
                names = ("system", "record_type", "record_id", "owner", "reason")
                head = tuple(said.get(name) for name in names)
                hold_id = f"H{entry.number}"
                until = said.get("review_on")
                holds[hold_id] = (hold_id, *head, entry.at, None, until)
            elif (hold := holds.get(str(said.get("hold_id")))) and hold[7] is None:
                holds[str(hold[0])] = (*hold[:7], entry.at, hold[8])
        return list(holds.values())

    def attestations(self) -> list[Row]:
        """The newest attestation of each promise: rows of journal.attestations."""
        found: dict[object, Row] = {}
        for entry in self.entries("attested"):
            said = entry.details
            promise = said.get("promise_id")
            until, note = said.get("valid_until"), said.get("note")
            found[promise] = (promise, entry.at[:10], until, note, entry.who)
        return list(found.values())

    def round(self, round_id: str) -> Round | None:
        """One gallring round as it stands."""
        return self._rounds().get(round_id)

    def rounds(self) -> list[Row]:
        """Gallring rounds as they stand: rows of journal.rounds."""
        return [astuple(found) for found in self._rounds().values()]

    def round_records(self) -> list[Row]:
        """The records of each round when it was started: journal.round_records."""
        return [
            (f"G{entry.number}", *record)
            for entry in self.entries("round_started")
            for record in _listed(entry)
        ]

    def named_records(self) -> list[Row]:
        """System, kind and id of each record that a round or a hold names."""
        systems = {entry.round_id: entry.system for entry in self._rounds().values()}
        listed = {(systems[str(r[0])], r[1], r[2]) for r in self.round_records()}
        held = {tuple(hold[1:4]) for hold in self.hold_times() if hold[3] is not None}
        return sorted(listed | held, key=str)

    def round_entries(self, round_id: str) -> list[Entry]:
        """The entries of one round, oldest first."""
        return [
            entry
            for entry in self.entries("round_started", *_STEPS)
            if round_id in (f"G{entry.number}", entry.details.get("round_id"))
        ]

    def _rounds(self) -> dict[str, Round]:
        rounds: dict[str, Round] = {}
        for entry in self.entries("round_started", *_STEPS):
            said = entry.details
            if entry.kind == "round_started":
                round_id = f"G{entry.number}"
                rounds[round_id] = Round(
                    round_id,
                    str(said["system"]),
                    str(said["rule_id"]),
                    "startad",
                    len(_listed(entry)),
                    entry.at,
                    entry.who,
                )
            elif before := rounds.get(str(said.get("round_id"))):
                rounds[before.round_id] = _stepped(before, entry)
        return rounds


def _stepped(before: Round, entry: Entry) -> Round:
    status, at = _STEPS[entry.kind]
    said: dict[str, str] = {"status": status, at: entry.at}
    if entry.kind == "round_approved":
        said["approved_by"] = str(entry.details.get("signed_by", entry.who))
        said["method"] = str(entry.details.get("method"))
    return replace(before, **said)  # type: ignore[arg-type]


def _listed(entry: Entry) -> list[list[object]]:
    """Kind, id, size and due day of each record that a round was started with."""
    records = entry.details["records"]
    return records if isinstance(records, list) else []


def _plainly(details: Mapping[str, object]) -> str:
    """The words and numbers of an entry; long lists are left to who asks for them."""
    return ", ".join(
        f"{name}: {said}"
        for name, said in details.items()
        if said is not None and not isinstance(said, list | dict)
    )
