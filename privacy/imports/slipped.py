"""Rows whose cells stand one column beside their own, from some column on.

So stands what follows a delimiter that no quotes hold, or a cell that is lacking, where
the row was filled or cut to the width of the others. Nothing says where such a row was
broken: it is left out, and its line is named.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from privacy.imports.cells import Layout
from privacy.storage.databases import Connection, quoted

_LOOKED_AT = 200
"""Rows from which the columns are known: the first third, as far as this."""
_ENOUGH = 3
"""Rows that show what a column holds."""
_MOST = 0.75
"""Share of the cells of a column that have its form."""
_MIXED = 0.3
"""Share of the rows from which a column of two kinds of cells is no odd rows."""
_LETTERS, _MIXED_SIGNS = "a", "a0"
_AFTER_DIGITS = ":"
"""Of all signs: digits and their marks sort before it, letters after it."""


@dataclass(frozen=True)
class _Column:
    """What nearly all cells of a column have in common that are not empty."""

    name: str
    place: int
    form: str
    is_never_empty: bool
    is_of_digits: bool
    """Whether its cells sort before letters."""
    length: int | None
    """Bytes of each cell, where all are as long."""
    is_pure: bool
    """Whether all cells sort on one side of letters."""

    def holds(self, cell: str) -> bool:
        """Whether a cell may stand in it."""
        return _form(cell) == self.form if cell else not self.is_never_empty

    @property
    def odd(self) -> str:
        """SQL that says whether a cell is none of it, by its first sign and length."""
        if not self.is_of_digits:
            return f"(\"{self.name}\" < '{_AFTER_DIGITS}' and \"{self.name}\" <> '')"
        is_word = f"\"{self.name}\" >= '{_AFTER_DIGITS}'"
        if self.length is None:
            return is_word
        return f'({is_word} or strlen("{self.name}") not in (0, {self.length}))'

    @property
    def fits(self) -> str:
        """SQL that is true of nearly all cells that it holds, and of no other."""
        cell = f"coalesce(\"{self.name}\", '')"
        if self.form == _LETTERS:
            form = f"regexp_full_match({cell}, '[^\\pN]*\\pL[^\\pN]*', 's')"
        elif self.form == _MIXED_SIGNS:
            form = f"regexp_matches({cell}, '[A-Za-z]') "
            form += f"and regexp_matches({cell}, '[0-9]')"
        else:
            pattern = re.escape(self.form).replace("0", "[0-9]+")
            form = f"regexp_full_match({cell}, {quoted(pattern)}, 's')"
        return f"({form})" if self.is_never_empty else f"({cell} = '' or {form})"


def leave_slipped(connection: Connection, layout: Layout) -> list[tuple[int, str]]:
    """Delete the rows of export.rows that slipped; return each line with the reason."""
    places = {at: name for name, at in layout.places.items() if at is not None}
    columns = _columns(connection, places)
    if len(columns) < 2:
        return []
    counted = ", ".join(f"count(*) filter ({column.odd})" for column in columns)
    number, *odd = connection.execute(
        f"select count(*), {counted} from export.rows"
    ).fetchone() or (0,)
    few = [c for c, count in zip(columns, odd, strict=True) if count <= _MIXED * number]
    many = [column for column in columns if column not in few]
    slipped = _among(connection, places, columns, few, None)
    if many and _among(connection, places, columns, many, _LOOKED_AT):
        slipped |= _among(connection, places, columns, many, None)
    if slipped:
        listed = ", ".join(map(str, slipped))
        connection.execute(f"delete from export.rows where line in ({listed})")
    return [(line, "not_this_format") for line in sorted(slipped)]


def _columns(connection: Connection, places: Mapping[int, str]) -> list[_Column]:
    """The columns nearly all of whose cells are of one form, as the first rows show."""
    names = ", ".join(f"coalesce(\"{name}\", '')" for name in places.values())
    first = (
        f"order by line limit least({_LOOKED_AT}, "
        f"greatest({2 * _ENOUGH}, (select count(*) // 3 from export.rows)))"
    )
    # Their lines first: to order rows whole reads every cell of all of them.
    rows = connection.execute(
        f"select {names} from export.rows where line <= (select max(line) from "
        f"(select line from export.rows {first})) {first}"
    ).fetchall()
    result = []
    for at, (place, name) in enumerate(places.items()):
        filled = [row[at] for row in rows if row[at]]
        forms = Counter(map(_form, filled)).most_common(1)
        if len(filled) < _ENOUGH or forms[0][1] < _MOST * len(filled):
            continue
        own = [cell for cell in filled if _form(cell) == forms[0][0]]
        are_digits = {cell < _AFTER_DIGITS for cell in own}
        lengths = {len(cell.encode()) for cell in own}
        if len(are_digits) == 1:
            result.append(
                _Column(
                    name,
                    place,
                    forms[0][0],
                    len(filled) >= _MOST * len(rows),
                    are_digits.pop(),
                    lengths.pop() if len(lengths) == 1 else None,
                    len({cell < _AFTER_DIGITS for cell in filled}) == 1,
                )
            )
    return sorted(result, key=lambda column: column.place)


def _among(
    connection: Connection,
    places: Mapping[int, str],
    columns: Sequence[_Column],
    tested: Sequence[_Column],
    most: int | None,
) -> set[int]:
    """The lines that slipped among those with an odd cell; of some, when `most` is."""
    if not tested:
        return set()
    names = ", ".join(f"coalesce(\"{name}\", '')" for name in places.values())
    # One odd cell of a row is no slip: only rows with two are looked at one by one.
    odd = " + ".join(f"(not {column.fits})::integer" for column in columns)
    rows = connection.execute(
        f"select line, {names} from (from export.rows "
        f"where {' or '.join(column.odd for column in tested)} "
        f"{'' if most is None else f'limit {most}'}) where {odd} >= 2"
    ).fetchall()
    return {
        line
        for line, *cells in rows
        if _has_slipped(dict(zip(places, cells, strict=True)), columns)
    }


def _has_slipped(cells: Mapping[int, str], columns: Sequence[_Column]) -> bool:
    """Whether two cells or more are odd where they stand, and none a column beside.

    Or odd in both ways, so that no column beside need be known.
    """
    odd = [column for column in columns if not column.holds(cells[column.place])]
    if len(odd) < 2:
        return False
    later = [column for column in columns if column.place > odd[0].place]
    return (
        _fit(cells, [odd[0], *later], 1, odd)
        or _fit(cells, later, -1, odd)
        or _are_crossed(cells, odd)
    )


def _are_crossed(cells: Mapping[int, str], odd: Sequence[_Column]) -> bool:
    """Whether words stand among numbers, and numbers among words, in one row.

    So it is where what stands between is not read, and nothing shows by how far.
    """
    crossed = set()
    for column in odd:
        form = _form(cells[column.place])
        is_word, is_number = form == _LETTERS, form not in ("", _LETTERS, "a0")
        if column.is_pure and (is_word if column.is_of_digits else is_number):
            crossed.add(is_word)
    return len(crossed) == 2


def _fit(
    cells: Mapping[int, str],
    columns: Sequence[_Column],
    way: int,
    odd: Sequence[_Column],
) -> bool:
    """Whether columns hold the cells beside them, on one side.

    Two odd cells or columns are to be put right so, by cells that are not letters
    alone. What is beside a column is not known where nothing reads it.
    """
    beside = [(c, c.place + way) for c in columns if c.place + way in cells]
    places = {column.place for column in odd}
    repaired = sum(
        (column.place in places) + (at in places)
        for column, at in beside
        if _form(cells[at]) not in ("", _LETTERS)
    )
    return repaired >= 2 and all(column.holds(cells[at]) for column, at in beside)


def _form(cell: str) -> str:
    """What kind of cell it is: its marks when it has no letters, else letters alone."""
    if any(sign.isalpha() for sign in cell):
        return _MIXED_SIGNS if any(sign.isdigit() for sign in cell) else _LETTERS
    return re.sub(r"\d+", "0", cell)
