"""`make check` needs nothing but Python, and no run is silent on what it left out."""

import re
import subprocess
import sys

from conftest import ROOT
from mutants import copy_tree

SERVED = re.compile(r"\b(served|dashboard|chromium|visit)\b")


def pytest_in(tree, *words):
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words]
    return subprocess.run(run, cwd=tree, capture_output=True, text=True, check=False)


def test_the_check_runs_the_folders_that_need_no_server():
    make = (ROOT / "Makefile").read_text("utf-8")
    checked = re.search(r"^CHECKED := (.*?[^\\])$", make, re.M | re.S)[1]
    folders = re.findall(r"[\w/]+(?=[\s)]|$)", checked.split("addprefix tests/,")[1])
    folders = [name for name in folders if name]
    assert len(folders) > 4
    for folder in folders:
        assert (ROOT / "tests" / folder).is_dir(), folder
        for file in (ROOT / "tests" / folder).rglob("test_*.py"):
            taken = re.findall(
                r"^def test_\w+\(([^)]*)\)", file.read_text("utf-8"), re.M
            )
            assert not [item for item in taken if SERVED.search(item)], file


def test_a_test_of_the_check_that_starts_a_server_fails(tmp_path):
    (tmp_path / "test_one.py").write_text(
        "import socket\n"
        "def test_it():\n"
        "    with socket.socket() as s:\n"
        "        s.bind(('127.0.0.1', 0))\n"
        "        s.listen()\n"
    )
    done = pytest_in(ROOT, "-p", "tests.no_servers", str(tmp_path / "test_one.py"))
    assert done.returncode == 1
    assert "starts no server" in done.stdout


def test_a_run_says_aloud_what_it_left_out(tmp_path):
    copy_tree(tmp_path / "tree")  # beside it lie no samples
    done = pytest_in(tmp_path / "tree", "tests/imports/calls/test_samples.py")
    assert done.returncode == 0
    assert "left out" in done.stdout
    assert re.search(r"^\d+ the samples are not here$", done.stdout, re.M)
