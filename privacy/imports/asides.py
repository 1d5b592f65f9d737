"""Rows of a table that are no records: its head again, totals, and what was written in.

Reports put the name of a group above its rows, a line drawn below the head, and below
the last row who made it, when, or another table.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter

from privacy.imports.cells import Layout
from privacy.imports.placing import PLACE
from privacy.imports.reading import lexicon
from privacy.imports.reading.texts import plain
from privacy.storage.databases import Connection

_MOST_AT_END = 3
_FEW_CELLS = 2
_ENOUGH = 3
"""Rows that show that a file holds itself again."""
_FIRST = 5
"""Rows beside which the first is looked at."""
_MOST_ODD = 0.05
"""Share of the other rows that may have a key like that of a row that is none."""
_MOST_SHAPES = 3
_LOOKED_AT = 200
"""Rows from which the columns of digits are known."""
_MOST_BELOW = 1_000
"""Lines of another table below the first."""
_SHAPE = re.compile(r"[^\W\d_]+|\d+")
_USUAL = f"""
    select
        place,
        max(line),
        count(*),
        min(filled),
        avg((not regexp_matches(key, '\\d'))::integer) <= {_MOST_ODD},
        avg(regexp_matches(key, '\\s')::integer) <= {_MOST_ODD},
        avg((key = '')::integer) <= {_MOST_ODD},
        list(distinct regexp_replace(
            regexp_replace(key, '\\pL+', 'a', 'g'), '\\d+', '0', 'g'
        ))[:{_MOST_SHAPES + 1}]
    from filled_rows
    where filled > {_FEW_CELLS}
    group by place
