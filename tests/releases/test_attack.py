"""An attacker who has all that is released of a month narrows nothing too far.

Two thousand months are attacked by `python -m tests.bench attack`; here are some.
"""

import datetime

import pytest
from releases import attack_months
from releases.attack_months import attack_month, attack_site
from releases.random_months import RARE, release, released_month
from releases.random_web import RARE as SITES
from releases.random_web import site_of

MONTHS = range(len(RARE))


@pytest.fixture(scope="module")
def attacks():
    return {seed: attack_month(seed) for seed in MONTHS}


def test_no_figure_of_a_random_month_is_narrower_than_the_rule(attacks):
    assert {seed: wrong for seed, (_, wrong) in attacks.items() if wrong} == {}
    assert sum(counted["withheld"] for counted, _ in attacks.values()) > len(MONTHS)


def test_no_figure_of_a_random_site_and_its_search_is_narrower_than_the_rule():
    sites = {seed: attack_site(seed) for seed in range(len(SITES))}
    assert {seed: wrong for seed, (_, wrong) in sites.items() if wrong} == {}
    assert sum(counted["withheld"] for counted, _ in sites.values()) > len(SITES)


def test_views_beyond_a_visits_first_are_not_subtracted():
    """Twenty visits of a view each, but one that went on: 23 views would say so."""
    hits, _ = site_of(9)
    views = [{**row, "page": "/"} for row in hits[:1]] * 20
    views = [
        {**row, "network": n, "visitor": n, "visited_at": row["visited_at"]}
        for n, row in enumerate(views)
    ]
    first = views[0]["visited_at"]
    more = [
        {**views[0], "visited_at": first + datetime.timedelta(minutes=n)}
        for n in (1, 2, 3)
    ]
    shown, _ = release("web", {"hits": views + more})
    [visits] = shown["visit_lengths"]
    assert visits["visits"] is None
    shown, _ = release("web", {"hits": views})
    assert shown["visit_lengths"][0]["visits"] == 20


def test_the_attacker_finds_what_is_published_by_mistake(monkeypatch):
    """One figure more of those withheld for others, and another is narrowed."""
    tried = []
    for seed in (0, 5):
        shown, truth = released_month(seed)
        for name, safe in truth.items():
            second = [
                at for at, reason in safe.withheld.items() if reason == "secondary"
            ]
            for at in second[:3]:
                text = _told_too(shown, name, safe, at)
                monkeypatch.setattr(
                    attack_months, "released_month", lambda _, t=(text, truth): t
                )
                tried.append(bool(attack_month(seed)[1]))
    assert sum(tried) > len(tried) / 2


def _told_too(shown, name, safe, at):
    value = next(cell.value for cell in safe.table.cells if cell.at == at)
    places = [safe.table.cells.index(c) for c in safe.table.cells if c.at == at]
    assert places
    rows = []
    for row in shown[name]:
        named = {row[d] for d in safe.table.dimensions if d in row}
        is_it = row["is_withheld"] and named == {
            v for d, v in zip(safe.table.dimensions, at, strict=True) if d in row
        }
        rows.append({**row, "calls": value, "is_withheld": False} if is_it else row)
    return {**shown, name: rows}


def test_calls_that_never_came_to_a_queue_are_not_subtracted():
    """All calls, those that came to B first and those passed on to it leave two."""
    template = {
        "started_on": "2026-10-05",
        "direction": "in",
        "weekday": 1,
        "hour": 9,
        "is_answered": True,
        "wait_seconds": 5,
        "talk_seconds": 60,
    }
    ways = [["A", "B"]] * 38 + [["A"]] * 2 + [["B"]] * 10
    calls = [
        {
            **template,
            "queue": way[0],
            "queues": way,
            "caller": f"p{n}",
            "agent": f"a{n % 4}",
        }
        for n, way in enumerate(ways)
    ]
    shown, _ = release("telephone", {"calls": calls})
    passed = {row["queue"]: row["passed_on"] for row in shown["calls_passed_on"]}
    assert passed.get("B") is None
