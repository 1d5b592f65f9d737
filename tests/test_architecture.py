"""What ARCHITECTURE.md, CONTRIBUTING.md and privacy/errors draw is what is there."""

import ast
import inspect
import re

import pytest
from structure import PACKAGE, ROOT

from privacy import errors
from privacy.contracts import contract_names

DOCUMENTS = ("ARCHITECTURE.md", "CONTRIBUTING.md")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
WALKS = ARCHITECTURE.split("## Three walks")[1].split("\n## ")[0].split("\n### ")[1:]

ROOMS = ("", "privacy/", "queries/", "tests/")
"""Where a path begins that a document names."""
ENDINGS = ("", ".py", ".sql", ".toml")
MADE = ("build/", "exports/", "cases/", "/search")
"""What only a running program has: files of a data folder, queries and addresses."""
LONGEST_WALK = 30
"""Files that can be opened in ten minutes."""


def quoted(text):
    return re.findall(r"`([^`\n]+)`", text)


def paths_in(text):
    """What is written as a path: without the part that the reader fills in."""
    for word in quoted(text):
        if word.startswith(MADE) or not re.fullmatch(r"[\w./<>{}*-]+", word):
            continue
        if "/" in word or re.fullmatch(r"\w+\.(py|sql|toml|md|po)", word):
            yield re.split(r"[<*]|\b[A-Z]{4,}\b(?!\.md)", word)[0]


def is_there(path):
    if any((ROOT / f"{r}{path}{end}").exists() for r in ROOMS for end in ENDINGS):
        return True
    if path in contract_names(""):
        return True
    tops = ("privacy", "queries", "pages")
    return "/" not in path and any(any((ROOT / top).rglob(path)) for top in tops)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_that_a_document_names_exists(name):
    result = set(paths_in((ROOT / name).read_text("utf-8")))
    assert len(result) > 15
    assert not sorted(path for path in result if not is_there(path))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_that_a_document_gives_exists(name):
    text = (ROOT / name).read_text("utf-8")
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert not set(re.findall(r"`make ([\w-]+)", text)) - set(targets)
    for module in re.findall(r"-m (tests[\w.]*)", text):
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists()


def test_a_path_that_is_gone_is_found_out():
    assert list(paths_in("`privacy/gone.py` and `build/x`")) == ["privacy/gone.py"]
    assert not is_there("privacy/gone.py")
    assert not is_there("gone.py")
    assert is_there("privacy/desk.py")


def defined_in(file):
    """The functions of a file, those of a class with its name before them."""
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.ClassDef):
            for part in node.body:
                if isinstance(part, ast.FunctionDef):
                    yield f"{node.name}.{part.name}"


def steps_of(walk):
    """Each function that a walk names, with the file that stands before it."""
    file = ""
    for word in quoted(walk):
        if word.endswith(".py"):
            file = word
        elif word.endswith("()"):
            yield file, word.removesuffix("()")


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.splitlines()[0])
def test_every_function_of_a_walk_is_in_its_file(walk):
    steps = list(steps_of(walk))
    assert len(steps) > 5
    for file, name in steps:
        assert name in defined_in(ROOT / file), f"{name} is not in {file}"


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.splitlines()[0])
def test_a_walk_is_no_longer_than_ten_minutes(walk):
    assert len({p for p in paths_in(walk) if "." in p}) <= LONGEST_WALK


def test_there_are_three_walks():
    assert len(WALKS) == 3


def drawn(docstring):
    """Each class of a drawn tree: its name, the one above it, its meaning."""
    under = []
    for line in docstring.splitlines():
        match = re.fullmatch(r"((?:    )*)(\w+)(?:  +(.+))?", line)
        if match and (match[3] or match[2] in {"PrivacyError", "Exception"}):
            depth = len(match[1]) // 4
            under[depth:] = [match[2]]
            if match[2] != "Exception":
                yield match[2], under[depth - 1] if depth else "Exception", match[3]


def raised():
    """Each class of the program that is an exception, drawn or not."""
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and len(node.bases) == 1:
                base = ast.unparse(node.bases[0])
                known = getattr(errors, base, object)
                if base.endswith(("Exception", "Error")) or issubclass(
                    known, Exception
                ):
                    yield node.name, base, ast.get_docstring(node)


def test_errors_draws_every_class_under_its_own():
    tree = {name: base for name, base, _ in drawn(inspect.getdoc(errors))}
    assert tree == {name: base for name, base, _ in raised()}
    assert len(tree) > 20


def test_errors_says_of_each_class_what_its_docstring_says():
    own = {name: item.split(".")[0].lower() for name, _, item in raised()}
    for name, _, meaning in drawn(inspect.getdoc(errors)):
        if meaning:
            assert meaning.lower() == own[name], name
