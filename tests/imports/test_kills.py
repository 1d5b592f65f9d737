"""Killed at any moment, an import of two organisations is as if it never had been.

A kill leaves what lies on the disk at that moment. So one import is run, the disk is
copied at twenty moments of it, and each copy is gone on with by the next import. Other
imports are processes that are killed (SIGKILL) at random moments: a few here, twenty
in `tests.bench kills`.
"""

import datetime
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path

import pyarrow
import pytest
from conftest import AT, Home
from imports.test_taking_in import log

from privacy.building import make, schema
from privacy.commands import main
from privacy.contracts import contract_names, read_contract
from privacy.contracts.roles import Role
from privacy.installation import EXAMPLE, Installation
from privacy.journal import Journal
from privacy.operations import importing
from privacy.storage.encrypted import check_encrypted
from privacy.storage.rows import read_parts

MOMENTS, FEW_MOMENTS = 20, 3
ORGANISATIONS = ("claims-link", "insuresec")
CALLS = ("replace", "rename", "unlink", "mkdir", "link", "fsync")
LATER = AT + datetime.timedelta(hours=1)
ASKED = ("visits_by_page", "visits_by_browser", "releases")


CHECKS = ["checks/full_addresses_in_web_log", "checks/web_statistics_missing"]


def needed(*names):
    """The objects of the register that queries rest on, and those named themselves."""
    result, queue = OF_REGISTER & set(names), list(names)
    while queue:
        for read in read_contract(queue.pop()).reads:
            name = read.replace(".", "/")
            if name in OF_REGISTER and name not in result:
                result.add(name)
                queue.append(name)
    return sorted(result)


OF_REGISTER = set(contract_names("register"))


def few_measured(desk, day, _filled):
    """What a few checks find in a build; the others read what is not made here."""
    return [
        (name.removeprefix("checks/"), day, *row)
        for name in CHECKS
        for row in desk.ask(name, as_of=day).rows
    ]


@contextmanager
def one_listed(desk, name, **given):
    """How one thing of the lists stands: the lists read what is not made here."""
    thing = {"list": "files", "thing_id": "1", "state": "read", "level": 0}
    yield pyarrow.Table.from_pylist([thing]).to_reader()


@pytest.fixture
def quick(monkeypatch):
    """Imports as `hasten` makes them, in this process."""
    hasten(monkeypatch)


def hasten(monkeypatch):
    """No processes of their own, few checks, and of the register what they need alone.

    What is looked at here is files; the policy is read once.
    """
    monkeypatch.setattr(
        importing, "open_workers", lambda c: nullcontext(lambda n: None)
    )
    policies = {}
    read = Installation.policy
    monkeypatch.setattr(
        Installation,
        "policy",
        lambda home, o: policies.get(o.id) or policies.setdefault(o.id, read(home, o)),
    )
    monkeypatch.setattr(Installation, "is_example", True)  # it publishes
    monkeypatch.setattr(Installation, "invented_days", ())
    monkeypatch.setattr(make, "contract_names", {"": CHECKS}.__getitem__)
    monkeypatch.setattr(make, "_measure", few_measured)
    monkeypatch.setattr(make.Desk, "streaming", one_listed)
    statistics = contract_names("statistics")
    few = needed(
        "dpo/promises_by_area",
        "dpo/incidents",
        "register/policy_versions",
        *CHECKS,
        *statistics,
    )
    monkeypatch.setattr(schema, "contract_names", lambda of: few)


def made(folder):
    """Two organisations, each with logs that overlap and one line that is broken."""
    home = Home(folder)
    there = home.installation.data
    shutil.copytree(EXAMPLE / "insuresec" / "policy", there / "insuresec" / "policy")
    for number, name in enumerate(ORGANISATIONS):
        exports = there / name / "exports" / "web"
        exports.mkdir(parents=True)
        (exports / "week40.log").write_bytes(log(40 + number))
        (exports / "week41.log").write_bytes(log(40, start=30) + b"broken\n")
    return home.installation


def take_in(home, at):
    return main(["import", "--data", str(home.data)], lambda: at)


def at_each_call(monkeypatch, act):
    """Call `act` with a number just before each change of the disk."""
    number, is_acting = 0, False

    def before(call, *given, **named):
        nonlocal number, is_acting
        if not is_acting:
            is_acting = True  # what copies a disk changes another one
            act(number)
            number, is_acting = number + 1, False
        return call(*given, **named)

    for name in CALLS:
        monkeypatch.setattr(os, name, partial(before, getattr(os, name)))


