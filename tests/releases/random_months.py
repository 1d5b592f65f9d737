"""Random small months, counted and released by the program from rows made here.

Each month has things that are rare in a real one, so that much must be withheld: who is
alone in a cell, one agent, a rare queue or hour, a caller on a weekend, calls inside in
a queue of their own.
"""

import datetime
import random
from dataclasses import replace
from functools import cache

import duckdb

from privacy.contracts import read_contract
from privacy.installation import EXAMPLE
from privacy.policy import IDENTITY, SHAPES, read_policy
from privacy.releases import Task
from privacy.releases.making import count_cells, protect_cells
from privacy.releases.periods import Period
from privacy.releases.statistics import stored_columns
from privacy.storage.databases import create_in_force, fill_table
from privacy.storage.organisations import Organisation

FIRST, LAST = datetime.date(2026, 10, 1), datetime.date(2026, 10, 31)
RARE = (
    "weekend",
    "internal",
    "night",
    "one agent",
    "rare queue",
    "withheld weekend",
    "passed on",
    "few missed",
    "heavy caller",
    "unknown direction",
    "no outgoing",
    "quick answers",
    "no direction",
)


def released_month(seed):
    """What a random month of calls releases, and the truth behind it."""
    return release("telephone", {"calls": calls_of(seed)})


def release(source, rows, late=None, **differs):
    """Released rows (dicts) and true tables by statistic, of rows of events.

    `differs` says what is another than for a first release, as `version`; `late` are
    the rows that came after the release that these correct.
    """
    task = replace(task_of(source), **differs)
    late = _counted(task, late) if late else {}
    result = protect_cells(task, _counted(task, rows), late)
    shown = {}
    for one in result:
        names = list(stored_columns(one.released.statistic))
        shown[one.released.statistic] = [
            dict(zip(names, row, strict=True)) for row in one.released.rows
        ]
    return shown, {one.released.statistic: one.truth for one in result}


def _counted(task, rows):
    connection = _connection()
    for table in rows:
        columns = {c.name: c.type for c in read_contract(f"imports/{table}").columns}
        described = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        connection.execute(f"create or replace table imported.{table} ({described})")
        listed = [tuple(row.get(name) for name in columns) for row in rows[table]]
        fill_table(connection, f"imported.{table}", listed)
    for table in ("counted_calls", "visits", "page_views"):
        connection.execute(f"drop table if exists imported.{table}")
    return count_cells(connection, task)


@cache
def task_of(source):
    policy = read_policy(EXAMPLE / "claims-link")
    folder = EXAMPLE / "claims-link"
    nowhere = Organisation("claims-link", folder, folder / "none")
    period = Period(FIRST, LAST)
    return Task(nowhere, policy, source, period, (), "", LAST, None)


@cache
def _connection():
    connection = duckdb.connect(config={"threads": 1})
    connection.execute("create schema imported; create schema policy")
    policy = task_of("telephone").policy
    for name, columns in SHAPES.items():
        described = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        connection.execute(f"create table policy.{name}s ({described})")
        fill_table(connection, f"policy.{name}s", policy.rows.get(name, ()))
        create_in_force(connection, f"policy.{name}s", IDENTITY[name])
    return connection


def calls_of(seed):
    """One month's calls; two of the rare things happen in it."""
    chance = random.Random(seed)
    rare = {RARE[seed % len(RARE)], chance.choice(RARE)}
    count = chance.choice([20, 40, 80, 160, 300])
    people = [f"p{i}" for i in range(max(6, int(count * chance.choice([0.3, 0.9]))))]
    agents = [f"a{i}" for i in range(chance.choice([3, 4, 8]))]
    queues = ["A", "B", "C", "D"][: chance.choice([1, 2, 3, 4])]
    answered = 0.95 if "few missed" in rare else chance.choice([0.6, 0.8])
    calls = []

    def call(person, day, hour, *queue, direction="in", agent=None):
        is_answered = chance.random() < answered
        wait = chance.choice([3, 8, 15, 19, 25, 60])
        if "quick answers" in rare and chance.random() < 0.95:
            wait = chance.choice([2, 5, 9])
        calls.append(
            {
                "started_on": day,
                "direction": direction,
                "weekday": day.isoweekday(),
                "hour": hour,
                "queue": queue[0] if queue else None,
                "queues": list(dict.fromkeys(queue)),
                "caller": person,
                "agent": (agent or chance.choice(agents)) if is_answered else None,
                "is_answered": is_answered,
                "wait_seconds": wait,
                "talk_seconds": chance.randint(5, 600) if is_answered else None,
            }
        )

    def weekday():
        days = [FIRST + datetime.timedelta(n) for n in range(31)]
        return chance.choice([day for day in days if day.isoweekday() < 6])

    passed = 0.95 if "passed on" in rare else chance.choice([0, 0.1])
    for _ in range(count):
        hour, at = chance.randint(8, 16), weekday()
        if chance.random() < 0.8 or "no outgoing" in rare:
            way = [chance.choice(queues)]
            if chance.random() < passed:
                way.append(chance.choice(queues[:2]))
            call(chance.choice(people), at, hour, *way)
        else:
            call(chance.choice(people), at, hour, direction="out")
    saturday = datetime.date(2026, 10, 10)
    if rare & {"weekend", "withheld weekend"}:
        caller = "weekender" if "weekend" in rare else None
        for _ in range(chance.randint(1, 3)):
            call(caller, saturday, chance.randint(8, 22), chance.choice(queues))
    if "internal" in rare:
        for _ in range(3):
            inside = chance.choice([None, "x"])
            call(inside, weekday(), 10, "inside", direction="internal")
    if "night" in rare:
        call("owl", weekday(), chance.choice([22, 23]), chance.choice(queues))
    if "one agent" in rare:
        for _ in range(6):
            call(chance.choice(people), weekday(), 9, "solo", agent="lonely")
    if "rare queue" in rare:
        for number in range(2):
            call(f"rare{number}", weekday(), 11, "rare")
    if "heavy caller" in rare:
        for _ in range(count // 3):
            call("heavy", weekday(), chance.randint(8, 16), chance.choice(queues))
    if "unknown direction" in rare:
        call("lost", weekday(), 12, chance.choice(queues), direction=None)
    if "no direction" in rare:
        calls = [{**row, "direction": None} for row in calls]
    return calls
