"""Who acts, when, with which journal and which answers."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from privacy.contracts import Answer
from privacy.journal import Actor, Journal

Ask = Callable[..., Answer]
"""The data protection officer's desk: ask(name, **given)."""


@dataclass(frozen=True)
class ActionContext:
    """Who acts on gallring, when, with which journal and which answers.

    `ask` asks the register as it is now, never an answer kept from before.
    """

    journal: Journal
    ask: Ask
    actor: Actor
    now: datetime.datetime

    @property
    def as_of(self) -> datetime.date:
        """The day that counts as today."""
        return self.now.date()

    @property
    def at(self) -> str:
        """The instant as the journal writes it."""
        return self.now.astimezone(datetime.UTC).isoformat(timespec="seconds")
