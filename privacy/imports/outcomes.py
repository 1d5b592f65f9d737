"""What one export says as a whole: its period, its rows by outcome, unknown words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from privacy.policy import Policy
from privacy.storage.databases import ZONE, Connection, fill_table
from privacy.storage.rows import Span, files_of, reading

ANSWERED, UNANSWERED, UNKNOWN = "answered", "unanswered", "unknown"
_UNKNOWN_WORD = "unknown_word:"

_OUTCOMES: Mapping[str, str] = {
    "calls": "is_answered",
    "requests": "case when closed_on is not null then true "
    "when not list_contains(bad_fields, 'closed_on') then false end",
}
"""Of a table, SQL that says whether a row is answered; null when it is not known."""

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
}
"""Of a table of what happened, SQL for the day; the days of events are in its spans."""


def period_of(connection: Connection, table: str) -> tuple[str, ...]:
    """The first and last day of the rows of taken.<table>; nothing without days."""
    if table not in _DAYS:
        return ()
    found = connection.execute(
        f"select min({_DAYS[table]})::varchar, max({_DAYS[table]})::varchar "
        f"from taken.{table}"
    ).fetchone()
    return tuple(day for day in found or () if day)


def count_outcomes(connection: Connection, table: str) -> dict[str, int]:
    """Rows of taken.<table> by outcome; nothing for a table without one."""
    if table not in _OUTCOMES:
        return {}
    found = connection.execute(
        f"select case {_OUTCOMES[table]} when true then '{ANSWERED}' "
        f"when false then '{UNANSWERED}' else '{UNKNOWN}' end, count(*) "
        f"from taken.{table} group by all order by all"
    )
    return dict(found.fetchall())


def count_statuses(
    connection: Connection, folder: Path, spans: Sequence[Span]
) -> dict[str, int]:
    """Lines of a web log by the class of their status, as 2xx."""
    counts: Counter[str] = Counter()
    for span in spans:
        if span.table == "hits":
            found = connection.execute(
                "select if(status is null, 'unknown', (status // 100) || 'xx'), "
                f"count(*) from {reading(files_of(folder, span), span.span)} "
                "group by all"
            )
            counts.update(dict(found.fetchall()))
    return dict(sorted(counts.items()))


def count_unknown_words(
    connection: Connection,
    table: str,
    policy: Policy,
    facts: Sequence[tuple[str, str, str, int]],
) -> int:
    """Rows with a word that no [[word]] explains; calls noted theirs as facts."""
    if table != "requests":
        return sum(n for _, _, fact, n in facts if fact.startswith(_UNKNOWN_WORD))
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
    (count,) = connection.execute(
        f"select count(*) from taken.requests where {unknown}"
    ).fetchone() or (0,)
    return int(count)
