"""Reads a web log: page views without addresses, search words without anybody."""

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import duckdb
import pyarrow

from privacy import agents, personal
from privacy.contracts import read_contract
from privacy.databases import quoted
from privacy.imports.files import encoding_of, is_plain, read_text
from privacy.imports.taken import Context, Taken

Connection = duckdb.DuckDBPyConnection
_LONGEST_LINE = 2 << 20


def read_web(
    connection: Connection, export: Path, format: str, context: Context
) -> Taken:
    """Fill taken.hits, taken.searches and taken.rejects from one web log.

    `format` is the name of a query below imports/web/. A last line without line end
    that does not parse is half written: it is not read yet.
    """
    contract = read_contract(format)
    lay_out_lines(connection, export, context.skip_lines)
    connection.execute(f"create view export.fields as {contract.sql}")
    _lay_out_lookups(connection, context)
    hits, searches = read_contract("imports/hits"), read_contract("imports/searches")
    connection.execute(f"create table taken.hits as {hits.sql}")
    _lay_out_searches(connection, context)
    connection.execute(f"create table taken.searches as {searches.sql}")
    read = _count(connection, "select count(*) from export.lines")
    accepted = _count(connection, "select count(*) from taken.hits")
    connection.execute("create table taken.rejects (line bigint, reason varchar)")
    if accepted != read:
        _find_rejects(connection)
        read -= _forget_half_line(connection, export)
    rejected = _count(connection, "select count(*) from taken.rejects")
    reasons = dict(
        connection.execute(
            "select reason, count(*) from taken.rejects group by reason order by reason"
        ).fetchall()
    )
    name = format.rsplit("/", 1)[1]
    return Taken("web", name, read, accepted, rejected, 0, reasons)


def lay_out_lines(connection: Connection, export: Path, skip: int) -> None:
    """Make export.lines(line, text): one row per physical line, none swallowed.

    The delimiter is a byte that no log holds and quotes mean nothing, so that a line
    stays a line. A file that DuckDB cannot read in place goes through memory.
    """
    if is_plain(export) and encoding_of(export) in ("utf-8", "utf-8-sig"):
        source = (
            f"read_csv({quoted(export.as_posix())}, columns = {{text: 'varchar'}}, "
            "header = false, auto_detect = false, delim = chr(1), quote = '', "
            f"escape = '', max_line_size = {_LONGEST_LINE}, new_line = '\\n', "
            "strict_mode = false, null_padding = false)"
        )
    else:
        lines = read_text(export).split("\n")
        if lines and not lines[-1]:
            lines.pop()
        connection.register("lines_in_memory", pyarrow.table({"text": lines}))
        source = "lines_in_memory"
    connection.execute(
        "create view export.lines as select * from ("
        f"select row_number() over () as line, rtrim(text, chr(13)) as text "
        f"from {source}) where line > {skip}"
    )


def _lay_out_lookups(connection: Connection, context: Context) -> None:
    """What is the same for many lines is worked out once: hours, keys, agents."""
    connection.execute(
        "create temp table seen as select coalesce(agent, '') as agent, "
        "date_trunc('hour', seen_at) as utc_hour from export.fields "
        "where seen_at is not null and status is not null group by all"
    )
    connection.execute(
        "create table export.hours as select utc_hour, "
        f"timezone({quoted(context.zone)}, timezone('UTC', utc_hour)) as local_hour "
        "from (select distinct utc_hour from seen)"
    )
    months = connection.execute(
        "select distinct date_trunc('month', local_hour)::date from export.hours"
    ).fetchall()
    context.open_months(connection, [month for (month,) in months])
    distinct = connection.execute("select distinct agent from seen").fetchall()
    table = pyarrow.table(
        {
            "agent": [agent for (agent,) in distinct],
            "browser": [agents.browser_of(agent) for (agent,) in distinct],
            "is_robot": [agents.is_robot(agent) for (agent,) in distinct],
        },
        schema=pyarrow.schema(
            [("agent", "string"), ("browser", "string"), ("is_robot", "bool")]
        ),
    )
    connection.register("agents_in_memory", table)
    connection.execute("create table export.agents as from agents_in_memory")


