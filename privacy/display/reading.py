"""A report on the screen: the same paper that the PDF and the HTML file are made of."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from privacy.charts import COLOURS
from privacy.display.tables import fit, framed, labelled
from privacy.display.translator import Translator
from privacy.reports.paper import (
    Drawing,
    Gallery,
    Grid,
    Heading,
    Part,
    Points,
    Text,
    Tile,
    Tiles,
)
from privacy.wording import WITHHELD

_TALLER = 60
"""What a browser's own margins take of a chart's height."""


def show_parts(translator: Translator, parts: Sequence[Part]) -> None:
    """The parts of a paper, one below the other."""
    for part in parts:
        match part:
            case Heading(text):
                st.header(text, anchor=False)
            case Text(text, is_quiet):
                kind = ' class="pd-quiet"' if is_quiet else ""
                st.html(f"<p{kind}>{escape(text)}</p>")
            case Points(items):
                lines = "".join(f"<li>{escape(item)}</li>" for item in items)
                st.html(f"<ul>{lines}</ul>")
            case Tiles(tiles):
                for place, tile in zip(st.columns(len(tiles)), tiles, strict=True):
                    with place.container(border=True, height="stretch"):
                        st.html(_tile(tile))
            case Grid():
                st.html(_grid(translator, part))
            case Gallery(drawings):
                _show_gallery(drawings)
            case _:
                pass


def _show_gallery(drawings: Sequence[Drawing]) -> None:
    for start in range(0, len(drawings), 2):
        for place, drawing in zip(st.columns(2), drawings[start:], strict=False):
            with place:
                st.html(f"<p><b>{escape(drawing.title)}</b></p>")
                # Words in a colour that stands out from a light and a dark page.
                own = {"view": {"stroke": None}, "text": {"color": COLOURS[-1]}}
                spec = {**drawing.spec, "config": own}
                spec["height"] = _TALLER + int(str(spec["height"]))
                st.vega_lite_chart(
                    spec,
                    width="stretch",
                    alt=drawing.words,
                    key=f"drawing of {drawing.title}",
                )


def _tile(tile: Tile) -> str:
    return (
        f'<p class="pd-figure"><span class="pd-label">{escape(tile.label)}</span><br>'
        f'<span class="pd-value pd-still">{escape(tile.value)}</span><br>'
        f'<span class="pd-unit">{escape(tile.beside)}</span></p>'
    )


def _grid(translator: Translator, grid: Grid) -> str:
    heads = "".join(
        f'<th scope="col"{_kind(grid, number)}>{escape(head)}</th>'
        for number, head in enumerate(grid.heads)
    )
    body = "".join(
        "<tr>"
        + f'<th scope="row">{escape(line[0])}</th>'
        + "".join(
            f"<td{_kind(grid, number) or fit(cell)}{labelled(grid.heads[number])}>"
            f"{_cell(translator, cell)}</td>"
            for number, cell in enumerate(line[1:], start=1)
        )
        + "</tr>"
        for line in grid.lines
    )
    title = f"<p><b>{escape(grid.title)}</b></p>" if grid.title else ""
    return title + framed(grid.title or grid.heads[0], heads, body)


def _kind(grid: Grid, number: int) -> str:
    return ' class="pd-number"' if number >= grid.words else ""


def _cell(translator: Translator, cell: str) -> str:
    if cell == WITHHELD[translator.language]:
        return f'<span class="pd-withheld">{escape(cell)}</span>'
    return escape(cell)
