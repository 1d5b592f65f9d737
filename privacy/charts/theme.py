"""What all charts share: colours, numbers as the language writes them, sizes."""

from collections.abc import Mapping
from typing import Any

from babel.numbers import get_decimal_symbol, get_group_symbol

Spec = dict[str, object]
Row = Mapping[str, object]

COLOURS = ("#2f7fa8", "#b06a14", "#8763b3", "#3d8856", "#bd4d4a", "#6f7c85")
"""The accent first. Each stands out 3:1 from the light and from the dark background."""

MORE = ("#1f8a8c", "#c2549d", "#7d7f1c", "#5a77c9")
"""For what is split into more parts than there are colours; they stand out as well."""

STATES = ("#2f7fa8", "#bd4d4a", "#6f7c85", "#b06a14", "#8763b3")
"""Of promises: kept, broken, not measured, to attest, not measurable."""

SHORT_DAYS = r"replace(datum.label,/([^\s+]{3})[^\s+]*/g,'$1')"
"""The words of an axis of weekdays: mån, or lör + sön of days that are one; what is
pointed at says them whole."""

HATCH = "#7b8790"
"""What stands in the place of a withheld value; 3:1 from both backgrounds."""

LABELS = {"light": "#4d5963", "dark": "#b4c1ca"}
"""The words of a chart by theme: over 4.5:1 from each background."""

DEPTHS = {
    "light": ("#dce8f0", "#6aa5c6", "#16506e"),
    "dark": ("#22333f", "#3f7d9c", "#9bd8f2"),
}
"""What little and much of a heat map is drawn in: much stands out from the page."""

_LAST_LABEL = 14
"""By how many pixels the last label below a picture, 2026-10, can stand out
to the right of what is drawn on a narrow screen."""


def themed(spec: Spec, theme: str) -> Spec:
    """A specification whose words can be read in a theme, light or dark."""
    name = "dark" if theme == "dark" else "light"
    colour = LABELS[name]
    config = spec.get("config")
    config = dict(config) if isinstance(config, dict) else {}
    for part in ("axis", "legend"):
        config[part] = {
            "labelFontSize": 12,
            "titleFontSize": 12,
            **(config.get(part) or {}),
            "labelColor": colour,
            "titleColor": colour,
        }
    config["range"] = {"heatmap": list(DEPTHS[name])}
    config["text"] = {"color": colour, **(config.get("text") or {})}
    return {"padding": {"right": _LAST_LABEL}, **spec, "config": config}


def plain(chart: Any, language: str) -> Spec:  # noqa: ANN401
    """The specification without data, in the language's numbers."""
    spec: Spec = chart.to_dict(validate=False)
    spec["config"] = {
        **locale_of(language),
        "axis": {"labelFontSize": 12, "titleFontSize": 12},
        "legend": {"labelFontSize": 12},
    }
    return _without_data(spec)


def locale_of(language: str) -> Spec:
    """The numbers of a language, as a part of a chart's configuration."""
    numbers = {
        "decimal": get_decimal_symbol(language),
        "thousands": get_group_symbol(language),
        "grouping": [3],
        "currency": ["", ""],
    }
    return {"locale": {"number": numbers}, "view": {"stroke": None}}


def _without_data(spec: Spec) -> Spec:
    layers = spec.get("layer")
    if isinstance(layers, list):
        spec["layer"] = [_without_data(layer) for layer in layers]
    return {k: part for k, part in spec.items() if k not in ("data", "datasets")}
