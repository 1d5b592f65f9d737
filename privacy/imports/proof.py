"""Proves a format by what was read: its required cells are readable in most rows."""

from collections import Counter
from collections.abc import Mapping

from privacy.contracts import Contract
from privacy.errors import NotRecognised
from privacy.imports.formats import WAYS_OUT
from privacy.imports.outcomes import UNKNOWN
from privacy.imports.placing import PLACE, Files
from privacy.storage.databases import Connection

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
    found = connection.execute(f"select {PLACE}, count(*) from {rows} group by 1")
    return Counter(dict(found.fetchall()))


def _unproven(contract: Contract, file: str, fault: str) -> NotRecognised:
    near = contract.name.removeprefix("imports/")
    return NotRecognised(
        f"{file} has no format that is known here: its head row is that of {near}, but "
        f"{fault}. {WAYS_OUT}"
    )
