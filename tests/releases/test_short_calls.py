"""Short abandoned calls are counted apart where that costs no other figure."""

import pytest
from conftest import AT
from releases.test_measures import HEAD, call

from privacy.commands import main
from privacy.contracts import read_contract
from privacy.contracts.roles import Role
from privacy.releases import archive
from privacy.releases.merging import costs_cells
from privacy.releases.sealing import read_cells
from privacy.releases.statistics import Statistic
from privacy.suppression import Cell, Rule

RULE = Rule(persons=5)
WAITS = Statistic(read_contract("statistics/calls_by_wait"))


def calls(*, answered=40, short=0, within=0, after=0):
    """Incoming calls, each of a caller of their own."""
    counts = ((answered, True, 10), (short, False, 3), (within, False, 12))
    counts = (*counts, (after, False, 50))
    waits = [(is_in, wait) for many, is_in, wait in counts for _ in range(many)]
    return [
        call(n, answered=is_answered, wait=wait)
        for n, (is_answered, wait) in enumerate(waits)
    ]


@pytest.fixture
def released(home):
    """Imports calls; gives the month's service level and released waits by place."""

    def taken(lines):
        home.put("telephone/calls.csv", (HEAD + "".join(lines)).encode())
        assert home.take_in().is_well
        desk = home.desk(Role.MANAGER)
        [level] = desk.ask("released/service_level").records()
        rows = desk.ask("released/calls_by_wait").records()
        return level, {(row["outcome"], row["wait"]): row["calls"] for row in rows}

    return taken


def test_the_service_level_is_told_by_both_formulas(released):
    level, waits = released(calls(answered=40, short=20, within=10, after=10))
    assert waits["missed", "short"] == 20
    assert (level["calls"], level["short_abandoned"]) == (80, 20)
    assert level["service_level_percent"] == 50
    assert level["without_short_percent"] == 66.7
    assert (level["limit_seconds"], level["short_seconds"]) == (20, 5)


def test_four_short_calls_are_counted_among_the_others(released):
    level, waits = released(calls(short=4, within=10, after=10))
    assert ("missed", "short") not in waits
    assert waits["missed", "within"] == 14
    assert None not in waits.values()
    assert level["without_short_percent"] is None
    assert level["short_seconds"] is None
    assert not level["is_without_short_percent_withheld"]


def test_short_calls_are_not_apart_where_few_others_are_left(released):
    """21 missed calls in time are told; 20 short ones would leave one."""
    level, waits = released(calls(short=20, within=1, after=10))
    assert waits["missed", "within"] == 21
    assert None not in waits.values()
    assert level["service_level_percent"] is not None


def test_a_month_without_short_calls_has_both_formulas_alike(released):
    level, _ = released(calls(within=10, after=10))
    assert level["short_abandoned"] == 0
    assert level["without_short_percent"] == level["service_level_percent"]


def cell(*at, persons=20):
    return Cell(at, 20, persons, None)


@pytest.mark.parametrize(
    ("small", "costs"),
    [
        (("in", "missed", "short"), True),
        (("in", "missed", "within"), True),
        (("in", "answered", "after"), False),
    ],
)
def test_only_what_lies_beside_short_calls_folds_them_back(small, costs):
    places = [
        ("in", outcome, wait)
        for outcome, wait in (
            ("missed", "short"),
            ("missed", "within"),
            ("answered", "within"),
            ("answered", "after"),
            ("missed", "*"),
        )
    ]
    cells = [cell(*at, persons=3 if at == small else 20) for at in places]
    assert costs_cells(WAITS, cells, RULE) is costs


def test_a_release_of_an_earlier_version_is_served_without_the_second_formula(
    released, home, monkeypatch
):
    """Its rows end limit_seconds, is_withheld, release_id: they knew no short calls."""

    def older(folder, result):
        rows = read_cells(folder, result)
        is_it = result["statistic"] == "calls_by_wait"
        return [[*row[:-3], *row[-2:]] for row in rows] if is_it else rows

    monkeypatch.setattr(archive, "read_cells", older)
    level, waits = released(calls(within=10, after=10))
    assert waits["missed", "within"] == 10
    assert level["service_level_percent"] == 66.7
    assert level["without_short_percent"] is None
    assert level["short_seconds"] is None
    assert not level["is_without_short_percent_withheld"]
    rows = home.desk(Role.MANAGER).ask("released/releases").records()
    assert "calls_by_wait" in {row["statistic"] for row in rows}


def test_a_correction_of_a_release_without_short_calls_stays_without(home, released):
    """Else the correction would take from one cell what it adds to another."""
    released(calls(answered=40, within=10, after=10))
    more = [call(200 + 28 * n, answered=False, wait=3) for n in range(9)]
    home.put("telephone/more.csv", (HEAD + "".join(more)).encode())
    home.take_in()
    words = ["correct", "telephone", "2026-10", "--reason", "sen fil"]
    data = ["--organisation", "claims-link", "--data", str(home.installation.data)]
    assert main([*words, *data], lambda: AT) == 0
    rows = home.desk(Role.MANAGER).ask("released/calls_by_wait").records()
    waits = {(row["outcome"], row["wait"]): row["calls"] for row in rows}
    assert ("missed", "short") not in waits
    assert waits["missed", "within"] == 19
