"""The only module that knows widgets: opens a page, asks, and shows answers."""

import csv
import datetime
import io
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from privacy import charts
from privacy.builds import current_build
from privacy.contracts import Answer, read_contract
from privacy.desk import Desk
from privacy.errors import PrivacyError
from privacy.installation import Installation, installation_from
from privacy.organisations import Organisation
from privacy.roles import EVERYONE, Role
from privacy.wording import LANGUAGES, WITHHELD, name_column, say, write_value

__all__ = ["EVERYONE", "Figure", "Page", "Role", "open_page", "run_dashboard"]

_PAGES = Path(__file__).parent.parent / "pages"
_TITLES = {
    "dpo/overview": "Overview",
    "dpo/requests": "Requests",
    "dpo/gallring": "Gallring",
    "dpo/promises": "Promises",
    "dpo/imports": "Exports",
    "released/calls": "Calls",
    "released/web": "Web visits",
    "released/searches": "Search words",
    "released/requests_by_period": "Requests in numbers",
}
_SHOWN_TO = {
    Role.DPO: tuple(_TITLES),
    Role.MANAGER: tuple(name for name in _TITLES if name.startswith("released/")),
    Role.ANALYST: tuple(name for name in _TITLES if name.startswith("released/")),
}
_MOST_CACHED = 500
_SIGNS = {"overdue": "▲", "soon": "●", "well": "✓"}


@dataclass(frozen=True)
class Figure:
    """One number on a page, what it means, and the list that it counts."""

    label: str
    value: object
    unit: str
    meaning: str
    leads_to: str | None = None
    state: str = "well"


def run_dashboard(as_of: datetime.date) -> None:
    """Decide who is asking, and therefore which pages exist; run one of them."""
    st.set_page_config(
        page_title="Dataskydd", layout="wide", initial_sidebar_state="auto"
    )
    st.session_state["as_of"] = as_of
    home = _installation()
    language = _choose_language()
    try:
        organisations = home.organisations()
    except PrivacyError as error:
        st.error(str(error))
        st.stop()
    organisation = _choose_organisation(organisations, language)
    role = _who_is_asking(home, language)
    if role is None:
        st.error(say("Nobody is signed in, so no page is open.", language))
        st.stop()
    pages = [
        st.Page(
            _PAGES / f"{name}.py",
            title=say(_TITLES[name], language),
            url_path=name.split("/")[1],
            default=number == 0,
        )
        for number, name in enumerate(_SHOWN_TO[role])
    ]
    chosen = st.navigation(pages)
    st.sidebar.markdown(f"**{home.policy(organisation).title}**  \n{as_of}")
    chosen.run()


def _installation() -> Installation:
    found = st.session_state.get("installation")
    return found if isinstance(found, Installation) else installation_from()


def _choose_language() -> str:
    wanted = st.query_params.get("lang") or st.session_state.get("lang")
    if wanted not in LANGUAGES:
        locale = str(st.context.locale or "sv")
        wanted = "en" if locale.startswith("en") else "sv"
    names = {"sv": "Svenska", "en": "English"}
    chosen = st.sidebar.radio(
        "Språk / Language",
        LANGUAGES,
        index=LANGUAGES.index(wanted),
        format_func=names.__getitem__,
        horizontal=True,
    )
    st.session_state["lang"] = chosen
    st.query_params["lang"] = chosen
    return str(chosen)


def _choose_organisation(
    organisations: Sequence[Organisation], language: str
) -> Organisation:
    ids = [organisation.id for organisation in organisations]
    wanted = st.query_params.get("org") or st.session_state.get("org")
    at = ids.index(wanted) if wanted in ids else 0
    if len(ids) > 1:
        chosen = st.sidebar.selectbox(say("Organisation", language), ids, index=at)
    else:
        chosen = ids[0]
    st.session_state["org"] = chosen
    st.query_params["org"] = chosen
    return organisations[ids.index(chosen)]


def _who_is_asking(home: Installation, language: str) -> Role | None:
    """The role of the visitor: chosen in the example, given by nobody elsewhere.

    On one's own data the server answers on loopback only, and who sits at the machine
    is its DPO.
    """
    if not home.is_example and "installation" not in st.session_state:
        st.session_state["role"] = Role.DPO
        return Role.DPO
    wanted = st.query_params.get("role") or st.session_state.get("role") or Role.DPO
    at = list(Role).index(Role(str(wanted))) if wanted in list(Role) else 0
    chosen = st.sidebar.selectbox(
        say("Role (the example only)", language),
        list(Role),
        index=at,
        format_func=lambda role: say(f"role {role}", language),
    )
    st.session_state["role"] = chosen
    st.query_params["role"] = str(chosen)
    return Role(chosen)


