"""What a query file says of itself, and how its header is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from privacy.errors import BadContract
from privacy.places import ROOT

QUERIES = ROOT / "queries"

_REQUIRED = {"What", "Grain", "Roles", "Reads", "Column"}
_KNOWN = _REQUIRED | {"Param", "Order", "Header", "Also", "Line", "Mark", "Table"}
_KNOWN |= {"Aside", "Margin", "Headline", "Like", "Maker", "Narrows", "Options", "Page"}
_KNOWN |= {"Changes", "Gives", "Ladder", "Needs", "Optional", "Rests", "Within"}
_KNOWN |= {"Apart", "Joined", "Merged", "Nested", "Parts", "Unlisted"}

_BEHIND = ("persons", "agents", "largest", "second_largest", "single")
_BASIS = ("_persons", "_agents")
"""What the name of a measure ends with where a column says who is behind it (R16)."""


@dataclass(frozen=True)
class Param:
    """A value the asker must give."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class Column:
    """A column the answer will have."""

    name: str
    type: str
    unit: str
    meaning: str


@dataclass(frozen=True)
class Contract:
    """What a query answers, for whom, and in which shape."""

    name: str
    what: str
    grain: str
    roles: tuple[str, ...]
    reads: tuple[str, ...]
    params: tuple[Param, ...]
    columns: tuple[Column, ...]
    header: dict[str, tuple[str, ...]]
    sql: str

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def dimensions(self) -> tuple[str, ...]:
        """The columns of a statistic that a cell is found by."""
        return split(self.header.get("Margin", ()))

    @cached_property
    def listed(self) -> tuple[str, ...]:
        """The dimensions that are released; one that holds one value need not be."""
        unlisted = split(self.header.get("Unlisted", ()))
        return tuple(name for name in self.dimensions if name not in unlisted)

    @property
    def followed(self) -> tuple[str, tuple[str, ...]] | None:
        """Of a list whose changes are followed its name and what identifies a row."""
        lines = self.header.get("Changes")
        if lines is None:
            return None
        name, _, columns = lines[0].partition("|")
        return name.strip(), split([columns])

    @property
    def unsorted(self) -> str:
        """The statement without its closing order, to stand inside another."""
        return self.sql.rsplit("\norder by", 1)[0]

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """The columns of a statistic that are released; first what is counted."""
        apart = {
            *self.dimensions,
            *_BEHIND,
            *"".join(self.header.get("Ladder", ())).split(),
        }
        return tuple(
            name
            for name in self.column_names
            if name not in apart and not name.endswith(_BASIS)
        )


@dataclass(frozen=True)
class Answer:
    """Rows, and the contract that says what they mean."""

    contract: Contract
    rows: Sequence[tuple[object, ...]]

    @property
    def is_empty(self) -> bool:
        """Whether there is no row."""
        return not self.rows

    def column(self, name: str) -> list[object]:
        """One column's values, in the order of the rows."""
        at = self.contract.column_names.index(name)
        return [row[at] for row in self.rows]

    def records(self) -> list[dict[str, object]]:
        """The rows as dicts by column name."""
        names = self.contract.column_names
        return [dict(zip(names, row, strict=True)) for row in self.rows]


def read_file(name: str) -> str:
    """The text of queries/<name>.sql. Raises BadContract when there is none."""
    file = QUERIES / f"{name}.sql"
    is_below = ".." not in file.parts and file.is_relative_to(QUERIES)
    if not is_below or not file.is_file():
        raise BadContract(f"There is no query named {name}; see the folder queries/.")
    return file.read_text(encoding="utf-8")


def read_query(
    name: str, sql: str, usual: Mapping[str, tuple[str, ...]] | None = None
) -> Contract:
    """The contract of a query from its header; `usual` is what need not be said.

    Raises BadContract when the header is not complete.
    """
    usual, own = usual or {}, read_header(name, sql)
    header = {**usual, **own}
    if missing := _REQUIRED - header.keys():
        raise BadContract(f"queries/{name}.sql: the header lacks {sorted(missing)}.")
    if strange := {*split(own.get("Gives", ()))} - {*usual.get("Optional", ())}:
        raise BadContract(
            f"queries/{name}.sql gives what is no column: {sorted(strange)}."
        )
    header["Column"] = _columns(usual, own)
    return Contract(
        name=name,
        what=" ".join(header["What"]),
        grain=header["Grain"][0],
        roles=split(header["Roles"]),
        reads=split(header["Reads"]),
        params=tuple(Param(*_words(name, row, 3)) for row in header.get("Param", ())),
        columns=tuple(Column(*_words(name, row, 4)) for row in header["Column"]),
        header=header,
        sql=sql,
    )


def read_header(name: str, sql: str) -> dict[str, tuple[str, ...]]:
    """The lines of a header by their word. Raises BadContract for an unknown one."""
    values: dict[str, list[str]] = {}
    for line in sql.splitlines():
        if not line.startswith("-- "):
            break
        word, _, rest = line[3:].partition(":")
        if word not in _KNOWN:
            raise BadContract(f"queries/{name}.sql: the header has no word {word!r}.")
        values.setdefault(word, []).append(rest.strip())
    return {word: tuple(rows) for word, rows in values.items()}


def _columns(
    usual: Mapping[str, tuple[str, ...]], own: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The usual columns that a header gives, in its own words where it has any."""
    worded = {row.partition(" ")[0]: row for row in own.get("Column", ())}
    gives = {*worded, *split(own.get("Gives", ()))}
    lacking = {*usual.get("Optional", ())} - gives
    rows = {row.partition(" ")[0]: row for row in usual.get("Column", ())}
    given = {name: row for name, row in rows.items() if name not in lacking}
    return tuple({**given, **worded}.values())


def split(rows: Sequence[str]) -> tuple[str, ...]:
    """The parts of some lines that commas divide."""
    return tuple(
        part.strip() for row in rows for part in row.split(",") if part.strip()
    )


def _words(name: str, row: str, count: int) -> list[str]:
    words = row.split(None, count - 1)
    if len(words) != count:
        raise BadContract(
            f"queries/{name}.sql: a header line has {len(words)} words, not {count}."
        )
    return words
