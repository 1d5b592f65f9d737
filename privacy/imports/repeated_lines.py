"""Finds lines that stand again in one log, as where it was put after itself.

Two equal lines are two requests when they stand side by side: a visitor may ask twice
in one second. They are one when the log goes back in time between them and goes on as
it did before, at the same distance for three lines or more, or when each line of the
log stands equally often.
"""

import math
from collections.abc import Mapping

from privacy.imports.placing import PLACE
from privacy.storage.databases import Connection

REASON = "repeated_row"
_ENOUGH = 3
"""Lines that show that a log holds some of itself again."""
_NTH_SECOND = 31
"""Of a log in several blocks, the seconds whose lines are compared."""
_CONTENT = (
    f"select {PLACE} as place, line, seen_at, "
    "hash(seen_at, address, target, status, agent, referrer) as content "
    "from export.timed_fields"
)
_AGAIN = f"""
    with dated as (
        select
            *,
            coalesce(
                seen_at < lag(seen_at) over (partition by place order by line), false
            ) as goes_back
        from {{lines}}
    ),
    placed as (
        select
            *,
            sum(goes_back::integer) over (partition by place order by line) as run,
            row_number() over (partition by place order by line) as nth
        from dated
        where place in (select place from dated where goes_back)
    ),
    paired as (
        select
            place, line, nth, run, seen_at,
            lag(nth) over equal as earlier,
            lag(line) over equal as earlier_line,
            lag(run) over equal as earlier_run
        from placed
        window equal as (partition by place, content order by line)
    ),
    distances as (
        select
            place,
            line - earlier_line as distance,
            list(line) as lines
        from paired
        where earlier_run < run
        group by 1, 2
        having
            count(distinct seen_at) > 1
            and (count(*) >= {_ENOUGH} or min(earlier) = 1)
            and 2 * count(*) > max(nth) - min(nth)
    )
    select distinct unnest(lines) as line from distances order by 1
"""
"""The lines that stand again behind a place where time goes back."""


def leave_repeated(connection: Connection) -> int:
    """Delete from export.timed_fields what stands again, and reject it; say how many.

    All lines of a log must be there, or its first ones.
    """
    run = connection.execute
    counted = run(
        "select place, count(*), count(distinct seen_at), list(distinct times) "
        "from (select place, seen_at, content, count(*) as times "
        f"from ({_CONTENT}) group by all) group by 1 having max(times) > 1"
    ).fetchall()
    if not counted:
        return 0
    often = {
        place: number
        for place, contents, seconds, times in counted
        if contents >= _ENOUGH and seconds > 1 and (number := math.gcd(*times)) > 1
    }
    lines = _in_excess(connection, often)
    others = ", ".join(str(place) for place, *_ in counted if place not in often)
    if others:
        some = f"(from ({_CONTENT}) where place in ({others}))"
        lines += [line for (line,) in run(_AGAIN.format(lines=some)).fetchall()]
    if lines:
        listed = "(select unnest(?::bigint[]))"
        run(f"insert into taken.rejects select *, '{REASON}' from {listed}", [lines])
        run(f"delete from export.timed_fields where line in {listed}", [lines])
    return len(lines)


def _in_excess(connection: Connection, often: Mapping[int, int]) -> list[int]:
    """The lines of logs each of whose lines stands so many times as often as it did."""
    result = []
    for place, number in often.items():
        rows = connection.execute(
            "select unnest(lines[len(lines) // ? + 1:]) from ("
            f"select list(line order by line) as lines from ({_CONTENT}) "
            "where place = ? group by content)",
            [number, place],
        ).fetchall()
        result += [line for (line,) in rows]
    return result


def lay_out_sample(connection: Connection) -> None:
    """Make export.sampled, for the lines of a log in several blocks."""
    connection.execute(
        "create table export.sampled (place bigint, line bigint, seen_at timestamp, "
        "content ubigint)"
    )


def take_sample(connection: Connection) -> None:
    """Add to export.sampled the lines of some seconds of export.timed_fields."""
    connection.execute(
        f"insert into export.sampled {_CONTENT} "
        f"where epoch_us(seen_at) // 1000000 % {_NTH_SECOND} = 0"
    )


def repeated_in_sample(connection: Connection) -> tuple[float, int]:
    """The share of the lines of export.sampled that stand again, and the first."""
    lines = connection.execute(_AGAIN.format(lines="export.sampled")).fetchall()
    (number,) = connection.execute("select count(*) from export.sampled").fetchall()[0]
    return (len(lines) / number, lines[0][0]) if lines else (0.0, 0)
