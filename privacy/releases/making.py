"""Makes one release: true cells, folded, suppressed, audited."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace

from privacy.contracts import Contract, contract_names, read_contract
from privacy.journal import Journal
from privacy.policy import IDENTITY, SHAPES
from privacy.releases.ladder import CORRECTED, as_table, climb
from privacy.releases.merging import (
    costs_cells,
    is_alone,
    is_apart,
    merge_values,
    named_before,
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
from privacy.storage.organisations import Organisation
from privacy.storage.rows import RowStore
from privacy.suppression import (
    OTHERS,
    Cell,
    Protected,
    Rule,
    SafeTable,
    Table,
    Word,
    changes_between,
    fold_rare,
    protect,
)

TOTAL = "*"
_REGISTER = ("requests", "records", "web_aggregate_cells", "reply_days")
"""Tables of the register that statistics are counted from."""
_STATES = ("record_states", "known_requests", "pauses", "due_days", "deadlines")
"""Its macros that say how things stood on a day, each after those that it asks."""
_MEMORY = "450MB"
"""What a month may take at a time: two processes stay below 1.2 GB, at any size.

What is more is spilt: ten million lines of a month took no longer with less.
"""

At = tuple[str, ...]
"""Where a cell stands: one value per dimension."""
TrueRows = list[tuple[object, ...]]
NONE: Mapping[str, TrueRows] = {}


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
    late = true_cells(replace(task, parts=task.late)) if task.late else {}
    return protect_cells(task, true_cells(task), late)


def true_cells(task: Task) -> dict[str, TrueRows]:
    """The true cells of a period by statistic, as their queries answer; for nobody.

    But for titles that hold somebody's number or address: they are 'övriga'.
    """
    spill = task.organisation.builds / "spill"
    with closing(connect(memory=_MEMORY, spill=spill)) as connection:
        _lay_out_rows(connection, task)
        return count_cells(connection, task)


def count_cells(connection: Connection, task: Task) -> dict[str, TrueRows]:
    """The same of the rows in imported.* and register.* of a connection."""
    _count_once(connection, task)
    counted = _Counted(connection, task)
    for statistic in statistics_of(task.source):
        _merge_small(counted, statistic)
    return {
        statistic.name: without_personal(
            statistic,
            counted.rows(statistic),
            rule_of(task, statistic).persons if statistic.is_folded else 0,
        )
        for statistic in statistics_of(task.source)
    }


def protect_cells(
    task: Task, true: Mapping[str, TrueRows], late: Mapping[str, TrueRows] = NONE
) -> list[Made]:
    """Fold and suppress the statistics of one release together.

    `late` are the true cells of what came after the release that this one corrects.
    """
    statistics = statistics_of(task.source)
    by_rule: dict[Rule, list[Statistic]] = {}
    for item in statistics:
        by_rule.setdefault(rule_of(task, item), []).append(item)
    made = []
    shown = dict(true)
    for rule, group in by_rule.items():
        ladders = [s for s in group if s.ladder]
        sums = [s for s in group if not s.ladder]
        cells = {
            s.name: _with_late(
                *(
                    _cells(s, rows.get(s.name, []), rule, _before(task, s.name))
                    for rows in (true, late)
                )
            )
            for s in sums
        }
        tables = [
            Table(
                s.name,
                s.options["unit"],
                s.dimensions,
                tuple(cells[s.name].values()),
                s.headlines,
            )
            for s in sums
        ]
        safe = _protect(task, sums, tables, rule)
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


def _with_late(cells: Mapping[At, Cell], late: Mapping[At, Cell]) -> dict[At, Cell]:
    """Cells, each with its part that came late."""
    return {at: replace(cell, late=late.get(at)) for at, cell in cells.items()}


def _protect(
    task: Task, statistics: Iterable[Statistic], tables: Iterable[Table], rule: Rule
) -> Protected:
    """Suppress tables together, those of a correction with the release it corrects.

    A statistic of which a correction tells only what did not change (corrected=same in
    Options) has as few persons as there are behind its cells and behind what they leave
    of others: of a change that is no bound for either, unless it was counted by itself.
    """
    unlike = {}
    by_name = {table.name: table for table in tables}
    before = [safe for safe in task.before if safe.table.name in by_name]
    is_same = {s.name for s in statistics if s.options.get("corrected") == "same"}
    for old in before:
        name, table = old.table.name, by_name[old.table.name]
        if name in is_same and _has_changed(old.table, table):
            withheld = {cell.at: "refused" for cell in table.cells}
            unlike[name] = SafeTable(table, withheld, CORRECTED)
    others = [table for name, table in by_name.items() if name not in unlike]
    safe = protect(others, rule, before=before)
    return Protected((*safe.tables, *unlike.values()), safe.certificate)


def _has_changed(before: Table, after: Table) -> bool:
    """Whether a cell changed by something else than what came late."""
    now = {cell.at: cell for cell in after.cells}
    return any(
        change.value and (at not in now or change is not now[at].late)
        for at, change in changes_between(before, after).items()
    )


def rule_of(task: Task, statistic: Statistic) -> Rule:
    """What a cell of a statistic must hold to be shown, on the day of the release."""
    return Rule(
        persons=int(task.policy.constant(statistic.options["minimum"], task.on)),
        agents=int(task.policy.constant("min_agents", task.on)),
        dominance_percent=task.policy.constant("dominance_percent", task.on),
        group_disclosure=statistic.options.get("group") == "true",
    )


def _before(task: Task, name: str) -> SafeTable | None:
    """The true cells of a statistic in the release that a task corrects."""
    return next((safe for safe in task.before if safe.table.name == name), None)


def _cells(
    statistic: Statistic,
    rows: Iterable[tuple[object, ...]],
    rule: Rule,
    before: SafeTable | None = None,
) -> dict[At, Cell]:
    """The true cells of one statistic by place, rare values folded into one.

    Those of a correction stand where the cells of the release `before` stand, and
    where something new came.
    """
    names = statistic.contract.column_names
    cells = {}
    for row in rows:
        stated = dict(zip(names, row, strict=True))
        at = tuple(str(stated[name]) for name in statistic.dimensions)
        largest = (
            (_whole(stated["largest"]), _whole(stated["second_largest"]))
            if stated.get("largest") is not None
            else None
        )
        agents, single = stated.get("agents"), stated.get("single")
        cells[at] = Cell(
            at=at,
            value=_whole(stated[statistic.counted]),
            persons=_whole(stated["persons"]),
            agents=None if agents is None else _whole(agents),
            largest=largest,
            single=None if single is None else str(single),
        )
    stood = {cell.at for cell in before.table.cells} if before else set()
    if statistic.is_folded and cells:
        shown = {word for (word,) in stood} - {TOTAL, OTHERS} if before else None
        cells = _folded(cells, replace(rule, words=statistic.words), shown)
    places = range(len(statistic.dimensions))
    whole = [place for place in places if {at[place] for at in stood} == {TOTAL}]
    cells = {
        at: cell
        for at, cell in cells.items()
        if (at in stood or not is_alone(statistic, at, cells))
        and {at[place] for place in whole} <= {TOTAL}
    }
    values = [at for at in cells if TOTAL not in at]
    is_rest = values == [(OTHERS,)] and not stood & {*values}
    if len(values) == 1 and (rule.group_disclosure or is_rest):
        # The only value there is would be released of every person, or says no more
        # than the total: the total alone is.
        del cells[values[0]]
    return cells


def _folded(
    cells: Mapping[At, Cell], rule: Rule, shown: set[str] | None
) -> dict[At, Cell]:
    """One-dimensional cells with the rare ones in one cell of their own.

    Not rare are those `shown` where they are given.
    """
    total = cells.get((TOTAL,))
    words = [
        Word(at[0], cell.value, cell.persons)
        for at, cell in cells.items()
        if at != (TOTAL,)
    ]
    kept: dict[At, Cell] = {}
    for word in fold_rare(words, rule, shown=shown):
        whole = None if word.word == OTHERS else cells.get((word.word,))
        kept[(word.word,)] = whole or Cell((word.word,), word.value, word.persons)
    if total is not None:
        kept[(TOTAL,)] = total
    return kept


def _whole(value: object) -> int:
    return int(str(value))


def _lay_out_rows(connection: Connection, task: Task) -> None:
    """Make imported.*, register.* and policy.* of the task's period."""
    organisation = task.organisation
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
    params = {param.name: period[param.name] for param in contract.params}
    make = f"create table {into} as " if into else ""
    return connection.execute(make + contract.sql, params or None)


