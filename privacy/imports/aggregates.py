"""Reads web statistics that a tool counted: Google Analytics 4, Matomo, Plausible.

Whatever the tool, its rows are written in the words of the neutral CSV. Nobody can be
counted behind them: what the tool calls a visitor is a browser, a device or a day.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from privacy import personal
from privacy.contracts import Contract, read_contract
from privacy.errors import BadExport
from privacy.imports.counted_days import CountedDays, days_above, days_in, stated_days
from privacy.imports.files import Content, sample_lines
from privacy.imports.formats import DELIMITERS, head_names
from privacy.imports.lines import cut_at_line_ends
from privacy.imports.reading import day_form
from privacy.storage.databases import fill_table

Connection = duckdb.DuckDBPyConnection
Rejects = list[tuple[int, str]]

TABLE = "web_aggregates"
NEUTRAL = f"imports/{TABLE}/neutral"
_PIECE = 16 << 20
_MOST_PREAMBLE = 15
_LONGEST_HEAD = 100_000
_SITE = re.compile(r"# *(?:property|egendom) *: *(\S.*)", re.I)
_HIDDEN = "(other)"
"""What a label that may name a person becomes."""
_NO_DAY = "-"
"""What a day that cannot be read becomes; its row is rejected."""
_OF_VISITS = ({"idvisit", "visitip"}, {"idvisit", "visitorid"})
"""Columns by which a log of single visits is known, whatever else it has."""
_NAMED: Mapping[str, re.Pattern[str]] = {
    "browser": re.compile(r"browser|webbläsar", re.I),
    "referrer": re.compile(
        r"referr|referer|hänvis|website|webbplats|search engine|sökmotor|channel|kanal|"
        r"source|källa|social",
        re.I,
    ),
    "page": re.compile(r"page|sid(?:a|or|url)|url", re.I),
}
"""What the name of a file calls each dimension, the surest first."""
_LABELLED: Mapping[str, re.Pattern[str]] = {
    "page": re.compile(r"/"),
    "browser": re.compile(
        r"(?:mobile |microsoft |google )?(?:chrom|firefox|safari|edge|opera|samsung|"
        r"internet explorer|android|brave|vivaldi|duckduckgo privacy)",
        re.I,
    ),
    "referrer": re.compile(
        r"(?:direct|direkt|search engines|sökmotorer|websites|webbplatser|social|"
        r"campaigns|kampanjer)|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$",
        re.I,
    ),
}
_ENOUGH = 0.5


def refuse_single_visits(lines: Sequence[str], file: str) -> None:
    """Raise BadExport for a log of single visits, which no report is."""
    for line in lines[:_MOST_PREAMBLE]:
        if "idvisit" not in line[:_LONGEST_HEAD].lower() or len(line) > _LONGEST_HEAD:
            continue
        for delimiter in DELIMITERS:
            if any(names <= set(head_names(line, delimiter)) for names in _OF_VISITS):
                raise BadExport(
                    f"{file} is a log of single visits, with addresses and what each "
                    "visitor did, and is not taken in; export reports instead (pages, "
                    "referrers, browsers), one for each month."
                )


@dataclass(frozen=True)
class Report:
    """One export of figures: its file, and the lines above its head row."""

    path: Path
    preamble: Sequence[str]
    is_google: bool

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name

    @property
    def days(self) -> CountedDays | None:
        """The days that the preamble says, else the name of the file.

        Google's own names say no day: one that stands in them is that of the download.
        """
        named = days_in(self.name)
        is_of_download = named and self.is_google and named.first_on == named.last_on
        return days_above(self.preamble) or (None if is_of_download else named)

    @property
    def site(self) -> str:
        """The site that the preamble names, else the folder: one folder, one site."""
        named = (_SITE.match(line.strip().strip('",;')) for line in self.preamble)
        result = next((match[1].strip() for match in named if match), "")
        return (
            self.path.parent.name if personal.kind_of(result) or not result else result
        )


def read_aggregates(
    connection: Connection, contract: Contract, export: Content, head_row: int | None
) -> Rejects:
    """Rewrite a report's export.rows as the neutral CSV would have them.

    Returns line and reason of the rows that are no figures. Raises BadExport when the
    report does not say what it divides by or which days it counts, or when it counts
    several months together.
    """
    is_google = contract.name.startswith(f"imports/{TABLE}/ga4")
    report = Report(export.path, sample_lines(export)[: head_row or 0], is_google)
    if contract.name == NEUTRAL:
        connection.execute("alter table export.rows add column reason varchar")
    else:
        connection.execute(f"create table export.neutral as {contract.sql}")
        connection.execute("drop table export.rows")
        connection.execute("alter table export.neutral rename to rows")
    _leave_other_tables(connection, export, head_row or 0)
    _fill_in_dimension(connection, report)
    _fill_in_days(connection, report)
    _read_days(connection)
    connection.execute(
        "update export.rows set site = coalesce(nullif(site, ''), ?)", [report.site]
    )
    _hide_persons(connection)
    rejects = read_contract("imports/aggregate_rejects")
    connection.execute(f"create table export.left_out as {rejects.sql}")
    connection.execute(
        "delete from export.rows where line in (select line from export.left_out)"
    )
    if contract.name != NEUTRAL:
        _refuse_parts_as_whole(connection, report)
    return connection.execute("from export.left_out order by line").fetchall()


def _leave_other_tables(connection: Connection, export: Content, head_row: int) -> None:
    """Name the rows below a later preamble: Google puts several tables in one file."""
    number = 0
    for content, _ in cut_at_line_ends(export, _PIECE):
        for line in content.split(b"\n")[:-1]:
            number += 1
            if number > head_row + 1 and line.startswith(b"# --"):
                connection.execute(
                    "update export.rows set reason = 'other_table' where line > ?",
                    [number],
                )
                return


def _fill_in_dimension(connection: Connection, report: Report) -> None:
    """Say what a report divides by where its rows do not: its name, or its labels."""
    labels = connection.execute(
        "select distinct label from export.rows "
        "where dimension is null and reason is null"
    ).fetchall()
    if not labels:
        return
    result = _dimension_named(report.name) or _dimension_of(
        [x or "" for (x,) in labels]
    )
    if result is None:
        raise BadExport(
            f"{report.name} does not say whether it counts pages, referrers or "
            "browsers; put one of these words in the name of the file."
        )
    connection.execute(
        "update export.rows set dimension = ? where dimension is null", [result]
    )


def _dimension_named(name: str) -> str | None:
    return next((kind for kind, sign in _NAMED.items() if sign.search(name)), None)


def _dimension_of(labels: Sequence[str]) -> str | None:
    """What most labels are: paths, browsers or hosts."""
    for kind, sign in _LABELLED.items():
        if sum(bool(sign.match(label)) for label in labels) > _ENOUGH * len(labels):
            return kind
    return None


def _fill_in_days(connection: Connection, report: Report) -> None:
    """Say which days a report counts where it has no column of them."""
    undated = connection.execute(
        "select count(*) from export.rows where first_on is null and reason is null"
    ).fetchone()
    if not undated or not undated[0]:
        return
    days = report.days
    if days is None:
        raise BadExport(
            f"{report.name} does not say which days it counts; export it with a date "
            "column, or name the file by its month, as pages-2026-09.csv."
        )
    if not days.is_of_one_month:
        raise BadExport(
            f"{report.name} counts days of several months together, from which no "
            "figure of a month can be had; export each month by itself, or with a "
            "date column."
        )
    connection.execute(
        "update export.rows set first_on = ?, last_on = ? where first_on is null",
        [days.first_on.isoformat(), days.last_on.isoformat()],
    )


def _read_days(connection: Connection) -> None:
    """Write the days of each row as 2026-10-05; a week or a range has its own end.

    What cannot be read becomes no day.
    """
    rows = connection.execute(
        "select distinct first_on from export.rows where first_on <> '' union "
        "select distinct last_on from export.rows where last_on <> ''"
    ).fetchall()
    texts = [text for (text,) in rows]
    form = day_form(texts)
    spans = []
    for text in texts:
        days = stated_days(text, form)
        first, last = (days.first_on, days.last_on) if days else (None, None)
        spans.append((text, str(first or _NO_DAY), str(last or _NO_DAY)))
    connection.execute(
        "create table export.stated_days (text varchar, first_on varchar, "
        "last_on varchar)"
    )
    fill_table(connection, "export.stated_days", spans)
    connection.execute(
        "create or replace table export.rows as select entries.* replace ("
        "coalesce(firsts.first_on, entries.first_on) as first_on, "
        "coalesce(lasts.last_on, firsts.last_on, entries.last_on) as last_on) "
        "from export.rows as entries "
        "left join export.stated_days as firsts on entries.first_on = firsts.text "
        "left join export.stated_days as lasts on entries.last_on = lasts.text"
    )


def _refuse_parts_as_whole(connection: Connection, report: Report) -> None:
    """Raise BadExport where rows without labels count parts of a site, not all."""
    ((are_parts,),) = connection.execute(
        "select exists (select 1 from export.rows where dimension = 'whole' "
        "group by site, first_on, last_on having count(*) > 1)"
    ).fetchall()
    if are_parts:
        raise BadExport(
            f"{report.name} has several rows of the same days and no column that says "
            "which page, referrer or browser each is of; export the report with that "
            "column, or the figures of the whole site, one row a day."
        )


def _hide_persons(connection: Connection) -> None:
    """Leave out labels that may name a person; paths are cleared part by part."""
    labels = connection.execute(
        "select distinct label from export.rows where label not like '/%'"
    ).fetchall()
    result = [(label,) for (label,) in labels if personal.kind_of(label)]
    connection.execute("create table export.personal_labels (label varchar)")
    fill_table(connection, "export.personal_labels", result)
    connection.execute(
        "update export.rows set label = ? where label in "
        "(select label from export.personal_labels)",
        [_HIDDEN],
    )
