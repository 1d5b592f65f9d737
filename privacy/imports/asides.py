"""Rows of a table that are no records: its head again, totals, and what was written in.

Reports put the name of a group above its rows, a line drawn below the head, and below
the last row who made it, when, or another table.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter

from privacy.imports.cells import Layout
from privacy.imports.placing import PLACE
from privacy.imports.reading import lexicon
from privacy.imports.reading.texts import plain
from privacy.storage.databases import Connection, quoted

_MOST_AT_END = 3
_NUMBER = re.compile(r"[\d\s.,:%-]*")
_DRAWN = "[-=_+|: ]*[-=]{3}[-=_+|: ]*"
_FEW_CELLS = 2
_MOST_ODD = 0.05
"""Share of the other rows that may have a key like that of a row that is none."""


def set_aside(
    connection: Connection, layout: Layout, titles: Sequence[str], key: str
) -> list[tuple[int, str]]:
    """Take from export.rows what is no record; return each line with the reason.

    `titles` are those of the head row as it stands; `key` is the column that names a
    record.
    """
    found = (
        _heads(connection, layout, titles)
        + _last(connection, layout)
        + _written_in(connection, layout, key)
    )
    aside = sorted(dict(reversed(found)).items())
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


def _written_in(
    connection: Connection, layout: Layout, key: str
) -> list[tuple[int, str]]:
    """Rows that name a total, a group or a footer where others name a record.

    Nearly all keys of the file are there, have a digit, or no space within, and this
    one differs; and its row holds nothing else, or it stands with others of two cells
    at most below an empty line at the end. A line drawn below the head is none either.
    """
    names = [name for name, at in layout.places.items() if at is not None]
    if layout.places.get(key) is None or len(names) <= _FEW_CELLS:
        return []
    filled = " + ".join(f"(coalesce(\"{name}\", '') <> '')::integer" for name in names)
    run = connection.execute
    run(
        "create or replace temp table filled_rows as "
        f"select {PLACE} as place, line, coalesce(\"{key}\", '') as key, "
        f"({filled}) as filled from export.rows"
    )
    few = run(
        "select place, line, key, filled from filled_rows "
        f"where filled <= {_FEW_CELLS} order by line"
    ).fetchall()
    cells = " || ".join(f"coalesce(\"{name}\", '')" for name in names)
    drawn = run(
        f"select line from export.rows where left(\"{key}\", 1) in ('-', '=', '+') "
        f"and regexp_full_match({cells}, ?)",
        [_DRAWN],
    ).fetchall()
    usual = {
        place: (last, *(share <= _MOST_ODD for share in shares))
        for place, last, *shares in run(
            "select place, max(line), avg((not regexp_matches(key, '\\d'))::integer), "
            "avg(regexp_matches(key, '\\s')::integer), avg((key = '')::integer) "
            "from filled_rows "
            f"where filled > {_FEW_CELLS} group by place"
        ).fetchall()
    }
    found = []
    for place, rows in groupby(few, key=itemgetter(0)):
        last, has_digits, is_one_word, is_named = usual.get(place, (0, *[False] * 3))
        odd = [
            (line, text, number)
            for _, line, text, number in rows
            if (is_named and not text)
            or (has_digits and text and not re.search(r"\d", text))
            or (is_one_word and re.search(r"\s", text))
        ]
        below = [line for line, *_ in odd if line > last]
        is_below = len(below) == sum(row[0] == place and row[1] > last for row in few)
        has_gap = is_below and below and below[0] > last + 1
        found += [
            (line, text)
            for line, text, number in odd
            if number <= 1 or (has_gap and line > last)
        ]
    return [(line, "comment_line") for (line,) in drawn] + [
        (line, "totals_row" if _totals().fullmatch(text.lower()) else "comment_line")
        for line, text in found
    ]


def _are_totals(filled: Sequence[str]) -> bool:
    """Whether one cell is a word for totals and the others are numbers."""
    words = [text for text in filled if not _NUMBER.fullmatch(text)]
    return len(words) == 1 and _totals().fullmatch(words[0].lower()) is not None


@cache
def _totals() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(lexicon().totals)))
    return re.compile(rf"(?:{words})(?: (?:\w+ ){{0,2}}\w+)?\s*[:=]?[\d\s.,]*")
