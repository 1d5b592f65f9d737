"""What suppression works on: cells, tables, the rule, and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from privacy.errors import BadPolicy

TOTAL = "*"
"""Stands in a cell's place for all values of a dimension."""

UNKNOWN = "-"
"""Stands for all who withheld who they are: one person to a rule, many in truth."""

LEAST_PERSONS = 5
"""No rule may ask for fewer persons than this."""

At = tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """One number of a statistic and who stands behind it.

    `at` has one entry per dimension, '*' marks a total. `value` counts events.
    `persons` are distinct; where they can only be bounded, a lower bound. `agents`
    is None where no agent took part. `largest` are the events of the person with
    the most and of the one after. `single` tells the only person of a cell apart
    from those of other cells, UNKNOWN when that is not known; None when there are
    several.
    """

    at: At
    value: int
    persons: int
    agents: int | None = None
    largest: tuple[int, int] | None = None
    single: str | None = None
    late: "Cell | None" = None


@dataclass(frozen=True)
class Table:
    """The true cells of one statistic.

    Tables with the same `unit` count the same events and are linked: a cell with the
    same values of the same dimensions is one number, whichever table shows it. A
    cell that a table does not hold is zero. A hierarchy is two dimensions: region
    ('north', '*') and town ('north', 'Luleå'). `headlines` are the cells that readers
    look at first, most wanted first: they protect others only when nothing else can
    (R22).
    """

    name: str
    unit: str
    dimensions: tuple[str, ...]
    cells: tuple[Cell, ...]
    headlines: tuple[At, ...] = ()

    @cached_property
    def whole(self) -> At:
        """Where the cell of most totals stands: all that the table counts."""
        none = (TOTAL,) * len(self.dimensions)
        every = (cell.at for cell in self.cells)
        return min(every, key=lambda at: (-at.count(TOTAL), at), default=none)


@dataclass(frozen=True)
class Rule:
    """What a cell must hold to be shown (R1, R2, R3).

    `persons` and `agents` are minima of distinct persons. `dominance_percent` is p
    of the p% rule, None to leave it out; it is not for the public. With
    `group_disclosure`, a row whose events all have one value is withheld below its
    total. `words` is how many words the rest of a list must hold. `clean_up` takes
    back secondary suppressions that turn out not to be needed.

    Raises BadPolicy when `persons` is below five.
    """

    persons: int
    agents: int = 3
    dominance_percent: float | None = None
    group_disclosure: bool = False
    words: int = 3
    clean_up: bool = True

    def __post_init__(self) -> None:
        if self.persons < LEAST_PERSONS:
            raise BadPolicy(
                "A statistic needs at least {least} persons behind each "
                "cell; raise the minimum in the policy file.",
                least=LEAST_PERSONS,
            )

    def primary_reason(self, cell: Cell) -> str | None:
        """Why a cell is withheld for its own sake: persons, agents or dominance."""
        if cell.value == 0:
            return None
        if min(cell.persons, cell.value) < self.persons:
            return "persons"
        if cell.agents is not None and 0 < cell.agents < self.agents:
            return "agents"
        if self.short_of_dominance(cell) > 0:
            return "dominance"
        return None

    def short_of_dominance(self, cell: Cell) -> float:
        """How much the others lack to blur the largest person, p% x1 - (X - x1 - x2).

        Handbook on SDC 4.2; positive when the cell is dominated.
        """
        if self.dominance_percent is None or cell.largest is None:
            return 0.0
        most, next_most = cell.largest
        others = cell.value - most - next_most
        return self.dominance_percent / 100 * most - others


@dataclass(frozen=True)
class SafeTable:
    """A table of which some cells are withheld.

    `withheld` gives the reason of each withheld cell: persons, agents, dominance,
    group (primary), secondary, refused. `refused` says why more than single cells is
    missing: total (the whole has too few), nobody_known (no export tells one person
    from another), corrected, not_additive, margins_only, not_safe. Both are for the DPO
    alone; everybody else sees one symbol (R7).
    """

    table: Table
    withheld: Mapping[At, str] = field(default_factory=dict)
    refused: str | None = None

    def is_withheld(self, at: At) -> bool:
        """Whether the cell may not be shown."""
        return at in self.withheld

    def shown(self) -> dict[At, int]:
        """The cells that may be shown, with their values."""
        return {
            cell.at: cell.value
            for cell in self.table.cells
            if cell.at not in self.withheld
        }

    @property
    def primary(self) -> int:
        """How many cells are withheld for their own sake."""
        return sum(reason in PRIMARY for reason in self.withheld.values())

    @property
    def secondary(self) -> int:
        """How many cells are withheld to protect others."""
        return sum(reason == "secondary" for reason in self.withheld.values())


PRIMARY = frozenset({"persons", "agents", "dominance", "group"})


@dataclass(frozen=True)
class Interval:
    """What an outsider can say of a withheld cell: lo <= value <= hi.

    A bound of a certificate is proven to be at least this wide; `hi` is None when
    nothing bounds the cell. `values` is how many whole numbers that leaves.
    """

    table: str
    at: At
    lo: int
    hi: int | None

    @property
    def values(self) -> int | None:
        return None if self.hi is None else self.hi - self.lo + 1


@dataclass(frozen=True)
class Certificate:
    """What the attacker's audit found.

    `failures` are sentences without values; the audit passed when there are none.
    `narrowest` is the least number of values that a withheld cell keeps, None when
    none is withheld or nothing bounds them. `solved` counts linear programs.
    """

    cells: int
    primary: int
    secondary: int
    intervals: tuple[Interval, ...] = ()
    solved: int = 0
    failures: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return not self.failures

    @property
    def narrowest(self) -> int | None:
        return min(
            (i.values for i in self.intervals if i.values is not None), default=None
        )

    def narrowest_of(self, table: str) -> int | None:
        """The same for one table."""
        own = tuple(interval for interval in self.intervals if interval.table == table)
        return replace(self, intervals=own).narrowest


@dataclass(frozen=True)
class Protected:
    """The tables of one release, safe to show, with the proof."""

    tables: tuple[SafeTable, ...]
    certificate: Certificate

    def __getitem__(self, name: str) -> SafeTable:
        return next(safe for safe in self.tables if safe.table.name == name)
