"""Reads the header of a query file: its promise to the pages and the tests."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from privacy.contracts.checks import (
    EVERY_CHECK,
    WithoutIdle,
    check_cases,
    check_contracts,
)
from privacy.contracts.headers import (
    QUERIES,
    Answer,
    Column,
    Contract,
    Param,
    read_file,
    read_header,
    read_query,
)
from privacy.contracts.parts import Chosen, Count, Named, Part, Rows, Values
from privacy.contracts.roles import EVERYONE, Role
from privacy.contracts.tables import BAD_FIELDS, TOLD_FIELDS, Table, tables
from privacy.errors import BadContract

__all__ = [
    "EVERY_CHECK",
    "QUERIES",
    "Answer",
    "Chosen",
    "Column",
    "Contract",
    "Count",
    "Named",
    "Param",
    "Part",
    "Rows",
    "Values",
    "WithoutIdle",
    "check_cases",
    "contract_names",
    "read_contract",
]

_MADE = {
    TOLD_FIELDS: "fields that the export has a column for",
    BAD_FIELDS: "columns whose cell cannot be read",
}

_EXPORTED_ON = Column("exported_on", "date", "-", "the export it stands in")
_MONTH = Column("month", "date", "-", "first day of the month, or of the period")
_LAST_ON = Column("last_on", "date", "-", "last day of the month, or of the period")
_RELEASED = (
    Column(
        "is_withheld",
        "boolean",
        "-",
        "withheld so that nobody can be traced; never zero",
    ),
    Column("release_id", "varchar", "-", "the release that the figures stand in"),
)
"""What a released table says besides its dimensions and measures."""


def contract_names(folder: str) -> list[str]:
    """Names of all queries below a folder of queries/, sorted.

    The neutral form of each of queries/tables.toml stands among those of imports, what
    the register holds as it was imported among those of register, the released copy of
    each statistic among those of released. `cases`, which list what the checks find,
    are made of the checks and stand apart.
    """
    if folder:
        return [name for name in _names() if name.startswith(f"{folder}/")]
    return [name for name in _names() if not name.startswith("cases/")]


@cache
def _names() -> list[str]:
    files = QUERIES.rglob("*.sql")
    names = {file.relative_to(QUERIES).with_suffix("").as_posix() for file in files}
    names = {name for name in names if not name.startswith("check_families/")}
    names |= {*_neutral(), *_as_imported(), *_likes(), *_copies(), *check_contracts()}
    return sorted(names - {EVERY_CHECK})


@cache
def read_contract(name: str) -> Contract:
    """Read queries/<name>.sql and its header, or what is made of another.

    Made are what counts and lists the cases of checks (`checks/<name>`, `cases/<name>`,
    EVERY_CHECK), the neutral forms of tables.toml and their register/<name>, statistics
    that are like another but for a word (header word Like), and released/<statistic>,
    which shows what is released.
    Raises BadContract when there is none or its header is incomplete.
    """
    if name in _neutral():
        return _of_table(name, _neutral()[name])
    if name in _as_imported():
        return _of_register(name, _as_imported()[name])
    if name in check_contracts():
        return check_contracts()[name]
    if name in _likes():
        return read_query(name, _likes()[name])
    if name in _copies():
        return _copy_of(name, read_contract(_copies()[name]))
    return _with_answers(read_query(name, read_file(name), _usual(name)))


def _usual(name: str) -> Mapping[str, tuple[str, ...]] | None:
    """What queries/imports/formats.toml says of all formats of a folder."""
    return _formats().get(name.rpartition("/")[0])


@cache
def _formats() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    with (QUERIES / "imports" / "formats.toml").open("rb") as file:
        folders = tomllib.load(file)
    return {
        f"imports/{folder}": {word: tuple(rows) for word, rows in words.items()}
        for folder, words in folders.items()
    }


def _with_answers(contract: Contract) -> Contract:
    """A contract that reads what other queries answer, with those in their places.

    `Reads: dpo.holds` is the answer of dpo/holds, asked with the same parameters;
    `released.service_level`, which is no table of the releases, that of the query.
    Raises BadContract when a role may ask the one and not the other.
    """
    answers = {
        read: read_contract(read.replace(".", "/"))
        for read in contract.reads
        if _is_answered(read, contract.name)
    }
    if not answers:
        return contract
    for part in answers.values():
        if barred := set(contract.roles) - set(part.roles):
            roles = ", ".join(sorted(barred))
            raise BadContract(
                f"queries/{contract.name}.sql reads {part.name}, which {roles} may not "
                "ask."
            )
    bodies = {read: f"(\n{_body(part.unsorted)}\n)" for read, part in answers.items()}
    names = "|".join(re.escape(read) for read in answers)
    sql = re.sub(rf"\b({names})\b", lambda m: bodies[m[1]], _body(contract.sql))
    reads = [read for read in contract.reads if read not in answers]
    reads += [read for part in answers.values() for read in part.reads]
    return replace(contract, sql=sql, reads=tuple(dict.fromkeys(reads)))


def _is_answered(read: str, reader: str) -> bool:
    """Whether what a query reads is another's answer; it may name its own table."""
    name = read.replace(".", "/")
    if read.startswith("dpo."):
        return True
    return (
        read.startswith("released.")
        and name != reader
        and (QUERIES / f"{name}.sql").is_file()
        and read not in read_contract(name).reads
    )


