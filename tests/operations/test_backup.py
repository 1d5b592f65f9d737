"""Another master key, and backups: nothing is lost, whenever it is interrupted."""

import contextlib
import dataclasses
import shutil

import pytest
from conftest import AS_OF, AT, DPO, Home, copy_of
from filelock import FileLock
from imports.test_taking_in import log

from privacy.commands import main
from privacy.contracts.roles import Role
from privacy.desk import Desk
from privacy.errors import BadBuild, BadKey, Busy, NotBackedUp
from privacy.journal import Journal
from privacy.operations import backup
from privacy.storage import encrypted, master_key
from privacy.storage.builds import Build, current_build, switch_to
from privacy.storage.databases import attach, connect
from privacy.storage.encrypted import encrypted_files
from privacy.storage.keys import derive
from privacy.storage.rows import UNDATED, month_of

REQUESTS = (
    b"request_id,request_type,received_at,closed_on\n"
    b"R1,registerutdrag,2026-03-02T10:00:00Z,\n"
    b"R2,registerutdrag,no day at all,\n"
)
NEW = "ab" * 32


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """A web log and requests, one of them rejected, taken in."""
    folder = tmp_path_factory.mktemp("imported")
    home = Home(folder)
    home.put("web/access.log", log(30) + b"no line of a log\n")
    home.put("requests/requests.csv", REQUESTS)
    home.take_in()
    return folder


@pytest.fixture
def home(imported, tmp_path):
    return copy_of(Home(imported), tmp_path / "copy")


def master_of(home):
    return home.installation.keyring(home.organisation).master()


def replace_key(home):
    return backup.replace_key(
        home.installation, home.organisation, AT, lambda output: None
    )


def answers(home):
    """What every statement of the register and the releases rests on."""
    organisation = home.organisation
    keyring = home.installation.keyring(organisation)
    output = {}
    for role in (Role.DPO, Role.MANAGER):
        desk = Desk(role, organisation, keyring)
        if role is Role.DPO:
            for name in ("dpo/requests", "dpo/files", "dpo/rejects"):
                given = {"as_of": AS_OF, "language": "sv", "file_id": None}
                wanted = {n: given[n] for n in desk.parameters(name)}
                output[name] = desk.ask(name, **wanted).records()
        output[role] = desk.ask("released/releases").records()
        desk.close()
    return output


def of_the_master(home):
    return [f for f in encrypted_files(home.organisation) if f.span == UNDATED]


def opened_by(home, key):
    """The files of the master key that one key opens."""
    with contextlib.closing(connect()) as connection:
        return {f.path for f in of_the_master(home) if f.opens_with(key, connection)}


def is_readable_by_all(file):
    """Whether a file is plain: text, or the journal's database."""
    content = file.read_bytes()
    try:
        content.decode()
    except UnicodeDecodeError:
        return content.startswith(b"SQLite format 3\0")
    return b"PAR" not in content[:4]


def test_a_large_file_is_opened_by_its_footer_and_a_row(home, monkeypatch):
    monkeypatch.setattr(encrypted, "_LARGE", 0)
    key = home.installation.keyring(home.organisation).master()
    (file, *_) = (f for f in of_the_master(home) if f.path.suffix == ".parquet")
    with contextlib.closing(connect()) as connection:
        assert file.opens_with(key, connection)
        assert not file.opens_with("0" * 64, connection)
        content = file.path.read_bytes()
        for damaged in (content[:-1], content[:8] + b"\0" * 64 + content[72:]):
            file.path.write_bytes(damaged)
            assert not file.opens_with(key, connection)


def test_every_encrypted_file_is_in_the_list_and_opens_with_its_key(home):
    keyring = home.installation.keyring(home.organisation)
    listed = list(encrypted_files(home.organisation))
    kinds = {(f.path.parent.name, f.span == UNDATED) for f in listed}
    assert {("truths", True), ("truths", False), ("build", True)} <= kinds
    connection = connect()
    for file in listed:
        key = (
            keyring.master()
            if file.span == UNDATED
            else keyring.month(month_of(file.span))
        )
        assert file.opens_with(key, connection), file.path.name
        assert not file.opens_with("0" * 64, connection), file.path.name
    connection.close()
    result = {f for f in home.installation.data.rglob("*") if f.is_file()}
    plain = {file for file in result if is_readable_by_all(file)}
    assert result - plain == {file.path for file in listed}


