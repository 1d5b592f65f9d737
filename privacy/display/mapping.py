"""The mapping of a file that nobody recognises: proposed, tried, changed and saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from privacy.display.asking import policy_of
from privacy.display.page import Page
from privacy.display.visitor import installation
from privacy.errors import BadExport, PrivacyError
from privacy.imports.formats import Recognised
from privacy.imports.import_counts import REASONS
from privacy.imports.mapping import DAY_ORDERS, ColumnMapping, columns_of
from privacy.imports.proposing import (
    Head,
    column_title,
    constants_of,
    find_head,
    lacking,
    propose_columns,
    propose_name,
    propose_tables,
)
from privacy.imports.trial import Trial, try_mapping
from privacy.wording import sv_or_en

_ACROSS = 3
_TRIED = "tried"
_LOOKS = {
    "empty": "Looks empty",
    "personal": "Looks like personal data",
    "flag": "Looks like yes or no",
    "day": "Looks like days",
    "instant": "Looks like days with a time",
    "count": "Looks like counts",
    "id": "Looks like numbers of records",
    "word": "Looks like a few words",
    "text": "Looks like text",
}


@dataclass(frozen=True)
class Chosen:
    """A file and the mapping chosen for it, whose save was pressed."""

    path: Path
    mapping: ColumnMapping


def show_proposal(page: Page, path: Path) -> Chosen | None:
    """The form of a file's mapping; what was chosen once it is to be saved."""
    try:
        found = find_head(path)
    except BadExport as error:
        st.error(str(error))
        return None
    if found is None:
        st.error(page.say("The file has no row of titles, so it cannot be mapped."))
        return None
    recognised, head = found
    policy = policy_of(page.desk.organisation)
    tables = propose_tables(head, path.name, policy)
    page.tell(
        "Nobody recognises {file}. This is what it looks like; change what is wrong. "
        "What is not chosen is never stored.",
        file=path.name,
    )
    table = st.selectbox(
        page.say("What the rows are"),
        tables,
        format_func=lambda one: _capital(page.translator.value(one)),
        key=f"table {path}",
    )
    mapped, twice = _choose_columns(page, path, str(table), head)
    values = _choose_values(page, path, str(table), mapped)
    taken = [str(row["name"]) for row in policy.table("mapping")]
    name = st.text_input(
        page.say("Name of the mapping, in small letters"),
        propose_name(path.name, taken),
        key=f"name {path}",
    )
    if twice:
        st.error(
            page.say(
                "Two titles are {column}; choose one of them.",
                column=_title(page, twice),
            )
        )
    if twice or not mapped:
        return None
    for title in mapped.values():
        if head.kinds[title] == "personal":
            st.warning(
                page.say(
                    "{title} looks like personal data, and would be stored.",
                    title=_capital(title),
                )
            )
    trial, mapping = _try(
        page, path, recognised, ColumnMapping(name, str(table), mapped, values)
    )
    if trial is not None:
        _show_trial(page, mapping, trial)
    pressed = st.button(
        page.say("Save the mapping and take the file in"), type="primary"
    )
    if pressed and (column := next(iter(lacking(mapping)), None)):
        st.error(
            page.say(
                "Say {column}; without it no rule can govern the rows. Nothing is "
                "saved yet.",
                column=_title(page, column),
            )
        )
        return None
    return Chosen(path, mapping) if pressed else None


def _choose_columns(
    page: Page, path: Path, table: str, head: Head
) -> tuple[dict[str, str], str | None]:
    """Our columns and their titles; and a column that two titles were chosen for."""
    proposed = {title: column for column, title in propose_columns(head, table).items()}
    mapped: dict[str, str] = {}
    twice = None
    for start in range(0, len(head.cells), _ACROSS):
        places = st.columns(_ACROSS)
        for place, title in zip(
            places, list(head.cells)[start : start + _ACROSS], strict=False
        ):
            with place:
                column = _choose_column(page, path, table, head, title, proposed)
            if column in mapped:
                twice = column
            if column:
                mapped[column] = title
    return mapped, twice


def _choose_column(
    page: Page,
    path: Path,
    table: str,
    head: Head,
    title: str,
    proposed: Mapping[str, str],
) -> str | None:
    offered = [c for c in columns_of(table) if head.can_be(title, table, c)]
    offered.sort(key=lambda column: _title(page, column).lower())
    first = proposed.get(title)
    column: str | None = st.selectbox(
        _capital(title),
        offered,
        index=offered.index(first) if first in offered else None,
        placeholder=page.say("dropped"),
        format_func=lambda one: _title(page, one),
        key=f"title {path} {table} {title}",
    )
    looks = page.say(_LOOKS[head.looks[title]])
    if head.is_dropped(title) and column is None:
        looks = page.say("{looks}: not read", looks=looks)
    page.cite(looks)
    return column


