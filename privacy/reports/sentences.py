"""What the figures of a month say, in plain sentences."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from privacy.reports.files import Row, is_withheld
from privacy.wording import name_month, name_period, say, withheld_word, write_value

SHARES = ("service", "service_without_short")
"""Figures that are percentages: they change by percentage points."""
LENGTHS = ("wait", "length")
"""Figures that are seconds."""
BY_PERIOD = ("requests", "on_time")
"""Figures of a period that may be longer than a month."""
_FEW = 30
"""Of fewer than this, percentages say nothing: both numbers are given instead."""
_STILL = 1.0
"""A change of less than this many percent is none to speak of."""


@dataclass(frozen=True)
class Figure:
    """One row of released/monthly_report, written for a reader."""

    row: Row
    language: str

    @property
    def key(self) -> str:
        """Which figure: calls, service, visits ..."""
        return str(self.row["figure"])

    @property
    def name(self) -> str:
        """Its name on a line of a table."""
        return say(f"figure {self.key}", self.language)

    def written(self, column: str = "value") -> str:
        """The value, or one before, with its unit; one word when it is withheld."""
        if is_withheld(self.row, column):
            return withheld_word(self.language)
        value = write_value(self.row[column], self.language)
        if self.row[column] is None:
            return value
        return f"{value}{self._unit}"

    def change(self, kind: str = "") -> str:
        """The change from before, or with `year_` from a year before."""
        value, before = self.row["value"], self.row[f"{kind}before"]
        if not isinstance(value, float) or not isinstance(before, float):
            was_withheld = is_withheld(self.row, f"{kind}before")
            both = before is not None or was_withheld
            is_hidden = was_withheld or is_withheld(self.row, "value")
            return withheld_word(self.language) if both and is_hidden else "–"
        if self.key in SHARES:
            points = say("points", self.language)
            return f"{_signed(value - before, self.language)} {points}"
        if self._is_few(before):
            return _signed(value - before, self.language)
        percent = self.row[f"{kind}change_percent"]
        if not isinstance(percent, float):
            return "–"
        return f"{_signed(percent, self.language)}\u00a0%"

    def sentence(self) -> str:
        """The figure and how it has changed since the period and the year before."""
        if is_withheld(self.row, "value"):
            return say(f"withheld {self.key}", self.language, period=self.period())
        stated = say(
            f"said {self.key}",
            self.language,
            value=self.written(),
            period=self.period(),
        )
        against = [text for kind in ("", "year_") if (text := self._against(kind))]
        joined = say("{first} and {second}", self.language, first="{}", second="{}")
        match against:
            case [one]:
                return f"{stated}: {one}."
            case [one, other]:
                return f"{stated}: {joined.format(one, other)}."
            case _:
                return f"{stated}."

    @property
    def _unit(self) -> str:
        if self.key in SHARES:
            return "\u00a0%"
        return "\u00a0s" if self.key in LENGTHS else ""

    def _is_few(self, before: float) -> bool:
        return before < _FEW and self.key not in LENGTHS

    def _against(self, kind: str) -> str:
        """Against the period or the year before; empty when that is not known."""
        column = f"{kind}before"
        given = {"before": self.written(column), "period": self._before(kind)}
        if is_withheld(self.row, column):
            return say("against {period}, which is withheld", self.language, **given)
        value, before = self.row["value"], self.row[column]
        if not isinstance(value, float) or not isinstance(before, float):
            return ""
        if value == before:
            return say("as many as {period}", self.language, **given)
        percent = self.row[f"{kind}change_percent"]
        if self.key in SHARES or self.key in LENGTHS:
            moved = "up from {before} {period}" if value > before else ""
            moved = moved or "down from {before} {period}"
            return say(moved, self.language, **given)
        if self._is_few(before) or not isinstance(percent, float):
            return say("{before} {period}", self.language, **given)
        if abs(percent) < _STILL:
            return say("about as many as {period} ({before})", self.language, **given)
        moved = "{percent} % more than {period} ({before})"
        if percent < 0:
            moved = "{percent} % fewer than {period} ({before})"
        many = write_value(abs(percent), self.language)
        return say(moved, self.language, percent=many, **given)

    def period(self) -> str:
        """The month in words, or the months of a longer period."""
        first, last = (day_of(self.row[n]) for n in ("period_on", "period_last_on"))
        return name_period(first, last, self.language)

    def _before(self, kind: str) -> str:
        """The period compared with, in words."""
        if self.key in BY_PERIOD:
            before = "the same period a year before" if kind else "the period before"
            return say(before, self.language)
        on = day_of(self.row["period_on"])
        back = on.year * 12 + on.month - 1 - (12 if kind else 1)
        month = datetime.date(back // 12, back % 12 + 1, 1)
        return say("in {month}", self.language, month=name_month(month, self.language))


def day_of(value: object) -> datetime.date:
    """A day of an answer, which may be written as text."""
    return datetime.date.fromisoformat(str(value)[:10])


def say_withheld(counted: Mapping[str, int], language: str) -> str:
    """How many cells of a month are withheld, and why; `counted` cells and withheld."""
    cells, withheld = counted["cells"], counted["withheld"]
    if not withheld:
        return say("None of the {cells} cells is withheld.", language, cells=cells)
    return say(
        "{withheld} of {cells} cells are withheld ({percent} %). A figure is withheld "
        "when too few persons stand behind it, or when it would give such a figure "
        "away. Withheld is never zero.",
        language,
        withheld=write_value(withheld, language),
        cells=write_value(cells, language),
        percent=write_value(round(100 * withheld / cells), language),
    )


def _signed(value: float, language: str) -> str:
    sign = "+" if value > 0 else ""
    return f"{sign}{write_value(round(value, 1), language)}"
