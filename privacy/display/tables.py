"""Answers as tables in real HTML, with what each column means."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from privacy.contracts import Column, Contract
from privacy.display.style import STATES, badge, urgency
from privacy.display.translator import Translator, capital
from privacy.wording import sort_key

Row = dict[str, object]
Link = Callable[[Row], str]

_NUMBERS = ("bigint", "integer", "double", "smallint", "tinyint", "hugeint")
_DAYS = ("date", "timestamp", "timestamptz")
_SLASH = re.compile(r"(?<=\w{4})/(?=\w{4})")
"""Where a long name may go on in the next line: else one of its words is broken."""
_CODE = re.compile(r"(?=\S*-)(?=\S*\d)[^\W\d_]\S{1,15}").fullmatch
"""A short word with a hyphen and a number; a day has its own column."""
_LONG = 40
"""From how many signs a cell needs room."""
_SLIM = 3
"""A table of more columns becomes cards on a narrow screen."""
_SLIM_NUMBERS = 5
"""The same of a table of short numbers."""
_RELEASE = "release_id"
_STATUS = ("status", "promise_status", "outcome")


def keep(rows: Iterable[Row], chosen: Mapping[str, object]) -> list[Row]:
    """The rows that have every chosen value."""
    return [
        row
        for row in rows
        if all(str(row[name]) == str(value) for name, value in chosen.items())
    ]


def find(rows: Iterable[Row], words: str) -> list[Row]:
    """The rows in which every word stands somewhere, in any column."""
    wanted = words.lower().split()

    def holds(row: Row) -> bool:
        text = " ".join(str(v) for v in row.values() if v is not None).lower()
        return all(word in text for word in wanted)

    return [row for row in rows if holds(row)]


def urgent_first(rows: Iterable[Row]) -> list[Row]:
    """Rows in the order of their status, what is worst first."""
    return sorted(rows, key=lambda row: urgency(row["status"]))


@dataclass(frozen=True)
class Layout:
    """How a table is laid out: what each part of it is called, and where it leads.

    `link` leads from a row's first cell, `sort` from a column's head; `sorted_by` is a
    column, after a minus where the greatest stands first. `names` gives the name of a
    code of a column, or None, and `marks` what is said beside a row's first cell. The
    columns `beneath` stand below each row's others.
    """

    title: str
    link: Link | None = None
    sort: Callable[[str], str] | None = None
    sorted_by: str = ""
    names: Callable[[str, object], str | None] = lambda _column, _code: None
    marks: Callable[[Row], str | None] = lambda _row: None
    beneath: Sequence[str] = ()


def table(
    translator: Translator,
    contract: Contract,
    rows: Sequence[Row],
    names: Sequence[str],
    layout: Layout,
) -> str:
    """Rows as an HTML table, as wide as the page; on a narrow one each row is a card.

    The first column carries the link to each row.
    """
    columns = {column.name: column for column in contract.columns}
    shown = [columns[name] for name in names]
    heads = [_head(translator, column, layout) for column in shown]
    beneath = [columns[name] for name in layout.beneath]
    body = "".join(_line(translator, shown, beneath, row, layout) for row in rows)
    words = [c.name for c in shown if c.type not in (*_NUMBERS, *_DAYS)]
    texts = ([translator.cell(row, name) for name in words] for row in rows)
    return framed(layout.title, heads, body, are_long=_are_long(texts))


def framed(
    title: str,
    heads: Sequence[str],
    body: str,
    slim: int = _SLIM,
    *,
    are_long: bool = False,
) -> str:
    """A table of heads and lines that are HTML already, under its title.

    On a narrow screen its lines are cards when there are more than `slim` columns, or
    when two columns hold long text: side by side, each would be a few letters wide.
    """
    cards = " pd-cards" if len(heads) > slim or are_long else ""
    return (
        f'<table class="pd-table{cards}" aria-label="{escape(title)}">'
        f"<thead><tr>{''.join(heads)}</tr></thead><tbody>{body}</tbody></table>"
    )


def sort_rows(
    translator: Translator, contract: Contract, rows: Sequence[Row], by: str
) -> list[Row]:
    """Rows by a column, after a minus the greatest first; totals first, unknown last.

    Each stands at its `place_of`.
    """
    name = by.removeprefix("-")
    parts = _parts(contract)
    total = [row for row in rows if _is_total(parts, row)]
    known = [row for row in rows if row[name] is not None and row not in total]
    unknown = [row for row in rows if row[name] is None and row not in total]
    known.sort(
        key=lambda row: place_of(translator, row, name), reverse=by.startswith("-")
    )
    return [*total, *known, *unknown]


def place_of(translator: Translator, row: Row, name: str) -> tuple[int, object]:
    """Where a row is sorted by a column: statuses stand what is worst first.

    Words stand as their reader sorts them.
    """
    value = row[name]
    if name in _STATUS and value in STATES:
        return urgency(value), sort_key(translator.cell(row, name))
    if isinstance(value, str | list):
        return 0, sort_key(translator.cell(row, name))
    return 0, value


def calendar(translator: Translator, rows: Sequence[Row], title: str) -> str:
    """Months down, sources across, how many rows in each; a gap says it is one."""
    counted = {(str(r["source"]), str(r["month"])[:7]): r["rows"] for r in rows}
    months = _months(min(m for _, m in counted), max(m for _, m in counted))
    sources = sorted({source for source, _ in counted})
    named = (capital(translator.value(source)) for source in sources)
    heads = [translator.column("month"), *named]
    missing = translator.say("missing")
    lines = []
    for month in reversed(months):
        result = [counted.get((source, month)) for source in sources]
        cells = [missing if f is None else translator.value(f) for f in result]
        lines.append([month, *cells])
    return plain(heads, lines, title, slim=_SLIM_NUMBERS, are_numbers=True)


def plain(
    heads: Sequence[str],
    lines: Iterable[Sequence[str]],
    title: str,
    slim: int = _SLIM,
    *,
    are_numbers: bool = False,
) -> str:
    """Words as an HTML table; the first cell of a line names it.

    What stands after the first cell may be numbers.
    """
    lines = list(lines)
    number = ' class="pd-number"' if are_numbers else ""
    head = [f'<th scope="col">{escape(text)}</th>' for text in heads[:1]]
    head += [f'<th scope="col"{number}>{escape(text)}</th>' for text in heads[1:]]
    body = "".join(
        f'<tr><th scope="row">{escape(line[0])}</th>'
        + "".join(
            f"<td{number or fit(text)}{labelled(name)}>{escape(text)}</td>"
            for name, text in zip(heads[1:], line[1:], strict=True)
        )
        + "</tr>"
        for line in lines
    )
    return framed(title, head, body, slim, are_long=_are_long(lines))


def _are_long(lines: Iterable[Sequence[str]]) -> bool:
    """Whether at least two columns hold long text somewhere."""
    return sum(any(map(fit, texts)) for texts in zip(*lines, strict=True)) > 1


def labelled(head: str) -> str:
    """What a cell is called where its row is a card and has no head above it."""
    return f' data-label="{escape(head)}"'


def fit(text: str) -> str:
    """The class of a cell: with room when it is long."""
    return ' class="pd-long"' if len(text) > _LONG else ""


def _months(first: str, last: str) -> list[str]:
    """All months from one to another, as 2026-11."""
    start, end = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (first, last))
    return [f"{n // 12}-{n % 12 + 1:02}" for n in range(start, end + 1)]


def definitions(
    translator: Translator, contract: Contract, names: Sequence[str]
) -> str:
    """What each column means and in which unit, from the query's header, as HTML."""
    columns = {column.name: column for column in contract.columns}
    parts = [
        f"<dt>{escape(translator.heading(name, columns[name].unit))}</dt>"
        f"<dd>{escape(translator.define(columns[name].meaning))}</dd>"
        for name in names
    ]
    return f'<dl class="pd-defs">{"".join(parts)}</dl>'


