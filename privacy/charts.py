"""Charts as Vega-Lite specifications: plain data, one theme, made once."""

from collections.abc import Mapping, Sequence

from privacy.wording import name_column, write_value

Spec = dict[str, object]

_NUMBERS: Mapping[str, Spec] = {
    "sv": {
        "decimal": ",",
        "thousands": "\u00a0",
        "grouping": [3],
        "currency": ["", ""],
    },
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""]},
}
_ACCENT = "#2f6f8f"


def bars(
    rows: Sequence[Mapping[str, object]],
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
    names = {
        name: name_column(name, language) for name in (over, height, split) if name
    }
    values = [
        {
            title: row[name]
            if name == height
            else write_value(row[name], language, name)
            for name, title in names.items()
        }
        for row in rows
        if row[height] is not None
    ]
    place = {"field": names[over], "type": "nominal", "sort": None, "title": None}
    amount = {"field": names[height], "type": "quantitative", "title": names[height]}
    encoding: Spec = {"y" if lying else "x": place, "x" if lying else "y": amount}
    if split:
        encoding["color"] = {
            "field": names[split],
            "type": "nominal",
            "title": names[split],
            "legend": {"orient": "bottom", "columns": 2},
            "scale": {"range": [_ACCENT, "#c98b2b", "#7a5c8e", "#5d8a66", "#a04b4b"]},
        }
    tips = [{"field": title, "type": "nominal"} for title in names.values()]
    encoding["tooltip"] = tips
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": values},
        "mark": {"type": "bar", "color": _ACCENT, "cornerRadiusEnd": 2},
        "encoding": encoding,
        "height": max(160, 22 * len(values)) if lying else 260,
        "config": {
            "locale": {"number": _NUMBERS[language]},
            "axis": {"labelLimit": 180},
        },
    }
