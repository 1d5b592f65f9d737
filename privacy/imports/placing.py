"""How lines of files that are read together are numbered.

The number of a line holds the place of its file above the number within that file, so
that of two files no line has the same; a file that is read alone has the place 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from privacy.errors import BadExport
from privacy.imports.files import Content
from privacy.storage.databases import Connection

PLACE, LINE = "line >> 32", "line & 4294967295"
"""SQL for the place of a line's file, and for its number within that file."""


def numbered(place: int) -> int:
    """What is added to the numbers of the lines of the file at a place."""
    return place << 32


@dataclass
class Files:
    """Files of one format, by place: one alone, or many that are read together.

    `left_out` are those of many that must be read alone.
    """

    contents: Mapping[int, Content]
    is_alone: bool
    left_out: set[int] = field(default_factory=set)

    @classmethod
    def alone(cls, content: Content) -> "Files":
        """One file."""
        return cls({0: content}, is_alone=True)

    @property
    def names(self) -> dict[int, str]:
        """The names of those that are not left out."""
        return {
            place: content.name
            for place, content in self.contents.items()
            if place not in self.left_out
        }

    def leave(self, place: int, refusal: BadExport) -> None:
        """Leave a file out: what is wrong is said when it is read alone.

        Raises the refusal of a file that is read alone.
        """
        if self.is_alone:
            raise refusal
        self.left_out.add(place)

    def forget(self, connection: Connection, table: str) -> None:
        """Delete the rows of those left out from a table that has their lines."""
        if self.left_out:
            listed = ", ".join(map(str, sorted(self.left_out)))
            connection.execute(f"delete from {table} where {PLACE} in ({listed})")
