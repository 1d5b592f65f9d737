"""Proposes what each sentence promises, and asks for what it leaves open."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from privacy.policy.allowed import BASES
from privacy.policy_reader.documents import Document, Sentence
from privacy.policy_reader.retention import Period, find_periods
from privacy.policy_reader.templates import (
    Signal,
    Template,
    finds,
    kept,
    phrases,
    templates,
)

_QUESTIONS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "base": (
        "Från vilken dag räknas tiden? Texten säger det inte.",
        "From which day does the period count? The text does not say.",
        tuple(base for base in BASES if base != "unstated"),
    ),
    "subject": (
        "Vilka uppgifter gäller det?",
        "Which data is it about?",
        (),
    ),
    "unit": (
        "Arbetsdagar räknas inte av gallringen: hur många kalenderdagar?",
        "Retention does not count working days: how many calendar days?",
        (),
    ),
    "softener": (
        "Texten lovar inte säkert: ska tiden ändå gälla alla?",
        "The text does not promise firmly: does the period apply to all the same?",
        ("yes", "no"),
    ),
    "review_on": (
        "Vilken dag omprövas beslutet att spara tills vidare?",
        "On which day is the decision to keep until further notice reviewed?",
        (),
    ),
    "rule": (
        "Vilken lag, och hur länge kräver den att uppgifterna sparas?",
        "Which law, and for how long does it demand that the data are kept?",
        (),
    ),
    "period": (
        "Hur länge är det nödvändigt, räknat från vilken dag?",
        "How long is it needed, counted from which day?",
        (),
    ),
    "number": (
        "Hur lång tid efter händelsen?",
        "How long after the event?",
        (),
    ),
    "recipients": (
        "Vilka är mottagarna?",
        "Who are the recipients?",
        (),
    ),
}


@dataclass(frozen=True)
class Question:
    """What a sentence leaves open; `choices` is empty where any answer may stand."""

    name: str
    sv: str
    en: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """What one sentence promises, as a rule reads it.

    `parameters` are what the sentence says: subject, number, longest, unit, base,
    bound, condition, softener, law, value and so on, none guessed. `same_as` is the
    `proposal_id` of an earlier one that says the same.
    """

    proposal_id: str
    sentence: Sentence
    template: Template
    parameters: Mapping[str, object]
    kind: str
    checks: tuple[str, ...]
    questions: tuple[Question, ...] = ()
    same_as: str | None = None

    def as_json(self) -> dict[str, object]:
        """The proposal as one flat object."""
        return {
            "proposal_id": self.proposal_id,
            "template": self.template.template_id,
            "title": self.template.title_sv,
            "area": self.template.area,
            "kind": self.kind,
            **self.parameters,
            "checks": list(self.checks),
            "exports": list(self.template.exports),
            "questions": [
                {"name": q.name, "sv": q.sv, "en": q.en, "choices": list(q.choices)}
                for q in self.questions
            ],
            "same_as": self.same_as,
            "quote": self.sentence.text,
            "headings": list(self.sentence.headings),
            "start": self.sentence.start,
            "end": self.sentence.end,
        }


@dataclass(frozen=True)
class Finding:
    """What a sentence says that no longer holds."""

    finding_id: str
    sentence: Sentence
    sentence_sv: str
    sentence_en: str
    citation: str
    valid_from: str


def find_outdated(document: Document) -> list[Finding]:
    """Mechanisms, authorities and laws in the text that no longer exist, once each."""
    found: dict[str, Finding] = {}
    for row in phrases().outdated:
        for sentence in document.sentences:
            match = finds((*row.sv, *row.en), sentence.text)
            if match and not finds(row.unless, sentence.text):
                found.setdefault(
                    row.finding_id,
                    Finding(
                        row.finding_id, sentence, row.sentence_sv, row.sentence_en,
                        row.citation, row.valid_from,
                    ),
                )  # fmt: skip
    return list(found.values())


def propose(document: Document) -> list[Proposal]:
    """What each sentence promises, in the order of the text."""
    found: list[Proposal] = []
    said: dict[tuple[object, ...], str] = {}
    for sentence in document.sentences:
        for number, proposal in enumerate(_of_sentence(sentence), 1):
            named = replace(proposal, proposal_id=f"{sentence.number}.{number}")
            key = _what_it_says(named)
            found.append(replace(named, same_as=said.get(key)))
            said.setdefault(key, named.proposal_id)
    return found


def _what_it_says(proposal: Proposal) -> tuple[object, ...]:
    names = ("value", "subject", "number", "longest", "unit", "base", "method", "law")
    said = tuple(str(proposal.parameters.get(name)).lower() for name in names)
    is_telling = "number" in proposal.parameters or "subject" in proposal.parameters
    more = () if is_telling else (proposal.sentence.text.lower(),)
    return (proposal.template.template_id, *said, *more)


def _of_sentence(sentence: Sentence) -> Iterator[Proposal]:
    if sentence.kind == "heading":
        return
    known = templates()
    periods = find_periods(sentence)
    for period in periods:
        template = known[period.template]
        checks = (*template.checks, *_also(sentence, period))
        yield _proposal(sentence, template, period.parameters, period.asked, checks)
    counted = {period.template for period in periods}
    is_lead = sentence.text.rstrip().endswith(":")
    is_question = sentence.text.rstrip().endswith("?")
    is_any = bool(periods)
    for template in sorted(known.values(), key=lambda template: template.is_weak):
        if template.template_id in counted or (template.is_weak and is_any):
            continue
        if is_question and template.template_id != "contact":
            continue
        if is_lead and any(signal.under for signal in template.signal):
            continue
        values: set[str | None] = set()
        for signal in template.signal:
            if signal.value in values or not _is_found(signal, sentence):
                continue
            values.add(signal.value)
            is_any = True
            yield _signalled(sentence, template, signal)
            if template.is_weak:
                break


def _also(sentence: Sentence, period: Period) -> Iterator[str]:
    """The checks of what is kept, beside those of its template."""
    if not period.template.startswith(("kept", "deleted")):
        return
    text = f"{sentence.label} {sentence.text}"
    for row in kept():
        is_base = period.parameters.get("base") in row.base
        is_said = finds((*row.sv, *row.en), text) and not finds(row.unless, text)
        if is_base or is_said:
            yield from row.checks


def _is_found(signal: Signal, sentence: Sentence) -> bool:
    if signal.under and not finds((signal.under,), sentence.about):
        return False
    is_listed = sentence.kind in ("item", "row") or len(sentence.headings) > 1
    if signal.items and not is_listed:
        return False
    match = finds((*signal.sv, *signal.en), sentence.text)
    return bool(match) and not finds(signal.unless, sentence.text)


def _signalled(sentence: Sentence, template: Template, signal: Signal) -> Proposal:
    checks = template.checks if signal.checks is None else signal.checks
    kind = signal.kind or template.kind
    parameters: dict[str, object] = {}
    if signal.value:
        parameters["value"] = signal.value
    if "recipients" in template.parameters:
        names = _names(sentence)
        if names:
            parameters["recipients"] = names
    if re.search(r"(?i)\b(?:inte|inga|ingen|aldrig|ej|not|no|never)\b", sentence.text):
        parameters["negation"] = True
    return _proposal(sentence, template, parameters, (), checks, kind)


def _names(sentence: Sentence) -> list[str]:
    """Proper names in a sentence, but its first word."""
    found = re.findall(
        r"(?<![.!?:|]\s)(?<!^)\b(?!(?:Vi|We|EU|EES|EEA|GDPR|AB|IT|Om|The|Our|Claims)\b)[A-ZÅÄÖ][\wåäöé&.-]*(?:\s+(?:[A-ZÅÄÖ][\wåäöé&.-]*|AB))*",
        sentence.text,
    )
    return list(dict.fromkeys(name.strip(" .") for name in found))


def _proposal(
    sentence: Sentence,
    template: Template,
    parameters: Mapping[str, object],
    asked: Iterable[str],
    checks: tuple[str, ...] | None = None,
    kind: str | None = None,
) -> Proposal:
    said = {name: value for name, value in parameters.items() if value is not None}
    questions = tuple(Question(name, *_QUESTIONS[name]) for name in asked)
    found = template.checks if checks is None else checks
    return Proposal(
        "", sentence, template, said, kind or template.kind, found, questions
    )
