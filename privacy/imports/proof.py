"""Proves a format by what was read: its required cells are readable in most rows."""

from collections.abc import Mapping

from privacy.contracts import Contract
from privacy.errors import NotRecognised
from privacy.imports.formats import WAYS_OUT
from privacy.imports.outcomes import UNKNOWN
from privacy.storage.databases import Connection

NOT_UNDERSTOOD = frozenset(
    {"not_this_format", "bad_date", "bad_number", "missing_field"}
)
"""Reasons of rejection that say that a row was not understood."""


def prove_tickets(connection: Connection, contract: Contract, file: str) -> None:
    """See that most tickets of export.told have a day of receipt that can be read, and
    that the export says which are answered.

    Raises NotRecognised.
    """
    rows, read = _counts(
        connection,
        "select (select count(*) from export.told), count(*) from export.days "
        "where field = 'received_at' and happened_at is not null",
    )
    if 2 * read < rows:
        raise _unproven(
            contract, file, f"{read} of {rows} rows have a day of receipt that is one"
        )
    told, _ = _counts(
        connection,
        "select count(*), 0 from export.told "
        "where closed_on is not null or ticket_status is not null",
    )
    if rows and not told:
        raise _unproven(contract, file, "no column says which requests are answered")


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


def _counts(connection: Connection, question: str) -> tuple[int, int]:
    first, second = connection.execute(question).fetchone() or (0, 0)
    return int(first), int(second)


def _unproven(contract: Contract, file: str, fault: str) -> NotRecognised:
    near = contract.name.removeprefix("imports/")
    return NotRecognised(
        f"{file} has no format that is known here: its head row is that of {near}, but "
        f"{fault}. {WAYS_OUT}"
    )
