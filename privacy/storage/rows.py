"""The rows taken in: one folder per export, encrypted Parquet inside.

build/rows/<file_id>/part.json        what the export gave, without any value
build/rows/<file_id>/rejects.parquet  line and reason of each rejected row, if any
build/rows/<file_id>/facts.parquet    its counts by title, of queues (master key)
build/rows/<file_id>/<table>.parquet            rows that stay (master key)
build/rows/<file_id>/<table>-YYYY-MM.parquet    rows that go with their month's key
build/rows/<file_id>/<table>-YYYY-MM.1.parquet  more of them: a long log is written as
                                                it is read, and never held whole

A folder is written under another name and then renamed, so that it is there whole or
not at all.
"""

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow

from privacy.errors import BadBuild
from privacy.storage.databases import Connection, quoted
from privacy.storage.keys import Keyring, derive
from privacy.storage.organisations import Organisation

FACTS = "facts.parquet"
REJECTS = "rejects.parquet"
UNDATED = "stays"
"""The span of a table's rows that belong to no month."""

OWN_SYSTEM = "Dataskyddspanelen"
OWN_INVENTORY = "Ersatt inventering"
"""Our own system, and the inventories that newer ones replaced, as the policy says."""

THINNED = ".thin"
"""How a file is called that is to stand in the place of the rows it was made from."""

UNFINISHED = ".tmp"
"""How the name of a file or folder ends that is still being written."""

SOURCE_OF = {"calls": "telephone", "hits": "web", "searches": "search"}
"""The source that a table of events comes from."""


@dataclass(frozen=True)
class Span:
    """Rows of one table in one export: a month (YYYY-MM) or UNDATED, and its days.

    `lines` are the lines of the export that the rows stand for: a call has many legs.
    """

    table: str
    span: str
    rows: int
    lines: int
    first_on: str | None = None
    last_on: str | None = None
    files: int = 1


@dataclass(frozen=True)
class Compared:
    """How an export stands to the one before it: its rows, ids and columns.

    Ids are None where they were not compared.
    """

    file_id: str
    rows: int
    ids_new: int | None
    ids_gone: int | None
    columns_new: Sequence[str] = ()
    columns_gone: Sequence[str] = ()


@dataclass(frozen=True)
class Part:
    """What one export gave; the ledger that every count on a page comes from."""

    file_id: str
    file: str
    series: str
    source: str
    format: str
    size: int
    modified: int
    exported_on: str
    imported_at: str
    read: int
    accepted: int
    rejected: int
    duplicate: int
    reasons: Mapping[str, int] = field(default_factory=dict)
    unreadable: Mapping[str, int] = field(default_factory=dict)
    """Cells that cannot be read, by column."""
    refused: str | None = None
    spans: Sequence[Span] = ()
    facts: Sequence[tuple[str, str, str, int]] = ()
    """Rows (source, month, fact, count): what is counted and then forgotten."""
    columns: Sequence[str] = ()
    """Our names of the columns that a table has."""
    lacking: Sequence[str] = ()
    """Columns of its format that it lacks or leaves empty, as docs/formats.md says."""
    cut_line: int | None = None
    """The number of a table's last line where that has no line end and may be cut."""
    near_titles: Sequence[str] = ()
    """Our names of columns that it lacks, while an unread title resembles them."""
    double_titles: Sequence[str] = ()
    """Our names of columns that stand twice."""
    again: Sequence[int] = ()
    """How many lines of a long log stand again, by a sample, and the first of them."""
    half_days: int = 0
    """Its calls, where a clock of half days seems to have written their hours."""
    unsure: int = 0
    """Calls that count once with those of another export, and may be others."""
    period: Sequence[str] = ()
    """The first and last day of a table of what happened, such as requests."""
    outcomes: Mapping[str, int] = field(default_factory=dict)
    """Rows that are answered, unanswered and of unknown outcome; or 2xx, 4xx ..."""
    unknown_words: int = 0
    """Rows with a word that no policy explains."""
    compared: Compared | None = None
    touched: Sequence[str] = ()
    """Months (YYYY-MM) of its rows that were released before it came."""
    joined: Sequence[tuple[str, int]] = ()
    """Released months (YYYY-MM), and how many calls that other exports had of each are
    one call with one of its own."""
    copies: Sequence[str] = ()
    """The days of later exports with the same content."""
    hashes: str = ""
    """How the engine made the hashes of log lines, as `engine_hashes` marks it."""
    decided: Sequence[tuple[str, str, str, int, str]] = ()
    """Table, system, kind, rows, and how it stands among the inventories for good."""
    unjoined: bool = False
    """Whether parts of its calls in other exports were not looked for yet."""
    is_thinned: bool = False
    """Whether its rows are gone, for a newer inventory replaced it."""

    @property
    def first_on(self) -> str | None:
        """The first day of what happened in it."""
        days = [*self.period, *(s.first_on for s in self.spans if s.first_on)]
        return min(days, default=None)

    @property
    def last_on(self) -> str | None:
        """The last day of what happened in it."""
        days = [*self.period, *(s.last_on for s in self.spans if s.last_on)]
        return max(days, default=None)


def read_parts(organisation: Organisation) -> list[Part]:
    """Every export taken in, oldest import first."""
    parts = [_read_part(file) for file in organisation.rows.glob("*/part.json")]
    return sorted(parts, key=lambda part: (part.imported_at, part.file_id))


