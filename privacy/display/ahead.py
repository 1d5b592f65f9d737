"""Asks ahead what takes long, when a build is switched in or the day turns.

So that nobody waits for what somebody asked before of another build or day. Asked again
is what depends on nothing that a reader wrote: what is looked for is kept nowhere.
"""

import datetime
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from streamlit.logger import get_logger

from privacy.contracts import Chosen, Part
from privacy.contracts.roles import Role
from privacy.errors import PrivacyError
from privacy.errors.explained import explain

_LOG = get_logger("privacy")
_SLOW_SECONDS = 0.05
_MOST = 60
_PAUSE_SECONDS = 2.0
_TODAY, _YEAR = "today", "year_start"
_OF_NOBODY = frozenset(
    {"as_of", "language", "list", "since", "kept_on", "first_on", "last_on", "most"}
)
"""The parameters whose values say nothing of a person, and are no reader's words."""


@dataclass(frozen=True)
class Question:
    """What was asked, of whichever build and day: days are named, not written."""

    folder: str
    role: Role
    name: str
    given: tuple[tuple[str, object], ...]
    part: Part | None

    def given_on(self, day: datetime.date) -> dict[str, object]:
        """What it is given on a day."""
        days = {_TODAY: day, _YEAR: day.replace(month=1, day=1)}
        return {name: days.get(str(value), value) for name, value in self.given}


def question_of(
    folder: str, role: Role, name: str, given: Mapping[str, object], part: Part | None
) -> Question | None:
    """A question that can be asked ahead; None where it has a reader's words in it."""
    if getattr(part, "chosen", Chosen()) != Chosen():
        return None
    if any(value and key not in _OF_NOBODY for key, value in given.items()):
        return None
    day = given.get("as_of")
    names: dict[object, str] = {}
    if isinstance(day, datetime.date):
        names = {day.replace(month=1, day=1): _YEAR, day: _TODAY}
    turned = {key: names.get(value, value) for key, value in given.items()}
    return Question(folder, role, name, tuple(sorted(turned.items())), part)


@dataclass
class _Asked:
    """Of which build and day a question was answered last, and when by our watch."""

    of: tuple[str, datetime.date]
    at: float


class Ahead:
    """The questions that took long, and the thread that asks them again.

    `build_of` gives the stamp of the build in force of a folder, `ask` answers a
    question as of a day; an answer is kept for so many seconds.
    """

    def __init__(
        self,
        build_of: Callable[[Question], str],
        ask: Callable[[Question, datetime.date], object],
        kept_seconds: float,
    ) -> None:
        self._build_of, self._ask, self._kept_seconds = build_of, ask, kept_seconds
        self._asked: OrderedDict[Question, _Asked] = OrderedDict()
        self._lock = threading.Lock()
        self._tells: Callable[[], datetime.datetime] | None = None
        self._is_visited = False

    def begin(self, tells: Callable[[], datetime.datetime]) -> None:
        """Say that somebody is here; the first time the thread begins.

        `tells` gives the instant it is, with the zone in which days are counted.
        """
        with self._lock:
            is_first, self._tells = self._tells is None, tells
            self._is_visited = True
        if is_first:
            threading.Thread(target=self._watch, name="ahead", daemon=True).start()

    def note(self, question: Question | None, build: str, took: float) -> None:
        """Remember a question that a page asked, if its answer took long."""
        if question is None or self._tells is None or took < _SLOW_SECONDS:
            return
        with self._lock:
            of = (build, self._tells().date())
            self._asked[question] = _Asked(of, time.monotonic())
            self._asked.move_to_end(question)
            while len(self._asked) > _MOST:
                self._asked.popitem(last=False)

    def look(self, day: datetime.date) -> None:
        """Ask again what was answered of another build or day than those in force.

        And what is kept no longer, when somebody was here since the last look.
        """
        with self._lock:
            questions, is_visited = [*self._asked.items()], self._is_visited
            self._is_visited = False
        for question, last in questions:
            try:
                of = (self._build_of(question), day)
                is_old = time.monotonic() - last.at > self._kept_seconds
                if last.of == of and not (is_old and is_visited):
                    continue
                last.of, last.at = of, time.monotonic()
                self._ask(question, day)
            except Exception as error:
                why = error if isinstance(error, PrivacyError) else explain(error)
                _LOG.error("%s was not asked ahead: %s", question.name, why)

    def _watch(self) -> None:
        while True:
            time.sleep(_PAUSE_SECONDS)
            if self._tells is not None:
                self.look(self._tells().date())
