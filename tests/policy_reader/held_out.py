"""How the reader does on texts in other words than its rules were made with."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from privacy.policy_reader import Document, Proposal, propose, read

SETS: Mapping[str, Sequence[Mapping[str, object]]] = tomllib.loads(
    Path(__file__).with_name("held_out.toml").read_text(encoding="utf-8")
)
"""Each a list of sentences, or of the lines of one policy: those with a `head`."""


def is_right(proposal: Proposal, truth: Mapping[str, object]) -> bool:
    """Whether a proposal says what the sentence does, with number, unit and base."""
    wants = truth.get("wants")
    if isinstance(wants, list):
        template = proposal.template
        return (template.known_as.split() or [template.template_id])[0] in wants
    parameters = proposal.parameters
    if f"{parameters.get('number')} {parameters.get('unit')}" != truth["period"]:
        return False
    bases = truth.get("bases")
    return not bases or "base" not in parameters or parameters["base"] in bases  # type: ignore[operator]


def is_also(proposal: Proposal, truth: Mapping[str, object]) -> bool:
    """Whether a proposal is another period that the sentence states."""
    values = proposal.parameters
    period = f"{values.get('number')} {values.get('unit')}"
    return period in truth.get("also", ())  # type: ignore[operator]


def measure(sentences: Sequence[Mapping[str, object]]) -> dict[str, list[str]]:
    """The sentences in groups: found, missed; the proposals: right, wrong.

    Beside a period that is sought, what else the sentence promises is not judged, but
    another period or another way of keeping is wrong; `also` are periods that it
    states besides. What is proposed of a heading is wrong.
    """
    result: dict[str, list[str]] = {"found": [], "missed": [], "right": [], "wrong": []}
    for truth, proposals in _read(sentences):
        text = str(truth.get("head", truth.get("text")))
        right = [p for p in proposals if "text" in truth and is_right(p, truth)]
        if "period" in truth:
            keeping = ("kept", "deleted")
            proposals = [
                p
                for p in proposals
                if "number" in p.parameters
                or p.template.template_id.startswith(keeping)
            ]
        if "text" in truth and "none" not in truth.get("wants", ()):  # type: ignore[operator]
            result["found" if right else "missed"].append(text)
        also = [p for p in proposals if is_also(p, truth) and p not in right]
        result["right"] += [text] * len(right + also)
        result["wrong"] += [text for p in proposals if p not in right + also]
    return result


def _read(
    sentences: Sequence[Mapping[str, object]],
) -> Iterator[tuple[Mapping[str, object], list[Proposal]]]:
    """Each sentence with what is proposed of it, alone or in its policy."""
    if not any("head" in truth for truth in sentences):
        for truth in sentences:
            yield truth, propose(read(str(truth["text"]).encode(), "policy.txt"))
        return
    document = read(text_of(sentences).encode(), "policy.txt")
    proposals = propose(document)
    for truth, start, end in _places(sentences, document):
        within = (p.sentence for p in proposals)
        is_here = [one.start < end and one.end > start for one in within]
        yield truth, [p for p, is_in in zip(proposals, is_here, strict=True) if is_in]


def text_of(lines: Sequence[Mapping[str, object]]) -> str:
    """A policy as it is pasted: rows and items of a list stand close together."""
    result, last = "", ""
    for line in lines:
        text = str(line.get("head", line.get("text")))
        mark = "|" if "|" in text else text[:2] if text.startswith("- ") else ""
        result += text if not result else ("\n" if mark and mark == last else "\n\n")
        result += "" if result == text else text
        last = mark
    return result


def _places(
    lines: Sequence[Mapping[str, object]], document: Document
) -> Iterator[tuple[Mapping[str, object], int, int]]:
    """Where each line stands in the text as it was read, without marks and numbers."""
    at = 0
    for line in lines:
        text = str(line.get("head", line.get("text"))).removeprefix("- ")
        shown = text if text in document.text[at:] else text.split(" ", 1)[1]
        start = document.text.index(shown, at)
        at = start + len(shown)
        yield line, start, at
