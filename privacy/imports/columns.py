"""Reads the columns of a table: each distinct text once, by the reader of its kind.

What is written plainly, as an ISO day or a word of letters, SQL reads as the reader
would; every other text goes through the reader itself. A cell that cannot be read is
null, and its column is named in bad_fields.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import duckdb
import pyarrow

from privacy.contracts.tables import BAD_FIELDS, TOLD_FIELDS, Field, Table
from privacy.imports.placing import LINE, PLACE
from privacy.imports.reading import (
    EMPTY,
    UNREADABLE,
    DayForm,
    Unread,
    day_form,
    has_time,
    is_endless,
    lexicon,
    number_form,
    read_amount,
    read_count,
    read_day,
    read_flag,
    read_id,
    read_instant,
    read_word,
)
from privacy.imports.reading.texts import plain
from privacy.storage.databases import ZONE, quoted

Connection = duckdb.DuckDBPyConnection
Reader = Callable[[str], object]

_MOST_TERM, _MOST_TEXT = 60, 2000
"""Signs of a ticket system's word, and of a sentence."""
_MOST_OF = {"bigint": 2**63 - 1, "integer": 2**31 - 1}
_YEARS = range(1800, 2200)
_MONTH_DAY = re.compile(r"(?:--)?([0-9]{1,2})-([0-9]{1,2})")
_PERSONAL = re.compile(r"@|[0-9]{6}")

_IDS = ("id", "person", "number")
_FLOAT = re.compile(r"([0-9]+)[.,](?:0{1,2}|0{4,})")
_CUT_SHORT = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+[0-9]{1,3}")
"""What a spreadsheet makes of an id: 100000.0, or 1.23E+11, which has lost digits."""

_SHOWN_BY_FILE = ("day", "instant", "amount", *_IDS)
"""Kinds that each file may write in a form of its own, which its cells show."""
_SHOWING = ("day", "instant", "flag", "count", "amount", "year", "month_day")
"""Kinds by which a cell shows that it stands in its own column."""
_ENOUGH_UNREAD, _MOST_FOREIGN = 3, 0.3
"""Cells of a row, and share of a file's rows."""
_ENTRY = f"(entries.{LINE})"
"""SQL for the number of a row's first line in its file."""

_ARROW = {
    "varchar": pyarrow.string(),
    "varchar[]": pyarrow.list_(pyarrow.string()),
    "date": pyarrow.date32(),
    "timestamptz": pyarrow.timestamp("us", "UTC"),
    "boolean": pyarrow.bool_(),
    "bigint": pyarrow.int64(),
    "integer": pyarrow.int32(),
    "double": pyarrow.float64(),
}

_WORD = (
    r"[A-Za-zÅÄÖåäöÉé0-9]([A-Za-zÅÄÖåäöÉé0-9 _.,:;/()&+-]{0,58}[A-Za-zÅÄÖåäöÉé0-9.)])?"
)
_DAY = r"\d{4}-\d{2}-\d{2}"
_WRITTEN_DAY = (
    r"^\s*([12]\d{3}-[01]\d-[0-3]\d|[0-3]?\d[./][0-3]?\d[./][12]\d{3})([T ,].*)?$"
)
# Not between two and three, when a clock is moved: there the reader knows better.
_INSTANT = rf"{_DAY}[T ]([013-9][0-9]|2[0-3]|0[013-9]):[0-5][0-9](:[0-5][0-9])?"


@dataclass(frozen=True)
class Undecided:
    """A column of days whose order nothing shows, or more than one."""

    column: str
    is_contested: bool


@dataclass(frozen=True)
class ReadColumns:
    """What is to be said of columns that were read.

    `undecided` are those of days most of whose cells could be a day of either order;
    `foreign` the lines of rows of which no day, flag or number can be read, though
    there are three or more: they are of another table, and were left out.
    """

    undecided: Sequence[Undecided]
    foreign: Sequence[int]


