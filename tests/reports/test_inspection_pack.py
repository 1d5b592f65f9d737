"""The inspection pack holds what was promised and proven, and nobody's data."""

import csv
import datetime
import hashlib
import io
import json
import re
import subprocess
import zipfile

import pypdf
import pytest
from conftest import AS_OF, AT, DPO, Home, copy_of
from imports.test_taking_in import log
from released_home import shared_home

from privacy.contracts import read_contract
from privacy.contracts.roles import Role
from privacy.errors import NoReport, UnsafeRelease
from privacy.journal import Journal, attest
from privacy.operations.backup import signer
from privacy.reports import inspection_pack
from privacy.reports.evidence import COURSE, STOPPED
from privacy.reports.inspection_pack import Table, make_pack
from privacy.reports.manifest import Period, offered_periods
from privacy.wording import catalogue

REQUEST = (
    b"request_id,request_type,received_at,closed_on\n"
    b"CASE-4711,registerutdrag,2026-09-01T10:00:00Z,\n"
)
SYSTEMS = "system,owner\n{},IT\n"


def bytes_of(home, language="sv", period=None):
    desk = home.desk(Role.DPO)
    key = signer(home.installation, home.organisation, AT)
    try:
        return make_pack(desk, key, "Claims Link AB", AS_OF, period, language)
    finally:
        desk.close()


def pack_of(home, language="sv", period=None):
    return opened(bytes_of(home, language, period))


def opened(content):
    return zipfile.ZipFile(io.BytesIO(content))


def rows_of(pack, name):
    """A table of a Swedish pack by the names that the program gives its columns."""
    read = [
        list(
            csv.reader(io.StringIO(pack.read(file).decode("utf-8-sig")), delimiter=";")
        )
        for file in ("columns.csv", name)
    ]
    names = [line[2] for line in read[0][1:] if line[0] == name]
    return [dict(zip(names, line, strict=True)) for line in read[1][1:]]


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    return shared_home(tmp_path_factory, "packed", filled_home)


def filled_home(folder) -> Home:
    home = Home(folder)
    home.put("web/access.log", log(30))
    home.put("requests/requests.csv", REQUEST)
    home.take_in()
    return home


@pytest.fixture
def filled(made, tmp_path):
    """A home of its own, which a test may change."""
    return copy_of(made, tmp_path / "home")


@pytest.fixture(scope="module")
def untouched(made, tmp_path_factory):
    """A home that no test changes, and the bytes of its pack."""
    home = copy_of(made, tmp_path_factory.mktemp("untouched"))
    return home, bytes_of(home)


@pytest.fixture
def pack(untouched):
    """The pack of a home that no test changes."""
    return opened(untouched[1])


def test_every_promise_is_in_it_with_status_and_citation(untouched, pack):
    home, _ = untouched
    promises = rows_of(pack, "promises.csv")
    with_policy = home.installation.policy(home.organisation).table("promise")
    assert len(promises) == len(with_policy) > 80
    assert all(row["status"] and row["citation"] for row in promises)


def test_every_file_is_explained(pack):
    output = pack.read("README.txt").decode()
    assert all(name in output for name in pack.namelist() if name != "README.txt")


def test_no_case_number_is_in_it(pack):
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


def test_two_packs_of_one_state_are_equal_bytes(untouched):
    home, content = untouched
    assert bytes_of(home) == content


def test_every_word_of_the_pack_is_said_in_swedish():
    own = (*inspection_pack._JOURNAL, *inspection_pack._COLUMNS, *COURSE, *STOPPED)
    request = [
        inspection_pack._PROOFS,
        "dpo/promises",
        *inspection_pack._ASKED.values(),
    ]
    columns = [c for name in request for c in read_contract(name).columns]
    words = {*inspection_pack._ABOUT.values(), *inspection_pack._FIXED.values()}
    words |= {column.meaning for column in own}
    for column in (*own, *columns):
        words.add(f"column {re.sub('_(sv|en)$', '', column.name)}")
    assert words - catalogue("sv").keys() == set()


