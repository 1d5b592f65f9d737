"""Reads a web log: page views without addresses, search words without anybody."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import duckdb
import pyarrow
import pyarrow.compute

from privacy.contracts import Contract, read_contract
from privacy.imports import neutral_log
from privacy.imports.files import Content
from privacy.imports.formats import aside_of
from privacy.imports.import_counts import Context, ImportCounts
from privacy.imports.lines import Block, read_blocks, read_small
from privacy.imports.lookups import Lookups
from privacy.imports.placing import PLACE, Files, numbered
from privacy.imports.repeated_lines import (
    REASON,
    lay_out_sample,
    leave_repeated,
    repeated_in_sample,
    take_sample,
)
from privacy.imports.user_agents import CUT
from privacy.imports.words import lay_out_words, parameters_of, word_in
from privacy.imports.wrappings import unwrap_table
from privacy.storage.databases import fill_table
from privacy.storage.rows import Span

Connection = duckdb.DuckDBPyConnection

_LINES = pyarrow.schema([("line", pyarrow.int64()), ("text", pyarrow.string())])

_COLUMNS = {"bad_date": "time", "bad_status": "status"}
"""The column that a reason of rejection says cannot be read."""

_FIELDS = {"address": "'', '-'", "agent": "'', '-'", "referrer": "''"}
"""What a log may keep, or leave out of all its lines; what it then writes.

