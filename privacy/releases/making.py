"""Makes one release: true cells, folded, suppressed, audited."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from privacy.contracts import Contract, contract_names, read_contract
from privacy.journal import Journal
from privacy.organisations import Organisation
from privacy.policy import IDENTITY, SHAPES
from privacy.releases.ladder import CORRECTED, as_table, climb
from privacy.releases.merging import (
    costs_cells,
    is_alone,
    merge_values,
    values_to_join,
    values_to_merge,
)
from privacy.releases.periods import EVENTS, Task
from privacy.releases.statistics import Statistic, statistics_of
from privacy.releases.titles import without_personal
from privacy.storage.builds import Build
from privacy.storage.databases import (
    Connection,
    attach,
    connect,
    create_in_force,
    fill_table,
)
from privacy.storage.encrypted import keyring_of
from privacy.storage.keys import derive
from privacy.storage.rows import RowStore
from privacy.suppression import (
    OTHERS,
    Cell,
    Protected,
    Rule,
    SafeTable,
    Table,
    Word,
    fold_rare,
    protect,
)

TOTAL = "*"
_REGISTER = ("requests", "records", "web_aggregate_cells")
"""Tables of the register that statistics are counted from."""
_MEMORY = "900MB"
"""What a month may take at a time, so that all of an import stays below 1.5 GB."""

At = tuple[str, ...]
"""Where a cell stands: one value per dimension."""
TrueRows = list[tuple[object, ...]]


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


@dataclass(frozen=True)
class Made:
    """One statistic as it is released, and the truth behind it, which is for nobody."""

    released: Released
    truth: SafeTable


def make_release(task: Task) -> list[Made]:
    """Compute one release: true cells, folded, protected and audited.

    A pure function of files: the rows of the period's months and the register.
    """
    return protect_cells(task, true_cells(task))


def true_cells(task: Task) -> dict[str, TrueRows]:
    """The true cells of a period by statistic, as their queries answer; for nobody.

    But for titles that hold somebody's number or address: they are 'övriga'.
    """
    connection = _open_rows(task)
    try:
        return count_cells(connection, task)
    finally:
        connection.close()


def count_cells(connection: Connection, task: Task) -> dict[str, TrueRows]:
    """The same of the rows in imported.* and register.* of a connection."""
    _count_once(connection, task)
    for found in statistics_of(task.source):
        _merge_small(connection, task, found)
    return {
        found.name: without_personal(
            found,
            _ask(connection, task, found.contract).fetchall(),
            rule_of(task, found).persons if found.is_folded else 0,
        )
        for found in statistics_of(task.source)
    }


def protect_cells(task: Task, true: Mapping[str, TrueRows]) -> list[Made]:
    """Fold and suppress the statistics of one release together."""
    statistics = statistics_of(task.source)
    by_rule: dict[Rule, list[Statistic]] = {}
    for found in statistics:
        by_rule.setdefault(rule_of(task, found), []).append(found)
    made = []
    shown = dict(true)
    for rule, group in by_rule.items():
        ladders = [s for s in group if s.ladder]
        cells = {s.name: _cells(s, true[s.name], rule) for s in group if not s.ladder}
        tables = [
            Table(
                s.name,
                s.options["unit"],
                s.dimensions,
                tuple(cells[s.name].values()),
                s.headlines,
            )
            for s in group
            if not s.ladder
        ]
        safe = protect(tables, rule)
        for s in ladders:
            shown[s.name], refused = climb(s, true[s.name], rule, safe)
            if task.version > 1:  # a change of persons is no sum of changes
                refused = CORRECTED
            own = as_table(s, shown[s.name], refused)
            cells[s.name] = {cell.at: cell for cell in own.table.cells}
            safe = Protected((*safe.tables, own), safe.certificate)
        for statistic in group:
            name = statistic.name
            released = _released(task, statistic, cells[name], shown[name], safe, rule)
            made.append(Made(released, safe[name]))
    return made


def rule_of(task: Task, statistic: Statistic) -> Rule:
    """What a cell of a statistic must hold to be shown, on the day of the release."""
    return Rule(
        persons=int(task.policy.constant(statistic.options["minimum"], task.on)),
        agents=int(task.policy.constant("min_agents", task.on)),
        dominance_percent=task.policy.constant("dominance_percent", task.on),
        group_disclosure=statistic.options.get("group") == "true",
    )


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
        agents, single = said.get("agents"), said.get("single")
        cells[at] = Cell(
            at=at,
            value=_whole(said[statistic.counted]),
            persons=_whole(said["persons"]),
            agents=None if agents is None else _whole(agents),
            largest=largest,
            single=None if single is None else str(single),
        )
    if statistic.is_folded and cells:
        cells = _folded(cells, replace(rule, words=statistic.words))
    cells = {
        at: cell for at, cell in cells.items() if not is_alone(statistic, at, cells)
    }
    values = [at for at in cells if TOTAL not in at]
    if rule.group_disclosure and len(values) == 1:
        # The only value there is would be released of every person: the total alone is.
        del cells[values[0]]
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
        whole = None if word.word == OTHERS else cells.get((word.word,))
        kept[(word.word,)] = whole or Cell((word.word,), word.value, word.persons)
    if total is not None:
        kept[(TOTAL,)] = total
    return kept


def _whole(value: object) -> int:
    return int(str(value))


def _open_rows(task: Task) -> Connection:
    """A connection with imported.*, register.* and policy.* of the task's period."""
    organisation = task.organisation
    connection = connect(memory=_MEMORY, spill=organisation.builds / "spill")
    keyring = keyring_of(organisation, task.master)
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
        source = f"build.policy.{name}s"
        create_in_force(connection, f"policy.{name}s", IDENTITY[name], source)
    for name in _REGISTER:
        connection.execute(
            f"create view register.{name} as select * from build.register.{name}"
        )
    _lay_out_states(connection, organisation)
    for table in EVENTS.get(task.source, ()):
        views = [
            view
            for month in task.period.months
            if (view := store.view(connection, table, f"{month:%Y-%m}", task.parts))
        ]
        # Rows of an earlier version may lack a column.
        columns = read_contract(f"imports/{table}").columns
        none = ", ".join(f"null::{column.type} as {column.name}" for column in columns)
        views.append(f"(select {none} where false)")
        union = " union all by name ".join(f"select * from {view}" for view in views)
        # Read from the files when it is asked: all the rows of a month are many.
        connection.execute(f"create view imported.{table} as {union}")
    return connection


