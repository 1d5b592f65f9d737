"""The journal keeps everything in order, whoever writes, and tells what was touched."""

import datetime
import shutil
import socket
import sqlite3
from concurrent.futures import ProcessPoolExecutor

import pytest
from conftest import DPO

from privacy.errors import BadJournal, Message
from privacy.journal import (
    COMMAND_LINE,
    EARLIER,
    PERSON,
    START,
    UNSIGNED,
    Actor,
    Anchors,
    Journal,
)
from privacy.journal.chain import _chain

AT = "2026-11-23T08:00:00+00:00"


def journal_at(path):
    return Journal(path, Anchors(path.parent / "elsewhere" / "journal.anchors"))


def changed(number):
    return Message("Entry {n} of the journal is not as it was written.", n=number)


def write_many(path, many):
    for number in range(many):
        journal_at(path).write("viewed", DPO, AT, page=f"sida {number}")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal.sqlite"


def test_entries_are_numbered_and_chained(path):
    journal = journal_at(path)
    assert journal.write("signed_in", DPO, AT) == 1
    assert journal.write("viewed", DPO, AT, page="requests") == 2
    assert [entry.number for entry in journal.entries()] == [1, 2]
    assert journal.faults() == []


def test_two_at_once_lose_nothing(path):
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(write_many, [path, path], [20, 20]))
    assert [e.number for e in journal_at(path).entries()] == list(range(1, 41))
    assert journal_at(path).faults() == []


@pytest.mark.parametrize("sql", ["update entries set who = 'x'", "delete from entries"])
def test_an_entry_cannot_be_changed_or_removed(path, sql):
    journal_at(path).write("viewed", DPO, AT)
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
    assert journal_at(path).faults() == [changed(3)]


def test_an_entry_removed_behind_its_back_is_named(path):
    write_many(path, 5)
    connection = sqlite3.connect(path)
    connection.execute("drop trigger entries_remain")
    connection.execute("delete from entries where number = 2")
    connection.commit()
    connection.close()
    assert journal_at(path).faults() == [changed(2)]


def test_a_hold_is_open_until_it_is_lifted(path):
    journal = journal_at(path)
    number = journal.write(
        "hold_set",
        DPO,
        AT,
        system="WIMS",
        record_type="Skadeärende",
        record_id="W-1",
        owner="dpo",
        reason="tvist",
        review_on="2027-02-01",
    )
    assert [hold[1:4] for hold in journal.state().open_holds()] == [
        ("WIMS", "Skadeärende", "W-1")
    ]
    journal.write("hold_lifted", DPO, AT, hold_id=f"H{number}")
    assert journal.state().open_holds() == []


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-11-23T22:59:00+00:00", "2026-11-23"),
        ("2026-11-23T23:00:00+00:00", "2026-11-24"),
        ("2026-07-01T21:59:00+00:00", "2026-07-01"),
        ("2026-07-01T22:00:00+00:00", "2026-07-02"),
    ],
)
def test_what_is_done_after_midnight_is_of_the_new_day_here(path, at, day):
    journal = journal_at(path)
    journal.write("hold_set", DPO, at, system="WIMS", review_on="2027-02-01")
    journal.write("attested", DPO, at, promise_id="P", valid_until="2027-06-01")
    ((*_hold, set_on, _review_on),) = journal.state().open_holds()
    ((_promise, attested_on, *_rest),) = journal.state().attestations()
    assert (set_on, attested_on) == (day, day)


def test_the_newest_attestation_of_a_promise_counts(path):
    journal = journal_at(path)
    for until in ("2027-01-01", "2027-06-01"):
        journal.write("attested", DPO, AT, promise_id="CL-23", valid_until=until)
    assert [row[2] for row in journal.state().attestations()] == ["2027-06-01"]


def test_an_entry_keeps_who_did_it_and_how_that_is_known(path):
    actors = [
        Actor(PERSON, "admin", "https://idp.example", "42"),
        Actor(COMMAND_LINE, "admin"),
        Actor(UNSIGNED, "dpo"),
        Actor(PERSON, '{"kind": "command_line", "name": "root"}', "https://i.se", "7"),
    ]
    journal = journal_at(path)
    for actor in actors:
        journal.write("viewed", actor, AT)
    assert [entry.actor for entry in journal.entries()] == actors
    assert [row[2:5] for row in journal.acts(journal.state())][:3] == [
        ("admin", "person", "42 (https://idp.example)"),
        ("admin", "command_line", None),
        ("dpo", "without_sign_in", None),
    ]


