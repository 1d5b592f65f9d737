"""Which inventory stands: a day replaces a day, and a great change waits for a yes."""

import datetime
import os

import pytest
from conftest import AT

from privacy.building.bookkeeping import parts_with
from privacy.building.contents import Contents
from privacy.building.replacing import Replacing
from privacy.imports import import_files
from privacy.journal import JournalState
from privacy.storage import exports
from privacy.storage.databases import connect
from privacy.storage.rows import read_parts

HEAD = "system,record_type,record_id,answered_on"


class Said(JournalState):
    """A journal that has said yes, or signed for a round."""

    yes: frozenset = frozenset()
    gone: tuple = ()

    def accepted_inventories(self):
        return self.yes

    def expected_gone(self):
        return list(self.gone)


class Shelf:
    """Inventories put among the exports, and what stands of them."""

    def __init__(self, home):
        self.home = home
        self.number = 0
        home.installation.keyring(home.organisation).master(make=True)

    def put(self, name, ids, system="Enkät", kind="Svar", day="2026-11-20", more=""):
        """An inventory of these ids, written on a day; `more` are other lines."""
        lines = [HEAD, *(f"{system},{kind},{i},2026-11-01" for i in ids)]
        return self.put_lines(name, [*lines, *more.split()], day)

    def put_lines(self, name, lines, day):
        self.number += 1
        path = self.home.put(name, "\n".join([*lines, ""]).encode())
        noon = datetime.datetime.fromisoformat(f"{day}T12:00:00+01:00").timestamp()
        os.utime(path, (noon + self.number,) * 2)
        return path

    def read(self):
        """Take in what lies there."""
        organisation = self.home.organisation
        batch = import_files.Batch(
            store=self.home.installation.rows(organisation),
            policy=self.home.installation.policy(organisation),
            hints={
                path: path.parent.name
                for path in exports.exports_in(organisation.exports)
            },
            must_be_source=False,
            looks=exports.Looks(organisation),
            at=AT + datetime.timedelta(hours=self.number),
        )
        files, parts = import_files.import_files(batch, read_parts(organisation))
        assert [file.refused for file in files if file.refused] == []
        return batch.store, parts

    def decide(self, table="records", yes=(), gone=()):
        """What stands now: the decision, and the rows with system, kind and id."""
        store, parts = self.read()
        state = Said()
        object.__setattr__(state, "yes", frozenset(yes))
        object.__setattr__(state, "gone", tuple(gone))
        connection = connect()
        store.add_keys(connection, [])
        contents = Contents(connection, store, table, parts_with(table, parts), state)
        result = Replacing(table, contents, state)
        result.decide()
        columns = {"records": "record_id", "accounts": "account_id"}
        rows = [
            str(row[0])
            for _part, sql in result.standing_rows
            for row in connection.execute(
                f"select {columns.get(table, 'mailbox_id')} from {sql}"
            ).fetchall()
        ]
        connection.close()
        return result, sorted(rows)


@pytest.fixture
def shelf(home):
    return Shelf(home)


def ids(first, last):
    return [f"R{number:03}" for number in range(first, last + 1)]


def standing_of(result):
    return {one.file: one.standing for one in result.standings}


def test_two_halves_of_one_day_are_one_inventory(shelf):
    shelf.put("records/inventory-1.csv", ids(1, 212))
    shelf.put("records/inventory-2.csv", ids(213, 423))
    result, rows = shelf.decide()
    assert rows == ids(1, 423)
    assert set(standing_of(result).values()) == {"Gäller"}
    assert result.held == []


def test_halves_that_come_one_after_the_other_are_one_inventory(shelf):
    shelf.put("records/inventory-1.csv", ids(1, 212))
    shelf.read()
    shelf.put("records/inventory-2.csv", [*ids(213, 423), "R212"])
    assert shelf.decide()[1] == ids(1, 423)


def test_an_inventory_in_another_folder_does_not_count_twice_and_a_later_one_heals(
    shelf,
):
    shelf.put("records/inventory-2026-11-01.csv", ids(1, 423))
    shelf.put("uploaded/inventory.csv", ids(3, 423), day="2026-11-20")
    result, rows = shelf.decide()
    assert rows == ids(3, 423)
    is_horizontal = {
        p.name for p in (shelf.home.folder / "exports" / "records").iterdir()
    }
    assert is_horizontal == {"inventory-2026-11-01.csv", "inventory.csv"}
    assert not list((shelf.home.folder / "exports" / "uploaded").iterdir())
    assert standing_of(result) == {
        "inventory-2026-11-01.csv": "Ersatt",
        "inventory.csv": "Gäller",
    }
    shelf.put("records/other-name-2026-11-22.csv", ids(5, 424))
    assert shelf.decide()[1] == ids(5, 424)


def test_one_made_again_the_same_day_replaces_the_one_before(shelf):
    shelf.put("records/a-2026-11-20.csv", ids(1, 10))
    shelf.put("records/b-2026-11-20.csv", ids(3, 10))
    result, rows = shelf.decide()
    assert rows == ids(3, 10)
    assert standing_of(result)["a-2026-11-20.csv"] == "Upprepad"


def test_an_inventory_of_one_system_leaves_another_system_alone(shelf):
    shelf.put("records/export-2026-11-01.csv", ids(1, 9))
    shelf.put("records/export-2026-11-02.csv", ids(1, 9), system="WIMS")
    assert shelf.decide()[1] == sorted(ids(1, 9) * 2)


