"""Draws small faults, runs the tests that should see them, names those nobody sees.

    python -m tests.mutants --seed 1 --count 50 [dates rules suppression ...]

A mutant is one changed word of one file: a comparison, a sign, and for or, null for
not null, min for max, or a lost not. It is put into a copy of the tree, never into the
tree itself. It survives when every test of its area passes; a test is missing then, or
the word decides nothing and can go.
"""

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
COPIED = ("data", "pages", "privacy", "queries", "tests", "pyproject.toml")
COPIED += ("dashboard.py", "requirements.txt", "requirements.lock", "docs", "README.md")
LONGEST = 1800
"""Seconds after which a mutant counts as killed: it made a loop endless."""


@dataclass(frozen=True)
class Area:
    """Files that decide something, and the tests that hold them."""

    files: tuple[str, ...]
    tests: tuple[str, ...]


AREAS = {
    "dates": Area(
        (
            "privacy/policy/calendar.py",
            "privacy/policy/versions.py",
            "queries/register/deadlines.sql",
            "queries/register/derivations.sql",
            "queries/register/due_days.sql",
            "queries/register/pauses.sql",
            "queries/register/known_requests.sql",
        ),
        (
            "tests/test_policy.py",
            "tests/policy",
            "tests/requests/test_deadlines.py",
            "tests/requests",
        ),
    ),
    "rules": Area(
        ("queries/register/record*.sql", "queries/register/governing_rules.sql"),
        (
            "tests/gallring/test_worked_examples.py",
            "tests/gallring/test_rules_in_time.py",
            "tests/gallring/test_rule_shapes.py",
            "tests/gallring/test_rules_against_reference.py",
            "tests/gallring",
        ),
    ),
    "suppression": Area(
        ("privacy/suppression/*.py",),
        ("tests/suppression/test_bounds.py", "tests/suppression"),
    ),
    "sign-in": Area(("privacy/signin/*.py",), ("tests/signin", "tests/server")),
    "keys": Area(
        ("privacy/storage/keys.py", "privacy/storage/encrypted.py"),
        ("tests/storage", "tests/desk", "tests/operations"),
    ),
    "releases": Area(
        ("privacy/releases/*.py", "queries/statistics/*.sql"), ("tests/releases",)
    ),
}


@dataclass(frozen=True)
class Mutant:
    """One changed word: at an offset of a file, `old` becomes `new`."""

    area: str
    file: str
    at: int
    old: str
    new: str

    def __str__(self) -> str:
        text = (ROOT / self.file).read_text("utf-8")
        line = text[: self.at].count("\n")
        output = text.splitlines()[line].strip()
        return f"{self.file}:{line + 1}: {self.old!r} -> {self.new!r}: {output}"


_TURNED = {
    "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==",
    "=": "<>", "<>": "=", "+": "-", "-": "+", "and": "or", "or": "and",
    "is null": "is not null", "is not null": "is null",
    "is None": "is not None", "is not None": "is None",
    "is": "is not", "is not": "is", "in": "not in", "not in": "in",
    "min": "max", "max": "min", "min_by": "max_by", "max_by": "min_by",
    "least": "greatest", "greatest": "least", "any": "all", "all": "any",
    "bool_or": "bool_and", "bool_and": "bool_or", "true": "false", "false": "true",
    "True": "False", "False": "True", "maximum": "minimum", "minimum": "maximum",
    "not ": "",
}  # fmt: skip
_IN_SQL = re.compile(
    r"(?P<skip>--[^\n]*|'[^']*'|::|\bbetween\b[^\n]*\n?[^\n]*\band\b)"
    r"|(?P<word>\bis not null\b|\bis null\b|<=|>=|<>|(?<![<>=:])=(?![>=])"
    r"|(?<![-<>=])[<>](?![<>=])|(?<=\s)[+-](?=\s)|\b(?:and|or|true|false)\b"
    r"|\b(?:min|max|min_by|max_by|least|greatest|bool_or|bool_and)(?=\()"
    r"|\bnot (?!null|in|exists|like|distinct))"
)
_BETWEEN = re.compile(
    r"\s*(?P<word>is not|is|not in|in|<=|>=|==|!=|<|>|\+|-|and|or)\s*", re.DOTALL
)


def mutants_of(area: str, file: Path) -> Iterator[Mutant]:
    """Every mutant that a file can become."""
    text = file.read_text("utf-8")
    result = _of_sql(text) if file.suffix == ".sql" else _of_python(text)
    name = file.relative_to(ROOT).as_posix()
    for at, old in sorted(set(result)):
        yield Mutant(area, name, at, old, _TURNED[old])


def _of_sql(text: str) -> Iterator[tuple[int, str]]:
    for match in _IN_SQL.finditer(text):
        if word := match["word"]:
            yield match.start(), word


def _of_python(text: str) -> Iterator[tuple[int, str]]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line.encode()))
    raw = text.encode()

    def place(line: int, column: int) -> int:
        return len(raw[: starts[line - 1] + column].decode())

    def between(left: ast.expr, right: ast.expr) -> Iterator[tuple[int, str]]:
        first = place(left.end_lineno or 0, left.end_col_offset or 0)
        last = place(right.lineno, right.col_offset)
        # Brackets, line ends and comments may stand there too.
        for match in re.finditer(_BETWEEN, text[first:last]):
            if match["word"]:
                yield first + match.start("word"), match["word"]
                return

    tree = ast.parse(text)
    left_out = set[int]()
    for node in ast.walk(tree):
        for decorator in getattr(node, "decorator_list", []):
            left_out |= {id(inner) for inner in ast.walk(decorator)}
        # Whether `zip` minds lists of two lengths decides nothing while they are alike.
        if isinstance(node, ast.keyword) and node.arg == "strict":
            left_out.add(id(node.value))
    for node in (node for node in ast.walk(tree) if id(node) not in left_out):
        start = place(node.lineno, node.col_offset) if hasattr(node, "lineno") else 0
        match node:
            case ast.Compare(left=left, comparators=[right]):
                yield from between(left, right)
            case ast.BoolOp(values=[left, right, *_]):
                yield from between(left, right)
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
                yield from between(left, right)
            case ast.UnaryOp(op=ast.Not()):
                yield start, "not "
            case ast.UnaryOp(op=ast.USub()):
                yield start, "-"
            case ast.Constant(value=bool(value)):
                yield start, str(value)
            case ast.Call(func=ast.Name(id="min" | "max" | "any" | "all" as name)):
                yield start, name
            case ast.Attribute(attr="minimum" | "maximum" as name):
                yield place(node.end_lineno, node.end_col_offset) - len(name), name


