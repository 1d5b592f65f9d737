"""Gallring rounds: started, approved, handed out, proven; each step checks again."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from privacy.contracts import Answer
from privacy.errors import OnHold, Outdated, Refused
from privacy.gallring.action_context import ActionContext
from privacy.journal import UNFINISHED, Round, RoundStatus, last_act, outdated

METHODS = ("radering", "anonymisering", "förstöring")
"""How records are made to go: deletion, anonymisation, destruction of paper."""

GONE = ("Borta", "Borta för tidigt")

_AWAITED = (
    "{left} of {listed} records are not shown gone yet: an inventory of {system} is "
    "awaited that was made on {day} or later, as {file} was before."
)
_HELD = (
    "{left} of {listed} records are not shown gone yet: the inventory of {system} of "
    "{held} is held back until you say yes to it on the page Import, or a true one "
    "comes."
)

_Records = list[tuple[str, str, int, str]]


@dataclass(frozen=True)
class DueList:
    """What is due in one system by one rule, as it is now; `seal` tells it apart."""

    answer: Answer
    records: _Records
    """Kind, id, size and due day of each."""

    @property
    def seal(self) -> str:
        """The fingerprint of the list, 64 hex digits."""
        text = json.dumps(self.records, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def due_list(context: ActionContext, system: str, rule_id: str) -> DueList:
    """The records due now, held ones apart."""
    answer = context.ask(
        "dpo/gallring_due", as_of=context.as_of, system=system, deciding_rule=rule_id
    )
    names = ("record_type", "record_id", "count", "due_on")
    kinds, ids, counts, days = (answer.column(name) for name in names)
    records = [
        (str(kind), str(id_), int(str(count)), str(day))
        for kind, id_, count, day in zip(kinds, ids, counts, days, strict=True)
    ]
    return DueList(answer, records)


def start_round(context: ActionContext, system: str, rule_id: str, *, seal: str) -> str:
    """Start a round for the list that was reviewed, and give its number.

    `seal` is that of the list as it was seen. Raises Outdated when the list is another
    by now, or somebody else has started a round for it.
    """
    with context.journal.alone() as write:
        state = context.journal.state()
        for known in state.rounds():
            if known[1:3] == (system, rule_id) and known[3] in UNFINISHED:
                raise outdated(last_act(state, str(known[0])), context.now.tzinfo)
        result = due_list(context, system, rule_id)
        if not result.records:
            raise Outdated("Nothing is due for gallring by this rule now.")
        if result.seal != seal:
            raise Outdated("The list has changed since it was shown; review it again.")
        number = write(
            "round_started",
            context.actor,
            context.at,
            system=system,
            rule_id=rule_id,
            as_of=context.as_of.isoformat(),
            seal=seal,
            listed=len(result.records),
            records=result.records,
        )
    return f"G{number}"


def approve_round(
    context: ActionContext, round_id: str, *, method: str, signed_by: str
) -> None:
    """Approve that the listed records go; `signed_by` answers for it.

    Raises OnHold when a hold has come, Outdated when the list is another by now.
    """
    if method not in METHODS:
        raise Refused("Choose how the records are made to go.")
    if not signed_by.strip():
        raise Refused("Somebody has to sign for the round.")
    with context.journal.alone() as write:
        known = _at_step(context, round_id, RoundStatus.STARTED)
        _look_for_holds(_proof(context, round_id))
        result = due_list(context, known.system, known.rule_id)
        if result.seal != _started(context, round_id)["seal"]:
            raise Outdated(
                "The list has changed since the round was started; call the round off "
                "and start again."
            )
        write(
            "round_approved",
            context.actor,
            context.at,
            round_id=round_id,
            method=method,
            signed_by=signed_by.strip(),
        )


def hand_out_round(
    context: ActionContext, round_id: str, *, is_again: bool = False
) -> None:
    """Hand the deletion list of an approved round out; or again one that is out.

    Raises OnHold when a hold has come since, Outdated when a record that is still in
    the inventory is no longer due.
    """
    with context.journal.alone() as write:
        step = RoundStatus.HANDED_OUT if is_again else RoundStatus.APPROVED
        left = _left(context, _at_step(context, round_id, step))
        write(
            "round_downloaded",
            context.actor,
            context.at,
            round_id=round_id,
            records=len(left),
        )


def deletion_list(context: ActionContext, round_id: str) -> list[dict[str, str]]:
    """What the system shall still delete, of a round handed out: ids as they are.

    Raises what `hand_out_round` raises: each fetch looks for holds again.
    """
    known = _at_step(context, round_id, RoundStatus.HANDED_OUT)
    return [
        {
            "system": known.system,
            "record_type": str(row["record_type"]),
            "record_id": str(row["record_id"]),
        }
        for row in _left(context, known)
    ]


def prove_round(context: ActionContext, round_id: str) -> int:
    """Close a round when the exports show every record gone; give its entry's number.

    Records that were gone too early close it too, and stand in the protocol as such.
    Raises Outdated when an export is awaited, or a record is still there or has come
    back.
    """
    with context.journal.alone() as write:
        known = _at_step(context, round_id, RoundStatus.HANDED_OUT)
        proof = _proof(context, round_id)
        left = [row for row in proof if row["outcome"] not in GONE]
        if left:
            raise _awaited(known.system, left, len(proof))
        gone = sorted(str(row["gone_on"]) for row in proof)
        dues = sorted(str(row["due_on"]) for row in proof)
        return write(
            "round_proven",
            context.actor,
            context.at,
            round_id=round_id,
            outcomes=dict(Counter(str(row["outcome"]) for row in proof)),
            kinds=dict(Counter(str(row["record_type"]) for row in proof)),
            records=sum(int(str(row["count"])) for row in proof),
            due_from=dues[0],
            due_to=dues[-1],
            gone_from=gone[0],
            gone_to=gone[-1],
            exports=sorted({(str(r["file"]), str(r["exported_on"])) for r in proof}),
            rules=_rules(context, known.rule_id),
        )


def call_off_round(context: ActionContext, round_id: str, *, reason: str) -> None:
    """Call a round off. Nothing comes back: what the system has deleted is gone."""
    if not reason.strip():
        raise Refused("Say why the round is called off.")
    with context.journal.alone() as write:
        _at_step(context, round_id, *UNFINISHED)
        write(
            "round_cancelled",
            context.actor,
            context.at,
            round_id=round_id,
            reason=reason.strip(),
        )


def _at_step(context: ActionContext, round_id: str, *steps: RoundStatus) -> Round:
    state = context.journal.state()
    known = state.round(round_id)
    if known is None:
        raise Outdated("There is no round {round_id}.", round_id=round_id)
    if known.status not in steps:
        raise outdated(last_act(state, round_id), context.now.tzinfo)
    return known


def _proof(context: ActionContext, round_id: str) -> list[dict[str, object]]:
    answer = context.ask("dpo/gallring_proof", as_of=context.as_of, round_id=round_id)
    return answer.records()


def _awaited(
    system: str, left: Sequence[Mapping[str, object]], listed: int
) -> Outdated:
    """Which export of which day a round waits for."""
    given = {
        "left": len(left),
        "listed": listed,
        "system": system,
        "day": max(str(row["awaited_on"]) for row in left),
        "file": max(str(row["like_file"] or "") for row in left),
    }
    held = max(str(row["held_on"] or "") for row in left)
    if held:
        return Outdated(_HELD, **given, held=held)
    return Outdated(_AWAITED, **given)


def _left(context: ActionContext, known: Round) -> list[dict[str, object]]:
    """The records of a round that no export has shown gone; all of them may go."""
    proof = _proof(context, known.round_id)
    _look_for_holds(proof)
    left = [row for row in proof if row["outcome"] not in GONE]
    if not all(row["is_due"] for row in left):
        raise Outdated(
            "A record of the list is no longer due; call the round off and start again."
        )
    return left


def _look_for_holds(proof: Sequence[Mapping[str, object]]) -> None:
    held = sum(1 for row in proof if row["is_held"])
    if held:
        raise OnHold(
            "{held} of {listed} records are under hold, so none of the list may go; "
            "call the round off and start again without them.",
            held=held,
            listed=len(proof),
        )


def _started(context: ActionContext, round_id: str) -> Mapping[str, object]:
    return context.journal.state().round_entries(round_id)[0].details


def _rules(context: ActionContext, rule_id: str) -> list[dict[str, str]]:
    """The deciding rules in the words of today: a policy may change later."""
    wanted = rule_id.split("+")
    rows = context.ask("dpo/gallring_rules", as_of=context.as_of).records()
    names = ("rule_id", "gloss_sv", "gloss_en", "citation")
    return [
        {name: str(row[name]) for name in names}
        for row in rows
        if row["rule_id"] in wanted
    ]
