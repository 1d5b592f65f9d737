"""Counts how the program is built: `python -m tests.structure`, no test.

A room is a folder or module directly in privacy/, or the pages; an arrow says that a
module of one room imports one of another. The way of a log line is counted by running
it: a web log is imported, its month released, and a manager asks for it as CSV. Of the
SQL it counts lines and files, and how long a check is.
"""

import ast
import contextlib
import datetime
import inspect
import io
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "privacy"


def room_of(module: str) -> str:
    """The room of a module named with dots."""
    return module.split(".")[1] if "." in module else module


def files() -> Iterator[tuple[Path, str]]:
    """Every file of code with its room."""
    pages = (ROOT / "pages").rglob("*.py")
    for file in [*PACKAGE.rglob("*.py"), ROOT / "dashboard.py", *pages]:
        parts = file.relative_to(ROOT).with_suffix("").parts
        room = parts[1] if parts[0] == "privacy" else parts[0]
        if room != "__init__":
            yield file, room


def imports_of(file: Path) -> Iterator[str]:
    """The modules that a file imports, those of `from privacy import` one by one."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "privacy":
            yield from (f"privacy.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def arrows() -> set[tuple[str, str]]:
    """Which room imports which other."""
    return {
        (room, room_of(module))
        for file, room in files()
        for module in imports_of(file)
        if module.startswith("privacy.") and room_of(module) != room
    }


def modules_in_root() -> list[str]:
    """The modules that lie directly in privacy/."""
    return sorted(f.stem for f in PACKAGE.glob("*.py") if f.stem != "__init__")


def lines_of_sql(folder: str) -> list[int]:
    """How many lines each file of SQL below a folder has."""
    result = (ROOT / folder).rglob("*.sql")
    return [len(file.read_text(encoding="utf-8").splitlines()) for file in result]


def way_of_a_line() -> tuple[list[str], int, int]:
    """The modules that a log line passes until it is CSV, and how often it is read.

    Gives the modules that run, how often the log is opened, and how often SQL is made
    that reads a Parquet file of its rows back before the register is built.
    """
    sys.path.insert(0, str(ROOT / "tests"))
    from privacy.commands import main
    from privacy.storage.rows import reading
    from tests.bench.made_logs import make_log
    from tests.conftest import Home

    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        path = home.put("web/access.log", b"")
        make_log(path, 3000)
        seen, opened, read_back, built = set(), [], Counter(), []

        def note(frame, event, arg):
            code = frame.f_code
            if event != "call" or not code.co_flags & inspect.CO_OPTIMIZED:
                return
            seen.add(code.co_filename)
            if code.co_name == "build_register":
                built.append(code)
            if code is reading.__code__ and not built:
                files = frame.f_locals["files"]
                read_back.update(f.name for f in files if f.name.startswith("hits"))

        def hear(event, args):
            if event == "open" and str(args[0]) == str(path):
                opened.append(args)

        sys.addaudithook(hear)
        sys.setprofile(note)
        try:
            home.take_in()
            with contextlib.redirect_stdout(io.StringIO()):
                request = ["ask", "released/visits_by_page", "--role", "manager"]
                data = ["--data", str(home.installation.data)]
                now = datetime.datetime(2026, 11, 23, 8, tzinfo=datetime.UTC)
                main([*request, "--format", "csv", *data], lambda: now)
        finally:
            sys.setprofile(None)
    ours = [Path(name) for name in seen if Path(name).is_relative_to(PACKAGE)]
    names = {f.relative_to(PACKAGE).with_suffix("").as_posix() for f in ours}
    return sorted(names), len(opened), max(read_back.values(), default=0)


if __name__ == "__main__":
    rooms = {room for _, room in files()}
    print(f"{len(rooms):4} rooms")
    print(f"{len(arrows()):4} arrows between them")
    print(f"{len(modules_in_root()):4} modules directly in privacy/")
    lines, checks = lines_of_sql("queries"), lines_of_sql("queries/checks")
    print(f"{sum(lines):4} lines of SQL")
    print(f"{len(lines):4} files of SQL")
    print(f"{statistics.median(checks):4.0f} lines of a check, median")
    passed, opened, read_back = way_of_a_line()
    print(f"{len(passed):4} modules run from a log line to its CSV")
    print(f"{opened:4} times the log is opened")
    print(f"{read_back:4} times its Parquet is read back")
    if "-v" in sys.argv:
        print(*passed, sep="\n")
