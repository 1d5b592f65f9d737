"""Which build is in force: a pointer that is switched when a new one is whole."""

import datetime
import secrets
from dataclasses import dataclass
from pathlib import Path

from privacy.errors import BadBuild
from privacy.storage.organisations import Organisation


@dataclass(frozen=True)
class Build:
    """One pair of databases, made together and never written again."""

    organisation: Organisation
    stamp: str

    @property
    def register(self) -> Path:
        """The line-level database; the DPO's alone."""
        return self.organisation.builds / f"register-{self.stamp}.duckdb"

    @property
    def released(self) -> Path:
        """The database of released statistics; for everyone."""
        return self.organisation.builds / f"releases-{self.stamp}.duckdb"


def new_build(
    organisation: Organisation, at: datetime.datetime, made_from: str
) -> Build:
    """A build that is not there yet, named by its instant (UTC) and what it is made of.

    `made_from` is a fingerprint in hex digits: equal ones give equal builds.
    """
    instant, in_force = at.astimezone(datetime.UTC), _stamp_or_none(organisation)
    while (stamp := f"{instant:%Y%m%dT%H%M%S}-{made_from}") == in_force:
        instant += datetime.timedelta(seconds=1)
    build = Build(organisation, stamp)
    for left in (build.register, build.released):  # of one that was killed
        left.unlink(missing_ok=True)
    return build


def has_build(organisation: Organisation) -> bool:
    """Whether a build was ever put in force, whatever became of it."""
    return _pointer(organisation).exists()


def is_in_force(organisation: Organisation, made_from: str) -> bool:
    """Whether the build in force is made from just this, and is there."""
    stamp = _stamp_or_none(organisation) or ""
    build = Build(organisation, stamp)
    is_there = build.register.exists() and build.released.exists()
    return is_there and stamp.endswith(f"-{made_from}")


def current_build(organisation: Organisation) -> Build:
    """The build in force. Raises BadBuild when nothing has been imported yet."""
    try:
        stamp = _pointer(organisation).read_text(encoding="ascii").strip()
    except OSError:
        raise BadBuild(
            "{organisation} has no build yet: put exports into {exports} "
            "and run `python -m privacy import`.",
            organisation=organisation.id,
            exports=organisation.exports,
        ) from None
    return Build(organisation, stamp)


def switch_to(build: Build) -> None:
    """Put a finished build in force, at once and for every new reader."""
    pointer = _pointer(build.organisation)
    unfinished = pointer.with_name(f"current.{secrets.token_hex(3)}.tmp")
    unfinished.write_text(build.stamp, encoding="ascii")
    unfinished.replace(pointer)


def older_builds(organisation: Organisation) -> list[Path]:
    """Database files of builds that are no longer in force, and unfinished ones."""
    stamp = _stamp_or_none(organisation)
    return [
        file
        for file in sorted(organisation.builds.glob("re*-*.duckdb*"))
        if stamp is None or stamp not in file.name
    ]


def _stamp_or_none(organisation: Organisation) -> str | None:
    pointer = _pointer(organisation)
    return pointer.read_text(encoding="ascii").strip() if pointer.exists() else None


def _pointer(organisation: Organisation) -> Path:
    return organisation.builds / "current"