def read_columns(
    connection: Connection,
    table: Table,
    target: str,
    *,
    day_order: str | None = None,
    impersonal: Collection[str] = (),
    keeps_line: bool = False,
    are_many: bool = False,
    leaves_foreign: bool = False,
) -> ReadColumns:
    """Make the table `target` from export.rows, every cell read.

    `day_order` is what of day, month and year stands first, where the policy says so;
    `impersonal` are columns whose ids are known to be no persons' numbers; with
    `keeps_line` the number of the row's first line stands first. With `leaves_foreign`
    rows of another table are left out.
    """
    odd: dict[str, str] = {}
    undecided = []
    for number, field in enumerate(table.fields):
        is_apart = are_many and field.kind in _SHOWN_BY_FILE
        read = []
        for place, texts, count in _texts_of(connection, field, is_apart=is_apart):
            form = DayForm()
            if field.kind in ("day", "instant"):
                # No more of the plain days than can matter to the form.
                known = repeat("2026-11-23", min(count, len(texts) + 1))
                form = day_form(chain(texts, known), order=day_order)
                if form.is_undecided and len(texts) > count:
                    undecided.append(Undecided(field.name, form.is_contested))
            is_personal = field.name not in impersonal
            reader = _reader(field, texts, form, is_personal=is_personal)
            if field.kind in _IDS:
                within = f"{PLACE} = {place}" if is_apart else "true"
                are_floats = _are_floats(connection, field, texts, within)
                reader = _reader_of_ids(reader, are_floats)
            read.append(_read(field, texts, reader, form, place))
        if read:
            odd[field.name] = f"export.odd_{number}"
            _lay_out(connection, odd[field.name], pyarrow.concat_tables(read))
    foreign: list[int] = []
    if leaves_foreign:
        foreign = _leave_foreign(connection, table, odd, are_many=are_many)
    line = "entries.line, " if keeps_line else ""
    connection.execute(
        f"create table {target} as select {line}{_sql(table, odd, are_many=are_many)}"
    )
    return ReadColumns(undecided, foreign)


def _leave_foreign(
    connection: Connection, table: Table, odd: Mapping[str, str], *, are_many: bool
) -> list[int]:
    """Delete the rows of another table from export.rows; return their lines.

    They are few: where many rows cannot be read, the columns are at fault.
    """
    shown = [field.name for field in table.fields if field.kind in _SHOWING]
    read = {name: texts for name, texts in odd.items() if name in shown}
    if len(read) < _ENOUGH_UNREAD:
        return []
    filled = " + ".join(f"(coalesce(entries.\"{n}\", '') <> '')::int" for n in shown)
    unread = " + ".join(
        f"coalesce({texts}.is_unreadable, false)::int" for texts in read.values()
    )
    lines = connection.execute(
        "select line from (select entries.line, "
        f"count(*) over (partition by entries.{PLACE}) as rows, "
        f"{filled} as filled, {unread} as unread from export.rows as entries "
        f"{_joins(table, read, are_many=are_many)}) "
        f"where unread >= {_ENOUGH_UNREAD} and unread = filled "
        f"qualify count(*) over (partition by {PLACE}) <= {_MOST_FOREIGN} * rows "
        "order by line"
    ).fetchall()
    if lines:
        listed = ", ".join(str(line) for (line,) in lines)
        connection.execute(f"delete from export.rows where line in ({listed})")
    return [line for (line,) in lines]


def readable_share(field: Field, texts: Sequence[str]) -> float:
    """The share of some cells, none empty, that can be read as a field of a table."""
    form = day_form(texts) if field.kind in ("day", "instant") else DayForm()
    if form.is_undecided:
        form = day_form(texts, order="day first")
    reader = _reader(field, texts, form, is_personal=True)
    return sum(reader(text) is not UNREADABLE for text in texts) / max(1, len(texts))


def unreadable_cells(
    connection: Connection, table: str, place: str
) -> dict[int, dict[str, int]]:
    """How many cells of each column of a table that was read are not readable.

    Of each file that has some; `place` is SQL for the place of a row's file.
    """
    result: dict[int, dict[str, int]] = {}
    for at, name, count in connection.execute(
        f"select place, name, count(*) from (select {place} as place, "
        f"unnest(bad_fields) as name from {table}) group by all order by all"
    ).fetchall():
        result.setdefault(at, {})[name] = count
    return result


def _lay_out(connection: Connection, table: str, rows: pyarrow.Table) -> None:
    connection.register("odd_in_memory", rows)
    connection.execute(f"create or replace table {table} as from odd_in_memory")
    connection.unregister("odd_in_memory")


def _texts_of(
    connection: Connection, field: Field, *, is_apart: bool
) -> list[tuple[int, list[str], int]]:
    """The odd texts of a column, and how many plain ones it has.

    By place of the file, when what is odd `is_apart`, else of all files together.
    """
    place = f"({PLACE})" if is_apart else "0"
    rows = connection.execute(
        "select place, if(is_plain, null, text) as text, count(*) from (select place, "
        f"text, coalesce({_plain(field)}, false) as is_plain from (select distinct "
        f'{place} as place, "{field.name}" as text from export.rows '
        f"where \"{field.name}\" <> '')) group by all order by all"
    ).fetchall()
    odd: dict[int, list[str]] = {}
    plain: dict[int, int] = {}
    for at, text, count in rows:
        if text is None:
            plain[at] = count
        else:
            odd.setdefault(at, []).append(text)
    return [(at, texts, plain.get(at, 0)) for at, texts in odd.items()]


