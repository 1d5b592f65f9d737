"""Where nothing tells the direction of any call, all count as incoming, and say so."""

import pytest
from conftest import AS_OF
from released_home import MONTH
from releases.test_measures import HEAD, call

from privacy.contracts.roles import Role
from privacy.reports import month_paper


@pytest.fixture
def desk(home):
    answered = [call(n, wait=n % 40) for n in range(60)]
    missed = [call(100 + n, answered=False, wait=30) for n in range(20)]
    lines = [line.replace(",in,", ",sidled,") for line in [*answered, *missed]]
    home.put("telephone/calls.csv", (HEAD + "".join(lines)).encode())
    home.take_in()
    return home.desk(Role.MANAGER)


def test_the_month_has_calls_answers_and_a_service_level(desk):
    rows = desk.ask("released/monthly_report", month=MONTH).records()
    figures = {row["figure"]: row["value"] for row in rows}
    assert (figures["calls"], figures["answered"], figures["missed"]) == (80, 60, 20)
    assert {"service", "wait", "callers"} <= figures.keys()


def test_every_statistic_names_the_direction_unknown(desk):
    for name in ("calls_by_queue", "calls_by_wait"):
        rows = desk.ask(f"released/{name}").records()
        assert {row["direction"] for row in rows} <= {"*", "unknown"}
    assert not desk.ask("released/passages_by_queue").is_empty


def test_the_report_draws_the_course_of_the_calls(home, desk):
    policy = home.installation.policy(home.organisation)
    paper = month_paper(desk.ask, policy, "b", MONTH, "en", AS_OF)
    words = str(paper.parts)
    assert "October 2026: 80" in words
