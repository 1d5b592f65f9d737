"""Every sentence of a report is said in Swedish; every coded one in English too."""

import ast

from conftest import ROOT

from privacy.wording import catalogue

SAYS = {"say", "grid"}
CODED = {
    "calls", "answered", "missed", "service", "wait", "guidance", "visits", "length",
    "views", "searches", "fruitless", "personal", "requests",
}  # fmt: skip


def sentences():
    """Literals that are the first word of a call to say, or stand in lists of heads."""
    for file in sorted((ROOT / "privacy" / "reports").glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                first = node.args[0]
                is_text = isinstance(first, ast.Constant) and first.value
                if name in SAYS and is_text and isinstance(first.value, str):
                    yield file.name, first.value
            if isinstance(node, ast.Assign):
                target = getattr(node.targets[0], "id", "")
                if target in ("heads", "moved", "before", "CHAPTERS"):
                    for part in ast.walk(node.value):
                        if isinstance(part, ast.Constant) and is_said(part.value):
                            yield file.name, part.value


def is_said(value) -> bool:
    """Whether a literal is words for a reader, not the name of a column or a tag."""
    is_text = isinstance(value, str) and bool(value)
    return is_text and (value[0].isupper() or " " in value.strip())


def test_every_sentence_is_said_in_swedish():
    known = catalogue("sv")
    result = list(sentences())
    assert len(result) > 80
    assert [item for item in result if item[1] and item[1] not in known] == []


def test_every_figure_has_its_sentences_in_both_languages():
    for language in ("sv", "en"):
        known = catalogue(language)
        for key in CODED:
            for kind in ("figure", "said", "withheld"):
                assert f"{kind} {key}" in known


def test_a_translation_fills_the_same_places():
    for item, written in catalogue("sv").items():
        if " " in item and item.split(" ")[0] not in ("said", "withheld", "report"):
            places = {part.split("}")[0] for part in item.split("{")[1:]}
            other = {part.split("}")[0] for part in written.split("{")[1:]}
            assert other <= places or not places
