"""Reads a table: calls, tickets, inventories, lists."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

import duckdb
import pyarrow
import pyarrow.compute

from privacy.contracts import Contract, read_contract
from privacy.contracts.tables import Table, tables
from privacy.errors import BadPolicy, NotRecognised
from privacy.imports import aggregates
from privacy.imports.asides import leave_copies, set_aside
from privacy.imports.calls import read_calls
from privacy.imports.cells import Cells, Layout, read_cells
from privacy.imports.columns import read_columns, unreadable_cells
from privacy.imports.files import Content, sample_lines
from privacy.imports.formats import (
    DoubtfulTitles,
    Recognised,
    aliases_of,
    doubtful_titles,
    head_names,
    our_titles,
)
from privacy.imports.import_counts import Context, ImportCounts
from privacy.imports.lines import ahead
from privacy.imports.mapping import mapping_named
from privacy.imports.outcomes import ALONE
from privacy.imports.placing import PLACE, Files, numbered
from privacy.imports.proof import prove_rows, prove_titles, prove_words
from privacy.imports.slipped import leave_slipped
from privacy.imports.tickets import (
    NEUTRAL,
    is_of_ticket_system,
    places_of_fields,
    read_tickets,
)
from privacy.imports.words import lay_out_words, normalised
from privacy.imports.wrapped_cells import unwrap_cells
from privacy.policy import Policy
from privacy.storage.databases import ZONE, fill_table

Connection = duckdb.DuckDBPyConnection
_SOURCES = {"calls": "telephone", "searches": "search", aggregates.TABLE: "web"}
_WITHOUT_KEY = ("calls", "records", "searches", aggregates.TABLE)
"""Tables of which two equal rows may be two events, or two figures."""
_NUMBERED = re.compile(r"\bcolumn\d+\b")
_TYPES = {"integer", "int", "string", "varchar", "uniqueidentifier", "bigint", "date"}

_MOST_OPENING = 2
_WORTH_TELLING = 16 << 20
"""Bytes of rows that are worth telling a database about."""

Rejects = list[tuple[int, str]]


def read_table(
    connection: Connection, export: Content, format: Recognised, context: Context
) -> ImportCounts:
    """Fill taken.<table> and taken.rejects from one table."""
    names, first_line = head_of(sample_lines(export), format)
    files = Files.alone(export)
    return read_tables(connection, files, format, context, names, first_line)[0]


def read_tables(
    connection: Connection,
    files: Files,
    format: Recognised,
    context: Context,
    names: Sequence[str],
    first_line: int,
) -> dict[int, ImportCounts]:
    """Fill taken.<table> and taken.rejects from tables of the same head, by place.

    `names` and `first_line` are what `head_of` says of each. What is left out of
    several files is not among what was taken in.
    """
    contract = read_contract(format.name)
    table = contract.header["Table"][0]
    titles, mapping = names, None
    if format.mapping:
        mapping = mapping_named(context.policy, format.mapping)
        names = mapping.renamed(names)
    elif contract.name.endswith("/neutral"):
        names = our_titles(names)
    connection.execute("create table taken.rejects (line bigint, reason varchar)")
    places = _places_of(contract, names, format)
    is_of_tickets = is_of_ticket_system(contract)
    doubts = DoubtfulTitles([], [])
    if titles and not mapping:
        doubts = doubtful_titles(contract, names, places)
    if is_of_tickets:
        places |= places_of_fields(contract, names, places.values(), context.policy)
    width = None if format.head_row is None else len(names)
    layout = Layout(format.delimiter, first_line, width, places)
    key = _key_of(contract)
    opening = _opening(places, key) if titles and table != "calls" else {}
    read, cut_lines, rejects = _lay_out_rows(
        connection, files, replace(layout, places=places | opening)
    )
    unwrap_cells(connection, layout.places)
    if titles:
        rejects += set_aside(
            connection,
            layout,
            titles,
            key,
            is_list=table in tables() and table != "requests" and not is_of_tickets,
            opening=opening,
        )
        for name in opening:
            connection.execute(f'alter table export.rows drop column "{name}"')
    rejects += leave_slipped(connection, layout)
    if table in _WITHOUT_KEY:
        rejects += leave_copies(connection, layout, is_alone=files.is_alone)
    filled = _filled_columns(connection, places)
    if mapping:
        mapping.complete(connection, files.names[0])
    if is_of_tickets:
        rejects += read_tickets(connection, contract, context, files)
        contract = read_contract(NEUTRAL)
    elif table == aggregates.TABLE:
        rejects += aggregates.read_aggregates(
            connection, contract, files.contents[0], format.head_row
        )
        contract = read_contract(aggregates.NEUTRAL)
    is_search = table == "searches"
    read_into = "export.read" if is_search else f"taken.{table}"
    if table == "calls":
        rejects += read_calls(connection, contract, context, files)
        if contract.name.endswith("/neutral"):
            prove_words(connection, contract, files)
    elif table in tables():
        columns_read = read_columns(
            connection,
            tables()[table],
            read_into,
            day_order=mapping.day_order if mapping else None,
            impersonal=_plain_ids(context.policy, tables()[table]),
            keeps_line=is_search or not files.is_alone,
            are_many=not files.is_alone,
            leaves_foreign=not is_of_tickets,  # whose rows have lost their lines
        )
        rejects += [(line, "not_this_format") for line in columns_read.foreign]
        if mapping:
            mapping.refuse(columns_read.undecided, files.names[0])
    else:
        connection.execute(f"create table {read_into} as {contract.sql}")
    if is_search:
        rejects += _read_searches(connection, context)
    unreadable: dict[int, dict[str, int]] = {}
    if table in {*tables(), "calls"}:
        of_many = "place" if table == "calls" else PLACE
        unreadable = unreadable_cells(
            connection, read_into, ALONE if files.is_alone else of_many
        )
    if titles and table in tables() and not is_of_tickets:
        prove_titles(connection, tables()[table], places, unreadable, files)
    fill_table(connection, "taken.rejects", rejects)
    reasons: dict[int, dict[str, int]] = {}
    for line, reason in rejects:
        counts = reasons.setdefault(line >> 32, {})
        counts[reason] = counts.get(reason, 0) + 1
    for place, name in files.names.items() if table != aggregates.TABLE else ():
        try:
            prove_rows(contract, name, read[place], reasons.get(place, {}))
        except NotRecognised as refusal:
            files.leave(place, refusal)
    there = {name for name, at in places.items() if at is not None}
    values = set(mapping.values if mapping else ())
    columns = sorted(there | values)
    known = _columns_of(format)
    return {
        place: ImportCounts(
            _SOURCES.get(table, table),
            format.name.removeprefix("imports/"),
            read[place],
            read[place] - sum(reasons.get(place, {}).values()),
            sum(reasons.get(place, {}).values()),
            0,
            reasons.get(place, {}),
            unreadable.get(place, {}),
            columns if titles else (),
            [n for n in known if n not in filled.get(place, there) | values]
            if titles
            else (),
            cut_lines.get(place),
            doubts.near,
            doubts.double,
        )
        for place in files.names
    }


def _plain_ids(policy: Policy, table: Table) -> list[str]:
    """The columns of a table whose ids the policy says are no personal data."""
    text = [
        str(row["field"])
        for row in policy.table("plain_id")
        if row["source"] == table.name
    ]
    ids = [f.name for f in table.fields if f.kind in ("person", "number")]
    wrong = sorted(set(text) - set(ids))
    if wrong:
        raise BadPolicy(
            f"[[plain_id]] in {policy.folder}: {table.name} looks for persons' numbers "
            f"in {', '.join(ids) or 'no column'}, not in {', '.join(wrong)}."
        )
    return text


def head_of(lines: Sequence[str], format: Recognised) -> tuple[list[str], int]:
    """The names in the head row, and the place of the first line after the head.

    `lines` are the first of the file. One of types right below the names belongs to
    the head.
    """
    if format.head_row is None:
        return [], 0
    names = head_names(lines[format.head_row], format.delimiter)
    below = lines[format.head_row + 1 : format.head_row + 2]
    return names, format.head_row + 1 + any(map(_is_of_types, below))


def _is_of_types(line: str) -> bool:
    """Whether a line names SQL types and nothing else: Cisco's below its head."""
    words = {re.sub(r"\(\d+\)", "", word).strip('" \t\r') for word in line.split(",")}
    return len(words) > 1 and {word.lower() for word in words} <= _TYPES


