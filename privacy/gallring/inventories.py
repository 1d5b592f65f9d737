"""Inventories held back until the officer says yes."""

from privacy.errors import Outdated
from privacy.gallring.action_context import ActionContext

HELD_BACK = (
    "{files} is held back: the records of {system} would go from {records_before} to "
    "{records_after}, {vanished} of them vanish and {doubled} stand twice. The earlier "
    "inventory stands until the officer says yes to that of {exported_on}."
)
"""What is said of one, with its counts."""


def accept_inventory(context: ActionContext, system: str, exported_on: str) -> int:
    """Say yes to an inventory that is held back; give the number of its entry.

    It stands from the next build on. Raises Outdated when none such is held back.
    """
    with context.journal.alone() as write:
        for held in context.ask("dpo/held_inventories").records():
            if (held["system"], str(held["exported_on"])) != (system, exported_on):
                continue
            ids = held["file_ids"]
            file_ids = tuple(ids) if isinstance(ids, list) else ()
            if (system, exported_on, file_ids) in (
                context.journal.state().accepted_inventories()
            ):
                break
            return write(
                "inventory_accepted",
                context.actor,
                context.at,
                **{**held, "exported_on": exported_on, "file_ids": list(file_ids)},
            )
    raise Outdated(
        "No inventory of {system} of {day} waits for a yes now.",
        system=system,
        day=exported_on,
    )
