"""Reads Plausible's export, a zip of ten tables, as the one table it could have been.

The tables and their columns: github.com/plausible/docs, docs/csv-import.md. Every row
of every table is told, so that what is not used is counted too.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import BinaryIO

from privacy.imports.workbooks import written

COLUMNS = (
    "imported_table",
    "date",
    "page",
    "source",
    "browser",
    "visitors",
    "visits",
    "pageviews",
)
_NAME = re.compile(r"(imported_[a-z_]+)_\d{8}_\d{8}\.csv")


def tables_in(archive: zipfile.ZipFile) -> list[str]:
    """Plausible's tables in an archive, in order of name; none when it is another's."""
    return sorted(name for name in archive.namelist() if _table_of(name))


def open_tables(archive: zipfile.ZipFile, members: Sequence[str]) -> BinaryIO:
    """The rows of all tables as one CSV in UTF-8, each with the name of its table."""
    return written(_rows_of(archive, members))


def _table_of(member: str) -> str | None:
    path = PurePosixPath(member)
    found = _NAME.fullmatch(path.name)
    return found[1] if found and "__MACOSX" not in path.parts else None


def _rows_of(
    archive: zipfile.ZipFile, members: Sequence[str]
) -> Iterator[Sequence[object]]:
    yield COLUMNS
    for member in members:
        table = _table_of(member)
        with archive.open(member) as content:
            text = io.TextIOWrapper(content, "utf-8-sig", "replace", newline="")
            for row in csv.DictReader(text):
                yield [table, *(row.get(name) or "" for name in COLUMNS[1:])]
