"""A paper as one HTML file: no script, no outside address, prints as it is read."""

from collections.abc import Sequence
from html import escape

from privacy.reports.drawing import draw
from privacy.reports.paper import (
    Gallery,
    Grid,
    Heading,
    Paper,
    Part,
    Points,
    Room,
    SignHere,
    Text,
    Tiles,
)

_STYLE = """
:root { color-scheme: light; --ink: #1b2329; --quiet: #55626c; --accent: #1f5f7f;
  --line: #c9d3da; --pale: #f2f5f7; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: var(--ink);
  font: 16px/1.55 "Libertinus Serif", Georgia, "Times New Roman", serif; }
main { max-width: 56rem; margin: 0 auto; padding: 0 1.5rem 3rem;
  border-top: 4px solid var(--accent); }
.whose { color: var(--accent); font-weight: 700; margin: 1.6rem 0 0; }
h1 { font-size: 2.2rem; line-height: 1.15; margin: .2rem 0 .3rem; }
.sub { color: var(--quiet); font-size: 1.1rem; margin: 0 0 1.6rem; }
h2 { font-size: 1.3rem; color: var(--accent); margin: 2.2rem 0 .6rem; }
h3 { font-size: 1rem; margin: 0 0 .3rem; }
.quiet { color: var(--quiet); font-size: .88rem; }
ul { padding-left: 1.2rem; } li { margin: .25rem 0; }
li::marker { color: var(--accent); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem;
  font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 700; padding: .3rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem;
  border-bottom: 1px solid var(--line); }
thead th { color: var(--quiet); font-size: .88rem;
  border-bottom: 2px solid var(--accent); }
tbody th { font-weight: 400; }
.number { text-align: right; white-space: nowrap; }
.tiles { display: grid; gap: .7rem;
  grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); }
.tile { background: var(--pale); border-radius: .3rem; padding: .8rem 1rem; margin: 0; }
.tile b { display: block; color: var(--accent); font-size: 1.8rem; line-height: 1.25; }
.tile span { display: block; color: var(--quiet); font-size: .88rem; }
.gallery { display: grid; gap: 1.4rem 1.6rem;
  grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); }
.room { border: 1px solid var(--line); border-radius: .3rem; }
.sign { display: flex; gap: 1.4rem; margin-top: 4rem; break-inside: avoid; }
.sign p { flex: 1; border-top: 1px solid var(--ink); color: var(--quiet);
  font-size: .88rem; padding-top: .2rem; }
figure { margin: 0; break-inside: avoid; }
figure svg { width: 100%; height: auto; }
footer { color: var(--quiet); font-size: .85rem; border-top: 1px solid var(--line);
  margin-top: 2.5rem; padding-top: .7rem; }
@media print { @page { size: A4; margin: 16mm; }
  :root { font-size: 9pt; } body { font-size: 1rem; line-height: 1.35; }
  h1 { font-size: 18pt; } h2 { font-size: 12pt; margin: 1rem 0 .3rem; }
  th, td { padding: .15rem .4rem; } .tile { padding: .4rem .6rem; }
  .tile b { font-size: 15pt; } .gallery { gap: .6rem 1rem;
    grid-template-columns: 1fr 1fr; } .scroll { overflow: visible; }
  .sub { margin-bottom: .6rem; } footer { margin-top: 1rem; }
  main { max-width: none; padding: 0; } .page { break-before: page; }
  h2, h3 { break-after: avoid; } tr, .tile { break-inside: avoid; } }
"""


def write_html(paper: Paper) -> str:
    """A paper as HTML text, UTF-8."""
    body = "\n".join(_written(part) for part in paper.parts)
    title = escape(f"{paper.title} – {paper.organisation}")
    return (
        f'<!doctype html>\n<html lang="{paper.language}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<p class="whose">{escape(paper.organisation)}</p>\n'
        f"<h1>{escape(paper.title)}</h1>\n"
        f'<p class="sub">{escape(paper.subtitle)}</p>\n'
        f"{body}\n<footer>{escape(paper.foot)}</footer>\n</main>\n</body>\n</html>\n"
    )


def grid_html(grid: Grid, kind: str = "") -> str:
    """A table of a paper."""
    heads = _line(grid, grid.heads, "th", ' scope="col"')
    body = "".join(f"<tr>{_body_line(grid, line)}</tr>" for line in grid.lines)
    caption = f"<caption>{escape(grid.title)}</caption>" if grid.title else ""
    named = escape(grid.title or grid.heads[0])
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{named}">'
        f"<table{kind}>{caption}<thead><tr>{heads}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def tiles_html(part: Tiles) -> str:
    """The great numbers of a paper."""
    tiles = "".join(
        f'<p class="tile"><span>{escape(tile.label)}</span>'
        f"<b>{escape(tile.value)}</b><span>{escape(tile.beside)}</span></p>"
        for tile in part.tiles
    )
    return f'<div class="tiles">{tiles}</div>'


def _written(part: Part) -> str:
    match part:
        case Heading(text):
            return f"<h2>{escape(text)}</h2>"
        case Text(text, is_quiet):
            kind = ' class="quiet"' if is_quiet else ""
            return f"<p{kind}>{escape(text)}</p>"
        case Points(items):
            return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"
        case Grid():
            return grid_html(part)
        case Tiles():
            return tiles_html(part)
        case Room(label, height):
            return (
                f'<p class="quiet">{escape(label)}</p>'
                f'<div class="room" style="height: {height * 1.6}rem"></div>'
            )
        case SignHere(labels):
            lines = "".join(f"<p>{escape(label)}</p>" for label in labels)
            return f'<div class="sign">{lines}</div>'
        case Gallery(drawings):
            figures = "".join(
                f"<figure><h3>{escape(drawing.title)}</h3>"
                f'<div role="img" aria-label="{escape(drawing.words)}">'
                f"{draw(drawing.spec)}</div></figure>"
                for drawing in drawings
            )
            return f'<div class="gallery">{figures}</div>'
        case _:
            return '<div class="page"></div>'


def _body_line(grid: Grid, line: Sequence[str]) -> str:
    return f'<th scope="row">{escape(line[0])}</th>' + _line(grid, line, "td", "", 1)


def _line(
    grid: Grid, cells: Sequence[str], tag: str, scope: str, first: int = 0
) -> str:
    parts = []
    for number, cell in enumerate(cells[first:], start=first):
        kind = ' class="number"' if number >= grid.words else ""
        parts.append(f"<{tag}{scope}{kind}>{escape(cell)}</{tag}>")
    return "".join(parts)
