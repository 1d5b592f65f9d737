"""Reads a published policy and proposes, sentence by sentence, what it promises.

`read` makes a Document of a file or a pasted text; `propose` says of each sentence
which template of `data/law/templates.toml` it follows and with which parameters, and
what the sentence leaves open; `find_outdated` says what in it no longer holds. Rules
propose; the officer decides.
"""

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
    "Document",
    "Finding",
    "Proposal",
    "Question",
    "Sentence",
    "Template",
    "find_outdated",
    "needed_sources",
    "new_policy",
    "policy_rows",
    "propose",
    "read",
    "templates",
]
