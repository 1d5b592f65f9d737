"""Whether a frozen release may be replaced by a corrected one (R12)."""

from collections.abc import Sequence
from dataclasses import replace

from privacy.suppression.equations import NotAdditive
from privacy.suppression.pattern import changes_between
from privacy.suppression.protection import audit
from privacy.suppression.solver import HighsProgram, Solver
from privacy.suppression.tables import Rule, SafeTable


def may_correct(
    before: Sequence[SafeTable],
    after: Sequence[SafeTable],
    rule: Rule,
    *,
    solver: Solver = HighsProgram,
) -> str | None:
    """Why a release may not be corrected, or None when it may.

    A reader of both versions knows their difference, and perhaps from a note which
    cells changed. Each change that both versions give must have `rule.persons` persons
    behind it, none of whom can stand for most of it; they are at least as many as the
    number of persons grew or shrank by, and never more than the events. The audit of
    both versions and the changes together must pass: a change that is not given may
    not be narrowed further than a withheld cell. What the release gives in all must be
    given by the correction, and it must not withhold more figures than it changes.

    Answers with a sentence without values.
    """
    if [t.table.name for t in before] != [t.table.name for t in after]:
        return "The correction has other tables than the release."
    corrected = lost = 0
    for earlier, later in zip(before, after, strict=True):
        whole = earlier.table.whole
        is_lost = later.is_withheld(whole) and not earlier.is_withheld(whole)
        if is_lost and earlier.table.cells:
            return "Too few persons stand behind the change of all that is counted."
        for at, change in changes_between(earlier.table, later.table).items():
            lost += later.is_withheld(at) and not earlier.is_withheld(at)
            if earlier.is_withheld(at) or later.is_withheld(at):
                continue
            corrected += change.value != 0
            size = replace(change, value=abs(change.value))
            if reason := rule.primary_reason(size):
                return _TOO_MUCH[reason]
    if lost > corrected:
        return "The correction would withhold more figures than it corrects."
    try:
        certificate = audit(after, rule, before=before, solver=solver)
    except NotAdditive:
        return "The correction is cut in another way than the release."
    return None if certificate.passed else certificate.failures[0]


_TOO_MUCH = {
    "persons": "Too few persons stand behind the change of a cell.",
    "dominance": "One person may stand for most of the change of a cell.",
}
