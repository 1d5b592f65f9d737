"""Killed, full, damaged: each ends in a sentence, and nothing is lost."""

import os
import resource
import signal
import subprocess
import sys
import time

import pytest
from conftest import AS_OF, ROOT, copy_of
from server.conftest import CANARY, RULES
from server.going import cookie_of
from server.harness import (
    clean_environment,
    free_port,
    server_process,
    server_running,
    write_access,
    write_sign_in,
)
from server.raw import ask
from server.test_signing_in import addresses

from privacy.contracts.roles import Role
from privacy.journal import Journal
from privacy.storage.builds import current_build

GARBAGE = b"no database at all " * 500


class Panel:
    """A dashboard of its own data, behind a provider that is never asked."""

    issuer = "http://127.0.0.1:9"

    def __init__(self, home):
        self.home, self.organisation = home.installation, home.organisation
        self.data, self.port = home.installation.data, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        write_access(self.data, *RULES)
        write_sign_in(self.data, self.address, self.issuer)

    def start(self):
        return server_running(self.data, self.port)

    def ask(self, page, person="dora", group="dso"):
        cookie = cookie_of(self, person, group)
        return ask(self.address, page=page, signed_in=cookie).decode(errors="replace")


@pytest.fixture
def home(built, tmp_path):
    return copy_of(built, tmp_path)


def test_managers_and_analysts_see_all_of_theirs_while_the_register_is_damaged(home):
    panel = Panel(home)
    current_build(home.organisation).register.write_bytes(GARBAGE)
    with panel.start():
        for person, group, role in (
            ("max", "chefer", Role.MANAGER),
            ("ann", "analys", Role.ANALYST),
        ):
            for page in addresses(role):
                heard = panel.ask(page, person, group)
                assert "Något gick fel" not in heard, page
                assert "kan inte öppnas" not in heard, page
                assert f"Inloggad: {person}" in heard
        heard = panel.ask("requests")
    assert "kan inte öppnas: den är skadad" in heard
    assert CANARY not in heard
    assert "Traceback" not in (panel.data.parent / "server.log").read_text()


def test_without_a_journal_that_can_be_written_nobody_is_let_in(home):
    panel = Panel(home)
    for left in home.folder.glob("journal.sqlite*"):
        left.unlink()
    home.organisation.journal.write_bytes(GARBAGE)
    home.organisation.journal.chmod(0o600)
    with panel.start():
        heard = panel.ask("requests")
    assert "kan inte skrivas" in heard
    assert CANARY not in heard


def test_a_server_that_is_killed_serves_the_same_sign_ins_when_started_again(home):
    panel = Panel(home)
    cookie = cookie_of(panel)
    journal = Journal.of(home.organisation)
    for _ in range(2):
        with server_process(panel.data, panel.port) as process:
            heard = ask(panel.address, page="requests", signed_in=cookie)
            assert CANARY.encode() in heard
            process.kill()
            process.wait()
        assert journal.faults() == []
    assert len(journal.entries("signed_in")) == 1
    views = [entry.who for entry in journal.entries("viewed")]
    assert views.count("dora@example.se") == 2


def hear_interrupts():
    """As at a terminal: what a shell starts in the background never hears them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def importing(home, preexec_fn=hear_interrupts):
    command = [sys.executable, "-m", "privacy", "import"]
    return subprocess.Popen(
        [*command, "--data", str(home.installation.data)],
        cwd=ROOT,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=preexec_fn,
    )


def ask_ids(home) -> list[str]:
    desk = home.desk(Role.DPO)
    given = {"as_of": AS_OF, "language": "sv"}
    wanted = {name: given[name] for name in desk.parameters("dpo/requests")}
    rows = desk.ask("dpo/requests", **wanted).records()
    desk.close()
    return [str(row["request_id"]) for row in rows]


@pytest.mark.skipif(os.name != "posix", reason="Windows kills otherwise")
def test_an_import_that_is_killed_stopped_or_finds_the_disk_full_leaves_what_was(home):
    rows = home.organisation.rows
    ends = ((signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130))
    days = iter(range(6, 20))
    for sign, status in ends:
        returncode = 0
        while returncode == 0:  # one that ended before the signal came proves nothing
            before = ask_ids(home)
            # Another export for each: the rows of one that was killed late are there.
            day = next(days)
            more = b"".join(
                b"N-%d,registerutdrag,2026-10-%02dT10:00:00Z\n" % (n, day)
                for n in range(10_000)
            )
            head = b"request_id,request_type,received_at\n"
            home.put("requests/requests_more.csv", head + more)
            known = set(rows.iterdir())
            killed = importing(home)
            until = time.monotonic() + 60
            while set(rows.iterdir()) <= known and time.monotonic() < until:
                time.sleep(0.01)
            killed.send_signal(sign)
            _, output = killed.communicate()
            returncode = killed.returncode
        assert returncode == status
        assert "Traceback" not in output
        assert ask_ids(home) == before

    def fill_disk():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    full = importing(home, preexec_fn=fill_disk)
    _, output = full.communicate(timeout=60)
    assert full.returncode == 1
    assert "see that the disk has room" in output
    assert "Traceback" not in output
    assert ask_ids(home) == before

    done = importing(home)
    done.communicate(timeout=60)
    assert done.returncode == 0
    assert len(ask_ids(home)) == len(before) + 10_000


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such disks")
def test_on_a_disk_that_only_reads_an_import_is_a_sentence_and_pages_still_answer(home):
    home.put("requests/requests_more.csv", b"request_id,received_at\nN-1,2026-10-06\n")
    data, before = home.installation.data, ask_ids(home)
    command = [sys.executable, "-m", "privacy", "import", "--data", str(data)]
    if os.geteuid() == 0:  # who may write everywhere, but not on such a mount
        bound = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
        command = ["unshare", "-m", "sh", "-c", bound, str(data), *command]
    else:
        for folder in [home.organisation.builds, home.organisation.rows]:
            folder.chmod(0o500)
    done = subprocess.run(
        command, cwd=ROOT, env=clean_environment(), capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "this user may read and write there" in done.stderr
    assert "Traceback" not in done.stderr
    assert ask_ids(home) == before