def test_a_kind_that_its_series_no_longer_holds_is_gone(shelf):
    other = "Enkät,Utskick,U1,2026-11-01"
    shelf.put("records/enkat-2026-11-01.csv", ids(1, 9), more=other)
    shelf.put("records/enkat-2026-11-02.csv", ids(1, 9))
    assert shelf.decide()[1] == ids(1, 9)


def test_a_kind_that_another_file_does_not_speak_of_stands(shelf):
    other = "Enkät,Utskick,U1,2026-11-01"
    shelf.put("records/enkat-2026-11-01.csv", ids(1, 9), more=other)
    shelf.put("records/svar-2026-11-02.csv", ids(1, 9))
    assert shelf.decide()[1] == [*ids(1, 9), "U1"]


@pytest.mark.parametrize(("left", "is_held"), [(200, False), (199, True)])
def test_more_than_a_third_that_vanishes_waits_for_a_yes(shelf, left, is_held):
    shelf.put("records/a-2026-11-01.csv", ids(1, 300))
    shelf.put("records/a-2026-11-02.csv", ids(1, left))
    result, rows = shelf.decide()
    assert rows == ids(1, 300 if is_held else left)
    assert bool(result.held) == is_held
    if not is_held:
        return
    (held,) = result.held
    assert (held.system, held.exported_on, held.files) == (
        "Enkät",
        "2026-11-02",
        "a-2026-11-02.csv",
    )
    counts = (held.records_before, held.records_after, held.vanished, held.doubled)
    assert counts == (300, 199, 101, 0)
    assert standing_of(result)["a-2026-11-02.csv"] == "Väntar på ja"
    yes = ("Enkät", "2026-11-02", tuple(held.file_ids))
    result, rows = shelf.decide(yes=[yes])
    assert rows == ids(1, 199)
    assert result.held == []


def test_a_yes_to_other_files_of_the_day_is_none(shelf):
    shelf.put("records/a-2026-11-01.csv", ids(1, 300))
    shelf.put("records/a-2026-11-02.csv", ids(1, 10))
    yes = ("Enkät", "2026-11-02", ("0" * 32,))
    assert shelf.decide(yes=[yes])[1] == ids(1, 300)


def test_a_later_true_inventory_passes_over_one_that_waits(shelf):
    shelf.put("records/a-2026-11-01.csv", ids(1, 30))
    shelf.put("records/a-2026-11-02.csv", ids(1, 3))
    shelf.put("records/a-2026-11-03.csv", ids(2, 31))
    result, rows = shelf.decide()
    assert rows == ids(2, 31)
    assert result.held == []
    assert standing_of(result)["a-2026-11-02.csv"] == "Förbigången"


def test_of_two_that_wait_the_newest_is_shown(shelf):
    shelf.put("records/a-2026-11-01.csv", ids(1, 30))
    shelf.put("records/a-2026-11-02.csv", ids(1, 3))
    shelf.put("records/a-2026-11-03.csv", ids(1, 4))
    result, rows = shelf.decide()
    assert rows == ids(1, 30)
    assert [held.exported_on for held in result.held] == ["2026-11-03"]


def test_what_an_approved_round_lets_go_does_not_count_as_vanished(shelf):
    shelf.put("records/a-2026-11-01.csv", ids(1, 10))
    shelf.put("records/a-2026-11-02.csv", ids(1, 5))
    gone = [("Enkät", "Svar", name) for name in ids(6, 10)]
    assert shelf.decide(gone=gone)[1] == ids(1, 5)


def test_an_empty_inventory_waits_for_a_yes(shelf):
    shelf.put("records/a-2026-11-01.csv", ids(1, 10))
    shelf.put("records/a-2026-11-02.csv", [])
    result, rows = shelf.decide()
    assert rows == ids(1, 10)
    (held,) = result.held
    assert (held.records_after, held.vanished) == (0, 10)
    yes = ("Enkät", "2026-11-02", tuple(held.file_ids))
    assert shelf.decide(yes=[yes])[1] == []


def test_records_that_stand_under_two_kinds_wait_for_a_yes(shelf):
    shelf.put("records/a-2026-11-01.csv", ids(1, 10))
    shelf.put("records/b-2026-11-02.csv", ids(1, 10), kind="Svaren")
    result, rows = shelf.decide()
    assert rows == ids(1, 10)
    (held,) = result.held
    assert (held.records_before, held.records_after, held.doubled) == (10, 20, 10)


def test_lists_of_a_system_are_replaced_by_system_and_not_by_folder(shelf):
    head = "account_id,system,role,is_employed"
    for name, system, names in [
        ("accounts/list-2026-11-01.csv", "AD", "AB"),
        ("accounts/list-2026-11-02.csv", "WIMS", "AB"),
        ("accounts/ad.csv", "AD", "BC"),
    ]:
        rows = [f"{name},{system},user,ja" for name in names]
        shelf.put_lines(name, [head, *rows], "2026-11-20")
    assert shelf.decide("accounts")[1] == ["A", "B", "B", "C"]


def test_halves_of_a_list_are_one_list_and_the_next_replaces_both(shelf):
    head = "mailbox_id,mailbox_group,item_count"
    shelf.put_lines("mailboxes/list-1.csv", [head, "M1,Info,3"], "2026-11-20")
    shelf.put_lines("mailboxes/list-2.csv", [head, "M2,Info,4"], "2026-11-20")
    assert shelf.decide("mailboxes")[1] == ["M1", "M2"]
    shelf.put_lines("mailboxes/list-3.csv", [head, "M3,Info,5"], "2026-11-22")
    assert shelf.decide("mailboxes")[1] == ["M3"]
