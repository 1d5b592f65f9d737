"""Bars, lines and heat maps as HTML: words as large at every width, and no script."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from privacy.charts import COLOURS, MORE, STATES
from privacy.display.translator import Translator
from privacy.wording import withheld_word

Row = Mapping[str, object]

_MOST_LABELS = 12
"""So many names stand below standing bars; of more every second, or third."""
_BARS_OF_ALL = 0.65
"""How much of a small picture's height its bars take, beside the words."""
_WHOLE = 100
_FEW = 8
"""The names of so few standing bars may take two lines."""
_LEAST = 6
"""What the lightest cell of a heat map has of the accent, in percent."""


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its parts by colour, what it says, what a pointer reads.

    Without parts it is withheld, or missing. `weight` is how strong its colour is, in
    percent.
    """

    name: str
    parts: Sequence[tuple[str, float]]
    written: str
    tip: str
    weight: int = _WHOLE
    is_missing: bool = False

    @property
    def length(self) -> float:
        """The sum of its parts."""
        return sum(value for _, value in self.parts)


def bars_of(
    translator: Translator,
    rows: Sequence[Row],
    over: str,
    height: str,
    split: str | None,
) -> tuple[list[Bar], list[tuple[str, str]]]:
    """Bars in the order of the rows, and the colours of their parts with their names.

    A withheld value leaves a bar without parts.
    """
    colours, legend = _colours(translator, rows, split)
    together: dict[object, list[Row]] = {}
    for row in rows:
        together.setdefault(row[over], []).append(row)
    return [
        _bar(translator, place, of, over, height, split, colours)
        for place, of in together.items()
    ], legend


def _colours(
    translator: Translator, rows: Sequence[Row], split: str | None
) -> tuple[dict[object, str], list[tuple[str, str]]]:
    """A colour for each value of a column, and the names of the colours."""
    if not split:
        return {None: COLOURS[0]}, []
    scheme = STATES if split == "promise_status" else COLOURS
    kinds = dict.fromkeys(row[split] for row in rows)
    colours = dict(zip(kinds, (*scheme, *MORE), strict=False))
    return colours, [(c, translator.value(kind, split)) for kind, c in colours.items()]


def _bar(
    translator: Translator,
    place: object,
    rows: Sequence[Row],
    over: str,
    height: str,
    split: str | None,
    colours: Mapping[object, str],
) -> Bar:
    known = [row for row in rows if row[height] is not None]
    parts = [
        (colours[row[split]] if split else COLOURS[0], float(str(row[height])))
        for row in known
    ]
    name = translator.value(place, over)
    value = translator.value
    kinds = [
        f"{value(row[split], split)}: {value(row[height], height)}"
        for row in known
        if split and row[height]
    ]
    total = sum(value for _, value in parts)
    written = _short(translator, total, height) if known else _withheld(translator)
    return Bar(name, parts, written, f"{name}: {', '.join(kinds) or written}")


def lying(bars: Sequence[Bar], words: str, legend: Sequence[tuple[str, str]]) -> str:
    """Bars from left to right, with their names before and their values behind."""
    most = max((bar.length for bar in bars), default=0) or 1
    lines = "".join(
        f'<span class="pd-name">{escape(bar.name)}</span>'
        f'<span class="pd-lane" title="{escape(bar.tip)}">'
        f"{_drawn(bar, most, 'width')}<span>{escape(bar.written)}</span></span>"
        for bar in bars
    )
    return _figure("pd-lying", words, legend, lines)


def standing(
    translator: Translator,
    bars: Sequence[Bar],
    words: str,
    legend: Sequence[tuple[str, str]],
) -> str:
    """Bars side by side over a line, with a scale to read them by."""
    top, scale = _scale(translator, max((bar.length for bar in bars), default=0))
    columns = "".join(
        f'<span title="{escape(bar.tip)}">{_drawn(bar, top, "height")}</span>'
        for bar in bars
    )
    return _figure(
        f"pd-standing{' pd-few' if len(bars) <= _FEW else ''}",
        words,
        legend,
        f'<div class="pd-plot">{scale}<div>{columns}</div></div>'
        + _below([bar.name for bar in bars]),
    )


def course(
    translator: Translator,
    rows: Sequence[Row],
    places: tuple[str, str, str | None],
    words: str,
    notes: Mapping[object, str],
) -> str:
    """A line over a column in its order, one for each value of another if there is one.

    A withheld value is a gap. Where a note is, a dashed line stands.
    """
    over, height, split = places
    across = sorted({row[over] for row in rows}, key=str)
    colours, legend = _colours(translator, rows, split)
    values = {
        (row[split] if split else None, row[over]): float(str(row[height]))
        for row in rows
        if row[height] is not None
    }
    top, scale = _scale(translator, max(values.values(), default=0))
    names = [translator.value(place, over) for place in across]
    at = [100 * (number + 0.5) / len(across) for number in range(len(across))]
    lines, dots = "", ""
    for kind, colour in colours.items():
        high = [values.get((kind, place)) for place in across]
        lines += _lines(at, [v if v is None else 100 * v / top for v in high], colour)
        of = f", {translator.value(kind, split or '')}" if split else ""
        dots += "".join(
            f'<b style="left:{x:.4g}%;bottom:{100 * value / top:.4g}%;'
            f'background:{colour}" '
            f'title="{escape(f"{name}{of}: {_short(translator, value, height)}")}"></b>'
            for x, value, name in zip(at, high, names, strict=True)
            if value is not None
        )
    marks = "".join(
        f'<s style="left:{x:.4g}%" title="{escape(str(notes[place]))}"></s>'
        for x, place in zip(at, across, strict=True)
        if place in notes
    )
    image = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" '
        f'preserveAspectRatio="none">{lines}</svg>'
    )
    return _figure(
        "pd-standing",
        words,
        legend,
        f'<div class="pd-unit-above">{escape(translator.column(height))}</div>'
        f'<div class="pd-plot">{scale}{marks}'
        f'<img alt="" src="data:image/svg+xml,{quote(image)}">{dots}</div>'
        + _below(names),
    )


def _lines(at: Sequence[float], high: Sequence[float | None], colour: str) -> str:
    """The parts of a line between its gaps."""
    parts: list[list[str]] = [[]]
    for x, y in zip(at, high, strict=True):
        if y is None:
            parts.append([])
        else:
            parts[-1].append(f"{x:.4g},{100 - y:.4g}")
    return "".join(
        f'<polyline points="{" ".join(part)}" fill="none" stroke="{colour}" '
        'stroke-width="2" vector-effect="non-scaling-stroke"/>'
        for part in parts
        if len(part) > 1
    )


def _scale(translator: Translator, most: float) -> tuple[float, str]:
    """Where a scale ends, and its lines with their numbers."""
    *_, top = ticks = list(_ticks(most))
    return top, "".join(
        f'<span class="pd-tick" style="bottom:{100 * tick / top:g}%">'
        f"<span>{escape(translator.value(tick))}</span></span>"
        for tick in ticks
    )


def _below(names: Sequence[str]) -> str:
    """The names below what stands side by side, as many as there is room for."""
    every = -(-len(names) // _MOST_LABELS)
    return (
        '<div class="pd-below">'
        + "".join(
            f'<span class="{"" if number % (2 * every) == 0 else "pd-odd"}">'
            f"<span>{escape(name) if number % every == 0 else ''}</span></span>"
            for number, name in enumerate(names)
        )
        + "</div>"
    )


def _short(translator: Translator, value: float, column: str) -> str:
    """A number without a decimal that says nothing."""
    return translator.value(int(value) if value.is_integer() else value, column)


def small(bars: Sequence[Bar], words: str) -> str:
    """Few bars side by side, each with its name below and what it says above."""
    most = (max((bar.length for bar in bars), default=0) or 1) / _BARS_OF_ALL
    columns = "".join(
        f'<span title="{escape(bar.tip)}"><b>{escape(bar.written)}</b>'
        f"{_drawn(bar, most, 'height')}<small>{escape(bar.name)}</small></span>"
        for bar in bars
    )
    return _figure("pd-small", words, (), columns)


def heat(
    translator: Translator,
    rows: Sequence[Row],
    places: tuple[str, str, str],
    words: str,
) -> str:
    """Squares: a column across, one down as the rows stand, and the deeper the more.

    What is withheld is hatched.
    """
    over, down, height = places
    across = sorted({row[over] for row in rows}, key=str)
    values = {(row[down], row[over]): row[height] for row in rows}
    known = [float(str(value)) for value in values.values() if value is not None]
    most = max(known, default=0)
    written = {place: translator.value(place, over) for place in across}
    heads = "".join(f"<th>{escape(written[place])}</th>" for place in across)
    lines = []
    for line in dict.fromkeys(row[down] for row in rows):
        name = translator.value(line, down)
        cells = "".join(
            _square(
                translator, f"{name}, {written[place]}", values, (line, place), most
            )
            for place in across
        )
        lines.append(f"<tr><th>{escape(name)}</th>{cells}</tr>")
    ends = "".join(
        f"<span>{escape(_short(translator, float(end), height))}</span>"
        for end in (0, most)
    )
    return _figure(
        "pd-heat",
        words,
        (),
        f'<div class="pd-key">{escape(translator.column(height))} {ends}</div>'
        f"<table><thead><tr><td></td>{heads}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>",
    )


def _square(
    translator: Translator,
    name: str,
    values: Mapping[tuple[object, object], object],
    place: tuple[object, object],
    most: float,
) -> str:
    if place not in values:
        return "<td></td>"
    value = values[place]
    if value is None:
        tip = escape(f"{name}: {_withheld(translator)}")
        return f'<td class="pd-hatch" title="{tip}"></td>'
    part = float(str(value)) / most if most else 0
    tip = escape(f"{name}: {translator.value(value)}")
    depth = _LEAST + round((_WHOLE - _LEAST) * part)
    return f'<td style="--of:{depth}%" title="{tip}"></td>'


def _drawn(bar: Bar, most: float, side: str) -> str:
    """The bar itself, so long of the longest, which its place has room for."""
    if not bar.parts:
        return "" if bar.is_missing else '<i class="pd-hatch"></i>'
    parts = "".join(
        f'<i style="{side}:{100 * value / bar.length:.4g}%;background:{colour}"></i>'
        for colour, value in bar.parts
        if value
    )
    strength = "" if bar.weight == _WHOLE else f";opacity:{bar.weight}%"
    return f'<i style="{side}:{100 * bar.length / most:.4g}%{strength}">{parts}</i>'


def _figure(
    kind: str, words: str, legend: Sequence[tuple[str, str]], inside: str
) -> str:
    key = "".join(
        f'<span><i style="background:{colour}"></i>{escape(name)}</span>'
        for colour, name in legend
    )
    above = f'<div class="pd-legend">{key}</div>' if key else ""
    return (
        f'<div class="pd-drawing {kind}" role="img" aria-label="{escape(words)}">'
        f"{above}{inside}</div>"
    )


def _ticks(most: float) -> Iterator[float]:
    """Round numbers from nought to the first that is no less than the most."""
    step = max(most, 1) / 4
    power = 10 ** math.floor(math.log10(step))
    step = next(step_ for step_ in (1, 2, 5, 10) if step_ * power >= step) * power
    step = max(step, 1)
    for number in range(math.ceil(max(most, 1) / step) + 1):
        yield number * step


def _withheld(translator: Translator) -> str:
    return withheld_word(translator.language)
