"""Counts what the checks look at: the one place where they are counted.

A query of queries/checks/ ends with its cases, one row for each thing it looked at:

    thing_id  varchar  what it is about; several rows may be about one
    is_found  boolean  whether it is wrong
    since_on  date     since when, null when nobody knows
    weight    bigint   how many one row stands for; 1 where there is no such column
    expected  bigint   how many there may be; 0 where there is no such column

Its `Needs:` lines say when there are data at all. Each must hold: an export of one of
its sources could be read, or one of its tables has a row (of a policy's, one in force).
Unless a table is named, one case is enough.

A column of an export that a check reads must be there: where no export of the source
has it, nothing was measured, whatever the rows say; of a check of several sources,
where each lacks one. `Optional:` names the columns that a check can do without,
`Rests:` those that it, or a table of the register that it reads, rests on unnamed.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import count

from privacy.contracts.tables import tables

WEIGHT, EXPECTED = "weight", "expected"
ABSENT = "register.absent_columns"
"""Columns of a source that none of its exports has."""
_WITHOUT = {WEIGHT: "1", EXPECTED: "0"}
_READ = re.compile(r"\bregister\.(\w+)(?:\(\$as_of\))?\s+as\s+(\w+)")
_COLUMN = re.compile(r"\b(\w+)(?=\.(\w+))")
_OF_DAY = re.compile(r"\b(register|policy)\.(\w+)\(\$as_of\)")

_COUNT = """
with

{steps}

-- Each thing found once, and one row for all that was not: a million cases are not
-- held at once.
things as (

    select
        cases.check_number,
        if(cases.is_found, cases.thing_id, null) as thing_id,
        coalesce(cases.is_found, false) as is_found,
        any_value(cases.expected) as expected,
        sum(cases.weight) as weight,
        min(cases.since_on) filter (where cases.since_on <= $as_of::date) as since_on

    from cases

    group by all

),

counted as (

    select
        things.check_number,
        coalesce(any_value(things.expected), 0)::bigint as expected,
        coalesce(sum(things.weight) filter (where things.is_found), 0)::bigint as found,
        coalesce(sum(things.weight), 0)::bigint as population,
        min(things.since_on) filter (where things.is_found) as since_on,
        coalesce(min(things.thing_id, 20), []) as example_ids

    from things

    group by things.check_number

)

select
    {columns}
    coalesce(counted.expected, 0) as expected,
    coalesce(counted.found, 0) as found,
    coalesce(counted.population, 0) as population,
    counted.since_on,
    coalesce(counted.example_ids, []) as example_ids,
    (
        (
            (counted.check_number is not null and asked_checks.is_case_enough)
            or (
                len(asked_checks.needs) > 0
                and len(list_filter(
                    asked_checks.needs,
                    lambda line: not list_has_any(line, known.words)
                )) = 0
            )
        )
        and (
            len(asked_checks.columns) = 0
            or len(list_filter(
                asked_checks.columns,
                lambda of_table: not list_has_any(of_table, known.absent)
            )) > 0
        )
    ) as has_data

from asked_checks

cross join known

left join counted
    on asked_checks.check_number = counted.check_number

order by asked_checks.check_name asc
"""

_CASES = """
select
    cases.thing_id,
    sum({weight})::bigint as count,
    min(cases.since_on) as since_on,
    count(*) over () as cases

from (
{sql}
) as cases

where cases.is_found

group by cases.thing_id

order by cases.thing_id asc

