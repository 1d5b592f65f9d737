"""The checks: what each looks at, how it is counted, and how its cases are listed."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from privacy.contracts.counting import (
    Check,
    case_sql,
    columns_read,
    count_sql,
    reads_of,
)
from privacy.contracts.headers import (
    QUERIES,
    Column,
    Contract,
    Param,
    read_file,
    read_header,
    read_query,
    split,
)
from privacy.contracts.roles import Role
from privacy.contracts.tables import tables
from privacy.errors import BadContract

EVERY_CHECK = "checks"
"""The query that asks every check at once; `checks/<name>` asks one."""

_HEADER = re.compile(r"\A(?:--[^\n]*\n)*\s*")
_CASE = (
    Column("thing_id", "varchar", "-", "what the case is about"),
    Column("is_found", "boolean", "-", "whether it is wrong"),
    Column("since_on", "date", "-", "since when it is"),
)
_USUAL = {
    "Grain": ("one thing looked at",),
    "Roles": (Role.DPO,),
    "Column": (),
    "Order": ("none",),
}
_AS_OF = Param("as_of", "date", "the day that counts as today")
_PART = (
    Param("after", "bigint", "how many to leave out, in order; 0 for none"),
    Param("rows", "bigint", "how many to list; null for all"),
)
_CHECK_NAME = Column("check_name", "varchar", "-", "the check")
_COUNTED = (
    Column("expected", "bigint", "count", "how many there may be"),
    Column("found", "bigint", "count", "how many there are"),
    Column("population", "bigint", "count", "how many were looked at"),
    Column(
        "since_on",
        "date",
        "-",
        "the earliest day that the found ones carry, null when none",
    ),
    Column("example_ids", "varchar[]", "-", "the first twenty found, by id"),
    Column("has_data", "boolean", "-", "the source is there"),
)
_LISTED = (
    Column("thing_id", "varchar", "-", "what is wrong, by id"),
    Column("count", "bigint", "count", "how many there are of it"),
    Column("since_on", "date", "-", "the earliest day that it carries"),
    Column("cases", "bigint", "count", "how many ids there are in all"),
)


@cache
def check_cases() -> Mapping[str, Contract]:
    """The query of each check by its name, of a file or of a line of checks.toml.

    Its rows are cases, in the shape that `counting` says.
    """
    files = (QUERIES / "checks").glob("*.sql")
    result = {file.stem: _read_cases(f"checks/{file.stem}") for file in files}
    text = (QUERIES / "checks.toml").read_text(encoding="utf-8")
    for family, members in tomllib.loads(text).items():
        query = _read_cases(f"check_families/{family}")
        for name, words in members.items():
            sql = _with_words(query, words)
            result[name] = replace(query, what=words["what"], params=(), sql=sql)
    return {name: replace(result[name], name=name) for name in sorted(result)}


@cache
def check_contracts() -> Mapping[str, Contract]:
    """What is made of the checks, by name: counts of each and of all, and lists."""
    cases = check_cases()
    made = {EVERY_CHECK: _counting(EVERY_CHECK, list(cases.values()))}
    for name, check in cases.items():
        made[f"checks/{name}"] = _counting(f"checks/{name}", [check])
        made[f"cases/{name}"] = _listing(f"cases/{name}", check)
    return made


@dataclass(frozen=True)
class WithoutIdle:
    """What every check finds, where the cases of some need not be looked for.

    `filled` are the tables of the build that have rows. A check that needs one source
    has nothing to look at where that table, and each other that it reads, is empty.
    """

    filled: frozenset[str]

    def of(self, contract: Contract) -> Contract:
        """The query, as EVERY_CHECK, without looking for those cases."""
        checks = list(_checks().values())
        idle = frozenset(filter(self._is_idle, checks))
        return replace(contract, sql=count_sql(checks, idle))

    @property
    def given(self) -> Mapping[str, object]:
        """No parameters."""
        return {}

    def _is_idle(self, check: Check) -> bool:
        match check.needs:
            case ((source,),) if source in tables():
                return self.filled.isdisjoint(_imported(check.name, source))
        return False


def _imported(check: str, source: str) -> Iterator[str]:
    """The tables of exports that a check looks at."""
    yield f"imported.{source}"
    for read in check_cases()[check].reads:
        if (table := read.removeprefix("register.")) in tables():
            yield f"imported.{table}"


def _read_cases(name: str) -> Contract:
    query = read_query(name, read_file(name), _USUAL)
    return replace(query, columns=(*_CASE, *query.columns))


def _with_words(query: Contract, words: Mapping[str, str]) -> str:
    """The SQL of a family with the words of one check in place of its parameters."""
    wanted = {param.name for param in query.params}
    if unknown := sorted(words.keys() - wanted - {"what"}):
        raise BadContract(f"queries/checks.toml: {query.name} takes no {unknown}.")

    def literal(match: re.Match[str]) -> str:
        name = match[1]
        if name not in wanted:
            return match[0]
        word = words.get(name)
        return "null" if word is None else "'" + word.replace("'", "''") + "'"

    return re.sub(r"\$(\w+)", literal, query.sql)


@cache
def _checks() -> Mapping[str, Check]:
    return {name: _check(cases) for name, cases in check_cases().items()}


def _check(cases: Contract) -> Check:
    needs = cases.header.get("Needs", ())
    optional = split(cases.header.get("Optional", ()))
    return Check(
        cases.name,
        _HEADER.sub("", cases.sql),
        cases.column_names[len(_CASE) :],
        tuple(split([line]) for line in needs),
        columns_read(cases.sql, optional, list(_rests_on(cases))),
    )


def _rests_on(cases: Contract) -> Iterator[str]:
    """The columns of sources that a check, and what it reads, say they rest on."""
    yield from split(cases.header.get("Rests", ()))
    for name in cases.reads:
        query = name.replace(".", "/", 1)
        if (QUERIES / f"{query}.sql").exists():
            yield from split(_header_of(query).get("Rests", ()))


@cache
def _header_of(query: str) -> Mapping[str, tuple[str, ...]]:
    return read_header(query, read_file(query))


def _counting(name: str, cases: Sequence[Contract]) -> Contract:
    """The contract that counts the cases of one check, or of each."""
    checks = [_checks()[one.name] for one in cases]
    needed = [read for check in checks for read in reads_of(check)]
    sql = count_sql(checks)
    if name == EVERY_CHECK:
        what, columns = "What every check finds.", (_CHECK_NAME, *_COUNTED)
        return _made(name, what, "one check", cases, needed, (_AS_OF,), columns, sql)
    what = cases[0].what
    return _made(name, what, "one row", cases, needed, (_AS_OF,), _COUNTED, sql)


def _listing(name: str, cases: Contract) -> Contract:
    """The contract that lists what a check finds."""
    sql = case_sql(_checks()[cases.name])
    params = (_AS_OF, *_PART) if "$as_of" in sql else _PART
    return _made(name, cases.what, "one thing", [cases], (), params, _LISTED, sql)


def _made(
    name: str,
    what: str,
    grain: str,
    cases: Iterable[Contract],
    needed: Iterable[str],
    params: tuple[Param, ...],
    columns: tuple[Column, ...],
    sql: str,
) -> Contract:
    reads = {*needed, *(read for one in cases for read in one.reads)}
    return Contract(
        name=name,
        what=what,
        grain=grain,
        roles=(Role.DPO,),
        reads=tuple(sorted(reads)),
        params=params,
        columns=columns,
        header={"What": (what,), "Order": (columns[0].name,)},
        sql=sql,
    )
