"""Holds: gallring stopped for a kind of record or for one record."""

import datetime
from collections.abc import Collection

from privacy.errors import Outdated, Refused
from privacy.gallring.action_context import ActionContext
from privacy.journal import UNFINISHED, Journal, last_act, outdated


def set_hold(
    context: ActionContext,
    *,
    system: str,
    record_type: str,
    record_id: str | None,
    reason: str,
    owner: str,
    review_on: datetime.date,
    seen: Collection[str],
) -> tuple[str, list[str]]:
    """Set a hold; give its number, and the rounds whose list has been handed out.

    What such a list names may be gone already: inform the system. `seen` are the holds
    on just that which were shown. Raises Refused when the hold names nothing that is
    there, or lacks reason, owner or day; Outdated when somebody else has set one since.
    """
    if not reason.strip() or not owner.strip():
        raise Refused("A hold needs a reason and somebody who answers for it.")
    if review_on <= context.as_of:
        raise Refused("The day to look at a hold again has to lie ahead.")
    with context.journal.alone() as write:
        if not _is_known(context, system, record_type, record_id):
            raise Outdated("No such record is in the newest inventory; choose again.")
        unseen = holds_on(context.journal, system, record_type, record_id) - set(seen)
        if unseen:
            newest = last_act(context.journal.state(), max(unseen, key=_number_of))
            raise outdated(newest, context.now.tzinfo)
        number = write(
            "hold_set",
            context.actor,
            context.at,
            system=system,
            record_type=record_type,
            record_id=record_id,
            reason=reason.strip(),
            owner=owner.strip(),
            review_on=review_on.isoformat(),
        )
        rounds = _rounds_naming(context, system, record_type, record_id)
    return f"H{number}", rounds


def holds_on(
    journal: Journal,
    system: str | None,
    record_type: str | None,
    record_id: str | None,
) -> set[str]:
    """The holds in force on just this: a record, or all of a kind."""
    subject = (system, record_type, record_id)
    open_holds = journal.state().open_holds()
    return {str(hold[0]) for hold in open_holds if hold[1:4] == subject}


def lift_hold(context: ActionContext, hold_id: str, *, reason: str) -> None:
    """Lift a hold. Raises Outdated when it is not in force."""
    if not reason.strip():
        raise Refused("Say why the hold is lifted.")
    with context.journal.alone() as write:
        state = context.journal.state()
        if hold_id not in {hold[0] for hold in state.open_holds()}:
            raise outdated(last_act(state, hold_id), context.now.tzinfo)
        write(
            "hold_lifted",
            context.actor,
            context.at,
            hold_id=hold_id,
            reason=reason.strip(),
        )


def _number_of(hold_id: str) -> int:
    return int(hold_id.removeprefix("H"))


def _is_known(
    context: ActionContext, system: str, record_type: str, record_id: str | None
) -> bool:
    result = context.ask(
        "dpo/gallring_list",
        as_of=context.as_of,
        system=system,
        record_type=record_type,
        status=None,
        deciding_rule=None,
        words=record_id,
        keys=None,
        most=1_000_000 if record_id else 1,
    )
    return not result.is_empty and (
        record_id is None or record_id in result.column("record_id")
    )


def _rounds_naming(
    context: ActionContext, system: str, record_type: str, record_id: str | None
) -> list[str]:
    """The unfinished rounds that list a record of the hold."""
    open_rounds = {
        row[0]
        for row in context.journal.state().rounds()
        if row[1] == system and row[3] in UNFINISHED
    }
    return sorted(
        {
            str(row[0])
            for row in context.journal.state().round_records()
            if row[0] in open_rounds
            and row[1] == record_type
            and record_id in (None, row[2])
        }
    )
