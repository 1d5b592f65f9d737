"""The tables that an import fills whole, as queries/tables.toml lists them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from privacy.errors import BadContract
from privacy.places import ROOT

TABLES = ROOT / "queries" / "tables.toml"

BAD_FIELDS, TOLD_FIELDS = "bad_fields", "told_fields"
"""Columns that the reading adds: those that no export has."""

_TYPES = {
    "id": "varchar",
    "person": "varchar",
    "number": "varchar",
    "word": "varchar",
    "term": "varchar",
    "text": "varchar",
    "mark": "varchar",
    "verbatim": "varchar",
    "month_day": "varchar",
    "list": "varchar[]",
    "day": "date",
    "instant": "timestamptz",
    "flag": "boolean",
    "count": "bigint",
    "year": "integer",
    "amount": "double",
}


@dataclass(frozen=True)
class Field:
    """A column of an export; what each part says stands in the file."""

    name: str
    kind: str
    meaning: str
    type: str = ""
    unit: str = "-"
    empty: str = "null"
    endless: str | None = None
    dated_by: str | None = None
    needs_time: bool = False
    not_before: str | None = None


@dataclass(frozen=True)
class Table:
    """A table, its columns in order."""

    name: str
    what: str
    grain: str
    key: tuple[str, ...]
    titles: tuple[str, ...]
    fields: tuple[Field, ...]
    tells_fields: bool

    @property
    def made(self) -> tuple[str, ...]:
        """The columns that the reading adds."""
        return (TOLD_FIELDS, BAD_FIELDS) if self.tells_fields else (BAD_FIELDS,)


@cache
def tables() -> Mapping[str, Table]:
    """Every table by its name. Raises BadContract when one makes no sense."""
    content = tomllib.loads(TABLES.read_text(encoding="utf-8"))
    return {name: _table(name, table) for name, table in content.items()}


def _table(name: str, values: Mapping[str, object]) -> Table:
    try:
        columns: list[dict[str, str]] = values["columns"]  # type: ignore[assignment]
        fields = tuple(
            Field(**{"type": _TYPES[column["kind"]], **column})  # type: ignore[arg-type]
            for column in columns
        )
        names = [field.name for field in fields]
        return Table(
            name,
            str(values["what"]),
            str(values["grain"]),
            tuple(values["key"]),  # type: ignore[arg-type]
            tuple(values.get("titles", names)),  # type: ignore[arg-type]
            fields,
            bool(values.get("tells_fields", False)),
        )
    except (KeyError, TypeError) as error:
        raise BadContract(
            f"queries/tables.toml: {name} is not complete: {error}."
        ) from None