"""
"""What the rows of more than a few cells have in common, of each file."""
_NUMBER = re.compile(r"[\d\s.,:%-]*")
_DRAWN = "[-=_+|: ]*[-=][-=_+|: ]*"


@dataclass(frozen=True)
class _Usual:
    """What the keys of a file's records have in common, and the fewest of their cells.

    `last` is the line of the last record.
    """

    last: int = 0
    rows: int = 0
    fewest: int = 0
    have_digits: bool = False
    are_one_word: bool = False
    are_named: bool = False
    shapes: Sequence[str] = ()

    @property
    def has_shape(self) -> bool:
        """Whether the keys are written in few ways, all with a digit."""
        return (
            self.have_digits
            and 2 * len(self.shapes) <= self.rows
            and (len(self.shapes) <= _MOST_SHAPES)
        )

    @property
    def are_words(self) -> bool:
        """Whether a key shows nothing: any name may be one."""
        return self.are_named and not self.have_digits

    def is_odd(self, key: str) -> bool:
        """Whether a key is not of the kind of the others."""
        if not key:
            return self.are_named
        return (
            (self.have_digits and not _has_digit(key))
            or (self.are_one_word and re.search(r"\s", key) is not None)
            or (self.has_shape and _shape(key) not in self.shapes)
        )


def _shape(key: str) -> str:
    return _SHAPE.sub(lambda part: "0" if part[0][0].isdigit() else "a", key)


def set_aside(
    connection: Connection,
    layout: Layout,
    titles: Sequence[str],
    key: str,
    *,
    is_list: bool,
    opening: Collection[str] = (),
) -> list[tuple[int, str]]:
    """Take from export.rows what is no record; return each line with the reason.

    `titles` are those of the head row as it stands; `key` is the column that names a
    record. Of a list (`is_list`) a row of few cells is none where records have many;
    a call, request or figure that lacks cells is one, and said to lack them. `opening`
    are columns of export.rows, not of the layout, that stand before the key.
    """
    result = (
        _heads(connection, layout, titles, key)
        + _sums(connection, layout, opening)
        + _last(connection, layout)
        + _written_in(connection, layout, key, is_list)
    )
    aside_already = {line for line, _ in result}
    result += _other_tables(connection, layout, key, aside_already)
    result += _units(connection, layout, aside_already)
    aside = sorted(dict(reversed(result)).items())
    if aside:
        lines = ", ".join(str(line) for line, _ in aside)
        connection.execute(f"delete from export.rows where line in ({lines})")
    return aside


def leave_copies(
    connection: Connection, layout: Layout, *, is_alone: bool
) -> list[tuple[int, str]]:
    """Delete from export.rows what stands again, where all rows of a file do.

    As where a file was put after itself: each row stands equally often, and there are
    three or more. Returns each line with the reason.
    """
    names = [f'"{name}"' for name, at in layout.places.items() if at is not None]
    run = connection.execute
    first = run(
        f"select {', '.join(names) or 'null'} from export.rows order by line limit 1"
    ).fetchone()
    if not names or first is None:
        return []
    is_first = " and ".join(f"{name} is not distinct from ?" for name in names)
    if is_alone:
        ((number,),) = run(
            f"select count(*) from export.rows where {is_first}", first
        ).fetchall()
        if number < 2:
            return []
    columns = ", ".join(names)
    rows = run(
        "select unnest(lines[2:]) from (select *, count(*) over files as number, "
        "min(len(lines)) over files as fewest, max(len(lines)) over files as most "
        f"from (select {PLACE} as place, list(line order by line) as lines "
        f"from export.rows group by place, {columns}) "
        "window files as (partition by place)) "
        f"where fewest = most and fewest > 1 and number >= {_ENOUGH} order by 1"
    ).fetchall()
    copies = [line for (line,) in rows]
    if copies:
        run(f"delete from export.rows where line in ({', '.join(map(str, copies))})")
    return [(line, "repeated_row") for line in copies]


def _heads(
    connection: Connection, layout: Layout, titles: Sequence[str], key: str
) -> list[tuple[int, str]]:
    """Rows that hold the titles again, as where tables were put after one another.

    Where they stand in another order, the rows below are of another table, up to the
    next row that holds them in order.
    """
    names = [name for name, at in layout.places.items() if at is not None]
    if len(names) < 2:
        return []
    own = {
        name: titles[at] for name in names if (at := layout.places[name]) is not None
    }
    known = {title for title in titles if title}
    first = key if key in own else names[0]
    cells = ", ".join(f"lower(coalesce(\"{name}\", ''))" for name in names)
    rows = connection.execute(
        f"select {PLACE}, line, [{cells}] from export.rows "
        f'where lower("{first}") in (select unnest(?)) order by line',
        [sorted(known)],
    ).fetchall()
    result, others = [], []
    for place, line, row in rows:
        filled = [cell for cell in row if cell]
        if all(own[name] in ("", cell) for name, cell in zip(names, row, strict=True)):
            result.append((line, "comment_line"))
            others.append((place, line, False))
        elif len(filled) > 1 and 2 * sum(cell in known for cell in filled) > len(
            filled
        ):
            others.append((place, line, True))
    for number, (place, line, is_other) in enumerate(others):
        if is_other:
            end = next((at for _, at, _ in others[number + 1 :]), None)
            result += connection.execute(
                f"select line, 'other_table' from export.rows where {PLACE} = {place} "
                "and line >= ? and (? is null or line < ?)",
                [line, end, end],
            ).fetchall()
    return result


def _sums(
    connection: Connection, layout: Layout, opening: Collection[str]
) -> list[tuple[int, str]]:
    """Rows with a word for totals before the key, and numbers alone in what is read."""
    names = [name for name, at in layout.places.items() if at is not None]
    if not opening or not names:
        return []
    words = ", ".join(f"nullif(\"{name}\", '')" for name in opening)
    cells = " || ".join(f"coalesce(\"{name}\", '')" for name in names)
    return connection.execute(
        "select line, 'totals_row' from export.rows where "
        f"regexp_full_match(coalesce({words}), ?, 'i') "
        f"and regexp_full_match({cells}, ?)",
        [_totals().pattern, _NUMBER.pattern],
    ).fetchall()


def _last(connection: Connection, layout: Layout) -> list[tuple[int, str]]:
    """The rows at the end of a file that are empty in every column read, or totals."""
    named = ", ".join(
        f'"{name}"' for name, at in layout.places.items() if at is not None
    )
    if not named:
        return []
    rows = connection.execute(
        f"select {PLACE}, line, {named} from export.rows where line in "
        f"(select unnest(max(line, {_MOST_AT_END})) from export.rows group by {PLACE}) "
        "order by line desc"
    ).fetchall()
    aside: list[tuple[int, str]] = []
    ended: set[int] = set()
    for place, line, *cells in rows:
        filled = [text for cell in cells if (text := plain(cell or ""))]
        if filled and not _are_totals(filled):
            ended.add(place)
        if place not in ended:
            aside.append((line, "totals_row" if filled else "comment_line"))
    return aside


def _written_in(
    connection: Connection, layout: Layout, key: str, is_list: bool
) -> list[tuple[int, str]]:
    """Rows that name a total, a group or a footer where others name a record.

    Nearly all keys of the file are there, have a digit, no space within, or one of few
    shapes, and this one differs; and its row holds nothing else, or a total, or words
    without a key, or half of what any record holds, or it stands with others of two
    cells at most below an empty line at the end. Where keys are words, the cells alone
    show it. A line drawn below the head is none either.
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
    listed_cells = ", ".join(f"coalesce(entries.\"{name}\", '')" for name in names)
    few = run(
        f"select place, few.line, key, filled, [{listed_cells}] "
        "from filled_rows as few "
        "inner join export.rows as entries on few.line = entries.line "
        f"where filled <= {_FEW_CELLS} order by few.line"
    ).fetchall()
    cells = " || ".join(f"coalesce(\"{name}\", '')" for name in names)
    drawn = run(
        "select line from export.rows "
        f"where left(\"{key}\", 1) in ('-', '=', '+', ':') and "
        f" regexp_full_match({cells}, ?)",
        [_DRAWN],
    ).fetchall()
    usual = {place: _Usual(*row) for place, *row in run(_USUAL).fetchall()}
    listed: list[tuple[int, str]] = []
    totals: list[int] = []
    for place, entries in groupby(few, key=itemgetter(0)):
        rows = list(entries)
        known = usual.get(place, _Usual())
        totals += [
            line
            for _, line, text, _, row in rows
            if known.is_odd(text) and _are_totals(list(filter(None, map(plain, row))))
        ]
        unnamed = {
            line
            for _, line, text, _, row in rows
            if known.are_named and not text and not re.search(r"\d{3}", "".join(row))
        }
        sparse = [(line, text, number) for _, line, text, number, _ in rows]
        may_be_words = is_list and known.rows >= 2 * len(sparse)
        odd = [
            (line, text, number, may_be_words and 2 * number <= known.fewest)
            for line, text, number in sparse
            if known.is_odd(text) or (may_be_words and known.are_words)
        ]
        below = [line for line, *_ in odd if line > known.last]
        is_below = len(below) == sum(line > known.last for line, *_ in sparse)
        has_gap = is_below and below and below[0] > known.last + 1
        listed += [
            (line, text)
            for line, text, number, is_sparser in odd
            if is_sparser
            or (known.is_odd(text) and number <= 1)
            or line in unnamed
            or (has_gap and line > known.last)
        ]
    result = [(line, "totals_row") for line in totals]
    result += [(line, "comment_line") for (line,) in drawn]
    return result + [
        (line, "totals_row" if _totals().fullmatch(text.lower()) else "comment_line")
        for line, text in listed
    ]


