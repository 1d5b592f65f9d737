"""Random requests of a period, with outcomes that are rare, and what is released."""

import random
from dataclasses import replace

import duckdb
from releases.random_months import FIRST, LAST, task_of

from privacy.releases.making import protect_cells
from privacy.releases.statistics import statistics_of, stored_columns


def requests_of(seed):
    """Status and outcome of a period's requests; some of them are rare."""
    chance = random.Random(seed)
    kinds = {
        ("Besvarad i tid", "bifall"): chance.choice([3, 12, 30]),
        ("Besvarad i tid", "avslag"): chance.choice([0, 2, 8]),
        ("Besvarad för sent", "bifall"): chance.choice([0, 1, 2, 6]),
        ("Försenad", None): chance.choice([0, 1, 4, 7]),
        ("Pågår", None): chance.choice([0, 2, 6]),
        ("Återkallad", "återkallad"): chance.choice([0, 1, 5]),
    }
    return [kind for kind, count in kinds.items() for _ in range(count)]


def requests_released(requests, before=()):
    """Released rows (dicts) and true tables by statistic, of status and outcome.

    `before` are the true tables of the release that these correct.
    """
    with duckdb.connect() as connection:
        connection.execute("create schema register; create schema policy")
        connection.execute("create table policy.words (field text, word text)")
        connection.execute(
            "create macro policy.words_on(day) as table select *, '' as meaning "
            "from policy.words"
        )
        connection.execute(
            "create table register.requests (system text, request_id text, kind text, "
            "right_used text, outcome text, status text, received_on date, "
            "exported_on date)"
        )
        connection.execute(
            "create macro register.deadlines(day) as table "
            "select system, request_id, status from register.requests"
        )
        rows = [
            ("s", str(n), "begäran", "tillgång", outcome, status, FIRST, LAST)
            for n, (status, outcome) in enumerate(requests)
        ]
        connection.executemany(
            "insert into register.requests values (?, ?, ?, ?, ?, ?, ?, ?)", rows
        )
        period = {"first_on": FIRST, "last_on": LAST}
        true = {
            one.name: connection.execute(one.contract.sql, period).fetchall()
            for one in statistics_of("requests")
        }
    task = replace(task_of("requests"), before=tuple(before))
    made = protect_cells(replace(task, version=2 if before else 1), true)
    shown = {}
    for one in made:
        names = list(stored_columns(one.released.statistic))
        shown[one.released.statistic] = [
            dict(zip(names, row, strict=True)) for row in one.released.rows
        ]
    return shown, {one.released.statistic: one.truth for one in made}
