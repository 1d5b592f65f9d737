"""Exports are read apart and at once; what they share counts once all the same."""

from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool

import pytest
from conftest import AS_OF, AT
from imports.test_taking_in import counts, log

from privacy.building import workers
from privacy.contracts.roles import Role
from privacy.imports import import_files
from privacy.operations import importing
from privacy.storage.exports import Looks

LATER = AT.replace(day=24)


class Broken(Executor):
    """A pool whose processes have died."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        future.set_exception(BrokenProcessPool())
        return future


def weeks(home, number=6):
    """Logs of which each holds half of the one before."""
    for week in range(number):
        home.put(f"web/week{week}.log", log(40, start=20 * week))


def test_processes_give_what_one_after_another_gives(home, monkeypatch):
    weeks(home)
    monkeypatch.setattr(workers, "_WORTH_PROCESSES", 2)
    together = [counts(file) for file in home.take_in().files]
    assert together == [(40, 40, 0, 0)] + [(40, 20, 0, 20)] * 5


def test_an_export_whose_reader_died_is_read_again_apart(home, monkeypatch):
    weeks(home, 2)
    result = import_files.Batch(
        store=home.installation.rows(home.organisation),
        policy=home.installation.policy(home.organisation),
        hints={p: "web" for p in sorted(home.organisation.exports.rglob("*.log"))},
        must_be_source=False,
        looks=Looks(home.organisation),
        at=AT,
    )
    home.installation.keyring(home.organisation).master(make=True)
    files, parts = import_files.import_files(
        result, [], executor=lambda tasks: Broken()
    )
    assert [counts(file) for file in files] == [(40, 40, 0, 0), (40, 20, 0, 20)]
    assert len(parts) == 2


def test_an_export_that_kills_every_reader_is_refused_alone(home, monkeypatch):
    weeks(home, 2)

    class Pool(Broken):
        def __init__(self, *_given, **_named):
            pass

    monkeypatch.setattr(import_files, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(
        importing, "open_workers", lambda cluster: _entered(lambda tasks: Broken())
    )
    files = home.take_in().files
    assert all("takes more memory to read" in file.refused for file in files)


def test_the_same_content_twice_in_one_import_counts_once(home):
    home.put("web/a.log", log(30))
    home.put("web/b.log", log(30))
    files = home.read_in()
    assert [counts(file) for file in files] == [(30, 30, 0, 0), (30, 0, 0, 30)]


def test_nothing_new_gives_the_same_build(home):
    home.put("web/a.log", log(30))
    assert home.take_in().build == home.take_in().build


def test_a_changed_policy_gives_a_new_build(home):
    home.put("web/a.log", log(30))
    before = home.take_in().build
    file = home.folder / "policy" / "sources.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("every_days = 7", "every_days = 8"), encoding="utf-8")
    assert home.take_in().build != before


def test_a_new_day_measures_the_promises_anew(home):
    home.put("web/a.log", log(30))
    first = home.take_in()
    importing.import_exports(
        home.installation,
        home.organisation,
        [],
        source=None,
        at=LATER,
        as_of=LATER.date(),
        progress=lambda output: None,
    )
    history = home.desk(Role.DPO).ask("dpo/check_history", before="2027-01-01")
    assert set(history.column("as_of_on")) == {AS_OF, LATER.date()}
    assert home.desk(Role.DPO).build != first.build


def _entered(value):
    from contextlib import nullcontext

    return nullcontext(value)


@pytest.mark.parametrize("name", ["week40.log", "WEEK40.LOG.1"])
def test_names_do_not_matter(home, name):
    assert counts(home.read_in(home.put(f"web/{name}", log(5)))[0])[1] == 5
