"""Rows of a table that are no records: its head again, and totals at its end."""

import re
from collections.abc import Sequence
from functools import cache

from privacy.imports.cells import Layout
from privacy.imports.placing import PLACE
from privacy.imports.reading import lexicon
from privacy.imports.reading.texts import plain
from privacy.storage.databases import Connection, quoted

_MOST_AT_END = 3
_NUMBER = re.compile(r"[\d\s.,:%-]*")


def set_aside(
    connection: Connection, layout: Layout, titles: Sequence[str]
) -> list[tuple[int, str]]:
    """Take from export.rows what is no record; return each line with the reason.

    `titles` are those of the head row as it stands.
    """
    aside = _heads(connection, layout, titles) + _last(connection, layout)
    if aside:
        lines = ", ".join(str(line) for line, _ in aside)
        connection.execute(f"delete from export.rows where line in ({lines})")
    return aside


def _heads(
    connection: Connection, layout: Layout, titles: Sequence[str]
) -> list[tuple[int, str]]:
    """Rows that hold the titles again, as where tables were put after one another."""
    same = [
        f'lower("{name}") = {quoted(titles[place])}'
        for name, place in layout.places.items()
        if place is not None and titles[place]
    ]
    if len(same) < 2:
        return []
    found = connection.execute(
        f"select line from export.rows where {' and '.join(same)} order by line"
    ).fetchall()
    return [(line, "comment_line") for (line,) in found]


def _last(connection: Connection, layout: Layout) -> list[tuple[int, str]]:
    """The rows at the end of a file that are empty in every column read, or totals."""
    named = ", ".join(
        f'"{name}"' for name, at in layout.places.items() if at is not None
    )
    if not named:
        return []
    found = connection.execute(
        f"select {PLACE}, line, {named} from export.rows where line in "
        f"(select unnest(max(line, {_MOST_AT_END})) from export.rows group by {PLACE}) "
        "order by line desc"
    ).fetchall()
    aside: list[tuple[int, str]] = []
    ended: set[int] = set()
    for place, line, *cells in found:
        filled = [text for cell in cells if (text := plain(cell or ""))]
        if filled and not _are_totals(filled):
            ended.add(place)
        if place not in ended:
            aside.append((line, "totals_row" if filled else "comment_line"))
    return aside


def _are_totals(filled: Sequence[str]) -> bool:
    """Whether one cell is a word for totals and the others are numbers."""
    words = [text for text in filled if not _NUMBER.fullmatch(text)]
    return len(words) == 1 and _totals().fullmatch(words[0].lower()) is not None


@cache
def _totals() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(lexicon().totals)))
    return re.compile(rf"(?:{words})(?: (?:\w+ ){{0,2}}\w+)?\s*[:=]?[\d\s.,]*")
