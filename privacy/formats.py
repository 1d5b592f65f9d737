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


@dataclass(frozen=True)
class Recognised:
    """A format, and for a table where its head row is and what divides its cells."""

    name: str
    delimiter: str = ","
    head_row: int | None = None
    """Index of the head row among the lines; None when there is none."""


def recognise(
    lines: Sequence[str], file: str, *, table: str | None = None
) -> Recognised:
    """The format that the first lines of an export have.

    `table` demands a format of that table whatever else the lines look like. Raises
    NotRecognised with what to do when none fits.
    """
    filled = [line for line in lines if line.strip()]
    if not filled:
        raise NotRecognised(f"{file} is empty; export it again.")
    found = _by_head(lines, table) or _by_lines(filled, table)
    if found is None:
        raise NotRecognised(
            f"{file} has no format that is known here; see README.md, 'Exports', for "
            "the neutral CSV of each source."
        )
    return found


def _by_head(lines: Sequence[str], table: str | None) -> Recognised | None:
    best: tuple[int, Recognised] | None = None
    for row, line in enumerate(lines[:_MOST_PREAMBLE]):
        for delimiter in DELIMITERS:
            names = set(head_names(line, delimiter))
            for contract in _formats("Header", table):
                wanted = _wanted(contract)
                if len(names) > 1 and all(any(a in names for a in w) for w in wanted):
                    known = {c.name for c in contract.columns} & names
                    score = 10 * len(wanted) + len(known)
                    if best is None or score > best[0]:
                        best = (score, Recognised(contract.name, delimiter, row))
    return best[1] if best else None


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
    said = ",".join(contract.said["Header"])
    return [[a.strip().lower() for a in part.split("|")] for part in said.split(",")]


@cache
def _formats(word: str, table: str | None) -> tuple[Contract, ...]:
    every = (read_contract(name) for name in contract_names("imports"))
    return tuple(
        contract
        for contract in every
        if word in contract.said and table in (None, *contract.said.get("Table", ()))
    )
