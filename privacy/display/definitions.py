"""What every figure means, from the headers of the queries, so that none can drift."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from privacy.contracts import Column, contract_names, read_contract
from privacy.contracts.roles import Role
from privacy.display.matching import Text, ready
from privacy.display.translator import Translator
from privacy.wording import LANGUAGES, sort_key

FINDABLE = "dpo/findable"


@dataclass(frozen=True)
class Definition:
    """One figure in a reader's language, and the queries that answer with it."""

    name: str
    heading: str
    """Its name with the unit."""
    about: str
    queries: tuple[str, ...]
    text: Text
    """All that it can be found by, in every language."""


def askable(role: Role) -> list[str]:
    """The queries whose headers let a role ask them, by name."""
    names = [*contract_names("released"), *contract_names("dpo")]
    return [name for name in names if role in read_contract(name).roles]


@cache
def definitions_for(role: Role, language: str) -> Sequence[Definition]:
    """Every figure of the queries that a role may ask, once, in the order of names."""
    translator = Translator(language)
    columns: dict[tuple[str, str], list[tuple[str, Column]]] = {}
    for query in askable(role):
        if query == FINDABLE:
            continue  # what a search finds is no figure
        for column in read_contract(query).columns:
            heading = translator.heading(column.name, column.unit)
            same = columns.setdefault((heading, translator.define(column.meaning)), [])
            same.append((query, column))
    made = [_made(translator, *item, columns[item]) for item in columns]
    return sorted(made, key=lambda one: sort_key(one.heading))


def _made(
    translator: Translator,
    heading: str,
    about: str,
    columns: Sequence[tuple[str, Column]],
) -> Definition:
    stated = [
        words
        for other in map(Translator, LANGUAGES)
        for query, column in columns
        for words in (
            query,
            column.name,
            other.column(column.name),
            other.define(column.meaning),
        )
    ]
    _, first = columns[0]
    queries = tuple(query for query, _ in columns)
    return Definition(
        translator.column(first.name), heading, about, queries, ready(*stated)
    )
