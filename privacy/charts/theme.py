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


def plain(chart: Any, language: str) -> Spec:  # noqa: ANN401
    """The specification without data, in the language's numbers."""
    spec: Spec = chart.to_dict(validate=False)
    numbers = {
        "decimal": get_decimal_symbol(language),
        "thousands": get_group_symbol(language),
        "grouping": [3],
        "currency": ["", ""],
    }
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