limit $rows::bigint
offset $after::bigint
"""


@dataclass(frozen=True)
class Check:
    """The cases of a check as SQL, the columns beyond the usual, and its needs.

    Of each line of needs one has to be met.
    """

    name: str
    sql: str
    columns: tuple[str, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()
    needed_columns: tuple[tuple[str, ...], ...] = ()
    """Of each source, the columns that it cannot do without, as requests.fee."""

    @property
    def is_case_enough(self) -> bool:
        """Whether there are data when there is a case."""
        return not any("." in need for line in self.needs for need in line)

    def column(self, name: str) -> str:
        """A column beyond the usual, or what stands for it."""
        return name if name in self.columns else _WITHOUT[name]


def count_sql(checks: Sequence[Check], idle: Collection[Check] = frozenset()) -> str:
    """One statement that counts the cases of some checks, a row each, by name.

    What several of them ask of the day ($as_of) is worked out once. Those that are
    `idle` have no case: nothing is asked for them, only whether there are data.
    """
    looked = [(n, check) for n, check in enumerate(checks) if check not in idle]
    cases = "\nunion all\n".join([_cases_of(check, n) for n, check in looked])
    selects = ",\n".join(map(_asked_for, checks, count()))
    steps = (
        f"cases as (\n{cases}\n),\n\n"
        f"known as (\n{_known(checks)}\n),\n\n"
        "asked_checks (check_number, check_name, is_case_enough, needs, columns) as (\n"
        f"values\n{selects}\n),"
    )
    is_one = len(checks) == 1
    if not is_one:
        steps = _of_day_once(steps)
    columns = "" if is_one else "asked_checks.check_name,"
    return _COUNT.format(steps=steps, columns=columns)


def case_sql(check: Check) -> str:
    """The things that a check found, each once, from one place in the list on."""
    return _CASES.format(sql=check.sql, weight=check.column(WEIGHT))


def _cases_of(check: Check, number: int) -> str:
    return (
        f"select {number} as check_number, thing_id, is_found, since_on, "
        f"{check.column(WEIGHT)} as weight, {check.column(EXPECTED)} as expected "
        f"from (\n{check.sql}\n)"
    )


def _asked_for(check: Check, number: int) -> str:
    needs = [list(line) for line in check.needs]
    is_case_enough = str(check.is_case_enough).lower()
    columns = [list(of_table) for of_table in check.needed_columns]
    return (
        f"({number}, '{check.name}', {is_case_enough}, {needs}::varchar[][], "
        f"{columns}::varchar[][])"
    )


def _known(checks: Sequence[Check]) -> str:
    """The needs that are met, as one list of words: sources and tables.

    And the columns that no export has.
    """
    words = sorted({need for c in checks for line in c.needs for need in line})
    tables = [word for word in words if "." in word]
    known = [
        f"(select '{table}' as word from {_in_force(table)} limit 1)"
        for table in tables
    ]
    if len(tables) < len(words):
        known.append("(select source as word from register.delivered_sources)")
    listed = "\nunion all\n".join(known) or "(select null::varchar as word)"
    absent = f"(select coalesce(list(source || '.' || column_name), []) from {ABSENT})"
    if not any(check.needed_columns for check in checks):
        absent = "[]::varchar[]"
    return (
        f"select coalesce(list(word), []) as words, {absent} as absent "
        f"from (\n{listed}\n)"
    )


def _in_force(table: str) -> str:
    return f"{table}_on($as_of)" if table.startswith("policy.") else table


def _of_day_once(sql: str) -> str:
    expressions = sorted(set(_OF_DAY.findall(sql)))
    once = "".join(
        f"{schema}_{name} as materialized (select * from {schema}.{name}($as_of)),\n\n"
        for schema, name in expressions
    )
    return once + _OF_DAY.sub(r"\1_\2", sql)


def reads_of(check: Check) -> list[str]:
    """The tables that the needs of a check are looked up in."""
    words = [need for line in check.needs for need in line]
    named = [need for need in words if "." in need]
    delivered = ["register.delivered_sources"] if len(named) < len(words) else []
    return named + delivered + ([ABSENT] if check.needed_columns else [])


def columns_read(
    sql: str, optional: Collection[str], unnamed: Collection[str] = ()
) -> tuple[tuple[str, ...], ...]:
    """Of each source, the columns that the cases of a check rest on, as requests.fee.

    What identifies a thing, and the day since when it is so, are none of them. Those
    `unnamed` are in headers alone.
    """
    bare = re.sub(r"--[^\n]*|\b\w+\.\w+\s+as\s+since_on\b", "", sql)
    named = _COLUMN.findall(bare)
    columns_of: dict[str, set[str]] = {}
    for name, alias in _READ.findall(bare):
        if table := tables().get(name):
            fields = {field.name for field in table.fields} - set(table.key)
            read = fields & {column for of, column in named if of == alias}
            columns = {f"{name}.{column}" for column in read} - set(optional)
            columns_of.setdefault(name, set()).update(columns)
    for column in unnamed:
        columns_of.setdefault(column.partition(".")[0], set()).add(column)
    return tuple(tuple(sorted(columns)) for columns in columns_of.values() if columns)
