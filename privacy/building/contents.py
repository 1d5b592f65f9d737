"""What inventories and lists hold, by system and kind: counted, never shown."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from privacy.contracts.tables import tables
from privacy.journal import JournalState
from privacy.storage.databases import Connection, fill_table, quoted
from privacy.storage.rows import UNDATED, Part, RowStore, files_of, reading

_NAMED = "id <> '' and not starts_with(id, 'rad ')"
"""SQL for rows that have an id of their own, not that of their place in the file."""

_NONE_HELD = (
    "create or replace temp table held_ids "
    "(place bigint, system varchar, kind varchar, id varchar)"
)

Scope = tuple[str, str]
"""A system (or the series of a list that names none), and a kind of record."""
Places = tuple[int, ...]
"""Exports by their place among those of the table."""
Step = tuple[Scope, Places, Places]
"""The exports that made a scope's inventory before, and those that make it then."""


class Contents:
    """The rows of one table in all its exports, which come oldest first."""

    def __init__(
        self,
        connection: Connection,
        store: RowStore,
        table: str,
        parts: Sequence[Part],
        state: JournalState,
    ) -> None:
        self.parts = parts
        self._run = connection.execute
        self._connection = connection
        self._store = store
        self._table = table
        self._lay_out(state)
        counted = self._run(
            "select place, system, kind, count(*) from held_ids group by all"
        ).fetchall()
        self._counts = {(p, (system, kind)): n for p, system, kind, n in counted}
        self._counts |= {
            (place, (system, kind)): rows
            for place, part in enumerate(parts)
            for name, system, kind, rows, _ in part.decided
            if part.is_thinned and name == table and rows
        }
        self._scopes: dict[int, list[Scope]] = {}
        for place, scope in sorted(self._counts):
            self._scopes.setdefault(place, []).append(scope)
        self._shared = self._count_shared()
        self._gone: dict[Step, int] = {}

    def scopes(self, place: int) -> list[Scope]:
        """What an export holds rows of."""
        return self._scopes.get(place, [])

    def rows(self, scope: Scope, places: Iterable[int]) -> int:
        """How many rows of a scope some exports hold."""
        return sum(self._counts.get((place, scope), 0) for place in places)

    def shared(self, scope: Scope, older: int, newer: int) -> int:
        """How many ids of a scope two exports of one day share."""
        return self._shared.get((older, newer, scope), 0)

    def count_gone(self, steps: Sequence[Step]) -> None:
        """Count in one question what `gone` will be asked."""
        rows: list[tuple[object, ...]] = []
        for number, (scope, before, after) in enumerate(steps):
            rows += [(number, *scope, place, True) for place in before]
            rows += [(number, *scope, place, False) for place in after]
        self._gone |= dict.fromkeys(steps, 0)
        for number, count in self._missing(rows):
            self._gone[steps[number]] = count

    def gone(self, step: Step) -> int:
        """How many ids vanish in a step that no approved round lets go."""
        if step not in self._gone:
            self.count_gone([step])
        return self._gone[step]

    def ids(self, scope: Scope, places: Places) -> set[str]:
        """The ids of a scope in some exports."""
        output = self._run(
            "select id from held_ids where system = ? and kind = ? "
            "and list_contains(?::bigint[], place)",
            [*scope, list(places)],
        ).fetchall()
        return {id_ for (id_,) in output}

    def standing_rows(
        self, standing: Mapping[Scope, Places]
    ) -> Iterator[tuple[Part, str]]:
        """Of each export of which rows stand, SQL that reads them.

        A row that two exports of one inventory hold stands in the newer alone.
        """
        shape = "(place bigint, system varchar, kind varchar)"
        self._run(f"create or replace temp table standing {shape}")
        rows = [(p, *scope) for scope, places in standing.items() for p in places]
        fill_table(self._connection, "standing", rows)
        self._run(
            "create or replace temp table hidden as select place, system, kind, id "
            "from held_ids semi join standing using (place, system, kind) "
            f"where {_NAMED} "
            "qualify place < max(place) over (partition by system, kind, id)"
        )
        for place in sorted({place for place, *_ in rows}):
            part = self.parts[place]
            system, kind, id_ = self._names(quoted(part.series))
            view = self._store.view(self._connection, self._table, UNDATED, [part])
            yield (
                part,
                f"(select * from {view} where ({system}, {kind}) in "
                f"(select (system, kind) from standing where place = {place}) "
                f"and ({system}, {kind}, {id_}) not in "
                f"(select (system, kind, id) from hidden where place = {place}))",
            )

    def _names(self, series: str) -> tuple[str, str, str]:
        """SQL for the system, the kind and the id of a row."""
        table = tables()[self._table]
        key = table.key or ("record_id",)
        names = {field.name for field in table.fields}
        is_of_system = "system" in names and key != ("system",)
        return (
            f"coalesce(system, {series})" if is_of_system else series,
            "coalesce(record_type, '')" if self._table == "records" else "''",
            f"concat_ws(chr(31), {', '.join(key)})",
        )

    def _lay_out(self, state: JournalState) -> None:
        """Make held_ids: place, system, kind and id of each row of each export."""
        files = [
            (file.as_posix(), place, part.series)
            for place, part in enumerate(self.parts)
            for span in part.spans
            if span.table == self._table and not part.is_thinned
            for file in files_of(self._store.organisation.rows / part.file_id, span)
        ]
        self._run(
            "create or replace temp table held_files "
            "(filename varchar, place bigint, series varchar)"
        )
        fill_table(self._connection, "held_files", files)
        system, kind, id_ = self._names("series")
        if not files:
            self._run(_NONE_HELD)
        else:
            rows = reading([Path(name) for name, *_ in files], UNDATED, names=True)
            self._run(
                "create or replace temp table held_ids as select distinct place, "
                f"{system} as system, {kind} as kind, {id_} as id "
                f"from {rows} inner join held_files using (filename)"
            )
        self._run(
            "create or replace temp table expected_gone "
            "(system varchar, kind varchar, id varchar)"
        )
        fill_table(self._connection, "expected_gone", state.expected_gone())

    def _count_shared(self) -> dict[tuple[int, int, Scope], int]:
        """How many ids any two exports of one day share, by scope."""
        days = [(place, part.exported_on) for place, part in enumerate(self.parts)]
        if len({day for _, day in days}) == len(days):
            return {}
        self._run("create or replace temp table held_days (place bigint, day varchar)")
        fill_table(self._connection, "held_days", days)
        output = self._run(
            "with row_ids as (select * from held_ids "
            f"inner join held_days using (place) where {_NAMED}) "
            "select one.place, two.place, system, kind, count(*) from row_ids as one "
            "inner join row_ids as two using (day, system, kind, id) "
            "where one.place < two.place group by all"
        ).fetchall()
        return {(older, newer, (s, k)): n for older, newer, s, k, n in output}

    def _missing(self, rows: Collection[tuple[object, ...]]) -> list[tuple[int, int]]:
        """How many ids of the exports before are in none of those then, by step."""
        self._run(
            "create or replace temp table steps (number bigint, system varchar, "
            "kind varchar, place bigint, is_before boolean)"
        )
        fill_table(self._connection, "steps", rows)
        return self._run(
            "with row_ids as (select number, system, kind, id, is_before "
            "from held_ids inner join steps using (place, system, kind)) "
            "select number, count(distinct id) from row_ids as old anti join "
            "(select number, id from row_ids where not is_before) as new "
            "using (number, id) anti join expected_gone using (system, kind, id) "
            "where is_before group by number"
        ).fetchall()
