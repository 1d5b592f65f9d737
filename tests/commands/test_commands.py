"""The command line answers for machines and people, and its status can be trusted."""

import csv
import io
import json
import shutil
import sqlite3

import pytest
from conftest import AT, DPO, Home, copy_of
from imports.test_taking_in import log

from privacy.commands import data, main
from privacy.errors import Busy, MailNotSent
from privacy.installation import installation_from
from privacy.journal import Journal
from privacy.operations.importing import ImportSummary

REQUEST = (
    b"request_id,request_type,received_at,closed_on\n"
    b"R1,registerutdrag,2026-09-01T10:00:00Z,\n"
)


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """A folder with a web log and one request, taken in."""
    folder = tmp_path_factory.mktemp("imported")
    home = Home(folder)
    home.put("web/access.log", log(30))
    home.put("requests/requests.csv", REQUEST)
    home.take_in()
    return folder


@pytest.fixture
def home(imported, tmp_path):
    """A copy of it, for one test to change."""
    return copy_of(Home(imported), tmp_path / "copy")


@pytest.fixture
def run(home, capsys):
    """Runs one command; gives its status, what it printed and what it complained of."""

    def run(*words):
        status = main([*words, "--data", str(home.installation.data)], lambda: AT)
        output = capsys.readouterr()
        return status, output.out, output.err

    return run


def test_import_says_what_each_file_gave(run, home):
    home.put("web/more.log", log(5, start=100))
    status, output, _ = run("import")
    assert status == 0
    assert (
        "more.log: combined, 5 read = 5 accepted + 0 rejected + 0 duplicate" in output
    )
    assert "2 of them brought nothing new" in output


def test_the_fault_of_one_organisation_keeps_no_other_from_its_import(run, home):
    others = home.installation.data / "other"
    shutil.copytree(home.folder / "policy", others / "policy")
    (others / "exports" / "web").mkdir(parents=True)
    (others / "exports" / "web" / "access.log").write_bytes(log(5))
    shutil.rmtree(home.folder / "build" / "policy")
    (home.folder / "policy" / "wrong.toml").write_text("[[nothing]]\n")
    status, output, errors = run("import")
    assert status == 1
    assert "other: 1 exports" in output
    assert errors.count("claims-link: ") == 1


def test_a_watch_goes_on_while_another_import_is_running(run, home, monkeypatch):
    done = []

    def import_exports(*_given, **_more):
        done.append(len(done))
        if len(done) == 2:
            raise Busy("Another import is running.")
        return ImportSummary("claims-link", (), "B")

    def sleep(_seconds):
        if len(done) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(data.importing, "import_exports", import_exports)
    monkeypatch.setattr(data.time, "sleep", sleep)
    _, _, errors = run("import", "--watch", "1")
    assert len(done) == 3
    assert "Another import is running." in errors


@pytest.mark.parametrize("command", ["calendar", "inspect"])
def test_a_file_that_cannot_be_written_is_a_sentence(run, tmp_path, command):
    file = tmp_path / "nowhere" / "file"
    status, _, errors = run(command, "-o", str(file))
    assert (status, "choose another place" in errors) == (1, True)


def test_a_refused_file_gives_a_status_that_is_not_0_and_a_sentence(run, home):
    poem = home.put("web/poem.txt", b"Det var en gang\n")
    status, output, _ = run("import", str(poem), "--json")
    assert status == 1
    assert "poem.txt has no format" in json.loads(output)["files"][0]["refused"]


def test_a_file_that_is_not_there_is_refused_with_a_sentence(run, tmp_path):
    status, output, _ = run("import", str(tmp_path / "nothing.log"))
    assert status == 1
    assert "cannot be read" in output


def test_the_same_answer_comes_as_csv_json_and_table(run):
    ask = ("ask", "dpo/requests", "--as-of", "2026-11-23", "--format")
    _, text, _ = run(*ask, "csv")
    as_csv = list(csv.DictReader(io.StringIO(text)))
    _, text, _ = run(*ask, "json")
    as_json = json.loads(text)
    _, table, _ = run(*ask, "table")
    assert as_csv[0]["request_id"] == as_json[0]["request_id"] == "R1"
    assert as_csv[0].keys() == as_json[0].keys()
    assert table.splitlines()[0].split()[0] in as_csv[0]


def test_a_manager_may_not_ask_line_level(run):
    status, output, complaint = run("ask", "dpo/requests", "--role", "manager")
    assert status == 1
    assert not output
    assert complaint.startswith("NotAllowed: ")


