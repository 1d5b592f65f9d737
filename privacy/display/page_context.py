"""What every part of an open page needs: who asks, in which language, on which day."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from privacy.contracts import Answer, read_contract
from privacy.desk import Desk
from privacy.display.asking import answer
from privacy.display.translator import Translator
from privacy.display.visitor import telling
from privacy.journal import Actor, Journal


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

    def say(self, sentence: str, **given: object) -> str:
        """A sentence in the reader's language."""
        return self.translator.say(sentence, **given)

    def ask(self, name: str, **given: object) -> Answer:
        """Ask a query; `as_of` and `language` are given where it takes them."""
        wanted = self.desk.parameters(name)
        if "as_of" in wanted:
            given.setdefault("as_of", self.as_of)
        if "language" in wanted:
            given.setdefault("language", self.language)
        return answer(self.desk, name, given)

    def may_ask(self, name: str) -> bool:
        """Whether the role may ask a query, by its header."""
        return self.desk.role in read_contract(name).roles

    @property
    def journal(self) -> Journal:
        """The append-only journal of the organisation."""
        return Journal.of(self.desk.organisation)

    def show_chain(self) -> None:
        """Whether the journal is as it was written, also since the build was made."""
        noted = [(int(str(n)), str(h)) for n, h in self.ask("dpo/journal_head").rows]
        faults = self.journal.faults(*noted)
        for fault in faults:
            st.error(self.say(fault.sentence, **fault.given))
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
