"""Gives each file its own of what several files gave that were read together.

Their rows lie in taken.<table>, each with the place of its file: in the column `place`
of events, and above the 32 bits of `line` in everything else.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from privacy.contracts import contract_names, read_contract
from privacy.imports.deduplicate import (
    DAYS,
    Fact,
    lines_of,
    rows_once,
    tables_taken,
)
from privacy.imports.outcomes import count_statuses
from privacy.imports.placing import LINE, PLACE
from privacy.storage.databases import Connection, fill_table
from privacy.storage.rows import (
    FACTS,
    REJECTS,
    UNDATED,
    RowStore,
    Span,
    copy_apart,
    file_name,
    month_of,
)


@dataclass
class Share:
    """What one of the files gave."""

    spans: list[Span] = field(default_factory=list)
    repeated: int = 0
    facts: list[Fact] = field(default_factory=list)
    reasons: dict[str, int] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)


def split(
    connection: Connection, store: RowStore, folders: Mapping[int, Path], work: Path
) -> dict[int, Share]:
    """Write the rows of each file into its folder; return what it gave, by place.

    A file that must be read alone is not among them. `work` is a folder for what is
    being written.
    """
    shares = {place: Share() for place in folders}
    apart = _Apart(connection, folders, work)
    store.add_keys(connection, [])
    for table in tables_taken(connection):
        _forget_others(connection, table, folders)
        if table in DAYS:
            _keep_events(apart, store, table, shares)
        else:
            _keep_state(apart, table, shares)
    _forget_others(connection, "rejects", folders)
    _keep_rejects(apart, shares)
    _count_facts(apart, shares)
    return shares


def _forget_others(
    connection: Connection, table: str, folders: Mapping[int, Path]
) -> None:
    """Delete the rows of files that are left out after all."""
    place = "place" if table in DAYS else f"({PLACE})"
    listed = ", ".join(map(str, folders)) or "null"
    connection.execute(f"delete from taken.{table} where {place} not in ({listed})")


@dataclass
class _Apart:
    """Writes the rows of a query into the folder of each file."""

    connection: Connection
    folders: Mapping[int, Path]
    work: Path

    def write(self, rows: str, name: str, span: str) -> None:
        """Rows of a query with a column `place`, in its order, as files of a name."""
        target = self.work / name
        copy_apart(self.connection, rows, "place", target, span)
        for folder in target.iterdir():
            (file,) = folder.iterdir()
            place = int(folder.name.removeprefix("place="))
            file.rename(self.folders[place] / name)
        shutil.rmtree(target)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query whose first column is the place."""
        return self.connection.execute(sql).fetchall()


def _keep_events(
    apart: _Apart, store: RowStore, table: str, shares: Mapping[int, Share]
) -> None:
    day = DAYS[table]
    counted = apart.ask(
        f"select place, strftime(month, '%Y-%m'), count(*), {lines_of(table)}, "
        f"min({day})::varchar, max({day})::varchar "
        f"from taken.{table} group by all order by all"
    )
    for month in sorted({str(row[1]) for row in counted}):
        store.add_keys(apart.connection, [month_of(month)])
        rows = f"from taken.{table} where month = '{month}-01' order by place"
        if table == "searches":  # nothing follows from the order of the lines
            rows += ", row_key"
        apart.write(f"select * {rows}", file_name(table, month), month)
    for place, month, rows_, lines, first_on, last_on in counted:
        span = Span(table, month, rows_, int(lines), first_on, last_on)
        shares[place].spans.append(span)
    if table == "hits":
        statuses = count_statuses(apart.connection, "taken.hits", "place")
        for place, counts in statuses.items():
            shares[place].statuses = counts


def _keep_state(apart: _Apart, table: str, shares: dict[int, Share]) -> None:
    run = apart.connection.execute
    kept_rows = rows_once(apart.connection, table, PLACE)
    run(f"create or replace table export.kept as {kept_rows}")
    name = file_name(table, UNDATED)
    apart.write("from export.kept order by place", name, UNDATED)
    kept = dict(apart.ask("select place, count(*) from export.kept group by 1"))
    rows = apart.ask(f"select {PLACE}, count(*) from taken.{table} group by 1")
    for place in shares.keys() - kept.keys():
        del shares[place]  # also a file without rows has a file of them: read alone
    for place, count in rows:
        shares[place].spans.append(Span(table, UNDATED, kept[place], kept[place]))
        shares[place].repeated += count - kept[place]


def _keep_rejects(apart: _Apart, shares: Mapping[int, Share]) -> None:
    reasons = apart.ask(
        f"select {PLACE}, reason, count(*) from taken.rejects group by all order by all"
    )
    if reasons:
        rows = f"select {PLACE} as place, {LINE} as line, reason from taken.rejects"
        apart.write(f"{rows} order by all", REJECTS, UNDATED)
    for place, reason, count in reasons:
        shares[place].reasons[str(reason)] = count


def _count_facts(apart: _Apart, shares: Mapping[int, Share]) -> None:
    """The facts of each file: of a month and a place where one file has a month."""
    run = apart.connection.execute
    run("create schema if not exists imported")
    known = contract_names("imports/facts")
    titled: list[tuple[int, *Fact]] = []
    for table in tables_taken(apart.connection):
        if f"imports/facts/{table}" not in known:
            continue
        run(
            f"create or replace view imported.{table} as select * exclude (place) "
            "replace ({'place': place, 'month': month} as month) "
            f"from taken.{table}"
        )
        output = run(read_contract(f"imports/facts/{table}").sql).fetchall()
        for source, of, name, count in output:
            fact = (str(source), of["month"].isoformat(), str(name), int(count))
            if ":" in fact[2]:
                titled.append((of["place"], *fact))
            else:
                shares[of["place"]].facts.append(fact)
    if titled:
        run(
            "create temp table titled (place bigint, source varchar, month varchar, "
            "fact varchar, count bigint)"
        )
        fill_table(apart.connection, "titled", titled)
        apart.write("from titled order by place", FACTS, UNDATED)
