"""Reads what a telephone exchange logged, whatever its clock and order of days."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from zoneinfo import available_timezones

import duckdb

from privacy.contracts import Contract, read_contract
from privacy.errors import BadExport, BadPolicy
from privacy.imports.call_cells import (
    empty_names,
    lay_out_lengths,
    lay_out_moves,
    lay_out_odd_moments,
    lay_out_words,
)
from privacy.imports.import_counts import Context
from privacy.imports.placing import PLACE, Files
from privacy.imports.reading import day_form
from privacy.storage.databases import fill_table, give_back_memory

Connection = duckdb.DuckDBPyConnection
_HALF_A_YEAR = 183
_SELDOM = {
    "repeating_id": "varchar",
    "outcome": "varchar",
    "medium": "varchar",
    "leg_ids": "varchar[]",
}
"""Columns that few formats give; in the others they are null."""

_FIRST_LEG = {
    "asterisk_headed": ("linkedid", "uniqueid", "uniqueid = linkedid"),
    "grandstream": ("session", "cdr", "cdr = 'main_cdr'"),
}
"""Of a format, the id that legs share, the other column that tells, and SQL for it:
which leg is the first of its call."""
_LACKING = "first_leg"

_ORDERS = {False: "day first", True: "month first"}
_DAY_ORDERS = {order: is_month_first for is_month_first, order in _ORDERS.items()}


def read_calls(
    connection: Connection, contract: Contract, context: Context, files: Files
) -> list[tuple[int, str]]:
    """Take calls in; return line and reason of the rows that could not be.

    Raises BadExport when the order of day and month is unknown. Of several files
    those are left out whose times are written in another manner than most.
    """
    connection.execute(
        f"create table export.neutral as select neutral.*{_seldom(contract)} "
        f"from ({contract.unsorted}) as neutral"
    )
    later = _later_legs(connection, contract)
    _drop(connection, "rows")
    manners = _manners(connection, contract, context, files)
    if not manners:
        return []
    ((manner, _times),) = Counter(manners.values()).most_common(1)
    files.left_out |= {place for place in manners if manners[place] != manner}
    files.forget(connection, "export.neutral")
    connection.execute(
        "create table export.manner (is_month_first boolean, clock varchar, "
        "zone varchar)"
    )
    connection.execute(
        "insert into export.manner values (?, ?, ?)", [*manner, context.zone]
    )
    if "no_year" in " ".join(contract.header.get("Options", ())).split():
        _say_years(connection, context, files.names[0])
    return _read_neutral(connection, context, later)


def _later_legs(connection: Connection, contract: Contract) -> list[int]:
    """The lines of legs whose call has no first leg in their file, where legs say so.

    Such a log was cut, or holds some telephones or hours alone.
    """
    of_format = _FIRST_LEG.get(contract.name.rsplit("/", 1)[1])
    if of_format is None:
        return []
    shared, other, is_first = of_format
    call = f"({PLACE}, {shared})"
    rows = connection.execute(
        f"select line from export.rows where {shared} <> '' and {other} <> '' "
        f"and not ({is_first}) and {call} not in "
        f"(select {call} from export.rows where {is_first})"
    ).fetchall()
    return [line for (line,) in rows]


def _seldom(contract: Contract) -> str:
    """SQL for the columns that a format does not give."""
    lacking = sorted(_SELDOM.keys() - contract.column_names)
    return "".join(f", null::{_SELDOM[name]} as {name}" for name in lacking)


def _read_neutral(
    connection: Connection, context: Context, later: Sequence[int]
) -> list[tuple[int, str]]:
    """Take in what export.neutral says; return line and reason of what is no call.

    `later` are the lines of legs whose call has no first leg here: so it says.
    """
    empty_names(connection)
    lay_out_words(connection, context.policy)
    lay_out_lengths(connection)
    _fill(connection, "export.moments", "imports/call_moments")
    lay_out_odd_moments(connection)
    _fill(connection, "export.times", "imports/call_times")
    lay_out_moves(connection, context.zone)
    _fill(connection, "export.offsets", "imports/call_offsets")
    _fill(connection, "export.raw", "imports/call_legs")
    if later:
        connection.execute(
            "update export.raw set bad_fields = "
            f"list_append(coalesce(bad_fields, []), '{_LACKING}') "
            "where line in (select unnest(?::bigint[]))",
            [later],
        )
    _drop(connection, "neutral", "moments", "times", "lengths", "moves", "offsets")
    # A call of a month's first hours may have begun in the month before.
    months = connection.execute(
        "select distinct date_trunc('month', unnest([started_at, "
        "started_at - interval 12 hours]))::date from export.raw "
        "where started_at is not null"
    ).fetchall()
    context.open_months(connection, [month for (month,) in months])
    queues = [
        (row["dialled"], row["queue"]) for row in context.policy.table("dialled_queue")
    ]
    connection.execute("create table export.queues (dialled varchar, queue varchar)")
    fill_table(connection, "export.queues", queues)
    _fill(connection, "export.numbers", "imports/call_numbers")
    _fill(connection, "export.legs", "imports/call_directions")
    sql = read_contract("imports/call_rejects").sql
    rejects = connection.execute(sql).fetchall()
    _drop(connection, "numbers", "raw")
    _fill(connection, "export.whole_calls", "imports/whole_calls")
    _fill(connection, "export.persons", "imports/call_persons")
    _fill(connection, "taken.calls", "imports/placed_calls")
    _drop(connection, "legs", "whole_calls", "persons")
    return rejects


def _fill(connection: Connection, table: str, query: str) -> None:
    connection.execute(f"create table {table} as {read_contract(query).sql}")


def _drop(connection: Connection, *tables: str) -> None:
    """Give back the memory of what was read for the last time."""
    for table in tables:
        connection.execute(f"drop table export.{table}")
    give_back_memory()


def _manners(
    connection: Connection, contract: Contract, context: Context, files: Files
) -> dict[int, tuple[bool, str]]:
    """By place of the file, whether the month stands first, and whose clock it is.

    A format that is always in UTC says so itself.
    """
    system = contract.name.rsplit("/", 1)[1]
    manner, clock = _said(context, system)
    sql = read_contract("imports/call_days").sql
    days = defaultdict(list)
    for place, written in connection.execute(sql).fetchall():
        days[place].append(written)
    own = connection.execute(
        f"select {PLACE}, max(upper(clock)) from export.neutral group by 1"
    ).fetchall()
    clocks = {place: own_clock for place, own_clock in own if own_clock}
    result = {}
    for place, name in files.names.items():
        try:
            is_month_first = _is_month_first(days[place], manner, system, name)
            result[place] = (is_month_first, clocks.get(place, clock))
        except BadExport as refusal:
            files.leave(place, refusal)
    return result


def _say_years(connection: Connection, context: Context, file: str) -> None:
    """Give the days of export.neutral the latest year that is not after the export.

    A log is written in order of time. Raises BadExport when its days would then go back
    by half a year or more, for one of them would have the wrong year.
    """
    connection.execute("create table export.last_days (exported_on date)")
    connection.execute("insert into export.last_days values (?)", [context.exported_on])
    _fill(connection, "export.dated", "imports/call_years")
    goes_back = connection.execute(
        "select coalesce(max(before - day), 0) > ? from (select "
        "try_cast(left(started_at, 10) as date) as day, "
        "lag(day) over (order by line) as before from export.dated "
        "where reason is null)",
        [_HALF_A_YEAR],
    ).fetchone()
    if context.exported_on is None or (goes_back and goes_back[0]):
        raise BadExport(
            f"{file}: its days have no year, and do not all lie in the year before the "
            "day of the export; put that day, or the last in the file, into its name, "
            "as smdr-2026-11-23.txt."
        )
    _drop(connection, "neutral")
    connection.execute("alter table export.dated rename to neutral")


def _said(context: Context, system: str) -> tuple[bool | None, str]:
    """Whether the month stands first, if the policy says, and whose clock it is.

    Raises BadPolicy when the policy says it with a word that is none.
    """
    rows = context.policy.table("call_system")
    manner = next((row for row in rows if row["system"] == system), None)
    if manner is None:
        return None, context.zone
    order, zone = manner["day_order"], str(manner["time_zone"] or context.zone)
    if order not in (None, *_DAY_ORDERS) or zone not in available_timezones():
        raise BadPolicy(
            f'[[call_system]] of {system}: day_order is "day first" or "month first", '
            'time_zone a name like "Europe/Stockholm"; correct it in '
            f"{context.policy.folder}."
        )
    return None if order is None else _DAY_ORDERS[str(order)], zone


def _is_month_first(
    days: Sequence[str], order: bool | None, system: str, file: str
) -> bool:
    """Whether the month stands first, as the policy or most days show.

    One odd day costs itself; raises BadExport when more than a tenth are odd.
    """
    if _has_year_last(days):
        days = [day.replace("-", "/") for day in days]
    form = day_form(days, has_most_days=True)
    is_month_first = form.order == "month first" if order is None else order
    is_other = form.order not in (None, _ORDERS[is_month_first])
    if is_other or not form.is_sure or form.is_contested:
        raise BadExport(
            f"{file}: the days do not all have the same order of day and month"
            f"{'' if order is None else ', or not the one of the policy'}; export them "
            "as 2026-11-23."
        )
    if form.order is None and order is None and form.is_undecided:
        raise BadExport(
            f"{file}: nothing shows whether the day or the month stands first in its "
            "days. Export more days at once, or days as 2026-11-23, or say it in the "
            f'policy: [[call_system]] system = "{system}", day_order = "day first" '
            '(or "month first").'
        )
    return is_month_first


def _has_year_last(days: Sequence[str]) -> bool:
    """Whether of 13-04-26 the last number is the year: fewer years than first numbers.

    Days with a year of four digits are no such days.
    """
    parts = [day.split("-") for day in days if len(day) <= 8 and day.count("-") == 2]
    firsts, lasts = ({part[at] for part in parts} for at in (0, 2))
    return len(firsts) > len(lasts)
