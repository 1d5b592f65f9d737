"""Reads a web log: page views without addresses, search words without anybody."""

import datetime
from dataclasses import astuple, dataclass, field
from pathlib import Path

import duckdb
import pyarrow

from privacy import agents
from privacy.contracts import Contract, read_contract
from privacy.databases import fill_table, quoted
from privacy.imports.clock import years_of
from privacy.imports.files import is_packed
from privacy.imports.lines import Block, read_blocks
from privacy.imports.register import create_table
from privacy.imports.taken import Context, Taken
from privacy.imports.words import lay_out_words, parameters_of, word_in
from privacy.imports.wrappings import unwrap_table

Connection = duckdb.DuckDBPyConnection

_YEARS = {
    "year": "bigint",
    "moved_at": "timestamp",
    "moved_back_at": "timestamp",
    "offset_between": "interval",
    "offset_else": "interval",
}


def read_web(
    connection: Connection, export: Path, format: str, context: Context
) -> Taken:
    """Fill taken.hits, taken.searches and taken.rejects from one web log.

    `format` is the name of a query below imports/web/. A last line without line end
    that does not parse is half written: it is not read yet.
    """
    log = _Log(connection, read_contract(format), context)
    log.lay_out()
    waits = not is_packed(export)
    for block in read_blocks(export):
        log.take(block, may_wait=waits)
    reasons = dict(
        connection.execute(
            "select reason, count(*) from taken.rejects group by reason order by reason"
        ).fetchall()
    )
    rejected = sum(reasons.values())
    name = format.rsplit("/", 1)[1]
    return Taken("web", name, log.read, log.read - rejected, rejected, 0, reasons)