def test_a_word_in_the_pack_is_never_taken_for_a_formula():
    columns = [inspection_pack.Column(n, "varchar", "-", "") for n in ("a", "b", "c")]
    rows = [
        {"a": "=1+1", "b": -5, "c": None},
        {"a": "/a;=cmd|calc", "b": 64.0, "c": ["@x"]},
    ]
    lines = inspection_pack._csv_of(Table(columns, rows), "sv").splitlines()
    assert lines[1:] == ["'=1+1;-5;", "\"/a;'=cmd|calc\";64;'@x"]


def test_a_swedish_pack_is_a_table_in_a_swedish_excel_and_an_english_one_in_english(
    untouched, pack
):
    swedish, english = pack, pack_of(untouched[0], "en")
    for name in (n for n in swedish.namelist() if n.endswith(".csv")):
        text = swedish.read(name).decode()
        assert text.startswith("\ufeff"), name
        lines = list(csv.reader(io.StringIO(text[1:]), delimiter=";"))
        assert len({len(line) for line in lines}) == 1, name
        cells = {cell for line in lines[1:] for cell in line}
        assert not cells & {"True", "False", "None"}, name
        assert not [c for c in cells if c.endswith("+00:00") or ".000" in c], name
    assert "hålls" in swedish.read("promises.csv").decode()
    assert "kept" in english.read("promises.csv").decode().replace("hålls", "")
    heads = english.read("promises.csv").decode().splitlines()[0]
    assert heads.startswith("\ufeffPromise,")
    assert "remedy_sv" not in heads


def test_the_cover_says_whose_and_which_days_and_how_to_check_in_both_forms(pack):
    manifest = json.loads(pack.read("manifest.json"))
    page = pack.read("cover.html").decode()
    pdf = pypdf.PdfReader(io.BytesIO(pack.read("cover.pdf")))
    printed = "".join(leaf.extract_text() for leaf in pdf.pages)
    for text in (page, printed):
        for item in (
            "Claims Link AB",
            "2025-11-24",
            manifest["reference"],
            "verify.py",
        ):
            assert item in text
    assert all(len(leaf.extract_text()) > 40 for leaf in pdf.pages)
    assert pdf.trailer["/Root"]["/Lang"] == "sv"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.metadata.title == "Tillsynspaket"


def test_the_manifest_names_every_other_file_and_the_state(untouched, pack):
    home, _ = untouched
    manifest = json.loads(pack.read("manifest.json"))
    others = set(pack.namelist()) - {"manifest.json", "manifest.sig"}
    assert manifest["files"].keys() == others
    for name, item in manifest["files"].items():
        assert item["sha256"] == hashlib.sha256(pack.read(name)).hexdigest()
    head = Journal.of(home.organisation).head()
    assert manifest["journal"]["head"] == list(head)
    assert manifest["build"] == home.desk(Role.DPO).build
    assert manifest["policy"].keys() >= {"law/deadlines.toml", "policy/deadlines.toml"}


def test_the_key_stands_in_the_journal_from_the_first_import_on_and_once(filled):
    named = Journal.of(filled.organisation).entries("signing_key")
    filled.put("web/more.log", log(5))
    filled.take_in()
    assert Journal.of(filled.organisation).entries("signing_key") == named
    (entry,) = named
    manifest = json.loads(pack_of(filled).read("manifest.json"))
    assert manifest["key"] == entry.details["public"]
    assert manifest["journal"]["keys"] == {manifest["key"]: entry.number}


def test_a_key_that_took_the_place_of_another_is_seen_in_the_pack(filled):
    (filled.organisation.keys / "signing.key").unlink()
    manifest = json.loads(pack_of(filled).read("manifest.json"))
    assert len(manifest["journal"]["keys"]) == 2


def test_openssl_says_the_same_of_the_signature(pack, tmp_path):
    pack.extractall(tmp_path / "pack")
    command = (
        "openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin "
        "-in manifest.json -sigfile manifest.sig"
    )
    done = subprocess.run(
        command.split(), cwd=tmp_path / "pack", capture_output=True, text=True
    )
    assert done.stdout.strip() == "Signature Verified Successfully", done.stderr


