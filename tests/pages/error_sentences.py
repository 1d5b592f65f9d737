"""What errors say: the sentence of each that is raised, and of each other message."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

from privacy import errors
from privacy.places import ROOT

_CLASSES = {
    name
    for name, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, (errors.PrivacyError, errors.Message)) and name != "Word"
}
_ELSEWHERE = {
    "commands",
    "contracts",
    "errors",
    "example",
    "imports",
    "server",
    "__main__.py",
}
"""Rooms whose errors no page shows: the terminal's, and those of who writes queries;
what the import says of a file is kept in its ledger, in English."""
_SHOWN = {"imports/mapping.py", "imports/trial.py"}
"""Modules of theirs whose errors pages show."""


def error_sentences() -> Iterator[tuple[str, str | None]]:
    """Where an error or a message is made, and its sentence; None if it is none.

    A sentence is a literal, so that it stands in the catalogue: one that is put
    together when it is raised could be said in no other language.
    """
    for file in sorted((ROOT / "privacy").rglob("*.py")):
        inside = file.relative_to(ROOT / "privacy")
        if inside.parts[0] not in _ELSEWHERE or inside.as_posix() in _SHOWN:
            yield from _of_file(file)


def _of_file(file: Path) -> Iterator[tuple[str, str | None]]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    constants: dict[str, list[str]] = {}
    for name, texts in _constants(tree):
        constants.setdefault(name, []).extend(texts)
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not call.args:
            continue
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if name not in _CLASSES and name != "fault":
            continue
        if name == "fault" and not isinstance(call.args[0], ast.Constant):
            continue  # of a message, which is made elsewhere
        where = f"{file.relative_to(ROOT)}, line {call.lineno}"
        for sentence in _sentences(call.args[0], constants):
            yield where, sentence


def _constants(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    """The texts of each name of a module, alone or as values of a mapping."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            whole = node.value
            parts = whole.values if isinstance(whole, ast.Dict) else [whole]
            texts = [p.value for p in parts if isinstance(p, ast.Constant)]
            for target in targets:
                if isinstance(target, ast.Name):
                    yield target.id, [text for text in texts if isinstance(text, str)]


def _sentences(node: ast.expr, constants: dict[str, list[str]]) -> list[str | None]:
    """The sentences that an argument may be."""
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.Subscript):
        node = node.value
    if isinstance(node, ast.Name) and node.id == "what":  # handed on by Row.fault
        return []
    if isinstance(node, ast.Name):
        return list(constants.get(node.id, [])) or [None]
    return [None]