def _units(
    connection: Connection, layout: Layout, aside: Collection[int]
) -> list[tuple[int, str]]:
    """A first row that says what columns hold: words alone, where all have digits."""
    names = [name for name, at in layout.places.items() if at is not None]
    cells = ", ".join(f"coalesce(\"{name}\", '')" for name in names)
    rows = connection.execute(
        f"select {PLACE}, line, [{cells}] from export.rows where line in "
        f"(select unnest(min(line, {_FIRST})) from export.rows group by {PLACE}) "
        "order by line"
    ).fetchall()
    result = []
    for _, entries in groupby(rows, key=itemgetter(0)):
        some = [(line, row) for _, line, row in entries if line not in aside]
        others = [row for _, row in some[1:]]
        if len(others) < _FEW_CELLS or _has_digit("".join(some[0][1])):
            continue
        shown = [
            cell
            for at, cell in enumerate(some[0][1])
            if cell and all(_has_digit(row[at]) for row in others)
        ]
        if len(shown) >= _FEW_CELLS:
            result.append((some[0][0], "comment_line"))
    return result


def _has_digit(text: str) -> bool:
    return re.search(r"\d", text) is not None


def _other_tables(
    connection: Connection, layout: Layout, key: str, aside: Collection[int]
) -> list[tuple[int, str]]:
    """The rows from the titles of another table on, below an empty line.

    So are those below a line that is `aside` already, as the name of that table.

    A row is of titles when it has words alone where the first rows have digits.
    """
    names = [name for name, at in layout.places.items() if at is not None]
    gaps = connection.execute(
        f"select {PLACE}, max(line) from export.rows group by 1 "
        "having max(line) - min(line) >= count(*)"
    ).fetchall()
    result = []
    cells = ", ".join(f"coalesce(\"{name}\", '')" for name in names)
    for place, last in gaps:
        rows = connection.execute(
            f"select line, [{cells}] from export.rows where {PLACE} = {place} "
            f"qualify row_number() over (order by line) <= {_LOOKED_AT} "
            f"or line > {last} - {_MOST_BELOW} order by line"
        ).fetchall()
        rows = [row for row in rows if row[0] not in aside]
        at = names.index(key) if key in names else None
        if rows and (title := _line_of_titles(rows, at)) is not None:
            result += connection.execute(
                f"select line, 'other_table' from export.rows where {PLACE} = {place} "
                f"and line >= {title}"
            ).fetchall()
    return result


def _line_of_titles(
    rows: Sequence[tuple[int, Sequence[str]]], key: int | None
) -> int | None:
    """The first line below an empty one that has words alone where all have digits.

    One such word is enough where it has no cell in the column `key`.
    """
    have_digits = [True] * len(rows[0][1])
    have_key = key is not None
    before = rows[0][0]
    for line, cells in rows:
        filled = [_has_digit(cell) for cell in cells if cell]
        shown = [
            _has_digit(cell)
            for cell, has_digits in zip(cells, have_digits, strict=True)
            if cell and has_digits
        ]
        enough = 1 if have_key and key is not None and not cells[key] else _FEW_CELLS
        if line > before + 1 and len(shown) >= enough and not any(filled):
            return line
        have_key = have_key and key is not None and cells[key] != ""
        have_digits = [
            has_digits and (not cell or _has_digit(cell))
            for cell, has_digits in zip(cells, have_digits, strict=True)
        ]
        before = line
    return None


def _are_totals(filled: Sequence[str]) -> bool:
    """Whether one cell is a word for totals and the others are numbers."""
    words = [text for text in filled if not _NUMBER.fullmatch(text)]
    return len(words) == 1 and _totals().fullmatch(words[0].lower()) is not None


@cache
def _totals() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(lexicon().totals)))
    return re.compile(rf"(?:{words})(?: (?:\w+ ){{0,2}}\w+)?\s*[:=]?[\d\s.,]*")
