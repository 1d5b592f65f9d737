"""Reads the header of a query file: its promise to the pages and the tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from privacy.errors import BadContract
from privacy.tables import BAD_FIELDS, TOLD_FIELDS, Table, tables

QUERIES = Path(__file__).parent.parent / "queries"

_REQUIRED = {"What", "Grain", "Roles", "Reads", "Column"}
_KNOWN = _REQUIRED | {"Param", "Order", "Header", "Also", "Line", "Mark", "Table"}
_KNOWN |= {"Aside", "Margin", "Headline", "Maker", "Narrows", "Options"}

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

    The neutral form of each of queries/tables.toml stands among those of imports.
    """
    files = (QUERIES / folder).rglob("*.sql")
    found = [file.relative_to(QUERIES).with_suffix("").as_posix() for file in files]
    return sorted(found + (list(_neutral()) if folder in ("", "imports") else []))


@cache
def read_contract(name: str) -> Contract:
    """Read queries/<name>.sql and its header, or a neutral form of tables.toml.

    Raises BadContract when the file is missing or its header is incomplete.
    """
    if name in _neutral():
        return _of_table(name, _neutral()[name])
    file = QUERIES / f"{name}.sql"
    if not file.resolve().is_relative_to(QUERIES.resolve()) or not file.is_file():
        raise BadContract(f"There is no query named {name}; see the folder queries/.")
    sql = file.read_text(encoding="utf-8")
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
