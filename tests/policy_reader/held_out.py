"""How the reader does on sentences in other words than its rules were made with."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from privacy.policy_reader import Proposal, propose, read

SENTENCES = tomllib.loads(
    Path(__file__).with_name("held_out.toml").read_text(encoding="utf-8")
)["sentence"]


def is_right(proposal: Proposal, truth: Mapping[str, object]) -> bool:
    """Whether a proposal says what the sentence does, with number, unit and base."""
    wants = truth.get("wants")
    if isinstance(wants, list):
        return proposal.template.template_id in wants
    said = proposal.parameters
    if f"{said.get('number')} {said.get('unit')}" != truth["period"]:
        return False
    bases = truth.get("bases")
    return not bases or "base" not in said or said["base"] in bases  # type: ignore[operator]


def measure(sentences: Sequence[Mapping[str, object]]) -> dict[str, list[str]]:
    """The sentences in groups: found, missed; the proposals: right, wrong.

    Beside a period that is sought, what else the sentence promises is not judged, but
    another period or another way of keeping is wrong.
    """
    found: dict[str, list[str]] = {"found": [], "missed": [], "right": [], "wrong": []}
    for truth in sentences:
        text = str(truth["text"])
        proposals = propose(read(text.encode(), "policy.txt"))
        right = [p for p in proposals if is_right(p, truth)]
        if "period" in truth:
            keeping = ("kept", "deleted")
            proposals = [
                p
                for p in proposals
                if "number" in p.parameters
                or p.template.template_id.startswith(keeping)
            ]
        if "none" not in truth.get("wants", ()):  # type: ignore[operator]
            found["found" if right else "missed"].append(text)
        found["right"] += [text] * len(right)
        found["wrong"] += [text for p in proposals if p not in right]
    return found
