"""Numbers side by side, each named by a link to exactly the list that it counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

import streamlit as st

from privacy.contracts import Answer
from privacy.display.links import link_to
from privacy.display.style import SIGNS, State
from privacy.display.tables import keep
from privacy.display.translator import Translator


@dataclass(frozen=True)
class Figure:
    """How many rows of an answer have the values `where`, and where their list is.

    `adds` names a column whose sum is the figure, where a row stands for several.
    `state` is how the figure looks when it is above zero.
    """

    label: str
    answer: Answer
    where: Mapping[str, str]
    unit: str
    meaning: str
    page: str
    state: State = "soon"
    adds: str | None = None
    at_zero: State = field(default="well")

    @property
    def value(self) -> int:
        """The figure itself."""
        rows = keep(self.answer.records(), self.where)
        if self.adds is None:
            return len(rows)
        return sum(int(str(row[self.adds])) for row in rows)


def show_figures(
    translator: Translator, figures: Sequence[Figure], across: int = 4
) -> None:
    """Show figures side by side; on a narrow screen two and two."""
    with st.container(key="figures " + " ".join(f.label for f in figures)):
        for start in range(0, len(figures), across):
            places = st.columns(across)
            for place, figure in zip(places, figures[start:], strict=False):
                with place.container(border=True, height="stretch"):
                    _show(translator, figure)


def _show(translator: Translator, figure: Figure) -> None:
    value = figure.value
    state = figure.state if value else figure.at_zero
    zero = "" if value else " pd-zero"
    meaning = escape(translator.say(figure.meaning))
    unit = translator.say(f"one {figure.unit}" if value == 1 else figure.unit)
    href = escape(link_to(figure.page, figure.where))
    st.html(
        f'<p class="pd-figure{zero}" title="{meaning}">'
        f'<span class="pd-label"><span class="pd-{state}" aria-hidden="true">'
        f'{SIGNS[state]}</span> <a class="pd-go pd-stay" href="{href}">'
        f"{escape(translator.say(figure.label))}</a></span><br>"
        f'<span class="pd-value pd-{state if value else "still"}">'
        f"{escape(translator.value(value))}</span> "
        f'<span class="pd-unit">{escape(unit)}</span></p>'
    )