@dataclass
class _Log:
    """One log being read, block by block; every block is forgotten after the next."""

    connection: Connection
    format: Contract
    context: Context
    read: int = 0
    _months: set[datetime.date] = field(default_factory=set)
    _last_line: str = ""

    def lay_out(self) -> None:
        """Make the tables that a block fills, and the views that read a block."""
        run = self.connection.execute
        run("set preserve_insertion_order = false")
        for table in ("hits", "searches"):
            columns = read_contract(f"imports/{table}").columns
            shape = {column.name: column.type for column in columns}
            create_table(self.connection, f"taken.{table}", shape)
        run("create table taken.rejects (line bigint, reason varchar)")
        run("create table export.directives (line bigint, text varchar)")
        run("create table export.agents (agent text, browser text, is_robot boolean)")
        create_table(self.connection, "export.years", _YEARS)
        years = years_of(self.context.zone)
        fill_table(self.connection, "export.years", map(astuple, years))
        self._show(pyarrow.table({"line": [0], "text": [""]}).slice(1))
        run("create view export.lines as select * from lines_in_memory")
        self.context.open_months(self.connection, [])

    def take(self, block: Block, *, may_wait: bool) -> None:
        """Take one block in; a half-written last line waits when it may."""
        lines = unwrap_table(self.connection, block.table)
        self._note_directives(lines)
        is_cut = may_wait and block.is_cut
        texts: list[str] = [self._last_line, *lines["text"][-2:].to_pylist()]
        self._last_line = texts[-1]
        if is_cut and texts[-1].count('"') < texts[-2].count('"'):
            lines = lines.slice(0, len(lines) - 1)  # cut within a field
        lines = _after(lines, self.context.skip_lines)
        if not len(lines):
            return
        self._show(lines)
        self._read_fields()
        self._look_up_visitors()
        self.read += len(lines)
        if self._insert("hits") < len(lines):
            self.read -= self._reject(lines["line"][-1].as_py() if is_cut else 0)
        self._take_searches(lines)

    def _show(self, lines: pyarrow.Table) -> None:
        """Let export.lines be these lines."""
        self.connection.register("lines_in_memory", lines)

    def _note_directives(self, lines: pyarrow.Table) -> None:
        """Keep what a log says of its own columns, also in lines read before."""
        if "export.directives" in self.format.reads:
            self._show(lines)
            self.connection.execute(
                "insert into export.directives select line, text from export.lines "
                "where substr(text, 1, 1) = '#' order by line"
            )

    def _read_fields(self) -> None:
        """Make export.fields and export.timed_fields: each line is looked into once."""
        run = self.connection.execute
        # What is asked of the answer must not be asked of every line beforehand, with
        # the slow expressions that few lines need.
        run("set disabled_optimizers = 'filter_pushdown, cte_filter_pusher'")
        run(f"create or replace table export.fields as {self.format.sql}")
        run("reset disabled_optimizers")
        timed = read_contract("imports/timed_fields")
        run(f"create or replace table export.timed_fields as {timed.sql}")

    def _look_up_visitors(self) -> None:
        """What is the same for many lines is worked out once: keys, agents, hashes."""
        run = self.connection.execute
        run(
            "create or replace table export.seen as "
            "select distinct month, address, agent from export.timed_fields"
        )
        found = run(
            "select distinct agent from export.seen anti join export.agents "
            "using (agent)"
        ).fetchall()
        rows = [(a, agents.browser_of(a), agents.is_robot(a)) for (a,) in found]
        fill_table(self.connection, "export.agents", rows)
        seen = run("select distinct month from export.seen").fetchall()
        months = {month for (month,) in seen}
        if not months <= self._months:
            self._months |= months
            self.context.open_months(self.connection, sorted(self._months))
        visitors = read_contract("imports/visitors")
        run(f"create or replace table export.visitors as {visitors.sql}")

    def _insert(self, table: str) -> int:
        sql = read_contract(f"imports/{table}").sql
        (count,) = self.connection.execute(
            f"insert into taken.{table} {sql}"
        ).fetchone() or (0,)
        return int(count)

    def _reject(self, waiting_line: int) -> int:
        """List the lines that gave no hit; how many of them wait for their rest."""
        run = self.connection.execute
        lost = run(
            "select lines.line, lines.text from export.lines as lines anti join "
            "(select line from export.timed_fields semi join export.keys using (month))"
            " as taken_in using (line)"
        ).to_arrow_table()
        self._show(lost)
        run(
            "insert into taken.rejects select lines.line, case "
            "when trim(lines.text) = '' then 'empty_line' "
            "when starts_with(lines.text, '#') then 'comment_line' "
            "when fields.line is null then 'not_this_format' "
            "when timed.line is null then 'bad_date' else 'month_closed' end "
            "from export.lines as lines left join export.fields as fields "
            "on lines.line = fields.line left join export.timed_fields as timed "
            "on lines.line = timed.line where lines.line <> ?",
            [waiting_line],
        )
        return int(lost["line"].to_pylist().count(waiting_line))

    def _take_searches(self, lines: pyarrow.Table) -> None:
        """Take the words out of the lines that ask for a search page."""
        run = self.connection.execute
        parameters = parameters_of(self.context.policy.table("search_page"))
        self._show(lines)
        named = " or ".join(
            f"contains(text, {quoted(path.lstrip('/'))})" for path in parameters
        )
        asked = run(
            f"select line, text from export.lines where {named or 'false'}"
        ).to_arrow_table()
        if not len(asked):
            return
        self._show(asked)
        run(
            "create or replace table export.asking as select * from "
            "export.timed_fields semi join export.lines using (line)"
        )
        targets = run("select distinct target from export.asking").fetchall()
        searched = [(t, word_in(t, parameters)) for (t,) in targets if t]
        words = [(target, word) for target, word in searched if word]
        run("create or replace table export.targets (target varchar, word varchar)")
        fill_table(self.connection, "export.targets", words)
        run(
            "create or replace table export.found_searches as "
            "select fields.visited_at::date as searched_on, "
            "concat_ws('|', fields.address, fields.seen_at, fields.agent) "
            "as told_apart_by, visitors.network, targets.word, "
            "null::boolean as is_zero_hit, 'web' as source "
            "from export.asking as fields "
            "inner join export.targets as targets on fields.target = targets.target "
            "inner join export.visitors as visitors on fields.month = visitors.month "
            "and fields.address = visitors.address and fields.agent = visitors.agent "
            "where fields.status between 200 and 399 and not visitors.is_robot "
            "and not coalesce(fields.is_dnt, false)"
        )
        lay_out_words(self.connection)
        self._insert("searches")


def _after(lines: pyarrow.Table, skip: int) -> pyarrow.Table:
    """The lines whose number is above `skip`."""
    if not len(lines):
        return lines
    return lines.slice(max(0, skip + 1 - lines["line"][0].as_py()))
