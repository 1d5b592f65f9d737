"""A report on the screen: the same paper that the PDF and the HTML file are made of."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from privacy.charts import themed
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
from privacy.wording import withheld_word

_TALLER = 20
"""What a browser's own margins take of a chart's height."""
_ABREAST = 4
"""So many charts stand side by side on a screen, and one below the other on a phone."""


def show_folded(translator: Translator, parts: Sequence[Part], more: str) -> None:
    """The parts of a paper; from its first table on they are folded under `more`.

    So the screen has what is read in a minute, and the paper all of it. Chapters that
    begin with great numbers stand side by side.
    """
    first = next(
        (n for n, part in enumerate(parts) if isinstance(part, Grid)), len(parts)
    )
    chapters = _chapters(parts[:first])
    beside = [one for one in chapters if any(isinstance(part, Tiles) for part in one)]
    for place, chapter in zip(
        st.columns(max(len(beside), 1), gap="large"), beside, strict=False
    ):
        with place:
            show_parts(translator, chapter)
    for chapter in chapters:
        if chapter not in beside:
            show_parts(translator, chapter)
    if first < len(parts):
        with st.expander(more):
            show_parts(translator, parts[first:])


def _chapters(parts: Sequence[Part]) -> list[list[Part]]:
    """Parts by chapter: each begins with a heading, or with pictures of all of them."""
    result: list[list[Part]] = []
    for part in parts:
        if isinstance(part, Heading | Gallery) or not result:
            result.append([])
        result[-1].append(part)
    return result


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
                st.html(f'<ul class="pd-points">{lines}</ul>')
            case Tiles(tiles):
                lines = "".join(map(_tile, tiles))
                st.html(f'<div class="pd-tiles">{lines}</div>')
            case Grid():
                st.html(_grid(translator, part))
            case Gallery(drawings):
                _show_gallery(drawings)
            case _:
                pass


def _show_gallery(drawings: Sequence[Drawing]) -> None:
    for start in range(0, len(drawings), _ABREAST):
        abreast = drawings[start : start + _ABREAST]
        for place, drawing in zip(st.columns(len(abreast)), abreast, strict=True):
            with place:
                st.html(f'<p class="pd-drawn">{escape(drawing.title)}</p>')
                own = {"view": {"stroke": None}}
                theme = str(st.context.theme.type)
                spec = themed({**drawing.spec, "config": own}, theme)
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
    heads = [
        f'<th scope="col"{_kind(grid, number)}>{escape(head)}</th>'
        for number, head in enumerate(grid.heads)
    ]
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
    if cell == withheld_word(translator.language):
        return f'<span class="pd-withheld">{escape(cell)}</span>'
    return escape(cell)
