"""Reads the cells of a telephone log: each distinct text once, laid out to be joined.

What a word means is data (data/law/call_words.toml, [[word]] of the policy). A cell
that cannot be read is null, never 0 and never no.
"""

import datetime
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

import duckdb

from privacy.imports.clock import moves_of
from privacy.imports.reading import (
    EMPTY,
    UNREADABLE,
    DayForm,
    has_time,
    read_flag,
    read_instant,
    read_length,
    read_word,
)
from privacy.imports.reading.texts import plain, unread
from privacy.imports.words import kind_of
from privacy.policy import Policy
from privacy.storage.databases import fill_table

Connection = duckdb.DuckDBPyConnection

_WORDS = {
    "call_outcome": "outcome",
    "call_direction": "direction",
    "call_medium": "medium",
}
"""Each field of the policy's words, and the column that holds them."""

_LENGTHS = ("waited", "talked", "lasted")
_NOT_SAID = "not said"
_MOST_SHOWN = 40
"""Signs; a longer word is free text and is not shown."""


def lay_out_words(connection: Connection, policy: Policy) -> None:
    """Make export.words(field, written, meaning, unknown): what each word means.

    `unknown` is the word as it is listed where nothing explains it.
    """
    known = _Words(policy.table("word"))
    rows = [
        (field, text, *known.meaning_of(field, text))
        for field, column in _WORDS.items()
        for text in _texts(connection, column)
    ]
    connection.execute(
        "create table export.words (field varchar, written varchar, meaning varchar, "
        "unknown varchar)"
    )
    fill_table(connection, "export.words", rows)


def empty_names(connection: Connection) -> None:
    """Make queues and agents of export.neutral null where the log has none."""
    for column in ("queue", "agent"):
        texts = _texts(connection, column)
        nothing = [text for text in texts if unread(plain(text), "word") is EMPTY]
        if nothing:
            connection.execute(
                f"update export.neutral set {column} = null "
                f"where list_contains(?, {column})",
                [nothing],
            )


def lay_out_lengths(connection: Connection) -> None:
    """Make export.lengths(written, seconds, is_unreadable)."""
    texts = {text for column in _LENGTHS for text in _texts(connection, column)}
    read = ((text, read_length(text)) for text in sorted(texts))
    connection.execute(
        "create table export.lengths (written varchar, seconds double, "
        "is_unreadable boolean)"
    )
    rows = (
        (text, seconds if isinstance(seconds, float) else None, seconds is UNREADABLE)
        for text, seconds in read
    )
    fill_table(connection, "export.lengths", rows)


def lay_out_odd_moments(connection: Connection) -> None:
    """Make export.odd_moments(written, moment, is_unreadable).

    Of the texts of export.moments that are written in no common way, by the log's
    clock.
    """
    order, clock = connection.execute(
        "select if(is_month_first, 'month first', 'day first'), clock "
        "from export.manner"
    ).fetchall()[0]
    form = DayForm(order, zone=clock)
    texts = connection.execute(
        "select distinct content from export.moments where moment is null"
    ).fetchall()
    rows = [(text, *_moment(text, form)) for (text,) in texts]
    connection.execute(
        "create table export.odd_moments (written varchar, moment timestamp, "
        "is_unreadable boolean)"
    )
    fill_table(connection, "export.odd_moments", rows)


def lay_out_moves(connection: Connection, zone: str) -> None:
    """Make export.moves(clock, called_on, low_at, high_at, seconds).

    When the log's clock is moved, by the day of a call and the day before. It is empty,
    and the variable clock_is_moved false, where no call is of a day at which that clock
    or the office's, that of `zone`, is moved.
    """
    run = connection.execute
    ((clock,),) = run("select clock from export.manner").fetchall()
    run(
        "create table export.moves (clock varchar, called_on date, low_at timestamp, "
        "high_at timestamp, seconds bigint)"
    )
    rows = [
        (named, move.low_at.date() - datetime.timedelta(days=days), *move)
        for named in {clock, zone} - {"UTC"}
        for move in moves_of(named)
        for days in (0, 1)
    ]
    fill_table(connection, "export.moves", rows)
    (is_moved,) = run(
        "select exists (from export.neutral semi join export.moves "
        "on left(started_at, 10) = called_on::varchar) or exists (from export.times "
        "semi join export.moves on started_at::date = called_on)"
    ).fetchall()[0]
    if not is_moved:
        run("truncate export.moves")
    run("set variable clock_is_moved = ?", [is_moved])


class _Words:
    """The words that the policy explains: whole ones, and beginnings."""

    def __init__(self, rows: Iterable[Mapping[str, object]]) -> None:
        self._whole: dict[tuple[str, str], str] = {}
        self._beginnings: dict[tuple[str, str], str] = {}
        for row in rows:
            word = str(row["word"]).strip().lower()
            kept = self._beginnings if word.endswith("*") else self._whole
            kept[str(row["field"]), word.rstrip("*")] = str(row["meaning"])

    def meaning_of(self, field: str, text: str) -> tuple[str | None, str | None]:
        """The meaning of a word, and the word as it is listed where it has none."""
        word = read_word(text)
        if word is EMPTY:
            return None, None
        meaning = None if word is UNREADABLE else self._meaning(field, str(word))
        if meaning is not None:
            return (None if meaning == _NOT_SAID else meaning), None
        is_shown = (
            isinstance(word, str) and len(word) <= _MOST_SHOWN and not kind_of(word)
        )
        return None, word if is_shown else "*"  # type: ignore[return-value]

    def _meaning(self, field: str, word: str) -> str | None:
        word = word.lower()
        if result := self._found(field, word):
            return result
        if field == "call_outcome":
            flag = read_flag(word)
            if isinstance(flag, bool):
                return "answered" if flag else "missed"
        # One column may say the direction of some rows and the medium of others.
        others = {"call_direction": "call_medium", "call_medium": "call_direction"}
        other = others.get(field)
        return _NOT_SAID if other and self._found(other, word) else None

    def _found(self, field: str, word: str) -> str | None:
        if (field, word) in self._whole:
            return self._whole[field, word]
        fitting = [
            beginning
            for of, beginning in self._beginnings
            if of == field and word.startswith(beginning)
        ]
        longest = max(fitting, key=len, default=None)
        return None if longest is None else self._beginnings[field, longest]


def _moment(text: str, form: DayForm) -> tuple[datetime.datetime | None, bool]:
    """An instant on the clock of the form; a mere day is none of a call."""
    at = read_instant(text, form)
    if not isinstance(at, datetime.datetime) or not has_time(text, form):
        return None, at is not EMPTY
    return at.astimezone(ZoneInfo(form.zone)).replace(tzinfo=None), False


def _texts(connection: Connection, column: str) -> list[str]:
    rows = connection.execute(
        f"select distinct {column} from export.neutral where {column} is not null"
    ).fetchall()
    return [text for (text,) in rows]
