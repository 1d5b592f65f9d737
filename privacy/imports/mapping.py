"""Reads a table that nobody recognises, by a mapping of its titles to our columns.

A mapping stands in a policy file of its own, `policy/mapping-<name>.toml`: the table
that the rows become, which title is which of our columns, and what is always the same.
Titles that are not mapped are never read.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from privacy.contracts import contract_names, read_contract
from privacy.contracts.tables import BAD_FIELDS, TOLD_FIELDS, tables
from privacy.errors import BadExport, BadPolicy, Message
from privacy.imports.columns import Undecided
from privacy.imports.formats import (
    DELIMITERS,
    Recognised,
    aliases_of,
    head_names,
    title_of,
)
from privacy.policy import Policy

Connection = duckdb.DuckDBPyConnection
DAY_ORDERS = {"day first": False, "month first": True}
_MOST_PREAMBLE = 15
_DAY = r"^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})(.*)$"
_OURS = ("line", BAD_FIELDS, TOLD_FIELDS)
"""Columns that a query makes, and no export has."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True)
class ColumnMapping:
    """How the tables of one system are read.

    `titles` gives the title of each of our columns, in small letters; `values` what a
    column of ours always is. `day_order` is one of DAY_ORDERS, None when the days show
    it themselves.
    """

    name: str
    table: str
    titles: Mapping[str, str]
    values: Mapping[str, str]
    day_order: str | None = None

    def renamed(self, names: Sequence[str]) -> list[str]:
        """The titles of a file as our columns; those not mapped are no column."""
        ours = {title: column for column, title in self.titles.items()}
        return [ours.get(name, "") for name in names]

    def complete(self, connection: Connection, file: str) -> None:
        """Fill in what is always the same in export.rows.

        The days of events are written as ISO; those of other tables are read by
        `read_columns`. Raises BadExport when the order of day and month is unknown.
        """
        described = connection.execute("describe export.rows").fetchall()
        columns = {name for name, *_ in described}
        if self.table not in tables():
            for column in self.titles.keys() & columns:
                self._write_days(connection, column, file)
        for column in self.values.keys() & columns:
            connection.execute(
                f'update export.rows set "{column}" = ?', [self.values[column]]
            )

    def refuse(self, undecided: Sequence[Undecided], file: str) -> None:
        """Raises BadExport for the first column whose days could be either way."""
        for column in undecided:
            self._refuse(column.column, file, is_contested=column.is_contested)

    def _refuse(self, column: str, file: str, *, is_contested: bool) -> None:
        if is_contested:
            raise BadExport(
                "{file}: the days of {column} do not all have the same order of "
                "day and month; export them as 2026-11-23.",
                file=file,
                column=column,
            )
        raise BadExport(
            "{file}: nothing shows whether the day or the month stands "
            "first in {column}. Say it in the mapping {name}: day_order = "
            '"day first" or "month first".',
            file=file,
            column=column,
            name=self.name,
        )

    def _write_days(self, connection: Connection, column: str, file: str) -> None:
        """Rewrite a column of days as 23/11/2026 or 11/23/2026, if it is one."""
        row = connection.execute(
            "select bool_and(part.first <> ''), bool_or(try_cast(part.first as integer)"
            " > 12 or part.mark = '.'), bool_or(try_cast(part.second as integer) > 12) "
            "from (select regexp_extract(content, ?, ['first', 'mark', 'second', "
            "'year', 'rest']) as part from (select trim(\"" + column + '") as content '
            "from export.rows) where content <> '')",
            [_DAY],
        ).fetchone()
        is_day, day_first, month_first = row or (None, None, None)
        if not is_day:
            return
        is_month_first = self._order(bool(day_first), bool(month_first), column, file)
        day, month = ("3", "1") if is_month_first else ("1", "3")
        connection.execute(
            f'update export.rows set "{column}" = concat('
            f"if(len(regexp_extract(\"{column}\", ?, 4)) = 2, '20', ''), "
            f"regexp_extract(\"{column}\", ?, 4), '-', "
            f"lpad(regexp_extract(\"{column}\", ?, {month}), 2, '0'), '-', "
            f"lpad(regexp_extract(\"{column}\", ?, {day}), 2, '0'), "
            f'regexp_extract("{column}", ?, 5)) where trim("{column}") <> \'\'',
            [_DAY] * 5,
        )

    def _order(
        self, day_first: bool, month_first: bool, column: str, file: str
    ) -> bool:
        """Whether the month stands first in a column's days."""
        order = None if self.day_order is None else DAY_ORDERS[self.day_order]
        shown = {False: day_first, True: month_first}
        seen = {is_month for is_month, is_shown in shown.items() if is_shown}
        if len(seen | ({order} - {None})) > 1:
            self._refuse(column, file, is_contested=True)
        if not seen and order is None:
            self._refuse(column, file, is_contested=False)
        return seen.pop() if seen else bool(order)