def test_a_replaced_key_opens_everything_and_the_old_one_nothing(home):
    before, old = answers(home), master_of(home)
    files = {file.path for file in of_the_master(home)}
    assert replace_key(home) == len(files)
    new = master_of(home)
    assert new != old
    assert answers(home) == before
    assert len(opened_by(home, new)) == len(files)
    assert opened_by(home, old) == set()
    assert len(list(home.organisation.builds.glob("*.duckdb"))) == 2
    assert not list(home.organisation.rows.rglob("*.anew"))
    (entry,) = Journal.of(home.organisation).entries("key_replaced")
    assert entry.details == {"files": len(files)}


def test_after_another_key_a_correction_is_checked_against_what_was_released(
    home, capsys
):
    replace_key(home)
    words = ["correct", "requests", "2026-01", "--reason", "late ones"]
    assert main([*words, "--data", str(home.installation.data)], lambda: AT) == 1
    assert "would be the same" in capsys.readouterr().err


def test_what_a_killed_import_left_is_not_kept_with_the_old_key(home):
    (folder,) = [f.parent for f in home.organisation.rows.glob("*/requests.parquet")]
    shutil.copytree(folder, folder.with_name("left.1234.tmp"))
    (truth,) = home.organisation.truths.glob("web-*.parquet")
    shutil.copy(truth, f"{truth}.tmp")
    replace_key(home)
    assert not list(home.organisation.builds.rglob("*.tmp"))


def test_a_file_that_the_old_key_does_not_open_is_named_and_the_key_stays(home):
    old = master_of(home)
    (truth,) = home.organisation.truths.glob("requests-2026-01-*.parquet")
    truth.write_bytes(truth.read_bytes()[:-40])
    with pytest.raises(BadBuild, match=truth.name):
        replace_key(home)
    assert master_of(home) == old


def test_after_another_key_imports_and_whole_builds_go_on(home):
    replace_key(home)
    home.put("web/more.log", log(5, start=100))
    given = {
        file.file: (file.accepted, file.duplicate) for file in home.take_in().files
    }
    assert given == {"access.log": (0, 31), "more.log": (5, 0), "requests.csv": (0, 2)}
    assert {row["request_id"] for row in answers(home)["dpo/requests"]} == {"R1", "R2"}


class Killed(BaseException):
    """What a kill is to the code that it ends."""


@pytest.mark.parametrize(
    ("place", "is_new"),
    [("copy_rows", False), ("attach", False), ("finish", True), ("switch_to", True)],
)
def test_a_replacement_killed_anywhere_is_ended_by_the_next_command(
    home, monkeypatch, place, is_new
):
    before, old = answers(home), master_of(home)

    def kill(*given, **named):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(master_key, place, kill)
        organisation = home.organisation
        keyring = home.installation.keyring(organisation)
        with pytest.raises(Killed):
            master_key.replace_key(organisation, keyring, AT, lambda output: None)
    home.take_in()
    assert answers(home) == before
    assert (master_of(home) != old) is is_new
    noted = Journal.of(home.organisation).entries("key_replaced")
    assert [entry.details for entry in noted] == [{"cut_short": True}] * is_new
    assert not list(home.organisation.rows.rglob("*.anew"))
    assert not (home.organisation.keys / "master.next.key").exists()
    assert opened_by(home, master_of(home)) == {f.path for f in of_the_master(home)}


def test_the_key_is_not_replaced_while_an_import_runs(home):
    lock = FileLock(home.organisation.builds / "import.lock")
    with lock, pytest.raises(Busy):
        replace_key(home)


def test_a_key_of_a_vault_is_replaced_by_the_one_beside_it(home):
    before = answers(home)
    master = master_of(home)
    (home.organisation.keys / "master.key").unlink()
    home.installation = dataclasses.replace(home.installation, master=master)
    with pytest.raises(BadKey, match="PRIVACY_KEY_NEXT"):
        replace_key(home)
    home.installation = dataclasses.replace(home.installation, next_master=NEW)
    replace_key(home)
    home.installation = dataclasses.replace(
        home.installation, master=NEW, next_master=None
    )
    assert answers(home) == before
    assert not (home.organisation.keys / "master.key").exists()