@dataclass(frozen=True)
class Page:
    """One open page: who asks, for which organisation, on which day."""

    desk: Desk
    as_of: datetime.date
    language: str

    def say(self, sentence: str, **given: object) -> str:
        """A sentence in the reader's language."""
        return say(sentence, self.language, **given)

    def ask(self, name: str, **given: object) -> Answer:
        """Ask a query; `as_of` and `language` are given where it takes them."""
        wanted = self.desk.parameters(name)
        if "as_of" in wanted:
            given.setdefault("as_of", self.as_of)
        if "language" in wanted:
            given.setdefault("language", self.language)
        if any(read.startswith("journal.") for read in read_contract(name).reads):
            return self.desk.ask(name, **given)  # what was just decided counts at once
        return _ask(
            self.desk, str(self.desk.role), self.desk.organisation.id, self.desk.build,
            name, tuple(sorted(given.items())),
        )  # fmt: skip

    def figures(self, figures: Sequence[Figure]) -> None:
        """Show numbers side by side, each a link to the list that it counts."""
        columns = st.columns(max(1, min(4, len(figures))))
        for number, figure in enumerate(figures):
            with columns[number % len(columns)].container(border=True):
                value = write_value(figure.value, self.language)
                st.metric(
                    f"{_SIGNS[figure.state]} {self.say(figure.label)}",
                    f"{value} {self.say(figure.unit)}",
                    help=self.say(figure.meaning),
                )
                if figure.leads_to:
                    page, _, query = figure.leads_to.partition("?")
                    params = dict(p.split("=", 1) for p in query.split("&") if p)
                    st.page_link(
                        _PAGES / f"{page}.py",
                        label=self.say("Show the list"),
                        query_params=params,
                    )

    def heading(self, sentence: str) -> None:
        """Begin a part of the page."""
        st.subheader(self.say(sentence))

    def choose_from(
        self, answer: Answer, columns: Mapping[str, str]
    ) -> dict[str, object]:
        """Choices among the values that an answer holds, by column; kept in the URL."""
        chosen = {}
        places = st.columns(len(columns))
        for place, (name, label) in zip(places, columns.items(), strict=True):
            values = sorted({str(v) for v in answer.column(name) if v is not None})
            with place:
                value = self.choose(name, label, values)
            if value is not None:
                chosen[name] = value
        return dict(chosen)

    def choose(self, name: str, label: str, values: Sequence[str]) -> str | None:
        """One choice among values that a query returned; None for all."""
        wanted = st.query_params.get(name)
        chosen = st.selectbox(
            self.say(label),
            values,
            index=values.index(wanted) if wanted in values else None,
            placeholder=self.say("all"),
            format_func=lambda value: write_value(value, self.language),
        )
        if chosen is None:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = chosen
        return chosen

    def explain(
        self, rows: Sequence[Mapping[str, object]], key: str, text: str, title: str
    ) -> None:
        """Open one row into the sentences that say why it is as it is."""
        if not rows:
            return
        self.heading(title)
        chosen = self.choose(
            key, name_column(key, self.language), [str(r[key]) for r in rows]
        )
        for row in rows:
            if str(row[key]) == chosen:
                st.markdown(str(row[text]))

    def released(
        self, name: str, title: str, *, over: str, split: str | None = None
    ) -> None:
        """Show one released statistic: chart, table and download of the same cells."""
        self.heading(title)
        answer = self.ask(name)
        st.markdown(self.say(answer.contract.what))
        if answer.is_empty:
            st.info(
                self.say("No month of this has been released by {day}.", day=self.as_of)
            )
            return
        rows = answer.records()
        months = sorted({str(row["month"])[:7] for row in rows}, reverse=True)
        dimensions = [
            n for n in answer.contract.column_names if _is_dimension(answer, n)
        ]
        charted = [row for row in rows if over == "month"]
        if dimensions:
            month = st.selectbox(self.say("Month"), months, key=f"month of {name}")
            rows = [row for row in rows if str(row["month"]).startswith(month)]
        measure = next(c.name for c in answer.contract.columns if c.type == "bigint")
        self.bars(
            _along(charted[::-1] or rows, dimensions, over, split),
            over=over,
            height=measure,
            split=split if split in dimensions else None,
            lying=over not in ("month", "hour"),
        )
        shown = Answer(
            answer.contract,
            [tuple(row[n] for n in answer.contract.column_names) for row in rows],
        )
        names = [n for n in answer.contract.column_names if n != "is_withheld"]
        self.table(shown, columns=names)
        self.download(answer, rows)

    def table(
        self,
        answer: Answer,
        *,
        columns: Sequence[str] | None = None,
        keep: Callable[[Mapping[str, object]], bool] = lambda row: True,
        empty: str = "There is nothing to show on {day}.",
    ) -> list[dict[str, object]]:
        """Show an answer's rows as a table, definitions below; return the rows."""
        names = list(columns or answer.contract.column_names)
        rows = [row for row in answer.records() if keep(row)]
        if not rows:
            st.success(self.say(empty, day=self.as_of))
            return rows
        shown = pd.DataFrame(
            [[self._cell(row, name) for name in names] for row in rows],
            columns=[name_column(name, self.language) for name in names],
        )
        st.dataframe(shown, hide_index=True, width="stretch")
        self._define(answer, names, len(rows))
        return rows

    def _cell(self, row: Mapping[str, object], name: str) -> str:
        value = row[name]
        if value is None and row.get("is_withheld"):
            return WITHHELD[self.language]
        return write_value(value, self.language, name)

    def _define(self, answer: Answer, names: Sequence[str], rows: int) -> None:
        said = {column.name: column for column in answer.contract.columns}
        with st.expander(self.say("Definitions and source")):
            for name in names:
                column = said[name]
                unit = "" if column.unit == "-" else f" ({column.unit})"
                heading = name_column(name, self.language)
                st.markdown(f"**{heading}**{unit}: {column.meaning}")
            st.markdown(
                self.say(
                    "{rows} rows from the query {query}, as of {day}, build {build}.",
                    rows=rows,
                    query=f"`{answer.contract.name}`",
                    day=self.as_of,
                    build=f"`{self.desk.build}`",
                )
            )

    def bars(
        self,
        rows: Sequence[Mapping[str, object]],
        *,
        over: str,
        height: str,
        split: str | None = None,
        lying: bool = False,
    ) -> None:
        """Show bars; the same rows stand in the table beside it."""
        spec = charts.bars(
            rows,
            over=over,
            height=height,
            split=split,
            lying=lying,
            language=self.language,
        )
        st.vega_lite_chart(spec, width="stretch")

    def download(self, answer: Answer, rows: Sequence[Mapping[str, object]]) -> None:
        """Offer the rows shown as CSV for Swedish Excel: what the screen says."""
        names = answer.contract.column_names
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow(names)
        for row in rows:
            writer.writerow([_safe(self._file_cell(row, name)) for name in names])
        title = answer.contract.name.replace("/", "-")
        st.download_button(
            self.say("Download as CSV"),
            "\ufeff" + text.getvalue(),
            # Two files alike in length and ends would share an address without it.
            file_name=f"{title}-{self.as_of}-{secrets.token_hex(4)}.csv",
            mime="text/csv",
            on_click="ignore",
        )

    def _file_cell(self, row: Mapping[str, object], name: str) -> str:
        value = row[name]
        if value is None:
            return WITHHELD[self.language] if row.get("is_withheld") else ""
        if isinstance(value, float):
            return f"{value:g}".replace(".", "," if self.language == "sv" else ".")
        if isinstance(value, datetime.date):
            return value.isoformat()
        return str(value).lower() if isinstance(value, bool) else str(value)

    def cite(self, text: str) -> None:
        """Show what a page rests on."""
        st.markdown(f"<small>{self.say(text)}</small>", unsafe_allow_html=True)


