"""Folds the rare values of a list, words or pages, into one that may be shown (R13)."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from privacy.suppression.tables import TOTAL, Cell, Rule, Table

OTHERS = "övriga"
"""Stands for all values that are not shown by themselves."""


@dataclass(frozen=True)
class Word:
    """A search word, or a page, with its events and the persons behind them."""

    word: str
    value: int
    persons: int


Together = Callable[[Sequence[str]], int]
"""How many distinct persons stand behind some words together."""


def fold_rare(
    words: Iterable[Word],
    rule: Rule,
    together: Together | None = None,
    *,
    shown: Collection[str] | None = None,
) -> list[Word]:
    """The words to show, most persons first, and all others as 'övriga' last.

    'övriga' holds at least `rule.persons` persons and `rule.words` words, or nothing
    at all is rare; else the smallest shown word moves in, for the rest must not be
    found by subtraction from the total. When words run out it may hold less: then
    it is for suppression to withhold. `together` counts the persons behind several
    words; without it they are at least as many as behind the greatest of them. A word
    that reads like 'övriga' or like a total is never shown by itself. With `shown`,
    those words stand by themselves, rare or not, and no others.
    """
    ordered = sorted(words, key=lambda word: (-word.persons, word.word))
    apart = {TOTAL, OTHERS}
    kept = [
        word
        for word in ordered
        if word.word not in apart
        and (
            min(word.persons, word.value) >= rule.persons
            if shown is None
            else word.word in shown
        )
    ]
    alone = set(kept)
    others = [word for word in ordered if word not in alone]
    while others and kept and shown is None and not _is_enough(others, rule, together):
        others.append(kept.pop())
    if not others:
        return kept
    value = sum(word.value for word in others)
    return [*kept, Word(OTHERS, value, _persons(others, together))]


def _is_enough(others: Sequence[Word], rule: Rule, together: Together | None) -> bool:
    is_many = _persons(others, together) >= rule.persons
    return is_many and len(others) >= rule.words


def _persons(words: Sequence[Word], together: Together | None) -> int:
    greatest = max(word.persons for word in words)
    if together is None:
        return greatest
    return max(greatest, together([word.word for word in words]))


def fold_dimension(table: Table, dimension: str, rule: Rule) -> Table:
    """The table with the rare values of one dimension folded into 'övriga'.

    Which are rare is seen at their totals, so that all rows fold alike. Persons and
    agents of a folded cell are lower bounds; how much its largest person holds is
    not known, so that dominance is not tested there.
    """
    place = table.dimensions.index(dimension)
    margins = [
        Word(cell.at[place], cell.value, cell.persons)
        for cell in table.cells
        if cell.at[place] != TOTAL
        and all(v == TOTAL for n, v in enumerate(cell.at) if n != place)
    ]
    shown = {word.word for word in fold_rare(margins, rule)} - {OTHERS}
    cells: dict[tuple[str, ...], Cell] = {}
    for cell in table.cells:
        value = cell.at[place]
        if value in shown or value == TOTAL:
            cells[cell.at] = cell
            continue
        at = (*cell.at[:place], OTHERS, *cell.at[place + 1 :])
        before = cells.get(at)
        cells[at] = Cell(at, *_sum_of(cell, before))
    return Table(table.name, table.unit, table.dimensions, tuple(cells.values()))


def _sum_of(cell: Cell, before: Cell | None) -> tuple[int, int, int | None]:
    """Value, persons and agents of a cell put together with another."""
    if before is None:
        return cell.value, cell.persons, cell.agents
    known = [count for count in (cell.agents, before.agents) if count is not None]
    return (
        cell.value + before.value,
        max(cell.persons, before.persons),
        max(known, default=None),
    )
