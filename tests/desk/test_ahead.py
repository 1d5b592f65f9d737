"""What took long is asked again when a build is switched in or the day turns."""

import datetime

import pytest
from conftest import AS_OF, Home, copy_of
from gallring.clerk import DUE, Clerk

from privacy.contracts import Chosen, Count, Rows
from privacy.contracts.roles import Role
from privacy.desk import Desk
from privacy.display import ahead, asking
from privacy.display.ahead import Ahead, question_of

NAME = "dpo/gallring_by_system"
DAY = datetime.timedelta(days=1)
NOW = datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    made = Home(tmp_path_factory.mktemp("ahead"))
    Clerk(made, NOW).inventory({**DUE})
    return made


@pytest.fixture
def home(imported, tmp_path):
    return copy_of(imported, tmp_path)


@pytest.fixture
def watch(monkeypatch):
    """A new watch of asking, with no thread but the test's."""
    kept = asking._AHEAD
    made = Ahead(kept._build_of, kept._ask, asking.KEPT_SECONDS)
    made._tells = lambda: NOW
    monkeypatch.setattr(asking, "_AHEAD", made)
    monkeypatch.setattr(ahead, "_SLOW_SECONDS", 0)
    return made


def ask(home, name=NAME, day=AS_OF, part=None, **given):
    desk = asking.desk_of(home.installation, home.organisation, Role.DPO)
    return asking.answer(desk, name, {"as_of": day, **given}, part)


@pytest.fixture
def engine(monkeypatch):
    """The names of what the engine is asked from now on, and of which day."""
    names, real = [], Desk.answer

    def answer(desk, name, given, *more):
        names.append((name, given.get("as_of")))
        return real(desk, name, given, *more)

    monkeypatch.setattr(Desk, "answer", answer)
    return names


def test_who_comes_first_after_an_import_finds_it_answered(home, watch, engine):
    ask(home)
    Clerk(home, NOW + datetime.timedelta(hours=1)).inventory({})
    watch.look(AS_OF)
    before = len(engine)
    answer = ask(home)
    assert len(engine) == before
    assert answer.rows == home.desk(Role.DPO).ask(NAME, as_of=AS_OF).rows


def test_who_comes_first_on_a_new_day_finds_it_answered(home, watch, engine):
    ask(home)
    part = Count(Chosen())
    ask(home, "dpo/request_list", part=part)
    watch.look(AS_OF + DAY)
    before = len(engine)
    answer = ask(home, day=AS_OF + DAY)
    ask(home, "dpo/request_list", AS_OF + DAY, part)
    assert len(engine) == before
    desk = home.desk(Role.DPO)
    assert answer.rows == desk.ask(NAME, as_of=AS_OF + DAY).rows


def test_nothing_is_asked_again_of_the_same_build_and_day(home, watch, engine):
    ask(home)
    before = len(engine)
    watch.look(AS_OF)
    assert len(engine) == before


def test_what_is_kept_no_longer_is_asked_when_somebody_was_here(home, watch, engine):
    ask(home)
    watch._kept_seconds = 0
    before = len(engine)
    watch.look(AS_OF)
    assert len(engine) == before
    watch._is_visited = True
    asking._answer.clear()
    watch.look(AS_OF)
    assert len(engine) == before + 1


def test_one_that_cannot_be_asked_is_named_in_the_log_and_the_next_is_asked(
    home, watch, monkeypatch, caplog
):
    ask(home)
    ask(home, "dpo/gallring_overdue")
    answered = []

    def answer(question, day):
        if question.name == NAME:
            raise ValueError("Anna Andersson")
        answered.append((question.name, day))

    monkeypatch.setattr(watch, "_ask", answer)
    watch.look(AS_OF + DAY)
    assert answered == [("dpo/gallring_overdue", AS_OF + DAY)]
    (line,) = {r.getMessage() for r in caplog.records if r.name == ahead._LOG.name}
    assert line.startswith(f"{NAME} was not asked ahead: ")
    assert "Anna" not in line


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({"request_id": "R1"}, None),
        ({"words": "Anna"}, None),
        ({}, Rows(Chosen(words="anna"))),
        ({}, Count(Chosen(values=(("team", "arkiv"),)))),
    ],
)
def test_what_a_reader_wrote_is_not_remembered(given, part):
    given = {"as_of": AS_OF, **given}
    assert question_of("folder", Role.DPO, "dpo/requests", given, part) is None


def test_days_turn_with_the_day_and_the_year():
    given = {"as_of": AS_OF, "first_on": AS_OF.replace(month=1, day=1)}
    question = question_of("folder", Role.DPO, "dpo/kpi_requests", given, None)
    assert question.given_on(datetime.date(2027, 1, 1)) == {
        "as_of": datetime.date(2027, 1, 1),
        "first_on": datetime.date(2027, 1, 1),
    }
    assert question.given_on(AS_OF) == given