def lines_of(home):
    """What everyone, the officer and the auditor are told of each organisation."""
    return {o.id: _told(home, o) for o in home.organisations()}


def _told(home, organisation):
    keyring, journal = home.keyring(organisation), Journal.of(organisation)
    check_encrypted(organisation, keyring)
    assert journal.faults() == []
    desk = make.Desk(Role.DPO, organisation, keyring)
    figures = {
        name: [
            tuple(v for v in row if not isinstance(v, datetime.datetime))
            for row in desk.ask(f"released/{name}").rows
        ]
        for name in ASKED
    }
    desk.close()
    imports, releases = journal.entries("imported"), journal.entries("released")
    counted = ("files", "accepted", "rejected", "refused")
    return {
        "figures": figures,
        "rows": sorted(
            (p.file, p.read, p.accepted, p.rejected, p.duplicate, p.facts)
            for p in read_parts(organisation)
        ),
        "imported": {n: sum(e.details[n] for e in imports) for n in counted},
        "released": sorted(n for e in releases for n in e.details["releases"]),
        "folders": sorted(
            f.relative_to(organisation.releases).as_posix()
            for f in organisation.releases.glob("*/*")
        ),
        "truths": sorted(f.name for f in organisation.truths.iterdir()),
        "results": sorted(f.name for f in organisation.results.iterdir()),
    }


def test_an_import_killed_at_twenty_moments_ends_as_one_that_was_not(
    quick, tmp_path, monkeypatch, capsys
):
    calls = []
    undisturbed = made(tmp_path / "undisturbed")
    with monkeypatch.context() as patch:
        at_each_call(patch, calls.append)
        assert take_in(undisturbed, AT) == 0
    expected = lines_of(undisturbed)
    assert all(item["figures"]["releases"] for item in expected.values())
    assert len(calls) > MOMENTS

    killed = made(tmp_path / "killed")
    chosen = {len(calls) * n // MOMENTS: n for n in range(MOMENTS)}

    def copy_at(number):
        if number in chosen:
            target = tmp_path / str(chosen[number])
            shutil.copytree(tmp_path / "killed", target, copy_function=shutil.copy2)

    with monkeypatch.context() as patch:
        at_each_call(patch, copy_at)
        take_in(killed, AT)
    for moment in range(MOMENTS):
        home = Installation(tmp_path / str(moment) / "data")
        assert take_in(home, LATER) == 0, (moment, capsys.readouterr())
        assert lines_of(home) == expected, moment
        shutil.rmtree(tmp_path / str(moment))


SCRIPT = """
import datetime, sys
import pytest
from imports import test_kills
with pytest.MonkeyPatch.context() as patch:
    test_kills.hasten(patch)
    at = datetime.datetime.fromisoformat(sys.argv[2])
    sys.stdout.write("begun")
    sys.stdout.flush()
    sys.exit(test_kills.main(["import", "--data", sys.argv[1]], lambda: at))
"""
ROOT = Path(__file__).parents[2]


def started(home, at):
    """An import in a process of its own, begun."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(home.data), at.isoformat()],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout.read(len("begun")) == b"begun"
    return process


def killed_at_random(folder, moments, seed):
    """Kill an import at random moments, each in a home of its own; go on with each.

    Yields the seconds after which it was killed, whether it was still running, and
    whether the next import ends as an undisturbed one.
    """
    undisturbed = made(folder / "undisturbed")
    begun = time.perf_counter()
    process = started(undisturbed, AT)
    process.communicate()
    took = time.perf_counter() - begun
    assert process.returncode == 0
    expected = lines_of(undisturbed)
    chance = random.Random(seed)
    for moment in range(moments):
        home = made(folder / str(moment))
        process = started(home, AT)
        wait = took * chance.random()
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        was_running = process.returncode == -signal.SIGKILL
        took = took if was_running else wait  # a machine less busy than before
        again = started(home, LATER)
        again.communicate()
        is_alike = again.returncode == 0 and lines_of(home) == expected
        yield wait, was_running, is_alike
        shutil.rmtree(folder / str(moment))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_an_import_killed_by_the_system_ends_as_one_that_was_not(tmp_path):
    result = list(killed_at_random(tmp_path, FEW_MOMENTS, seed=20261123))
    assert [is_alike for *_, is_alike in result] == [True] * FEW_MOMENTS, result
    assert any(was_running for _, was_running, _ in result)