def _count_once(connection: Connection, task: Task) -> None:
    """Make imported.<name> of each query in months/ about this source's events.

    What several statistics need is counted from the month's rows once for all.
    """
    events = {f"imported.{table}" for table in EVENTS.get(task.source, ())}
    for contract in map(read_contract, contract_names("months")):
        if events & set(contract.reads):
            table = contract.name.replace("months/", "imported.")
            _ask(connection, task, contract, into=table)


def _ask(
    connection: Connection, task: Task, contract: Contract, *, into: str | None = None
) -> Connection:
    """Ask a query about the task's period, into a table when one is named."""
    period = {"first_on": task.period.first_on, "last_on": task.period.last_on}
    asked = {param.name: period[param.name] for param in contract.params}
    make = f"create table {into} as " if into else ""
    return connection.execute(make + contract.sql, asked or None)


def _merge_small(connection: Connection, task: Task, statistic: Statistic) -> None:
    """Put small values of the dimensions that say so together, among the rows (R23).

    They are counted again together: who is behind them is known and not bounded.
    """
    rule, table = rule_of(task, statistic), statistic.contract.reads[0]

    def counted() -> list[Cell]:
        rows = _ask(connection, task, statistic.contract).fetchall()
        return list(_cells(statistic, rows, rule).values())

    for dimension in statistic.merged:
        while found := values_to_merge(statistic, counted(), dimension, rule):
            merge_values(connection, table, dimension, found, OTHERS)
    is_apart = task.apart and not costs_cells(statistic, counted(), rule)
    if statistic.apart and not is_apart:
        connection.execute(f"update {table} set {statistic.apart[-1]} = null")
    for dimension in statistic.joined:
        while found := values_to_join(statistic, counted(), dimension, rule):
            parts = sorted(part for value in found for part in value.split("+"))
            merge_values(connection, table, dimension, found, "+".join(parts))


