"""An attacker who has a period and its correction narrows nothing of either too far."""

from dataclasses import replace

import pytest
from releases.attack_versions import (
    attack_correction,
    late_calls,
    late_requests,
    late_views,
)
from releases.random_months import calls_of, release, task_of
from releases.random_web import site_of

from privacy.releases.correcting import refusals

KINDS = {"calls": late_calls, "views": late_views, "requests": late_requests}
SEEDS = {"calls": range(10), "views": range(8), "requests": range(20)}


@pytest.fixture(scope="module")
def corrections():
    return {
        kind: [attack_correction(seed, KINDS[kind]) for seed in seeds]
        for kind, seeds in SEEDS.items()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_correction_of_a_random_period_is_safe_or_refused(corrections, kind):
    assert [look() for _, look in corrections[kind]] == [[]] * len(SEEDS[kind])
    assert any(not refused for refused, _ in corrections[kind])


def test_corrections_made_without_the_release_in_mind_are_narrowed():
    """The attacker is no blunt one: she finds what the program sees to."""
    looks = [attack_correction(n, late_requests, careless=True)[1] for n in range(6)]
    assert any(look() for look in looks)


def corrected(source, before, after):
    """Shown rows of a release and of its correction, and why that is refused."""
    shown, truth = release(source, before)
    first = [safe for safe in truth.values() if safe.table.name != "callers"]
    later, now = release(source, after, version=2, before=tuple(first))
    second = [safe for safe in now.values() if safe.table.name != "callers"]
    task = replace(task_of(source), version=2, before=tuple(first))
    return shown, later, list(refusals(task, first, second))


def test_searches_with_a_result_are_not_subtracted_from_what_a_correction_adds():
    """Twelve networks more find nothing, and one finds something."""
    word = {"searched_on": "2026-10-05", "word": "f"}

    def searches(count, *, first=0, with_result=False):
        return [
            {
                **word,
                "searcher": f"{with_result} {first + n}",
                "is_zero_hit": not with_result,
            }
            for n in range(count)
        ]

    before = searches(20) + searches(30, with_result=True)
    late = searches(12, first=100) + searches(1, first=100, with_result=True)
    shown, later, refused = corrected(
        "search", {"searches": before}, {"searches": before + late}
    )
    assert not refused
    assert {row["searches"] for row in shown["searches_without_result"]} == {20}
    assert {row["searches"] for row in later["searches_by_word"]} == {65}
    assert {row["searches"] for row in later["searches_without_result"]} == {None}


def test_a_correction_is_cut_as_its_release_was():
    """A rare queue that stands among the others stays there when it has grown."""
    calls = [{**row, "direction": "in"} for row in calls_of(7)]
    template = {**calls[0], "is_answered": False, "agent": None, "talk_seconds": None}
    rare = [
        {**template, "queue": queue, "queues": [queue], "caller": f"{queue} {n}"}
        for queue in ("north", "south")
        for n in range(4)
    ]
    late = [
        {**template, "queue": "north", "queues": ["north"], "caller": f"late {n}"}
        for n in range(30)
    ]
    shown, later, refused = corrected(
        "telephone", {"calls": calls + rare}, {"calls": calls + rare + late}
    )
    assert not refused
    queues = [
        {row["queue"] for row in rows["calls_by_queue"]} for rows in (shown, later)
    ]
    assert queues[0] == queues[1]
    assert "north" not in queues[1]
    assert "övriga" in queues[1]


def test_views_and_searches_of_one_log_are_corrected_each_by_itself():
    hits, searches = site_of(2)
    same, again = {"hits": hits}, {"searches": searches}
    assert corrected("web", same, same)[2] == []
    assert corrected("search", again, again)[2] == []


def test_late_calls_of_known_callers_are_enough_where_they_can_be_counted():
    """Thirty call again: no persons more, but thirty behind the change."""
    calls = [{**row, "direction": "in"} for row in calls_of(7)]
    template = {**calls[0], "is_answered": False, "agent": None, "talk_seconds": None}
    first = calls + [{**template, "caller": f"often {n}"} for n in range(30)]
    late = [{**template, "caller": f"often {n}"} for n in range(30)]
    _, truth = release("telephone", {"calls": first})
    before = tuple(safe for safe in truth.values() if safe.table.name != "callers")
    for known, is_allowed in ((None, False), ({"calls": late}, True)):
        _, now = release(
            "telephone", {"calls": first + late}, known, version=2, before=before
        )
        second = [safe for safe in now.values() if safe.table.name != "callers"]
        task = replace(task_of("telephone"), version=2, before=before)
        assert (not list(refusals(task, before, second))) == is_allowed
