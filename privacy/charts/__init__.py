"""Charts as Vega-Lite specifications: plain data, one theme, each form built once."""

from privacy.charts.amounts import bars, course
from privacy.charts.theme import COLOURS, Spec
from privacy.charts.timeline import timeline
from privacy.charts.words import describe

__all__ = ["COLOURS", "Spec", "bars", "course", "describe", "timeline"]