def _body(sql: str) -> str:
    """A statement without its header and remarks."""
    lines = (line for line in sql.splitlines() if not line.startswith("-- "))
    return "\n".join(lines).strip()


@cache
def _likes() -> Mapping[str, str]:
    """The SQL of each statistic that another's header line Like: describes.

    -- Like: name | word=word | what it counts | meaning of its dimension
    """
    made = {}
    for file in sorted((QUERIES / "statistics").glob("*.sql")):
        sql = file.read_text(encoding="utf-8")
        for row in read_header(f"statistics/{file.stem}", sql).get("Like", ()):
            name, words, what, meaning = (part.strip() for part in row.split("|"))
            old, new = words.split("=")
            lines = _likened(sql.splitlines(), old, new, (what, meaning))
            made[f"statistics/{name}"] = "\n".join(lines)
    return made


def _likened(
    lines: Sequence[str], old: str, new: str, says: tuple[str, str]
) -> Iterator[str]:
    what, meaning = says
    for line in lines:
        if line.startswith("-- What:"):
            yield f"-- What:    {what}"
        elif line.startswith("-- Column:") and line.split()[2] == old:
            yield f"-- Column:  {new}  varchar  -  {meaning}"
        elif not line.startswith("-- Like:"):
            yield re.sub(rf"\b{old}\b", new, line)


@cache
def _copies() -> Mapping[str, str]:
    """The statistic behind each released/<statistic>, by name."""
    files = (QUERIES / "statistics").glob("*.sql")
    names = [*(f"statistics/{file.stem}" for file in files), *_likes()]
    return {f"released/{name.split('/')[1]}": name for name in names}


def _copy_of(name: str, statistic: Contract) -> Contract:
    """What everyone may ask of a statistic: its released cells, as they stand."""
    at = statistic.listed
    shown = {*at, *statistic.measures}
    own = [column for column in statistic.columns if column.name in shown]
    columns = (_MONTH, _LAST_ON, *own, *_RELEASED)
    table = name.replace("/", ".")
    listed = ",\n".join(
        f"    round({column.name}, 1) as {column.name}"
        if column.type == "double"
        else f"    {column.name}"
        for column in columns
    )
    order = ", ".join(["month desc", *(f"{dimension} asc" for dimension in at)])
    grain = f"one row per month and {', '.join(at)}, '*' for all of a dimension"
    return Contract(
        name=name,
        what=statistic.what,
        grain=grain if at else "one row per month",
        roles=EVERYONE,
        reads=(table,),
        params=(),
        columns=columns,
        header={
            "Order": ("month, newest first" + f", then {', '.join(at)}" * bool(at),)
        },
        sql=f"select\n{listed}\n\nfrom {table}\n\norder by {order}\n",
    )


@cache
def _neutral() -> Mapping[str, Table]:
    return {f"imports/{name}/neutral": table for name, table in tables().items()}


@cache
def _as_imported() -> Mapping[str, Table]:
    """Tables whose rows stand in the register as they were imported.

    Those with a key that no query of queries/register/ makes.
    """
    return {
        f"register/{name}": table
        for name, table in tables().items()
        if table.key and not (QUERIES / "register" / f"{name}.sql").is_file()
    }


def _of_register(name: str, table: Table) -> Contract:
    neutral = read_contract(f"imports/{table.name}/neutral")
    columns = (*neutral.columns, _EXPORTED_ON)
    listed = ", ".join(column.name for column in columns)
    order = ", ".join(f"{key} asc" for key in table.key)
    return Contract(
        name=name,
        what=table.what,
        grain=table.grain,
        roles=(Role.DPO,),
        reads=(f"imported.{table.name}",),
        params=(),
        columns=columns,
        header={"Order": (", ".join(table.key),)},
        sql=f"select {listed}\nfrom imported.{table.name}\norder by {order}\n",
    )


def _of_table(name: str, table: Table) -> Contract:
    """The contract of a table's neutral form; its columns are read, not asked."""
    columns = [
        Column(field.name, field.type, field.unit, field.meaning)
        for field in table.fields
    ]
    columns += [Column(made, "varchar[]", "-", _MADE[made]) for made in table.made]
    titles = ", ".join(table.titles)
    values: dict[str, tuple[str, ...]] = {"Header": (titles,), "Table": (table.name,)}
    return Contract(
        name=name,
        what=table.what,
        grain=table.grain,
        roles=("import",),
        reads=("export.rows",),
        params=(),
        columns=tuple(columns),
        header=values,
        sql="",
    )
