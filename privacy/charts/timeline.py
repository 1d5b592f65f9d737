"""What happened to one request, and when."""

from collections.abc import Sequence
from functools import cache

import altair

from privacy.charts.theme import COLOURS, Row, Spec, plain
from privacy.wording import name_column, say


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
        axis=altair.Axis(title=None, format="%Y-%m-%d", tickCount=6, labelBound=True),
    )
    # Without a pause the layer is empty, and an empty picture has no name.
    pauses = base.transform_filter("datum.lasts").mark_bar(
        color=COLOURS[5], height=12, opacity=0.75, aria=False
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
    return plain(layers, language)
