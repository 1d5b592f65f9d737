"""What the code says: every sentence, heading and definition to be translated."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from privacy.contracts import read_contract
from privacy.contracts.roles import Role
from privacy.display.definitions import askable
from privacy.display.style import STATES

ROOT = Path(__file__).parent.parent.parent
_NAMES = ("EVERYONE", "Figure", "Page", "Picture", "Role", "Row", "Header", "Dataskydd")
_NAMES += ("RecordStatus", "RequestStatus")


def shown() -> list[str]:
    """The queries that pages show, or the guide defines: all that a role may ask."""
    return [name for role in Role for name in askable(role)]


def sentences() -> Iterator[str]:
    """Literals of the pages and of display that a reader sees."""
    files = [*(ROOT / "pages").rglob("*.py"), *(ROOT / "privacy/display").glob("*.py")]
    for file in [*files, *(ROOT / "privacy/charts").glob("[a-z]*.py")]:
        if file.name == "style.py":
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        dropped = {id(node) for node in _not_said(tree)}
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in dropped
                and _is_said(node.value)
            ):
                yield node.value


def figure_units() -> set[str]:
    """What the figures of pages count, in the plural."""
    files = (ROOT / "pages").rglob("*.py")
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    return {
        node.args[3].value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Figure"
        and isinstance(node.args[3], ast.Constant)
    }


def _not_said(tree: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, the parts of f-strings, and words that are no one's language."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):  # a docstring
            yield node.value
        if isinstance(node, ast.JoinedStr):
            yield from node.values
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("TypeError", "strptime", "astimezone", "compile", "normalize"):
                yield from node.args


def _is_said(text: str) -> bool:
    if text in STATES or text in ("Svenska", "English", "Språk / Language", *_NAMES):
        return False
    is_style = ":" in text[:12] and ": " not in text
    if "<" in text or is_style or text.startswith(("YYYY", "stateful", "%")):
        return False
    starts = text[:1].isupper() or text[:2].rstrip(".").isdecimal()
    return len(text) > 2 and (starts or " " in text.strip())


def definitions() -> Iterator[str]:
    """What the headers of the queries shown say."""
    for name in shown():
        contract = read_contract(name)
        yield contract.what
        yield from (column.meaning for column in contract.columns)


def columns() -> Iterator[str]:
    """The names of the columns shown."""
    for name in shown():
        yield from read_contract(name).column_names


def units() -> Iterator[str]:
    """The units of the columns shown."""
    for name in shown():
        yield from (c.unit for c in read_contract(name).columns if c.unit != "-")


FAMILIES = ("value ", "event ", "one ", "referrer ", "streamlit ")
"""How words begin that are looked up by a kind or a unit and a word."""


def unsaid(words: Iterable[str]) -> Iterator[str]:
    """Those of some sentences and words that nothing in the program says."""
    files = [*(ROOT / "pages").rglob("*.py"), *(ROOT / "privacy").rglob("*.py")]
    literals, families = set[str](), {*FAMILIES}
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            elif isinstance(node, ast.JoinedStr) and len(node.values) > 1:
                first = node.values[0]
                if isinstance(first, ast.Constant) and first.value.endswith(" "):
                    families.add(str(first.value))
    others = [*(ROOT / "queries").rglob("*.*"), *(ROOT / "data").glob("*.toml")]
    others += [*(ROOT / "data" / "law").glob("*.toml")]
    text = _letters(" ".join(file.read_text(encoding="utf-8") for file in others))
    for word in words:
        is_said = word in literals or word.startswith(tuple(families))
        if not is_said and _letters(word) not in text:
            yield word


def _letters(text: str) -> str:
    """A text without what parts its words: a header's sentence goes over many lines."""
    return re.sub(r"[^\w]+", "", text)
