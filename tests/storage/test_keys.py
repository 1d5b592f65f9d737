"""Keys are made once, kept from others, and destroyed for good."""

import datetime
import os
import stat
from pathlib import Path

import pytest
from imports.test_taking_in import counts, log

from privacy.errors import BadKey
from privacy.storage.keys import Keyring, derive, kept_secret, make_private

OCTOBER = datetime.date(2026, 10, 1)


def test_the_master_key_is_made_only_when_asked(tmp_path):
    keyring = Keyring(tmp_path)
    with pytest.raises(BadKey, match="missing"):
        keyring.master()
    made = keyring.master(make=True)
    assert Keyring(tmp_path).master() == made


def test_a_months_key_stays_the_same_until_destroyed(tmp_path):
    keyring = Keyring(tmp_path)
    assert keyring.month(OCTOBER) == keyring.month(OCTOBER)
    assert keyring.month(OCTOBER) != keyring.month(datetime.date(2026, 11, 1))


def test_a_destroyed_key_leaves_no_trace_and_is_never_made_again(tmp_path):
    keyring = Keyring(tmp_path)
    key = keyring.month(OCTOBER)
    keyring.destroy(OCTOBER)
    assert keyring.destroyed_months() == {OCTOBER}
    with pytest.raises(BadKey, match="destroyed"):
        keyring.month(OCTOBER)
    assert all(key not in f.read_text() for f in tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps files by access lists")
def test_a_key_is_readable_by_its_owner_only(tmp_path):
    Keyring(tmp_path / "keys").master(make=True)
    mode = (tmp_path / "keys" / "master.key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_a_key_from_the_environment_is_checked():
    assert Keyring(None, "a" * 64).master() == "a" * 64
    with pytest.raises(BadKey, match="64 hex digits"):
        Keyring(None, "short").master()


def test_a_key_from_the_environment_is_the_master_and_no_file_is_made(tmp_path):
    keyring = Keyring(tmp_path, "a" * 64)
    assert keyring.has_master
    assert keyring.master(make=True) == "a" * 64
    assert list(tmp_path.iterdir()) == []


def test_a_key_from_the_environment_goes_before_the_one_in_the_folder(tmp_path):
    made = Keyring(tmp_path).master(make=True)
    assert Keyring(tmp_path, "a" * 64).master() == "a" * 64
    assert Keyring(tmp_path).master() == made


def test_a_folder_has_a_master_only_once_it_is_made(tmp_path):
    keyring = Keyring(tmp_path)
    assert not keyring.has_master
    keyring.master(make=True)
    assert keyring.has_master


def test_a_master_from_the_environment_is_replaced_by_one_from_there(tmp_path):
    with pytest.raises(BadKey, match="PRIVACY_KEY_NEXT"):
        Keyring(tmp_path, "a" * 64).next_master()
    with pytest.raises(BadKey, match="PRIVACY_KEY_NEXT is not 64 hex digits"):
        Keyring(tmp_path, "a" * 64, "b" * 63).next_master()
    keyring = Keyring(tmp_path, "a" * 64, "b" * 64)
    assert keyring.next_master() == "b" * 64
    keyring.take_next()
    assert list(tmp_path.iterdir()) == []
    assert keyring.master() == "a" * 64


def test_the_next_master_is_another_key_and_waits_beside_the_first(tmp_path):
    keyring = Keyring(tmp_path)
    first = keyring.master(make=True)
    given_up = keyring.next_master()
    then = keyring.next_master()
    assert len({first, given_up, then}) == 3
    assert keyring.master() == first
    keyring.take_next()
    assert keyring.master() == then
    keyring.take_next()
    assert keyring.master() == then


def test_a_next_master_that_comes_to_nothing_leaves_the_first(tmp_path):
    keyring = Keyring(tmp_path)
    first = keyring.master(make=True)
    keyring.next_master()
    keyring.forget_next()
    keyring.take_next()
    assert keyring.master() == first


def test_to_look_for_a_months_key_makes_none(tmp_path):
    keyring = Keyring(tmp_path)
    assert keyring.month_or_none(OCTOBER) is None
    assert not list(tmp_path.iterdir())
    assert keyring.month(OCTOBER) == keyring.month_or_none(OCTOBER)
    assert not keyring.is_destroyed(OCTOBER)
    keyring.destroy(OCTOBER)
    assert keyring.is_destroyed(OCTOBER)
    assert keyring.month_or_none(OCTOBER) is None


@pytest.mark.parametrize("key", ["a" * 63, "a" * 65, "g" * 64, "A" * 64, ""])
def test_a_damaged_key_file_is_refused_by_its_name(tmp_path, key):
    (tmp_path / "master.key").write_text(key)
    with pytest.raises(BadKey, match=r"master\.key is not 64 hex digits"):
        Keyring(tmp_path).master()


def test_a_secret_of_its_own_stays_the_same(tmp_path):
    assert kept_secret(tmp_path / "one") == kept_secret(tmp_path / "one")
    assert kept_secret(tmp_path / "one") != kept_secret(tmp_path / "two")


def test_a_derived_key_differs_by_purpose():
    assert derive("a" * 64, "rows") != derive("a" * 64, "register")


def test_a_lost_key_is_not_made_again_beside_what_it_encrypts(tmp_path):
    keyring = Keyring(tmp_path / "keys", is_in_use=lambda month: month == OCTOBER)
    with pytest.raises(BadKey, match=r"2026-10.key is missing.*key backup") as refusal:
        keyring.month(OCTOBER)
    assert "import again" in str(refusal.value)
    assert not (tmp_path / "keys").exists()
    assert keyring.month(datetime.date(2026, 11, 1))


def test_an_import_with_a_months_key_lost_is_refused_and_loses_nothing(home):
    path = home.put("web/access.log", log(5))
    home.read_in(path)
    file = home.organisation.keys / "2026-10.key"
    lost = file.read_text()
    file.unlink()
    more = home.put("web/more.log", log(5, start=50))
    with pytest.raises(BadKey, match="2026-10"):
        home.read_in(more)
    assert not file.exists()
    file.write_text(lost)
    assert [counts(item) for item in home.read_in(more)] == [(5, 5, 0, 0)]


def test_a_folder_that_another_makes_in_the_same_moment_is_no_fault(
    tmp_path, monkeypatch
):
    folder = tmp_path / "keys"
    folder.mkdir()
    was_there = Path.exists
    monkeypatch.setattr(Path, "exists", lambda it: it != folder and was_there(it))
    make_private(folder / "claims-link")
    assert (folder / "claims-link").is_dir()
