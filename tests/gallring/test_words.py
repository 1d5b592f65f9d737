"""Every refusal and every line of a protocol has its Swedish."""

import ast
from pathlib import Path

import pytest

from privacy.wording import catalogue

ROOT = Path(__file__).parent.parent.parent
FILES = [
    *(ROOT / "privacy/gallring").glob("*.py"),
    ROOT / "privacy/reports/protocols.py",
]


def sentences():
    for file in FILES:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        docs = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value
                if id(node) not in docs and text[:1].isupper() and text.endswith("."):
                    yield text


@pytest.mark.parametrize("sentence", sorted(set(sentences())))
def test_a_sentence_is_also_said_in_swedish(sentence):
    assert sentence in catalogue("sv")
