"""What reading a cell comes to: a value, nothing, or a cell that cannot be read."""

from enum import Enum
from typing import Literal


class Unread(Enum):
    """Why a cell gave no value."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"


EMPTY: Literal[Unread.EMPTY] = Unread.EMPTY
UNREADABLE: Literal[Unread.UNREADABLE] = Unread.UNREADABLE
