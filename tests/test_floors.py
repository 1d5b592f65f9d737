"""Who may import whom: the floors of the program, held as a list."""

import re

import pytest
from structure import (
    ROOT,
    arrows,
    files,
    imports_of,
    lines_of_sql,
    modules_in_root,
    room_of,
)

CODE = [(file, room) for file, room in files() if room != "pages"]

FLOORS = [
    {"errors", "places"},
    {"personal", "wording"},
    {"charts", "contracts", "policy", "storage", "suppression"},
    {"example", "journal", "policy_reader"},
    {"desk", "gallring", "imports", "installation", "releases"},
    {"building", "reports", "signin"},
    {"operations", "server"},
    {"commands", "display"},
    {"__main__", "dashboard", "pages"},
]
FLOOR_OF = {name: number for number, names in enumerate(FLOORS) for name in names}

PAGES_MAY_IMPORT = {"streamlit", "privacy.display"}


MOST_ROOMS, MOST_ARROWS, MOST_IN_ROOT = 27, 125, 6
MOST_LINES_OF_SQL, MOST_FILES_OF_SQL = 19_500, 310
"""What `python -m tests.structure` counts, at most."""


@pytest.mark.parametrize(("file", "room"), CODE, ids=lambda x: getattr(x, "name", x))
def test_a_room_imports_only_from_lower_floors(file, room):
    assert room in FLOOR_OF, f"{room} stands on no floor; add it to FLOORS"
    for module in imports_of(file):
        if not module.startswith("privacy."):
            continue
        other = room_of(module)
        if other == room:
            continue
        assert FLOOR_OF[other] < FLOOR_OF[room], f"{file.name} imports {module}"


def test_the_program_has_few_rooms_and_few_arrows():
    assert len({room for _, room in files()}) <= MOST_ROOMS
    assert len(arrows()) <= MOST_ARROWS
    assert len(modules_in_root()) <= MOST_IN_ROOT


def test_the_sql_is_no_longer_than_it_was_made():
    lines = lines_of_sql("queries")
    assert sum(lines) <= MOST_LINES_OF_SQL
    assert len(lines) <= MOST_FILES_OF_SQL


def test_pages_import_only_what_pages_may():
    for page in (ROOT / "pages").rglob("*.py"):
        result = set(imports_of(page))
        assert result <= PAGES_MAY_IMPORT, f"{page.name}: {result - PAGES_MAY_IMPORT}"


def test_no_page_file_lies_directly_in_pages():
    assert not list((ROOT / "pages").glob("*.py"))


def test_only_a_few_rooms_know_the_environment_or_randomness():
    allowed = {
        "archive",  # unfinished folders get names that nobody else has
        "builds",
        "visitor",  # two files alike must not share an address
        "installation",
        "keys",
        "server",  # each browser gets a cookie, and each error a number
        "read_export",
    }
    for file, room in CODE:
        if {file.stem, room} & allowed or file.name == "dashboard.py":
            continue
        text = file.read_text(encoding="utf-8")
        assert "os.environ" not in text, file.name
        assert "import secrets" not in text, file.name


def test_the_clock_is_read_at_the_doors_only():
    for file, _room in CODE:
        if file.name in {"__main__.py", "dashboard.py"}:
            continue
        text = file.read_text(encoding="utf-8")
        for clock in (r"\bdate\.today\(", r"\bdatetime\.now\(", r"\btime\.time\("):
            assert not re.search(clock, text), f"{file.name} reads the clock"