def _places_of(
    contract: Contract, names: Sequence[str], format: Recognised
) -> dict[str, int | None]:
    """Where the columns stand that the format's query may name; the rest is dropped."""
    if format.head_row is None:
        named = sorted(set(_NUMBERED.findall(contract.sql)))
        return {name: int(name.removeprefix("column")) - 1 for name in named}
    wanted: dict[str, list[str]] = {
        name: [name]
        for name in chain(contract.column_names, *_options(contract))
        if name != "line"
    }
    wanted |= {names_[0]: names_ for names_ in aliases_of(contract)}
    return {
        name: next((names.index(n) for n in known if n in names), None)
        for name, known in wanted.items()
    }


def _columns_of(format: Recognised) -> list[str]:
    """The columns that a format may have; of a list of ours, all that it has."""
    contract = read_contract(format.name)
    table = tables().get(contract.header["Table"][0])
    if table and contract.name.endswith("/neutral"):
        return [field.name for field in table.fields]
    return [names[0] for names in aliases_of(contract)]


def _filled_columns(
    connection: Connection, places: Mapping[str, int | None]
) -> dict[int, set[str]]:
    """By place of a file that has rows, the columns of export.rows with a cell."""
    names = [name for name, at in places.items() if at is not None]
    cells = "".join(f", max(\"{name}\") <> ''" for name in names)
    rows = connection.execute(
        f"select {PLACE}{cells} from export.rows group by 1"
    ).fetchall()
    return {
        place: {name for name, is_filled in zip(names, row, strict=True) if is_filled}
        for place, *row in rows
    }