def draw(areas: list[str], count: int, seed: int) -> list[Mutant]:
    """So many mutants, each area as likely as the next."""
    chance, result = random.Random(seed), list[Mutant]()
    pools = {area: list(all_of(area)) for area in areas}
    while len(result) < count and any(pools.values()):
        area = areas[len(result) % len(areas)]
        pool = pools[area] or next(pool for pool in pools.values() if pool)
        result.append(pool.pop(chance.randrange(len(pool))))
    return result


def all_of(area: str) -> Iterator[Mutant]:
    for pattern in AREAS[area].files:
        files = sorted(ROOT.glob(pattern))
        assert files, f"{pattern} matches no file; correct AREAS in tests/mutants.py"
        for file in files:
            yield from mutants_of(area, file)


def runs_of(mutant: Mutant) -> Iterator[list[str]]:
    """The tests to run, those that most likely see the mutant first."""
    stem = Path(mutant.file).stem
    if mutant.file.endswith(".sql"):
        yield ["tests/test_cases.py", "-k", stem]
    seen = set[Path]()
    for name in AREAS[mutant.area].tests:
        path = ROOT / name
        files = sorted(path.glob("test_*.py")) if path.is_dir() else [path]
        files = [file for file in files if file.exists() and file not in seen]
        seen |= set(files)
        files.sort(key=lambda file: _unlikely(file, stem))
        if files:
            yield [file.relative_to(ROOT).as_posix() for file in files]


def _unlikely(test: Path, stem: str) -> tuple[bool, bool, str]:
    """Sorts tests: those named after a module or query, then those that name it."""
    named = re.search(rf"\b{stem}\b", test.read_text("utf-8"))
    return stem not in test.stem, named is None, test.stem


def is_killed(mutant: Mutant, tree: Path) -> bool:
    """Whether a test in the copied tree fails with the mutant in it."""
    file = tree / mutant.file
    whole = file.read_text("utf-8")
    assert whole[mutant.at :].startswith(mutant.old)
    file.write_text(
        whole[: mutant.at] + mutant.new + whole[mutant.at + len(mutant.old) :], "utf-8"
    )
    try:
        failed = next(filter(None, (_failed(w, tree) for w in runs_of(mutant))), None)
    finally:
        file.write_text(whole, "utf-8")
    if failed and not _passes_alone(failed, tree):
        raise SystemExit(f"{failed} fails without any mutant; correct that first.")
    return failed is not None


@cache
def _passes_alone(test: str, tree: Path) -> bool:
    """Whether a test passes in the tree as it is, so that the mutant made it fail."""
    return _failed([test], tree) is None


def _failed(words: list[str], tree: Path) -> str | None:
    """The test that failed, or None."""
    run = [sys.executable, "-m", "pytest", "-q", "-x", "-o", f"cache_dir={tree}/.cache"]
    environment = {**os.environ, "HYPOTHESIS_STORAGE_DIRECTORY": f"{tree}/.hypothesis"}
    try:
        done = subprocess.run(
            [*run, *words], cwd=tree, env=environment, capture_output=True,
            timeout=LONGEST,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return words[0]
    if done.returncode in (0, 5):  # 5: no test has such a name
        return None
    named = re.search(
        r"^(?:FAILED|ERROR) ([^\s\[]+)", done.stdout.decode(), re.MULTILINE
    )
    return named[1] if named else words[0]


MADE = ("exports", "build", "*.keys", "*.pyc.*")
"""What a tree is copied without; the last is half written by a run beside this one."""


def copy_tree(target: Path, made: Sequence[str] = ("__pycache__", *MADE)) -> None:
    """What the tests need, without what was made from it."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            left = shutil.ignore_patterns(*made)
            shutil.copytree(ROOT / name, target / name, ignore=left)
        else:
            shutil.copy(ROOT / name, target / name)


def main(words: list[str]) -> int:
    """Draw, run and say; the exit status is the number of survivors, at most 99."""
    parser = argparse.ArgumentParser(prog="tests.mutants", description=__doc__)
    parser.add_argument("areas", nargs="*", help=", ".join(AREAS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--in-file", default="", help="only files with these words")
    arguments = parser.parse_args(words)
    most = 10**6 if arguments.in_file else arguments.count
    drawn = draw(arguments.areas or list(AREAS), most, arguments.seed)
    drawn = [one for one in drawn if arguments.in_file in one.file][: arguments.count]
    killed = 0
    with tempfile.TemporaryDirectory() as folder:
        copy_tree(Path(folder))
        for mutant in drawn:
            dead = is_killed(mutant, Path(folder))
            killed += dead
            print(f"{'killed  ' if dead else 'SURVIVED'} {mutant}", flush=True)
    print(f"{killed} of {len(drawn)} killed, seed {arguments.seed}")
    return min(len(drawn) - killed, 99)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
