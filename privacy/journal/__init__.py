"""The journal: who decided and saw what, append-only, each entry chained."""

from privacy.journal.chain import FIRST, KINDS, Entry, Write
from privacy.journal.told import Journal, Round, Told

__all__ = ["FIRST", "KINDS", "Entry", "Journal", "Round", "Told", "Write"]
