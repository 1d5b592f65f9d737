"""Reads the header of a query file: its promise to the pages and the tests."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from privacy.contracts.tables import BAD_FIELDS, TOLD_FIELDS, Table, tables
from privacy.errors import BadContract

QUERIES = Path(__file__).parents[2] / "queries"

_REQUIRED = {"What", "Grain", "Roles", "Reads", "Column"}
_KNOWN = _REQUIRED | {"Param", "Order", "Header", "Also", "Line", "Mark", "Table"}
_KNOWN |= {"Aside", "Margin", "Headline", "Like", "Maker", "Narrows", "Options", "Page"}
_KNOWN |= {"Ladder", "Within"}
_KNOWN |= {"Joined", "Merged", "Nested", "Unlisted"}

_BEHIND = ("persons", "agents", "largest", "second_largest", "single")
_BASIS = ("_persons", "_agents")
"""What the name of a measure ends with where a column says who is behind it (R16)."""

_MADE = {
    TOLD_FIELDS: "fields that the export has a column for",
    BAD_FIELDS: "columns whose cell cannot be read",
}


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


_MONTH = Column("month", "date", "-", "first day of the month, or of the period")
_RELEASED = (
    Column(
        "is_withheld",
        "boolean",
        "-",
        "withheld so that nobody can be traced; never zero",
    ),
    Column("release_id", "varchar", "-", "the release that the figures stand in"),
)
"""What a released table says besides its dimensions and measures."""


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
    said: dict[str, tuple[str, ...]]
    sql: str

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The columns of a statistic that a cell is found by."""
        return _split(self.said.get("Margin", ()))

    @property
    def listed(self) -> tuple[str, ...]:
        """The dimensions that are released; one that holds one value need not be."""
        unlisted = _split(self.said.get("Unlisted", ()))
        return tuple(name for name in self.dimensions if name not in unlisted)

    @property
    def measures(self) -> tuple[str, ...]:
        """The columns of a statistic that are released; first what is counted."""
        apart = {
            *self.dimensions,
            *_BEHIND,
            *"".join(self.said.get("Ladder", ())).split(),
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


def contract_names(folder: str) -> list[str]:
    """Names of all queries below a folder of queries/, sorted.

    The neutral form of each of queries/tables.toml stands among those of imports, the
    released copy of each statistic among those of released.
    """
    files = (QUERIES / folder).rglob("*.sql")
    names = [file.relative_to(QUERIES).with_suffix("").as_posix() for file in files]
    made = [*_neutral(), *_likes(), *_copies()]
    return sorted(names + [name for name in made if name.startswith(folder)])


@cache
def read_contract(name: str) -> Contract:
    """Read queries/<name>.sql and its header, or what is made of another.

    Made are the neutral forms of tables.toml, statistics that are like another but for
    a word (header word Like), and released/<statistic>, which shows what is released.
    Raises BadContract when there is none or its header is incomplete.
    """
    if name in _neutral():
        return _of_table(name, _neutral()[name])
    if name in _likes():
        return _read(name, _likes()[name])
    if name in _copies():
        return _copy_of(name, read_contract(_copies()[name]))
    file = QUERIES / f"{name}.sql"
    if not file.resolve().is_relative_to(QUERIES.resolve()) or not file.is_file():
        raise BadContract(f"There is no query named {name}; see the folder queries/.")
    return _read(name, file.read_text(encoding="utf-8"))


def _read(name: str, sql: str) -> Contract:
    said = _read_header(name, sql)
    return Contract(
        name=name,
        what=" ".join(said["What"]),
        grain=said["Grain"][0],
        roles=_split(said["Roles"]),
        reads=_split(said["Reads"]),
        params=tuple(Param(*_words(name, row, 3)) for row in said.get("Param", ())),
        columns=tuple(Column(*_words(name, row, 4)) for row in said["Column"]),
        said=said,
        sql=sql,
    )


@cache
def _likes() -> Mapping[str, str]:
    """The SQL of each statistic that another's header line Like: describes.

    -- Like: name | word=word | what it counts | meaning of its dimension
    """
    made = {}
    for file in sorted((QUERIES / "statistics").glob("*.sql")):
        sql = file.read_text(encoding="utf-8")
        for row in _read_header(f"statistics/{file.stem}", sql).get("Like", ()):
            name, words, what, meaning = (part.strip() for part in row.split("|"))
            old, new = words.split("=")
            lines = _likened(sql.splitlines(), old, new, (what, meaning))
            made[f"statistics/{name}"] = "\n".join(lines)
    return made


def _likened(
    lines: Sequence[str], old: str, new: str, says: tuple[str, str]
) -> Iterator[str]:
    what, meaning = says
    for line in lines:
        if line.startswith("-- What:"):
            yield f"-- What:    {what}"
        elif line.startswith("-- Column:") and line.split()[2] == old:
            yield f"-- Column:  {new}  varchar  -  {meaning}"
        elif not line.startswith("-- Like:"):
            yield re.sub(rf"\b{old}\b", new, line)


@cache
def _copies() -> Mapping[str, str]:
    """The statistic behind each released/<statistic>, by name."""
    files = (QUERIES / "statistics").glob("*.sql")
    names = [*(f"statistics/{file.stem}" for file in files), *_likes()]
    return {f"released/{name.split('/')[1]}": name for name in names}


def _copy_of(name: str, statistic: Contract) -> Contract:
    """What everyone may ask of a statistic: its released cells, as they stand."""
    at = statistic.listed
    shown = {*at, *statistic.measures}
    own = [column for column in statistic.columns if column.name in shown]
    columns = (_MONTH, *own, *_RELEASED)
    table = name.replace("/", ".")
    listed = ",\n".join(
        f"    round({column.name}, 1) as {column.name}"
        if column.type == "double"
        else f"    {column.name}"
        for column in columns
    )
    order = ", ".join(["month desc", *(f"{dimension} asc" for dimension in at)])
    grain = f"one row per month and {', '.join(at)}, '*' for all of a dimension"
    return Contract(
        name=name,
        what=statistic.what,
        grain=grain if at else "one row per month",
        roles=("dpo", "manager", "analyst"),
        reads=(table,),
        params=(),
        columns=columns,
        said={"Order": ("month, newest first" + f", then {', '.join(at)}" * bool(at),)},
        sql=f"select\n{listed}\n\nfrom {table}\n\norder by {order}\n",
    )


@cache
def _neutral() -> Mapping[str, Table]:
    return {f"imports/{name}/neutral": table for name, table in tables().items()}


def _of_table(name: str, table: Table) -> Contract:
    """The contract of a table's neutral form; its columns are read, not asked."""
    columns = [
        Column(field.name, field.type, field.unit, field.meaning)
        for field in table.fields
    ]
    columns += [Column(made, "varchar[]", "-", _MADE[made]) for made in table.made]
    titles = ", ".join(table.titles)
    said: dict[str, tuple[str, ...]] = {"Header": (titles,), "Table": (table.name,)}
    return Contract(
        name=name,
        what=table.what,
        grain=table.grain,
        roles=("import",),
        reads=("export.rows",),
        params=(),
        columns=tuple(columns),
        said=said,
        sql="",
    )


def _read_header(name: str, sql: str) -> dict[str, tuple[str, ...]]:
    said: dict[str, list[str]] = {}
    for line in sql.splitlines():
        if not line.startswith("-- "):
            break
        word, _, rest = line[3:].partition(":")
        if word not in _KNOWN:
            raise BadContract(f"queries/{name}.sql: the header has no word {word!r}.")
        said.setdefault(word, []).append(rest.strip())
    missing = _REQUIRED - said.keys()
    if missing:
        raise BadContract(f"queries/{name}.sql: the header lacks {sorted(missing)}.")
    return {word: tuple(rows) for word, rows in said.items()}


def _split(rows: Sequence[str]) -> tuple[str, ...]:
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
