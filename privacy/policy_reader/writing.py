"""Writes the first policy file of an organisation, and accepted proposals as rows.

What is written is what the sentence says and nothing else. A rule that the sentence
leaves open (working days, "as long as needed", an end without a day of review) is not
written; the promise is, and the comment above it asks.
"""

import datetime
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from privacy.errors import BadPolicy
from privacy.policy.edits import identity_of, row_lines
from privacy.policy_reader.documents import Document
from privacy.policy_reader.proposals import Finding, Proposal
from privacy.policy_reader.templates import phrases

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_FIRST = """\
# What {title} has promised, and how long it keeps what.
# Every file in this folder that ends with .toml is read. docs/policy.md has all keys;
# `{program} schema` gives them to an editor.
#
# Only what stands here is measured. Start with the policy as it is published:
#   {program} read-policy POLICY.pdf --organisation {id}
# lists what each sentence promises; the same with --accept all, or with the numbers of
# some proposals, writes them into this folder as [[promise]] and [[retention_rule]].

[organisation]
title = {quoted}
"""
_LEFT_OPEN = {"vague": "maximum", "while_needed": "maximum", "statutory": "statutory"}
"""What kinds of rule without a number become when the officer gives one."""
_UNITS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "sv": {
        "hours": ("timme", "timmar"),
        "days": ("dag", "dagar"),
        "working days": ("arbetsdag", "arbetsdagar"),
        "months": ("månad", "månader"),
        "years": ("år", "år"),
    },
    "en": {
        "hours": ("hour", "hours"),
        "days": ("day", "days"),
        "working days": ("working day", "working days"),
        "months": ("month", "months"),
        "years": ("year", "years"),
    },
}
"""A unit of time in words, for one and for several."""
_PERIOD_UNITS = ("hours", "days", "months", "years")


@dataclass(frozen=True)
class Accepted:
    """What accepted proposals become: the text of a policy file and what it holds."""

    text: str
    promises: int
    rules: int
    sources: tuple[str, ...]
    ids: Mapping[str, str]
    """The promise that each proposal has become, by `proposal_id`."""


def new_policy(data: Path, name: str, title: str, program: str) -> Path:
    """Write the first policy file of a new organisation; return it.

    Raises BadPolicy when the name is none or the organisation is there already.
    """
    if not _ID.fullmatch(name):
        raise BadPolicy(
            "An organisation is named with small letters a to z, digits and hyphens, "
            "40 at most, as exempel-forsakring; --title is its name on screen."
        )
    if not title.strip():
        raise BadPolicy("--title is the organisation's name on screen, not empty.")
    folder = data / name / "policy"
    if folder.exists():
        raise BadPolicy(
            "There is an organisation {name} already, in {folder}.",
            name=name,
            folder=folder,
        )
    folder.mkdir(parents=True)
    (data / name / "exports").mkdir(exist_ok=True)
    file = folder / "policy.toml"
    quoted = json.dumps(title.strip(), ensure_ascii=False)
    text = _FIRST.format(title=title.strip(), id=name, program=program, quoted=quoted)
    file.write_text(text, encoding="utf-8")
    return file


def needed_sources(proposals: Sequence[Proposal]) -> list[str]:
    """The exports that prove what is promised, in the order of the sources' names."""
    measured = [p for p in proposals if p.kind == "measured"]
    return sorted({source for p in measured for source in p.template.exports})


def policy_rows(
    document: Document,
    proposals: Sequence[Proposal],
    findings: Sequence[Finding],
    valid_from: datetime.date,
    prefix: str,
    taken: Mapping[str, Collection[object]],
    known: Mapping[str, str] | None = None,
) -> Accepted:
    """The rows of a policy file that accepted proposals become.

    `prefix` begins the ids of promises and rules; `taken` are the ids that the policy
    has already: `promise`, `retention_rule`, `source`, `text_finding` and
    `constant`, and of `listed` what `identity_of` gives.
    A proposal that says the same as an earlier one becomes no second row. `known` are
    promises that a proposal is a new version of, by `proposal_id`.
    """
    own = [p for p in proposals if p.same_as is None]
    numbers = _free(prefix, taken.get("promise", ()))
    written: list[str] = [
        f"# Read from {document.name}, sha256 {document.sha256}.",
        "# Each citation says where its sentence stands in the text, in characters.",
    ]
    rules: set[str] = set()
    ids: dict[str, str] = {}
    listed = set(taken.get("listed", ()))
    for proposal in own:
        promise_id = (known or {}).get(proposal.proposal_id) or next(numbers)
        ids[proposal.proposal_id] = promise_id
        cited = {"citation": _citation(document, proposal), "valid_from": valid_from}
        written += ["", *(f"# Ask: {question.sv}" for question in proposal.questions)]
        written += row_lines("promise", {**_promise(promise_id, proposal), **cited})
        rule = _rule(promise_id, proposal)
        if rule:
            rules.add(promise_id)
            written += ["", *row_lines("retention_rule", {**rule, **cited})]
        for row in listed_by(proposal):
            if identity_of("listed", row) not in listed:
                listed.add(identity_of("listed", row))
                written += ["", *row_lines("listed", {**row, **cited})]
        if _is_promised_days(proposal) and "promise_days" not in taken.get(
            "constant", ()
        ):
            written += ["", *row_lines("constant", {**_constant(proposal), **cited})]
            taken = {**taken, "constant": ("promise_days",)}
    sources = [s for s in needed_sources(own) if s not in taken.get("source", ())]
    for export in (e for e in phrases().export if e.source in sources):
        row = {
            "source": export.source,
            "title_sv": export.title_sv,
            "title_en": export.title_en,
            "every_days": export.every_days,
            "citation": f"Det som {document.name} lovar visas av denna export",
            "valid_from": valid_from,
        }
        written += ["", *row_lines("source", row)]
    for finding in findings:
        if finding.finding_id not in taken.get("text_finding", ()):
            row = {
                "finding_id": finding.finding_id,
                "sentence_sv": finding.sentence_sv,
                "sentence_en": finding.sentence_en,
                "citation": finding.citation,
                "valid_from": max(
                    valid_from, datetime.date.fromisoformat(finding.valid_from)
                ),
            }
            written += ["", *row_lines("text_finding", row)]
    text = "\n".join(written) + "\n"
    return Accepted(text, len(own), len(rules), tuple(sources), ids)


