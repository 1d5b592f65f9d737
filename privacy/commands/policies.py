"""Commands about what is promised: new, read-policy."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from privacy.commands.common import print_json, today_of
from privacy.errors import BadPolicy
from privacy.installation import Installation
from privacy.organisations import Organisation
from privacy.policy import Policy, read_policy
from privacy.policy_reader import (
    Document,
    Finding,
    Proposal,
    find_outdated,
    new_policy,
    policy_rows,
    propose,
    read,
)

_IDS = {
    "promise": "promise_id",
    "retention_rule": "rule_id",
    "source": "source",
    "text_finding": "finding_id",
    "constant": "name",
}


def new(asked: argparse.Namespace, home: Installation) -> int:
    """Begin an organisation with one short policy file."""
    if home.is_bundled:
        raise BadPolicy(
            "Say where your data lie: --data FOLDER, or PRIVACY_DATA; the example is "
            "no place for them."
        )
    file = new_policy(home.data, asked.id, asked.title, asked.program)
    if asked.json:
        print_json({"organisation": asked.id, "file": str(file)})
    else:
        print(f"{file} is written. Exports go into {file.parents[1] / 'exports'}.")
        print(
            f"Next: {asked.program} read-policy POLICY --organisation {asked.id} "
            f"--data {home.data}"
        )
    return 0


def read_published(asked: argparse.Namespace, home: Installation) -> int:
    """List what a published policy promises; with --accept write it as policy rows."""
    document = read(_content(asked.file), asked.file.name)
    proposals, findings = propose(document), find_outdated(document)
    if asked.accept:
        organisation = home.organisation(asked.organisation)
        return _accept(asked, organisation, document, proposals, findings)
    if asked.json:
        print_json(
            {
                "name": document.name,
                "sha256": document.sha256,
                "language": document.language,
                "sentences": len(document.sentences),
                "proposals": [proposal.as_json() for proposal in proposals],
                "findings": [
                    {"finding": f.finding_id, "sv": f.sentence_sv, "en": f.sentence_en}
                    for f in findings
                ],
            }
        )
        return 0
    for proposal in proposals:
        _print(proposal)
    for finding in findings:
        print(f"Finding: {finding.sentence_en}")
    new_ones = sum(proposal.same_as is None for proposal in proposals)
    print(
        f"{len(document.sentences)} sentences, {new_ones} proposals. Write those that "
        "are right with --accept all, or with their numbers."
    )
    return 0


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadPolicy(f"{file} cannot be opened ({error.strerror}).") from None


def _print(proposal: Proposal) -> None:
    said = ", ".join(f"{k} {v}" for k, v in proposal.parameters.items())
    same = f" (same as {proposal.same_as})" if proposal.same_as else ""
    print(f"{proposal.proposal_id:>7}  {proposal.template.title_en}{same}")
    print(f"         {proposal.sentence.text}")
    if said:
        print(f"         {said}")
    for question in proposal.questions:
        print(f"         ? {question.en}")


def _accept(
    asked: argparse.Namespace,
    organisation: Organisation,
    document: Document,
    proposals: Sequence[Proposal],
    findings: Sequence[Finding],
) -> int:
    """Write accepted proposals into the organisation's policy, if it stays sound."""
    chosen = _chosen(asked.accept, proposals)
    policy = read_policy(organisation.folder)
    valid_from = asked.valid_from or today_of(asked)
    taken = {table: _taken(policy, table, key) for table, key in _IDS.items()}
    rows = policy_rows(
        document, chosen, findings, valid_from, _prefix(organisation), taken
    )
    read_policy(organisation.folder, rows.text)
    file = organisation.folder / "policy" / f"read-{document.sha256[:12]}.toml"
    _write_once(file, rows.text)
    _write_once(file.with_suffix(".txt"), document.text)
    if asked.json:
        print_json(
            {
                "file": str(file),
                "promises": rows.promises,
                "rules": rows.rules,
                "sources": list(rows.sources),
            }
        )
    else:
        print(
            f"{file} is written: {rows.promises} promises, {rows.rules} retention "
            f"rules. Expected exports: {', '.join(rows.sources) or 'none'}."
        )
    return 0


def _chosen(accepted: Sequence[str], proposals: Sequence[Proposal]) -> list[Proposal]:
    if list(accepted) == ["all"]:
        return list(proposals)
    known = {proposal.proposal_id: proposal for proposal in proposals}
    wrong = [name for name in accepted if name not in known]
    if wrong:
        raise BadPolicy(
            f"There is no proposal {', '.join(wrong)}; read-policy without --accept "
            "lists their numbers."
        )
    return [known[name] for name in dict.fromkeys(accepted)]


def _taken(policy: Policy, table: str, key: str) -> set[str]:
    return {str(row[key]) for row in policy.table(table)}


def _prefix(organisation: Organisation) -> str:
    """Capitals of the organisation's id: exempel-forsakring is EF."""
    return "".join(part[0] for part in organisation.id.split("-") if part).upper()


def _write_once(file: Path, text: str) -> None:
    if file.exists():
        raise BadPolicy(
            f"{file} is there already: this text has been accepted before. Change its "
            "rows, or take the file away first."
        )
    new_file = file.with_suffix(".new")
    new_file.write_text(text, encoding="utf-8")
    new_file.replace(file)
