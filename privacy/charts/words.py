"""A chart in words, for a reader who does not see it."""

from collections.abc import Sequence

from privacy.charts.theme import Row
from privacy.wording import say, write_value


def describe(
    rows: Sequence[Row], *, over: str, height: str, language: str, title: str
) -> str:
    """A chart in words, for a reader who does not see it: its span and its extremes."""
    known = [row for row in rows if isinstance(row[height], int | float)]
    if not known:
        return say("{title}: no figure can be shown.", language, title=title)
    least = min(known, key=lambda row: _number(row[height]))
    most = max(known, key=lambda row: _number(row[height]))

    def written(row: Row) -> tuple[str, str]:
        return write_value(row[over], language, over), write_value(
            row[height], language
        )

    return say(
        "{title}: {n} values, from {first} to {last}. Highest {most} ({most_at}), "
        "lowest {least} ({least_at}). The table beside it holds the same figures.",
        language,
        title=title,
        n=len(known),
        first=written(rows[0])[0],
        last=written(rows[-1])[0],
        most=written(most)[1],
        most_at=written(most)[0],
        least=written(least)[1],
        least_at=written(least)[0],
    )


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
