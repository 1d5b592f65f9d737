"""Recognises which format an export has, by its content.

Every format is a query below queries/imports/ whose header says how it looks:
`Header:` names columns that its head row must hold (`a|b` for either), `Line:` is an
expression that its lines match.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from privacy.contracts import Contract, contract_names, read_contract
from privacy.errors import NotRecognised

DELIMITERS = (",", ";", "\t", "|")
_MOST_PREAMBLE = 15
_ENOUGH_LINES = 0.5
_MOST, _FEW = 0.75, 0.2


@dataclass(frozen=True)
class Recognised:
    """A format, and for a table where its head row is and what divides its cells."""

    name: str
    delimiter: str = ","
    head_row: int | None = None
    """Index of the head row among the lines; None when there is none."""


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
    found = _by_head(lines, table, only) or _by_lines(filled, only)
    if found is None:
        raise NotRecognised(
            f"{file} has no format that is known here; see README.md, 'Exports', for "
            "the neutral CSV of each source."
        )
    return found


def _by_head(
    lines: Sequence[str], hint: str | None, only: str | None
) -> Recognised | None:
    best: tuple[float, Recognised] | None = None
    for row, line in enumerate(lines[:_MOST_PREAMBLE]):
        for delimiter in DELIMITERS:
            names = set(head_names(line, delimiter))
            if len(names) < 2:
                continue
            for contract in _formats("Header", only):
                score = _likeness(contract, names, hint)
                if score and (best is None or score > best[0]):
                    best = (score, Recognised(contract.name, delimiter, row))
    return best[1] if best else None


def _likeness(contract: Contract, names: set[str], hint: str | None) -> float:
    """How well a head row fits a format, 0 when it does not.

    The first column of the format's header, the key, must be there, and most of the
    others; in the folder of the format's own source a few are enough.
    """
    wanted = _wanted(contract)
    found = [any(alias in names for alias in aliases) for aliases in wanted]
    is_hinted = hint in contract.said.get("Table", ())
    share = sum(found) / len(found)
    if not found[0] or share < (_FEW if is_hinted else _MOST):
        return 0
    known = sum(column.name in names for column in contract.columns)
    return share + is_hinted + known / 1000


def _by_lines(lines: Sequence[str], table: str | None) -> Recognised | None:
    best: tuple[float, Recognised] | None = None
    for contract in _formats("Line", table):
        for said in contract.said["Line"]:
            match = re.compile(said).match
            share = sum(match(line) is not None for line in lines) / len(lines)
            if share >= _ENOUGH_LINES and (best is None or share > best[0]):
                best = (share, Recognised(contract.name))
    return best[1] if best else None


def head_names(line: str, delimiter: str) -> list[str]:
    """The cells of a head row: trimmed, lower case, repeats numbered."""
    row = next(csv.reader([line.lstrip("\ufeff")], delimiter=delimiter), [])
    names: list[str] = []
    for cell in row:
        name = cell.strip().strip('"').strip("\ufeff").lower()
        times = sum(n == name or n.startswith(f"{name}_") for n in names)
        names.append(f"{name}_{times + 1}" if name in names else name)
    return names


def _wanted(contract: Contract) -> list[list[str]]:
    parts = [
        part for part in ",".join(contract.said["Header"]).split(",") if part.strip()
    ]
    return [[alias.strip().lower() for alias in part.split("|")] for part in parts]


@cache
def _formats(word: str, table: str | None) -> tuple[Contract, ...]:
    every = (read_contract(name) for name in contract_names("imports"))
    return tuple(
        contract
        for contract in every
        if word in contract.said and table in (None, *contract.said.get("Table", ()))
    )
