"""What a pack is of, what is in it, and the signature under both.

The manifest is JSON (UTF-8, names sorted). It names the state that the pack shows:
organisation, period, build, program, policy files, the journal's head and the hashes
of its entries; and each file with its SHA-256. `privacy/storage/verify_pack.py` reads
it, and holds a pack against it.
"""

import datetime
import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata

from privacy.contracts import QUERIES
from privacy.desk import Desk
from privacy.errors import NoReport
from privacy.journal import FIRST, Journal
from privacy.places import IMPORT_FROM, ROOT
from privacy.policy import law_files, policy_files, policy_in_force
from privacy.storage.databases import local_time
from privacy.storage.organisations import Organisation
from privacy.storage.signing import Signer
from privacy.storage.verify_pack import FORMAT, MANIFEST, SIGNATURE, zip_of

_YEAR = datetime.timedelta(days=364)
"""How far before its last day a period begins when none is chosen."""
_SHOWN = 16
"""Hex digits of the state's hash by which papers refer to it."""


@dataclass(frozen=True)
class Period:
    """From its first through its last day."""

    first_on: datetime.date
    last_on: datetime.date

    @classmethod
    def of(cls, first_on: datetime.date | None, last_on: datetime.date) -> "Period":
        """Days from the first, or else of the year that ends with the last.

        Raises NoReport when the first comes after the last.
        """
        first = first_on or last_on - _YEAR
        if first > last_on:
            raise NoReport(
                "The period begins on {first} and ends on {last_on}: name a "
                "first day that is not after the last.",
                first=first,
                last_on=last_on,
            )
        return cls(first, last_on)

    def has(self, day: datetime.date) -> bool:
        """Whether a day is in it."""
        return self.first_on <= day <= self.last_on

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last_on - self.first_on).days + 1

    def __str__(self) -> str:
        return f"{self.first_on} – {self.last_on}"


def offered_periods(as_of: datetime.date) -> list[Period]:
    """The year until a day, its calendar year and the one before, and its quarters."""
    year = as_of.year
    begins = [datetime.date(year, month, 1) for month in (1, 4, 7, 10)]
    quarters = [Period(first, min(_quarter_end(first), as_of)) for first in begins]
    return [
        Period.of(None, as_of),
        Period(datetime.date(year, 1, 1), as_of),
        Period(datetime.date(year - 1, 1, 1), datetime.date(year - 1, 12, 31)),
        *(quarter for quarter in reversed(quarters) if quarter.first_on <= as_of),
    ]


def _quarter_end(first: datetime.date) -> datetime.date:
    after = datetime.date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    return after - datetime.timedelta(days=1)


@dataclass(frozen=True)
class Hashed:
    """An entry of the journal as others may know it: that it is there, and when."""

    number: int
    written_on: datetime.date
    hash: str


@dataclass(frozen=True)
class State:
    """What a paper or a pack shows: equal states give equal papers."""

    organisation: str
    as_of: datetime.date
    period: Period
    build: str
    key: str
    program: Mapping[str, str]
    policy: Mapping[str, str]
    head: tuple[int, str]
    entries: tuple[Hashed, ...]
    """The entries from the period's first day through the head."""
    before: tuple[int, str]
    """Number and hash of the last entry before the period."""
    keys: Mapping[str, int]
    """Each key that packs were signed with, by the entry that noted it first."""
    time_stamps: str
    """Who stamps packs with the time, as the policy names it; or nothing."""
    faults: tuple[str, ...]
    """What shows that the journal is not as it was written."""

    def content(self) -> dict[str, object]:
        """The state as the manifest says it."""
        return {
            "format": FORMAT,
            "organisation": self.organisation,
            "as_of": str(self.as_of),
            "period": [str(self.period.first_on), str(self.period.last_on)],
            "build": self.build,
            "key": self.key,
            "program": dict(self.program),
            "policy": dict(self.policy),
            **({"time_stamps": self.time_stamps} if self.time_stamps else {}),
            "journal": {
                "head": list(self.head),
                "before": list(self.before),
                "first": self.before[0] + 1,
                "entries": len(self.entries),
                "keys": dict(self.keys),
                "faults": list(self.faults),
            },
        }

    @property
    def reference(self) -> str:
        """By what papers and packs of this state refer to it: 4 × 4 hex digits."""
        result = hashlib.sha256(_written(self.content())).hexdigest()[:_SHOWN]
        return "-".join(result[n : n + 4] for n in range(0, _SHOWN, 4))


def state_of(desk: Desk, title: str, as_of: datetime.date, period: Period) -> State:
    """The state that a desk shows now; `title` is the organisation's name.

    Papers and packs of the same state, day and period have the same reference.
    """
    journal = Journal.of(desk.organisation)
    policy = policy_in_force(desk.organisation.folder)
    listed = [
        Hashed(entry.number, local_time(entry.at).date(), entry.hash)
        for entry in journal.entries_from(1, ())
    ]
    # Numbers count: a clock that was put back leaves no gap between them.
    head = (listed[-1].number, listed[-1].hash) if listed else (0, FIRST)
    first = next(
        (e.number for e in listed if e.written_on >= period.first_on), head[0] + 1
    )
    hashes = {0: FIRST, **{e.number: e.hash for e in listed}}
    keys: dict[str, int] = {}
    for entry in journal.entries("signing_key"):
        keys.setdefault(str(entry.details["public"]), entry.number)
    return State(
        title,
        as_of,
        period,
        desk.build,
        noted_key(journal),
        _program(),
        _policy(desk.organisation),
        head=head,
        entries=tuple(listed[first - 1 :]),
        before=(first - 1, hashes[first - 1]),
        keys=keys,
        time_stamps=policy.about.get("time_stamps", ""),
        faults=tuple(map(str, journal.faults())),
    )


def noted_key(journal: Journal) -> str:
    """The public key that packs are signed with, by the journal; or nothing."""
    noted = journal.entries("signing_key")
    return str(noted[-1].details["public"]) if noted else ""


def sealed(files: Mapping[str, bytes], state: State, signer: Signer) -> bytes:
    """Files as one zip with their signed manifest; equal ones are equal bytes."""
    listed = {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.items()
    }
    values = {**state.content(), "reference": state.reference, "files": listed}
    manifest = _written(values)
    signature = {MANIFEST: manifest, SIGNATURE: signer.sign(manifest)}
    return zip_of({**files, **signature}, str(state.as_of))


def _written(values: Mapping[str, object]) -> bytes:
    text = json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


@cache
def _program() -> Mapping[str, str]:
    """Which program: its version, and the hash of its files and queries."""
    try:
        version = metadata.version("privacy-dashboard")
    except metadata.PackageNotFoundError:  # a checkout
        about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        version = about["project"]["version"]
    hashed = hashlib.sha256()
    package = IMPORT_FROM / "privacy"
    for folder, kind in ((package, "*.py"), (QUERIES, "*.sql"), (QUERIES, "*.toml")):
        for file in sorted(folder.rglob(kind)):
            hashed.update(file.relative_to(folder).as_posix().encode() + b"\0")
            hashed.update(hashlib.sha256(file.read_bytes()).digest())
    return {"version": version, "sha256": hashed.hexdigest()}


def _policy(organisation: Organisation) -> Mapping[str, str]:
    files = {f"law/{file.name}": file.read_bytes() for file in law_files()}
    for file, content in policy_files(organisation.folder).items():
        files[f"policy/{file.name}"] = content
    return {n: hashlib.sha256(content).hexdigest() for n, content in files.items()}