def _key_of(contract: Contract) -> str:
    """The column that names a record: the first that the format's header asks for."""
    return next((names[0] for names in aliases_of(contract)), "")


def _opening(places: Mapping[str, int | None], key: str) -> dict[str, int]:
    """The places of the first columns before the key that nothing reads."""
    before = [at for at in range(places.get(key) or 0) if at not in places.values()]
    return {f"opening {at}": at for at in before[:_MOST_OPENING]}


def _options(contract: Contract) -> Iterator[list[str]]:
    for header in contract.header.get("Options", ()):
        yield header.split()


def _lay_out_rows(
    connection: Connection, files: Files, layout: Layout
) -> tuple[dict[int, int], dict[int, int], Rejects]:
    """Make export.rows(line, ...).

    Returns how many lines were read of each file, the last line of those where it may
    be cut, and the rejects.
    """
    described = ", ".join(f'"{name}" varchar' for name in layout.places)
    connection.execute(
        f"create table export.rows (line bigint{', ' if described else ''}{described})"
    )
    read = dict.fromkeys(files.contents, 0)
    cut_lines: dict[int, int] = {}
    rejects: Rejects = []
    waiting: list[pyarrow.Table] = []
    size = 0
    for place, cells in _cells_of(files, layout):
        waiting.append(cells.table)
        rejects += [(line, "not_this_format") for line in cells.broken]
        read[place] += len(cells.table) + len(cells.broken)
        if cells.cut_line is not None:
            cut_lines[place] = cells.cut_line
        size += cells.table.nbytes
        if size > _WORTH_TELLING:
            _insert(connection, waiting)
            waiting.clear()
            size = 0
    _insert(connection, waiting)
    waiting.clear()
    pyarrow.default_memory_pool().release_unused()  # what follows needs it
    return read, cut_lines, rejects


def _cells_of(files: Files, layout: Layout) -> Iterator[tuple[int, Cells]]:
    """The cells of each file; of one alone the next are read ahead."""
    if files.is_alone:
        yield from (
            (0, cells) for cells in ahead(read_cells(files.contents[0], layout))
        )
        return
    for place, export in files.contents.items():
        for cells in read_cells(export, layout):
            first = numbered(place)
            lines = pyarrow.compute.add(cells.table["line"], first)
            table = cells.table.set_column(0, "line", lines)
            broken = [first + line for line in cells.broken]
            yield place, Cells(table, broken, cells.cut_line)


def _insert(connection: Connection, tables: Sequence[pyarrow.Table]) -> None:
    if tables:
        # In one piece: a database lays out memory for each of many.
        rows = pyarrow.concat_tables(tables).combine_chunks()
        connection.register("rows_in_memory", rows)
        connection.execute("insert into export.rows from rows_in_memory")
        connection.unregister("rows_in_memory")


def _read_searches(connection: Connection, context: Context) -> Rejects:
    """Take searches in from export.read; return the rows that could not be."""
    connection.execute(
        "create table export.raw as select * replace ("
        f"timezone('{ZONE}', searched_at) as searched_at) from export.read"
    )
    months = connection.execute(
        "select distinct date_trunc('month', searched_at)::date from export.raw "
        "where searched_at is not null"
    ).fetchall()
    context.open_months(connection, [month for (month,) in months])
    _lay_out_searches(connection)
    sql = read_contract("imports/placed_searches").sql
    connection.execute(f"create table taken.searches as {sql}")
    return connection.execute(
        "select line, if(searched_at is null, 'bad_date', 'month_closed') "
        "from export.raw left join export.keys "
        "on date_trunc('month', searched_at)::date = keys.month "
        "where keys.month is null order by line"
    ).fetchall()


def _lay_out_searches(connection: Connection) -> None:
    """Make export.found_searches: what was searched for, normalised."""
    raw = connection.execute(
        f"select {PLACE}, searched_at, word, hits, coalesce(address, '') "
        "from export.raw where searched_at is not null"
    ).fetchall()
    connection.execute(
        "create table export.found_searches (place bigint, searched_on timestamp, "
        "told_apart_by varchar, network varchar, word varchar, is_zero_hit boolean, "
        "source varchar)"
    )
    result = (
        (
            place,
            at,
            f"{at}|{address}",
            address or None,
            normalised(word or ""),
            None if hits is None else hits == 0,
            "search",
        )
        for place, at, word, hits, address in raw
    )
    fill_table(connection, "export.found_searches", result)
    connection.execute("alter table export.found_searches alter searched_on type date")
    lay_out_words(connection)