class _Counted:
    """The rows of each statistic, asked again only when what they count was changed."""

    def __init__(self, connection: Connection, task: Task) -> None:
        self._connection, self.task = connection, task
        self._rows: dict[str, TrueRows] = {}

    def rows(self, statistic: Statistic) -> TrueRows:
        """The true rows of a statistic, as they are now."""
        if statistic.name not in self._rows:
            answer = _ask(self._connection, self.task, statistic.contract)
            self._rows[statistic.name] = answer.fetchall()
        return self._rows[statistic.name]

    def cells(self, statistic: Statistic) -> list[Cell]:
        """The same as cells."""
        rule = rule_of(self.task, statistic)
        return list(_cells(statistic, self.rows(statistic), rule).values())

    def merge(
        self, statistic: Statistic, dimension: str, values: Iterable[str], name: str
    ) -> None:
        """Give values of a dimension one name, in all statistics."""
        table = statistic.contract.reads[0]
        merge_values(self._connection, table, dimension, values, name)
        self._rows.clear()

    def put_together(self, statistic: Statistic) -> None:
        """Count the value with the others that the statistic may count apart."""
        table, limit = statistic.contract.reads[0], statistic.apart[-1]
        self._connection.execute(f"update {table} set {limit} = null")
        self._rows.clear()


