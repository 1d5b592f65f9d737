"""Gallring: holds, rounds and their proof, and the gallring of our own files.

Whatever a page, a command or a second user asks, holds are looked up again here, at
each step, while nobody else writes in the journal.
"""

from privacy.gallring.action_context import ActionContext
from privacy.gallring.holds import holds_on, lift_hold, set_hold
from privacy.gallring.inventories import HELD_BACK, accept_inventory
from privacy.gallring.own import (
    BUILD,
    SYSTEM,
    Gone,
    OwnFiles,
    gallra,
    note_killed,
    own_records,
)
from privacy.gallring.rounds import (
    METHODS,
    DueList,
    approve_round,
    call_off_round,
    deletion_list,
    due_list,
    hand_out_round,
    prove_round,
    start_round,
)

__all__ = [
    "BUILD",
    "HELD_BACK",
    "METHODS",
    "SYSTEM",
    "ActionContext",
    "DueList",
    "Gone",
    "OwnFiles",
    "accept_inventory",
    "approve_round",
    "call_off_round",
    "deletion_list",
    "due_list",
    "gallra",
    "hand_out_round",
    "holds_on",
    "lift_hold",
    "note_killed",
    "own_records",
    "prove_round",
    "set_hold",
    "start_round",
]