def mappings_of(policy: Policy) -> list[ColumnMapping]:
    """The mappings of an organisation. Raises BadPolicy when one makes no sense."""
    columns = policy.table("mapped_column")
    return [_checked(row, columns, policy) for row in policy.table("mapping")]


def mapping_named(policy: Policy, name: str) -> ColumnMapping:
    """The mapping of a name that `find_mapped` gave."""
    return next(mapping for mapping in mappings_of(policy) if mapping.name == name)


def find_mapped(lines: Sequence[str], policy: Policy) -> Recognised | None:
    """The format of an export whose head row has all the titles of a mapping."""
    best: tuple[int, Recognised] | None = None
    for mapping in mappings_of(policy):
        for row, delimiter, names in heads_of(lines):
            titles = set(mapping.titles.values())
            if titles <= set(names) and (best is None or len(titles) > best[0]):
                format = f"imports/{mapping.table}/neutral"
                result = Recognised(format, delimiter, row, mapping.name)
                best = (len(titles), result)
    return best[1] if best else None


def heads_of(lines: Sequence[str]) -> Iterator[tuple[int, str, list[str]]]:
    """What could be a head row: its place, what divides it, and its titles."""
    for row, line in enumerate(lines[:_MOST_PREAMBLE]):
        for delimiter in DELIMITERS:
            names = head_names(line, delimiter)
            if len(names) > 1:
                yield row, delimiter, names


def mappable() -> list[str]:
    """The tables that a mapping can fill: those with a neutral form."""
    names = [name.split("/") for name in contract_names("imports")]
    return sorted({name[1] for name in names if name[-1] == "neutral"})


def columns_of(table: str) -> dict[str, str]:
    """Our columns of a table that a mapping can fill, and what each means."""
    contract = read_contract(f"imports/{table}/neutral")
    meanings = {column.name: column.meaning for column in contract.columns}
    named = [names[0] for names in aliases_of(contract)]
    if "Also" not in contract.header:  # then the answer's columns are the file's
        named += [name for name in meanings if name not in (*named, *_OURS)]
    return {name: meanings.get(name, "") for name in named}


def written(mapping: ColumnMapping) -> str:
    """A mapping as the policy file that holds it. Raises BadPolicy for a bad name."""
    if not _NAME.fullmatch(mapping.name):
        raise BadPolicy(
            "A mapping is named with small letters a to z, digits and hyphens, "
            "40 at most."
        )
    order = f', day_order = "{mapping.day_order}"' if mapping.day_order else ""
    rows = [
        f'    {{ mapping = "{mapping.name}", field = "{column}", '
        f"{kind} = {json.dumps(text, ensure_ascii=False)} }},"
        for kind, listed in (("title", mapping.titles), ("value", mapping.values))
        for column, text in listed.items()
    ]
    head = f'    {{ name = "{mapping.name}", source = "{mapping.table}"{order} }},'
    return "\n".join(["mapping = [", head, "]", "mapped_column = [", *rows, "]", ""])


def new_mapping(folder: Path, mapping: ColumnMapping) -> dict[Path, bytes]:
    """The file that changes when an organisation's folder gets a mapping.

    Raises BadPolicy when it maps no title, its name is none, or there is one already.
    """
    text = written(mapping)
    file = folder / "policy" / f"mapping-{mapping.name}.toml"
    if not mapping.titles:
        raise BadPolicy("The mapping maps no title; choose what some title is.")
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    if tomllib.loads(before):
        raise BadPolicy(
            "There is a mapping {name} already; give another name.", name=mapping.name
        )
    return {file: f"{text}{before}".encode()}


def _checked(
    row: Mapping[str, object], columns: Sequence[Mapping[str, object]], policy: Policy
) -> ColumnMapping:
    name, table = str(row["name"]), str(row["source"])
    rows = [column for column in columns if column["mapping"] == name]
    order = row["day_order"]
    where = Message("The mapping {name} in {folder}", name=name, folder=policy.folder)
    if table not in mappable():
        raise BadPolicy(
            "{where}: source is one of {listed}.",
            where=where,
            listed=", ".join(mappable()),
        )
    if order not in (None, *DAY_ORDERS):
        raise BadPolicy(
            '{where}: day_order is "day first" or "month first".', where=where
        )
    known = columns_of(table)
    wrong = sorted(str(c["field"]) for c in rows if c["field"] not in known)
    if wrong:
        raise BadPolicy(
            "{where}: {table} has no column {listed}.",
            where=where,
            table=table,
            listed=", ".join(wrong),
        )
    titles = {
        str(c["field"]): title_of(str(c["title"]).lower()) for c in rows if c["title"]
    }
    values = {str(c["field"]): str(c["value"]) for c in rows if c["value"]}
    if not titles:
        raise BadPolicy(
            "{where} maps no title; add rows to mapped_column.", where=where
        )
    return ColumnMapping(
        name, table, titles, values, None if order is None else str(order)
    )