def _choose_values(
    page: Page, path: Path, table: str, mapped: Mapping[str, str]
) -> dict[str, str]:
    """What is the same in every row, of columns that no title holds."""
    found: dict[str, str] = {}
    known = policy_of(page.desk.organisation).table("record_kind")
    for column in constants_of(table, mapped):
        offered = {str(row[column]) for row in known if column in row}
        if column == "system":
            listed = page.ask("dpo/systems").column("system")
            offered |= {str(system) for system in listed if system}
        said = st.selectbox(
            page.say("{column}, the same for every row", column=_title(page, column)),
            sorted(offered, key=str.lower),
            index=None,
            placeholder=page.say("choose or write"),
            accept_new_options=True,
            key=f"value {path} {table} {column}",
        )
        if said and str(said).strip():
            found[column] = str(said).strip()
    return found


def _try(
    page: Page, path: Path, recognised: Recognised, mapping: ColumnMapping
) -> tuple[Trial | None, ColumnMapping]:
    """What would come of the file; asks for the order of the days only if needed."""
    try:
        return _tried(page, path, recognised, mapping), mapping
    except BadExport as refusal:
        order = st.selectbox(
            page.say("Order of day and month, if the days do not show it"),
            list(DAY_ORDERS),
            index=None,
            format_func=page.say,
            key=f"order {path}",
        )
        if order is None:
            st.warning(str(refusal))
            return None, mapping
        mapping = ColumnMapping(
            mapping.name, mapping.table, mapping.titles, mapping.values, order
        )
        try:
            return _tried(page, path, recognised, mapping), mapping
        except PrivacyError as error:
            st.error(str(error))
    except PrivacyError as error:
        st.error(str(error))
    return None, mapping


def _tried(
    page: Page, path: Path, recognised: Recognised, mapping: ColumnMapping
) -> Trial:
    """A trial, kept while nothing of the mapping or of the file changes."""
    look = path.stat()
    key = (str(path), look.st_size, look.st_mtime_ns, repr(mapping))
    kept = st.session_state.get(_TRIED)
    if kept is None or kept[0] != key:
        organisation = page.desk.organisation
        closed = installation().keyring(organisation).destroyed_months()
        trial = try_mapping(organisation.folder, path, mapping, recognised, closed)
        kept = st.session_state[_TRIED] = (key, trial)
    tried: Trial = kept[1]
    return tried


def _show_trial(page: Page, mapping: ColumnMapping, trial: Trial) -> None:
    page.heading("What would be kept")
    page.tell(
        "{read} rows read = {accepted} accepted + {rejected} rejected. Repeats of "
        "earlier exports are counted when the file is taken in.",
        read=trial.read,
        accepted=trial.accepted,
        rejected=trial.rejected,
    )
    place = ("sv", "en").index(sv_or_en(page.language))
    page.remark([f"{n}: {REASONS[why][place]}" for why, n in trial.reasons.items()])
    if trial.filled:
        st.table([_counted(page, mapping, trial, column) for column in trial.columns])
    if trial.sample:
        names = [_title(page, column) for column in trial.columns]
        page.tell("The first rows, as they would be kept:")
        st.table(
            [
                dict(zip(names, map(page.translator.value, row), strict=True))
                for row in trial.sample
            ]
        )


def _counted(
    page: Page, mapping: ColumnMapping, trial: Trial, column: str
) -> dict[str, str]:
    """How many cells of a column are read, cannot be read, and are empty."""
    filled = trial.filled[column]
    unreadable = trial.unreadable.get(column, 0)
    empty = max(0, trial.accepted - filled - unreadable)
    return {
        page.say("Title"): _capital(mapping.titles.get(column, "–")),
        page.say("Becomes"): _title(page, column),
        page.say("Cells read"): page.translator.value(filled),
        page.say("Cannot be read"): page.translator.value(unreadable),
        page.say("Empty"): page.translator.value(empty),
    }


def _title(page: Page, column: str) -> str:
    """Our name of a column, in the reader's words."""
    if page.language == "sv":
        return column_title(column)
    return page.translator.column(column)


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]
