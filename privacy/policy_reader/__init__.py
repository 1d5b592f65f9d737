"""Reads a published policy and proposes, sentence by sentence, what it promises.

`read` makes a Document of a file or a pasted text; `propose` says of each sentence
which template of `data/law/templates.toml` it follows and with which parameters, and
what the sentence leaves open; `find_outdated` says what in it no longer holds. Rules
propose; the officer decides.
"""

from privacy.policy_reader.deciding import (
    ANSWERED_BY,
    Compared,
    Decision,
    added,
    added_key,
    asked_fields,
    compare,
    current,
    decided,
    found_in,
    is_complete,
    keyed,
)
from privacy.policy_reader.documents import Document, Sentence
from privacy.policy_reader.files import KINDS, MOST_MB, read
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
    listed_by,
    needed_sources,
    new_policy,
    policy_rows,
)

__all__ = [
    "ANSWERED_BY",
    "KINDS",
    "MOST_MB",
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
    "current",
    "decided",
    "find_outdated",
    "found_in",
    "is_complete",
    "keyed",
    "listed_by",
    "needed_sources",
    "new_policy",
    "policy_rows",
    "propose",
    "read",
    "templates",
]
