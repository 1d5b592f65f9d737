"""The journal keeps everything in order, whoever writes, and tells what was touched."""

import sqlite3
from concurrent.futures import ProcessPoolExecutor

import pytest

from privacy.errors import BadJournal
from privacy.journal import Journal

AT = "2026-11-23T08:00:00+00:00"


def write_many(path, many):
    for number in range(many):
        Journal(path).write("viewed", "dpo", AT, page=f"sida {number}")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal.sqlite"


def test_entries_are_numbered_and_chained(path):
    journal = Journal(path)
    assert journal.write("signed_in", "dpo", AT) == 1
    assert journal.write("viewed", "dpo", AT, page="requests") == 2
    assert [entry.number for entry in journal.entries()] == [1, 2]
    assert journal.verify() is None


def test_two_at_once_lose_nothing(path):
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(write_many, [path, path], [20, 20]))
    assert [e.number for e in Journal(path).entries()] == list(range(1, 41))
    assert Journal(path).verify() is None


@pytest.mark.parametrize("sql", ["update entries set who = 'x'", "delete from entries"])
def test_an_entry_cannot_be_changed_or_removed(path, sql):
    Journal(path).write("viewed", "dpo", AT)
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(sql)
    connection.close()


def test_an_entry_changed_behind_its_back_is_named(path):
    write_many(path, 5)
    connection = sqlite3.connect(path)
    connection.execute("drop trigger entries_stay")
    connection.execute("update entries set who = 'mallory' where number = 3")
    connection.commit()
    connection.close()
    assert Journal(path).verify() == 3


def test_an_entry_removed_behind_its_back_is_named(path):
    write_many(path, 5)
    connection = sqlite3.connect(path)
    connection.execute("drop trigger entries_remain")
    connection.execute("delete from entries where number = 2")
    connection.commit()
    connection.close()
    assert Journal(path).verify() == 2


def test_a_hold_is_open_until_it_is_lifted(path):
    journal = Journal(path)
    number = journal.write(
        "hold_set",
        "dpo",
        AT,
        system="WIMS",
        record_type="Skadeärende",
        record_id="W-1",
        owner="dpo",
        reason="tvist",
        review_on="2027-02-01",
    )
    assert [hold[1:4] for hold in journal.told().open_holds()] == [
        ("WIMS", "Skadeärende", "W-1")
    ]
    journal.write("hold_lifted", "dpo", AT, hold_id=f"H{number}")
    assert journal.told().open_holds() == []


def test_the_newest_attestation_of_a_promise_counts(path):
    journal = Journal(path)
    for until in ("2027-01-01", "2027-06-01"):
        journal.write("attested", "dpo", AT, promise_id="CL-23", valid_until=until)
    assert [row[2] for row in journal.told().attestations()] == ["2027-06-01"]


def test_an_unknown_kind_of_entry_is_refused(path):
    with pytest.raises(BadJournal, match="no entries of the kind"):
        Journal(path).write("gossip", "dpo", AT)


def test_a_journal_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "journal.sqlite").mkdir()
    with pytest.raises(BadJournal, match="cannot be written"):
        Journal(tmp_path / "journal.sqlite").write("viewed", "dpo", AT)
