"""Reads a web log: page views without addresses, search words without anybody."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow

from privacy.contracts import Contract, read_contract
from privacy.imports.files import is_packed
from privacy.imports.formats import aside_of
from privacy.imports.import_counts import Context, ImportCounts
from privacy.imports.lines import Block, read_blocks
from privacy.imports.lookups import Lookups
from privacy.imports.words import lay_out_words, parameters_of, word_in
from privacy.imports.wrappings import unwrap_table
from privacy.storage.databases import fill_table
from privacy.storage.rows import Span

Connection = duckdb.DuckDBPyConnection

_LINES = pyarrow.schema([("line", pyarrow.int64()), ("text", pyarrow.string())])

Keep = Callable[[str, Sequence[Span]], None]
"""Keeps the rows of a query, which belong to these spans."""


def read_web(
    connection: Connection, export: Path, format: str, context: Context, keep: Keep
) -> ImportCounts:
    """Keep the hits of a web log; fill taken.searches and taken.rejects.

    `format` is the name of a query below imports/web/. A last line without line end
    that does not parse is half written: it is rejected as one that waits.
    """
    blocks = read_blocks(export)
    lookups = Lookups(connection, context)
    log = _Log(connection, read_contract(format), context, lookups, keep)
    log.lay_out()
    waits = not is_packed(export)
    for block in blocks:
        log.take(block, may_wait=waits)
    reasons = dict(
        connection.execute(
            "select reason, count(*) from taken.rejects group by reason order by reason"
        ).fetchall()
    )
    rejected = sum(reasons.values())
    name = format.rsplit("/", 1)[1]
    return ImportCounts(
        "web", name, log.read, log.read - rejected, rejected, 0, reasons
    )


@dataclass
class _Log:
    """One log being read, block by block; every block is forgotten after the next."""

    connection: Connection
    format: Contract
    context: Context
    lookups: Lookups
    keep: Keep
    read: int = 0
    _last_line: str = ""

    def lay_out(self) -> None:
        """Make the tables that a block fills, and the views that read a block."""
        run = self.connection.execute
        run("set preserve_insertion_order = false")
        self.lookups.lay_out()
        self.lookups.create("taken.searches", "imports/searches")
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
        if not len(lines):
            return
        self._show(lines)
        self._read_fields()
        self.lookups.fill()
        spans = self._spans()
        self.keep(read_contract("imports/hits").sql, spans)
        self._take_searches()
        self.read += len(lines)
        if sum(span.rows for span in spans) < len(lines):
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
        run = self.connection.execute
        # What is asked of the answer must not be asked of every line beforehand, with
        # the slow expressions that few lines need.
        run("set disabled_optimizers = 'filter_pushdown, cte_filter_pusher'")
        self.lookups.make("export.timed_fields", "imports/timed_fields")
        run("reset disabled_optimizers")

    def _spans(self) -> list[Span]:
        """The open months that the lines belong to; each line is one row."""
        sql = read_contract("imports/hit_months").sql
        found = self.connection.execute(sql).fetchall()
        return [
            Span("hits", month, rows, rows, first_on, last_on)
            for month, rows, first_on, last_on in found
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
            "(select line from export.timed_fields semi join export.keys using (month))"
            " as taken_in using (line)"
        ).to_arrow_table()
        self._show(lost)
        sql = read_contract("imports/web_rejects").sql
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
        sql = read_contract("imports/searches").sql
        run(f"insert into taken.searches {sql}")


def _after(lines: pyarrow.Table, skip: int) -> pyarrow.Table:
    """The lines whose number is above `skip`."""
    if not len(lines):
        return lines
    return lines.slice(max(0, skip + 1 - lines["line"][0].as_py()))
