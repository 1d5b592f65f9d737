"""What we change inside other programs still has something to change, and does it."""

import logging
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import streamlit
from conftest import ROOT
from streamlit.runtime import memory_media_file_storage
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.pages_manager import PagesManager

from privacy.server import patches
from privacy.server.scripts import own_words
from privacy.suppression import Cell, Table
from privacy.suppression.equations import join_tables
from privacy.suppression.solver import HighsProgram

VALUE = "070-123 45 67"


@pytest.fixture
def clock(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(patches.time, "monotonic", lambda: now[0])
    return now


def test_streamlit_takes_our_folder_of_pages_for_its_own_unless_we_say_no(monkeypatch):
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    PagesManager(str(ROOT / "dashboard.py"))
    assert PagesManager.uses_pages_directory is True
    patches.leave_pages_alone()
    PagesManager(str(ROOT / "dashboard.py"))
    assert PagesManager.uses_pages_directory is False


def test_a_server_keeps_its_files_in_a_store_of_ours():
    code = (
        "import streamlit; from privacy.server import patches; patches.keep_files(); "
        "made = streamlit.App('dashboard.py')._create_runtime(); "
        "print(type(made.media_file_mgr._storage).__name__)"
    )
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "DelayedMediaStorage"


def test_a_file_that_streamlit_let_go_of_is_there_for_two_minutes_more(clock):
    store = patches.DelayedMediaStorage("/media")
    kept = [
        store.load_and_get_id(content, "text/csv", MediaFileKind.DOWNLOADABLE)
        for content in (b"one", b"two")
    ]
    store.delete_file(kept[0])
    clock[0] = patches.SECONDS_KEPT
    store.delete_file(kept[1])
    assert store.get_file(f"{kept[0]}.csv").content == b"one"
    clock[0] = patches.SECONDS_KEPT + 1
    store.delete_file(kept[1])
    with pytest.raises(memory_media_file_storage.MediaFileStorageError):
        store.get_file(f"{kept[0]}.csv")
    assert store.get_file(f"{kept[1]}.csv").content == b"two"


def test_a_file_that_is_shown_again_is_not_let_go_of(clock):
    store = patches.DelayedMediaStorage("/media")
    given = (b"one", "text/csv", MediaFileKind.DOWNLOADABLE)
    file_id = store.load_and_get_id(*given)
    store.delete_file(file_id)
    assert store.load_and_get_id(*given) == file_id
    clock[0] = 10 * patches.SECONDS_KEPT
    other = store.load_and_get_id(b"two", *given[1:])
    store.delete_file(other)
    assert store.get_file(f"{file_id}.csv").content == b"one"


def test_the_log_names_the_kind_of_an_error_and_never_its_text(caplog):
    made = logging.getLogRecordFactory()
    try:
        patches.keep_values_out_of_logs()
        try:
            raise ValueError(VALUE)
        except ValueError as error:
            logging.getLogger("any").exception("It failed: %s", error)
    finally:
        logging.setLogRecordFactory(made)
    output = logging.Formatter(patches.LINE).format(caplog.records[0])
    assert "It failed: ValueError" in output
    assert "test_patches.py" in output
    assert VALUE not in output
    assert "\n" not in output


def test_the_bare_solver_solves_and_prints_nothing(capfd):
    cells = (Cell(("a",), 3, 3), Cell(("b",), 4, 4), Cell(("*",), 7, 7))
    system = join_tables([Table("table", "calls", ("queue",), cells)])
    every = np.arange(system.size)
    program = HighsProgram(system, every, np.ones(system.size))
    ones, ten = np.ones(system.size), np.full(system.size, 10.0)
    solution = program.solve(-ones, 0 * ones, ten)
    assert sum(solution) == 20  # one total of ten, and two parts that make it
    assert capfd.readouterr() == ("", "")


def test_streamlit_still_says_each_word_that_we_translate():
    parts = (Path(streamlit.__file__).parent / "static/static/js").glob("*.js")
    output = "".join(part.read_text(encoding="utf-8") for part in parts)
    words = own_words("sv")
    assert [
        word
        for word in words
        if not all(map(output.count, word.replace("#MB", "").split("#")))
    ] == []


LISTS_TO_ARROW_AND_DUCKDB = """
import datetime, sys
import pyarrow
from privacy.storage.databases import connect, fill_table, leave_pandas_out
if sys.argv[1] == "without":
    leave_pandas_out()
pyarrow.table({"day": [datetime.date(2026, 11, 23)], "word": ["sak"]})
connection = connect()
connection.execute("create table lines (number bigint, word varchar)")
fill_table(connection, "lines", [(1, "sak"), (2, None)])
rows = connection.execute("from lines order by number").to_arrow_table().to_pylist()
assert rows == [{"number": 1, "word": "sak"}, {"number": 2, "word": None}], rows
print("pandas" in sys.modules)
"""


@pytest.mark.parametrize(("way", "is_loaded"), [("with", True), ("without", False)])
def test_arrow_loads_pandas_for_a_list_unless_a_command_leaves_it_out(way, is_loaded):
    run = subprocess.run(
        [sys.executable, "-c", LISTS_TO_ARROW_AND_DUCKDB, way],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == str(is_loaded)
