"""What one export gave: every row accounted for."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from privacy.policy import Policy

REASONS: Mapping[str, tuple[str, str]] = {
    "not_this_format": (
        "Raden har inte filens format.",
        "The line does not have the file's format.",
    ),
    "bad_date": ("Datumet går inte att läsa.", "The date cannot be read."),
    "missing_field": ("Ett nödvändigt fält är tomt.", "A required field is empty."),
    "month_closed": (
        "Månaden är stängd och dess nyckel förstörd.",
        "The month is closed and its key destroyed.",
    ),
    "empty_line": ("Tom rad.", "An empty line."),
    "comment_line": (
        "Kommentar eller rubrik, inte en händelse.",
        "A comment or heading, not an event.",
    ),
    "totals_row": ("Summarad, inte en händelse.", "A row of totals, not an event."),
    "not_a_request": (
        "Ett prov, inte en begäran.",
        "A test, not a request.",
    ),
    "recording_leg": (
        "Ben som bara spelar in ett samtal.",
        "A leg that only records a call.",
    ),
    "not_a_call": (
        "E-post, chatt eller meddelande, inte ett samtal.",
        "An e-mail, chat or message, not a call.",
    ),
    "conference_leg": (
        "En konferens, inte ett samtal.",
        "A conference, not a call.",
    ),
    "no_request": (
        "Ett meddelande från servern, inte en begäran.",
        "A message of the server, not a request.",
    ),
    "bad_status": (
        "Statusen saknas eller går inte att läsa.",
        "The status is missing or cannot be read.",
    ),
    "between_caches": (
        "Mellan nätets egna servrar, inte från en besökare.",
        "Between the network's own servers, not from a visitor.",
    ),
    "file_transfer": (
        "En filöverföring (FTP), inte en sidvisning.",
        "A file transfer (FTP), not a page view.",
    ),
    "cut_line": (
        "Sista raden saknar radslut och väntar på sin rest.",
        "The last line has no line end and waits for its rest.",
    ),
    "not_used": ("Känd, men används inte här.", "Known, but not used here."),
    "bad_number": ("Ett antal går inte att läsa.", "A number cannot be read."),
    "several_months": (
        "Räknar flera månader i ett.",
        "Counts several months together.",
    ),
    "repeated_row": (
        "Raden står en gång till: filen upprepar sig.",
        "The row stands once more: the file repeats itself.",
    ),
    "other_table": (
        "Hör till en annan tabell i filen.",
        "Belongs to another table of the file.",
    ),
}
"""Reason of rejection: the sentence in Swedish and in English."""


@dataclass(frozen=True)
class ImportCounts:
    """How one export was taken in: read = accepted + rejected + duplicate (rows)."""

    source: str
    format: str
    read: int
    accepted: int
    rejected: int
    duplicate: int
    reasons: Mapping[str, int] = field(default_factory=dict)
    unreadable: Mapping[str, int] = field(default_factory=dict)
    """Cells that cannot be read, by column."""
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


@dataclass(frozen=True)
class Context:
    """What a reader needs to know beside the file."""

    policy: Policy
    key_for: Callable[[datetime.date], str]
    """The key of a month (its first day), made when absent; 64 hex digits."""
    closed_months: frozenset[datetime.date] = frozenset()
    skip_lines: int = 0
    zone: str = "Europe/Stockholm"
    exported_on: datetime.date | None = None
    """The day of the export, for days that are written without their year."""

    def open_months(
        self, connection: duckdb.DuckDBPyConnection, months: Iterable[datetime.date]
    ) -> None:
        """Fill export.keys(month, key) for the months that are not closed."""
        connection.execute("create or replace table export.keys(month date, key text)")
        keys = [(m, self.key_for(m)) for m in months if m not in self.closed_months]
        if keys:
            connection.executemany("insert into export.keys values (?, ?)", keys)
