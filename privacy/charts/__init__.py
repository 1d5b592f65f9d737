"""Charts as Vega-Lite specifications: plain data, one theme, each form built once."""

from privacy.charts.amounts import bars, course
from privacy.charts.heat import heat
from privacy.charts.theme import COLOURS, LABELS, Spec, themed
from privacy.charts.timeline import timeline
from privacy.charts.words import describe

__all__ = [
    "COLOURS",
    "LABELS",
    "Spec",
    "bars",
    "course",
    "describe",
    "heat",
    "themed",
    "timeline",
]