def _plain(field: Field) -> str:
    """SQL that says which texts `_cast` reads just as the reader does."""
    first, last = lexicon().first_day, lexicon().last_day
    possible = f"try_cast(left(text, 10) as date) between '{first}' and '{last}'"
    if field.kind == "day":
        return f"regexp_full_match(text, '{_DAY}') and {possible}"
    if field.kind == "instant":
        return f"regexp_full_match(text, '{_INSTANT}') and {possible}"
    if field.kind == "verbatim":
        return "true"
    if field.kind in ("count", "amount"):
        return "regexp_full_match(text, '0|[1-9][0-9]{0,8}')"
    if field.kind in ("id", "word", "term", "text", "person", "number"):
        words = lexicon().nothing["word"] | lexicon().nothing["id"] | lexicon().damaged
        said_sql = ", ".join(map(quoted, sorted(words)))
        sql = f"regexp_full_match(text, '{_WORD}') and lower(text) not in ({said_sql})"
        if field.kind in ("term", "person", "number"):
            digits = 4 if field.kind == "term" else 6  # of a year, of a person's number
            sql += rf" and not regexp_matches(text, '\d{{{digits}}}')"
        if field.kind in ("word", "person", "number"):
            sql += f" and not regexp_matches(text, '{_WRITTEN_DAY}')"
        if field.kind in _IDS:
            sql += r" and not regexp_matches(text, '[.,]0+$|^\d.*[eE][+]')"
        return sql
    return "false"


def _cast(field: Field, cell: str) -> str:
    """SQL for the value of a plain cell."""
    if field.kind == "instant":
        return f"timezone('{ZONE}', try_cast({cell} as timestamp))"
    if field.type == "varchar":
        return f"nullif({cell}, '')"
    if field.kind in ("day", "count", "amount"):
        return f"try_cast({cell} as {field.type})"
    return f"null::{field.type}"


def _reader(
    field: Field, texts: Sequence[str], form: DayForm, *, is_personal: bool
) -> Reader:
    """The reader of a column's cells; `texts` show how it writes its numbers."""
    numbers = number_form(texts) if field.kind == "amount" else None
    readers: Mapping[str, Reader] = {
        "id": read_word,
        "person": lambda text: _no_day(
            text, read_id(text, may_be_personal=is_personal)
        ),
        "number": lambda text: _no_day(
            text, read_id(text, may_be_personal=is_personal)
        ),
        "word": lambda text: _no_day(text, read_word(text)),
        "term": _read_term,
        "text": lambda text: read_word(" ".join(text.split()), most=_MOST_TEXT),
        "mark": _read_mark,
        "list": _read_list,
        "month_day": _read_month_day,
        "year": _read_year,
        "day": lambda text: read_day(text, form),
        "instant": lambda text: _read_instant(text, form, field),
        "flag": read_flag,
        "count": lambda text: read_count(text, most=_MOST_OF[field.type]),
        "amount": lambda text: read_amount(text, numbers),  # type: ignore[arg-type]
    }
    return readers[field.kind]


def _no_day(text: str, value: object) -> object:
    """What a text says as a word or number; a day stands in a column not its own."""
    return UNREADABLE if re.match(_WRITTEN_DAY, text) else value


def _are_floats(
    connection: Connection, field: Field, texts: Sequence[str], within: str
) -> bool | None:
    """Whether 100000.0 is 100000 in a column of ids, as its numbers show together.

    All are floats of whole numbers, or 1.0 stands beside 1.1 and is an id as it is;
    None where whole numbers stand beside floats, for then nobody knows.
    """
    if not any(_FLOAT.fullmatch(plain(text)) for text in texts):
        return False
    name = f'"{field.name}"'
    others = connection.execute(
        f"select distinct regexp_matches({name}, '[.,]') from export.rows "
        f"where regexp_full_match({name}, '[0-9]+([.,][0-9]*[1-9][0-9]*)?') "
        f"and {within}"
    ).fetchall()
    return True if not others else None if (True,) not in others else False


def _reader_of_ids(reader: Reader, are_floats: bool | None) -> Reader:
    """The reader of ids that a spreadsheet may have taken for numbers."""

    def read(text: str) -> object:
        if _CUT_SHORT.fullmatch(plain(text)):
            return UNREADABLE
        match = _FLOAT.fullmatch(plain(text)) if are_floats is not False else None
        if match is None:
            return reader(text)
        return reader(match[1]) if are_floats else UNREADABLE

    return read


def _read_term(text: str) -> object:
    """A word names a kind; something that long or personal does not, nor a day."""
    value = read_word(text, most=_MOST_TERM)
    if not isinstance(value, str):
        return value
    is_day = not isinstance(read_day(value), Unread)
    return UNREADABLE if is_day or _PERSONAL.search(value) else value


