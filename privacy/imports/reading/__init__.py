"""Reads a cell: one reader for each kind, each with one of three outcomes.

A reader gives the value, EMPTY or UNREADABLE. The whole text must be understood; what
is not is unreadable, never a default and never an exception. Word lists are data:
data/reading.toml. How a column writes its days (`day_form`) or numbers (`number_form`)
is decided from all of its cells.
"""

from privacy.imports.reading.days import (
    HOME,
    ORDERS,
    DayForm,
    day_form,
    has_time,
    is_endless,
    read_day,
    read_instant,
)
from privacy.imports.reading.lexicon import KINDS, lexicon
from privacy.imports.reading.names import (
    LONGEST_WORD,
    read_address,
    read_flag,
    read_id,
    read_word,
)
from privacy.imports.reading.numbers import (
    NumberForm,
    number_form,
    read_amount,
    read_count,
    read_length,
)
from privacy.imports.reading.outcome import EMPTY, UNREADABLE, Unread

__all__ = [
    "EMPTY",
    "HOME",
    "KINDS",
    "LONGEST_WORD",
    "ORDERS",
    "UNREADABLE",
    "DayForm",
    "NumberForm",
    "Unread",
    "day_form",
    "has_time",
    "is_endless",
    "lexicon",
    "number_form",
    "read_address",
    "read_amount",
    "read_count",
    "read_day",
    "read_flag",
    "read_id",
    "read_instant",
    "read_length",
    "read_word",
]