def _free(prefix: str, taken: Collection[object]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        if f"{prefix}-{number:02d}" not in taken:
            yield f"{prefix}-{number:02d}"


def _citation(document: Document, proposal: Proposal) -> str:
    sentence = proposal.sentence
    heading = f", {sentence.headings[-1]}" if sentence.headings else ""
    return f"{document.name}{heading}, tecken {sentence.start}–{sentence.end}"


def _promise(promise_id: str, proposal: Proposal) -> dict[str, object]:
    template = proposal.template
    parameters = proposal.parameters
    return {
        "promise_id": promise_id,
        "area": template.area,
        "quote": proposal.sentence.text,
        "gloss_sv": template.title_sv + _detail(parameters, "sv"),
        "gloss_en": template.title_en + _detail(parameters, "en"),
        "kind": proposal.kind,
        "checks": list(dict.fromkeys(proposal.checks)),
    }


def _detail(values: Mapping[str, object], language: Literal["sv", "en"]) -> str:
    parts = [str(values["subject"])] if values.get("subject") else []
    if "number" in values:
        longest = f"–{values['longest']}" if "longest" in values else ""
        several, unit = f"{values['number']}{longest}" != "1", str(values["unit"])
        named = _UNITS[language].get(unit, (unit, unit))[several]
        parts.append(f"{values['number']}{longest} {named}")
    return f": {', '.join(parts)}" if parts else ""


def _is_promised_days(proposal: Proposal) -> bool:
    parameters = proposal.parameters
    is_answer = proposal.template.template_id == "answer_time"
    return is_answer and parameters.get("unit") == "days"


def _constant(proposal: Proposal) -> dict[str, object]:
    return {
        "name": "promise_days",
        "value": proposal.parameters["number"],
        "unit": "days",
    }


def listed_by(proposal: Proposal) -> Iterator[Mapping[str, object]]:
    """Who gets data by a sentence, for the list that its check compares with."""
    parameters = proposal.parameters
    names = parameters.get("recipients") or parameters.get("tool") or []
    if not parameters.get("negation"):
        for name in names if isinstance(names, list) else [names]:
            for one in proposal.template.lists:
                yield {"list": one, "value": name}


def _rule(promise_id: str, proposal: Proposal) -> dict[str, object] | None:
    """The retention rule of a promise, or None where the sentence leaves it open."""
    rule, parameters = proposal.template.rule, proposal.parameters
    kind, method = (
        rule.get("kind"),
        str(parameters.get("method") or rule.get("method") or ""),
    )
    if parameters.get("applies") == "no":
        return None
    if (
        parameters.get("number") and kind in _LEFT_OPEN and method in ("", "end")
    ):  # the officer says what texts do not
        kind, method = _LEFT_OPEN[str(kind)], "period"
    is_open = any(question.name == "event" for question in proposal.questions)
    stated = None if is_open else parameters.get("base")
    base = str(stated or rule.get("base") or "unstated")
    row: dict[str, object] = {
        "rule_id": promise_id,
        "kind": kind,
        "method": method,
        "base": base,
        "unit": "none",
        "gloss_sv": proposal.template.title_sv + _detail(parameters, "sv"),
        "gloss_en": proposal.template.title_en + _detail(parameters, "en"),
    }
    if method in ("end", "at_once"):
        return None if base == "unstated" else row
    if method == "until_further":
        reviewed = {"base": None, "review_on": parameters.get("review_on")}
        return row | reviewed if reviewed["review_on"] else None
    is_counted = method in ("period", "year_end", "year_inclusive")
    unit, number = parameters.get("unit"), parameters.get("number")
    if not is_counted or unit not in _PERIOD_UNITS or number is None:
        return None
    if parameters.get("rule_id") and not parameters.get("differs"):
        return None
    if unit == "hours" and base != "first_seen_at":
        return None
    if method != "period" and unit != "years":
        return None
    row |= {"period": number, "unit": unit}
    return row | {"longest": parameters["longest"]} if kind == "range" else row
