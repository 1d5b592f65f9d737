"""The statistics that are released, as their queries describe them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from privacy.contracts import Contract, contract_names, read_contract


@dataclass(frozen=True)
class Statistic:
    """A statistics query: its dimensions, measures and how it is to be protected."""

    contract: Contract

    @property
    def name(self) -> str:
        """Its name without the folder."""
        return self.contract.name.removeprefix("statistics/")

    @property
    def options(self) -> dict[str, str]:
        """What the header's Options: line says."""
        words = " ".join(self.contract.header.get("Options", ())).split()
        return dict(word.split("=", 1) for word in words)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The columns that a cell is found by."""
        return self.contract.dimensions

    @property
    def listed(self) -> tuple[str, ...]:
        """The dimensions that are published; one that holds one value need not be."""
        return self.contract.listed

    @property
    def merged(self) -> tuple[str, ...]:
        """The dimensions whose small values are put together before they are counted.

        A value that stands in a headline stays.
        """
        return self._names("Merged")

    @property
    def is_folded(self) -> bool:
        """Whether its rare values are shown together."""
        return self.options.get("fold") == "true"

    @property
    def words(self) -> int:
        """How many values the rest of a folded list must hold."""
        return int(self.options.get("words", "3"))

    @property
    def headlines(self) -> tuple[tuple[str, ...], ...]:
        """The cells that readers look at first, most wanted first (R22)."""
        header = ",".join(self.contract.header.get("Headline", ()))
        return tuple(tuple(at.split()) for at in header.split(",") if at.strip())

    @property
    def measures(self) -> tuple[str, ...]:
        """The columns that are published; the unit's own comes first after persons."""
        return self.contract.measures

    @property
    def narrowed(self) -> dict[str, tuple[str, dict[str, str]]]:
        """The statistic whose cells a measure says something of (R18), by measure.

        With the values that dimensions have there: a talk is of answered calls.
        """
        parts = (words.split() for words in self._names("Narrows"))
        return {
            measure: (name, dict(value.split("=") for value in values))
            for measure, name, *values in parts
        }

    @property
    def ladder(self) -> tuple[str, ...]:
        """The column of levels, and the value that is subtracted only; mostly none.

        Such a statistic counts persons beside what they did: see `ladder`.
        """
        return tuple(" ".join(self.contract.header.get("Ladder", ())).split())

    @property
    def within(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The cells of other statistics that it is bounded by: statistic and place."""
        header = ",".join(self.contract.header.get("Within", ()))
        parts = (part.split() for part in header.split(",") if part.strip())
        return tuple((name, tuple(at)) for name, *at in parts)

    @property
    def apart(self) -> tuple[str, ...]:
        """A dimension, its value that is counted apart, and the column of its limit.

        Mostly none. Without the limit the value is counted among the others.
        """
        return tuple(" ".join(self.contract.header.get("Apart", ())).split())

    @property
    def joined(self) -> tuple[str, ...]:
        """The dimensions whose values are put together where most below them is small.

        What became one keeps the names of its parts: 6+7.
        """
        return self._names("Joined")

    @property
    def nested(self) -> dict[str, str]:
        """The dimension that a published one shows where it is whole itself."""
        pairs = (pair.split() for pair in self._names("Nested"))
        return {inner: outer for inner, outer in pairs}

    def _names(self, word: str) -> tuple[str, ...]:
        header = ",".join(self.contract.header.get(word, ()))
        return tuple(name.strip() for name in header.split(",") if name.strip())

    @property
    def counted(self) -> str:
        """The measure that adds up over the dimensions."""
        return self.measures[0]


def statistics_of(source: str) -> list[Statistic]:
    """The statistics that are released together for one source."""
    every = [Statistic(read_contract(name)) for name in contract_names("statistics")]
    return [statistic for statistic in every if statistic.options["source"] == source]


def rows_at(
    rows: Iterable[dict[str, object]], values: Mapping[str, str]
) -> list[dict[str, object]]:
    """The released rows of some values by column, of any months.

    Where nothing gave the direction of any call of a month, all are incoming.
    """
    listed = list(rows)
    directions: dict[object, set[object]] = {}
    for row in listed:
        directions.setdefault(row["month"], set()).add(row.get("direction"))
    undirected = {
        month
        for month, direction in directions.items()
        if direction - {"*"} == {"unknown"}
    }

    def is_at(row: dict[str, object], name: str, value: str) -> bool:
        is_any = (name, value) == ("direction", "in") and row["month"] in undirected
        return row[name] == ("unknown" if is_any else value)

    return [
        row
        for row in listed
        if all(is_at(row, name, value) for name, value in values.items())
    ]


def released_columns(statistic: str) -> dict[str, str]:
    """Columns and types of the table released.<statistic>."""
    contract = read_contract(f"released/{statistic}")
    return {column.name: column.type for column in contract.columns}


def stored_columns(statistic: str) -> dict[str, str]:
    """The same of the rows that a release holds: its manifest says the last day."""
    columns = released_columns(statistic)
    return {name: kind for name, kind in columns.items() if name != "last_on"}
