"""Makes one release: true cells, folded, suppressed, audited."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from privacy.builds import Build
from privacy.databases import Connection, attach, connect
from privacy.policy import SHAPES
from privacy.pseudonyms import Keyring, derive
from privacy.releases.periods import EVENTS, Task
from privacy.releases.statistics import Statistic, statistics_of
from privacy.rows import RowStore
from privacy.suppression import (
    Cell,
    Protected,
    Rule,
    Table,
    Word,
    fold_rare,
    protect,
)

TOTAL = "*"
At = tuple[str, ...]
"""Where a cell stands: one value per dimension."""


@dataclass(frozen=True)
class Released:
    """One statistic of one release, safe to show to anyone.

    `rows` follow the columns of queries/released/<statistic>: month, dimensions,
    measures, is_withheld, release_id.
    """

    statistic: str
    rows: tuple[tuple[object, ...], ...]
    cells: int
    first_withheld: int
    second_withheld: int
    narrowest: int | None
    min_persons: int
    refused: str | None = None


def make_release(task: Task) -> list[Released]:
    """Compute one release: true cells, folded, protected and audited.

    A pure function of files: the rows of the period's months and the register.
    """
    statistics = statistics_of(task.source)
    connection = _open_rows(task)
    try:
        asked = {"first_on": task.period.first_on, "last_on": task.period.last_on}
        true = {
            found.name: connection.execute(found.contract.sql, asked).fetchall()
            for found in statistics
        }
    finally:
        connection.close()
    return _protect(task, statistics, true)


def _protect(
    task: Task,
    statistics: Sequence[Statistic],
    true: Mapping[str, list[tuple[object, ...]]],
) -> list[Released]:
    """Fold and suppress the statistics of one release together."""
    by_minimum: dict[str, list[Statistic]] = {}
    for found in statistics:
        by_minimum.setdefault(found.options["minimum"], []).append(found)
    made = []
    for minimum, group in by_minimum.items():
        rule = Rule(
            persons=int(task.policy.constant(minimum, task.on)),
            agents=int(task.policy.constant("min_agents", task.on)),
            dominance_percent=task.policy.constant("dominance_percent", task.on),
        )
        cells = {s.name: _cells(s, true[s.name], rule) for s in group}
        tables = [
            Table(
                s.name, s.options["unit"], s.dimensions, tuple(cells[s.name].values())
            )
            for s in group
        ]
        safe = protect(tables, rule)
        for statistic in group:
            name = statistic.name
            made.append(_released(task, statistic, cells[name], true[name], safe, rule))
    return made


def _cells(
    statistic: Statistic, rows: Iterable[tuple[object, ...]], rule: Rule
) -> dict[At, Cell]:
    """The true cells of one statistic by place, rare values folded into one."""
    names = statistic.contract.column_names
    cells = {}
    for row in rows:
        said = dict(zip(names, row, strict=True))
        at = tuple(str(said[name]) for name in statistic.dimensions)
        largest = (
            (_whole(said["largest"]), _whole(said["second_largest"]))
            if said.get("largest") is not None
            else None
        )
        agents = said.get("agents")
        cells[at] = Cell(
            at=at,
            value=_whole(said[statistic.counted]),
            persons=_whole(said["persons"]),
            agents=None if agents is None else _whole(agents),
            largest=largest,
        )
    if statistic.options.get("fold") == "true" and cells:
        return _folded(cells, rule)
    return cells


def _folded(cells: Mapping[At, Cell], rule: Rule) -> dict[At, Cell]:
    """One-dimensional cells with the rare ones in one cell of their own."""
    total = cells.get((TOTAL,))
    words = [
        Word(at[0], cell.value, cell.persons)
        for at, cell in cells.items()
        if at != (TOTAL,)
    ]
    kept: dict[At, Cell] = {}
    for word in fold_rare(words, rule):
        whole = cells.get((word.word,))
        kept[(word.word,)] = whole or Cell((word.word,), word.value, word.persons)
    if total is not None:
        kept[(TOTAL,)] = total
    return kept


def _whole(value: object) -> int:
    return int(str(value))


def _open_rows(task: Task) -> Connection:
    """A connection with imported.*, register.* and policy.* of the task's period."""
    organisation = task.organisation
    connection = connect(spill=organisation.builds / "spill")
    keyring = Keyring(organisation.keys, task.master)
    store = RowStore(organisation, keyring)
    key = derive(keyring.master(), "register")
    build = Build(organisation, task.stamp)
    attach(connection, build.register, "build", key, read_only=True)
    connection.execute("create schema imported; create schema register")
    connection.execute("create schema policy")
    store.add_keys(connection, task.period.months)
    for name in SHAPES:
        connection.execute(
            f"create view policy.{name}s as select * from build.policy.{name}s"
        )
    connection.execute(
        "create view register.requests as select * from build.register.requests"
    )
    for table in EVENTS.get(task.source, ()):
        views = [
            view
            for month in task.period.months
            if (view := store.view(connection, table, f"{month:%Y-%m}", task.parts))
        ]
        union = " union all by name ".join(f"select * from {view}" for view in views)
        connection.execute(f"create table imported.{table} as {union}")
    return connection


def _released(
    task: Task,
    statistic: Statistic,
    cells: Mapping[At, Cell],
    rows: Iterable[tuple[object, ...]],
    protected: Protected,
    rule: Rule,
) -> Released:
    """The released rows of one statistic: withheld cells keep their place, empty."""
    names = statistic.contract.column_names
    safe = protected[statistic.name]
    true = {}
    for row in rows:
        said = dict(zip(names, row, strict=True))
        true[tuple(str(said[name]) for name in statistic.dimensions)] = said
    base = int(statistic.options.get("round", "1"))
    release_id = f"{task.source}-{task.period.first_on:%Y-%m}-v1"
    listed = []
    if safe.refused:  # the whole table is withheld: not even its places are told
        cells = {at: cell for at, cell in cells.items() if set(at) <= {TOTAL}}
    for at, cell in sorted(cells.items()):
        is_withheld = safe.is_withheld(at)
        said = true.get(at, {})
        measures = [
            None
            if is_withheld
            else _rounded(cell.value, base)
            if name == statistic.counted
            else said.get(name)
            for name in statistic.measures
        ]
        month = task.period.first_on.isoformat()
        listed.append((month, *at, *measures, is_withheld, release_id))
    return Released(
        statistic=statistic.name,
        rows=tuple(listed),
        cells=len(cells),
        first_withheld=safe.first,
        second_withheld=safe.second,
        narrowest=protected.certificate.narrowest_of(statistic.name),
        min_persons=rule.persons,
        refused=safe.refused,
    )


def _rounded(value: int, base: int) -> int:
    """To the nearest multiple of a base, halves up (R14)."""
    return (value + base // 2) // base * base