def facts(
    translator: Translator,
    contract: Contract,
    row: Row,
    names: Sequence[str],
    layout: Layout,
) -> str:
    """Some columns of one row as a list of term and value, as HTML."""
    columns = {column.name: column for column in contract.columns}
    return _facts(translator, [columns[name] for name in names], row, layout)


def _facts(
    translator: Translator, columns: Sequence[Column], row: Row, layout: Layout
) -> str:
    parts = [
        f"<div><dt>{escape(translator.column(column.name))}</dt>"
        f"<dd>{_named(translator, column, row, layout)}"
        f"{_code(column, row, layout)}</dd></div>"
        for column in columns
    ]
    return f'<dl class="pd-facts">{"".join(parts)}</dl>'


def _head(translator: Translator, column: Column, layout: Layout) -> str:
    kind = ' class="pd-number"' if column.type in _NUMBERS else ""
    meaning = escape(translator.define(column.meaning))
    name = escape(translator.column(column.name))
    if layout.sort is None:
        return f'<th scope="col"{kind} title="{meaning}">{name}</th>'
    way, sign, wanted = "none", "", column.name
    if layout.sorted_by == column.name:
        way, sign, wanted = "ascending", " ↑", f"-{column.name}"
    elif layout.sorted_by == f"-{column.name}":
        way, sign, wanted = "descending", " ↓", column.name
    href = escape(layout.sort(wanted))
    return (
        f'<th scope="col"{kind} title="{meaning}" aria-sort="{way}">'
        f'<a class="pd-go pd-stay" href="{href}">{name}'
        f'<span aria-hidden="true">{sign}</span></a></th>'
    )


