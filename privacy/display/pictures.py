"""Charts on a page, each with its words for a reader who does not see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from privacy import charts
from privacy.display import drawn
from privacy.display.tables import Row
from privacy.display.translator import Translator


@dataclass(frozen=True)
class Picture:
    """What a chart shows: `height` over a column, perhaps split by another."""

    title: str
    over: str
    height: str
    split: str | None = None
    is_horizontal: bool = False


def show_course(
    translator: Translator,
    rows: Sequence[Row],
    picture: Picture,
    notes: Mapping[object, str],
) -> None:
    """A line over months, with the notes on them."""
    places = picture.over, picture.height, picture.split
    words = _words(translator, rows, picture)
    st.html(drawn.course(translator, rows, places, words, notes))


def show_bars(translator: Translator, rows: Sequence[Row], picture: Picture) -> None:
    """Bars, vertical or horizontal."""
    bars, legend = drawn.bars_of(
        translator, rows, picture.over, picture.height, picture.split
    )
    words = _words(translator, rows, picture)
    st.html(
        drawn.lying(bars, words, legend)
        if picture.is_horizontal
        else drawn.standing(translator, bars, words, legend)
    )


def show_timeline(translator: Translator, rows: Sequence[Row], title: str) -> None:
    """The days of one request."""
    events = [
        f"{translator.say('event ' + str(row['event']))} {row['from_on']}"
        for row in rows
    ]
    text = f"{translator.say(title)}: {', '.join(events)}"
    spec = charts.timeline(rows, language=translator.language)
    draw(spec, text)


def show_heat(
    translator: Translator,
    rows: Sequence[Row],
    picture: Picture,
) -> None:
    """A heat map: `over` across, `split` downwards, `height` the deeper the more."""
    places = picture.over, str(picture.split), picture.height
    words = _words(translator, rows, picture)
    st.html(drawn.heat(translator, rows, places, words))


def draw(spec: charts.Spec, text: str) -> None:
    """A chart in the theme of the page, with words for a reader who does not see it."""
    themed = charts.themed(spec, str(st.context.theme.type))
    st.vega_lite_chart(themed, width="stretch", alt=text)


def _words(translator: Translator, rows: Sequence[Row], picture: Picture) -> str:
    return charts.describe(
        rows,
        over=picture.over,
        height=picture.height,
        language=translator.language,
        title=translator.say(picture.title),
    )