def test_a_parameter_without_a_value_is_refused(run):
    status, _, complaint = run("ask", "dpo/requests", "--param", "as_of")
    assert status == 1
    assert "NAME=VALUE" in complaint


def test_check_says_of_each_thing_whether_it_is_sound(run):
    status, output, _ = run("check", "--json")
    assert status == 0
    assert {c["what"] for c in json.loads(output)["checks"]} >= {
        "policy",
        "queries",
        "keys",
        "build",
        "databases",
        "journal",
        "releases",
        "sources",
        "files",
    }


def test_check_fails_when_the_keys_are_gone(run, home):
    (home.organisation.keys / "master.key").unlink()
    status, output, _ = run("check")
    assert status == 1
    assert "NOT claims-link: keys" in output


def test_check_names_the_first_entry_of_the_journal_that_was_changed(run, home):
    with sqlite3.connect(home.organisation.journal) as journal:
        journal.execute("drop trigger entries_stay")
        journal.execute("update entries set who = 'mallory' where number = 1")
    status, output, _ = run("check")
    assert status == 1
    assert "NOT claims-link: journal: Entry 1" in output


def test_check_and_import_say_that_the_end_of_the_journal_was_cut_off(run, home):
    journal = Journal.of(home.organisation)
    journal.write("viewed", DPO, "2026-11-23T08:00:00+00:00", page="Holds")
    kept = journal.head()[0]
    with sqlite3.connect(home.organisation.journal) as database:
        database.execute("drop trigger entries_remain")
        database.execute("delete from entries where number = ?", [kept])
    gone = f"ends with entry {kept - 1}, but entry {kept} was anchored"
    status, output, _ = run("check")
    assert status == 1
    assert f"NOT claims-link: journal: The journal {gone}" in output
    status, output, _ = run("import")
    assert status == 1
    assert gone in output
    status, output, _ = run("release", "--json")
    assert status == 1
    assert gone in json.loads(output)["releases"][0]["damage"][0]


