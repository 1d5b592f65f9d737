"""Words that are gone from code, help, screens and documents, held as a list."""

import ast
import io
import re
import subprocess
import tokenize
from pathlib import Path

from privacy.commands import parser_of_commands
from privacy.contracts.statuses import PromiseStatus, RecordStatus, RequestStatus

ROOT = Path(__file__).parent.parent
NAMES = frozenset(
    "is_lying told Told Taken take_in take_all Walls KeptFiles HANDOUTS SENDERS parcel "
    "Voice Turned Act act_of Opened harmless STAYS Thing Doer doer anew mend".split()
)
"""Names of code that said less than the field's own words."""
PARTS = frozenset("anew mend told walls walled".split())
"""What is no part of such a name either."""
KEPT = frozenset({"TOLD_FIELDS"})
"""A column of files that an older version wrote."""
VALUES = frozenset("said found asked told".split())
"""Names of values that say only where a value came from, not what it is."""
PROSE = re.compile(
    r"\b(told|anew|mend|mends|mended|mending|whoever|the house|kept apart|for who|"
    r"(first|second) suppressions?)\b(?!\w)",
    re.IGNORECASE,
)
"""What no sentence says, be it in a comment, a message, a header or a document."""
STATUSES = (RequestStatus, PromiseStatus, RecordStatus)
COUNTING = ("comparing.py", "evidence.py", "test_oscal.py")
ALLOWED = {".anew": "the ending of files that an interrupted change of key leaves"}
TEXTS = (
    *("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "Makefile", "dashboard.py"),
    *("docs", "pages", "privacy", "queries", "data/law", ".streamlit", ".ci"),
)


def tracked(*paths):
    listed = ["git", "-C", str(ROOT), "ls-files", "-z", "--", *paths]
    names = subprocess.run(listed, capture_output=True, check=True, text=True).stdout
    result = [ROOT / name for name in names.split("\0") if name]
    return [file for file in result if file.exists()]


def banned_in(text):
    for number, line in enumerate(text.splitlines(), start=1):
        for allowed in ALLOWED:
            line = line.replace(allowed, "")
        if match := PROSE.search(line):
            yield f"{number}: {match[0]}"


def test_no_text_says_a_banned_word():
    result = [
        f"{file.relative_to(ROOT)}:{place}"
        for file in tracked(*TEXTS)
        if file.suffix not in {".png", ".svg", ".csv"}
        for place in banned_in(file.read_text(encoding="utf-8"))
    ]
    assert not result, "\n".join(result)


def test_no_name_of_code_is_a_banned_word():
    result = [
        f"{file.relative_to(ROOT)}:{token.start[0]}: {token.string}"
        for file in tracked("privacy/*.py", "pages/*.py", "dashboard.py")
        for token in tokenize.generate_tokens(
            io.StringIO(file.read_text(encoding="utf-8")).readline
        )
        if token.type == tokenize.NAME
        and (token.string in NAMES or PARTS & {*token.string.lower().split("_")})
        and token.string not in KEPT
    ]
    assert not result, "\n".join(result)


def test_a_value_is_named_for_what_it_is():
    """A count of cases that a check found may be called `found`, as its column is."""
    result = []
    for file in tracked("dashboard.py", "pages", "privacy", "tests"):
        if file.suffix == ".py":
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                name = getattr(node, "id", None) or getattr(node, "arg", None)
                is_count = name == "found" and isinstance(node, ast.Name | ast.keyword)
                if name in VALUES and not (is_count and file.name in COUNTING):
                    result.append(f"{file.relative_to(ROOT)}:{node.lineno}: {name}")
    assert not result, "\n".join(result)


def test_no_help_says_a_banned_word():
    assert not list(banned_in(parser_of_commands().format_help()))


def test_the_list_finds_what_it_bans():
    assert list(banned_in("It was Told\nby whoever")) == ["1: Told", "2: whoever"]


def test_each_status_stands_once_in_the_code():
    listed = ROOT / "privacy/contracts/statuses.py"
    values = {str(value) for kind in STATUSES for value in kind}
    result = [
        f"{file.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for file in tracked("privacy/*.py", "pages/*.py")
        if file != listed
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in values
    ]
    assert not result, "\n".join(result)


def test_the_statuses_are_those_that_the_register_writes():
    for query, names, kind in (
        ("deadlines", "as status,", RequestStatus),
        ("deadlines", "as promise_status,", PromiseStatus),
        ("record_states", "as status\n", RecordStatus),
    ):
        text = (ROOT / f"queries/register/{query}.sql").read_text(encoding="utf-8")
        case = text[: text.index(f"end {names}")].rpartition("\n        case\n")[2]
        assert set(re.findall(r"(?:then|else) '([^']+)'", case)) == {*kind}