def _merge_small(counted: _Counted, statistic: Statistic) -> None:
    """Put small values of the dimensions that say so together, among the rows (R23).

    They are counted again together: who is behind them is known and not bounded.
    """
    rule = rule_of(counted.task, statistic)
    before = _before(counted.task, statistic.name)
    if before:
        cells = counted.cells(statistic)
        for dimension, names in named_before(statistic, before, cells).items():
            for name, values in names.items():
                counted.merge(statistic, dimension, values, name)
        if statistic.apart and not is_apart(statistic, before):
            counted.put_together(statistic)
        return
    for dimension in statistic.merged:
        while result := values_to_merge(
            statistic, counted.cells(statistic), dimension, rule
        ):
            counted.merge(statistic, dimension, result, OTHERS)
    if statistic.apart and costs_cells(statistic, counted.cells(statistic), rule):
        counted.put_together(statistic)
    for dimension in statistic.joined:
        while result := values_to_join(
            statistic, counted.cells(statistic), dimension, rule
        ):
            parts = sorted(part for value in result for part in value.split("+"))
            counted.merge(statistic, dimension, result, "+".join(parts))


def _lay_out_states(connection: Connection, organisation: Organisation) -> None:
    """How records and requests stand on a day, and the holds set in the dashboard."""
    for name in _STATES:
        connection.execute(
            f"create macro register.{name}(given_day) as table "
            f"select * from build.register.{name}(given_day)"
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
        values = dict(zip(names, row, strict=True))
        true[tuple(str(values[name]) for name in statistic.dimensions)] = values
    base = int(statistic.options.get("round", "1"))
    release_id = f"{task.source}-{task.name}"
    listed = []
    if safe.refused:  # the whole table is withheld: not even its places are released
        whole = safe.table.whole
        cells = {at: cell for at, cell in cells.items() if at == whole}
    for at, cell in sorted(cells.items()):
        is_withheld = safe.is_withheld(at)
        values = true.get(at, {})
        measures = [
            None
            if is_withheld
            else _rounded(cell.value, base)
            if name == statistic.counted
            else _measure(statistic, name, at, values, protected, rule)
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
    stated: Mapping[str, object],
    protected: Protected,
    rule: Rule,
) -> object:
    """A measure of a shown cell, None where it says too much.

    It needs persons and agents of its own (R16), and every cell that it says something
    of must be shown (R18): a median above the time aimed at proves that at least half
    waited longer; one of talks proves that enough were answered.
    """
    persons, agents = stated.get(f"{name}_persons"), stated.get(f"{name}_agents")
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
    return stated.get(name)


def _only_parts(safe: SafeTable, at: At) -> dict[str, str]:
    """Where a cell stands, by dimension; the total of a single value is that value."""
    result = {}
    for place, name in enumerate(safe.table.dimensions):
        values = {cell.at[place] for cell in safe.table.cells} - {TOTAL}
        is_one = at[place] == TOTAL and len(values) == 1
        result[name] = values.pop() if is_one else at[place]
    return result


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
