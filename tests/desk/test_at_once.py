"""Many ask one desk at the same time, while others decide; no answer is wrong."""

import datetime
import gc
import random
import shutil
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import AS_OF, DPO, Home, copy_of
from gallring.clerk import DUE, KIND, SYSTEM, Clerk

from privacy.contracts.roles import Role
from privacy.desk import state_of
from privacy.display import asking
from privacy.journal import Journal, JournalState
from privacy.storage.builds import current_build

AT = "2026-11-23T08:00:00+00:00"


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    made = Home(tmp_path_factory.mktemp("at-once"))
    Clerk(made).inventory({**DUE, "E9": "2026-11-01"})
    return made


@pytest.fixture
def home(imported, tmp_path):
    return copy_of(imported, tmp_path)


def set_hold(journal, record_id):
    output = {"system": SYSTEM, "record_type": KIND, "record_id": record_id}
    more = {"owner": "juristen", "reason": "tvist", "review_on": "2027-02-01"}
    return f"H{journal.write('hold_set', DPO, AT, **output, **more)}"


def decide(journal, stop):
    """Set and lift holds, three or four in force, and note that pages are opened."""
    chance, held = random.Random(14), []
    while not stop.is_set():
        if len(held) < 4:
            held.append(set_hold(journal, chance.choice(list(DUE))))
        else:
            lifted = held.pop(chance.randrange(len(held)))
            journal.write("hold_lifted", DPO, AT, hold_id=lifted)
        journal.write("viewed", DPO, AT, page="Holds")
        stop.wait(0.002)


def held_after(entries):
    """The holds in force after each entry, by its number."""
    states, held = [frozenset()], set()
    for entry in entries:
        if entry.kind == "hold_set":
            held.add(f"H{entry.number}")
        elif entry.kind == "hold_lifted":
            held.discard(entry.details["hold_id"])
        states.append(frozenset(held))
    return states


def seen(looks):
    """The different lists of holds that were seen."""
    return {tuple(look) for _, look, _ in looks}


def faults(home, questions, ask):
    """Ask for the holds in four threads while others decide; count wrong answers."""
    journal = Journal.of(home.organisation)
    for record_id in DUE:
        set_hold(journal, record_id)
    stop = threading.Event()

    def look(_):
        before = journal.head()[0]
        answer = ask("dpo/holds", as_of=AS_OF).column("hold_id")
        return before, answer, journal.head()[0]

    with ThreadPoolExecutor(5) as threads:
        threads.submit(decide, Journal.of(home.organisation), stop)
        try:
            looks = list(threads.map(look, range(questions)))
            while len(seen(looks)) <= 3 and len(looks) < 20 * questions:
                looks += threads.map(look, range(questions))  # a busy disk decides late
        finally:
            stop.set()
    states = held_after(journal.entries())
    assert len(seen(looks)) > 3
    return [
        answer
        for before, answer, after in looks
        if len(answer) != len(set(answer))
        or frozenset(answer) not in states[before : after + 1]
    ]


def test_four_threads_are_answered_as_of_an_instant_while_they_asked(home):
    desk = home.desk(Role.DPO)
    assert faults(home, 400, desk.ask) == []


def test_no_wrong_answer_is_kept_however_many_ask(home):
    desk = home.desk(Role.DPO)
    assert faults(home, 200, lambda name, **g: asking.answer(desk, name, g)) == []
    kept = asking.answer(desk, "dpo/holds", {"as_of": AS_OF}).rows
    assert kept == desk.ask("dpo/holds", as_of=AS_OF).rows


def test_an_answer_is_as_of_what_the_journal_had_told(home):
    desk, journal = home.desk(Role.DPO), Journal.of(home.organisation)
    first = set_hold(journal, "E1")
    journal_state = desk.journal_state("dpo/holds")
    set_hold(journal, "E2")
    answer = desk.answer("dpo/holds", {"as_of": AS_OF}, journal_state)
    assert answer.column("hold_id") == [first]
    assert len(desk.ask("dpo/holds", as_of=AS_OF).rows) == 2


def test_what_decides_nothing_makes_no_answer_stale(home):
    desk, journal = home.desk(Role.DPO), Journal.of(home.organisation)
    set_hold(journal, "E1")
    names = ("dpo/holds", "dpo/journal", "dpo/requests")
    before = [state_of(name, desk.journal_state(name)) for name in names]
    journal.write("viewed", DPO, AT, page="Holds")
    holds, acts, requests = (state_of(name, desk.journal_state(name)) for name in names)
    assert (
        (holds, requests) == (before[0], before[2]) == (before[0], JournalState().head)
    )
    assert acts == journal.head()


def test_a_journal_that_is_put_back_from_a_backup_is_read_again(home, tmp_path):
    desk, journal = home.desk(Role.DPO), Journal.of(home.organisation)
    first = set_hold(journal, "E1")
    journal.back_up(tmp_path / "kept.sqlite")
    set_hold(journal, "E2")
    assert len(desk.ask("dpo/holds", as_of=AS_OF).rows) == 2
    for file in home.folder.glob("journal.sqlite*"):
        file.unlink()
    shutil.copy(tmp_path / "kept.sqlite", home.organisation.journal)
    assert desk.ask("dpo/holds", as_of=AS_OF).column("hold_id") == [first]
    third = set_hold(journal, "E3")
    assert desk.ask("dpo/holds", as_of=AS_OF).column("hold_id") == [first, third]


OPEN_FILES = Path("/proc/self/fd")


def open_files(home):
    """Databases of the organisation that this process has open."""
    result = []
    for link in OPEN_FILES.iterdir():
        with suppress(OSError):  # the folder's own, closed by now
            result.append(str(link.readlink()))
    return [name for name in result if str(home.organisation.builds) in name]


def test_a_desk_answers_who_holds_it_however_many_are_opened_after_it(
    home, imported, tmp_path
):
    desks = asking.Desks(most=2)
    held = desks.of(home.installation, home.organisation, Role.DPO)
    for number in range(3):
        other = copy_of(imported, tmp_path / str(number))
        desks.of(other.installation, other.organisation, Role.ANALYST)
    assert held.ask("dpo/holds", as_of=AS_OF).is_empty
    assert desks.of(home.installation, home.organisation, Role.DPO) is held
    assert len(desks) == 2


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts open files")
def test_the_desks_of_an_old_build_are_let_go_when_nobody_holds_them(home):
    desks = asking.Desks()
    officers = desks.of(home.installation, home.organisation, Role.DPO)
    analysts = weakref.ref(desks.of(home.installation, home.organisation, Role.ANALYST))
    old = current_build(home.organisation)
    Clerk(home, datetime.datetime(2026, 11, 24, 9, tzinfo=datetime.UTC)).inventory({})
    assert current_build(home.organisation) != old
    managers = desks.of(home.installation, home.organisation, Role.MANAGER)
    assert analysts() is None
    assert officers.build == old.stamp
    assert not officers.ask("dpo/gallring_by_system", as_of=AS_OF).is_empty
    del officers
    gc.collect()
    assert not [name for name in open_files(home) if old.stamp in name]
    assert managers.build == current_build(home.organisation).stamp
