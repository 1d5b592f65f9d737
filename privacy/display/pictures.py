"""Charts on a page, each with its words for a reader who does not see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from privacy import charts
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
    spec = charts.course(
        rows,
        over=picture.over,
        height=picture.height,
        split=picture.split,
        language=translator.language,
        notes=notes,
    )
    _show(translator, spec, rows, picture)


def show_bars(translator: Translator, rows: Sequence[Row], picture: Picture) -> None:
    """Bars, vertical or horizontal."""
    spec = charts.bars(
        rows,
        over=picture.over,
        height=picture.height,
        split=picture.split,
        is_horizontal=picture.is_horizontal,
        language=translator.language,
    )
    _show(translator, spec, rows, picture)


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
    spec = charts.heat(
        rows,
        over=picture.over,
        down=str(picture.split),
        height=picture.height,
        language=translator.language,
    )
    _show(translator, spec, rows, picture)


def draw(spec: charts.Spec, text: str) -> None:
    """A chart in the theme of the page, with words for a reader who does not see it."""
    themed = charts.themed(spec, str(st.context.theme.type))
    st.vega_lite_chart(themed, width="stretch", alt=text)


def _show(
    translator: Translator, spec: charts.Spec, rows: Sequence[Row], picture: Picture
) -> None:
    text = charts.describe(
        rows,
        over=picture.over,
        height=picture.height,
        language=translator.language,
        title=translator.say(picture.title),
    )
    draw(spec, text)