def write_part(folder: Path, part: Part) -> None:
    """Write the ledger entry of an export into its folder, in place of an older one."""
    text = json.dumps(vars(part), ensure_ascii=False, default=vars)
    unfinished = folder / f"part.json{UNFINISHED}"
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(folder / "part.json")


def _read_part(file: Path) -> Part:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        spans = tuple(Span(**span) for span in content.pop("spans"))
        facts = tuple(tuple(fact) for fact in content.pop("facts"))
        content["decided"] = [tuple(row) for row in content.get("decided", ())]
        if content.get("compared"):
            content["compared"] = Compared(**content["compared"])
        return Part(spans=spans, facts=facts, **content)
    except (ValueError, TypeError, KeyError):
        raise BadBuild(
            "The ledger {file}/part.json is damaged; delete that folder and "
            "import again.",
            file=file.parent.name,
        ) from None


@dataclass(frozen=True)
class RowStore:
    """Reads and writes the encrypted rows of one organisation."""

    organisation: Organisation
    keyring: Keyring

    def add_keys(self, connection: Connection, months: Iterable[datetime.date]) -> None:
        """Tell a connection the keys it needs: the master's, and each month's."""
        add_key(connection, UNDATED, self.keyring.master())
        for month in months:
            add_key(connection, f"{month:%Y-%m}", self.keyring.month(month))

    def view(
        self,
        connection: Connection,
        table: str,
        span: str,
        parts: Iterable[Part],
    ) -> str | None:
        """SQL that reads a table's rows of one span, or None when there are none."""
        # What one import kept has the same columns, and is read by one reading.
        files: dict[str, list[Path]] = {}
        for part in parts:
            folder = self.organisation.rows / part.file_id
            for item in part.spans:
                if (item.table, item.span) == (table, span):
                    listed = files.setdefault(part.imported_at, [])
                    listed += files_of(folder, item)
        readings = [f"select * from {reading(each, span)}" for each in files.values()]
        # union_by_name of read_parquet fails inside on encrypted files (DuckDB 1.5.5).
        return f"({' union all by name '.join(readings)})" if readings else None


def reading(files: Sequence[Path], span: str, *, names: bool = False) -> str:
    """SQL that reads encrypted Parquet files of the same columns, with `names` too."""
    listed = ", ".join(quoted(file.as_posix()) for file in files)
    return (
        f"read_parquet([{listed}], {'filename = true, ' if names else ''}"
        f"encryption_config = {{footer_key: {quoted(key_name(span))}}})"
    )


def having_column(
    files: Sequence[Path], span: str, column: str, connection: Connection
) -> list[Path]:
    """Those of some files that have a column: an older version kept fewer."""
    if not files:
        return []
    try:  # most often all have it
        connection.execute(f"select count({column}) from {reading(files, span)}")
    except duckdb.Error:
        return [file for file in files if column in _columns(file, span, connection)]
    return list(files)


def _columns(file: Path, span: str, connection: Connection) -> set[str]:
    described = connection.execute(f"describe from {reading([file], span)}").fetchall()
    return {row[0] for row in described}


def files_of(folder: Path, span: Span) -> list[Path]:
    """The files that a span's rows lie in."""
    return [folder / file_name(span.table, span.span, n) for n in range(span.files)]


def file_name(table: str, span: str, number: int = 0) -> str:
    """The name of a table's file for one span; `number` counts those after one."""
    stem = table if span == UNDATED else f"{table}-{span}"
    return f"{stem}.{number}.parquet" if number else f"{stem}.parquet"


def month_of(span: str) -> datetime.date:
    """The first day of a span that is a month."""
    return datetime.date.fromisoformat(f"{span}-01")


def key_name(span: str) -> str:
    """The name a connection knows a span's Parquet key by."""
    return f"rows_{span}"


def add_key(connection: Connection, span: str, key: str) -> None:
    """Tell a connection the Parquet key of one span."""
    footer = derive(key, "rows")[:32]
    connection.execute(
        f"pragma add_parquet_key({quoted(key_name(span))}, {quoted(footer)})"
    )


def copy_rows(connection: Connection, sql: str, file: Path, span: str) -> int:
    """Write the rows of a query to an encrypted Parquet file; return how many."""
    copied = connection.execute(
        f"copy ({sql}) to {quoted(file.as_posix())} (format parquet, compression lz4, "
        f"encryption_config {{footer_key: {quoted(key_name(span))}}})"
    )
    (rows,) = copied.fetchone() or (0,)
    return int(rows)


def write_text(connection: Connection, text: str, file: Path) -> None:
    """Write one text as an encrypted Parquet file, by the master key."""
    connection.register("text_in_memory", pyarrow.table({"text": [text]}))
    try:
        copy_rows(connection, "from text_in_memory", file, UNDATED)
    finally:
        connection.unregister("text_in_memory")


def copy_apart(
    connection: Connection, sql: str, column: str, folder: Path, span: str
) -> None:
    """Write the rows of a query, ordered by a column, to a file for each value.

    They lie in `folder`/<column>=<value>/, without the column.
    """
    connection.execute(
        f"copy ({sql}) to {quoted(folder.as_posix())} (format parquet, "
        f"compression lz4, partition_by ({column}), "
        f"encryption_config {{footer_key: {quoted(key_name(span))}}})"
    )
