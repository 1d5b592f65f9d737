"""The inspection pack holds what was promised and proven, and nobody's data."""

import csv
import io
import zipfile

import pytest
from conftest import AS_OF
from imports.test_taking_in import log

from privacy.errors import UnsafeRelease
from privacy.reports import inspection_pack
from privacy.reports.inspection_pack import Subject, make_pack
from privacy.roles import Role

REQUEST = (
    b"request_id,request_type,received_at,closed_on\n"
    b"CASE-4711,registerutdrag,2026-09-01T10:00:00Z,\n"
)
SYSTEMS = "system,owner\n{},IT\n"


def pack_of(home):
    desk = home.desk(Role.DPO)
    subject = Subject("Claims Link AB", AS_OF, desk.build)
    try:
        return zipfile.ZipFile(io.BytesIO(make_pack(desk.ask, subject)))
    finally:
        desk.close()


@pytest.fixture
def filled(home):
    home.put("web/access.log", log(30))
    home.put("requests/requests.csv", REQUEST)
    home.take_in()
    return home


def test_every_promise_is_in_it_with_status_and_citation(filled):
    text = pack_of(filled).read("promises.csv").decode("utf-8-sig")
    promises = list(csv.DictReader(io.StringIO(text)))
    with_policy = filled.installation.policy(filled.organisation).table("promise")
    assert len(promises) == len(with_policy) > 80
    assert all(row["status"] and row["citation"] for row in promises)


def test_every_file_is_explained(filled):
    pack = pack_of(filled)
    told = pack.read("README.txt").decode()
    assert all(name in told for name in pack.namelist() if name != "README.txt")


def test_no_case_number_is_in_it(filled):
    pack = pack_of(filled)
    for name in pack.namelist():
        assert b"CASE-4711" not in pack.read(name), name


def test_it_is_not_made_when_it_would_hold_personal_data(filled):
    filled.put("systems/systems.csv", SYSTEMS.format("anna.berg@example.com").encode())
    filled.put(
        "records/inventory.csv",
        b"system,record_type,record_id\nanna.berg@example.com,Avtal,1\n",
    )
    filled.take_in()
    with pytest.raises(UnsafeRelease, match="looks like email") as refusal:
        pack_of(filled)
    assert "anna" not in str(refusal.value)


def test_two_packs_of_one_build_are_equal_bytes(filled):
    desk = filled.desk(Role.DPO)
    subject = Subject("Claims Link AB", AS_OF, desk.build)
    assert make_pack(desk.ask, subject) == make_pack(desk.ask, subject)


def test_a_word_in_the_pack_is_never_taken_for_a_formula():
    rows = [["=1+1", -5, None], ["/a;=cmd|calc", 2, ["@x"]]]
    lines = inspection_pack._csv_text(["word", "n", "more"], rows).splitlines()
    assert lines[1:] == ["'=1+1,-5,", "/a;'=cmd|calc,2,['@x']"]
