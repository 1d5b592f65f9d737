"""Reads the days of tickets: each text once, in the form that its column shows."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cached_property
from itertools import chain, repeat
from zoneinfo import ZoneInfo

from privacy.contracts import read_contract
from privacy.errors import BadExport
from privacy.imports.placing import PLACE, Files
from privacy.imports.reading import (
    HOME,
    DayForm,
    Unread,
    day_form,
    has_time,
    read_day,
    read_instant,
)
from privacy.storage.databases import Connection, fill_table

NO_DAY = "no day"
"""What stands for a cell that cannot be read; the neutral form names its column."""

_FEW = 10
"""One text in so many may be unreadable for want of an order."""

_MOVED_HOUR = 2
_SHOWING = re.compile(
    r"(?<![0-9])[0-9]{1,2}[-/.] ?[0-9]{1,2}[-/.]|\A[\s0-9.,=\"]*\Z|\A[^0-9]*\Z"
)
"""What a text has that can show how its column writes days, or that it is none."""
_FIRST_YEAR = 1980
"""Since when clocks are moved in that hour alone."""

_Answer = tuple[str, float | None]
_Day = tuple[str, float, float]
"""A day, and the seconds since 1970 of its midnight by the clock as it stands before
that hour, and after it."""


@dataclass(frozen=True)
class Manner:
    """How a ticket system writes its days, as the policy says it.

    `order` is one of reading.ORDERS, None when the days show it; `zone` is the clock of
    instants without an offset.
    """

    system: str
    order: str | None
    zone: str


def lay_out_days(connection: Connection, manner: Manner, files: Files) -> None:
    """Make export.cells, the cells that hold a day, and export.days, what each says.

    export.days(line, field, written, happened_at) holds what the neutral form reads,
    empty for a cell that says nothing, and seconds since 1970. Raises BadExport when
    the order of day and month is unknown; of several files such ones are left out.
    """
    sql = read_contract("imports/ticket_cells").sql
    connection.execute(f"create table export.cells as {sql}")
    columns = _columns_of(connection)
    forms = {place: _forms(by_field, manner) for place, by_field in columns.items()}
    _lay_out_answers(connection, forms, columns)
    unread: dict[tuple[int, str], list[str]] = {}
    for place, field, content in connection.execute(
        f"select distinct {PLACE}, field, content from export.cells "
        "inner join export.days using (line, field) where written = ?",
        [NO_DAY],
    ).fetchall():
        unread.setdefault((place, field), []).append(content)
    for place, by_field in columns.items():
        name = files.contents[place].name
        try:
            for field, column in by_field.items():
                texts = unread.get((place, field), [])
                _refuse_without_order(column, texts, manner, name)
        except BadExport as refusal:
            files.leave(place, refusal)


def _columns_of(connection: Connection) -> dict[int, dict[str, "_Column"]]:
    """The columns of export.cells by place of the file and by field."""
    columns: dict[int, dict[str, _Column]] = {}
    for place, field, has_clock, listed in connection.execute(
        f"select {PLACE}, field, clock <> '', list(distinct day) from export.cells "
        f"group by all order by {PLACE}, field"
    ).fetchall():
        column = columns.setdefault(place, {}).setdefault(
            field, _Column(connection, place, field)
        )
        (column.days if has_clock else column.others).extend(listed)
    return columns


@dataclass
class _Column:
    """The cells of one column of one file.

    `days` are the different days of those that are a day, a space and a clock, of which
    there are fewer than of cells; `others` are all other texts.
    """

    connection: Connection
    place: int
    field: str
    days: list[str] = dataclass_field(default_factory=list)
    others: list[str] = dataclass_field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """The different texts of its cells."""
        return self._texts("true", [])

    @cached_property
    def showing(self) -> list[str]:
        """The texts that can show how days are written: what stands before a clock."""
        days = list(filter(_may_show, self.days))
        texts = self._texts("clock <> '' and day in (select unnest(?))", [days])
        return [text for text in self.others if _may_show(text)] + texts

    @cached_property
    def plain(self) -> int:
        """How many other texts it has; one more than those that show, at most."""
        if not self.showing:
            return 1
        return min(len(self.texts) - len(self.showing), len(self.showing) + 1)

    def _texts(self, which: str, given: Sequence[object]) -> list[str]:
        if given == [[]]:
            return []
        rows = self.connection.execute(
            f"select distinct content from export.cells where {PLACE} = ? "
            f"and field = ? and {which}",
            [self.place, self.field, *given],
        ).fetchall()
        return [text for (text,) in rows]


def _may_show(text: str) -> bool:
    """Whether a text can show how its column writes days, or that it is none."""
    return not text.isascii() or _SHOWING.search(text) is not None


def _lay_out_answers(
    connection: Connection,
    forms: Mapping[int, Mapping[str, DayForm]],
    columns: Mapping[int, Mapping[str, _Column]],
) -> None:
    """Make export.days from what each text of each form says.

    A day and a clock are read apart, and put together by the engine.
    """
    numbers: dict[DayForm, int] = {}
    days: dict[tuple[int, str], _Day] = {}
    fields = []
    for place, by_field in forms.items():
        for field, form in by_field.items():
            number = numbers.setdefault(form, len(numbers))
            fields.append((place, field, number))
            for text in columns[place][field].days:
                if (number, text) not in days and (day := _day(text, form)):
                    days[number, text] = day
    run = connection.execute
    run("create table export.fields (place bigint, field varchar, form bigint)")
    fill_table(connection, "export.fields", fields)
    run(
        "create table export.read_days (form bigint, day varchar, written varchar, "
        "before_move double, after_move double)"
    )
    fill_table(
        connection, "export.read_days", ((*key, *day) for key, day in days.items())
    )
    texts = run("select distinct clock from export.cells where clock <> ''").fetchall()
    run(
        "create table export.read_clocks (clock varchar, written varchar, "
        "seconds bigint)"
    )
    clocks = ((text, *clock) for (text,) in texts if (clock := _clock(text)))
    fill_table(connection, "export.read_clocks", clocks)
    run(
        "create table export.read_apart as select line, cells.field, form, "
        "concat_ws(' ', days.written, if(cells.field = 'received_at', "
        "clocks.written, null)) as written, "
        f"if(seconds < {_MOVED_HOUR} * 3600, before_move, after_move) + seconds "
        "as happened_at, if(happened_at is null, content, null) as rest "
        "from export.cells as cells inner join export.fields as fields "
        f"on cells.field = fields.field and cells.{PLACE} = fields.place "
        "left join export.read_days as days using (form, day) "
        "left join export.read_clocks as clocks using (clock)"
    )
    form_of = {number: form for form, number in numbers.items()}
    rest = run(
        "select distinct form, rest from export.read_apart where rest is not null"
    ).fetchall()
    answers = [(form, text, *_written(text, form_of[form])) for form, text in rest]
    run(
        "create table export.answers (form bigint, rest varchar, read_text varchar, "
        "read_at double)"
    )
    fill_table(connection, "export.answers", answers)
    run(
        "create table export.days as select line, field, "
        "if(rest is null, happened_at, read_at) as happened_at, "
        "if(rest is null, written, if(field = 'received_at', read_text, "
        "left(read_text, 10))) as written "
        "from export.read_apart left join export.answers using (form, rest)"
    )


def _forms(columns: Mapping[str, _Column], manner: Manner) -> dict[str, DayForm]:
    """The form of each column; one that shows no order follows the others."""
    forms = {
        field: _form(column, manner.order, manner.zone)
        for field, column in columns.items()
    }
    shown = {form.order for form in forms.values() if form.order}
    if manner.order is None and len(shown) == 1:
        (order,) = shown
        for field, form in forms.items():
            if form.is_undecided and not form.is_contested:
                forms[field] = _form(columns[field], order, manner.zone)
    return forms


def _form(column: _Column, order: str | None, zone: str) -> DayForm:
    """The form of a column, from those of its cells that can show one."""
    plain = repeat("2026-11-23", column.plain)
    return day_form(chain(column.showing, plain), order=order, zone=zone)


def _day(text: str, form: DayForm) -> _Day | None:
    """What `_written` says of a plain day and any clock; None where that may differ."""
    if form.zone != HOME or form.digits or text.isdecimal() or has_time(text, form):
        return None
    day = read_day(text, form)
    if isinstance(day, Unread) or day.year < _FIRST_YEAR:
        return None
    zone = ZoneInfo(HOME)
    midnight = datetime.datetime.combine(day, datetime.time(), zone)
    noon = datetime.datetime.combine(day, datetime.time(12), zone)
    return day.isoformat(), midnight.timestamp(), noon.timestamp() - 12 * 3600


def _clock(text: str) -> tuple[str, int] | None:
    """A time of day, and its seconds; None in the hour in which clocks are moved."""
    at = read_instant(f"2026-11-23 {text}")
    if isinstance(at, Unread) or at.hour == _MOVED_HOUR:
        return None
    return f"{at:%H:%M:%S}", at.hour * 3600 + at.minute * 60 + at.second


def _written(text: str, form: DayForm) -> _Answer:
    """A text as the neutral form reads it, and its seconds since 1970."""
    at = read_instant(text, form)
    if isinstance(at, Unread):
        return ("" if at is Unread.EMPTY else NO_DAY), None
    # The clock on the wall says it all, but for the hour in which it is moved.
    wall = at if at.hour == _MOVED_HOUR else at.replace(tzinfo=None)
    return wall.isoformat(" ", "seconds"), at.timestamp()


def _refuse_without_order(
    column: _Column, unread: Sequence[str], manner: Manner, file: str
) -> None:
    """Raise BadExport when an order is wanting for many of a column's unread days."""
    lone = [day_form([text]) for text in unread]
    without_order = sum(bool(form.order) or form.is_undecided for form in lone)
    if not without_order or without_order * _FEW <= len(listed := column.texts):
        return
    if manner.order is not None or day_form(listed).is_contested:
        against = "" if manner.order is None else ", or not the one of the policy"
        raise BadExport(
            f"{file}: the days of {column.field} do not all have the same order of day "
            f"and month{against}; export them as 2026-11-23."
        )
    raise BadExport(
        f"{file}: nothing in {column.field} shows whether the day or the month stands "
        "first. Export the days as 2026-11-23, or say it in the policy: "
        f'[[ticket_system]] system = "{manner.system}", day_order = "day first" '
        '(or "month first").'
    )
