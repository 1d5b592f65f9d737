"""Suppression: what of a statistic is withheld so that nobody can be traced in it.

tables       what goes in and comes out: Cell, Table, Rule, SafeTable, Certificate
equations    the sums that tie cells and tables together
solver       linear programs, solved by HiGHS and trusted by nobody
evidence     what is proven of withheld cells, in whole numbers
attack       the attacker: how far can a withheld cell be narrowed
primary      primary suppression: cells withheld for their own sake
pattern      secondary suppression: cells withheld to protect others
protection   protect (make tables safe) and audit (prove that they are)
corrections  may_correct: may a frozen release be replaced
folding      rare words and pages become one
"""

from privacy.suppression.corrections import may_correct
from privacy.suppression.folding import OTHERS, Word, fold_dimension, fold_rare
from privacy.suppression.pattern import changes_between
from privacy.suppression.protection import audit, protect
from privacy.suppression.tables import (
    TOTAL,
    Cell,
    Certificate,
    Interval,
    Protected,
    Rule,
    SafeTable,
    Table,
)

__all__ = [
    "OTHERS",
    "TOTAL",
    "Cell",
    "Certificate",
    "Interval",
    "Protected",
    "Rule",
    "SafeTable",
    "Table",
    "Word",
    "audit",
    "changes_between",
    "fold_dimension",
    "fold_rare",
    "may_correct",
    "protect",
]
