"""What one export says as a whole: its period, its rows by outcome, unknown words."""

from collections import Counter
from collections.abc import Mapping

from privacy.policy import Policy
from privacy.storage.databases import ZONE, Connection, fill_table

ALONE = "0"
"""SQL for the place of a file that is read alone."""
ANSWERED, UNANSWERED, UNKNOWN = "answered", "unanswered", "unknown"

_OUTCOMES: Mapping[str, str] = {
    "calls": "is_answered",
    "requests": "case when closed_on is not null then true "
    "when not list_contains(bad_fields, 'closed_on') then false end",
}
"""Of a table, SQL that says whether a row is answered; null when it is not known."""

_SHOWS_HOURS = 10
"""Calls that show of which hours a file is."""

_WORDS = {
    "right": "request_type",
    "status": "ticket_status",
    "outcome": "outcome",
    "channel": "channel",
}


_DAYS = {
    "requests": f"cast(timezone('{ZONE}', received_at) as date)",
    "incidents": f"cast(timezone('{ZONE}', aware_at) as date)",
    "disclosures": "disclosed_on",
    "web_aggregates": "unnest([first_on, last_on])",
}
"""Of a table of what happened, SQL for its days; those of events are in its spans."""


def periods_of(
    connection: Connection, table: str, place: str = ALONE
) -> dict[int, tuple[str, ...]]:
    """The first and last day of the rows of taken.<table>, of each file that has some.

    `place` is SQL for the place of a row's file.
    """
    if table not in _DAYS:
        return {}
    rows = connection.execute(
        f"select place, min(day)::varchar, max(day)::varchar from (select "
        f"{place} as place, {_DAYS[table]} as day from taken.{table}) group by 1"
    ).fetchall()
    return {at: (first, last) for at, first, last in rows if first}


def half_days_of(
    connection: Connection, table: str, place: str = ALONE
) -> dict[int, int]:
    """The calls of each file none of whose hours is of an afternoon or midnight.

    Though a tenth or more are of hours in which a clock of half days shows one.
    """
    if table != "calls":
        return {}
    rows = connection.execute(
        f"select {place}, count(*) from taken.calls group by 1 having count(*) >= "
        f"{_SHOWS_HOURS} and min(hour) > 0 and max(hour) < 13 "
        "and 10 * count(*) filter (hour < 6) >= count(*)"
    ).fetchall()
    return dict(rows)


def count_outcomes(
    connection: Connection, table: str, place: str = ALONE
) -> dict[int, dict[str, int]]:
    """Rows of taken.<table> by outcome, of each file; no table without one has any."""
    if table not in _OUTCOMES:
        return {}
    counts: dict[int, dict[str, int]] = {}
    for at, outcome, count in connection.execute(
        f"select {place}, case {_OUTCOMES[table]} when true then '{ANSWERED}' "
        f"when false then '{UNANSWERED}' else '{UNKNOWN}' end, count(*) "
        f"from taken.{table} group by all order by all"
    ).fetchall():
        counts.setdefault(at, {})[outcome] = count
    return counts


def count_statuses(
    connection: Connection, rows: str, place: str = ALONE
) -> dict[int, dict[str, int]]:
    """Lines of a web log by the class of their status, as 2xx; of each file."""
    counts: dict[int, dict[str, int]] = {}
    for at, status, count in connection.execute(
        "select place, if(status is null, 'unknown', (status // 100) || 'xx') as kind, "
        f"sum(lines)::bigint from (select {place} as place, status, count(*) as lines "
        f"from {rows} group by all) group by all order by all"
    ).fetchall():
        counts.setdefault(at, {})[status] = count
    return counts


def count_unknown_words(
    connection: Connection, table: str, policy: Policy, place: str = ALONE
) -> Counter[int]:
    """Words of calls, and rows of requests with a word, that no [[word]] explains.

    Of each file that has some.
    """
    if table == "calls":
        rows = connection.execute(
            f"select {place}, sum(len(unknown_words))::bigint from taken.calls "
            "where len(unknown_words) > 0 group by 1"
        )
        return Counter(dict(rows.fetchall()))
    if table != "requests":
        return Counter()
    connection.execute("create temp table known_words (field varchar, word varchar)")
    words = [
        (row["field"], str(row["word"]).strip().lower()) for row in policy.table("word")
    ]
    fill_table(connection, "known_words", words)
    unknown = " or ".join(
        f"({column} is not null and ('{field}', lower(trim({column}))) "
        "not in (select (field, word) from known_words))"
        for field, column in _WORDS.items()
    )
    rows = connection.execute(
        f"select {place}, count(*) from taken.requests where {unknown} group by 1"
    )
    return Counter(dict(rows.fetchall()))
