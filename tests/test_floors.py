"""Who may import whom: the floors of the house, held as a list."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

FLOORS = [
    {"errors", "places"},
    {"explained", "personal", "roles", "wording"},
    {"charts", "contracts", "organisations", "policy", "suppression", "workers"},
    {"example", "journal", "policy_reader", "storage"},
    {"desk", "gallring", "imports", "installation", "releases"},
    {"building", "reports", "signin"},
    {"operations", "server"},
    {"commands", "display"},
    {"__main__", "dashboard", "pages"},
]
FLOOR_OF = {name: number for number, names in enumerate(FLOORS) for name in names}

PAGES_MAY_IMPORT = {"streamlit", "privacy.display", "privacy.roles"}


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else module


def rooms():
    files = [*(ROOT / "privacy").rglob("*.py"), ROOT / "dashboard.py"]
    for file in files:
        relative = file.relative_to(ROOT).with_suffix("")
        room = relative.parts[1] if relative.parts[0] == "privacy" else "dashboard"
        if room != "__init__":
            yield file, room


def imports_of(file: Path):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "privacy":
            yield from (f"privacy.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize(
    ("file", "room"), list(rooms()), ids=lambda x: getattr(x, "name", x)
)
def test_a_room_imports_only_from_lower_floors(file, room):
    assert room in FLOOR_OF, f"{room} stands on no floor; add it to FLOORS"
    for module in imports_of(file):
        if not module.startswith("privacy."):
            continue
        other = room_of(module)
        if other == room:
            continue
        assert FLOOR_OF[other] < FLOOR_OF[room], f"{file.name} imports {module}"


def test_pages_import_only_what_pages_may():
    for page in (ROOT / "pages").rglob("*.py"):
        found = set(imports_of(page))
        assert found <= PAGES_MAY_IMPORT, f"{page.name}: {found - PAGES_MAY_IMPORT}"


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
    for file, room in rooms():
        if {file.stem, room} & allowed or file.name == "dashboard.py":
            continue
        text = file.read_text(encoding="utf-8")
        assert "os.environ" not in text, file.name
        assert "import secrets" not in text, file.name


def test_the_clock_is_read_at_the_doors_only():
    for file, _room in rooms():
        if file.name in {"__main__.py", "dashboard.py"}:
            continue
        text = file.read_text(encoding="utf-8")
        for clock in (r"\bdate\.today\(", r"\bdatetime\.now\(", r"\btime\.time\("):
            assert not re.search(clock, text), f"{file.name} reads the clock"
