"""A median is shown where enough persons are behind it, and tells nothing hidden."""

import pytest

from privacy.contracts import contract_names, read_contract
from privacy.contracts.roles import Role
from privacy.releases.statistics import Statistic

HEAD = (
    "call_id,started_at,direction,from_number,to_number,queue,agent,is_answered,"
    "wait_seconds,talk_seconds\n"
)


def call(number, *, wait=10, talk=60, answered=True, direction="in", agent=None):
    """One call of October, each with a caller of its own."""
    agent = f"40{number % 6}" if agent is None else agent
    other = f"08{1_000_000 + number}"
    numbers = f"9000,{other}" if direction == "out" else f"{other},9000"
    return (
        f"c{number},2026-10-{number % 28 + 1:02} 09:00:00,{direction},"
        f"{numbers},skador,{agent},"
        f"{str(answered).lower()},{wait},{talk if answered else ''}\n"
    )


def cells(home, *calls):
    home.put("telephone/calls.csv", (HEAD + "".join(calls)).encode())
    assert home.take_in().is_well
    rows = home.desk(Role.MANAGER).ask("released/calls_by_queue").records()
    return {(r["direction"], r["queue"], r["outcome"]): r for r in rows}


def test_the_talk_of_one_answered_call_among_many_missed_is_not_told(home):
    missed = [call(n, answered=False) for n in range(20)]
    result = cells(home, *missed, call(99, talk=437))
    assert result["*", "*", "*"]["calls"] == 21
    assert {cell["median_talk_seconds"] for cell in result.values()} == {None}


def test_a_median_of_one_known_wait_is_not_told(home):
    unknown = [call(n, wait="") for n in range(20)]
    result = cells(home, *unknown, call(99, wait=33))
    assert result["*", "*", "*"]["calls"] == 21
    assert {cell["median_wait_seconds"] for cell in result.values()} == {None}


def test_a_median_of_two_agents_talk_is_not_told(home):
    missed = [call(n, answered=False) for n in range(20)]
    many = [call(n, wait="", talk="") for n in range(20, 40)]
    two = [call(n, talk=90, agent=f"50{n % 2}") for n in range(40, 52)]
    result = cells(home, *missed, *many, *two)
    assert result["in", "*", "answered"]["calls"] == 32
    assert {cell["median_talk_seconds"] for cell in result.values()} == {None}


def test_medians_that_rest_on_enough_are_told(home):
    result = cells(home, *(call(n, wait=5 + n % 3, talk=60) for n in range(40)))
    assert result["in", "skador", "answered"]["median_wait_seconds"] == 6
    assert result["in", "skador", "answered"]["median_talk_seconds"] == 60


def test_a_median_wait_tells_nothing_of_a_withheld_wait(home):
    """21 of 40 waited longer; how many of the answered did is withheld."""
    slow = [call(n, wait=50, answered=False) for n in range(20)]
    result = cells(home, *slow, *(call(n) for n in range(20, 58)), call(60, wait=50))
    waits = home.desk(Role.MANAGER).ask("released/calls_by_wait").records()
    hidden = {(row["direction"], row["outcome"]) for row in waits if row["is_withheld"]}
    assert ("in", "answered") in hidden
    assert result["in", "*", "answered"]["median_wait_seconds"] is None
    assert result["*", "*", "*"]["median_wait_seconds"] is None
    assert result["*", "*", "*"]["calls"] == 59


def test_the_wait_of_outgoing_calls_hides_no_incoming_one(home):
    many = [call(n, wait=n % 40) for n in range(80)]
    rare = [call(n, direction="out", wait=30 * (n % 2)) for n in range(100, 106)]
    cells(home, *many, *rare)
    waits = home.desk(Role.MANAGER).ask("released/calls_by_wait").records()
    shown = {r["wait"] for r in waits if r["direction"] == "in" and r["calls"]}
    assert {"within", "after"} <= shown
    assert {r["wait"] for r in waits if r["direction"] == "out"} <= {"*", "-"}


@pytest.mark.parametrize("name", contract_names("statistics"))
def test_each_measured_length_says_how_many_persons_are_behind_it(name):
    contract = read_contract(name)
    statistic = Statistic(contract)
    types = {column.name: column.type for column in contract.columns}
    for measure in statistic.measures:
        if types[measure] == "double":
            assert f"{measure}_persons" in types


@pytest.mark.parametrize("name", contract_names("statistics"))
def test_a_statistic_that_is_narrowed_is_protected_by_the_same_rule(name):
    statistic = Statistic(read_contract(name))
    for measure, (about, values) in statistic.narrowed.items():
        assert measure in statistic.measures
        other = Statistic(read_contract(f"statistics/{about}"))
        assert values.keys() <= set(other.dimensions)
        for option in ("source", "unit", "minimum", "group"):
            assert other.options.get(option) == statistic.options.get(option)


def test_a_median_talk_is_not_told_where_it_bounds_who_was_answered(home):
    """Of eight calls two were missed; five or more were answered, says a median."""
    lines = [call(n, answered=n % 3 > 0) for n in range(90)]
    for first, queue in ((100, "norr"), (200, "syd")):
        own = [call(first + n, answered=n > 1) for n in range(8)]
        lines += [line.replace(",skador,", f",{queue},") for line in own]
    result = cells(home, *lines)
    assert result["in", "norr", "*"]["calls"] == 8
    assert result["in", "norr", "answered"]["calls"] is None
    assert result["in", "norr", "*"]["median_talk_seconds"] is None
    assert result["in", "*", "*"]["median_talk_seconds"] == 60
