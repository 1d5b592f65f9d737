"""What is taken in from a page: read apart, and said."""

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import AT
from imports.test_taking_in import log
from streamlit.testing.v1 import AppTest

from privacy.display.menu import PAGES
from privacy.errors import BadExport
from privacy.journal import Journal
from privacy.operations import import_subprocess
from privacy.operations.import_subprocess import import_in_subprocess, keep_upload

DASHBOARD = str(PAGES.parent / "dashboard.py")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("access.log", "access.log"),
        ("../../policy/law.toml", "law.toml"),
        ("C:\\exports\\calls.csv", "calls.csv"),
        (".hidden", "hidden"),
        ("a;b|c<d>.csv", "a_b_c_d_.csv"),
        ("...", "export"),
        ("x" * 300 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_what_is_dropped_lies_among_the_exports_under_a_plain_name(home, name, kept):
    path = keep_upload(home.organisation, name, b"a")
    assert path == home.organisation.exports / "uploaded" / kept
    assert path.read_bytes() == b"a"
    assert path.stat().st_mode & 0o077 == 0


def test_what_is_dropped_replaces_no_other_export_of_its_name(home):
    first = keep_upload(home.organisation, "a.csv", b"one")
    second = keep_upload(home.organisation, "a.csv", b"two")
    again = keep_upload(home.organisation, "a.csv", b"one")
    assert (first.read_bytes(), second.name, again) == (b"one", "a-2.csv", first)


def test_of_files_of_one_name_dropped_in_the_same_moment_none_is_lost(
    home, monkeypatch
):
    first = keep_upload(home.organisation, "a.csv", b"one")
    # When the second was about to be written, the first was not there yet.
    monkeypatch.setattr(Path, "exists", lambda path: False)
    second = keep_upload(home.organisation, "a.csv", b"two")
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")


def test_an_empty_file_that_is_dropped_is_a_sentence(home):
    with pytest.raises(BadExport, match="is empty"):
        keep_upload(home.organisation, "a.csv", b"")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds another process")
def test_a_reader_is_given_so_much_memory_and_no_more():
    greedy = "import sys; sys.stdin.read(); bytearray(17 << 30)"
    with subprocess.Popen(
        [sys.executable, "-c", greedy], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as reader:
        import_subprocess._bound(reader.pid)
        _, output = reader.communicate(b"go")
    assert b"MemoryError" in output


def test_an_export_is_read_by_a_process_of_its_own(home):
    good = home.put("access.log", log(20))
    bad = home.put("poem.txt", b"Det var en gang\n")
    taken, refused = import_in_subprocess(
        home.installation, home.organisation, [good, bad]
    )
    assert (taken.format, taken.read, taken.accepted) == ("combined", 20, 20)
    assert "no format" in refused.refused


def test_a_reader_that_says_nothing_is_a_sentence(home, monkeypatch):
    monkeypatch.setattr("privacy.operations.import_subprocess.sys.executable", "false")
    path = home.put("access.log", log(2))
    with pytest.raises(BadExport, match="its reader ended"):
        import_in_subprocess(home.installation, home.organisation, [path])


def press(page, label):
    (button,) = [button for button in page.button if button.label == label]
    return button.click().run()


def test_an_inventory_that_is_held_back_stands_when_the_officer_says_so(home):
    head = "system,record_type,record_id,answered_on\n"
    rows = [f"Enkät,Svar,E{n},2026-11-01\n" for n in range(9)]
    for day, number in (("2026-11-20", 9), ("2026-11-21", 3)):
        home.put(f"records/a-{day}.csv", (head + "".join(rows[:number])).encode())
    assert not home.take_in().is_well
    page = AppTest.from_file(DASHBOARD, default_timeout=120)
    page.session_state["installation"] = home.installation
    page.session_state["pinned_now"] = AT
    page.session_state["as"] = "dpo"
    page.session_state["lang"] = "en"
    page.run()
    page.switch_page(str(PAGES / "dpo" / "imports.py"))
    page.run()
    (warning,) = [one.value for one in page.warning if "held back" in one.value]
    assert "would go from 9 to 3, 6 of them vanish" in warning
    press(page, "Let the inventory of Enkät stand")
    assert not page.exception
    assert [message.value for message in page.success if "stands now" in message.value]
    assert not [one.value for one in page.warning if "held back" in one.value]
    (entry,) = Journal.of(home.organisation).entries("inventory_accepted")
    assert entry.details["vanished"] == 6
