"""Secondary suppression: which cells are withheld to protect others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from math import ceil

import numpy as np

from privacy.suppression.attack import Attack, is_whole
from privacy.suppression.equations import Key, System, Truth, Whole
from privacy.suppression.evidence import Evidence, Needs
from privacy.suppression.solver import (
    UNBOUNDED,
    HighsProgram,
    Program,
    Reals,
    Solver,
    Unsolved,
)
from privacy.suppression.tables import UNKNOWN, At, Cell, Rule, Table

_NEAR = 1e-6
_ALMOST_NOTHING = 1e-3
_EFFORT = 150_000  # clean-up stops after so much work, so that large tables end soon
_DEAR, _CHEAP = 10.0, 2.0
"""How many times more a cell costs for each level of totals: first, and then tried."""
_TRY = 10  # what trying one cell costs besides its programs
_FREE = -10_000_000
"""What a change may be at least where nothing says that cells only grew."""


@dataclass(frozen=True)
class Pattern:
    """The state of every unknown of a system.

    `primary` are withheld for their own sake, `hidden` are all that are withheld,
    `fixed` may not be withheld any more. `low` is what the attacker knows a withheld
    cell to hold at least. `needs` is what must be proven of withheld cells.
    """

    system: System
    primary: Truth
    hidden: Truth
    fixed: Truth
    low: Whole
    needs: Needs

    @property
    def checked(self) -> Truth:
        """The withheld cells whose interval must be proven: all but zeros."""
        return self.hidden & ~self.system.is_implied & (self.system.value > 0)


def needs_of(system: System, rule: Rule, primary: Truth) -> Needs:
    """R5 and R6: at least k values, at least up to k, dominance blurred, insiders."""
    up = np.maximum(rule.persons - system.value, 0)
    for number in np.flatnonzero(primary):
        short = max(rule.short_of_dominance(cell) for cell in system.behind[number])
        up[number] = max(up[number], ceil(short))
    single = [
        int(number)
        for number in np.flatnonzero(primary)
        if min(cell.persons for cell in system.behind[number]) == 1
    ]
    return Needs(
        up=up,
        width=np.full(system.size, rule.persons - 1, dtype=np.int64),
        insiders=tuple(_insiders(system, single)),
        targets=np.flatnonzero(primary),
    )


def _insiders(system: System, single: Sequence[int]) -> list[Whole]:
    """All cells of one person each, put together (R19).

    A person is alone in every cell within a cell of hers, and in every cell where she
    is known to be. Somebody who withheld who they are may be one or many: each cell of
    theirs has an insider who knows it and what is within it, and no more.
    """
    is_known = {n: UNKNOWN not in _alone_in(system, n) for n in single}
    beside: dict[int, set[int]] = {number: {number} for number in single}
    for one, other in permutations(single, 2):
        is_within = system.keys[one] <= system.keys[other]
        if is_within or _alone_in(system, one) & _alone_in(system, other) - {UNKNOWN}:
            beside[one].add(other)
            if is_known[one] or system.value[one] == system.value[other]:
                beside[other].add(one)
    groups = dict.fromkeys(frozenset(_reached(beside, number)) for number in single)
    return [np.array(sorted(group), dtype=np.int64) for group in groups]


def _reached(beside: Mapping[int, set[int]], number: int) -> set[int]:
    result, waiting = set[int](), {number}
    while waiting:
        result |= waiting
        waiting = set().union(*(beside[one] for one in waiting)) - result
    return result


def _alone_in(system: System, number: int) -> set[str]:
    """Who is alone in a cell, where it is known."""
    return {cell.single for cell in system.behind[number] if cell.single is not None}


def changes_between(before: Table, after: Table) -> dict[At, Cell]:
    """How much each cell of a release changed, and who is behind it.

    Where what came late is all of the change, those behind that; else the fewest that
    there can be, and of calls as they are when one person stands for all that the
    others leave. What shrank is below zero.
    """
    old = {cell.at: cell for cell in before.cells}
    new = {cell.at: cell for cell in after.cells}
    is_of_callers = any(cell.largest for cell in after.cells)
    result = {}
    for at in old | new:
        was, now = (cells.get(at, Cell(at, 0, 0)) for cells in (old, new))
        value, persons = now.value - was.value, abs(now.persons - was.persons)
        if value and now.late and now.late.value == value:
            result[at] = now.late
            continue
        most = max(abs(value) - persons + 1, 0)
        worst = (most, min(most, 1)) if is_of_callers and value else None
        result[at] = Cell(at, value, persons, largest=worst)
    return result


def beside_first(
    pattern: Pattern,
    first: Pattern,
    changes: Mapping[Key, Sequence[Cell]],
    rule: Rule,
) -> Pattern:
    """The pattern of a correction together with that of the release it corrects.

    A reader knows which cells changed, as from a note, and that others are equal. That
    all changes have one sign may be known too; else neither version bounds the other.
    The unknowns of the correction keep their numbers, those of the release follow, and
    then come the changes, of which the small ones must stay wide. A cell that did not
    change is the same one in both to who is alone in it.
    """
    new, old = pattern.system, first.system
    sizes = {
        key: tuple(replace(cell, value=abs(cell.value)) for cell in cells)
        for key, cells in changes.items()
    }
    changed = [key for key, cells in sizes.items() if cells[0].value]
    place = {key: new.size + old.size + n for n, key in enumerate(changed)}
    shrank = {key for key in changed if changes[key][0].value < 0}
    entries = []
    for row, key in enumerate(changes, new.sums + old.sums):
        sign = -1 if key in shrank else 1
        if key in new.numbers:
            entries.append((row, new.numbers[key], sign))
        if key in old.numbers:
            entries.append((row, new.size + old.numbers[key], -sign))
        if key in place:
            entries.append((row, place[key], -1))
    added = np.array(entries, dtype=np.int64).reshape(-1, 3)
    count = len(changed)
    is_small = np.array(
        [any(map(rule.primary_reason, sizes[key])) for key in changed], dtype=bool
    )
    system = System(
        keys=(
            *new.keys,
            *(key | {("", "first")} if key in place else key for key in old.keys),
            *(key | {("", "change")} for key in changed),
        ),
        value=_numbers(new.value, old.value, [sizes[k][0].value for k in changed]),
        is_implied=_truths(new.is_implied, old.is_implied, ~is_small),
        level=_numbers(new.level, old.level, [0] * count),
        behind=(
            *new.behind,
            *old.behind,
            *(sizes[key] for key in changed),
        ),
        rows=_numbers(new.rows, old.rows + new.sums, added[:, 0]),
        columns=_numbers(new.columns, old.columns + new.size, added[:, 1]),
        signs=_numbers(new.signs, old.signs, added[:, 2]),
        sums=new.sums + old.sums + len(changes),
        numbers=new.numbers,
    )
    primary = _truths(pattern.primary, first.primary, is_small)
    is_one_way = len(shrank) in (0, count)
    least = 0 if is_one_way else _FREE
    return Pattern(
        system,
        primary,
        hidden=_truths(pattern.hidden, first.hidden, np.ones(count, dtype=bool)),
        fixed=_truths(
            pattern.fixed, np.ones(old.size, dtype=bool), np.zeros(count, dtype=bool)
        ),
        low=_numbers(pattern.low, first.low, [least] * count),
        needs=needs_of(system, rule, primary),
    )


def _numbers(*parts: Sequence[int] | Whole) -> Whole:
    return np.concatenate([np.asarray(part, dtype=np.int64) for part in parts])


def _truths(*parts: Truth) -> Truth:
    return np.concatenate(parts)


def withhold(pattern: Pattern, rule: Rule, solver: Solver = HighsProgram) -> Pattern:
    """Withhold more cells until an attacker can narrow none too far.

    Sequential linear programming (Handbook on SDC 4.4; tau-ARGUS): for each cell
    that is not proven safe, the cheapest change of the table that moves it far
    enough; every cell that the change touches is withheld. A cell costs more the
    more it counts, and ten times more per level of totals; a withheld one next to
    nothing. Where more cells are withheld for others than for themselves, totals are
    tried at a lower price, which is kept when at most half as many are withheld so.
    Raises Unsolved when there is no such change.
    """
    result = _searched(pattern, rule, solver, _DEAR)
    if _second(pattern, result) <= int(pattern.primary.sum()):
        return result
    try:
        cheaper = _searched(pattern, rule, solver, _CHEAP)
    except Unsolved:
        return result
    is_better = 2 * _second(pattern, cheaper) <= _second(pattern, result)
    return cheaper if is_better else result


def _searched(
    pattern: Pattern, rule: Rule, solver: Solver, per_level: float
) -> Pattern:
    search = _Search(pattern, solver, per_level)
    search.cover()
    if rule.clean_up:
        search.clean_up()
    return replace(pattern, hidden=search.evidence.hidden)


def _second(pattern: Pattern, result: Pattern) -> int:
    """How many cells are withheld to protect others."""
    return int((result.hidden & ~pattern.hidden).sum())


class _Search:
    """The pattern while it grows."""

    def __init__(self, pattern: Pattern, solver: Solver, per_level: float) -> None:
        system = pattern.system
        self.pattern, self.solver = pattern, solver
        self.evidence = Evidence(system, pattern.needs, pattern.hidden, pattern.low)
        can_hide = pattern.hidden | ((system.value > 0) & ~pattern.fixed)
        self.columns = np.flatnonzero(can_hide)
        self.price = (1 + np.log2(1 + system.value)) * per_level**system.level
        both = np.concatenate((self.columns, self.columns))
        signs = np.repeat(np.array([1, -1], dtype=np.int64), len(self.columns))
        self.program: Program = solver(system, both, signs)

    def cover(self) -> None:
        """Withhold cells until everything is proven, insiders included."""
        evidence = self.evidence
        while True:
            attack = Attack(evidence, self.solver)
            checked = replace(self.pattern, hidden=evidence.hidden).checked
            attack.push(checked)
            wanting = evidence.unproven(checked)
            for number in wanting:
                if (amount := evidence.lacking_up(int(number))) > 0:
                    self._move(int(number), amount, still=())
            if len(wanting):
                continue
            if attack.prove(checked):
                return
            for insider, targets in evidence.unproven_insiders():
                own = self.pattern.needs.insiders[insider]
                for target in targets:
                    if target in evidence.unproven_targets(insider):
                        self._move(int(target), 1, still=own)

    def _move(self, number: int, amount: int, still: Iterable[int]) -> None:
        """Withhold what the cheapest change touches that lifts a cell by `amount`."""
        evidence, columns, half = self.evidence, self.columns, len(self.columns)
        system = evidence.system
        price = np.where(evidence.hidden, _ALMOST_NOTHING, self.price)
        up = np.full(system.size, UNBOUNDED)
        down = np.maximum(system.value - evidence.low, 0).astype(np.float64)
        for own in still:
            up[own] = down[own] = 0
        up[number], down[number] = amount, 0
        lower = np.zeros(2 * half)
        lower[np.searchsorted(columns, number)] = amount
        cost = np.concatenate((price[columns], price[columns]))
        upper = np.concatenate((up[columns], down[columns]))
        solution = self.program.solve(cost, lower, upper)
        if solution is not None and not is_whole(solution):
            self._hide(solution)
            is_hidden = np.tile(evidence.hidden[columns], 2)
            solution = self.program.solve_whole(
                cost, lower, np.where(is_hidden, upper, 0)
            )
            if solution is None:
                solution = self.program.solve_whole(cost, lower, upper)
        if solution is None:
            raise Unsolved("a withheld cell cannot be protected")
        self._hide(solution)
        move = np.zeros(system.size, dtype=np.int64)
        move[columns] = np.rint(solution[:half]) - np.rint(solution[half:])
        moved = move[number] == amount and not any(move[own] for own in still)
        if not moved or not evidence.add(move):
            raise Unsolved("a solution is not what was asked for")

    def _hide(self, result: Reals) -> None:
        half = len(self.columns)
        touched = np.abs(result[:half] - result[half:]) > _NEAR
        self.evidence.hidden[self.columns[touched]] = True

    def clean_up(self) -> None:
        """Show again, dearest first, each cell that the others do not need."""
        secondary = np.flatnonzero(self.evidence.hidden & ~self.pattern.hidden)
        dearest = sorted(secondary, key=lambda n: (-self.price[n], int(n)))
        attack = Attack(self.evidence, self.solver)
        for tried, number in enumerate(dearest):
            programs = attack.solved + _TRY * tried
            if programs * int(self.evidence.hidden.sum()) > _EFFORT:
                return
            attack.evidence = self.evidence.without(int(number))
            checked = replace(self.pattern, hidden=attack.evidence.hidden).checked
            try:
                if attack.prove(checked, give_up=True):
                    self.evidence = attack.evidence
            except Unsolved:
                return