def test_a_journal_that_was_rewritten_is_said_on_the_cover(filled):
    anchors = filled.organisation.anchors
    anchors.write_text(anchors.read_text() + f"99 {'0' * 64}\n")
    pack = pack_of(filled)
    assert json.loads(pack.read("manifest.json"))["journal"]["faults"]
    assert "är inte som den skrevs" in pack.read("cover.html").decode()


# The period


def test_a_pack_is_of_the_period_that_was_chosen(filled):
    before = Period(datetime.date(2026, 1, 1), datetime.date(2026, 6, 30))
    pack = pack_of(filled, period=before)
    manifest = json.loads(pack.read("manifest.json"))
    assert manifest["period"] == ["2026-01-01", "2026-06-30"]
    assert rows_of(pack, "load-reports.csv") == []
    assert len(rows_of(pack_of(filled), "load-reports.csv")) == 2


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(NoReport, match="begins on 2026-11-24 and ends on 2026-11-23"):
        Period.of(datetime.date(2026, 11, 24), AS_OF)


def test_the_periods_offered_end_by_today_and_a_quarter_on_its_last_day():
    for as_of, quarter in (
        (datetime.date(2026, 11, 23), "2026-07-01 – 2026-09-30"),
        (datetime.date(2024, 4, 1), "2024-01-01 – 2024-03-31"),
        (datetime.date(2026, 12, 31), "2026-10-01 – 2026-12-31"),
    ):
        offered = offered_periods(as_of)
        assert quarter in map(str, offered)
        assert all(p.first_on <= p.last_on <= as_of for p in offered)


def test_each_day_of_the_period_stands_in_just_one_stretch_of_each_promise(filled):
    attest(
        Journal.of(filled.organisation),
        DPO,
        AT,
        promise_id=attested_promise(filled),
        note="",
        valid_until=datetime.date(2026, 12, 1),
        seen=0,
    )
    pack = pack_of(filled)
    days, stretches = {}, rows_of(pack, "course.csv")
    assert set(stretches[0]) == {column.name for column in COURSE}
    for row in stretches:
        first, last = map(
            datetime.date.fromisoformat, (row["first_on"], row["last_on"])
        )
        assert int(row["days"]) == (last - first).days + 1
        begins = days.get(row["promise_id"], datetime.date(2025, 11, 23))
        assert first == begins + datetime.timedelta(days=1)
        days[row["promise_id"]] = last
    assert len(days) == len(rows_of(pack, "promises.csv"))
    assert set(days.values()) == {AS_OF}
    kept = [r for r in stretches if r["journal_entry"]]
    assert [(r["status"], r["first_on"]) for r in kept] == [("hålls", str(AS_OF))]


def attested_promise(home):
    rows = home.installation.policy(home.organisation).table("promise")
    return next(str(r["promise_id"]) for r in rows if r["kind"] == "attested")


def test_a_reason_that_names_a_person_is_left_out_of_what_was_stopped(filled):
    for reason in ("Tvist pågår", "Tvist med anna.berg@example.com"):
        Journal.of(filled.organisation).write(
            "hold_set", DPO, AT.isoformat(), system="CRM", record_type="Avtal",
            reason=reason,
        )  # fmt: skip
    output = [r["why"] for r in rows_of(pack_of(filled), "stopped.csv")]
    assert output[:2] == ["Tvist pågår", "utelämnat: det kan peka ut någon"]


def test_the_authority_that_the_policy_names_stands_in_the_manifest_and_on_the_cover(
    filled,
):
    assert "time_stamps" not in json.loads(pack_of(filled).read("manifest.json"))
    policy = filled.folder / "policy" / "organisation.toml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace("title =", 'time_stamps = "Tidsbyrån"\ntitle =', 1))
    pack = pack_of(filled)
    assert json.loads(pack.read("manifest.json"))["time_stamps"] == "Tidsbyrån"
    assert "Tidsbyrån" in pack.read("cover.html").decode()
