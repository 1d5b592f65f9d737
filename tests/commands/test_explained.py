"""No error of a library reaches a terminal or a page: each is a sentence, no value."""

import builtins
import errno
import json
import lzma
import shutil
import smtplib
import sqlite3
import tomllib
import zipfile
import zlib
from concurrent.futures.process import BrokenProcessPool
from xml.etree import ElementTree

import duckdb
import msgspec
import pyarrow
import pytest
import streamlit
from conftest import AT, Home, copy_of
from imports.test_taking_in import log
from openpyxl.utils.exceptions import InvalidFileException

from privacy import commands
from privacy.commands import main
from privacy.contracts.roles import Role
from privacy.errors import explained
from privacy.server.faults import say_sorry
from privacy.wording import catalogue

SECRET = "anna@example.se 19121212-1212"
COMMANDS = [
    ["import"], ["ask", "dpo/requests"], ["release"], ["gallra"], ["replace-key"],
    ["backup", "there"], ["check"], ["example"], ["schema"], ["serve"],
    ["calendar", "-o", "x.ics"], ["inspect", "-o", "x.zip"], ["scan", "x.csv"],
    ["digest"], ["report", "2026-10", "-o", "x.pdf"],
    ["correct", "web", "2026-10", "--reason", "late"],
]  # fmt: skip
KNOWN = [
    OSError(errno.ENOSPC, "No space left on device"),
    PermissionError(errno.EACCES, "Permission denied"),
    FileNotFoundError(errno.ENOENT, "No such file or directory"),
    NotADirectoryError(errno.ENOTDIR, "Not a directory"),
    IsADirectoryError(errno.EISDIR, "Is a directory"),
    TimeoutError(SECRET),
    ConnectionResetError(SECRET),
    MemoryError(SECRET),
    EOFError(SECRET),
    BrokenProcessPool(SECRET),
    UnicodeDecodeError("utf-8", SECRET.encode(), 0, 1, SECRET),
    UnicodeEncodeError("ascii", SECRET, 0, 1, SECRET),
    msgspec.ValidationError(SECRET),
    msgspec.DecodeError(SECRET),
    zipfile.BadZipFile(SECRET),
    zipfile.LargeZipFile(SECRET),
    zlib.error(SECRET),
    lzma.LZMAError(SECRET),
    ElementTree.ParseError(SECRET),
    InvalidFileException(SECRET),
    json.JSONDecodeError(SECRET, SECRET, 0),
    tomllib.TOMLDecodeError(SECRET),
    sqlite3.DatabaseError(SECRET),
    sqlite3.OperationalError(SECRET),
    smtplib.SMTPException(SECRET),
    pyarrow.ArrowInvalid(SECRET),
    pyarrow.lib.ArrowMemoryError(SECRET),
    pyarrow.lib.ArrowKeyError(SECRET),
    duckdb.IOException(SECRET),
    duckdb.OutOfMemoryException(SECRET),
    duckdb.TransactionException(SECRET),
    duckdb.FatalException(SECRET),
    duckdb.InvalidInputException(SECRET),
    duckdb.SerializationException(SECRET),
    duckdb.InternalException(SECRET),
    duckdb.ConnectionException(SECRET),
    duckdb.ConversionException(SECRET),
    duckdb.OutOfRangeException(SECRET),
    duckdb.TypeMismatchException(SECRET),
]
OF_DUCKDB = [
    kind(SECRET)
    for kind in vars(duckdb).values()
    if isinstance(kind, type) and issubclass(kind, duckdb.Error)
]
OF_PYTHON = [
    kind(SECRET)
    for kind in vars(builtins).values()
    if isinstance(kind, type)
    and issubclass(kind, Exception)
    and not issubclass(kind, UnicodeError | Warning | BaseExceptionGroup)
]
ALL = [*KNOWN, *OF_DUCKDB, *OF_PYTHON]
SENTENCES = {
    text
    for name, text in vars(explained).items()
    if name.isupper() and isinstance(text, str) and not name.startswith("_")
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("imported")
    home = Home(folder)
    home.put("web/access.log", log(30))
    home.put(
        "requests/requests.csv",
        b"request_id,request_type,received_at,closed_on\n"
        b"R1,registerutdrag,2026-03-02T10:00:00Z,\nR2,registerutdrag,never,\n",
    )
    home.take_in()
    return folder


@pytest.fixture
def home(imported, tmp_path):
    return copy_of(Home(imported), tmp_path / "copy")


@pytest.fixture
def run(home, capsys):
    def run(*words):
        status = main([*words, "--data", str(home.installation.data)], lambda: AT)
        output = capsys.readouterr()
        return status, output.out, output.err

    return run


def raising(error):
    def fail(*given, **named):
        raise error

    return fail


def test_each_error_at_each_command_is_one_line_without_a_value(capsys, monkeypatch):
    for error in ALL:
        monkeypatch.setattr(commands, "_find", lambda name, e=error: raising(e))
        for words in COMMANDS:
            status = main([*words, "--json"], lambda: AT)
            output = capsys.readouterr()
            what = (words[0], type(error).__name__)
            if isinstance(error, BrokenPipeError):
                assert (status, output.err) == (1, ""), what
            elif isinstance(error, duckdb.InterruptException):
                assert status == 130, what
            else:
                assert status == 1, what
                assert output.err.startswith(f"{what[1]}: "), what
                assert output.err.count("\n") == 1, what
                assert json.loads(output.out)["why"] == [
                    output.err.split(": ", 1)[1][:-1]
                ]
            for secret in ("anna", "1212", "Traceback"):
                assert secret not in output.err + output.out, what


def test_each_error_of_a_page_is_a_sentence_in_the_language_of_its_reader(monkeypatch):
    shown = []
    monkeypatch.setattr(streamlit, "error", shown.append)
    for language in ("sv", "en"):
        monkeypatch.setattr(streamlit, "session_state", {"lang": language})
        for error in ALL:
            assert say_sorry(error)
    assert len(shown) == 2 * len(ALL)
    for sentence in shown:
        assert "anna@" not in sentence
        assert "1212" not in sentence
    assert not set(shown[: len(ALL)]) & set(shown[len(ALL) :])


def test_the_errors_that_libraries_raise_are_known_and_said_in_swedish():
    unforeseen = [e for e in KNOWN if explained.meaning_of(e) == explained.UNFORESEEN]
    assert unforeseen == []
    assert catalogue("sv").keys() >= SENTENCES


def test_a_damaged_file_of_rows_is_named_by_the_import_that_needs_it(run, home):
    (file,) = home.organisation.rows.glob("*/requests.parquet")
    content = bytearray(file.read_bytes())
    content[40] ^= 255
    file.write_bytes(content)
    home.put("web/more.log", log(5, start=100))
    status, output, complaint = run("import", "--json")
    assert status == 1
    assert f"rows/{file.parent.name}/requests.parquet" in complaint
    assert json.loads(output)["why"] == [complaint.split(": ", 1)[1][:-1]]
    assert "NOT claims-link: encrypted files" in run("check")[1]


def test_true_cells_that_are_damaged_are_named_by_the_correction(run, home):
    (truth,) = home.organisation.truths.glob("requests-2026-01-*.parquet")
    truth.write_bytes(truth.read_bytes()[:-40])
    _, _, complaint = run("correct", "requests", "2026-01", "--reason", "late")
    assert f"truths/{truth.name}" in complaint


@pytest.mark.parametrize("text", ["anna", "2026-13-01", ""])
def test_a_parameter_that_cannot_be_read_is_named_with_its_form(run, text):
    status, _, complaint = run("ask", "dpo/requests", "--param", f"as_of={text}")
    assert status == 1
    assert complaint == (
        "BadContract: dpo/requests: as_of is a day, written 2026-11-23.\n"
    )


def test_a_closed_database_is_a_sentence(home):
    desk = home.desk(Role.DPO)
    desk.close()
    with pytest.raises(duckdb.Error) as caught:
        desk.ask("dpo/requests", as_of="2026-11-23", language="sv")
    assert explained.explain(caught.value) == explained.CLOSED


@pytest.mark.parametrize("place", ["rows", "results"])
def test_a_folder_that_is_none_is_a_sentence_that_names_it(run, home, place):
    folder = home.organisation.builds / place
    shutil.rmtree(folder)
    folder.write_bytes(b"")
    home.put("requests/more.csv", b"request_id,received_at\nR9,2026-09-02\n")
    status, _, complaint = run("import")
    assert status == 1
    assert place in complaint


def test_import_says_to_machines_why_it_is_not_well(run, home):
    home.put("web/poem.txt", b"Det var en gang\n")
    policy = home.folder / "policy" / "sources.toml"
    policy.write_text("source = [", encoding="utf-8")
    status, output, _ = run("import", "--json")
    why = json.loads(output)["why"]
    assert status == 1
    assert any(line.startswith("poem.txt has no format") for line in why)
    assert any("sources.toml" in line for line in why)
