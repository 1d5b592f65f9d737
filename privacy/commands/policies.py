"""Commands about what is promised: new, read-policy."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from privacy.commands.common import NEW_KEY, now_of, print_json
from privacy.errors import BadPolicy
from privacy.errors.explained import reason_of
from privacy.installation import Installation
from privacy.operations.backup import at_the_command_line
from privacy.operations.policy_texts import PolicyTexts
from privacy.policy_reader import (
    Document,
    Proposal,
    find_outdated,
    new_policy,
    propose,
    read,
)


def new(arguments: argparse.Namespace, home: Installation) -> int:
    """Begin an organisation with one short policy file."""
    if home.is_bundled:
        raise BadPolicy(
            "Say where your data lie: --data FOLDER, or PRIVACY_DATA; the example is "
            "no place for them."
        )
    file = new_policy(home.data, arguments.id, arguments.title, arguments.program)
    if arguments.json:
        print_json({"organisation": arguments.id, "file": str(file)})
    else:
        print(f"{file} is written. Exports go into {file.parents[1] / 'exports'}.")
        print(
            f"Next: {arguments.program} read-policy POLICY "
            f"--organisation {arguments.id} --data {home.data}"
        )
    return 0


def read_published(arguments: argparse.Namespace, home: Installation) -> int:
    """List what a published policy promises; with --accept write it as policy rows."""
    document = read(_content(arguments.file), arguments.file.name)
    proposals, findings = propose(document), find_outdated(document)
    if arguments.accept:
        return _accept(arguments, home, document)
    if arguments.json:
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
        raise BadPolicy(f"{file} cannot be opened ({reason_of(error)}).") from None


def _print(proposal: Proposal) -> None:
    parameters = ", ".join(f"{k} {v}" for k, v in proposal.parameters.items())
    same = f" (same as {proposal.same_as})" if proposal.same_as else ""
    print(f"{proposal.proposal_id:>7}  {proposal.template.title_en}{same}")
    print(f"         {proposal.sentence.text}")
    if parameters:
        print(f"         {parameters}")
    for question in proposal.questions:
        print(f"         ? {question.en}")


def _accept(
    arguments: argparse.Namespace, home: Installation, document: Document
) -> int:
    """Write accepted proposals into the organisation's policy, if it stays sound."""
    organisation = home.organisation(arguments.organisation)
    chosen = _chosen(arguments.accept, propose(document))
    if not home.keyring(organisation).has_master:
        print(NEW_KEY.format(keys=organisation.keys), file=sys.stderr)
    texts, now = PolicyTexts(home, organisation), now_of(arguments)
    texts.accept(document, chosen, arguments.valid_from or now.date())
    rows = texts.put_in_force(at_the_command_line(), now)
    if arguments.json:
        print_json(
            {
                "file": str(rows.file),
                "promises": rows.promises,
                "rules": rows.rules,
                "sources": list(rows.sources),
            }
        )
    else:
        print(
            f"{rows.file} is written: {rows.promises} promises, {rows.rules} retention "
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
