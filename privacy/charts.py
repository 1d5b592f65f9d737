"""Charts as Vega-Lite specifications: plain data, one theme, each form built once."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import altair

from privacy.wording import name_column, say, write_value

Spec = dict[str, object]
Row = Mapping[str, object]

COLOURS = ("#2f7fa8", "#b06a14", "#8763b3", "#3d8856", "#bd4d4a", "#6f7c85")
"""The accent first. Each stands out 3:1 from the light and from the dark background."""

_NUMBERS: Mapping[str, Mapping[str, object]] = {
    "sv": {"decimal": ",", "thousands": "\u00a0"},
    "en": {"decimal": ".", "thousands": ","},
}
_LYING_BAR = 26
_AROUND = 80
"""What the axis below lying bars and its title take."""
_TALL = 260


def bars(
    rows: Sequence[Row],
    *,
    over: str,
    height: str,
    language: str,
    split: str | None = None,
    lying: bool = False,
) -> Spec:
    """Bars of one measure over a column; a withheld value leaves a gap.

    `rows` are released cells, so that a tooltip can tell no more than the table.
    With `split` each bar is divided by another column; `lying` puts names at the side.
    """
    names = [name for name in (over, height, split) if name]
    shown = [_write_row(row, names, height, language) for row in rows]
    places = len({row[over] for row in rows})
    spec = _bars(over, height, split, lying, language)
    tall = _LYING_BAR * places + _AROUND if lying else _TALL
    return {**spec, "data": {"values": shown}, "height": tall}


def course(
    rows: Sequence[Row],
    *,
    over: str,
    height: str,
    language: str,
    split: str | None = None,
) -> Spec:
    """A line of one measure over months, oldest first; a withheld value is a gap."""
    names = [name for name in (over, height, split) if name]
    shown = [_write_row(row, names, height, language) for row in rows]
    spec = _course(over, height, split, language)
    return {**spec, "data": {"values": shown}, "height": _TALL}


def timeline(rows: Sequence[Row], *, language: str) -> Spec:
    """What happened when: a mark for each day, a bar for each pause.

    Rows have event, from_on, to_on (days) and is_counted, as `dpo/request_timeline`
    gives them.
    """
    shown = [
        {
            "event": say(f"event {row['event']}", language),
            "from": str(row["from_on"]),
            "to": str(row["to_on"]),
            "lasts": row["from_on"] != row["to_on"],
            "law": row["event"] in ("law", "law_with_eves"),
            "today": row["event"] == "as_of",
        }
        for row in rows
    ]
    tall = max(120, 30 * len(shown) + 40)
    return {**_timeline(language), "data": {"values": shown}, "height": tall}


def describe(
    rows: Sequence[Row], *, over: str, height: str, language: str, title: str
) -> str:
    """A chart in words, for who does not see it: its span and its extremes."""
    known = [row for row in rows if isinstance(row[height], int | float)]
    if not known:
        return say("{title}: no figure can be shown.", language, title=title)
    least = min(known, key=lambda row: _number(row[height]))
    most = max(known, key=lambda row: _number(row[height]))

    def written(row: Row) -> tuple[str, str]:
        return write_value(row[over], language, over), write_value(
            row[height], language
        )

    return say(
        "{title}: {n} values, from {first} to {last}. Highest {most} ({most_at}), "
        "lowest {least} ({least_at}). The table beside it holds the same figures.",
        language,
        title=title,
        n=len(known),
        first=written(rows[0])[0],
        last=written(rows[-1])[0],
        most=written(most)[1],
        most_at=written(most)[0],
        least=written(least)[1],
        least_at=written(least)[0],
    )


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _write_row(
    row: Row, names: Sequence[str], height: str, language: str
) -> dict[str, object]:
    return {
        name: row[name] if name == height else write_value(row[name], language, name)
        for name in names
    }


@cache
def _bars(
    over: str, height: str, split: str | None, lying: bool, language: str
) -> Spec:
    place = _axis(altair.Y if lying else altair.X, over, lying)
    amount = _amount(altair.X if lying else altair.Y, height, language)
    chart = altair.Chart().mark_bar(color=COLOURS[0], cornerRadiusEnd=2)
    return _finish(chart, [place, amount], over, height, split, language)


@cache
def _course(over: str, height: str, split: str | None, language: str) -> Spec:
    place = _axis(altair.X, over, False)
    amount = _amount(altair.Y, height, language)
    mark = altair.Chart().mark_line(
        color=COLOURS[0], point={"size": 45, "filled": True}, strokeWidth=2
    )
    return _finish(mark, [place, amount], over, height, split, language)


def _axis(channel: Any, name: str, lying: bool) -> Any:  # noqa: ANN401
    angle = 0 if lying or name in ("hour",) else altair.Undefined
    overlap = False if lying else altair.Undefined
    axis = altair.Axis(
        title=None, labelAngle=angle, labelLimit=220, labelOverlap=overlap
    )
    return channel(f"{name}:N", sort=None, axis=axis)


def _amount(channel: Any, name: str, language: str) -> Any:  # noqa: ANN401
    axis = altair.Axis(title=name_column(name, language), format=",~r", tickCount=5)
    return channel(f"{name}:Q", axis=axis, scale=altair.Scale(zero=True))


def _finish(
    chart: Any,  # noqa: ANN401
    encodings: list[Any],
    over: str,
    height: str,
    split: str | None,
    language: str,
) -> Spec:
    tips = [
        altair.Tooltip(f"{over}:N", title=name_column(over, language)),
        altair.Tooltip(
            f"{height}:Q", title=name_column(height, language), format=",~r"
        ),
    ]
    if split:
        legend = altair.Legend(orient="top", title=None, columns=3, labelLimit=200)
        colour = altair.Color(
            f"{split}:N", sort=None, legend=legend, scale=altair.Scale(range=COLOURS)
        )
        encodings = [*encodings, colour]
        tips.append(altair.Tooltip(f"{split}:N", title=name_column(split, language)))
    return _plain(chart.encode(*encodings, tooltip=tips), language)


@cache
def _timeline(language: str) -> Spec:
    base = altair.Chart().encode(
        y=altair.Y("event:N", sort=None, axis=altair.Axis(title=None, labelLimit=220)),
        tooltip=[
            altair.Tooltip("event:N", title=name_column("event", language)),
            altair.Tooltip("from:N", title=name_column("from_on", language)),
            altair.Tooltip("to:N", title=name_column("to_on", language)),
        ],
    )
    days = altair.X(
        "from:T",
        scale=altair.Scale(type="utc"),
        axis=altair.Axis(title=None, format="%Y-%m-%d", tickCount=6),
    )
    pauses = base.transform_filter("datum.lasts").mark_bar(
        color=COLOURS[5], height=12, opacity=0.75
    )
    marks = base.transform_filter("!datum.lasts").mark_point(
        size=130, filled=True, opacity=1
    )
    kinds = altair.condition(
        "datum.law", altair.value(COLOURS[4]), altair.value(COLOURS[0])
    )
    shapes = altair.condition(
        "datum.law", altair.value("triangle-down"), altair.value("circle")
    )
    today = (
        altair.Chart()
        .transform_filter("datum.today")
        .mark_rule(strokeDash=[4, 4], color=COLOURS[5])
        .encode(x=days)
    )
    layers = altair.layer(
        today,
        pauses.encode(x=days, x2="to:T"),
        marks.encode(x=days, color=kinds, shape=shapes),
    )
    return _plain(layers, language)


def _plain(chart: Any, language: str) -> Spec:  # noqa: ANN401
    """The specification without data, in the language's numbers."""
    spec: Spec = chart.to_dict(validate=False)
    numbers = {**_NUMBERS[language], "grouping": [3], "currency": ["", ""]}
    spec["config"] = {
        "locale": {"number": numbers},
        "view": {"stroke": None},
        "axis": {"labelFontSize": 12, "titleFontSize": 12},
        "legend": {"labelFontSize": 12},
    }
    return _without_data(spec)


def _without_data(spec: Spec) -> Spec:
    layers = spec.get("layer")
    if isinstance(layers, list):
        spec["layer"] = [_without_data(layer) for layer in layers]
    return {k: part for k, part in spec.items() if k not in ("data", "datasets")}
