"""What somebody else did meanwhile: of two who decide at once one wins, by name."""

import datetime
from collections.abc import Mapping

from privacy.errors import Outdated
from privacy.journal.actors import Actor
from privacy.journal.chain import Entry
from privacy.journal.state import Journal, JournalState

_SENTENCES: Mapping[str, str] = {
    "hold_set": "{who} set the hold {subject} on it at {at}; look at it again.",
    "hold_lifted": "{who} lifted the hold {subject} at {at}.",
    "attested": "{who} attested {subject} at {at}; look at it again.",
    "round_started": "{who} started the round {subject} at {at}; look at it again.",
    "round_approved": "{who} approved the round {subject} at {at}; look at it again.",
    "round_downloaded": "{who} handed out the list of {subject} at {at}; look at it "
    "again.",
    "round_proven": "{who} closed the round {subject} with a protocol at {at}.",
    "round_cancelled": "{who} called the round {subject} off at {at}.",
}
_OTHERWISE = "What you pressed is no longer there; the page shows how it stands now."


def last_act(state: JournalState, subject: str) -> Entry | None:
    """The last entry about a hold, a round or a promise, by its number or id."""
    result = [entry for entry in state.decided if _subject_of(entry) == subject]
    return result[-1] if result else None


def outdated(
    entry: Entry | None, zone: datetime.tzinfo | None, **more: object
) -> Outdated:
    """Why a step cannot be taken: what was done, by whom and when, as of a zone."""
    if entry is None or entry.kind not in _SENTENCES:
        return Outdated(_OTHERWISE)
    at = datetime.datetime.fromisoformat(entry.at).astimezone(zone)
    given = {"who": entry.who, "subject": _subject_of(entry), **more}
    return Outdated(_SENTENCES[entry.kind], at=f"{at:%Y-%m-%d %H:%M}", **given)


def attest(
    journal: Journal,
    actor: Actor,
    now: datetime.datetime,
    *,
    promise_id: str,
    note: str,
    valid_until: datetime.date,
    seen: int,
) -> None:
    """Attest a promise; `seen` is the number of the attestation that was shown, or 0.

    Raises Outdated when somebody else has attested it since.
    """
    with journal.alone() as write:
        last = last_act(journal.state(), promise_id)
        if last is not None and last.number != seen:
            raise outdated(last, now.tzinfo)
        write(
            "attested",
            actor,
            now.astimezone(datetime.UTC).isoformat(timespec="seconds"),
            promise_id=promise_id,
            note=note.strip(),
            valid_until=valid_until.isoformat(),
        )


def _subject_of(entry: Entry) -> str:
    details = entry.details
    if entry.kind == "hold_set":
        return f"H{entry.number}"
    if entry.kind == "round_started":
        return f"G{entry.number}"
    return str(
        details.get("hold_id") or details.get("round_id") or details.get("promise_id")
    )
