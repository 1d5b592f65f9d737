"""What every figure means, from the headers of the queries, so that none can drift."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from privacy.contracts import contract_names, read_contract
from privacy.display.matching import Text, ready
from privacy.display.voice import Voice
from privacy.roles import Role
from privacy.wording import LANGUAGES, sort_key


@dataclass(frozen=True)
class Definition:
    """One figure in a reader's language, and the queries that answer with it."""

    name: str
    unit: str
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
    asked: dict[tuple[str, str, str], list[str]] = {}
    for query in askable(role):
        for column in read_contract(query).columns:
            key = (column.name, column.unit, column.meaning)
            asked.setdefault(key, []).append(query)
    made = [_made(*key, tuple(asked[key]), language) for key in asked]
    return sorted(made, key=lambda one: sort_key(one.name))


def _made(
    name: str, unit: str, meaning: str, queries: tuple[str, ...], language: str
) -> Definition:
    voice = Voice(language)
    said = [
        word
        for other in map(Voice, LANGUAGES)
        for word in (other.column(name), other.define(meaning))
    ]
    return Definition(
        voice.column(name),
        "" if unit == "-" else voice.unit(unit),
        voice.define(meaning),
        queries,
        ready(name, *said, *queries),
    )
