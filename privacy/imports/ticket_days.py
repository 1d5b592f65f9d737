"""Reads the days of tickets: each text once, in the form that its column shows."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
_DAY_AND_CLOCK = re.compile(
    r"(.*[^ ]) ([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: [AP]M)?)", re.ASCII
)

_Answer = tuple[str, float | None]


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
    texts: dict[int, dict[str, list[str]]] = {}
    for place, field, listed in connection.execute(
        f"select {PLACE}, field, list(distinct content) from export.cells group by all "
        f"order by {PLACE}, field"
    ).fetchall():
        texts.setdefault(place, {})[field] = listed
    fields: list[tuple[int, str, DayForm]] = []
    read: dict[DayForm, dict[str, _Answer]] = {}
    halves: dict[DayForm, _Halves] = {}
    for place, by_field in texts.items():
        for field, form in _forms(by_field, manner).items():
            fields.append((place, field, form))
            known = read.setdefault(form, {})
            reader = halves.setdefault(form, _Halves(form))
            for text in by_field[field]:
                if text not in known:
                    known[text] = reader.written(text) or _written(text, form)
            try:
                name = files.contents[place].name
                _refuse_without_order(field, by_field[field], known, manner, name)
            except BadExport as refusal:
                files.leave(place, refusal)
    _lay_out_answers(connection, fields, read)


def _lay_out_answers(
    connection: Connection,
    fields: Sequence[tuple[int, str, DayForm]],
    read: Mapping[DayForm, Mapping[str, _Answer]],
) -> None:
    """Make export.days from what each text of each form says."""
    numbers = {form: number for number, form in enumerate(read)}
    shown = [(place, field, numbers[form]) for place, field, form in fields]
    answers = [
        (numbers[form], content, *answer)
        for form, known in read.items()
        for content, answer in known.items()
    ]
    connection.execute(
        "create table export.fields (place bigint, field varchar, form bigint)"
    )
    connection.execute(
        "create table export.answers (form bigint, content varchar, written varchar, "
        "happened_at double)"
    )
    fill_table(connection, "export.fields", shown)
    fill_table(connection, "export.answers", answers)
    connection.execute(
        "create table export.days as select line, cells.field, happened_at, "
        "if(cells.field = 'received_at', written, left(written, 10)) as written "
        "from export.cells as cells inner join export.fields as fields "
        f"on cells.field = fields.field and cells.{PLACE} = fields.place "
        "inner join export.answers using (form, content)"
    )


def _forms(texts: Mapping[str, Sequence[str]], manner: Manner) -> dict[str, DayForm]:
    """The form of each column; one that shows no order follows the others."""
    forms = {
        field: _form(listed, manner.order, manner.zone)
        for field, listed in texts.items()
    }
    shown = {form.order for form in forms.values() if form.order}
    if manner.order is None and len(shown) == 1:
        (order,) = shown
        for field, form in forms.items():
            if form.is_undecided and not form.is_contested:
                forms[field] = _form(texts[field], order, manner.zone)
    return forms


def _form(texts: Sequence[str], order: str | None, zone: str) -> DayForm:
    """The form of a column, from those of its cells that can show one."""
    showing = [text for text in texts if not text.isascii() or _SHOWING.search(text)]
    plain = min(len(texts) - len(showing), len(showing) + 1)
    return day_form(chain(showing, repeat("2026-11-23", plain)), order=order, zone=zone)


class _Halves:
    """Reads a day and a clock apart: of both there are fewer than of instants."""

    def __init__(self, form: DayForm) -> None:
        self._form, self._zone = form, ZoneInfo(HOME)
        self._days: dict[str, datetime.date | None] = {}
        self._clocks: dict[str, datetime.time | None] = {}

    def written(self, text: str) -> _Answer | None:
        """What `_written` says of a plain day, a space and a clock; None of others."""
        found = _DAY_AND_CLOCK.fullmatch(text)
        if found is None or self._form.zone != HOME or self._form.digits:
            return None
        day_text, clock_text = found.groups()
        if day_text not in self._days:
            self._days[day_text] = self._day(day_text)
        if clock_text not in self._clocks:
            at = read_instant(f"2026-11-23 {clock_text}")
            self._clocks[clock_text] = None if isinstance(at, Unread) else at.time()
        day, clock = self._days[day_text], self._clocks[clock_text]
        if day is None or clock is None or clock.hour == _MOVED_HOUR:
            return None
        wall = datetime.datetime.combine(day, clock)
        seconds = wall.replace(tzinfo=self._zone).timestamp()
        return wall.isoformat(" ", "seconds"), seconds

    def _day(self, text: str) -> datetime.date | None:
        if text.isdecimal() or has_time(text, self._form):
            return None
        day = read_day(text, self._form)
        return None if isinstance(day, Unread) else day


def _written(text: str, form: DayForm) -> _Answer:
    """A text as the neutral form reads it, and its seconds since 1970."""
    at = read_instant(text, form)
    if isinstance(at, Unread):
        return ("" if at is Unread.EMPTY else NO_DAY), None
    # The clock on the wall says it all, but for the hour in which it is moved.
    wall = at if at.hour == _MOVED_HOUR else at.replace(tzinfo=None)
    return wall.isoformat(" ", "seconds"), at.timestamp()


def _refuse_without_order(
    field: str,
    listed: Sequence[str],
    known: Mapping[str, _Answer],
    manner: Manner,
    file: str,
) -> None:
    """Raise BadExport when an order is wanting for many days of a column."""
    unread = [text for text in listed if known[text][0] == NO_DAY]
    lone = [day_form([text]) for text in unread]
    without_order = sum(bool(form.order) or form.is_undecided for form in lone)
    if without_order * _FEW <= len(listed):
        return
    if manner.order is not None or day_form(listed).is_contested:
        against = "" if manner.order is None else ", or not the one of the policy"
        raise BadExport(
            f"{file}: the days of {field} do not all have the same order of day and "
            f"month{against}; export them as 2026-11-23."
        )
    raise BadExport(
        f"{file}: nothing in {field} shows whether the day or the month stands first. "
        "Export the days as 2026-11-23, or say it in the policy: [[ticket_system]] "
        f'system = "{manner.system}", day_order = "day first" (or "month first").'
    )
