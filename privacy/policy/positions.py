"""Finds the line of each key in a TOML file, so that an error can name it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{}=,\n]"
    r"|[ \t\r]+"
    r"|[^\s\[\]{}=,\#\"']+",
    re.DOTALL,
)


@dataclass
class Positions:
    """Lines of a valid TOML file, counted from 1.

    `tables` by name, `rows` by table and place (from 0), `keys` by table, place, key.
    """

    tables: dict[str, int] = field(default_factory=dict)
    rows: dict[tuple[str, int], int] = field(default_factory=dict)
    keys: dict[tuple[str, int, str], int] = field(default_factory=dict)

    def line(self, table: str, row: int, key: str | None = None) -> int:
        """The line of a key, else of its row, else of its table."""
        result = self.keys.get((table, row, key)) if key else None
        return result or self.rows.get((table, row)) or self.tables.get(table, 1)

    def add_row(self, table: str, line: int) -> int:
        """Note that a row begins; return its place."""
        place = sum(name == table for name, _ in self.rows)
        self.tables.setdefault(table, line)
        self.rows[table, place] = line
        return place


@lru_cache(maxsize=32)
def find_positions(text: str) -> Positions:
    """The lines of tables, rows and keys of a text that `tomllib` has read."""
    result = Positions()
    walk = _Walk(result)
    for line, token in _tokens(text):
        walk.take(token, line)
    return result


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    line = 1
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token == "\n" or not token.isspace():
            yield line, token
        line += token.count("\n")


class _Walk:
    """Goes through the tokens and remembers which table and row they are in."""

    def __init__(self, result: Positions) -> None:
        self.positions = result
        self.table: str | None = None
        self.row = 0
        self.depth = 0
        self.is_header = False
        self.before: tuple[str, int] | None = None
        self.root_key = ""

    def take(self, token: str, line: int) -> None:
        if token.startswith("#"):
            return
        if self.is_header:
            self._take_header(token, line)
        elif token in "[{":
            self._open(token, line)
        elif token in "]}":
            self.depth -= 1
            self.before = None
        elif token == "=":
            self._take_key()
        elif token in ",\n":
            self.before = None
        elif self.before is None:
            self.before = (token.strip("\"'").split(".")[0], line)

    def _take_header(self, token: str, line: int) -> None:
        if token == "\n":
            self.is_header = False
        elif token not in "[]" and self.table is None:
            self.table = token.strip("\"'").split(".")[0]
            self.row = self.positions.add_row(self.table, line)

    def _open(self, token: str, line: int) -> None:
        if self.depth == 0 and token == "[" and self.before is None:
            self.is_header, self.table = True, None
            return
        self.depth += 1
        if token == "{" and self.table is None and self.depth == 2:
            self.row = self.positions.add_row(self.root_key, line)
        self.before = None

    def _take_key(self) -> None:
        if self.before is None:
            return
        key, line = self.before
        if self.depth == 0 and self.table is None:
            self.root_key = key
            self.positions.tables.setdefault(key, line)
        elif self.depth == 0 and self.table is not None:
            self.positions.keys.setdefault((self.table, self.row, key), line)
        elif self.depth == 2 and self.table is None:
            self.positions.keys.setdefault((self.root_key, self.row, key), line)
