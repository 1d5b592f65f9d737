"""A replaced inventory loses its rows, and nothing decided or proven by them."""

import datetime
import shutil

import pytest
from conftest import Home, copy_of
from gallring.clerk import DUE, KEPT, NOW, SYSTEM, Clerk

from privacy import gallring
from privacy.building import thinning
from privacy.errors import BadBuild
from privacy.gallring.own import INVENTORY
from privacy.journal import Journal
from privacy.operations import importing
from privacy.storage.rows import read_parts

UTC = datetime.UTC
NOISE = {f"N{number}": "2026-11-01" for number in range(40)}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """An inventory, a round that it lets go, and one that shows that it went."""
    home = Home(tmp_path_factory.mktemp("replaced"))
    clerk = Clerk(home)
    older = {**DUE, **KEPT, **NOISE, "E0": "2026-11-01"}
    clerk.inventory(older, day=datetime.date(2026, 11, 21))
    clerk.inventory({**DUE, **KEPT, **NOISE}, day=datetime.date(2026, 11, 22))
    round_id = clerk.start()
    clerk.approve(round_id)
    clerk.hand_out(round_id)
    clerk.inventory({"E1": DUE["E1"], **KEPT, **NOISE})
    clerk.inventory({**KEPT, **NOISE}, day=datetime.date(2026, 11, 24))
    home.round_id, home.now = round_id, clerk.now
    return home


@pytest.fixture
def home(imported, tmp_path):
    copy_of(imported, tmp_path)
    home = Home(tmp_path)
    home.round_id, home.now = imported.round_id, imported.now
    return home


def gallra(home):
    return importing.gallra(
        home.installation,
        home.organisation,
        home.now + datetime.timedelta(hours=1),
        is_dry_run=False,
        progress=lambda output: None,
    )


def answers(home):
    clerk = Clerk(home, home.now)
    proof = clerk.ask(
        "dpo/gallring_proof", as_of=datetime.date(2026, 11, 24), round_id=home.round_id
    )
    listed = clerk.ask("dpo/inventories").records()
    records = clerk.ask("dpo/records", as_of=NOW.date(), language="sv").records()
    theirs = [r for r in records if r["system"] != gallring.SYSTEM]
    return proof.records(), listed, theirs


def rows_left(home):
    return {
        part.file.split("/")[-1][6:16]: sum(span.rows for span in part.spans)
        for part in read_parts(home.organisation)
    }


def test_replaced_inventories_lose_their_rows_but_for_what_a_round_names(home):
    before = answers(home)
    assert {row["outcome"] for row in before[0]} == {"Borta"}
    gone = [one for one in gallra(home) if one.record_type == INVENTORY]
    assert [one.kept for one in gone] == [None] * 3
    assert {one.rule_id for one in gone} == {"OWN_INVENTORY"}
    assert rows_left(home) == {
        "2026-11-21": 3, "2026-11-22": 3, "2026-11-23": 1, "2026-11-24": 41,
    }  # fmt: skip
    assert answers(home) == before
    (entry,) = Journal.of(home.organisation).entries("gallra")
    assert {row[0] for row in entry.details["gone"]} >= {INVENTORY}
    assert [one for one in gallra(home) if one.record_type == INVENTORY] == []


def test_the_next_inventory_is_held_against_the_one_that_stands(home):
    gallra(home)
    clerk = Clerk(home, home.now + datetime.timedelta(days=2))
    clerk.inventory(dict(list(NOISE.items())[:5]))  # over a third would vanish
    states = [row["inventory_state"] for row in clerk.ask("dpo/inventories").records()]
    assert states == ["Väntar på ja", "Gäller", "Ersatt", "Ersatt", "Ersatt"]
    clerk.now += datetime.timedelta(days=1)
    clerk.inventory({**KEPT, **NOISE, "N99": "2026-11-02"})
    home.now = clerk.now
    before = answers(home)
    gallra(home)
    assert answers(home) == before
    assert sorted(rows_left(home).values()) == [0, 0, 1, 3, 3, 42]


def test_a_system_that_is_emptied_lets_the_rows_go_and_stays_empty(home):
    clerk = Clerk(home, home.now)
    for days in (2, 3):
        clerk.now = home.now + datetime.timedelta(days=days)
        clerk.inventory({})
        for row in clerk.ask("dpo/held_inventories").records():
            gallring.accept_inventory(clerk.context, SYSTEM, str(row["exported_on"]))
        clerk.home.take_in(at=clerk.now.astimezone(UTC))
    home.now = clerk.now
    before = answers(home)
    gallra(home)
    assert answers(home) == before
    assert all(rows <= 3 for rows in rows_left(home).values())


def test_a_thinning_that_is_killed_is_ended_by_the_next_command(home, monkeypatch):
    before = answers(home)

    def kill(*given):
        raise KeyboardInterrupt

    for place in ("finish_thinning", "write_part"):
        with monkeypatch.context() as patched:
            patched.setattr(thinning, place, kill)
            with pytest.raises(KeyboardInterrupt):
                gallra(home)
    home.take_in(at=home.now.astimezone(UTC))
    assert not list(home.organisation.rows.rglob("*.thin"))
    assert answers(home) == before
    gallra(home)
    assert answers(home) == before


def test_a_hold_on_a_replaced_inventory_keeps_its_rows(home):
    clerk = Clerk(home, home.now)
    clerk.hold(None, system=gallring.SYSTEM, record_type=INVENTORY)
    gallra(home)
    assert sorted(rows_left(home).values()) == [41, 42, 44, 45]


def test_an_inventory_without_rows_never_stands_again(home):
    gallra(home)
    newest = next(p for p in read_parts(home.organisation) if not p.is_thinned)
    shutil.rmtree(home.organisation.rows / newest.file_id)
    for file in (home.folder / "exports").rglob("*2026-11-24*"):
        file.unlink()
    with pytest.raises(BadBuild, match="its rows are gone"):
        home.take_in(at=home.now.astimezone(UTC))
