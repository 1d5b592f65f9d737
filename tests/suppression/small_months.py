"""Small months of calls, each with one of the things that are rare in a real one."""

import itertools
import random
from collections import Counter, defaultdict

from privacy.suppression import Cell, Table

RARE = ("weekend", "internal", "night", "one agent", "rare queue", "withheld weekend")
_HEADLINES = {
    "calls_by_queue": (
        ("*", "*", "*"),
        ("*", "*", "answered"),
        ("*", "*", "missed"),
        ("in", "*", "*"),
    ),
    "calls_by_wait": (("in", "*", "*"), ("in", "answered", "within")),
}
_TABLES = {
    "calls_by_hour": ("weekday", "hour"),
    "calls_by_queue": ("direction", "queue", "outcome"),
    "calls_by_wait": ("direction", "outcome", "wait"),
}


def calls_of(seed):
    """One month's calls; `RARE[seed % 6]` says what is rare in it."""
    chance = random.Random(seed)
    count = chance.choice([30, 60, 120, 300])
    people = [f"p{i}" for i in range(max(6, int(count * chance.choice([0.3, 0.9]))))]
    agents = [f"a{i}" for i in range(chance.choice([3, 4, 8]))]
    queues = ["A", "B", "C"][: chance.choice([1, 2, 3])]
    calls = []

    def call(person, weekday, hour, queue, direction="in", agent=None):
        is_answered = chance.random() < 0.8
        calls.append(
            {
                "direction": direction,
                "queue": queue,
                "outcome": "answered" if is_answered else "missed",
                "weekday": str(weekday),
                "hour": f"{hour:02}",
                "wait": chance.choice(["within", "within", "after"])
                if direction == "in"
                else "-",
                "person": person,
                "agent": (agent or chance.choice(agents)) if is_answered else None,
            }
        )

    def day():
        return chance.randint(1, 5), chance.randint(8, 16)

    for _ in range(count):
        if chance.random() < 0.8:
            call(chance.choice(people), *day(), chance.choice(queues))
        else:
            call(chance.choice(people), *day(), "-", "out")
    rare = RARE[seed % len(RARE)]
    if rare.endswith("weekend"):
        caller = "-" if rare.startswith("withheld") else "weekender"
        for _ in range(chance.randint(1, 3)):
            call(caller, 6, chance.randint(8, 22), chance.choice(queues))
    elif rare == "internal":
        for _ in range(3):
            call(f"x{chance.randint(0, 1)}", *day(), "inside", "internal")
    elif rare == "night":
        call("owl", 3, chance.choice([22, 23]), chance.choice(queues))
    elif rare == "one agent":
        for _ in range(6):
            call(chance.choice(people), *day(), "solo", agent="lonely")
    else:
        for number in range(2):
            call(f"rare{number}", *day(), "rare")
    return calls


def tables_of(calls):
    """The three linked tables of a month, as the statistics count them."""
    return [_table(name, dimensions, calls) for name, dimensions in _TABLES.items()]


def _table(name, dimensions, calls):
    persons, agents = defaultdict(Counter), defaultdict(set)
    for call in calls:
        for stars in itertools.product((False, True), repeat=len(dimensions)):
            at = tuple(
                "*" if star else call[dimension]
                for star, dimension in zip(stars, dimensions, strict=True)
            )
            persons[at][call["person"]] += 1
            agents[at] |= {call["agent"]} - {None}
    cells = []
    for at, counts in sorted(persons.items()):
        most = [count for _, count in counts.most_common(2)] + [0]
        single = next(iter(counts)) if len(counts) == 1 else None
        cells.append(
            Cell(
                at,
                counts.total(),
                len(counts),
                len(agents[at]) or None,
                (most[0], most[1]),
                single,
            )
        )
    return Table(name, "calls", dimensions, tuple(cells), _HEADLINES.get(name, ()))
