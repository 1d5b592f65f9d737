"""The statistics that are released, as their queries describe them."""

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
        words = " ".join(self.contract.said.get("Options", ())).split()
        return dict(word.split("=", 1) for word in words)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The columns that a cell is found by."""
        return self.contract.dimensions

    @property
    def is_folded(self) -> bool:
        """Whether its rare values are shown together."""
        return self.options.get("fold") == "true"

    @property
    def headlines(self) -> tuple[tuple[str, ...], ...]:
        """The cells that readers look at first, most wanted first (R22)."""
        said = ",".join(self.contract.said.get("Headline", ()))
        return tuple(tuple(at.split()) for at in said.split(",") if at.strip())

    @property
    def measures(self) -> tuple[str, ...]:
        """The columns that are published; the unit's own comes first after persons."""
        return self.contract.measures

    @property
    def narrowed(self) -> dict[str, str]:
        """The statistic whose cells a measure says something of (R18), by measure."""
        said = " ".join(self.contract.said.get("Narrows", ()))
        pairs = (pair.split() for pair in said.split(",") if pair.strip())
        return {measure: statistic for measure, statistic in pairs}

    @property
    def ladder(self) -> tuple[str, ...]:
        """The column of levels, and the value that is subtracted only; mostly none.

        Such a statistic counts persons beside what they did: see `ladder`.
        """
        return tuple(" ".join(self.contract.said.get("Ladder", ())).split())

    @property
    def within(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The cells of other statistics that it is bounded by: statistic and place."""
        said = ",".join(self.contract.said.get("Within", ()))
        parts = (part.split() for part in said.split(",") if part.strip())
        return tuple((name, tuple(at)) for name, *at in parts)

    @property
    def counted(self) -> str:
        """The measure that adds up over the dimensions."""
        return self.measures[0]


def statistics_of(source: str) -> list[Statistic]:
    """The statistics that are released together for one source."""
    every = [Statistic(read_contract(name)) for name in contract_names("statistics")]
    return [found for found in every if found.options["source"] == source]


def released_columns(statistic: str) -> dict[str, str]:
    """Columns and types of the table released.<statistic>."""
    contract = read_contract(f"released/{statistic}")
    return {column.name: column.type for column in contract.columns}