@pytest.mark.parametrize("name", ["dpo", "admin", "7", "[]", '"x"', '{"a": 1}', ""])
def test_an_entry_of_an_older_version_is_read_by_its_name(path, name):
    journal_at(path).write("viewed", DPO, AT)
    connection = sqlite3.connect(path)
    row = connection.execute("select hash from entries").fetchone()[0]
    chained = _chain(row, 2, "viewed", name, AT, "{}")
    connection.execute(
        "insert into entries values (2, 'viewed', ?, ?, '{}', ?)", [name, AT, chained]
    )
    connection.commit()
    connection.close()
    journal = journal_at(path)
    assert journal.faults() == []
    assert journal.entries()[-1].actor == Actor(EARLIER, name)
    assert journal.acts(journal.state())[-1][2:5] == (name, None, None)


def test_an_unknown_kind_of_entry_is_refused(path):
    with pytest.raises(BadJournal, match="no entries of the kind"):
        journal_at(path).write("gossip", DPO, AT)


def test_a_journal_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "journal.sqlite").mkdir()
    with pytest.raises(BadJournal, match="cannot be written"):
        journal_at(tmp_path / "journal.sqlite").write("viewed", DPO, AT)


def behind_its_back(path, *statements):
    """Change a journal as somebody would who can write its file."""
    connection = sqlite3.connect(path)
    connection.execute("drop trigger if exists entries_stay")
    connection.execute("drop trigger if exists entries_remain")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def anchors_of(path):
    return path.parent / "elsewhere" / "journal.anchors"


def faults_of(faults):
    return " ".join(map(str, faults))


def test_the_head_is_noted_in_another_folder_at_each_entry(path):
    write_many(path, 3)
    journal = journal_at(path)
    noted = [line.split() for line in anchors_of(path).read_text().splitlines()]
    assert [(int(n), head) for n, head in noted] == [
        (entry.number, entry.hash) for entry in journal.entries()
    ]
    assert journal.entries("anchored") == []
    assert journal.anchored_from() == 1


def test_entries_cut_off_the_end_are_missed(path):
    write_many(path, 5)
    behind_its_back(path, "delete from entries where number > 3")
    assert "ends with entry 3, but entry 5 was anchored" in faults_of(
        journal_at(path).faults()
    )


def test_a_journal_put_back_from_an_older_copy_is_noticed_whatever_is_written_then(
    path, tmp_path
):
    write_many(path, 3)
    journal_at(path).back_up(tmp_path / "older.sqlite")
    write_many(path, 2)
    for file in path.parent.glob("journal.sqlite*"):
        file.unlink()
    shutil.copy(tmp_path / "older.sqlite", path)
    assert "ends with entry 3, but entry 5" in faults_of(journal_at(path).faults())
    journal_at(path).write("viewed", DPO, AT)
    assert "Entry 4 of the journal is another" in faults_of(journal_at(path).faults())
    write_many(path, 4)
    assert "Entry 4 of the journal is another" in faults_of(journal_at(path).faults())


def test_entries_written_anew_with_a_whole_chain_are_noticed(path, tmp_path):
    write_many(path, 4)
    forged = journal_at(tmp_path / "forged" / "journal.sqlite")
    for number in range(4):
        forged.write("viewed", DPO, AT, page=f"sida {number if number < 2 else 9}")
    for file in path.parent.glob("journal.sqlite*"):
        file.unlink()
    forged.back_up(path)
    assert "Entry 3 of the journal is another" in faults_of(journal_at(path).faults())


def test_a_journal_that_is_deleted_is_missed(path):
    write_many(path, 2)
    for file in path.parent.glob("journal.sqlite*"):
        file.unlink()
    assert "ends with entry 0, but entry 2" in faults_of(journal_at(path).faults())


def test_lost_anchors_stop_the_journal_until_somebody_says_that_they_are_lost(path):
    write_many(path, 2)
    anchors_of(path).unlink()
    assert "are gone" in faults_of(journal_at(path).faults())
    with pytest.raises(BadJournal, match="make an empty one there"):
        journal_at(path).write("viewed", DPO, AT)
    assert journal_at(path).head()[0] == 2
    anchors_of(path).touch()
    journal_at(path).write("viewed", DPO, AT)
    journal = journal_at(path)
    assert [entry.kind for entry in journal.entries()][2:] == ["anchored", "viewed"]
    assert journal.faults() == []
    assert journal.anchored_from() == 4


