"""Takes off what a spreadsheet puts around every cell of a column.

An apostrophe in front says that a cell is text, as do ="0042" and quotes that were
doubled on the way. Within one cell these may be part of what it says; around nearly all
cells of a column they are not.
"""

from collections.abc import Mapping

from privacy.imports.placing import LINE, PLACE
from privacy.storage.databases import Connection, quoted

_LOOKED_AT = 400
"""Lines of each file whose cells show how they are wrapped."""
_NEARLY_ALL = 0.9
_WRAPPINGS = (r"=\s*\"(.*)\"", r"\"(.*)\"", r"'(.*)'", r"'(.*)")
"""What stands around a cell, the narrowest first."""


def unwrap_cells(connection: Connection, places: Mapping[str, int | None]) -> None:
    """Rewrite the columns of export.rows nearly all of whose cells are wrapped."""
    names = [name for name, at in places.items() if at is not None]
    if not names:
        return
    shares = ", ".join(
        f"count(*) filter (where left(\"{name}\", 1) in ('=', '\"', ''''))"
        f" >= {_NEARLY_ALL} * count(*) filter (where \"{name}\" <> '')"
        f" and count(*) filter (where \"{name}\" <> '') > 1"
        for name in names
    )
    rows = connection.execute(
        f"select {PLACE}, {shares} from export.rows where {LINE} <= {_LOOKED_AT} "
        "group by 1 order by 1"
    ).fetchall()
    for place, *are_wrapped in rows:
        for name, is_wrapped in zip(names, are_wrapped, strict=True):
            if is_wrapped:
                _unwrap(connection, name, place)


def _unwrap(connection: Connection, name: str, place: int) -> None:
    of_file = f"{PLACE} = {place} and \"{name}\" <> ''"
    for wrapping in _WRAPPINGS:
        matches = f"regexp_full_match(\"{name}\", {quoted(wrapping)}, 's')"
        (share,) = connection.execute(
            f"select avg(({matches})::integer) from export.rows where {of_file}"
        ).fetchone() or (0,)
        if (share or 0) >= _NEARLY_ALL:
            connection.execute(
                f'update export.rows set "{name}" = trim(regexp_extract("{name}", '
                f"{quoted(wrapping)}, 1, 's')) where {of_file} and {matches}"
            )
            return