def test_the_anchors_of_each_organisation_lie_where_the_environment_says(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("PRIVACY_ANCHORS", str(tmp_path / "other-disk"))
    folder = Home(tmp_path).folder
    shutil.copytree(folder, folder.with_name("other-company"))
    for organisation in installation_from(data=str(tmp_path / "data")).organisations():
        Journal.of(organisation).write("viewed", DPO, "2026-11-23T08:00:00+00:00")
        assert Journal.of(organisation).faults() == []
    assert sorted(file.name for file in (tmp_path / "other-disk").iterdir()) == [
        "claims-link.anchors",
        "other-company.anchors",
    ]


def test_check_fails_when_the_register_is_damaged(run, home):
    (register,) = home.organisation.builds.glob("register-*.duckdb")
    register.write_bytes(b"\0" * 4096)
    status, output, _ = run("check")
    assert status == 1
    assert "NOT claims-link: databases" in output


def test_an_import_and_its_releases_stand_in_the_journal(home):
    kinds = [entry.kind for entry in Journal.of(home.organisation).entries()]
    assert kinds[-1] == "imported"
    assert kinds.count("imported") == 1
    home.take_in()  # which brings nothing new
    assert [e.kind for e in Journal.of(home.organisation).entries()] == kinds


def test_gallra_says_what_it_would_delete_and_deletes_nothing(run, home):
    before = sorted(home.folder.rglob("*"))
    status, output, _ = run("gallra", "--dry-run", "--json")
    assert status == 0
    assert json.loads(output)["is_dry_run"] is True
    assert sorted(home.folder.rglob("*")) == before


def test_a_release_without_closed_months_is_well(run):
    status, output, _ = run("release", "--json")
    assert status == 0
    assert json.loads(output)["releases"][0]["organisation"] == "claims-link"


def test_the_calendar_names_days_and_nobody(run, tmp_path):
    file = tmp_path / "days.ics"
    assert run("calendar", "-o", str(file))[0] == 0
    text = file.read_text()
    assert "BEGIN:VEVENT" in text
    assert "R1" not in text


def test_the_digest_is_shown_until_a_mail_server_is_set(run, monkeypatch):
    monkeypatch.delenv("PRIVACY_MAIL_HOST", raising=False)
    status, output, _ = run("digest")
    assert status == 0
    assert "1 att göra" not in output
    assert "Begäran: tillgång (registerutdrag)" in output
    status, _, complaint = run("digest", "--send")
    assert status == 1
    assert "PRIVACY_MAIL_HOST" in complaint


def test_a_mail_that_fails_keeps_no_other_organisation_from_its_own(
    run, home, monkeypatch
):
    from privacy.commands import answers

    for name, value in {
        "HOST": "mail.example",
        "FROM": "a@b.se",
        "TO": "c@b.se",
    }.items():
        monkeypatch.setenv(f"PRIVACY_MAIL_{name}", value)
    monkeypatch.setattr(
        answers, "chosen", lambda request, home: home.organisations() * 2
    )
    sent = []

    def send(settings, message):
        sent.append(message)
        if len(sent) == 1:
            raise MailNotSent("The mail server did not take the digest.")

    monkeypatch.setattr(answers, "send_mail", send)
    status, _, complaint = run("digest", "--send")
    assert (status, len(sent)) == (1, 2)
    assert "did not take the digest" in complaint
    (entry,) = Journal.of(home.organisation).entries("digest_sent")
    assert "request R1" in entry.details["tasks"]


def test_an_organisation_that_is_not_there_is_named_with_those_that_are(run):
    status, _, complaint = run("ask", "dpo/requests", "--organisation", "acme")
    assert status == 1
    assert "claims-link" in complaint


def test_watching_takes_in_what_comes_later(run, home, monkeypatch):
    from privacy.commands import data

    naps = []

    def nap(seconds):
        naps.append(seconds)
        if len(naps) == 3:
            raise KeyboardInterrupt
        home.put(f"web/late{len(naps)}.log", log(5, start=100 * len(naps)))

    monkeypatch.setattr(data.time, "sleep", nap)
    status, output, _ = run("import", "--watch", "60")
    assert status == 130
    assert naps == [60, 60, 60]
    assert "late1.log" in output
    assert "late2.log" in output


def test_a_scan_says_kinds_columns_and_lines_and_no_value(run, tmp_path):
    table = tmp_path / "export.csv"
    table.write_text(
        "ärende;anteckning\n1;ring 070-174 06 05\n2;inget\n3;anna@example.se\n",
        encoding="cp1252",
    )
    log = tmp_path / "access.log"
    log.write_text("198.18.7.9 GET /a\n198.18.7.0 GET /b\n", encoding="utf-8")
    status, output, _ = run("scan", str(table), str(log))
    assert status == 0
    assert "export.csv, anteckning: 1 × phone, lines 2" in output
    assert "export.csv, anteckning: 1 × email, lines 4" in output
    assert "access.log: 1 × ipv4, lines 1" in output
    assert "070" not in output
    assert "anna" not in output


def test_a_scan_of_nothing_is_said(run, tmp_path):
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    status, output, _ = run("scan", str(empty))
    assert status == 0
    assert "No personal data" in output


def test_a_scan_of_a_file_that_cannot_be_unpacked_is_a_sentence(run, tmp_path):
    broken = tmp_path / "broken.gz"
    broken.write_bytes(b"\x1f\x8bnothing")
    status, _, complaint = run("scan", str(broken))
    assert status == 1
    assert "broken.gz is packed but cannot be unpacked" in complaint


def test_what_takes_long_gives_way_and_what_answers_does_not(home):
    gave = []
    data = ("--data", str(home.installation.data))
    main(["ask", "dpo/requests", *data], lambda: AT, lambda: gave.append("ask"))
    main(["import", *data], lambda: AT, lambda: gave.append("import"))
    assert gave == ["import"]


def test_coming_changes_and_those_of_a_file_are_said(run, tmp_path):
    status, output, _ = run("changes", "--as-of", "2026-11-23", "--json")
    assert status == 0
    (ends, *_) = json.loads(output)["dpo/coming_changes"]
    assert ends["change_on"] == "2027-07-10"
    file = tmp_path / "considered.toml"
    file.write_text('[[record_kind]]\nsystem = "S"\nrecord_type = "akt"\nrules = []\n')
    status, _, complaint = run("changes", "--consider", str(file))
    assert status == 1
    assert "change.toml, line 1: [[record_kind]] lacks citation" in complaint
    file.write_text(
        file.read_text() + 'citation = "Eget val"\nvalid_from = 2027-02-01\n'
    )
    status, output, _ = run("changes", "--consider", str(file))
    assert status == 0
    assert "2027-02-01  S akt  begins" in output
    assert "AMLR_77" not in output
    status, _, complaint = run("changes", "--consider", str(tmp_path / "none.toml"))
    assert status == 1
    assert "cannot be read; name a file of policy rows" in complaint


def test_a_yes_to_an_inventory_that_nobody_holds_back_is_a_sentence(run):
    status, _, complaint = run("accept-inventory", "WIMS", "2026-11-01")
    assert status == 1
    assert "No inventory of WIMS of 2026-11-01 waits for a yes now." in complaint
