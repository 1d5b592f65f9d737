"""An installation with a few rows, for every test of this folder."""

import contextlib
import datetime
import io
import json
from functools import partial

import pytest
from conftest import Home, copy_of
from imports.test_taking_in import log
from released_home import shared_home

from privacy.commands import main
from privacy.operations import import_subprocess

REQUESTS = (
    b"request_id,request_type,received_at,closed_on\n"
    b"R1,registerutdrag,2026-09-01T10:00:00Z,\n"
    b"R2,radering,2026-11-10T10:00:00Z,\n"
)
RECORDS = (
    b"system,record_type,record_id,answered_on\n"
    b"Enk\xc3\xa4tverktyg,Enk\xc3\xa4tsvar,E1,2026-10-01\n"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """One of its own for each module, copied from the one that is imported."""
    made = shared_home(tmp_path_factory, "pages", made_home)
    return copy_of(made, tmp_path_factory.mktemp("pages"))


def made_home(folder):
    made = Home(folder)
    made.put("web/access.log", log(200))
    made.put("requests/requests.csv", REQUESTS)
    made.put("records/records.csv", RECORDS)
    made.take_in()
    return made


@pytest.fixture
def without_process(monkeypatch):
    """What a page has a process do is done in this one, by the same command.

    That a process does it is what tests/operations/test_import_subprocess.py tries,
    and here each test that does not ask for this.
    """

    def run(home, organisation, words):
        where = ["--json", "--data", str(home.data), "--organisation", organisation.id]
        with contextlib.redirect_stdout(io.StringIO()) as output:
            main([*words, *where], partial(datetime.datetime.now, datetime.UTC))
        return json.loads(output.getvalue() or "{}")

    monkeypatch.setattr(import_subprocess, "_run_in_subprocess", run)
