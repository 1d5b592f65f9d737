"""The registers behind the promises, small and written out: kept, but for a few.

The rows stand in data/example/registers.toml and <organisation>/registers.toml, which
say how they are read.
"""

import csv
import datetime
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from privacy.contracts import read_contract
from privacy.places import ROOT

_WRITTEN = ROOT / "data" / "example"
_DAY = re.compile(r"d([+-]\d+)")
_MANY = 40
_AGE_DAYS = {("claims-link", "cookies"): 62}
"""Lists that were delivered long ago: a source that is late."""


def write_registers(
    exports: Path, organisation: str, as_of: datetime.date
) -> list[Path]:
    """One neutral list per register, delivered yesterday but for one that is late."""
    rows: dict[str, list[dict[str, str]]] = {}
    for folder in (_WRITTEN, _WRITTEN / organisation):
        content = tomllib.loads((folder / "registers.toml").read_text(encoding="utf-8"))
        for table, text in content.items():
            rows.setdefault(table, []).extend(rows_of(text, as_of))
    return [
        _write(exports, table, rows[table], _delivered_on(organisation, table, as_of))
        for table in sorted(rows)
    ]


def _delivered_on(organisation: str, table: str, as_of: datetime.date) -> datetime.date:
    age = _AGE_DAYS.get((organisation, table), 1)
    return as_of - datetime.timedelta(days=age)


def rows_of(text: str, as_of: datetime.date) -> Iterator[dict[str, str]]:
    """Rows of a table as data/example/registers.toml says how to read it."""

    def day(match: re.Match[str]) -> str:
        return str(as_of + datetime.timedelta(days=int(match[1])))

    head, *lines = [
        [cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()
    ]
    for cells in lines:
        numbers = range(1, _MANY + 1) if any("#" in cell for cell in cells) else [0]
        for number in numbers:
            filled = [_DAY.sub(day, cell).replace("#", str(number)) for cell in cells]
            yield dict(zip(head, filled, strict=True))


def _write(
    exports: Path, table: str, rows: list[dict[str, str]], on: datetime.date
) -> Path:
    named = read_contract(f"imports/{table}/neutral").header["Header"]
    columns = [
        name.strip() for line in named for name in line.split(",") if name.strip()
    ]
    file = exports / table / f"{table}-{on}.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return file
