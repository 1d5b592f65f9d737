"""A heat map: the deeper the colour, the more; what is withheld is hatched."""

from collections.abc import Sequence

from privacy.charts.theme import HATCH, SHORT_DAYS, Row, Spec, locale_of
from privacy.wording import name_column, write_value

_ROW, _AROUND = 34, 150
"""The height of a row, and what axis and legend take."""


def heat(
    rows: Sequence[Row],
    *,
    over: str,
    down: str,
    height: str,
    language: str,
) -> Spec:
    """One measure by two columns: `over` across in its order, `down` as rows stand.

    A cell without a value is withheld and hatched.
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
    axis = {
        "title": None,
        "labelAngle": 0,
        "labelFlush": False,
        "domain": False,
        "ticks": False,
    }
    known = {"filter": f"isValid(datum.{height})"}
    # Nothing but zeros is as light as a zero beside others.
    scale = {"domainMin": 0} if any(row[height] for row in rows) else {"domain": [0, 1]}
    layers: list[Spec] = [
        {
            "transform": [known],
            "mark": {"type": "rect", "tooltip": True, "cornerRadius": 2},
            "encoding": {
                "color": {
                    "field": height,
                    "type": "quantitative",
                    "scale": scale,
                    "legend": {
                        "title": name_column(height, language),
                        "orient": "top",
                        "format": ",~r",
                        "tickMinStep": 1,
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
    return {
        "data": {"values": values},
        "height": _AROUND + _ROW * len({str(row[down]) for row in rows}),
        "encoding": {
            "x": {
                "field": over,
                "type": "ordinal",
                # Else the known cells alone, drawn first, decide on the order.
                "sort": [
                    write_value(value, language, over)
                    for value in sorted({row[over] for row in rows}, key=str)
                ],
                "axis": {**axis, "labelOverlap": True},
            },
            "y": {
                "field": down,
                "type": "ordinal",
                "sort": list(dict.fromkeys(value[down] for value in values)),
                "axis": {
                    **axis,
                    "labelLimit": 200,
                    "labelOverlap": False,
                    **({"labelExpr": SHORT_DAYS} if down == "weekday" else {}),
                },
            },
        },
        "layer": layers,
        "config": locale_of(language),
    }
