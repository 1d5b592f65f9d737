"""Recognises which format an export has, by its content.

Every format is a query below queries/imports/ whose header says how it looks:
`Header:` names the columns that its head row must hold, the first of them, the key,
without fail; `Also:` those that it may. `a|b|c` are names of the same column in several
systems and languages: whichever the file has, the query reads it as `a`. A name that
repeats in a head row is numbered from its second time: `name`, `name_2`. A head row
proves a format by all of its `Header:` or by a title that no other maker's format of
the same table has; formats of one maker share theirs (`Maker:`). `Line:` is an
expression that a line without head row matches, its cells divided by commas (other
delimiters are read as commas); the query then reads `column1`, `column2` and so on, and
with `Options: whole_line` the line itself as `column1`. Comments (`#`) and lines that
`Aside:` describes, as handshakes, count neither for a format nor against it. `Mark:` is
an expression that one line among the first matches, such as the head of a log.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from privacy.contracts import Contract, contract_names, read_contract
from privacy.errors import NotRecognised

DELIMITERS = (",", ";", "\t", "|")
WHOLE_LINE = "\x1f"
"""The delimiter of a format whose lines are not divided."""
_MOST_PREAMBLE = 15
_ENOUGH_LINES = 0.5
_MOST, _FEW = 0.75, 0.2
_MOST_LACKING = 4
_COMPOUND = 10
"""Letters from which a word is a compound, as ärendenyckel."""
_SQL = re.compile(
    r"\s*(?:(?:insert|replace|merge)\s+into\s|(?:create|drop|alter|lock)\s+(?:temp\w*\s+)?"
    r"(?:table|database|schema)|select\s.+\sfrom\s|copy\s.+\sfrom\s+stdin|pragma\s|"
    r"begin(?:\s+transaction)?;|start\s+transaction|set\s+\S+\s*=|use\s+\S+;)",
    re.IGNORECASE,
)
"""A statement of SQL, as a dump begins with after its comments."""
_JSON = re.compile(r"\ufeff?\s*(?:\{|\[\s*[\[{]|\[\s*$)")
"""How the first line of JSON begins."""
WAYS_OUT = (
    "Put a file of ours in the folder of its source below exports/, or name the source "
    "with --source; map the titles of any other table on the page Import. "
    "docs/formats.md lists what is read."
)
_SCHEMA = re.compile(r'"?ListSchema=\{.*\}"?[,;\t]*(?=["\w]|$)')
_LOOKED_AT = 4_000
"""Signs of a line that are looked at: no expression may take long over one line."""
_LONGEST_HEAD = 100_000
_DIVIDED = re.compile(r"[\s.\-–]+")
_NEAR = 0.8
"""How alike a title must be to one of ours to be meant for it (difflib's ratio)."""


@dataclass(frozen=True)
class Recognised:
    """A format, and for a table where its head row is and what divides its cells."""

    name: str
    delimiter: str = ","
    head_row: int | None = None
    """Index of the head row among the lines; None when there is none."""
    mapping: str | None = None
    """The mapping of the policy that says which title is which column."""


def recognise(
    lines: Sequence[str], file: str, *, table: str | None = None, must_be: bool = False
) -> Recognised:
    """The format that the first lines of an export have.

    `table` is where the file was found: a head row that has only some of that table's
    columns is then enough. With `must_be` no other table will do. Raises NotRecognised
    with what to do when no format fits.
    """
    filled = [line for line in lines if line.strip()]
    if not filled:
        raise NotRecognised(f"{file} is empty; export it again.")
    only = table if must_be else None
    is_sql = _is_sql(filled)
    result = (
        _by_mark(filled, only)
        or (None if is_sql else _by_head(lines, table, only))
        or _by_lines([line[:_LOOKED_AT] for line in filled], only)
    )
    if result is None:
        nearest = _nearest(lines, only or table)
        if is_sql:
            nearest = "it is SQL; export the table as CSV."
        elif _JSON.match(filled[0]):
            nearest = (
                "it is JSON, of which web logs alone are read; export the table as CSV "
                "or as a workbook (.xlsx)."
            )
        raise NotRecognised(f"{file} has no format that is known here: {nearest}")
    return result


def _by_mark(lines: Sequence[str], only: str | None) -> Recognised | None:
    for contract in _formats("Mark", only):
        match = re.compile(contract.header["Mark"][0]).match
        if any(match(line[:_LOOKED_AT]) for line in lines):
            return Recognised(contract.name)
    return None


def _by_head(
    lines: Sequence[str], hint: str | None, only: str | None
) -> Recognised | None:
    best: tuple[float, Recognised] | None = None
    for row, line in enumerate(lines[:_MOST_PREAMBLE]):
        if len(line) > _LONGEST_HEAD:
            continue
        for delimiter in DELIMITERS:
            names = set(head_names(line, delimiter))
            if len(names) < 2:
                continue
            ours = set(our_titles(sorted(names)))
            for contract in _with_key_in(names | ours, only):
                is_ours = contract.name.endswith("/neutral")
                score = _likeness(contract, ours if is_ours else names, hint)
                if score and (best is None or score > best[0]):
                    best = (score, Recognised(contract.name, delimiter, row))
    return best[1] if best else None


def _with_key_in(names: set[str], only: str | None) -> list[Contract]:
    """The formats whose key, the first column of their header, is among the names."""
    keys = _keys(only)
    if keys.keys().isdisjoint(names):
        return []
    places = {place for name in names for place in keys.get(name, ())}
    every = _formats("Header", only)
    return [every[place] for place in sorted(places)]


@cache
def _keys(only: str | None) -> dict[str, list[int]]:
    """The titles of keys, each with the places of its formats among those known."""
    result: dict[str, list[int]] = {}
    for place, contract in enumerate(_formats("Header", only)):
        for title in _wanted(contract.name)[0]:
            result.setdefault(title, []).append(place)
    return result


def _likeness(contract: Contract, names: set[str], hint: str | None) -> float:
    """How well a head row fits a format, 0 when it does not.

    The first column of the format's header, the key, must be there, and most of the
    others; in the folder of the format's own source a few are enough, when one of them
    proves the format. Of two formats that fit as well, the one that asks for more
    columns is meant.
    """
    wanted = _wanted(contract.name)
    result = [any(alias in names for alias in aliases) for aliases in wanted]
    is_hinted = hint in contract.header.get("Table", ())
    share = sum(result) / len(result)
    if not result[0] or share < (_FEW if is_hinted else _MOST):
        return 0
    if share < 1 and not names & _own_titles(contract.name):
        return 0
    known = sum(column.name in names for column in contract.columns)
    return share + is_hinted + known / 1000 + sum(result) / 100_000


def _is_sql(lines: Sequence[str]) -> bool:
    """Whether the first line that is no comment of SQL is a statement."""
    statements = (
        line for line in lines if not line.lstrip().startswith(("--", "/*", "*/"))
    )
    return _SQL.match(next(statements, "")[:_LOOKED_AT]) is not None


def _nearest(lines: Sequence[str], table: str | None) -> str:
    """What the likeliest head row lacks to be the format it is nearest to."""
    best: tuple[float, Contract, list[str]] | None = None
    for line in lines[:_MOST_PREAMBLE]:
        for delimiter in DELIMITERS if len(line) <= _LONGEST_HEAD else ():
            names = set(head_names(line, delimiter))
            for contract in _formats("Header", table):
                wanted = _wanted(contract.name)
                lacking = [w[0] for w in wanted if not names.intersection(w)]
                share = 1 - len(lacking) / len(wanted)
                if len(wanted) - len(lacking) > 1 and (not best or share > best[0]):
                    best = (share, contract, lacking)
    if best is None:
        return f"none is near. {WAYS_OUT}"
    _, contract, lacking = best
    few = ", ".join(f'"{name}"' for name in lacking[:_MOST_LACKING])
    more = " and others" if len(lacking) > _MOST_LACKING else ""
    near = contract.name.removeprefix("imports/")
    return f"nearest is {near}, but it lacks {few}{more}. {WAYS_OUT}"


def _by_lines(lines: Sequence[str], table: str | None) -> Recognised | None:
    best: tuple[float, Recognised] | None = None
    divided = {d: [_with_commas(line, d) for line in lines] for d in DELIMITERS}
    for contract in _formats("Line", table):
        is_whole = "whole_line" in " ".join(contract.header.get("Options", ())).split()
        aside = re.compile(aside_of(contract)).match
        is_table = not contract.name.startswith("imports/web/") and not is_whole
        for delimiter in DELIMITERS if is_table else (",",):
            rows = [line for line in divided[delimiter] if not aside(line)]
            for header in contract.header["Line"]:
                match = re.compile(header).match
                matching = sum(match(line) is not None for line in rows)
                share = matching / max(1, len(rows))
                if share >= _ENOUGH_LINES and (best is None or share > best[0]):
                    said_by = WHOLE_LINE if is_whole else delimiter
                    best = (share, Recognised(contract.name, said_by))
    return best[1] if best else None


def aside_of(contract: Contract) -> str:
    """An expression of the lines that count neither for a format nor against it."""
    return "|".join(["#", *contract.header.get("Aside", ())])


def _with_commas(line: str, delimiter: str) -> str:
    if delimiter == ",":
        return line
    return line.replace(",", ".").replace(delimiter, ",")


def aliases_of(contract: Contract) -> list[list[str]]:
    """The names of each column that a format's query reads, its own name first."""
    header = [*contract.header.get("Header", ()), *contract.header.get("Also", ())]
    return _names_in(header)


def head_names(line: str, delimiter: str) -> list[str]:
    """The cells of a head row: trimmed, lower case, repeats numbered.

    A preamble of Microsoft Lists on the same line, `ListSchema={...}`, is no cell.
    """
    line = _SCHEMA.sub("", line.lstrip("\ufeff"), count=1)
    row = next(csv.reader([line], delimiter=delimiter), [])
    names: list[str] = []
    for cell in row:
        name = cell.strip().strip('"').strip("\ufeff").removeprefix("ï»¿").lower()
        name = title_of(name)
        times = sum(n == name or n.startswith(f"{name}_") for n in names)
        names.append(f"{name}_{times + 1}" if name in names else name)
    return names


def title_of(name: str) -> str:
    """A title in small letters as it is compared: plain spaces, whole letters."""
    if name.isascii():
        return name
    return " ".join(unicodedata.normalize("NFC", name).split())


def our_titles(names: Sequence[str]) -> list[str]:
    """The titles of the neutral form among some, with underscores between their words.

    A file may have spaces, hyphens or dots there.
    """
    ours = [_DIVIDED.sub("_", name) for name in names]
    return [
        our if our in _neutral_titles() and our not in names else name
        for name, our in zip(names, ours, strict=True)
    ]


@dataclass(frozen=True)
class DoubtfulTitles:
    """Our columns about whose titles a head row leaves a doubt.

    `near` are not there, but a title that nothing reads resembles them; `double` stand
    twice, and the first is read.
    """

    near: list[str]
    double: list[str]


def doubtful_titles(
    contract: Contract, names: Sequence[str], columns: Mapping[str, int | None]
) -> DoubtfulTitles:
    """The doubts about a head row of the neutral form, whose titles are ours alone."""
    if not contract.name.endswith("/neutral"):
        return DoubtfulTitles([], [])
    read = {names[at] for at in columns.values() if at is not None}
    others = [name for name in names if name and name not in read]
    lacking = [name for name, at in columns.items() if at is None]
    near = {
        column
        for name in others
        for column in get_close_matches(_DIVIDED.sub("_", name), lacking, 1, _NEAR)
    }
    double = [name for name in sorted(read) if f"{name}_2" in others]
    return DoubtfulTitles(sorted(near), double)


@cache
def _neutral_titles() -> frozenset[str]:
    result = [c for c in _formats("Header", None) if c.name.endswith("/neutral")]
    return frozenset(
        title for c in result for title in _titles_of(c) | {*c.column_names}
    )


@cache
def _own_titles(name: str) -> frozenset[str]:
    """The titles that prove a format: no other maker's of the same table has them.

    A key of one short word, as number or nyckel, proves nothing. The neutral names are
    ours.
    """
    contract = read_contract(name)
    own = _titles_of(contract)
    if name.endswith("/neutral"):
        return own
    table, maker = contract.header["Table"][0], contract.header.get("Maker", (name,))
    for other in _formats("Header", table):
        if other.header.get("Maker", (other.name,)) != maker:
            own -= _titles_of(other)
    return own - {t for t in _wanted(name)[0] if t.isalpha() and len(t) < _COMPOUND}


def _titles_of(contract: Contract) -> frozenset[str]:
    return frozenset(title for titles in aliases_of(contract) for title in titles)


@cache
def _wanted(name: str) -> list[list[str]]:
    return _names_in(read_contract(name).header["Header"])


def _names_in(words: Sequence[str]) -> list[list[str]]:
    parts = [part for part in ",".join(words).split(",") if part.strip()]
    return [[alias.strip().lower() for alias in part.split("|")] for part in parts]


@cache
def _formats(word: str, table: str | None) -> tuple[Contract, ...]:
    every = (read_contract(name) for name in contract_names("imports"))
    return tuple(
        contract
        for contract in every
        if word in contract.header
        and table in (None, *contract.header.get("Table", ()))
    )
