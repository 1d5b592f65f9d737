"""Protects the tables of one release and audits what an attacker sees of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from privacy.suppression.attack import Attack
from privacy.suppression.equations import Key, join_tables, key_of
from privacy.suppression.evidence import Evidence
from privacy.suppression.pattern import (
    Pattern,
    beside_first,
    changes_between,
    needs_of,
    withhold,
)
from privacy.suppression.primary import (
    adds_up,
    why_unfit,
    withhold_all,
    withhold_primary,
)
from privacy.suppression.solver import HighsProgram, Solver, Unlimited, Unsolved
from privacy.suppression.tables import (
    Cell,
    Certificate,
    Interval,
    Protected,
    Rule,
    SafeTable,
    Table,
)

_FEW = frozenset({"total", "nobody_known"})  # why a total may not be released
_UNKNOWN = frozenset({"group", "refused"})  # withheld cells that may well be zero


def protect(
    tables: Sequence[Table],
    rule: Rule,
    published: Sequence[SafeTable] = (),
    *,
    before: Sequence[SafeTable] = (),
    solver: Solver = HighsProgram,
) -> Protected:
    """Withhold what must be withheld of the tables of one release, together.

    `published` are tables of earlier releases that share cells with these: what they
    showed stays shown, what they withheld stays withheld. `before` are the tables that
    these correct: a reader holds both and subtracts (R12). The outcome passed the
    audit; where no pattern does, a table keeps its margins only, or nothing (R15).
    """
    safe: dict[str, SafeTable] = {}
    certificates = []
    for unit in dict.fromkeys(table.unit for table in tables):
        own = [table for table in tables if table.unit == unit]
        earlier = [item for item in published if item.table.unit == unit]
        first = [item for item in before if item.table.unit == unit]
        made, certificate = _protect_unit(own, rule, earlier, first, solver)
        certificates.append(certificate)
        safe.update((item.table.name, item) for item in made)
    return Protected(
        tuple(safe[table.name] for table in tables), _together(certificates)
    )


def audit(
    tables: Sequence[SafeTable],
    rule: Rule,
    published: Sequence[SafeTable] = (),
    *,
    before: Sequence[SafeTable] = (),
    exact: bool = False,
    solver: Solver = HighsProgram,
) -> Certificate:
    """What an attacker with all tables, earlier ones and corrected ones too, finds out.

    Says for every withheld cell an interval that is proven to be possible; with
    `exact`, the whole interval. Fails when a cell that must be withheld is shown,
    when one of the withheld keeps fewer than k values or cannot reach k (R5), or
    when one person who knows a cell of their own finds out another (R6).
    """
    certificates = [
        _audit_unit(
            [table for table in tables if table.table.unit == unit],
            rule,
            [table for table in published if table.table.unit == unit],
            [table for table in before if table.table.unit == unit],
            exact,
            solver,
        )
        for unit in dict.fromkeys(table.table.unit for table in tables)
    ]
    return _together(certificates)


def _protect_unit(
    tables: Sequence[Table],
    rule: Rule,
    published: Sequence[SafeTable],
    before: Sequence[SafeTable],
    solver: Solver,
) -> tuple[list[SafeTable], Certificate]:
    tables = _as_others_know(tables, rule)
    refused = _refused(tables, rule)
    fit = [table for table in tables if table.name not in refused]
    linked = [*fit, *(item.table for item in published)]
    if len(linked) > 1 and not adds_up(linked):
        refused |= {table.name: "not_additive" for table in fit}
    for margins_only in (False, True):
        start = [
            withhold_all(table, refused[table.name])
            if table.name in refused
            else withhold_primary(table, rule, margins_only=margins_only)
            for table in tables
        ]
        for spared in _spared(tables):
            try:
                made = _complete(start, rule, published, before, solver, spared)
                certificate = _audit_unit(made, rule, published, before, False, solver)
            except (Unsolved, Unlimited):
                continue
            if certificate.passed:
                return made, certificate
    nothing = [withhold_all(t, refused.get(t.name, "not_safe")) for t in tables]
    return nothing, _certificate(nothing)


def _refused(tables: Sequence[Table], rule: Rule) -> dict[str, str]:
    """The tables of which nothing may be shown, and why.

    A total that may not be released is in none of the tables that hold it (R17).
    """
    refused = {t.name: reason for t in tables if (reason := why_unfit(t, rule))}
    wholes = {key_of(t, t.whole) for t in tables if refused.get(t.name) in _FEW}
    alike = {t.name: "total" for t in tables if key_of(t, t.whole) in wholes}
    return alike | refused


def _as_others_know(tables: Sequence[Table], rule: Rule) -> list[Table]:
    """The tables, where a cell of several has as few behind it as any says (R17)."""
    known: dict[Key, list[Cell]] = {}
    for table in tables:
        for cell in table.cells:
            known.setdefault(key_of(table, cell.at), []).append(cell)
    return [
        replace(
            table,
            cells=tuple(
                _fewest(cell, known[key_of(table, cell.at)], rule)
                for cell in table.cells
            ),
        )
        for table in tables
    ]


def _fewest(cell: Cell, alike: Sequence[Cell], rule: Rule) -> Cell:
    """A cell with the fewest persons and agents of some, and the most dominant."""
    agents = [one.agents for one in alike if one.agents is not None]
    dominant = max(
        alike, key=lambda one: (rule.short_of_dominance(one), one.largest or (0, 0))
    )
    single = [one.single for one in alike if one.single is not None]
    return replace(
        cell,
        persons=min(one.persons for one in alike),
        agents=min(agents, default=None),
        largest=dominant.largest,
        single=single[0] if single else None,
    )


def _spared(tables: Sequence[Table]) -> list[frozenset[Key]]:
    """Which headlines protect no other cell, tried in turn (R22).

    All of them first; then all but one, the least wanted first; then fewer and fewer
    of the most wanted, until none is spared.
    """
    held = {key_of(table, cell.at) for table in tables for cell in table.cells}
    wanted = dict.fromkeys(key_of(t, at) for t in tables for at in t.headlines)
    listed = [key for key in wanted if key in held]
    but_one = [[k for k in listed if k != freed] for freed in reversed(listed)]
    fewer = [listed[:count] for count in range(len(listed) - 2, -1, -1)]
    return [frozenset(turn) for turn in (listed, *but_one, *fewer)]


def _complete(
    start: Sequence[SafeTable],
    rule: Rule,
    published: Sequence[SafeTable],
    before: Sequence[SafeTable],
    solver: Solver,
    spared: frozenset[Key] = frozenset(),
) -> list[SafeTable]:
    """The tables with secondary suppressions added, none of them a spared cell."""
    pattern = _pattern(start, rule, published, before)
    for key in spared & pattern.system.numbers.keys():
        number = pattern.system.numbers[key]
        pattern.fixed[number] = not pattern.hidden[number]
    hidden = withhold(pattern, rule, solver).hidden
    made = []
    for table in start:
        withheld = dict(table.withheld)
        if table.refused in (None, "margins_only"):
            for cell in table.table.cells:
                number = pattern.system.number(table.table, cell.at)
                if hidden[number]:
                    reason = _linked_reason(pattern, number, rule)
                    withheld.setdefault(cell.at, reason)
        made.append(SafeTable(table.table, withheld, table.refused))
    return made


def _linked_reason(pattern: Pattern, number: int, rule: Rule) -> str:
    """Why a cell is withheld that its own table would show."""
    reasons = (rule.primary_reason(cell) for cell in pattern.system.behind[number])
    return next((reason for reason in reasons if reason), "secondary")


def _pattern(
    tables: Sequence[SafeTable],
    rule: Rule,
    published: Iterable[SafeTable],
    before: Sequence[SafeTable] = (),
) -> Pattern:
    """What an attacker knows of the unknowns behind some tables."""
    if before:
        return beside_first(
            _pattern(tables, rule, published),
            _pattern([], rule, before),
            _changes(before, tables),
            rule,
        )
    earlier = [table for table in published if _is_read(table)]
    new = [table for table in tables if _is_read(table)]
    system = join_tables([table.table for table in (*new, *earlier)])
    primary = np.array(
        [any(rule.primary_reason(cell) for cell in cells) for cells in system.behind],
        dtype=bool,
    )
    hidden, fixed = system.is_implied | primary, np.zeros(system.size, dtype=bool)
    low = np.where(system.is_implied, 0, 1)
    known, unknown = set[int](), set[int]()
    for table in (*earlier, *new):
        for cell in table.table.cells:
            number = system.number(table.table, cell.at)
            reason = table.withheld.get(cell.at)
            if reason is None:
                continue
            hidden[number] = True
            primary[number] |= reason == "group" and cell.value > 0
            (unknown if reason in _UNKNOWN else known).add(number)
    low[sorted(unknown - known - set(np.flatnonzero(low == 0)))] = 0
    for table in earlier:
        for at in table.shown():
            number = system.number(table.table, at)
            fixed[number], hidden[number] = True, False
    return Pattern(system, primary, hidden, fixed, low, needs_of(system, rule, primary))


def _changes(
    before: Iterable[SafeTable], after: Iterable[SafeTable]
) -> dict[Key, list[Cell]]:
    """How each cell changed that both versions know; in no table: none of either."""
    first = {safe.table.name: safe.table for safe in before if _is_read(safe)}
    result: dict[Key, list[Cell]] = {}
    for table in [safe.table for safe in after if _is_read(safe)]:
        if table.name in first:
            for at, cell in changes_between(first[table.name], table).items():
                result.setdefault(key_of(table, at), []).append(cell)
    return result


def _is_read(result: SafeTable) -> bool:
    """Whether anything of a table is shown."""
    return result.refused in (None, "margins_only")


def _audit_unit(
    tables: Sequence[SafeTable],
    rule: Rule,
    published: Sequence[SafeTable],
    before: Sequence[SafeTable],
    exact: bool,
    solver: Solver,
) -> Certificate:
    pattern = _pattern(tables, rule, published, before)
    system = pattern.system
    failures = []
    hidden = pattern.hidden.copy()
    for table in (*tables, *published):
        for at in table.shown():
            hidden[system.number(table.table, at)] = False
    if (pattern.primary & ~hidden).any():
        failures.append("A cell that must be withheld is shown.")
    evidence = Evidence(system, pattern.needs, hidden, pattern.low)
    attack = Attack(evidence, solver)
    checked = hidden & pattern.checked
    try:
        attack.prove(checked)
    except (Unsolved, Unlimited):
        failures.append("The audit could not be finished.")
    if len(evidence.unproven(checked)):
        failures.append("A withheld cell can be narrowed further than the rule allows.")
    if evidence.unproven_insiders():
        failures.append("A person who knows one withheld cell finds out another.")
    intervals = tuple(
        interval
        for table in tables
        if _is_read(table)
        for interval in _intervals(table, attack, exact)
    )
    return _certificate(tables, intervals, attack.solved, failures)


def _intervals(result: SafeTable, attack: Attack, exact: bool) -> Iterable[Interval]:
    """The interval of every withheld cell of a table that holds anything."""
    evidence = attack.evidence
    for cell in result.table.cells:
        number = evidence.system.number(result.table, cell.at)
        if cell.value == 0 or not evidence.hidden[number]:
            continue
        up: int | None = int(evidence.highest[number])
        down: int | None = int(evidence.lowest[number])
        if exact:
            up, down = attack.reach(number, 1), attack.reach(number, -1)
        yield Interval(
            result.table.name,
            cell.at,
            cell.value + (down or 0),
            None if up is None else cell.value + up,
        )


def _certificate(
    tables: Sequence[SafeTable],
    intervals: tuple[Interval, ...] = (),
    solved: int = 0,
    failures: Iterable[str] = (),
) -> Certificate:
    return Certificate(
        cells=sum(len(table.table.cells) for table in tables),
        primary=sum(table.primary for table in tables),
        secondary=sum(table.secondary for table in tables),
        intervals=intervals,
        solved=solved,
        failures=tuple(failures),
    )


def _together(certificates: Iterable[Certificate]) -> Certificate:
    every = list(certificates)
    return Certificate(
        cells=sum(one.cells for one in every),
        primary=sum(one.primary for one in every),
        secondary=sum(one.secondary for one in every),
        intervals=tuple(interval for one in every for interval in one.intervals),
        solved=sum(one.solved for one in every),
        failures=tuple(failure for one in every for failure in one.failures),
    )