def _read_mark(text: str) -> object:
    return EMPTY if read_word(text) is EMPTY else "given"


def _read_list(text: str) -> object:
    values = [read_word(part) for part in text.split(";")]
    if UNREADABLE in values:
        return UNREADABLE
    return [value for value in values if value is not EMPTY] or EMPTY


def _read_month_day(text: str) -> object:
    if (word := read_word(text)) is EMPTY:
        return EMPTY
    match = _MONTH_DAY.fullmatch(word) if isinstance(word, str) else None
    day = read_day(f"2000-{int(match[1]):02}-{int(match[2]):02}") if match else None
    return UNREADABLE if day is None or isinstance(day, Unread) else f"{day:%m-%d}"


def _read_year(text: str) -> object:
    year = read_count(text)
    return year if year is EMPTY or year in _YEARS else UNREADABLE


def _read_instant(text: str, form: DayForm, field: Field) -> object:
    at = read_instant(text, form)
    if isinstance(at, Unread) or not field.needs_time or has_time(text, form):
        return at
    return UNREADABLE


def _read(
    field: Field, texts: Sequence[str], reader: Reader, form: DayForm, place: int
) -> pyarrow.Table:
    values = [reader(text) for text in texts]
    kept = [None if isinstance(value, Unread) else value for value in values]
    rows = {
        "text": pyarrow.array(texts, pyarrow.string()),
        "value": pyarrow.array(kept, _ARROW[field.type]),
        "is_unreadable": [value is UNREADABLE for value in values],
        "place": pyarrow.array([place] * len(texts), pyarrow.int64()),
    }
    if field.endless:
        rows["is_endless"] = [is_endless(text, form) for text in texts]
    return pyarrow.table(rows)


def _sql(table: Table, odd: Mapping[str, str], *, are_many: bool) -> str:
    """What is selected: every cell joined with what it was read as."""
    values = {field.name: _value(field, odd) for field in table.fields}
    unread = {name: f"{item}.is_unreadable" for name, item in odd.items()}
    for field in table.fields:
        if field.not_before:
            is_wrong = f"{values[field.name]} < {values[field.not_before]}"
            unread[field.name] = f"{unread.get(field.name, 'false')} or {is_wrong}"
            values[field.name] = f"if({is_wrong}, null, {values[field.name]})"
        if field.endless and field.name in odd:
            flag = values[field.endless]
            is_endless = f"{odd[field.name]}.is_endless"
            values[field.endless] = f"if({is_endless}, true, {flag})"
        if field.dated_by:
            day = f"cast(timezone('{ZONE}', {values[field.dated_by]}) as date)"
            line = f"concat_ws(' ', 'rad', {_ENTRY}, {day})"
            values[field.name] = f"coalesce({values[field.name]}, {line})"
    if table.tells_fields:
        values[TOLD_FIELDS] = _named(
            (field.name, f'entries."{field.name}" is not null')
            for field in table.fields
            if field.kind != "number" and field.empty == "null"
        )
    values[BAD_FIELDS] = _named(unread.items())
    columns = ", ".join(f'{value} as "{name}"' for name, value in values.items())
    joins = _joins(table, odd, are_many=are_many)
    order = ", ".join(f'"{name}"' for name in table.key) or "entries.line"
    order = f"entries.{PLACE}, {order}" if are_many else order
    return f"{columns} from export.rows as entries {joins} order by {order}"


def _joins(table: Table, odd: Mapping[str, str], *, are_many: bool) -> str:
    """SQL that joins the odd texts of columns to their rows."""
    apart = {f.name for f in table.fields if are_many and f.kind in _SHOWN_BY_FILE}
    return " ".join(
        f'left join {item} on entries."{name}" = {item}.text'
        + (f" and entries.{PLACE} = {item}.place" if name in apart else "")
        for name, item in odd.items()
    )


def _value(field: Field, odd: Mapping[str, str]) -> str:
    cell = f'entries."{field.name}"'
    plain = _cast(field, cell)
    if (result := odd.get(field.name)) is None:
        return f"coalesce({plain}, {field.empty})"
    unreadable = f"'rad ' || {_ENTRY}" if field.kind == "person" else "null"
    return (
        f"case when {result}.is_unreadable then {unreadable} "
        f"when {result}.text is not null then coalesce({result}.value, {field.empty}) "
        f"else coalesce({plain}, {field.empty}) end"
    )


def _named(conditions: Iterable[tuple[str, str]]) -> str:
    """SQL for the list of the names whose condition holds, in order of the alphabet."""
    cases = ", ".join(
        f"case when {condition} then '{name}' end"
        for name, condition in sorted(conditions)
    )
    return f"list_filter([{cases}]::varchar[], lambda name: name is not null)"
