"""Callers are counted beside calls, and nothing small is left by subtraction."""

import random

import duckdb

from privacy.contracts import read_contract
from privacy.contracts.roles import Role
from privacy.releases.ladder import climb
from privacy.releases.statistics import Statistic
from privacy.suppression import Cell, Protected, Rule, SafeTable, Table

HEAD = (
    "call_id,started_at,direction,from_number,to_number,queue,agent,is_answered,"
    "wait_seconds,talk_seconds\n"
)
RULE = Rule(5, dominance_percent=20)
CALLERS = Statistic(read_contract("statistics/callers"))


def month(often, direction):
    """Calls of October, one line each; `often` says how often each caller called."""
    callers = (n for n, times in enumerate(often) for _ in range(times))
    for number, caller in enumerate(callers):
        other = f"08{1_000_000 + caller}"
        numbers = f"9000,{other}" if direction == "out" else f"{other},9000"
        yield (
            f"{direction}{number},2026-10-{number % 28 + 1:02} 09:00:00,{direction},"
            f"{numbers},skador,40{number % 6},true,10,60\n"
        )


def levels(often, agents=7):
    """What is told of callers who called so often, 0 for a withheld number's call."""
    rows, count = true_rows(often, agents)
    result, refused = climb(CALLERS, rows, RULE, protected(count))
    return None if refused else {row[0]: row[-1] for row in result}


def test_callers_are_told_by_how_often_they_called():
    often = [1] * 40 + [2] * 12 + [3] * 8 + [4] * 6 + [5, 6, 7, 6, 5, 8]
    assert levels(often) == {
        "*": 72,
        "once": 40,
        "twice": 12,
        "three times": 8,
        "four times or more": 12,
    }


def test_few_who_called_often_are_told_with_those_who_called_less():
    often = [1] * 40 + [2] * 9 + [3, 3, 4, 4, 5]
    assert levels(often) == {"*": 54, "once": 40, "twice or more": 14}


def test_two_callers_who_called_again_keep_all_from_being_counted():
    assert levels([1] * 40 + [2, 2]) is None


def test_one_who_called_most_of_what_is_left_keeps_the_level_from_being_told():
    often = [1] * 40 + [2] * 12 + [3] * 8 + [4] * 6 + [5, 5, 5, 5, 90]
    assert levels(often).keys() == {"*", "once", "twice or more"}


def test_withheld_numbers_are_no_callers_and_are_left_with_enough_others():
    often = [1] * 40 + [2] * 12 + [0] * 5
    assert levels(often) == {"*": 52}


def test_callers_of_two_agents_are_not_told():
    assert levels([1] * 40 + [2] * 12, agents=2) is None


def test_a_released_month_tells_callers_of_incoming_calls(home):
    often = [1] * 40 + [2] * 12
    lines = [*month(often, "in"), *month([1] * 50, "out")]
    home.put("telephone/calls.csv", (HEAD + "".join(lines)).encode())
    assert home.take_in().is_well
    rows = home.desk(Role.MANAGER).ask("released/callers").records()
    result = {row["times"]: row["callers"] for row in rows}
    assert result == {"*": 52, "once": 40, "twice": 12}


def true_rows(often, agents=7):
    """What the query says of a month; the last callers withhold their numbers."""
    connection = duckdb.connect()
    connection.execute("create schema imported")
    connection.execute(
        "create table imported.counted_calls "
        "(is_incoming boolean, person varchar, agent varchar)"
    )
    calls = [
        (f"p{n}" if times else "-", f"a{(n + call) % agents}")
        for n, times in enumerate(often)
        for call in range(max(times, 1))
    ]
    persons, agents = map(list, zip(*calls, strict=True))
    connection.execute(
        "insert into imported.counted_calls select true, unnest(?), unnest(?)",
        [persons, agents],
    )
    return connection.execute(CALLERS.contract.sql).fetchall(), len(calls)


def calls_table(count, withheld=()):
    table = Table("calls_by_queue", "calls", ("direction",), (Cell(("*",), count, 9),))
    return SafeTable(table, dict.fromkeys(withheld, "secondary"))


def protected(count):
    return Protected((calls_table(count),), None)


def test_a_withheld_total_of_calls_is_not_bounded_by_its_callers():
    rows, count = true_rows([1] * 40 + [2] * 12)
    within = Statistic(read_contract("statistics/callers")).within
    assert within == (
        ("calls_by_queue", ("in", "*", "*")),
        ("calls_by_queue", ("unknown", "*", "*")),
        ("calls_by_queue", ("*", "*", "*")),
    )
    table = Table(
        "calls_by_queue", "calls", ("d", "q", "o"), (Cell(("in", "*", "*"), count, 9),)
    )
    for withheld in ({}, {("in", "*", "*"): "secondary"}):
        safe = Protected((SafeTable(table, withheld),), None)
        _, refused = climb(CALLERS, rows, RULE, safe)
        assert bool(refused) == bool(withheld)


def test_whoever_knows_callers_and_calls_finds_no_few_and_no_one():
    """An attacker of his own: he subtracts all that is told from the calls."""
    result = [bad for seed in range(300) if (bad := attacked(seed)) is not None]
    assert len(result) > 50
    assert not [bad for bad in result if bad]


def attacked(seed):
    """What he finds in a random month; None where nothing is told."""
    chance = random.Random(seed)
    weights = [chance.random() ** 3 for _ in range(9)]
    often = chance.choices(range(9), weights, k=chance.choice((8, 20, 60, 200)))
    if chance.random() < 0.3:
        often.append(chance.randrange(5, 80))
    rows, count = true_rows(often)
    result, refused = climb(CALLERS, rows, RULE, protected(count))
    if refused:
        return None
    named = {row[0]: row[-1] for row in result}
    level, known = result[0][1], [times for times in often if times]
    beyond = [times - level for times in known if times > level]
    if withheld := often.count(0):
        beyond.append(withheld)
    left = count - sum(min(times, level) for times in known)
    assert left == sum(beyond)
    assert sum(n for times, n in named.items() if times != "*") in (0, named["*"])
    bad = [f"{seed}: {times}" for times, callers in named.items() if callers < 5]
    if left:
        first, second, *_ = [*sorted(beyond, reverse=True), 0]
        if len(beyond) < 5 or left - first - second < 0.2 * first:
            bad.append(f"{seed}: what is left")
    return bad
