"""The wheel carries all that the program needs, and works from any folder."""

import os
import re
import site
import subprocess
import sys
import time
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    command += ["--no-build-isolation", "--no-index", "--wheel-dir", str(folder)]
    subprocess.run([*command, str(ROOT)], check=True, cwd=folder)
    (file,) = folder.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def program(wheel, tmp_path_factory):
    """The command `privacy` in a new environment, and an empty folder to work in.

    The libraries are those of this environment: only the wheel itself is installed.
    """
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder / "venv", with_pip=False)
    scripts = "Scripts" if os.name == "nt" else "bin"
    python = next((folder / "venv" / scripts).glob("python*"))
    place = next((folder / "venv").glob("[Ll]ib*/**/site-packages"))
    (place / "libraries.pth").write_text("\n".join(site.getsitepackages()))
    command = [sys.executable, "-m", "pip", "--python", str(python), "install"]
    subprocess.run([*command, "--quiet", "--no-deps", str(wheel)], check=True)
    (folder / "away").mkdir()
    return python.parent / "privacy", folder / "away"


def run(program, *words):
    command, folder = program
    free = {k: v for k, v in os.environ.items() if not k.startswith("P")}
    return subprocess.run(
        [command, *words], cwd=folder, env={**free, "PATH": os.environ["PATH"]},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def test_the_wheel_carries_pages_queries_law_and_example_and_no_data(wheel):
    carried = {
        name.removeprefix("privacy/_files/")
        for name in zipfile.ZipFile(wheel).namelist()
        if name.startswith("privacy/_files/")
    }
    patterns = ("pages/**/*.py", "queries/**/*.*", "data/*.toml", "data/law/*")
    patterns += (
        "data/names/*",
        "data/example/*/policy/*",
        "data/example/*.toml",
        "data/example/*/*.toml",
    )
    files = {file for pattern in patterns for file in ROOT.glob(pattern)}
    there = {file.relative_to(ROOT).as_posix() for file in files if file.is_file()}
    there = {name for name in there if "__pycache__" not in name}
    assert there | {"dashboard.py", ".streamlit/config.toml"} <= carried
    assert not [name for name in carried if re.search(r"exports/|build/|\.pyc", name)]


def test_an_empty_folder_becomes_a_company_with_a_board(program):
    begun = run(program, "new", "acme", "--title", "Acme AB")
    assert begun.returncode == 0, begun.stderr
    assert (program[1] / "privacy-data" / "acme" / "policy" / "policy.toml").exists()
    assert "Next: privacy read-policy" in begun.stdout
    policy = program[1] / "policy.txt"
    policy.write_text("Du har rätt att få ett registerutdrag utan kostnad.\n")
    assert run(program, "read-policy", "policy.txt", "--accept", "all").returncode == 0
    imported = run(program, "import")
    assert imported.returncode == 0, imported.stderr
    board = run(program, "ask", "dpo/promises", "--format", "csv")
    assert "fees_charged" in board.stdout, board.stderr


def test_the_installed_dashboard_is_served_from_any_folder(program):
    if not (program[1] / "privacy-data").exists():
        run(program, "new", "acme", "--title", "Acme AB")
    with subprocess.Popen(
        [program[0], "serve", "--port", "8987"], cwd=program[1],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        try:
            assert _answer("http://127.0.0.1:8987/healthz") == 200
            assert _answer("http://127.0.0.1:8987/") == 200
        finally:
            server.terminate()


def _answer(address: str) -> int:
    for _ in range(120):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.status
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the dashboard does not answer")


def test_our_settings_hold_wherever_the_server_is_started(tmp_path, monkeypatch):
    from privacy.server import settings

    monkeypatch.chdir(tmp_path)
    output = settings()
    assert output["browser.gatherUsageStats"] is False
    assert output["client.showErrorDetails"] == "none"
    assert output["theme.light.primaryColor"].startswith("#")
