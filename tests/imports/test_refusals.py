"""A refusal of an export is told in the reader's language, whatever stands in it."""

import ast
import errno
import re
import sqlite3
from pathlib import Path

import pytest

from privacy import wording
from privacy.display.translator import Translator
from privacy.errors import BadPolicy, Message, explained
from privacy.errors.explained import places_of, reason_of
from privacy.imports.formats import WAYS_OUT
from privacy.places import ROOT
from privacy.signin.access import read_access
from privacy.storage.exports import cannot_read
from privacy.wording import catalogue, retell, tell

REFUSALS = {"BadExport", "NotRecognised", "refuse"}
OF_COMMANDS = {"example"}
"""Rooms whose refusals are told by a command alone."""
PLACE = re.compile(r"\{[^{}]*\}")


def template(node: ast.expr) -> str:
    """A sentence with {} for whatever it is given; empty for one that is passed on."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            value.value if isinstance(value, ast.Constant) else "{}"
            for value in node.values
        )
    return ""


def raised() -> dict[str, str]:
    """The templates of every refusal in the code, and where each stands."""
    result = {}
    for file in sorted((ROOT / "privacy").rglob("*.py")):
        if file.parent.name in OF_COMMANDS:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            is_one = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if is_one and node.func.id in REFUSALS and node.args:
                sentence = template(node.args[-1])
                if PLACE.sub("", sentence):
                    result[sentence] = f"{file.name}:{node.lineno}"
    return result


def filled(sentence: str) -> str:
    """A sentence with something in each of its places."""
    numbers = iter(range(1, 20))
    return PLACE.sub(lambda _: f"Räkning {next(numbers)}, å.csv", sentence)


def test_every_refusal_is_retold_in_swedish():
    sentences = raised()
    assert len(sentences) > 30
    silent = [
        f"{place}: {sentence}"
        for sentence, place in sentences.items()
        if "hits-{}" not in sentence  # it names one month several times
        and retell(filled(sentence), "sv") == filled(sentence)
    ]
    assert not silent, "\n".join(silent)


def test_every_template_keeps_its_places_and_is_in_use():
    code = "\n".join(
        node.value
        for file in (ROOT / "privacy").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    for english in wording._refusals():
        swedish = catalogue("sv")[english]
        assert sorted(set(PLACE.findall(english))) == sorted(
            set(PLACE.findall(swedish))
        )
        assert max(PLACE.split(english), key=len) in code, english


def test_what_a_sentence_holds_is_retold_too():
    english = (
        "lista.csv has no format that is known here: nearest is requests/jira, but it "
        f'lacks "status", "created" and others. {WAYS_OUT}'
    )
    swedish = retell(english, "sv")
    assert swedish.startswith(
        "lista.csv har inget format som är känt här: närmast är requests/jira, men den "
        'saknar "status", "created" med flera. Lägg en fil'
    )
    assert retell(english, "en") == english
    assert Translator("sv").value(english, "refused") == swedish


@pytest.mark.parametrize(
    "head", ["a,b\n1,2\n", "Issue key,Foo\nD-1,x\n", "insert into x values (1);\n"]
)
def test_a_file_that_is_refused_says_so_in_swedish_on_the_page(home, head):
    (file,) = home.read_in(home.put("lista.csv", head.encode()))
    words = Translator("sv").value(file.refused, "refused")
    assert words.startswith("lista.csv har inget format som är känt här: ")
    assert not re.search(r"\b(?:the|export it|nearest|none|it is)\b", words)


def test_a_month_that_is_named_several_times_is_one():
    sentence = next(s for s in wording._refusals() if "hits-{month}" in s)
    formed = sentence.format(file="a.log", month="2026-09")
    assert retell(formed, "sv").count("2026-09") == 4
    other = formed.replace("until 2026-09", "until 2026-10")
    assert retell(other, "sv") == other


def test_another_sentence_stays_as_it_is():
    for sentence in ("", "Nothing known.", "a is empty; export it"):
        assert retell(sentence, "sv") == sentence


REASONS = {
    "filen eller mappen finns inte": FileNotFoundError(errno.ENOENT, "No such file"),
    "den här användaren har inte behörighet": PermissionError(errno.EACCES, "denied"),
    "disken är full": OSError(errno.ENOSPC, "No space left on device"),
    "det är en mapp": IsADirectoryError(errno.EISDIR, "Is a directory"),
    "disken går inte att skriva på": OSError(errno.EROFS, "Read-only file system"),
}


@pytest.mark.parametrize("swedish", REASONS)
def test_what_the_system_says_is_swedish_also_in_a_sentence_that_was_kept(swedish):
    refusal = cannot_read(Path("å.csv"), REASONS[swedish])
    for sentence in (tell(refusal, "sv"), retell(str(refusal), "sv")):
        assert f"({swedish})" in sentence
        assert str(REASONS[swedish].strerror) not in sentence
    shown = tell(Message(explained.DISK, **places_of(REASONS[swedish])), "sv")
    assert f"({swedish})" in shown


def test_what_sqlite_and_toml_say_is_swedish(tmp_path):
    (tmp_path / "no.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(sqlite3.Error) as caught:
        sqlite3.connect(tmp_path / "no.sqlite").execute("select * from entries")
    assert tell(reason_of(caught.value), "sv") == "den är ingen databas"
    access = tmp_path / "access.toml"
    for content, why in ((b"a = [1,\nb", "rad 2, kolumn 1"), (b"\xff", "inte UTF-8")):
        access.write_bytes(content)
        with pytest.raises(BadPolicy) as refused:
            read_access(access, [])
        assert why in tell(refused.value, "sv")


def test_each_reason_of_the_system_has_its_swedish():
    assert catalogue("sv").keys() >= set(explained._REASONS.values())
