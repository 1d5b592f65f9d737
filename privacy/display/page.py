"""An open page: asks, and shows what it is answered."""

import datetime
import re
from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from urllib.parse import urlencode

import streamlit as st

from privacy.contracts import Answer, Contract, read_contract
from privacy.contracts.roles import SEES_LINES
from privacy.display import choices, figures, pictures, tables
from privacy.display.answers import (
    define_columns,
    offer_listing,
    offer_rows,
    show_calendar,
    show_cases,
    show_table,
)
from privacy.display.differences import show_differences
from privacy.display.figures import Figure
from privacy.display.links import link_to
from privacy.display.listing import Listing
from privacy.display.naming import name_code
from privacy.display.page_context import PageContext
from privacy.display.pictures import Picture
from privacy.display.style import STATES, badge
from privacy.display.tables import Row, find, keep
from privacy.display.translator import unlinked
from privacy.display.visitor import note_view
from privacy.wording import name_month

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


class Page(PageContext):
    """One open page: who asks, for which organisation, on which day."""

    # Words

    def heading(self, sentence: str, **given: object) -> None:
        """Begin a part of the page."""
        st.header(self.say(sentence, **given), anchor=False)

    def tell(self, sentence: str, **given: object) -> None:
        """A sentence of ordinary text."""
        st.markdown(unlinked(self.say(sentence, **given)))

    def lead(self, sentence: str, **given: object) -> None:
        """What is to be done now, before all else."""
        text = self.say(sentence, **given)
        st.html(f'<p class="pd-now">{escape(text)}</p>')

    def cite(self, sentence: str, **given: object) -> None:
        """What a page rests on, in small."""
        st.html(f'<p class="pd-quiet">{escape(self.say(sentence, **given))}</p>')

    def remark(self, sentences: Sequence[str]) -> None:
        """Notes on what is shown above, in words that stand as they are."""
        items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
        if items:
            st.html(f'<ul class="pd-quiet">{items}</ul>')

    def quote(self, words: str, citation: str) -> None:
        """A sentence of a policy in its own words, and where it stands."""
        st.html(
            f'<blockquote class="pd-quote" lang="sv">{escape(words)}</blockquote>'
            f'<p class="pd-quiet">{escape(citation)}</p>'
        )

    def status(self, word: str) -> None:
        """A status: shape, word and colour."""
        st.html(badge(self.translator.value(word), STATES.get(word, "unknown")))

    def facts(self, answer: Answer | Listing, row: Row, names: Sequence[str]) -> None:
        """Some columns of one row, names before codes."""
        layout = tables.Layout("", names=partial(name_code, self))
        st.html(tables.facts(self.translator, answer.contract, row, names, layout))

    def steps(self, text: str) -> None:
        """A derivation, one sentence to a line."""
        items = "".join(f"<li>{escape(part)}</li>" for part in _sentences(text))
        st.html(f'<ol class="pd-steps">{items}</ol>')

    # Choices

    def choose(
        self,
        name: str,
        label: str,
        values: Sequence[object],
        *,
        all_label: str | None = "all",
    ) -> str | None:
        """One of the values that a query returned, kept in the URL; None for all."""
        return choices.choose(
            self.translator,
            self.name,
            name,
            label,
            choices.sorted_values(values),
            all_label=all_label,
        )

    def choose_month(self, *names: str) -> datetime.date | None:
        """A month of the answers, the newest at first; None without any."""
        months = {month for name in names for month in self.ask(name).column("month")}
        written = {f"{m:%Y-%m}": m for m in months if isinstance(m, datetime.date)}
        chosen = choices.choose(
            self.translator,
            self.name,
            "month",
            "Month",
            sorted(written, reverse=True),
            all_label=None,
            written=lambda text: name_month(written[text], self.language),
        )
        self.tell_waiting(*names)
        return written[chosen] if chosen else None

    def tell_waiting(self, *names: str) -> None:
        """Say that periods of some statistics wait for their officer to publish them.

        It says so to nobody else.
        """
        if not self.may_ask("dpo/ready_releases"):
            return
        statistics = {name.split("/")[-1] for name in names}
        begins = {
            datetime.date.fromisoformat(str(row["month"]))
            for row in self.ask("dpo/ready_releases").records()
            if row["statistic"] in statistics
        }
        if begins:
            months = ", ".join(name_month(m, self.language) for m in sorted(begins))
            label = self.say("Ready to publish: {months}", months=months)
            href = link_to("dpo/releases", {})
            st.html(
                f'<p class="pd-quiet"><a class="pd-go" href="{escape(href)}">'
                f"{escape(label)}</a></p>"
            )

    def filter(
        self, answer: Answer, columns: Mapping[str, str], *, search: str | None = None
    ) -> list[Row]:
        """The rows of the values chosen, by column, and of the words looked for.

        A column that another table of the page was filtered by has a field of its own.
        """
        rows = answer.records()
        if rows:
            values = {name: answer.column(name) for name in columns}
            chosen, words = self._choices(answer.contract, values, columns, search)
            rows = find(keep(rows, chosen), words)
        return show_differences(self, answer.contract).keep(rows)

    def listing(self, name: str, short: str | None = None, **given: object) -> Listing:
        """The rows of a query that may be long, asked for as far as they are shown.

        `short` is a query of the same rows with the columns of the list alone.
        """
        return Listing(self, name, short or name, given)

    def narrow(
        self, listing: Listing, columns: Mapping[str, str], *, search: str | None = None
    ) -> Listing:
        """The rows of a listing as `filter` keeps them."""
        if listing.total:
            values = listing.values([*columns])
            chosen, words = self._choices(listing.contract, values, columns, search)
            listing = listing.narrowed(chosen, words)
        differences = show_differences(self, listing.contract)
        return listing.having(differences.columns, differences.keys)

    def changed_keys(self, name: str) -> str | None:
        """The keys of the changed things that the reader chose of a list, as it takes.

        None for all.
        """
        keys = show_differences(self, read_contract(name)).keys
        return None if keys is None else "\x1e".join(keys)

    def _choices(
        self,
        contract: Contract,
        values: Mapping[str, Sequence[object]],
        columns: Mapping[str, str],
        search: str | None,
    ) -> tuple[dict[str, str], str]:
        """The values that the reader chooses, by column, and the words looked for."""
        chosen, words = {}, ""
        with st.container(key=f"filters {contract.name} {' '.join(columns)}"):
            places = st.columns(len(columns) + (1 if search else 0))
        for place, (name, label) in zip(places, columns.items(), strict=False):
            with place:
                value = choices.choose(
                    self.translator,
                    self.name,
                    self._field_of(contract, name),
                    label,
                    choices.sorted_values(values[name]),
                    all_label="all",
                    written=partial(self.translator.value, column=name),
                )
            if value is not None:
                chosen[name] = value
        if search:
            with places[-1]:
                words = self.write("words", search)
        return chosen, words

    def _field_of(self, contract: Contract, name: str) -> str:
        field = name
        if name in self.filtered:
            field = f"{contract.name.split('/')[-1]}_{name}"
        self.filtered.add(field)
        return field

    def write(self, name: str, label: str) -> str:
        """Some words that the reader writes, kept in the URL."""
        return choices.write(self.translator, self.name, name, label)

    def _note_opened(self, row_id: str) -> None:
        """Tell the journal which row of lines was opened, once in a session."""
        if self.desk.role in SEES_LINES:
            note_view(self.desk.organisation, self.actor, self.name, row_id)

    def opened(
        self, answer: Answer | Listing, name: str, back: str, about: str | None = None
    ) -> list[Row]:
        """The rows that the address names, with the way back to their list; else none.

        The page then shows them in the place of the list: one row, or as many as
        systems have used the same number. `about` is the column that says what it is,
        beside the number in the heading.
        """
        wanted = st.query_params.get(name)
        if wanted is None:
            return []
        others = {k: v for k, v in st.query_params.to_dict().items() if k != name}
        acts = "".join(
            f'<button class="pd-act" data-act="{act}" data-done="{escape(done)}">'
            f"{escape(label)}</button>"
            for act, label, done in (
                ("copy", self.say("Copy link"), self.say("Copied")),
                ("print", self.say("Print"), ""),
            )
        )
        st.html(
            f'<p class="pd-bar"><a class="pd-go" href="?{escape(urlencode(others))}">'
            f"← {escape(self.say(back))}</a> {acts}</p>"
        )
        rows = (
            answer.only(name, wanted)
            if isinstance(answer, Listing)
            else keep(answer.records(), {name: wanted})
        )
        if rows:
            self._note_opened(wanted)
            title = name_code(self, name, wanted)
            code = f'<small class="pd-code">{escape(wanted)}</small>' if title else ""
            head = title or wanted
            if about and rows[0][about] is not None:
                head += f": {self.translator.value(rows[0][about], about)}"
            st.html(f'<h2 class="pd-arrive">{escape(head)}{code}</h2>')
        else:
            st.warning(self.say("There is no such row on {day}.", day=self.as_of))
        return rows

    # Answers

    def figures(self, listed: Sequence[Figure], across: int = 4) -> None:
        """Numbers side by side, each a link to the list that it counts."""
        figures.show_figures(self.translator, listed, across)

    def table(
        self,
        answer: Answer | Listing,
        rows: Sequence[Row] | None = None,
        *,
        columns: Sequence[str] | None = None,
        title: str,
        empty: str = "There is nothing to show on {day}.",
        opens: str | None = None,
        opens_on: str | None = None,
        is_low: bool = False,
        defined: bool = True,
    ) -> None:
        """Rows as a table, paged when long, with what each column means below.

        With `opens` the first column is a link that puts the row's key in the URL
        under that name, of this page or of the one that `opens_on` names.
        """
        show_table(
            self,
            answer,
            rows,
            columns or answer.contract.column_names,
            title=title,
            empty=empty,
            opens=opens,
            opens_on=opens_on,
            is_low=is_low,
            defined=defined,
        )

    def cases(self, check: str, title: str) -> None:
        """What a check of `contract_names("checks")` finds, in parts, and as CSV."""
        show_cases(self, check, title)

    def calendar(self, answer: Answer, title: str) -> None:
        """Rows of source, month and rows as a calendar: a month without is empty."""
        show_calendar(self, answer, title)

    def define(
        self, answer: Answer, names: Sequence[str], rows: int, release: str = ""
    ) -> None:
        """Where figures come from, in which `release`, and what each column means."""
        define_columns(self, answer, names, rows, release)

    def course(
        self,
        rows: Sequence[Row],
        picture: Picture,
        notes: Mapping[object, str] | None = None,
    ) -> None:
        """A line over months; the same rows and notes stand in the table beside it."""
        pictures.show_course(self.translator, rows, picture, notes or {})

    def bars(self, rows: Sequence[Row], picture: Picture) -> None:
        """Bars; the same rows stand in the table beside it."""
        pictures.show_bars(self.translator, rows, picture)

    def divided(
        self, rows: Sequence[Row], over: str, parts: Sequence[str]
    ) -> list[Row]:
        """A row for each part of each row, so that a bar can be divided by them."""
        return [
            {
                over: row[over],
                "promises": row[p],
                "promise_status": self.translator.column(p),
            }
            for row in rows
            for p in parts
        ]

    def heat(self, rows: Sequence[Row], picture: Picture) -> None:
        """A heat map; the same rows stand in the table beside it."""
        pictures.show_heat(self.translator, rows, picture)

    def timeline(self, answer: Answer, title: str) -> None:
        """What happened when; the same days stand in a table below."""
        pictures.show_timeline(self.translator, answer.records(), title)

    def download(self, answer: Answer, rows: Sequence[Row], title: str) -> None:
        """Offer the rows shown as CSV: what the screen says.

        The file is called by the `title`, in the reader's language.
        """
        offer_rows(self, answer, rows, title)

    def download_listing(self, listing: Listing, title: str) -> None:
        """Offer every row of a listing as CSV, with all columns."""
        offer_listing(self, listing, title)


def _sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE_END.split(text.strip()) if part]
