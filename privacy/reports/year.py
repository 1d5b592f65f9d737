"""What a yearly report asks, once each, and how it is written."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from privacy.contracts import Answer
from privacy.contracts.statuses import RecordStatus
from privacy.reports.files import Row
from privacy.reports.paper import Grid, Part, Room
from privacy.wording import name_column, say, sv_or_en, withheld_word, write_value

Ask = Callable[..., Answer]

UNKNOWN = (RecordStatus.NO_PERIOD, RecordStatus.NO_BASIS, RecordStatus.IMPOSSIBLE_DAY)
"""Statuses of records that the report tells apart."""


@dataclass(frozen=True)
class Year:
    """One year of one organisation, as the data protection officer may ask of it."""

    ask: Ask
    year: int
    language: str
    as_of: datetime.date

    @property
    def first_on(self) -> datetime.date:
        """The first day of the year."""
        return datetime.date(self.year, 1, 1)

    @property
    def last_on(self) -> datetime.date:
        """The last day of the year."""
        return datetime.date(self.year, 12, 31)

    def say(self, sentence: str, **given: object) -> str:
        """A sentence; numbers are written as the language writes them."""
        written = {
            name: self.write(value) if isinstance(value, int | float) else value
            for name, value in given.items()
        }
        return say(sentence, self.language, **written)

    def write(self, value: object, column: str = "") -> str:
        """A value as the language writes it."""
        return write_value(value, self.language, column)

    def wording(self, row: Row, name: str) -> str:
        """A column that a query gives in both languages."""
        return str(row[f"{name}_{sv_or_en(self.language)}"] or row[f"{name}_sv"] or "")

    def now(self, name: str) -> list[Row]:
        """The rows of a query that is asked on a day, in the language."""
        return list(self.ask(name, as_of=self.as_of).records())

    @cached_property
    def promises(self) -> list[Row]:
        """The promises by area."""
        return self.now("dpo/promises_by_area")

    @cached_property
    def findings(self) -> list[Row]:
        """What the checks have found, the most broken promise first."""
        return self.now("dpo/findings")

    @cached_property
    def key_figures(self) -> list[Row]:
        """K1 to K10 of the year."""
        period = {"first_on": self.first_on, "last_on": self.last_on}
        return list(self.ask("dpo/kpi_requests", as_of=self.as_of, **period).records())

    @cached_property
    def records(self) -> list[Row]:
        """Records by system, kind, status and rule."""
        return self.now("dpo/gallring_by_system")

    @cached_property
    def incidents(self) -> list[Row]:
        """The incidents that became known in the year."""
        return [
            row
            for row in self.now("dpo/incidents")
            if str(row["aware_at"])[:4] == str(self.year)
        ]

    def figure(self, name: str, part: str) -> Row | None:
        """One key figure of the year; None where there is none."""
        for row in self.key_figures:
            if row["key_figure"] == name and row["part"] == part:
                return row
        return None

    def grid(
        self,
        title: str,
        rows: Sequence[Row],
        columns: Sequence[str],
        *,
        words: int = 1,
        wide: int = 0,
    ) -> Grid:
        """Some columns of some rows as a table, headed as on the screen."""
        lines = [[self.cell(row, name) for name in columns] for row in rows]
        heads = [name_column(name, self.language) for name in columns]
        return Grid(self.say(title) if title else "", heads, lines, words, wide)

    def cell(self, row: Row, name: str) -> str:
        """A cell of a table; a withheld one is one word."""
        if row[name] is None and row.get("is_withheld"):
            return withheld_word(self.language)
        return self.write(row[name], name)


def total(rows: Sequence[Row], name: str) -> int:
    """The sum of a column of whole numbers."""
    return sum(int(str(row[name])) for row in rows)


def to_fill_in(report: Year, what: str) -> Part:
    """What the dashboard cannot know, for the officer to write."""
    officer = report.say("The data protection officer fills in")
    return Room(f"{officer}: {report.say(what)}")


def records_with(report: Year, statuses: Sequence[str]) -> int:
    """How many records stand in some statuses."""
    return total([r for r in report.records if r["status"] in statuses], "records")


def share_of(report: Year, row: Row | None) -> str:
    """A key figure that may be missing, written."""
    return "–" if row is None else written_figure(report, row)


def written_figure(report: Year, row: Row) -> str:
    """A key figure with its unit."""
    value = row["value"]
    if not isinstance(value, float):
        return report.write(None)
    if row["unit"] == "andel":
        return f"{report.write(round(100 * value))}\u00a0%"
    unit = (
        f"\u00a0{report.say('unit days').removeprefix('unit ')}"
        if row["unit"] == "dagar"
        else ""
    )
    return f"{report.write(value)}{unit}"


def count_of(row: Row | None) -> int:
    """A key figure as a whole number; 0 when there is none."""
    return 0 if row is None else int(float(str(row["value"] or 0)))


def base_of(row: Row | None) -> int:
    """Out of how many a key figure is counted."""
    return 0 if row is None else int(str(row["denominator"]))
