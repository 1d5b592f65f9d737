"""What pictures share: colours, words for the ear, and the timeline as Vega-Lite."""

from privacy.charts.theme import COLOURS, LABELS, MORE, STATES, Spec, themed
from privacy.charts.timeline import timeline
from privacy.charts.words import describe

__all__ = [
    "COLOURS",
    "LABELS",
    "MORE",
    "STATES",
    "Spec",
    "describe",
    "themed",
    "timeline",
]
