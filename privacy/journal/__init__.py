"""The journal: who decided and saw what, append-only, each entry chained."""

from privacy.journal.anchors import Anchors, Head
from privacy.journal.chain import FIRST, KINDS, Entry, Fault, Write
from privacy.journal.told import Journal, Round, Told

__all__ = [
    "FIRST",
    "KINDS",
    "Anchors",
    "Entry",
    "Fault",
    "Head",
    "Journal",
    "Round",
    "Told",
    "Write",
]
