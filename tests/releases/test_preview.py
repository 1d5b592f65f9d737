"""What another minimum would cost is worked out, and nothing comes of it."""

import datetime

import pytest
from conftest import AS_OF
from released_home import MONTH

from privacy.contracts.roles import Role
from privacy.errors import BadPolicy
from privacy.releases import preview_minima, preview_task
from privacy.storage.builds import current_build
from privacy.storage.rows import read_parts


def task_of(home, source, month=MONTH):
    organisation = home.organisation
    return preview_task(
        organisation,
        home.installation.policy(organisation),
        read_parts(organisation),
        home.installation.keyring(organisation),
        source=source,
        month=month,
        stamp=current_build(organisation).stamp,
        as_of=AS_OF,
    )


def test_the_minimum_in_force_costs_what_was_released(example):
    released = example.desk(Role.DPO).ask("released/releases").records()
    was = {
        row["statistic"]: row["withheld"]
        for row in released
        if row["release_id"] == "telephone-2026-10-v1"
    }
    costs = preview_minima(task_of(example, "telephone"), [5])
    assert {cost.statistic: cost.withheld for cost in costs} == was


def test_a_greater_minimum_shows_no_more(example):
    """What is put together for it makes fewer cells, of which it may withhold fewer."""
    for source in ("telephone", "web", "search"):
        costs = preview_minima(task_of(example, source), [5, 10, 20])
        first = {}
        for cost in costs:
            if not cost.is_refused:
                shown = cost.cells - cost.withheld
                assert shown <= first.setdefault(cost.statistic, shown)


def test_a_minimum_is_tried_with_what_it_puts_together(example):
    """Hours and queues too small for it are counted together, as a release would."""
    task = task_of(example, "telephone")
    cells = {
        cost.minimum: cost.cells
        for cost in preview_minima(task, [5, 60])
        if cost.statistic == "calls_by_hour"
    }
    assert cells[60] < cells[5]


def test_the_requests_of_a_half_year_can_be_tried(example):
    task = task_of(example, "requests", datetime.date(2026, 1, 1))
    assert {cost.minimum for cost in preview_minima(task, [5, 7])} == {5, 7}


def test_fewer_than_five_persons_cannot_be_tried(example):
    with pytest.raises(BadPolicy, match="at least 5"):
        preview_minima(task_of(example, "telephone"), [3])


def test_a_month_without_rows_cannot_be_tried(example):
    gone = datetime.date(2020, 1, 1)
    assert task_of(example, "telephone", gone) is None


def test_trying_changes_nothing(example):
    before = sorted(example.organisation.releases.rglob("*"))
    preview_minima(task_of(example, "web"), [5, 15])
    assert sorted(example.organisation.releases.rglob("*")) == before
