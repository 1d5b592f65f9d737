"""Small charts of a report, and charts as SVG drawn without the network."""

import datetime
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import cast

import vl_convert
from babel.dates import get_month_names

from privacy.charts import COLOURS, Spec
from privacy.wording import write_value

FONT = "Libertinus Serif"
"""The face of the PDF's text; it comes with typst."""

_WIDTH = 310
_TALL = 105
_LINE = 17
_MIDDLE = "#7fa8be"
_QUIET = "#55626c"
_DASHED = "#7a8791"
_BACK = 12


def draw(spec: Mapping[str, object]) -> str:
    """A chart as an SVG image; its words are set in the face of the text."""
    config = {**cast(dict[str, object], spec.get("config", {})), "font": FONT}
    whole = {**spec, "config": config, "background": None}
    image = str(vl_convert.vegalite_to_svg(whole, allowed_base_urls=[]))
    return _renumbered(image, json.dumps(whole, sort_keys=True, default=str))


def _renumbered(image: str, spec: str) -> str:
    """The image with names of its own for its parts, the same whenever it is drawn.

    The drawing counts on through the whole life of the program, from image to image.
    """
    mark = hashlib.sha256(spec.encode()).hexdigest()[:8]
    numbers: dict[str, int] = {}

    def name(match: re.Match[str]) -> str:
        number = numbers.setdefault(match[2], len(numbers) + 1)
        return f"{match[1]}{mark}-{number}"

    return re.sub(r'((?:id="|url\(#)clip)(\d+)', name, image)


def month_bars(
    known: Mapping[datetime.date, object], month: datetime.date, language: str
) -> Spec:
    """Bars of one measure by month: the month and the twelve before it.

    The month and the same month last year stand out and carry their value; a month
    that is withheld has a dashed frame in place of its bar, one that is missing none.
    """
    days = [_months_before(month, back) for back in range(_BACK, -1, -1)]
    shown = [
        {
            "month": f"{day:%Y-%m}",
            "value": known.get(day),
            "written": _written(known, day, language),
            "withheld": day in known and known[day] is None,
            "kind": 2 if day == month else 1 if day == days[0] else 0,
        }
        for day in days
    ]
    names = {f"{day:%Y-%m}": _short(day, language) for day in days}
    axis = {
        "title": None,
        "labelAngle": 0,
        "labelExpr": f"({json.dumps(names)})[datum.value]",
        "labelFontSize": 9,
        "ticks": False,
        "domainColor": _QUIET,
    }
    # Listed in full: months without a bar would else come after those with one.
    place = {
        "field": "month",
        "type": "ordinal",
        "scale": {"domain": list(names)},
        "axis": axis,
    }
    amount = {
        "field": "value",
        "type": "quantitative",
        "axis": None,
        "scale": {"zero": True},
    }
    # One colour, more or less of it: it stands out from light paper and dark screen.
    strength = {
        "field": "kind",
        "type": "ordinal",
        "legend": None,
        "scale": {"domain": [0, 1, 2], "range": [0.4, 0.7, 1]},
    }
    layers = [
        {
            "mark": {"type": "bar", "color": COLOURS[0], "cornerRadiusEnd": 1.5},
            "encoding": {"y": amount, "opacity": strength},
        },
        {
            "transform": [{"filter": "datum.kind > 0 && !datum.withheld"}],
            "mark": {"type": "text", "dy": -6, "fontSize": 10, "fontWeight": "bold"},
            "encoding": {"y": amount, "text": {"field": "written"}},
        },
        {
            "transform": [{"filter": "datum.withheld"}],
            # Without such a month the layer is empty, and an empty picture has no name.
            "mark": {
                "type": "rect",
                "filled": False,
                "strokeDash": [2, 2],
                "aria": False,
            },
            "encoding": {
                "color": {"value": _DASHED},
                "y": {"value": {"expr": "height - 16"}},
                "y2": {"value": {"expr": "height"}},
            },
        },
    ]
    return {
        "data": {"values": shown},
        "width": _WIDTH,
        "height": _TALL,
        "autosize": _FIT,
        # A number would do for Vega; Streamlit wants each side.
        "padding": dict.fromkeys(("left", "top", "right", "bottom"), 5),
        "encoding": {"x": place},
        "layer": layers,
        "config": _CONFIG,
    }


def top_bars(parts: Sequence[tuple[str, float]], language: str) -> Spec:
    """Lying bars with their names before and their values behind, the most first."""
    shown = [
        {"name": name, "value": value, "written": write_value(value, language)}
        for name, value in parts
    ]
    axis = {
        "title": None,
        "ticks": False,
        "domain": False,
        "labelLimit": 150,
        "labelOverlap": False,
        "labelFontSize": 10,
    }
    place = {"field": "name", "type": "nominal", "sort": None, "axis": axis}
    amount = {
        "field": "value",
        "type": "quantitative",
        "axis": None,
        "scale": {
            "domain": [0, 1.25 * max(value for _, value in parts)],
            "nice": False,
        },
    }
    return {
        "data": {"values": shown},
        "width": _WIDTH,
        "height": _LINE * len(shown) + 10,
        "autosize": _FIT,
        "encoding": {"y": place, "x": amount},
        "layer": [
            {"mark": {"type": "bar", "color": _MIDDLE, "cornerRadiusEnd": 1.5}},
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 10},
                "encoding": {"text": {"field": "written"}},
            },
        ],
        "config": _CONFIG,
    }


_FIT = {"type": "fit", "contains": "padding"}
_CONFIG: Spec = {"view": {"stroke": None}, "text": {"color": "#1b2329"}}


def _months_before(month: datetime.date, back: int) -> datetime.date:
    number = month.year * 12 + month.month - 1 - back
    return datetime.date(number // 12, number % 12 + 1, 1)


def _short(day: datetime.date, language: str) -> str:
    names = get_month_names("abbreviated", locale=language)
    return str(names[day.month]).strip(".")[:3]


def _written(
    known: Mapping[datetime.date, object], day: datetime.date, language: str
) -> str:
    return write_value(known[day], language) if known.get(day) is not None else ""
