"""What is installed is what was chosen: each version, each file by its hash."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def pins(text: str) -> dict[str, str]:
    found = re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in found}


def test_every_chosen_version_is_locked_with_hashes():
    chosen = pins((ROOT / "requirements.txt").read_text())
    lock = (ROOT / "requirements.lock").read_text()
    assert chosen.items() <= pins(lock).items(), "run `make lock`"
    for entry in re.split(r"\n(?=\w)", lock.strip()):
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_the_lock_names_no_registry():
    lock = (ROOT / "requirements.lock").read_text()
    assert not re.search(r"://|--(index|find|extra)", lock)
