"""Desks and answers, kept for as long as their build is in force."""

import datetime
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from weakref import WeakValueDictionary

import streamlit as st

from privacy.contracts import Answer, Part
from privacy.contracts.roles import Role
from privacy.desk import Desk, state_of
from privacy.display.ahead import Ahead, Question, question_of
from privacy.installation import Installation
from privacy.journal import JournalState
from privacy.policy import Policy, policy_in_force
from privacy.storage.builds import current_build
from privacy.storage.organisations import Organisation

_MOST_DESKS = 24
_MOST_ANSWERS = 400
KEPT_SECONDS = 3600
"""How long an answer is kept: personal data are not left in memory."""


class Desks:
    """The desks of a server, opened once for all who have the same role.

    The latest `most` are kept open. One that is dropped, for its build is no longer in
    force or others are asked more, goes on answering the pages and downloads that hold
    it, and its files are let go with the last of them.
    """

    def __init__(self, most: int = _MOST_DESKS) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, ...], Desk] = OrderedDict()
        self._held: WeakValueDictionary[tuple[str, ...], Desk] = WeakValueDictionary()
        self._homes: dict[str, tuple[Installation, Organisation]] = {}
        self._lock = threading.Lock()

    def of(self, home: Installation, organisation: Organisation, role: Role) -> Desk:
        """The desk of a role on the build in force. Raises PrivacyError without one."""
        build = current_build(organisation)
        folder = str(organisation.folder.resolve())
        key = (folder, build.stamp, str(role))
        with self._lock:
            self._homes[folder] = home, organisation
            desk = self._held.get(key)
            if desk is None:
                desk = Desk(role, organisation, home.keyring(organisation), build)
            self._held[key] = self._kept[key] = desk
            self._kept.move_to_end(key)
            for other in [k for k in self._kept if k[0] == folder and k[1] != key[1]]:
                del self._kept[other]
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return desk

    def again(self, folder: str, role: Role) -> Desk:
        """The desk on the build that is in force now, of a folder that had one."""
        return self.of(*self._homes[folder], role)

    def build_of(self, folder: str) -> str:
        """The stamp of the build in force, of a folder that had a desk."""
        return current_build(self._homes[folder][1]).stamp

    def __len__(self) -> int:
        """How many are kept open, held or not."""
        return len(self._kept)


_DESKS = Desks()


def desk_of(home: Installation, organisation: Organisation, role: Role) -> Desk:
    """The desk of a role on the build in force. Raises PrivacyError without one."""
    return _DESKS.of(home, organisation, role)


def policy_of(organisation: Organisation) -> Policy:
    """The policy of an organisation, read again when a minute has passed."""
    return _policy(str(organisation.folder))


def forget_policies() -> None:
    """Let every policy be read again at once: one was changed here."""
    _policy.clear()


def answer(
    desk: Desk, name: str, given: Mapping[str, object], part: Part | None = None
) -> Answer:
    """An answer or a part of it, from memory when the same build was asked the same.

    What the journal says counts at once: the last entry that could change the answer is
    part of the question, and the answer is as of that entry.
    """
    began = time.perf_counter()
    journal_state = desk.journal_state(name)
    result = _answer(
        desk,
        journal_state,
        part,
        str(desk.role),
        str(desk.organisation.folder),
        desk.build,
        state_of(name, journal_state),
        name,
        tuple(sorted(given.items())),
        repr(part),
    )
    folder = str(desk.organisation.folder.resolve())
    question = question_of(folder, desk.role, name, given, part)
    _AHEAD.note(question, desk.build, time.perf_counter() - began)
    return result


def answer_ahead(tells: Callable[[], datetime.datetime]) -> None:
    """Say that somebody is here; what takes long is then asked ahead, see `Ahead`."""
    _AHEAD.begin(tells)


def _ask_ahead(question: Question, day: datetime.date) -> Answer | None:
    """Ask a question of the build in force; None where nothing is compared yet."""
    desk = _DESKS.again(question.folder, question.role)
    given = question.given_on(day)
    if "since" in given:
        days = answer(desk, "dpo/compared_days", {"as_of": day}).records()
        if not days:
            return None
        given["since"] = str(days[0]["import_on"])
        given["kept_on"] = days[0]["kept_on"]
    return answer(desk, question.name, given, question.part)


_AHEAD = Ahead(
    lambda question: _DESKS.build_of(question.folder), _ask_ahead, KEPT_SECONDS
)


@st.cache_resource(max_entries=50, ttl=60, show_spinner=False)
def _policy(folder: str) -> Policy:
    return policy_in_force(Path(folder))


# Not cache_data: it copies the rows at each visit, and an Answer does not change.
@st.cache_resource(max_entries=_MOST_ANSWERS, ttl=KEPT_SECONDS, show_spinner=False)
def _answer(
    _desk: Desk,
    _journal_state: JournalState,
    _part: Part | None,
    role: str,
    folder: str,
    build: str,
    state: tuple[int, str],
    name: str,
    given: tuple[tuple[str, object], ...],
    part: str,
) -> Answer:
    return _desk.answer(name, dict(given), _journal_state, _part)