def test_an_older_journal_is_anchored_from_its_head_on_and_says_so(path):
    write_many(path, 3)
    behind_its_back(path, "pragma user_version = 0")
    shutil.rmtree(anchors_of(path).parent)
    journal = journal_at(path)
    head = journal.head()
    assert journal.faults() == []
    journal.write("viewed", DPO, AT)
    (entry,) = journal.entries("anchored")
    assert (entry.number, entry.at) == (4, AT)
    assert entry.details == {"number": head[0], "hash": head[1]}
    assert journal.anchored_from() == 5
    behind_its_back(path, "delete from entries where number = 5")
    assert "ends with entry 4, but entry 5" in faults_of(journal.faults())


def test_anchors_that_cannot_be_written_stop_the_journal(path):
    write_many(path, 1)
    shutil.rmtree(anchors_of(path).parent)
    anchors_of(path).parent.parent.joinpath("elsewhere").write_text("no folder")
    behind_its_back(path, "pragma user_version = 0")
    with pytest.raises(BadJournal, match=r"anchors .* cannot be written"):
        journal_at(path).write("viewed", DPO, AT)
    assert journal_at(path).head()[0] == 1


def test_a_line_that_a_power_cut_left_half_written_costs_that_line(path):
    write_many(path, 2)
    with anchors_of(path).open("ab") as file:
        file.write(b"3 abc")
    write_many(path, 1)
    assert journal_at(path).faults() == []
    assert [line[:2] for line in anchors_of(path).read_text().splitlines()] == [
        "1 ",
        "2 ",
        "3 ",
        "3 ",
    ]


def test_what_a_kill_left_unanchored_is_anchored_with_the_next_entry(path, monkeypatch):
    write_many(path, 1)
    with monkeypatch.context() as killed:
        killed.setattr(Journal, "_anchor", lambda self, connection: None)
        write_many(path, 1)
    assert journal_at(path).faults() == []
    write_many(path, 1)
    assert journal_at(path).faults() == []
    assert anchors_of(path).read_text().splitlines()[-1].startswith("3 ")


@pytest.mark.parametrize("is_listening", [True, False])
def test_heads_are_sent_to_syslog_and_none_is_lost_when_it_is_deaf(path, is_listening):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.settimeout(5)
        port = listener.getsockname()[1] if is_listening else "no port"
        anchors = Anchors(anchors_of(path), "our-company", f"127.0.0.1:{port}")
        journal = Journal(path, anchors)
        journal.write("viewed", DPO, AT)
        if is_listening:
            number, head = journal.head()
            line = listener.recv(1024).decode()
            assert line == f"<86>privacy: journal our-company {number} {head}"
    assert journal.faults() == []
    assert anchors.last() == journal.head()


def test_of_a_month_only_what_was_written_about_it_is_read(path):
    journal = journal_at(path)
    for at in (
        "2026-10-30T22:00",
        "2026-10-31T23:30",
        "2026-11-15T08:00",
        "2026-12-05T08:00",
    ):
        journal.write("viewed", DPO, f"{at}:00+00:00")
    acts = journal.acts(journal.state(), datetime.date(2026, 11, 1))
    assert [row[0] for row in acts] == [2, 3]
    assert journal.hours()[0] == "2026-10-30T22:00:00+00:00"


def test_what_was_right_before_is_not_read_again_and_what_follows_is(path):
    write_many(path, 4)
    journal = journal_at(path)
    faults, known = journal.read_on(START)
    assert (faults, known) == ([], journal.head())
    behind_its_back(path, "update entries set who = 'mallory' where number = 2")
    write_many(path, 2)
    assert journal.read_on(known) == ([], journal.head())
    assert journal.faults() == [changed(2)]
    behind_its_back(path, "update entries set who = 'mallory' where number = 6")
    assert journal.read_on(known) == ([changed(6)], known)
    behind_its_back(path, "update entries set hash = 'another' where number = 4")
    assert journal.read_on(known) == ([changed(2)], known)


def test_a_head_noted_before_what_was_right_is_still_compared(path):
    write_many(path, 4)
    journal = journal_at(path)
    known = journal.read_on(START)[1]
    second = journal.entries()[1]
    assert journal.read_on(known, (2, second.hash)) == ([], known)
    assert "Entry 2 of the journal is another" in faults_of(
        journal.read_on(known, (2, "f" * 64))[0]
    )
