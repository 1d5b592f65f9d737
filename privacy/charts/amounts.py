"""Bars and lines of one measure: each form built once, then filled with rows."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import altair

from privacy.charts.theme import COLOURS, MORE, SHORT_DAYS, STATES, Row, Spec, plain
from privacy.wording import name_column, write_value

_HORIZONTAL_BAR = 26
_AROUND = 80
"""What the axis below horizontal bars and its title take."""
_TALL = 260
_ORDER = "place_in_bar"
_LEGEND_COLUMNS, _LEGEND_LINE = 2, 20
_LEGEND_APART = 26
"""What parts a legend from the drawing: the words of the upright axis stand there."""
_IN_TIME = ("month", "week")
"""Columns whose values may be left out of an axis where it is narrow: one can count."""
_MEASURED = ("_percent", "_seconds")
"""How the names of measures end that are not whole numbers."""


def bars(
    rows: Sequence[Row],
    *,
    over: str,
    height: str,
    language: str,
    split: str | None = None,
    is_horizontal: bool = False,
) -> Spec:
    """Bars of one measure over a column; a withheld value leaves a gap.

    `rows` are released cells, so that a tooltip can tell no more than the table.
    With `split` each bar is divided by another column; `is_horizontal` puts names at
    the side.
    """
    names = [name for name in (over, height, split) if name]
    shown = [_write_row(row, names, height, language) for row in rows]
    if split:  # parts lie in a bar as they stand in the legend, not by the alphabet
        order = {
            part: n for n, part in enumerate(dict.fromkeys(r[split] for r in rows))
        }
        shown = [
            {**written, _ORDER: order[row[split]]}
            for written, row in zip(shown, rows, strict=True)
        ]
    places = len({row[over] for row in rows})
    spec = _bars(over, height, split, is_horizontal, language)
    tall = _HORIZONTAL_BAR * places + _AROUND if is_horizontal else _TALL
    tall += _legend_height(rows, split)
    return {**spec, "data": {"values": shown}, "height": tall}


def course(
    rows: Sequence[Row],
    *,
    over: str,
    height: str,
    language: str,
    split: str | None = None,
    notes: Mapping[object, str] | None = None,
) -> Spec:
    """A line of one measure over months, oldest first; a withheld value is a gap.

    `notes` are texts by month: a dashed line stands there, and its tip says the text.
    """
    names = [name for name in (over, height, split) if name]
    shown = [
        {**_write_row(row, names, height, language), **_noted(notes, row[over])}
        for row in rows
    ]
    is_noted = any("note" in row for row in shown)
    spec = _course(over, height, split, language, is_noted)
    tall = _TALL + _legend_height(rows, split)
    return {**spec, "data": {"values": shown}, "height": tall}


def _legend_height(rows: Sequence[Row], split: str | None) -> int:
    """What the lines of a legend above a chart take."""
    parts = len({row[split] for row in rows}) if split else 0
    return _LEGEND_LINE * -(-parts // _LEGEND_COLUMNS) + (_LEGEND_APART if parts else 0)


def _write_row(
    row: Row, names: Sequence[str], height: str, language: str
) -> dict[str, object]:
    return {
        name: row[name] if name == height else write_value(row[name], language, name)
        for name in names
    }


@cache
def _bars(
    over: str, height: str, split: str | None, is_horizontal: bool, language: str
) -> Spec:
    place = _axis(altair.Y if is_horizontal else altair.X, over, is_horizontal)
    amount = _amount(altair.X if is_horizontal else altair.Y, height, language)
    chart = altair.Chart().mark_bar(color=COLOURS[0], cornerRadiusEnd=2)
    if split:
        chart = chart.encode(order=altair.Order(f"{_ORDER}:Q"))
    return _finish(chart, [place, amount], over, height, split, language)


def _noted(notes: Mapping[object, str] | None, place: object) -> dict[str, str]:
    return {"note": notes[place]} if notes and place in notes else {}


@cache
def _course(
    over: str, height: str, split: str | None, language: str, is_noted: bool
) -> Spec:
    place = _axis(altair.X, over, False)
    amount = _amount(altair.Y, height, language)
    # Of one line the points would else have the colour of the page's own accent.
    point = {"size": 45, "filled": True, **({} if split else {"color": COLOURS[0]})}
    mark = altair.Chart().mark_line(color=COLOURS[0], point=point, strokeWidth=2)
    marks = None
    if is_noted:
        rule = altair.Chart().transform_filter("isValid(datum.note)")
        marks = rule.mark_rule(strokeDash=[4, 4], strokeWidth=2, color=COLOURS[5])
        tip = altair.Tooltip("note:N", title=name_column("note", language))
        marks = marks.encode(place, tip)
    return _finish(mark, [place, amount], over, height, split, language, marks)


def _axis(channel: Any, name: str, is_horizontal: bool) -> Any:  # noqa: ANN401
    is_flat = is_horizontal or name in ("hour", "weekday", *_IN_TIME)
    angle = 0 if is_flat else altair.Undefined
    label = SHORT_DAYS if name == "weekday" else altair.Undefined
    overlap = name in _IN_TIME and not is_horizontal
    axis = altair.Axis(
        title=None,
        labelAngle=angle,
        labelExpr=label,
        labelLimit=220,
        labelOverlap=overlap,
        labelFlush=False,
    )
    # A layer of notes alone would else put its months before all others.
    order = "ascending" if name in _IN_TIME else None
    return channel(f"{name}:N", sort=order, axis=axis)


def _amount(channel: Any, name: str, language: str) -> Any:  # noqa: ANN401
    # Above its axis and lying: nobody turns the head to read it.
    lying: dict[str, Any] = (
        {
            "titleAngle": 0,
            "titleAlign": "left",
            "titleAnchor": "end",
            "titleX": 0,
            "titleY": -12,
        }
        if channel is altair.Y
        else {}
    )
    axis = altair.Axis(
        **lying,
        title=name_column(name, language),
        format=",~r",
        tickCount=5,
        # The words of a lying axis end where it ends; beside an upright one the
        # first and the last stand at their lines like the others.
        labelFlush=channel is altair.X,
        tickMinStep=altair.Undefined if name.endswith(_MEASURED) else 1,
    )
    return channel(f"{name}:Q", axis=axis, scale=altair.Scale(zero=True))


def _finish(
    chart: Any,  # noqa: ANN401
    encodings: list[Any],
    over: str,
    height: str,
    split: str | None,
    language: str,
    beside: Any = None,  # noqa: ANN401
) -> Spec:
    tips = [
        altair.Tooltip(f"{over}:N", title=name_column(over, language)),
        altair.Tooltip(
            f"{height}:Q", title=name_column(height, language), format=",~r"
        ),
    ]
    if split:
        legend = altair.Legend(
            orient="top",
            title=None,
            columns=_LEGEND_COLUMNS,
            labelLimit=130,
            offset=_LEGEND_APART,
        )
        by_state = split == "promise_status"
        colours = altair.Scale(range=[*(STATES if by_state else COLOURS), *MORE])
        colour = altair.Color(f"{split}:N", sort=None, legend=legend, scale=colours)
        encodings = [*encodings, colour]
        tips.append(altair.Tooltip(f"{split}:N", title=name_column(split, language)))
    drawn = chart.encode(*encodings, tooltip=tips)
    return plain(altair.layer(beside, drawn) if beside else drawn, language)