def test_a_key_that_is_given_for_a_file_is_put_into_it(home):
    before = answers(home)
    home.installation = dataclasses.replace(home.installation, next_master=NEW)
    replace_key(home)
    assert master_of(home) == NEW
    assert answers(home) == before


def test_the_command_says_what_to_do_with_old_and_new_keys(home, capsys):
    words = ["replace-key", "--data", str(home.installation.data)]
    assert main(words, lambda: AT) == 0
    assert "Back the folder of keys up again" in capsys.readouterr().out


def test_the_first_import_says_what_the_loss_of_the_key_would_cost(tmp_path, capsys):
    home = Home(tmp_path)
    home.put("requests/requests.csv", REQUESTS)
    words = ["import", "--data", str(home.installation.data)]
    main(words, lambda: AT)
    output = capsys.readouterr().err
    assert "if it is lost, nobody can open what is imported" in output
    assert str(home.organisation.keys) in output
    main(words, lambda: AT)
    assert "master key" not in capsys.readouterr().err


def test_a_backup_with_its_keys_answers_as_the_installation_did(home, tmp_path, capsys):
    journal = Journal.of(home.organisation)
    journal.write("attested", DPO, "2026-11-01T08:00:00+00:00", promise="x")
    before, head = answers(home), journal.head()
    target = tmp_path / "backup"
    words = ["backup", str(target), "--data", str(home.installation.data)]
    assert main(words, lambda: AT) == 0
    listed = list(encrypted_files(home.organisation))
    assert "The keys are not in it" in capsys.readouterr().out
    assert not (target / "claims-link" / "exports").exists()
    restored = tmp_path / "restored"
    restored.mkdir()
    shutil.move(target, restored / "data")
    again = Home(restored)
    with pytest.raises(BadKey):
        answers(again)
    keys = home.installation.key_folder
    shutil.copytree(keys, restored / "data.keys")
    shutil.rmtree(home.installation.data)
    assert answers(again) == before
    kept_files = {f.path.name for f in encrypted_files(again.organisation)}
    assert kept_files == {f.path.name for f in listed}
    kept = Journal.of(again.organisation)
    assert kept.faults(head) == []
    again.put("web/more.log", log(5, start=100))
    assert again.take_in().is_well


def test_a_backup_that_lacks_an_encrypted_file_is_none(home, tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "_NOT_COPIED", ("exports", "truths"))
    with pytest.raises(NotBackedUp, match="not copied whole"):
        backup.back_up(home.installation, tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


def test_check_names_the_files_that_their_key_does_not_open(home, capsys):
    (truth,) = home.organisation.truths.glob("web-*.parquet")
    truth.write_bytes(truth.read_bytes()[:-40])
    words = ["check", "--data", str(home.installation.data)]
    assert main(words, lambda: AT) == 1
    output = capsys.readouterr().out
    assert "NOT claims-link: encrypted files: 1 files in " in output
    assert f"truths/{truth.name}" in output


def test_a_backup_goes_into_no_folder_that_holds_something(home, tmp_path):
    with pytest.raises(NotBackedUp, match="not empty"):
        backup.back_up(home.installation, home.installation.data)
    with pytest.raises(NotBackedUp, match="lies in the data folder"):
        backup.back_up(home.installation, home.folder / "backup")


def test_an_older_program_s_build_is_said_to_be_one_and_the_next_import_makes_it_anew(
    home,
):
    before = answers(home)
    build, key = current_build(home.organisation), derive(master_of(home), "register")
    connection = connect()
    attach(connection, build.register, "build", key, read_only=False)
    connection.execute("alter table build.register.requests rename team to squad")
    connection.close()
    older = Build(build.organisation, "20260101T000000-aaaaaaaaaaaa")
    build.register.rename(older.register)
    build.released.rename(older.released)
    switch_to(older)
    with pytest.raises(BadBuild, match="run `python -m privacy import` once"):
        answers(home)
    home.take_in()
    assert answers(home) == before


def test_a_lost_key_costs_what_the_exports_no_longer_hold_and_nothing_else(home):
    before = answers(home)
    (home.organisation.keys / "master.key").unlink()
    with pytest.raises(BadKey, match=r"master.key is missing"):
        answers(home)
    shutil.rmtree(home.organisation.rows)
    for file in home.organisation.builds.glob("*.duckdb"):
        file.unlink()
    home.take_in()
    assert answers(home) == before
