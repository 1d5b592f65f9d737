"""A long list as a page shows it: the engine is asked for what stands on the screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Self

from privacy.contracts import (
    Answer,
    Chosen,
    Contract,
    Count,
    Part,
    Rows,
    Values,
    read_contract,
)
from privacy.contracts.parts import SEPARATOR, columns_of
from privacy.display.page_context import PageContext
from privacy.display.tables import Row, place_of
from privacy.wording import LAST_LETTERS

_MOST_WORDS = 1000
"""Columns of more words than this hold somebody's codes, which no language renames."""


@dataclass(frozen=True)
class Listing:
    """The rows of a query that a reader has chosen.

    `short` answers the same rows with fewer columns, and is asked for what a list
    needs; its columns are the ones searched.
    """

    page: PageContext
    name: str
    short: str
    given: Mapping[str, object] = field(default_factory=dict)
    chosen: Chosen = field(default_factory=Chosen)

    @property
    def contract(self) -> Contract:
        """The contract of the whole rows."""
        return read_contract(self.name)

    @property
    def total(self) -> int:
        """How many rows there are."""
        (row,) = self._ask(self.short, Count(self.chosen)).rows
        return int(str(row[0]))

    def values(self, names: Sequence[str]) -> dict[str, list[object]]:
        """The words of some columns, whatever was chosen before."""
        rows = self._ask(self.short, Values(tuple(names))).rows
        values: dict[str, list[object]] = {name: [] for name in names}
        for name, value in rows:
            values[str(name)].append(value)
        return values

    def narrowed(self, values: Mapping[str, str], words: str = "") -> Self:
        """The rows that also have these values, and hold every word in some column."""
        searched = read_contract(self.short).column_names
        pairs = (*self.chosen.values, *values.items())
        return replace(
            self,
            chosen=replace(self.chosen, values=pairs, words=words, searched=searched),
        )

    def having(self, columns: Sequence[str], keys: Sequence[str] | None) -> Self:
        """The rows whose columns make one of some keys, where there are any."""
        if keys is None:
            return self
        kept = replace(self.chosen, key_columns=tuple(columns), keys=tuple(keys))
        return replace(self, chosen=kept)

    def rows(self, by: str, first: int, most: int) -> list[Row]:
        """So many rows after the first ones, sorted by a column of the short rows."""
        known = read_contract(self.short).column_names
        by = by if by.removeprefix("-") in known else ""
        part = Rows(
            self.chosen,
            by,
            self._places(by.removeprefix("-")),
            tuple(LAST_LETTERS.items()),
            first,
            most,
        )
        return self._ask(self.short, part).records()

    def only(self, name: str, value: str) -> list[Row]:
        """The whole rows that have one value."""
        part = Rows(self.narrowed({name: value}).chosen)
        return self._ask(self.name, part).records()

    def every(self) -> Answer:
        """All whole rows, in the order of the query; not kept in memory."""
        given = self.page.given_to(self.name, self.given)
        return self.page.desk.ask_part(self.name, Rows(self.chosen), **given)

    def _places(self, name: str) -> tuple[tuple[str, int], ...] | None:
        """Where each word of a column stands as its reader sorts, if it holds words."""
        if not name:
            return None
        (column,) = columns_of(self.contract, [name])
        if column.type not in ("varchar", "varchar[]"):
            return None
        part = Values((name,), _MOST_WORDS + 1)
        words = [str(value) for _, value in self._ask(self.short, part).rows]
        if len(words) > _MOST_WORDS:
            return None

        def place(word: str) -> tuple[int, str]:
            is_list = column.type == "varchar[]"
            cell = [w for w in word.split(SEPARATOR) if w] if is_list else word
            rank, key = place_of(self.page.translator, {name: cell}, name)
            return rank, str(key)

        alike = groupby(sorted(words, key=place), key=place)
        return tuple(
            (word, number) for number, (_, same) in enumerate(alike) for word in same
        )

    def _ask(self, name: str, part: Part) -> Answer:
        return self.page.ask_part(name, part, self.given)
