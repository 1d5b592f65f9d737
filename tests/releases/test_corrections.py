"""A frozen release stays; a corrected one stands beside it only when that is safe."""

import datetime
import json

import pytest
from conftest import AT, copy_of
from released_home import MONTH, planted_calls

from privacy.commands import main
from privacy.contracts.roles import Role
from privacy.journal import Journal
from privacy.releases import truths

LATER = AT + datetime.timedelta(hours=2)


def late(planted, folder, calls, callers):
    """The planted home after calls of the released month came in."""
    home = copy_of(planted, folder)
    home.put("telephone/late.csv", planted_calls(calls, callers).encode())
    home.take_in(at=AT + datetime.timedelta(hours=1))
    return home


@pytest.fixture(scope="module")
def late_few(planted, tmp_path_factory):
    return late(planted, tmp_path_factory.mktemp("few"), calls=4, callers=2)


@pytest.fixture(scope="module")
def late_many(planted, tmp_path_factory):
    return late(planted, tmp_path_factory.mktemp("many"), calls=4000, callers=2000)


@pytest.fixture
def few(late_few, tmp_path):
    return copy_of(late_few, tmp_path / "copy")


@pytest.fixture
def many(late_many, tmp_path):
    return copy_of(late_many, tmp_path / "copy")


@pytest.fixture
def run(capsys):
    """Runs one command; gives its status, what it printed and what it complained of."""

    def run(home, *words):
        data = ("--data", str(home.installation.data))
        status = main([*words, *data], lambda: LATER)
        output = capsys.readouterr()
        return status, output.out, output.err

    return run


def correct(run, home, *more):
    return run(home, "correct", "telephone", "2026-10", "--reason", "sen fil", *more)


def total(home):
    rows = home.desk(Role.MANAGER).ask("released/calls_by_queue").records()
    return next(
        (row["calls"], row["release_id"])
        for row in rows
        if row["month"] == MONTH
        and row["direction"] == row["queue"] == row["outcome"] == "*"
    )


def frozen(home):
    folder = home.organisation.releases / "telephone" / "2026-10-v1"
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_late_calls_change_nothing_by_themselves(planted, late_few):
    assert total(late_few) == total(planted)
    assert frozen(late_few) == frozen(planted)


def test_few_late_callers_are_refused_and_nothing_is_written(few, run):
    before, files = total(few), sorted(few.organisation.builds.rglob("*"))
    status, output, complaint = correct(run, few)
    assert status == 1
    assert not output
    assert complaint.startswith("UnsafeRelease: telephone 2026-10 may not be corrected")
    assert total(few) == before
    assert sorted(few.organisation.builds.rglob("*")) == files


def test_a_change_by_many_is_a_new_numbered_release_and_the_first_stays(many, run):
    files, (first, _) = frozen(many), total(many)
    status, output, complaint = correct(run, many, "--json")
    assert (status, complaint) == (0, "")
    assert json.loads(output)["releases"][0]["released"] == ["telephone-2026-10-v2"]
    assert total(many) == (first + 4000, "telephone-2026-10-v2")
    assert frozen(many) == files
    *_, entry = Journal.of(many.organisation).entries("released")
    assert entry.details["releases"] == ["telephone-2026-10-v2"]
    assert entry.details["reason"] == "sen fil"
    listed = many.desk(Role.DPO).ask("dpo/releases").records()
    assert {row["version"] for row in listed if row["source"] == "telephone"} == {1, 2}
    # A third version could be held against the second: it is refused.
    status, _, complaint = correct(run, many)
    assert status == 1
    assert "has been corrected once" in complaint


def test_a_release_without_change_is_not_made_again(planted, run):
    status, _, complaint = correct(run, planted)
    assert status == 1
    assert "nothing to correct" in complaint


def test_without_its_true_cells_a_release_cannot_be_corrected(few, run):
    for file in few.organisation.truths.glob("telephone-2026-10-*"):
        file.unlink()
    status, _, complaint = correct(run, few)
    assert status == 1
    assert "are gone" in complaint


def test_when_the_key_of_the_month_is_gone_nothing_is_counted_anew(few, run):
    few.installation.keyring(few.organisation).destroy(MONTH)
    status, _, complaint = correct(run, few)
    assert status == 1
    assert "are gone" in complaint


def test_the_true_cells_cannot_be_read_without_the_key(planted):
    files = list(planted.organisation.truths.glob("telephone-*.parquet"))
    assert len(files) == 2
    for file in files:
        content = file.read_bytes()
        assert content.startswith(b"PARE")
        assert b"calls_by_queue" not in content


@pytest.mark.parametrize(
    "words",
    [("telephone", "2020-01"), ("requests", "2026-01"), ("web", "october")],
)
def test_what_is_not_released_cannot_be_corrected(planted, run, words):
    status, output, complaint = run(planted, "correct", *words, "--reason", "x")
    assert status == 1
    assert not output
    assert complaint


def test_a_correction_needs_a_reason(planted, run):
    assert run(planted, "correct", "web", "2026-10", "--reason", " ")[0] == 1


def test_the_truth_of_an_earlier_version_names_its_reasons_as_they_are_named_now():
    output = {
        "name": "calls",
        "unit": "calls",
        "dimensions": ["queue"],
        "cells": [[["a"], 3, 3, None, None], [["b"], 9, 9, None, None]],
        "withheld": [[["a"], "persons"], [["b"], "second"]],
        "refused": None,
    }
    read = truths.read_table(output)
    assert (read.primary, read.secondary) == (1, 1)
