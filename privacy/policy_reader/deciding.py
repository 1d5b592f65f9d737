"""What an officer decides of each proposal, and what a new text changes in it.

A decision belongs to what a sentence says, not to its place: in a later text the same
sentence is decided already.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Literal

from privacy.policy_reader.documents import Document, Sentence
from privacy.policy_reader.proposals import Proposal
from privacy.policy_reader.templates import Template, renamed, templates

State = Literal["accepted", "declined", "later"]
Standing = Literal["same", "changed", "new", "gone"]

_EMPTY: tuple[object, ...] = (None, "", [])
_ALIKE = 0.6
"""Sentences at least this alike are one that was changed."""
_ADDED = "added "
_PERIOD = ("number", "unit", "base")
ANSWERED_BY: Mapping[str, tuple[str, ...]] = {
    "base": ("base",),
    "event": ("base",),
    "subject": ("subject",),
    "unit": ("number", "unit"),
    "softener": ("applies",),
    "review_on": ("review_on",),
    "rule": _PERIOD,
    "period": _PERIOD,
    "number": ("number", "unit"),
    "recipients": ("recipients",),
}
"""The parameters that answer each question."""


@dataclass(frozen=True)
class Decision:
    """What was decided of one proposal.

    `answers` are the parameters that the officer gave or changed, `template` the one
    that it follows then, `quote` its sentence. `promise_id` is the promise that it has
    become.
    """

    state: State
    template: str
    quote: str
    answers: dict[str, object] = field(default_factory=dict)
    promise_id: str | None = None
    who: str = ""
    at: str = ""


@dataclass(frozen=True)
class Compared:
    """A sentence of a new text beside the one of the old that it was, if any."""

    standing: Standing
    new: Sentence | None
    old: Sentence | None


def keyed(proposals: Iterable[Proposal]) -> dict[str, Proposal]:
    """The proposals that need a decision, each by what it says; repeats are left out.

    The key is a hash, the same for the same sentence in another text.
    """
    result: dict[str, Proposal] = {}
    seen: Counter[tuple[str, str, str]] = Counter()
    for proposal in proposals:
        template, value = proposal.template, proposal.parameters.get("value")
        if template.known_as:
            name, _, was = template.known_as.partition(" ")
        else:
            name, was = template.template_id, str(value or "")
        parameters = (plain(proposal.sentence.text), name, was or "None")
        seen[parameters] += 1
        if proposal.same_as is None:
            result[_key((*parameters, str(seen[parameters])))] = proposal
    return result


def added_key(sentence: Sentence, number: int) -> str:
    """The key of what the officer found herself in a sentence, the n-th of it."""
    return f"{_ADDED}{_key([plain(sentence.text)])} {number}"


def added(
    document: Document, decisions: Mapping[str, Decision]
) -> Iterator[tuple[str, Proposal]]:
    """What the officer found in sentences of a text herself, with its key."""
    sentences = {_key([plain(s.text)]): s for s in document.sentences}
    for key, decision in decisions.items():
        sentence = key.removeprefix(_ADDED).split()[0] if key.startswith(_ADDED) else ""
        template = templates().get(decision.template)
        if sentence in sentences and template:
            yield key, found_in(sentences[sentence], template, key)


def found_in(sentence: Sentence, template: Template, key: str) -> Proposal:
    """A proposal that is the officer's own."""
    return Proposal(key, sentence, template, {}, template.kind, template.checks)


def _key(words: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]


def plain(text: str) -> str:
    """A sentence as it is compared: without regard to case, spaces and signs."""
    return " ".join(re.findall(r"\w+", text.lower()))


def decided(proposal: Proposal, decision: Decision) -> Proposal:
    """A proposal as the officer changed it, with the questions that are still open."""
    given = {k: v for k, v in decision.answers.items() if v not in _EMPTY}
    was, value = proposal.template, given.get("value")
    named = templates().get(decision.template, was)
    is_other = named.template_id != was.template_id
    is_varied = value not in (None, proposal.parameters.get("value"))
    template = named.of(value) if is_other or is_varied else was
    if template.variant and not template.is_chosen and "base" in given:
        template = named.of(given["base"])
    parameters = dict(() if is_other else proposal.parameters.items())
    parameters = {
        k: v for k, v in parameters.items() if k not in decision.answers
    } | given
    questions = proposal.questions
    if is_other:
        questions = tuple(q for q in questions if q.name in template.parameters)
    return replace(
        proposal,
        template=template,
        kind=template.kind if is_other or is_varied else proposal.kind,
        checks=template.checks if is_other or is_varied else proposal.checks,
        parameters=parameters,
        questions=tuple(
            q
            for q in questions
            if not all(name in given for name in ANSWERED_BY[q.name])
        ),
    )


def asked_fields(proposal: Proposal) -> list[str]:
    """The names of the parameters that a form asks for: the template's, and answers."""
    names = [n for n in proposal.template.parameters if n != "negation"]
    names = ["applies" if name == "softener" else name for name in names]
    for question in proposal.questions:
        names += [name for name in ANSWERED_BY[question.name] if name not in names]
    if "applies" in names and "softener" not in proposal.parameters:
        names.remove("applies")
    return names


def is_complete(proposal: Proposal) -> bool:
    """Whether nothing is left open: by the sentence, or of what it is measured by."""
    template = proposal.template
    is_open = template.is_chosen and not proposal.parameters.get("value")
    is_measured = proposal.kind != "measured" or template.rule or proposal.checks
    return not proposal.questions and bool(is_measured or not is_open)


def current(decision: Decision) -> Decision:
    """A decision that was kept by a template of an earlier version, by today's."""
    if decision.template not in renamed():
        return decision
    name, value = renamed()[decision.template]
    known = "value" if templates()[name].is_chosen else "base"
    answers = {known: value, **decision.answers}
    return replace(decision, template=name, answers=answers)


def compare(old: Document, new: Document) -> list[Compared]:
    """Each sentence of the new text beside the old; those that are gone come last."""
    left: list[Sentence] = list(old.sentences)
    kept: dict[int, Sentence] = {}
    by_text: dict[str, list[Sentence]] = {}
    for sentence in left:
        by_text.setdefault(plain(sentence.text), []).append(sentence)
    for sentence in new.sentences:
        if same := by_text.get(plain(sentence.text)):
            kept[sentence.number] = same.pop(0)
    taken = {sentence.number for sentence in kept.values()}
    left = [sentence for sentence in left if sentence.number not in taken]
    result = []
    for sentence in new.sentences:
        if sentence.number in kept:
            result.append(Compared("same", sentence, kept[sentence.number]))
            continue
        likest = _likest(sentence, left)
        if likest is not None:
            left.remove(likest)
        result.append(Compared("changed" if likest else "new", sentence, likest))
    return result + [Compared("gone", None, sentence) for sentence in left]


def _likest(sentence: Sentence, among: Sequence[Sentence]) -> Sentence | None:
    """The sentence that this one was before it was changed."""
    words = plain(sentence.text).split()
    best, result = _ALIKE, None
    for other in among:
        matcher = SequenceMatcher(None, words, plain(other.text).split())
        if other.kind != sentence.kind or matcher.quick_ratio() < best:
            continue
        if (alike := matcher.ratio()) > best:
            best, result = alike, other
    return result
