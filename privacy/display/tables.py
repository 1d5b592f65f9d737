"""Answers as tables in real HTML, with what each column means."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape

from privacy.contracts import Answer, Column, Contract
from privacy.display.style import STATES, badge, urgency
from privacy.display.translator import Translator

Row = dict[str, object]
Link = Callable[[Row], str]

_NUMBERS = ("bigint", "integer", "double", "smallint", "tinyint", "hugeint")
_SHORT, _LONG = 20, 40
"""Up to how many signs a cell is one line, and from how many it needs room."""
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
    wanted = words.casefold().split()

    def holds(row: Row) -> bool:
        text = " ".join(str(value) for value in row.values()).casefold()
        return all(word in text for word in wanted)

    return [row for row in rows if holds(row)]


def urgent_first(rows: Iterable[Row]) -> list[Row]:
    """Rows in the order of their status, what is worst first."""
    return sorted(rows, key=lambda row: urgency(row["status"]))


def table(
    translator: Translator,
    contract: Contract,
    rows: Sequence[Row],
    names: Sequence[str],
    *,
    title: str,
    link: Link | None = None,
    opened: str | None = None,
    is_low: bool = False,
) -> str:
    """Rows as an HTML table; the first column carries the link to each row."""
    columns = {column.name: column for column in contract.columns}
    shown = [columns[name] for name in names]
    heads = "".join(_head(translator, column) for column in shown)
    body = "".join(_line(translator, shown, row, link, opened) for row in rows)
    low = " pd-low" if is_low else ""
    return (
        f'<div class="pd-scroll{low}" tabindex="0" role="region" '
        f'aria-label="{escape(title)}"><table class="pd-table">'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def calendar(translator: Translator, rows: Sequence[Row], title: str) -> str:
    """Sources down, months across, how many rows in each; a gap says it is one."""
    counted = {(str(r["source"]), str(r["month"])[:7]): r["rows"] for r in rows}
    months = _months(min(m for _, m in counted), max(m for _, m in counted))
    sources = sorted({source for source, _ in counted})
    heads = [translator.column("source"), *months]
    lines = []
    for source in sources:
        cells = [translator.value(source)]
        for month in months:
            found = counted.get((source, month))
            missing = translator.say("missing")
            cells.append(missing if found is None else translator.value(found))
        lines.append(cells)
    return plain(heads, lines, title)


def plain(heads: Sequence[str], lines: Iterable[Sequence[str]], title: str) -> str:
    """Words as an HTML table; the first cell of a line names it."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(line[0])}</th>'
        + "".join(f"<td{fit(text)}>{escape(text)}</td>" for text in line[1:])
        + "</tr>"
        for line in lines
    )
    return (
        f'<div class="pd-scroll" tabindex="0" role="region" '
        f'aria-label="{escape(title)}"><table class="pd-table">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def fit(text: str) -> str:
    """The class of a cell: in one line when it is short, with room when it is long."""
    if len(text) <= _SHORT:
        return ' class="pd-short"'
    return ' class="pd-long"' if len(text) > _LONG else ""


def _months(first: str, last: str) -> list[str]:
    """All months from one to another, as 2026-11."""
    start, end = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (first, last))
    return [f"{n // 12}-{n % 12 + 1:02}" for n in range(start, end + 1)]


def definitions(translator: Translator, answer: Answer, names: Sequence[str]) -> str:
    """What each column means and in which unit, from the query's header, as HTML."""
    said = {column.name: column for column in answer.contract.columns}
    parts = [
        f"<dt>{escape(translator.heading(name, said[name].unit))}</dt>"
        f"<dd>{escape(translator.define(said[name].meaning))}</dd>"
        for name in names
    ]
    return f'<dl class="pd-defs">{"".join(parts)}</dl>'


def facts(
    translator: Translator, contract: Contract, row: Row, names: Sequence[str]
) -> str:
    """Some columns of one row as a list of term and value, as HTML."""
    columns = {column.name: column for column in contract.columns}
    parts = [
        f"<div><dt>{escape(translator.column(name))}</dt>"
        f"<dd>{_written(translator, columns[name], row)}</dd></div>"
        for name in names
    ]
    return f'<dl class="pd-facts">{"".join(parts)}</dl>'


def _head(translator: Translator, column: Column) -> str:
    kind = ' class="pd-number"' if column.type in _NUMBERS else ""
    meaning = escape(translator.define(column.meaning))
    name = escape(translator.column(column.name))
    return f'<th scope="col"{kind} title="{meaning}">{name}</th>'


def _line(
    translator: Translator,
    columns: Sequence[Column],
    row: Row,
    link: Link | None,
    opened: str | None,
) -> str:
    cells = []
    for number, column in enumerate(columns):
        written = _written(translator, column, row)
        if link and number == 0:
            href = escape(link(row))
            written = f'<a href="{href}" rel="noopener">{written}</a>'
        cells.append(f"<td{_kind(translator, column, row)}>{written}</td>")
    kinds = []
    parts = [c.name for c in columns if c.type == "varchar" and c.name != _RELEASE]
    if parts and all(row[name] == "*" for name in parts):
        kinds.append("pd-total")
    if opened is not None and str(row[columns[0].name]) == opened:
        kinds.append("pd-open")
    marked = f' class="{" ".join(kinds)}"' if kinds else ""
    return f"<tr{marked}>{''.join(cells)}</tr>"


def _kind(translator: Translator, column: Column, row: Row) -> str:
    if column.type in _NUMBERS:
        return ' class="pd-number"'
    return fit(translator.cell(row, column.name))


def _written(translator: Translator, column: Column, row: Row) -> str:
    value = row[column.name]
    written = translator.cell(row, column.name)
    if value is None:
        kind = "pd-withheld" if row.get("is_withheld") else "pd-none"
        return f'<span class="{kind}">{escape(written)}</span>'
    if column.name in _STATUS and value in STATES:
        return badge(written, STATES[str(value)])
    return escape(written)
