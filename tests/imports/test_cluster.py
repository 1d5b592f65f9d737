"""Other machines may help to read: the figures are the same, whatever dies."""

import json
import shutil
import threading

import pytest
from conftest import AS_OF, AT, Home
from imports.test_taking_in import counts, log

from privacy.building import workers
from privacy.errors import BadCluster
from privacy.operations import importing
from privacy.releases import EVERY
from tests.bench.clusters import WAIT_SECONDS, a_cluster


@pytest.fixture(scope="module")
def cluster():
    """The address of a scheduler with two workers, and the workers."""
    with a_cluster(2) as running:
        yield running


def take_in(home, cluster=None):
    return importing.import_exports(
        home.installation,
        home.organisation,
        [],
        source=None,
        at=AT,
        as_of=AS_OF,
        progress=lambda output: None,
        cluster=cluster,
        publish=EVERY,
    )


@pytest.fixture
def two_homes(tmp_path):
    """The same exports and keys twice."""
    one = Home(tmp_path / "one")
    for number in range(5):
        one.put(f"web/{number}.log", log(200, start=100 * number))
    one.installation.keyring(one.organisation).master(make=True)
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    return one, Home(tmp_path / "two")


def released(home):
    """The cells of every release, by name."""
    result = home.organisation.releases.glob("*/*/*.json")
    return {
        file.relative_to(home.organisation.releases).as_posix(): json.loads(
            file.read_text()
        )
        for file in result
        if file.name != "manifest.json"
    }


def test_a_cluster_gives_the_same_figures_to_the_cell(two_homes, cluster):
    one, two = two_homes
    here, there = take_in(one), take_in(two, cluster[0])
    assert [counts(f) for f in here.files] == [counts(f) for f in there.files]
    assert released(one)
    assert released(one) == released(two)


def test_a_worker_that_dies_costs_nothing_but_time(two_homes, cluster, monkeypatch):
    address, workers = cluster
    home = two_homes[1]
    victim = workers[0]
    started = importing.import_files

    def kill_one_soon(batch, earlier, *, executor, progress):
        def dying(tasks):
            pool = executor(tasks)
            threading.Timer(0.3, victim.kill).start()
            return pool

        return started(batch, earlier, executor=dying, progress=progress)

    monkeypatch.setattr(importing, "import_files", kill_one_soon)
    summary = take_in(home, address)
    victim.wait(WAIT_SECONDS)
    assert [counts(file) for file in summary.files] == [(200, 200, 0, 0)] + 4 * [
        (200, 100, 0, 100)
    ]


def test_an_address_where_no_scheduler_answers_is_named(two_homes, monkeypatch):
    monkeypatch.setattr(workers, "_PATIENCE", "1s")
    with pytest.raises(BadCluster, match="No scheduler answers"):
        take_in(two_homes[0], "tcp://127.0.0.1:9")
