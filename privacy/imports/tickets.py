"""Tells what a ticket system exported in the words of the neutral CSV.

Its columns are found by their titles, in any of the languages that the format's header
lists, or by a `[[ticket_field]]` of the policy. Every other column is dropped as it is
read.
"""

import re
from collections.abc import Iterable, Sequence
from zoneinfo import available_timezones

import duckdb

from privacy.contracts import Contract, read_contract
from privacy.errors import BadPolicy
from privacy.imports.import_counts import Context
from privacy.imports.placing import PLACE, Files
from privacy.imports.proof import prove_tickets
from privacy.imports.reading import lexicon
from privacy.imports.ticket_days import Manner, lay_out_days
from privacy.policy import Policy

Connection = duckdb.DuckDBPyConnection

NEUTRAL = "imports/requests/neutral"
_MADE_LATER = {"bad_fields", "told_fields"}
_OURS = "our "
"""What stands before our name of a column that the policy maps."""
_OWN_FIELD = re.compile(
    r"(?:custom field|anpassat fält|campo personalizado|benutzerdefiniertes feld|"
    r"champ personnalisé|dynamicfield|cf|u)[ _]+\(?(.+?)\)?"
)
_KIND = re.compile(r" \[\w+\]$")
_DAY_ORDERS = ("day first", "month first")


def is_of_ticket_system(contract: Contract) -> bool:
    """Whether a format is a ticket system's own, not the neutral CSV."""
    return "requests" in contract.header.get("Table", ()) and contract.name != NEUTRAL


def places_of_fields(
    contract: Contract,
    names: Sequence[str],
    known: Iterable[int | None],
    policy: Policy,
) -> dict[str, int | None]:
    """Where the columns stand that the policy maps to our fields.

    `names` are the titles in the head row, lower case; `known` the places of columns
    that the format itself reads. The organisation's own rows win over the law's.
    """
    titles = [compared(name) for name in names]
    taken = set(known)
    system = _system(contract)
    places: dict[str, int | None] = {f"{_OURS}{name}": None for name in _fields()}
    rows = policy.table("ticket_field")
    for row in sorted(rows, key=lambda row: row["system"] == system):
        title = compared(str(row["title"]))
        if row["system"] not in ("*", system) or title not in titles:
            continue
        place = titles.index(title)
        # A general title never takes a column that the format itself reads.
        if row["system"] == system or place not in taken:
            places[f"{_OURS}{row['field']}"] = place
    return places


def read_tickets(
    connection: Connection, contract: Contract, context: Context, files: Files
) -> list[tuple[int, str]]:
    """Rewrite a ticket system's export.rows as the neutral CSV would have them.

    Returns line and reason of the rows that are no requests. Raises BadExport when the
    order of day and month is unknown, NotRecognised when it is no such export; of
    several files such ones are left out.
    """
    _empty(connection)
    _tell(connection, contract)
    lay_out_days(connection, _manner(context, _system(contract)), files)
    prove_tickets(connection, contract, files)
    files.forget(connection, "export.neutral")
    sql = read_contract("imports/tickets").sql
    connection.execute(f"create table export.tickets as {sql}")
    left_out = connection.execute(
        "select line, 'not_a_request' from export.rows "
        "where line not in (select line from export.converted) order by line"
    ).fetchall()
    connection.execute("drop table export.rows")
    connection.execute("alter table export.tickets rename to rows")
    return left_out


def compared(title: str) -> str:
    """A column's title as it is compared: no case, no marks of the ticket system."""
    title = _KIND.sub("", title.strip().lower())
    if match := _OWN_FIELD.fullmatch(title):
        title = match[1]
    return re.sub(r"[\s_-]+", " ", title).strip()


def _system(contract: Contract) -> str:
    return contract.name.rsplit("/", 1)[1]


def _empty(connection: Connection) -> None:
    """Make empty what systems write for nothing; no such column stays null."""
    connection.execute("alter table export.rows rename to filled_rows")
    described = connection.execute("describe export.filled_rows").fetchall()
    # A list in the place of `in (…)`, of which the engine makes a join for each column.
    emptied = ", ".join(
        f'if(list_contains($nothing, lower("{name}")) '
        f'or "{name}" like \'0000-00-00%\', \'\', "{name}") as "{name}"'
        for name, *_ in described
        if name != "line"
    )
    connection.execute(
        f"create table export.rows as select line, {emptied} from export.filled_rows",
        {"nothing": sorted(lexicon().nothing["word"])},
    )


def _tell(connection: Connection, contract: Contract) -> None:
    """Make export.neutral: what the format says, and before it what the policy maps."""
    fields = _fields()
    described = ", ".join(f"{name} varchar" for name in fields)
    connection.execute(f"create table export.converted (line bigint, {described})")
    connection.execute(f"insert into export.converted by name {contract.sql}")
    columns = ", ".join(
        f"coalesce(nullif(mapped.\"{_OURS}{name}\", ''), said.{name}, "
        f'mapped."{_OURS}{name}") as {name}'
        for name in fields
    )
    connection.execute(
        "create table export.neutral as select "
        f"(said.{PLACE} << 32) + row_number() over "
        f"(partition by said.{PLACE} order by said.line, said.request_id) as line, "
        f"{columns} from export.converted "
        "as said inner join export.rows as mapped on said.line = mapped.line"
    )


def _fields() -> list[str]:
    """Our names of what a ticket can tell."""
    neutral = read_contract(NEUTRAL).column_names
    return [name for name in neutral if name not in _MADE_LATER] + ["updated_at"]


def _manner(context: Context, system: str) -> Manner:
    """Which of day and month stands first, if the policy says, and whose clock it is.

    Raises BadPolicy when the policy says it with a word that is none.
    """
    order: str | None = None
    zone = context.zone
    for row in context.policy.table("ticket_system"):
        if row["system"] != system:
            continue
        stated, zone = row["day_order"], str(row["time_zone"] or zone)
        if stated not in (None, *_DAY_ORDERS) or zone not in available_timezones():
            raise BadPolicy(
                f'[[ticket_system]] of {system}: day_order is "day first" or "month '
                'first", time_zone a name like "Europe/Stockholm"; correct it in '
                f"{context.policy.folder}."
            )
        order = order if stated is None else str(stated)
    return Manner(system, order, zone)