def _line(
    translator: Translator,
    columns: Sequence[Column],
    beneath: Sequence[Column],
    row: Row,
    layout: Layout,
) -> str:
    cells = []
    for number, column in enumerate(columns):
        written = _named(translator, column, row, layout)
        if layout.link and number == 0:
            href = escape(layout.link(row))
            written = f'<a class="pd-go" href="{href}" rel="noopener">{written}</a>'
        if number == 0 and (mark := layout.marks(row)):
            written += f' <span class="pd-badge">{escape(mark)}</span>'
        written += _code(column, row, layout)
        label = labelled(translator.column(column.name))
        cells.append(f"<td{_kind(translator, column, row)}{label}>{written}</td>")
    total = ' class="pd-total"' if _is_total(_parts_of(columns), row) else ""
    line = f"<tr{total}>{''.join(cells)}</tr>"
    if beneath:
        others = _facts(translator, beneath, row, layout)
        line += (
            f'<tr class="pd-beneath"><td colspan="{len(columns)}">{others}</td></tr>'
        )
    return line


def _named(translator: Translator, column: Column, row: Row, layout: Layout) -> str:
    name = layout.names(column.name, row[column.name])
    if name is None:
        return _written(translator, column, row)
    return _SLASH.sub("/<wbr>", escape(name))


def _code(column: Column, row: Row, layout: Layout) -> str:
    """The code of a cell that shows what it is the code of, in small."""
    if layout.names(column.name, row[column.name]) is None:
        return ""
    value = row[column.name]
    code = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f'<small class="pd-code">{_whole(code)}</small>'


def _parts(contract: Contract) -> list[str]:
    return _parts_of(contract.columns)


def _parts_of(columns: Sequence[Column]) -> list[str]:
    """The columns of words that a cell of a statistic is answer by."""
    return [c.name for c in columns if c.type == "varchar" and c.name != _RELEASE]


def _is_total(parts: Sequence[str], row: Row) -> bool:
    return bool(parts) and all(row[name] == "*" for name in parts)


def _kind(translator: Translator, column: Column, row: Row) -> str:
    if column.type in _NUMBERS:
        return ' class="pd-number"'
    if column.type in _DAYS:
        return ' class="pd-short"'
    return fit(translator.cell(row, column.name))


def _written(translator: Translator, column: Column, row: Row) -> str:
    value = row[column.name]
    written = translator.cell(row, column.name)
    if value is None:
        kind = "pd-withheld" if row.get("is_withheld") else "pd-none"
        return f'<span class="{kind}">{escape(written)}</span>'
    if column.name in _STATUS and value in STATES:
        return badge(written, STATES[str(value)])
    return _whole(written)


def _whole(word: str) -> str:
    """A word as HTML; a code, as CL-2101, is not broken at its hyphen."""
    written = escape(word)
    return f'<span class="pd-together">{written}</span>' if _CODE(word) else written
