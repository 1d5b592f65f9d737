"""Reads Plausible's export, a zip of ten tables, as the one table it could have been.

The tables and their columns: github.com/plausible/docs, docs/csv-import.md. Every row
of every table is read, so that what is not used is counted too.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import BinaryIO

from privacy.errors import BadExport
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
_MOST_UNPACKED = 1 << 30
_LONGEST_LINE = 16 << 20
_NAME = re.compile(r"(imported_[a-z_]+)_\d{8}_\d{8}\.csv")


def tables_in(archive: zipfile.ZipFile) -> list[str]:
    """Plausible's tables in an archive, in order of name; none when it is another's."""
    return sorted(name for name in archive.namelist() if _table_of(name))


def open_tables(
    archive: zipfile.ZipFile, members: Sequence[str], file: str
) -> BinaryIO:
    """The rows of all tables as one CSV in UTF-8, each with the name of its table.

    A line is a row, so that a broken quote costs its line. Raises BadExport when they
    unpack to over 1 GB.
    """
    if sum(archive.getinfo(name).file_size for name in members) > _MOST_UNPACKED:
        raise BadExport(f"{file} unpacks to over 1 GB; export fewer months at once.")
    csv.field_size_limit(
        _LONGEST_LINE
    )  # a line is one row, even if another reader set this
    return written(_rows_of(archive, members))


def _table_of(member: str) -> str | None:
    path = PurePosixPath(member)
    match = _NAME.fullmatch(path.name)
    return match[1] if match and "__MACOSX" not in path.parts else None


def _rows_of(
    archive: zipfile.ZipFile, members: Sequence[str]
) -> Iterator[Sequence[object]]:
    yield COLUMNS
    for member in members:
        table = _table_of(member)
        with archive.open(member) as content:
            text = io.TextIOWrapper(content, "utf-8-sig", "replace")
            names = _cells(text.readline(_LONGEST_LINE))
            while line := text.readline(_LONGEST_LINE):
                cells = dict(zip(names, _cells(line), strict=False))
                if line.strip():
                    yield [table, *(cells.get(name, "") for name in COLUMNS[1:])]


def _cells(line: str) -> list[str]:
    """The cells of a line, trimmed; none when it cannot be divided."""
    try:
        return [cell.strip() for cell in next(csv.reader([line]), [])]
    except csv.Error:
        return []
