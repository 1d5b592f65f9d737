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
    "event": (
        "Vilken dag i era system är det som texten räknar från?",
        "Which day in your systems is it that the text counts from?",
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

_SHORTENED = tuple(
    (re.compile(rf"(?i){short}"), full)
    for short, full in (
        (r"\bwon['’]t\b", "will not"),
        (r"\bcan['’]t\b", "cannot"),
        (r"n['’]t\b", " not"),
        (r"(?<=\w)['’]ll\b", " will"),
        (r"(?<=\w)['’]re\b", " are"),
        (r"(?<=\w)['’]ve\b", " have"),
    )
)
_MOST_WORDS = 4
"""An item of more words says more than a name."""


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
    result: dict[str, Finding] = {}
    for row in phrases().outdated:
        for sentence in document.sentences:
            match = finds((*row.sv, *row.en), sentence.text)
            if match and not finds(row.unless, sentence.text):
                result.setdefault(
                    row.finding_id,
                    Finding(
                        row.finding_id, sentence, row.sentence_sv, row.sentence_en,
                        row.citation, row.valid_from,
                    ),
                )  # fmt: skip
    return list(result.values())


def propose(document: Document) -> list[Proposal]:
    """What each sentence promises, in the order of the text."""
    result: list[Proposal] = []
    values: dict[tuple[object, ...], str] = {}
    for proposals in _by_place(document):
        for number, proposal in enumerate(proposals, 1):
            place = f"{proposal.sentence.number}.{number}"
            named = replace(proposal, proposal_id=place)
            key = _what_it_says(named)
            result.append(replace(named, same_as=values.get(key)))
            values.setdefault(key, named.proposal_id)
    return result


def _by_place(document: Document) -> Iterator[list[Proposal]]:
    """The proposals of each sentence; neighbours that repeat the law are one.

    A heading between them parts them only where it begins another chapter.
    """
    run: list[Proposal] = []
    for sentence in document.sentences:
        proposals = list(_of_sentence(sentence))
        if sentence.kind == "heading":
            continue
        law = [proposal for proposal in proposals if proposal.template.is_law]
        is_law_alone = bool(law) and len(law) == len(proposals)
        if run and not (is_law_alone and _is_beside(sentence, run[0])):
            yield [_as_one(document, run)]
            run = []
        if is_law_alone:
            run += law
        elif law:
            others = [proposal for proposal in proposals if proposal not in law]
            yield [_as_one(document, law), *others]
        else:
            yield proposals
    if run:
        yield [_as_one(document, run)]


def _is_beside(sentence: Sentence, first: Proposal) -> bool:
    over = first.sentence.headings[:-1]
    return sentence.headings[: len(over)] == over


def _as_one(document: Document, proposals: list[Proposal]) -> Proposal:
    """Proposals of one template as one, whose quote has all their sentences."""
    first, last = proposals[0], proposals[-1].sentence
    if len(proposals) == 1:
        return first
    start, end = first.sentence.start, last.end
    values = dict.fromkeys(str(p.parameters["value"]) for p in proposals)
    one = values if len(values) == 1 else [None]
    return replace(
        first,
        sentence=replace(first.sentence, text=document.text[start:end], end=end),
        template=templates()[first.template.template_id].of(*one),
        parameters={**first.parameters, "value": ", ".join(values)},
        checks=tuple(dict.fromkeys(check for p in proposals for check in p.checks)),
    )


def _what_it_says(proposal: Proposal) -> tuple[object, ...]:
    names = ("value", "subject", "number", "longest", "unit", "base", "method", "law")
    parameters = tuple(str(proposal.parameters.get(name)).lower() for name in names)
    is_telling = "number" in proposal.parameters or "subject" in proposal.parameters
    more = () if is_telling else (proposal.sentence.text.lower(),)
    return (proposal.template.template_id, *parameters, *more)


def _of_sentence(sentence: Sentence) -> Iterator[Proposal]:
    if sentence.kind == "heading":
        return
    known = templates()
    periods = find_periods(sentence)
    for period in periods:
        template = known[period.template].of(period.parameters.get("base"))
        checks = (*template.checks, *_also(sentence, period))
        yield _proposal(sentence, template, period.parameters, period.questions, checks)
    counted = {period.template for period in periods}
    is_lead = sentence.text.rstrip().endswith(":")
    if is_lead and len(sentence.text.split()) <= _MOST_WORDS - 1:
        return
    is_question = sentence.text.rstrip().endswith("?")
    is_any = bool(periods)
    is_keeping = sentence.kind != "row" and any(
        period.template.startswith(("kept", "deleted")) for period in periods
    )
    for template in sorted(known.values(), key=lambda template: template.is_weak):
        if template.template_id in counted or (template.is_weak and is_any):
            continue
        if is_question and template.template_id != "contact":
            continue
        if template.is_shy and is_keeping:
            continue
        if is_lead and any(signal.under for signal in template.signal):
            continue
        values: set[str | None] = set()
        for signal in template.signal:
            if signal.is_weak or signal.value in values:
                continue
            if not _is_found(signal, sentence):
                continue
            values.add(signal.value)
            is_any = True
            yield _signalled(sentence, template, signal)
            if template.is_weak:
                break
    if not is_any and not is_lead and not is_question:
        yield from _weakly(sentence)


def _weakly(sentence: Sentence) -> Iterator[Proposal]:
    """What a sentence is about, where it says nothing that a template knows well."""
    for template in templates().values():
        for signal in template.signal:
            if signal.is_weak and _is_found(signal, sentence):
                yield _signalled(sentence, template, signal)
                return


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
    text = _spelled_out(sentence.text)
    match = finds((*signal.sv, *signal.en), text)
    return bool(match) and not finds(signal.unless, text)


def _spelled_out(text: str) -> str:
    """English as it is written without apostrophes: "do not" for "don't"."""
    if "'" not in text and "’" not in text:
        return text
    for pattern, full in _SHORTENED:
        text = pattern.sub(full, text)
    return text


def _signalled(sentence: Sentence, template: Template, signal: Signal) -> Proposal:
    template = template.of(signal.value)
    checks = template.checks if signal.checks is None else signal.checks
    kind = signal.kind or template.kind
    parameters: dict[str, object] = {}
    if signal.value:
        parameters["value"] = signal.value
    if "recipients" in template.parameters:
        names = _names(sentence) or _item_name(sentence)
        if names:
            parameters["recipients"] = names
    if re.search(r"(?i)\b(?:inte|inga|ingen|aldrig|ej|not|no|never)\b", sentence.text):
        parameters["negation"] = True
    return _proposal(sentence, template, parameters, (), checks, kind)


def _names(sentence: Sentence) -> list[str]:
    """Proper names in a sentence, but its first word."""
    result = re.findall(
        r"(?<![.!?:|]\s)(?<!^)\b(?!(?:Vi|We|EU|EES|EEA|GDPR|AB|IT|Om|The|Our|Claims)\b)[A-ZÅÄÖ][\wåäöé&.-]*(?:\s+(?:[A-ZÅÄÖ][\wåäöé&.-]*|AB))*",
        sentence.text,
    )
    return list(dict.fromkeys(name.strip(" .") for name in result))


def _item_name(sentence: Sentence) -> list[str]:
    """What an item of a list is, where it is a few words and no sentence."""
    name = (sentence.label or sentence.text).strip(" .,;")
    is_name = sentence.kind == "item" and len(name.split()) <= _MOST_WORDS
    return [name] if is_name and not re.search(r"[,;:()]", name) else []


def _proposal(
    sentence: Sentence,
    template: Template,
    parameters: Mapping[str, object],
    words: Iterable[str],
    checks: tuple[str, ...] | None = None,
    kind: str | None = None,
) -> Proposal:
    known = {name: value for name, value in parameters.items() if value is not None}
    questions = tuple(Question(name, *_QUESTIONS[name]) for name in words)
    result = template.checks if checks is None else checks
    return Proposal(
        "", sentence, template, known, kind or template.kind, result, questions
    )
