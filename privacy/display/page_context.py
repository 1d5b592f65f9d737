"""What every part of an open page needs: who asks, in which language, on which day."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from privacy.contracts import Answer, Part, read_contract
from privacy.desk import Desk
from privacy.display.asking import answer
from privacy.display.translator import Translator
from privacy.display.visitor import telling
from privacy.journal import START, Actor, Head, Journal

_READ_UP_TO: dict[Path, Head] = {}
"""The head up to which this process has found each journal as it was written."""


def read_at(stamp: str, zone: datetime.tzinfo | None) -> str:
    """When the exports of a build were read, by its stamp: 2026-11-30 06:14."""
    made = datetime.datetime.strptime(f"{stamp[:15]}Z", "%Y%m%dT%H%M%S%z")
    return f"{made.astimezone(zone):%Y-%m-%d %H:%M}"


@dataclass(frozen=True)
class PageContext:
    """Who asks, for which organisation, on which day; asks, and tells the journal."""

    name: str
    desk: Desk
    now: datetime.datetime
    translator: Translator
    actor: Actor
    """Who the journal says opened it."""
    filtered: set[str] = field(default_factory=set)
    """The fields that tables are filtered by on it so far."""
    badges: dict[str, Callable[[Mapping[str, object]], str | None]] = field(
        default_factory=dict
    )
    """What is said beside a row of the lists shown so far, by query, in English."""
    glosses: dict[str, Mapping[str, object]] = field(default_factory=dict)
    """What the codes of a query mean, by query, as far as the page has looked."""
    unreleased: list[tuple[str, DeltaGenerator]] = field(default_factory=list)
    """What of it is not released, and the place of the line that names all of it."""
    defined: set[str] = field(default_factory=set)
    """The statistics of which it says already what they count."""

    @property
    def as_of(self) -> datetime.date:
        """The day that counts as today."""
        return self.now.date()

    @property
    def year_began_on(self) -> datetime.date:
        """The first day of the year of today."""
        return self.as_of.replace(month=1, day=1)

    @property
    def language(self) -> str:
        """The reader's language, sv or en."""
        return self.translator.language

    @property
    def read_at(self) -> str:
        """When the exports that answer were read, day and time where the reader is."""
        return read_at(self.desk.build, self.now.tzinfo)

    def say(self, sentence: str, **given: object) -> str:
        """A sentence in the reader's language."""
        return self.translator.say(sentence, **given)

    def ask(self, name: str, **given: object) -> Answer:
        """Ask a query; `as_of` and `language` are given where it takes them."""
        return answer(self.desk, name, self.given_to(name, given))

    def ask_part(self, name: str, part: Part, given: Mapping[str, object]) -> Answer:
        """Ask for a part of a query's answer, with what it takes as in `ask`."""
        return answer(self.desk, name, self.given_to(name, given), part)

    def given_to(self, name: str, given: Mapping[str, object]) -> dict[str, object]:
        """What a query is given: `as_of` and `language` too, where it takes them."""
        usual = {"as_of": self.as_of, "language": self.language}
        wanted = self.desk.parameters(name)
        return {k: v for k, v in usual.items() if k in wanted} | dict(given)

    def may_ask(self, name: str) -> bool:
        """Whether the role may ask a query, by its header."""
        return self.desk.role in read_contract(name).roles

    @property
    def journal(self) -> Journal:
        """The append-only journal of the organisation."""
        return Journal.of(self.desk.organisation)

    def show_chain(self) -> None:
        """Whether the journal is as it was written, also since the build was made.

        Only what was written since the last look is read; each import reads it all.
        """
        noted = [(int(str(n)), str(h)) for n, h in self.ask("dpo/journal_head").rows]
        place = self.desk.organisation.journal
        faults, _READ_UP_TO[place] = self.journal.read_on(
            _READ_UP_TO.get(place, START), *noted
        )
        for fault in faults:
            st.error(self.translator.message(fault))
        if not faults:
            st.success(self.say("Every entry is as it was written."))

    def note(self, kind: str, **details: object) -> None:
        """Write in the journal what was just done, by whom and when."""
        self.noting(kind, **details)()

    def noting(self, kind: str, **details: object) -> Callable[[], None]:
        """Writes in the journal when it is called, also after the run has ended."""
        tells = telling()

        def note() -> None:
            at = tells().astimezone(datetime.UTC).isoformat(timespec="seconds")
            self.journal.write(kind, self.actor, at, **details)

        return note
