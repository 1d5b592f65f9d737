"""Keys are made once, kept from others, and destroyed for good."""

import datetime
import os
import stat

import pytest

from privacy.errors import BadKey
from privacy.storage.keys import Keyring, derive

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


def test_a_derived_key_differs_by_purpose():
    assert derive("a" * 64, "rows") != derive("a" * 64, "register")