A visitor may well come from no page, and `-` says so.
"""

_NO_REQUESTS = (
    "select target from export.pages where page is null and target not in ('', '-', "
    "'*') and not regexp_full_match(target, '[\\w.\\-\\[\\]:]+:\\d+')"
)
"""What was asked for and is neither a page nor nothing, nor a tunnel to a host."""

_ALWAYS_HAVE_AGENT = ("combined", "proxy_manager")
"""Formats whose lines all have an agent and a referrer, or none has: where one line
has neither, it was cut before them."""

Keep = Callable[[str, Sequence[Span]], None]
"""Keeps the rows of a query, which belong to these spans."""


def read_web(
    connection: Connection, export: Content, format: str, context: Context, keep: Keep
) -> ImportCounts:
    """Keep the hits of a web log; fill taken.searches and taken.rejects.

    `format` is the name of a query below imports/web/. A last line without line end
    that does not parse is half written: it is rejected as one that waits.
    """
    blocks = read_blocks(export)
    log = _Log(connection, read_contract(format), context, keep)
    log.lay_out()
    lay_out_sample(connection)
    waits = export.may_grow
    number = 0
    for block in blocks:
        log.take(block, may_wait=waits)
        take_sample(connection)
        number += 1
    taken = _taken(connection, format, {0: log.read}, log)[0]
    share, first = repeated_in_sample(connection) if number > 1 else (0.0, 0)
    again = (max(1, round(share * taken.accepted)), first) if share else ()
    return replace(taken, again=again)


def read_webs(
    connection: Connection, files: Files, format: str, context: Context
) -> dict[int, ImportCounts]:
    """Fill taken.hits, taken.searches and taken.rejects from small logs, by place.

    A log that is still written to is left out: its last line has no line end.
    """
    read: dict[int, int] = {}
    tables = []
    for place, export in files.contents.items():
        blocks = read_small(export)
        if not blocks or (blocks[-1].is_cut and export.may_grow):
            files.left_out.add(place)
            continue
        whole = pyarrow.concat_tables(block.table for block in blocks)
        lines = unwrap_table(connection, whole)
        numbers = pyarrow.compute.add(lines["line"], numbered(place))
        texts = lines["text"].cast(pyarrow.string())
        tables.append(pyarrow.table({"line": numbers, "text": texts}))
        read[place] = len(lines)

    def keep(_rows: str, _spans: Sequence[Span]) -> None:
        connection.execute("create table taken.hits as from export.placed_hits")

    log = _Log(connection, read_contract(format), context, keep)
    log.lay_out()
    if tables:
        log.take_lines(pyarrow.concat_tables(tables))
    connection.execute("reset preserve_insertion_order")
    return _taken(connection, format, read, log)


def _taken(
    connection: Connection, format: str, read: Mapping[int, int], log: "_Log"
) -> dict[int, ImportCounts]:
    """How each log was taken in, by place; `read` are its lines."""
    if format == neutral_log.FORMAT:
        neutral_log.name_headings(connection)
    reasons: dict[int, dict[str, int]] = {place: {} for place in read}
    for place, reason, count in connection.execute(
        f"select {PLACE}, reason, count(*) from taken.rejects group by all order by all"
    ).fetchall():
        reasons[place][reason] = count
    name = format.rsplit("/", 1)[1]
    result = {}
    for place, lines in read.items():
        rejected = sum(reasons[place].values())
        accepted = lines - rejected
        unreadable = {
            _COLUMNS[r]: n for r, n in reasons[place].items() if r in _COLUMNS
        }
        if place in log.no_requests:
            unreadable["request"] = log.no_requests[place]
        cut = log.cut_agents[place]
        if (place, "agent") in log.kept:
            cut += log.without_agent[place]
        if cut:
            unreadable["agent"] = cut
        lacking = [f for f in _FIELDS if accepted and (place, f) not in log.kept]
        result[place] = ImportCounts(
            "web",
            name,
            lines,
            accepted,
            rejected,
            0,
            reasons[place],
            unreadable,
            lacking=lacking,
        )
    return result


@dataclass
class _Log:
    """One log being read, block by block; every block is forgotten after the next."""

    connection: Connection
    format: Contract
    context: Context
    keep: Keep
    read: int = 0
    no_requests: Counter[int] = field(default_factory=Counter)
    """By place of the file, lines whose request cannot be read."""
    cut_agents: Counter[int] = field(default_factory=Counter)
    """By place of the file, lines that were cut within the agent."""
    without_agent: Counter[int] = field(default_factory=Counter)
    """By place of the file, lines that end before the agent."""
    kept: set[tuple[int, str]] = field(default_factory=set)
    """Place of the file and each of _FIELDS that one of its lines has."""
    lookups: Lookups = field(init=False)
    _last_line: str = ""
    _can_join: bool = False
    """Whether the tables that page views are joined from are there."""

    def __post_init__(self) -> None:
        self.lookups = Lookups(self.connection, self.context)

    def lay_out(self) -> None:
        """Make the tables that a block fills, and the views that read a block."""
        run = self.connection.execute
        run("set preserve_insertion_order = false")
        self.lookups.lay_out()
        self.lookups.create("taken.searches", "imports/placed_searches")
        self.lookups.create("taken.rejects", "imports/web_rejects")
        run("create table export.searched (target text, word text)")
        run("create table export.directives (line bigint, text varchar)")
        run("set variable cut_line = 0")
        run("set variable aside = ?", [aside_of(self.format)])
        self._show(_LINES.empty_table())
        run("create view export.lines as select * from lines_in_memory")
        run(f"create view export.fields as {self.format.sql}")

    def take(self, block: Block, *, may_wait: bool) -> None:
        """Take one block in; a half-written last line waits when it may."""
        lines = unwrap_table(self.connection, block.table)
        self._note_directives(lines)
        cut_line = lines["line"][-1].as_py() if may_wait and block.is_cut else 0
        self.connection.execute("set variable cut_line = ?", [cut_line])
        texts: list[str] = [self._last_line, *lines["text"][-2:].to_pylist()]
        self._last_line = texts[-1]
        if cut_line and texts[-1].count('"') < texts[-2].count('"'):
            lines = lines.slice(0, len(lines) - 1)  # cut within a field
            if cut_line > self.context.skip_lines:
                self._say_cut(cut_line)
        lines = _after(lines, self.context.skip_lines)
        if len(lines):
            self.take_lines(lines)

    def take_lines(self, lines: pyarrow.Table) -> None:
        """Take whole lines in: one or more."""
        self._show(lines)
        self._read_fields()
        # Of a long log the first block alone; its others are sampled.
        left_out = 0 if self._can_join else leave_repeated(self.connection)
        self._note_fields()
        self.lookups.fill()
        self._count_no_requests()
        self._count_cut_agents()
        if not self._can_join:
            sql = read_contract("imports/placed_hits").sql
            self.connection.execute(f"create view export.placed_hits as {sql}")
            self._can_join = True
        spans = self._spans()
        self.keep(read_contract("imports/hits").sql, spans)
        self._take_searches()
        self.read += len(lines)
        if sum(span.rows for span in spans) + left_out < len(lines):
            self._reject()

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
        """Make export.timed_fields: each line is looked into once."""
        with self._asked_in_order():
            self.lookups.make("export.timed_fields", "imports/timed_fields")

    @contextmanager
    def _asked_in_order(self) -> Iterator[None]:
        """Ask export.fields as it is written.

        What is asked of the answer must not be asked of every line beforehand, with the
        slow expressions that few lines need. To plan that takes half a second, too.
        """
        run = self.connection.execute
        run("set disabled_optimizers = 'filter_pushdown, cte_filter_pusher'")
        yield
        run("reset disabled_optimizers")

    def _note_fields(self) -> None:
        """Note what the lines of each file keep; of one alone, until it is all there.

        Many files are taken at once.
        """
        kept = {name for _, name in self.kept}
        for name in _FIELDS.keys() - kept:
            output = self.connection.execute(
                f"select distinct {PLACE} from export.timed_fields "
                f"where {name} not in ({_FIELDS[name]})"
            )
            self.kept.update((place, name) for (place,) in output.fetchall())

    def _count_no_requests(self) -> None:
        run = self.connection.execute
        if run(f"select exists ({_NO_REQUESTS})").fetchall()[0][0]:
            output = run(
                f"select {PLACE}, count(*) from export.timed_fields "
                f"where target in ({_NO_REQUESTS}) group by all"
            )
            self.no_requests.update(dict(output.fetchall()))

    def _count_cut_agents(self) -> None:
        run = self.connection.execute
        is_cut, has_none = f"ends_with(agent, '{CUT}')", "agent = '' and referrer = ''"
        counters = {is_cut: self.cut_agents}
        if self.format.name.rsplit("/", 1)[1] in _ALWAYS_HAVE_AGENT:
            counters[has_none] = self.without_agent
        for condition, counter in counters.items():
            agent = condition.split(" and ")[0]
            if run(f"select exists (from export.browsers where {agent})").fetchall()[0][
                0
            ]:
                output = run(
                    f"select {PLACE}, count(*) from export.timed_fields "
                    f"where {condition} group by all"
                )
                counter.update(dict(output.fetchall()))

    def _spans(self) -> list[Span]:
        """The open months that the lines belong to; each line is one row."""
        sql = read_contract("imports/hit_months").sql
        result = self.connection.execute(sql).fetchall()
        return [
            Span("hits", month, rows, rows, first_on, last_on)
            for month, rows, first_on, last_on in result
        ]

    def _say_cut(self, line: int) -> None:
        """List the last line: it is half written and waits for its rest."""
        run = self.connection.execute
        run("insert into taken.rejects values (?, 'cut_line')", [line])
        self.read += 1

    def _reject(self) -> None:
        """List the lines that gave no hit."""
        run = self.connection.execute
        lost = run(
            "select lines.line, lines.text from export.lines as lines anti join "
            "(select line from export.timed_fields semi join export.keys using (month) "
            f"union all select line from taken.rejects where reason = '{REASON}') "
            "as taken_in using (line)"
        ).to_arrow_table()
        self._show(lost)
        sql = read_contract("imports/web_rejects").sql
        with self._asked_in_order():
            run(f"insert into taken.rejects {sql}")

    def _take_searches(self) -> None:
        """Take the words out of the lines that ask for a search page."""
        run = self.connection.execute
        parameters = parameters_of(self.context.policy.table("search_page"))
        targets = run(
            "select target from export.pages where contains(target, '?')"
        ).fetchall()
        searched = [(t, word_in(t, parameters)) for (t,) in targets]
        words = [(target, word) for target, word in searched if word]
        if not words:
            return
        run("truncate export.searched")
        fill_table(self.connection, "export.searched", words)
        self.lookups.make("export.found_searches", "imports/found_searches")
        lay_out_words(self.connection)
        sql = read_contract("imports/placed_searches").sql
        run(f"insert into taken.searches {sql}")


def _after(lines: pyarrow.Table, skip: int) -> pyarrow.Table:
    """The lines whose number is above `skip`."""
    if not len(lines):
        return lines
    return lines.slice(max(0, skip + 1 - lines["line"][0].as_py()))
