"""What is small is put together before it is counted, and not lost after (R23)."""

import pytest
from releases.test_measures import HEAD, call

from privacy.contracts import read_contract
from privacy.contracts.roles import Role
from privacy.releases import making
from privacy.releases.merging import values_to_join, values_to_merge
from privacy.releases.statistics import Statistic
from privacy.suppression import Cell, Rule

RULE = Rule(persons=5)
QUEUES = Statistic(read_contract("statistics/calls_by_queue"))
HOURS = Statistic(read_contract("statistics/calls_by_hour"))


@pytest.fixture
def released(home):
    """Imports calls and gives the released cells of a statistic by place."""

    def taken(calls, name="calls_by_queue", places=("direction", "queue", "outcome")):
        home.put("telephone/calls.csv", (HEAD + "".join(calls)).encode())
        assert home.take_in().is_well
        rows = home.desk(Role.MANAGER).ask(f"released/{name}").records()
        return {tuple(row[n] for n in places): row["calls"] for row in rows}

    return taken


def in_queue(line, queue):
    return line.replace(",skador,", f",{queue},")


@pytest.mark.parametrize("small_queues", [0, 2])
def test_a_statistic_is_asked_again_only_when_its_rows_were_changed(
    released, monkeypatch, small_queues
):
    names, ask = [], making._ask

    def heard(connection, task, contract, **into):
        names.append(contract.name)
        return ask(connection, task, contract, **into)

    monkeypatch.setattr(making, "_ask", heard)
    calls = [call(n) for n in range(60)]
    calls += [in_queue(call(100 + n), f"q{n}") for n in range(small_queues)]
    released(calls)
    times = names.count("statistics/calls_by_queue")
    assert times == 1 if not small_queues else times > 1


def test_three_internal_calls_cost_no_figure(released):
    many = [call(n) for n in range(60)]
    out = [call(n, direction="out") for n in range(100, 130)]
    inside = [call(n, direction="internal") for n in range(200, 203)]
    result = released([*many, *out, *inside])
    assert result["*", "*", "*"] == 93
    assert result["in", "*", "*"] == 60
    assert result["övriga", "*", "*"] == 33
    assert None not in result.values()


def test_other_calls_than_incoming_are_told_in_total_only(released):
    many = [call(n) for n in range(60)]
    result = released([*many, *(call(n, direction="out") for n in range(100, 130))])
    assert {at for at in result if at[0] == "out"} == {("out", "*", "*")}


def test_small_queues_are_one(released):
    many = [call(n) for n in range(60)]
    few = [in_queue(call(100 + n), "norr") for n in range(3)]
    rare = [in_queue(call(200 + n), "söder") for n in range(4)]
    result = released([*many, *few, *rare])
    assert result["in", "övriga", "*"] == 7
    assert result["in", "skador", "*"] == 60
    assert not {"norr", "söder"} & {at[1] for at in result}


def test_a_queue_that_one_agent_answers_takes_the_smallest_with_it(released):
    many = [call(n) for n in range(60)]
    second = [in_queue(call(100 + n), "norr") for n in range(40)]
    alone = [in_queue(call(200 + n, agent="409"), "söder") for n in range(30)]
    result = released([*many, *second, *alone])
    assert {at[1] for at in result} == {"*", "skador", "övriga"}
    assert result["in", "övriga", "*"] == 70


def test_the_hours_of_a_quiet_weekend_are_told_together(released):
    """October 2026 begins on a Thursday; a call is of day n % 28 + 1."""
    hours = ("08", "09", "10")
    calls = [
        call(n).replace(" 09:", f" {hours[n // 28 % 3]}:")
        for n in range(700)
        if n % 28 + 1 not in (3, 4, 10, 11, 17, 18, 24, 25) or n < 60
    ]
    result = released(calls, "calls_by_hour", ("weekday", "hour"))
    days = {day for day, hour in result if hour == "09"}
    assert days == {"*", "1", "2", "3", "4", "5", "6+7"}
    assert result["6", "*"] + result["7", "*"] == result["6+7", "*"]
    assert result["*", "*"] == len(calls)


def cell(*at, value=20, persons=20):
    return Cell(at, value, persons, 4)


def test_days_of_which_many_hours_are_small_are_joined():
    cells = [
        cell("in", day, "*", hour, persons=3 if day in "67" and hour == "08" else 20)
        for day in "1234567"
        for hour in ("08", "09", "10")
    ]
    assert values_to_join(HOURS, cells, "days", RULE) == {"6", "7"}


def joined(small, days=("1", "2", "3", "6+7")):
    """What is joined where so many of nine hours of the weekend are small."""
    hours = [f"{hour:02}" for hour in range(8, 17)]
    persons = {"1": 90, "2": 60, "3": 70, "6+7": 30}
    cells = [cell("in", day, "*", "*", persons=persons[day]) for day in days]
    cells += [
        cell("in", day, "*", hour, persons=3 if day == "6+7" and n < small else 20)
        for day in days
        for n, hour in enumerate(hours)
    ]
    return values_to_join(HOURS, cells, "days", RULE)


def test_joined_days_of_which_many_hours_are_small_take_the_quietest_day_with_them():
    """Two small hours of nine cost seven figures: more than half of 0.3.1's."""
    assert joined(2) == {"6+7", "2"}


def test_joined_days_of_which_one_hour_is_small_stay_as_they_are():
    assert joined(1) == set()


def test_two_days_are_left_beside_those_that_are_joined():
    assert joined(9, days=("1", "2", "6+7")) == set()


def test_one_such_day_is_not_joined_with_a_busy_one():
    cells = [
        cell("in", day, "*", hour, persons=3 if day == "6" else 20)
        for day in "12345 6".replace(" ", "")
        for hour in ("08", "09")
    ]
    assert values_to_join(HOURS, cells, "days", RULE) == set()


def test_a_day_of_which_many_hours_are_small_joins_another_that_has_small_ones():
    """A Sunday of few calls, and a Saturday with one small hour of nine."""
    cells = [cell("in", day, "*", "*", persons=90 - int(day)) for day in "1234567"]
    cells += [
        cell("in", day, "*", f"{hour:02}", persons=3 if small else 20)
        for day in "1234567"
        for hour in range(9)
        for small in [day == "7" or (day == "6" and hour == 1)]
    ]
    assert values_to_join(HOURS, cells, "days", RULE) == {"6", "7"}


def test_incoming_calls_are_never_merged_with_others():
    cells = [cell("in", "*", "*", persons=3), cell("out", "*", "*", persons=3)]
    assert values_to_merge(QUEUES, cells, "direction", RULE) == set()
