"""The journal: who decided and saw what, append-only, each entry chained."""

from privacy.journal.actors import (
    COMMAND_LINE,
    EARLIER,
    PERSON,
    PROGRAM,
    THE_PROGRAM,
    UNSIGNED,
    Actor,
)
from privacy.journal.anchors import Anchors, Head
from privacy.journal.chain import FIRST, KINDS, START, Entry, Write
from privacy.journal.deciding import attest, last_act, outdated
from privacy.journal.state import (
    UNFINISHED,
    Journal,
    JournalState,
    Round,
    RoundStatus,
)

__all__ = [
    "COMMAND_LINE",
    "EARLIER",
    "FIRST",
    "KINDS",
    "PERSON",
    "PROGRAM",
    "START",
    "THE_PROGRAM",
    "UNFINISHED",
    "UNSIGNED",
    "Actor",
    "Anchors",
    "Entry",
    "Head",
    "Journal",
    "JournalState",
    "Round",
    "RoundStatus",
    "Write",
    "attest",
    "last_act",
    "outdated",
]
