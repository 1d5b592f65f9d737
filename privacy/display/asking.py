"""Desks and answers, kept for as long as their build is in force."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from privacy.builds import current_build
from privacy.contracts import Answer, read_contract
from privacy.desk import Desk
from privacy.installation import Installation
from privacy.organisations import Organisation
from privacy.policy import Policy, policy_in_force
from privacy.roles import Role

_MOST_ANSWERS = 400
KEPT_SECONDS = 3600
"""How long an answer is kept: personal data are not left lying in memory."""


def desk_of(home: Installation, organisation: Organisation, role: Role) -> Desk:
    """The desk of a role on the build in force. Raises PrivacyError without one."""
    build = current_build(organisation).stamp
    return _desk(str(role), str(organisation.folder), build, home)


def policy_of(organisation: Organisation) -> Policy:
    """The policy of an organisation, read again when a minute has passed."""
    return _policy(str(organisation.folder))


def answer(desk: Desk, name: str, given: Mapping[str, object]) -> Answer:
    """An answer, from memory when the same was asked of the same build.

    What the journal says counts at once: its state is part of the question.
    """
    reads = read_contract(name).reads
    asks_journal = any(read.startswith("journal.") for read in reads)
    return _answer(
        desk,
        str(desk.role),
        str(desk.organisation.folder),
        desk.build,
        _state(desk.organisation.journal) if asks_journal else (),
        name,
        tuple(sorted(given.items())),
    )


def _state(journal: Path) -> tuple[int, ...]:
    """Changes whenever something is written in the journal."""
    files = (journal, journal.with_name(journal.name + "-wal"))
    found = [file.stat() for file in files if file.exists()]
    return tuple(n for stat in found for n in (stat.st_mtime_ns, stat.st_size))


@st.cache_resource(max_entries=24, on_release=lambda desk: desk.close())
def _desk(role: str, folder: str, build: str, _home: Installation) -> Desk:
    organisation = _home.organisation(Path(folder).name)
    return Desk(Role(role), organisation, _home.keyring(organisation))


@st.cache_resource(max_entries=50, ttl=60, show_spinner=False)
def _policy(folder: str) -> Policy:
    return policy_in_force(Path(folder))


# Not cache_data: it copies the rows at each visit, and an Answer does not change.
@st.cache_resource(max_entries=_MOST_ANSWERS, ttl=KEPT_SECONDS, show_spinner=False)
def _answer(
    _desk: Desk,
    role: str,
    folder: str,
    build: str,
    journal: tuple[int, ...],
    name: str,
    given: tuple[tuple[str, object], ...],
) -> Answer:
    return _desk.ask(name, **dict(given))
