"""A heat map: the deeper the colour, the more; what is withheld is hatched."""

from collections.abc import Sequence

from privacy.charts.theme import HATCH, Row, Spec, locale_of
from privacy.wording import name_column, write_value

_ROW, _AROUND = 34, 150
"""The height of a row, and what axis and legend take."""


_SHORT_DAYS = r"replace(datum.label,/([^\s+]{3})[^\s+]*/g,'$1')"
"""mån + tis, of days that are counted together; the tip of a cell says them whole."""


def heat(
    rows: Sequence[Row],
    *,
    over: str,
    down: str,
    height: str,
    language: str,
    is_numbered: bool = False,
) -> Spec:
    """One measure by two columns, `over` across and `down` downwards, as rows stand.

    A cell without a value is withheld and hatched. `is_numbered` writes the number in
    each cell, for few cells of which some are much greater than others.
    """
    values = [
        {
            over: write_value(row[over], language, over),
            down: write_value(row[down], language, down),
            height: row[height],
        }
        for row in rows
    ]
    tips = [
        {"field": over, "title": name_column(over, language)},
        {"field": down, "title": name_column(down, language)},
        {"field": height, "title": name_column(height, language), "format": ",~r"},
    ]
    axis = {"title": None, "labelAngle": 0, "domain": False, "ticks": False}
    known = {"filter": f"isValid(datum.{height})"}
    layers: list[Spec] = [
        {
            "transform": [known],
            "mark": {"type": "rect", "tooltip": True, "cornerRadius": 2},
            "encoding": {
                "color": {
                    "field": height,
                    "type": "quantitative",
                    "scale": {
                        "scheme": "blues",
                        "type": "symlog" if is_numbered else "linear",
                        "domainMin": 0,
                    },
                    "legend": None
                    if is_numbered
                    else {
                        "title": name_column(height, language),
                        "orient": "top",
                        "format": ",~r",
                    },
                },
                "tooltip": tips,
            },
        },
        {
            "transform": [{"filter": f"!isValid(datum.{height})"}],
            "mark": {
                "type": "text",
                "text": "╱╱",
                "fontSize": 13,
                "color": HATCH,
                "aria": False,
            },
        },
    ]
    if is_numbered:
        layers[0]["mark"] = {"type": "rect", "opacity": 0.25, "cornerRadius": 2}
        layers.append(
            {
                "transform": [{"filter": f"datum.{height} > 0"}],
                "mark": {"type": "text", "fontSize": 13},
                "encoding": {
                    "text": {"field": height, "type": "quantitative", "format": ",~r"}
                },
            }
        )
    return {
        "data": {"values": values},
        "height": _AROUND + _ROW * len({str(row[down]) for row in rows}),
        "encoding": {
            "x": {
                "field": over,
                "type": "ordinal",
                "sort": None,
                "axis": {**axis, "labelOverlap": True},
            },
            "y": {
                "field": down,
                "type": "ordinal",
                "sort": None,
                "axis": {
                    **axis,
                    "labelLimit": 200,
                    "labelOverlap": False,
                    **({"labelExpr": _SHORT_DAYS} if down == "weekday" else {}),
                },
            },
        },
        "layer": layers,
        "config": locale_of(language),
    }