def _is_dimension(answer: Answer, name: str) -> bool:
    kinds = {column.name: column.type for column in answer.contract.columns}
    return kinds[name] == "varchar" and name != "release_id"


def _along(
    rows: Sequence[Mapping[str, object]],
    dimensions: Sequence[str],
    over: str,
    split: str | None,
) -> list[Mapping[str, object]]:
    """The cells that vary along the charted columns and are totals of the others."""
    charted = [name for name in (over, split) if name in dimensions]
    return [
        row
        for row in rows
        if all((row[name] == "*") != (name in charted) for name in dimensions)
    ]


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def open_page(title: str, allow: Sequence[Role]) -> Page:
    """Open a page for the roles in `allow`, or stop.

    Every page calls it first, whoever ran the file.
    """
    role = st.session_state.get("role")
    language = str(st.session_state.get("lang", "sv"))
    if role not in allow or "as_of" not in st.session_state:
        st.error(say("This page is not open to your role.", language))
        st.stop()
    home = _installation()
    as_of: datetime.date = st.session_state["as_of"]
    try:
        organisation = home.organisation(st.session_state.get("org"))
        build = current_build(organisation).stamp
        desk = _desk(str(role), str(organisation.folder), build, home)
    except PrivacyError as error:
        st.title(say(title, language))
        st.info(str(error))
        st.stop()
    st.title(say(title, language))
    return Page(desk, as_of, language)


@st.cache_resource(max_entries=24, on_release=lambda desk: desk.close())
def _desk(role: str, folder: str, build: str, _home: Installation) -> Desk:
    organisation = _home.organisation(Path(folder).name)
    return Desk(Role(role), organisation, _home.keyring(organisation))


@st.cache_data(max_entries=_MOST_CACHED, show_spinner=False)
def _ask(
    _desk: Desk,
    role: str,
    organisation: str,
    build: str,
    name: str,
    given: tuple[tuple[str, object], ...],
) -> Answer:
    return _desk.ask(name, **dict(given))
