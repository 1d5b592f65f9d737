"""Reads the days of tickets: each text once, in the form that its column shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from privacy.contracts import read_contract
from privacy.databases import Connection, fill_table
from privacy.errors import BadExport
from privacy.imports.reading import DayForm, Unread, day_form, read_instant

NO_DAY = "no day"
"""What stands for a cell that cannot be read; the neutral form names its column."""

_FEW = 10
"""One text in so many may be unreadable for want of an order."""

_MOVED_HOUR = 2

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


def lay_out_days(connection: Connection, manner: Manner, file: str) -> None:
    """Make export.cells, the cells that hold a day, and export.days, what each says.

    export.days(line, field, written, happened_at) holds what the neutral form reads,
    empty for a cell that says nothing, and seconds since 1970. Raises BadExport when
    the order of day and month cannot be told.
    """
    sql = read_contract("imports/ticket_cells").sql
    connection.execute(f"create table export.cells as {sql}")
    texts = dict(
        connection.execute(
            "select field, list(distinct content) from export.cells group by field "
            "order by field"
        ).fetchall()
    )
    forms = _forms(texts, manner)
    read: dict[DayForm, dict[str, _Answer]] = {form: {} for form in forms.values()}
    for field, listed in texts.items():
        known = read[forms[field]]
        for text in listed:
            if text not in known:
                known[text] = _written(text, forms[field])
        _refuse_without_order(field, listed, known, manner, file)
    _lay_out_answers(connection, forms, read)


def _lay_out_answers(
    connection: Connection,
    forms: Mapping[str, DayForm],
    read: Mapping[DayForm, Mapping[str, _Answer]],
) -> None:
    """Make export.days from what each text of each form says."""
    numbers = {form: number for number, form in enumerate(read)}
    fields = [(field, numbers[form]) for field, form in forms.items()]
    answers = [
        (numbers[form], content, *answer)
        for form, known in read.items()
        for content, answer in known.items()
    ]
    connection.execute("create table export.fields (field varchar, form bigint)")
    connection.execute(
        "create table export.answers (form bigint, content varchar, written varchar, "
        "happened_at double)"
    )
    fill_table(connection, "export.fields", fields)
    fill_table(connection, "export.answers", answers)
    connection.execute(
        "create table export.days as select line, field, happened_at, "
        "if(field = 'received_at', written, left(written, 10)) as written "
        "from export.cells inner join export.fields using (field) "
        "inner join export.answers using (form, content)"
    )


def _forms(texts: Mapping[str, Sequence[str]], manner: Manner) -> dict[str, DayForm]:
    """The form of each column; one that shows no order follows the others."""
    forms = {
        field: day_form(listed, order=manner.order, zone=manner.zone)
        for field, listed in texts.items()
    }
    shown = {form.order for form in forms.values() if form.order}
    if manner.order is None and len(shown) == 1:
        (order,) = shown
        for field, form in forms.items():
            if form.is_undecided and not form.is_contested:
                forms[field] = day_form(texts[field], order=order, zone=manner.zone)
    return forms


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
