"""A hold names something that is there, has an owner, and is lifted once."""

import datetime

import pytest
from conftest import Home, copy_of
from gallring.clerk import DUE, HOUR, NOW, Clerk

from privacy import gallring
from privacy.errors import Outdated, Refused


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    made = Home(tmp_path_factory.mktemp("holds"))
    Clerk(made).inventory(DUE)
    return made


@pytest.fixture
def clerk(imported, tmp_path):
    copy_of(imported, tmp_path)
    return Clerk(Home(tmp_path), NOW + HOUR)


def test_a_hold_counts_at_once(clerk):
    clerk.hold("E1")
    rows = clerk.ask("dpo/records", as_of=clerk.now.date(), language="sv").records()
    standing = {row["record_id"]: row["status"] for row in rows}
    assert standing["E1"] == "Tills vidare"
    assert standing["E2"] == "Försenad gallring"


def test_a_hold_on_nothing_is_refused(clerk):
    with pytest.raises(Outdated, match="No such record"):
        clerk.hold("E")
    with pytest.raises(Outdated):
        clerk.hold(None, system="Inget system")


@pytest.mark.parametrize(
    "lacking",
    [{"reason": " "}, {"owner": ""}, {"review_on": datetime.date(2026, 11, 23)}],
)
def test_a_hold_lacks_neither_reason_nor_owner_nor_a_day_ahead(clerk, lacking):
    with pytest.raises(Refused):
        clerk.hold("E1", **lacking)
    assert clerk.journal.state().open_holds() == []


def test_a_hold_is_lifted_once(clerk):
    hold_id, _ = clerk.hold("E1")
    gallring.lift_hold(clerk.context, hold_id, reason="avgjort")
    with pytest.raises(Outdated, match=f"dpo lifted the hold {hold_id} at 2026"):
        gallring.lift_hold(clerk.context, hold_id, reason="avgjort")


def test_of_two_officers_who_set_a_hold_at_once_one_wins_and_the_other_decides_anew(
    clerk,
):
    other = clerk.colleague()
    hold_id, _ = other.hold("E1")
    with pytest.raises(Outdated, match=f"max@us.se set the hold {hold_id} on it at"):
        clerk.hold("E1", seen=())
    second, _ = clerk.hold("E1")  # who has seen the first may set another
    assert {hold[0] for hold in clerk.journal.state().open_holds()} == {hold_id, second}
    clerk.hold("E2", seen=())


def test_a_hold_keeps_its_times_when_it_is_lifted(clerk):
    hold_id, _ = clerk.hold("E1")
    gallring.lift_hold(clerk.context, hold_id, reason="avgjort")
    ((_, *_, set_at, lifted_at, review_on),) = clerk.journal.state().hold_times()
    assert set_at < lifted_at
    assert review_on == "2027-02-01"


def test_a_hold_whose_day_has_come_is_to_be_reviewed(clerk):
    clerk.hold("E1")
    rows = clerk.ask("dpo/holds", as_of=datetime.date(2027, 2, 1)).records()
    assert [row["status"] for row in rows] == ["ska omprövas"]
