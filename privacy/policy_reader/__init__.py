"""Reads a published policy and proposes, sentence by sentence, what it promises.

`read` makes a Document of a file or a pasted text; `propose` says of each sentence
which template of `data/law/templates.toml` it follows and with which parameters, and
what the sentence leaves open; `find_outdated` says what in it no longer holds. Rules
propose; the officer decides.
"""

from privacy.policy_reader.deciding import (
    Compared,
    Decision,
    added,
    added_key,
    asked_fields,
    compare,
    decided,
    found_in,
    is_complete,
    keyed,
)
from privacy.policy_reader.documents import Document, Sentence
from privacy.policy_reader.files import KINDS, read
from privacy.policy_reader.proposals import (
    Finding,
    Proposal,
    Question,
    find_outdated,
    propose,
)
from privacy.policy_reader.templates import Template, templates
from privacy.policy_reader.writing import (
    Accepted,
    needed_sources,
    new_policy,
    policy_rows,
)

__all__ = [
    "KINDS",
    "Accepted",
    "Compared",
    "Decision",
    "Document",
    "Finding",
    "Proposal",
    "Question",
    "Sentence",
    "Template",
    "added",
    "added_key",
    "asked_fields",
    "compare",
    "decided",
    "find_outdated",
    "found_in",
    "is_complete",
    "keyed",
    "needed_sources",
    "new_policy",
    "policy_rows",
    "propose",
    "read",
    "templates",
]