def _lay_out_searches(connection: Connection, context: Context) -> None:
    """Find the lines of search pages and take the word out of each."""
    pages = [
        (str(row["path"]), str(row["parameter"]))
        for row in context.policy.table("search_page")
    ]
    wanted = " or ".join(
        f"starts_with(target, {quoted(path + '?')})" for path, _ in pages
    )
    rows = connection.execute(
        "select address, target, seen_at, coalesce(agent, '') "
        f"from export.fields where status between 200 and 399 and ({wanted or 'false'})"
    ).fetchall()
    parameters = dict(pages)
    robots = {agent for *_, agent in rows if agents.is_robot(agent)}
    found = [
        (seen_at, f"{address}|{seen_at}|{agent}", _network(address), word)
        for address, target, seen_at, agent in rows
        if agent not in robots and (word := _word_of(target, parameters))
    ]
    columns = ("seen_at", "told_apart_by", "network", "word")
    kinds = ("timestamp[us]", "string", "string", "string")
    schema = pyarrow.schema(
        list(zip(columns, map(pyarrow.type_for_alias, kinds), strict=True))
    )
    listed = {n: [row[i] for row in found] for i, n in enumerate(columns)}
    connection.register("searches_in_memory", pyarrow.table(listed, schema=schema))
    connection.execute(
        "create table export.found_searches as select "
        "(hours.local_hour)::date as searched_on, told_apart_by, network, word, "
        "null::boolean as is_zero_hit, 'web' as source from searches_in_memory "
        "inner join export.hours on date_trunc('hour', seen_at) = hours.utc_hour"
    )
    lay_out_words(connection)


def lay_out_words(connection: Connection) -> None:
    """Make export.words(word, personal): each distinct word looked at once."""
    words = [
        word
        for (word,) in connection.execute(
            "select distinct word from export.found_searches where word is not null"
        ).fetchall()
    ]
    table = pyarrow.table(
        {"word": words, "personal": [personal.kind_of(word) for word in words]},
        schema=pyarrow.schema([("word", "string"), ("personal", "string")]),
    )
    connection.register("words_in_memory", table)
    connection.execute("create table export.words as from words_in_memory")


def normalised(word: str) -> str:
    """A search word as it is counted: lower case, single spaces, at most 100 long."""
    return " ".join(word.lower().split())[:100]


def _word_of(target: str, parameters: dict[str, str]) -> str:
    split = urlsplit(target)
    wanted = parameters.get(split.path)
    for name, value in parse_qsl(split.query):
        if name == wanted:
            return normalised(value)
    return ""


def _network(address: str) -> str:
    if ":" in address:
        return ":".join(address.split("::")[0].split(":")[:3])
    return ".".join(address.split(".")[:3])


def _find_rejects(connection: Connection) -> None:
    connection.execute(
        "insert into taken.rejects with good as (select line, seen_at from "
        "export.fields where seen_at is not null and status is not null) "
        "select lines.line, case when good.line is null then 'not_this_format' "
        "else 'month_closed' end from export.lines as lines "
        "left join good on lines.line = good.line "
        "left join export.hours on date_trunc('hour', good.seen_at) = hours.utc_hour "
        "left join export.keys on "
        "date_trunc('month', hours.local_hour)::date = keys.month "
        "where keys.month is null order by lines.line"
    )


def _forget_half_line(connection: Connection, export: Path) -> int:
    """Drop the reject of a last line that is still being written; how many (0, 1)."""
    if not is_plain(export) or _ends_with_line_end(export):
        return 0
    dropped = connection.execute(
        "delete from taken.rejects where line = (select max(line) from export.lines) "
        "returning line"
    ).fetchall()
    return len(dropped)


def _ends_with_line_end(export: Path) -> bool:
    with export.open("rb") as raw:
        if raw.read(2) == b"\x1f\x8b":
            return True
        raw.seek(-1, 2)
        return raw.read(1) == b"\n"


def _count(connection: Connection, sql: str) -> int:
    (counted,) = connection.execute(sql).fetchone() or (0,)
    return int(counted)
