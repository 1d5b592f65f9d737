"""Proves a format by what was read: its required cells are readable in most rows."""

from collections import Counter
from collections.abc import Mapping, Sequence

from privacy.contracts import Contract
from privacy.contracts.tables import Field, Table
from privacy.errors import NotRecognised
from privacy.imports.columns import readable_share
from privacy.imports.formats import WAYS_OUT
from privacy.imports.outcomes import UNKNOWN
from privacy.imports.placing import PLACE, Files
from privacy.storage.databases import Connection

_MANY_COLUMNS, _FEW_COLUMNS = 3, 2
_LOOKED_AT = 50
_MOST_LISTED = 4

NOT_UNDERSTOOD = frozenset(
    {"not_this_format", "bad_date", "bad_number", "missing_field"}
)
"""Reasons of rejection that say that a row was not understood."""


def prove_tickets(connection: Connection, contract: Contract, files: Files) -> None:
    """See that most tickets of export.neutral have a readable day of receipt, and
    that the export says which are answered.

    Raises NotRecognised, or leaves the file out.
    """
    rows = _counts(connection, "export.neutral")
    read = _counts(
        connection,
        "export.days where field = 'received_at' and happened_at is not null",
    )
    answered = _counts(
        connection,
        "export.neutral where closed_on is not null or ticket_status is not null",
    )
    for place, file in files.names.items():
        if 2 * read[place] < rows[place]:
            fault = (
                f"{read[place]} of {rows[place]} rows have a day of receipt that is one"
            )
            files.leave(place, _unproven(contract, file, fault))
        elif rows[place] and not answered[place]:
            fault = "no column says which requests are answered"
            files.leave(place, _unproven(contract, file, fault))


def prove_rows(
    contract: Contract, file: str, read: int, reasons: Mapping[str, int]
) -> None:
    """See that most rows were understood. Raises NotRecognised."""
    wrong = sum(count for reason, count in reasons.items() if reason in NOT_UNDERSTOOD)
    aside = sum(reasons.values()) - wrong
    if 2 * wrong > read - aside:
        raise _unproven(contract, file, f"{wrong} of {read} rows cannot be read so")


def prove_words(connection: Connection, contract: Contract, files: Files) -> None:
    """See that most calls of our own form say by words of ours which way they went or
    whether they were answered: where neither is known, titles stand over other cells.

    Leaves such a file out, or raises NotRecognised.
    """
    rows = connection.execute(
        "select place, count(*), count(*) filter ("
        "contains(unknown_words::varchar, 'call_direction:') "
        "and contains(unknown_words::varchar, 'call_outcome:')) "
        "from taken.calls group by 1"
    ).fetchall()
    for place, number, wrong in rows:
        if 2 * wrong > number:
            fault = f"{wrong} of {number} rows cannot be read so"
            files.leave(place, _unproven(contract, files.names[place], fault))


def prove_titles(
    connection: Connection,
    table: Table,
    places: Mapping[str, int | None],
    unreadable: Mapping[int, Mapping[str, int]],
    files: Files,
) -> None:
    """See that titles of export.rows stand over their own cells, not beside them.

    They do not where three columns or more cannot be read in most rows, or two in any,
    and what stands beside each, on one side, can. Leaves such a file out, or raises
    NotRecognised.
    """
    columns = {at: name for name, at in places.items() if at is not None}
    for place, cells in unreadable.items():
        if len(cells) < _FEW_COLUMNS:
            continue
        rows = _counts(connection, "export.rows")[place]
        wrong = [f for f in table.fields if 2 * cells.get(f.name, 0) > rows]
        for way in (1, -1):
            beside = [(f, columns.get((places.get(f.name) or 0) + way)) for f in wrong]
            right = [
                field.name
                for field, name in beside
                if name and _can_be_read(connection, place, field, name)
            ]
            whole = [name for name in right if cells[name] == rows]
            if len(right) >= _MANY_COLUMNS or len(whole) >= _FEW_COLUMNS:
                files.leave(
                    place,
                    NotRecognised(
                        f"{files.names[place]}: the cells of {_listed(right)} stand "
                        "one column beside their titles. See that the head row has as "
                        "many cells as the rows, and export it again."
                    ),
                )
                break


def _listed(names: Sequence[str]) -> str:
    more = " and others" if len(names) > _MOST_LISTED else ""
    return ", ".join(names[:_MOST_LISTED]) + more


def _can_be_read(connection: Connection, place: int, field: Field, name: str) -> bool:
    """Whether most cells of another column can be read as a field."""
    texts = connection.execute(
        f'select "{name}" from export.rows where {PLACE} = {place} '
        f"and \"{name}\" <> '' limit {_LOOKED_AT}"
    ).fetchall()
    share = readable_share(field, [text for (text,) in texts])
    return bool(texts) and 2 * share > 1


def prove_outcomes(contract: Contract, file: str, outcomes: Mapping[str, int]) -> None:
    """See that most calls say whether they were answered; for a list of calls that was
    not put where calls lie. Raises NotRecognised.
    """
    rows, unknown = sum(outcomes.values()), outcomes.get(UNKNOWN, 0)
    if 2 * unknown > rows:
        raise _unproven(
            contract,
            file,
            f"{unknown} of {rows} rows do not say if a call was answered",
        )


def _counts(connection: Connection, rows: str) -> Counter[int]:
    """How many rows there are, by place of their file."""
    result = connection.execute(f"select {PLACE}, count(*) from {rows} group by 1")
    return Counter(dict(result.fetchall()))


def _unproven(contract: Contract, file: str, fault: str) -> NotRecognised:
    near = contract.name.removeprefix("imports/")
    return NotRecognised(
        f"{file} has no format that is known here: its head row is that of {near}, but "
        f"{fault}. {WAYS_OUT}"
    )