def _lay_out_states(connection: Connection, organisation: Organisation) -> None:
    """register.record_states(day), and the holds that were set in the dashboard."""
    connection.execute(
        "create macro register.record_states(given_day) as table "
        "select * from build.register.record_states(given_day)"
    )
    connection.execute("create schema journal")
    connection.execute(
        "create table journal.hold_times (system varchar, record_type varchar, "
        "record_id varchar, set_at timestamptz, lifted_at timestamptz)"
    )
    held = [
        (system, kind, record, set_at, lifted_at)
        for _id, system, kind, record, _who, _why, set_at, lifted_at, _review in (
            Journal.of(organisation).state().hold_times()
        )
    ]
    fill_table(connection, "journal.hold_times", held)


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
    release_id = f"{task.source}-{task.name}"
    listed = []
    if safe.refused:  # the whole table is withheld: not even its places are released
        whole = safe.table.whole
        cells = {at: cell for at, cell in cells.items() if at == whole}
    for at, cell in sorted(cells.items()):
        is_withheld = safe.is_withheld(at)
        said = true.get(at, {})
        measures = [
            None
            if is_withheld
            else _rounded(cell.value, base)
            if name == statistic.counted
            else _measure(statistic, name, at, said, protected, rule)
            for name in statistic.measures
        ]
        month = task.period.first_on.isoformat()
        labels = (at[place] for place in _listed_at(statistic, at))
        listed.append((month, *labels, *measures, is_withheld, release_id))
    return Released(
        statistic=statistic.name,
        rows=tuple(listed),
        cells=len(cells),
        first_withheld=safe.primary,
        second_withheld=safe.secondary,
        narrowest=protected.certificate.narrowest_of(statistic.name),
        min_persons=rule.persons,
        refused=safe.refused,
    )


def _listed_at(statistic: Statistic, at: At) -> Iterable[int]:
    """Which values of a place are published: of a nested one perhaps the outer."""
    for name in statistic.listed:
        place = statistic.dimensions.index(name)
        outer = statistic.nested.get(name)
        is_whole = outer is not None and at[place] == TOTAL
        yield statistic.dimensions.index(outer) if outer and is_whole else place


def _measure(
    statistic: Statistic,
    name: str,
    at: At,
    said: Mapping[str, object],
    protected: Protected,
    rule: Rule,
) -> object:
    """A measure of a shown cell, None where it says too much.

    It needs persons and agents of its own (R16), and every cell that it says something
    of must be shown (R18): a median above the time aimed at proves that at least half
    waited longer; one of talks proves that enough were answered.
    """
    persons, agents = said.get(f"{name}_persons"), said.get(f"{name}_agents")
    if persons is not None and _whole(persons) < rule.persons:
        return None
    if agents is not None and _whole(agents) < rule.agents:
        return None
    about, values = statistic.narrowed.get(name, ("", {}))
    if about:
        place = dict(zip(statistic.dimensions, at, strict=True))
        if about == statistic.name:
            place = _only_parts(protected[about], at) | values
        if _hides_any(protected[about], place):
            return None
    return said.get(name)


def _only_parts(safe: SafeTable, at: At) -> dict[str, str]:
    """Where a cell stands, by dimension; the total of a single value is that value."""
    found = {}
    for place, name in enumerate(safe.table.dimensions):
        values = {cell.at[place] for cell in safe.table.cells} - {TOTAL}
        is_one = at[place] == TOTAL and len(values) == 1
        found[name] = values.pop() if is_one else at[place]
    return found


def _hides_any(safe: SafeTable, place: Mapping[str, str]) -> bool:
    """Whether a table withholds a cell of which a cell of another table tells.

    A cell of all queues tells of the sum that the table gives for the same place;
    a cell of one queue may tell of each part of it.
    """
    shared = [name for name in safe.table.dimensions if name in place]
    is_whole = all(place[name] == TOTAL for name in place if name not in shared)
    for hidden in safe.withheld:
        of = dict(zip(safe.table.dimensions, hidden, strict=True))
        same = [place[name] == of[name] for name in shared]
        meets = [TOTAL in (place[name], of[name]) for name in shared]
        if all(same) or (not is_whole and all(map(max, same, meets))):
            return True
    return False


def _rounded(value: int, base: int) -> int:
    """To the nearest multiple of a base, halves up (R14)."""
    return (value + base // 2) // base * base
