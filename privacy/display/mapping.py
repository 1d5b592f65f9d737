"""The mapping of a file that nobody recognises: proposed, tried, changed and saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from privacy.display.asking import policy_of
from privacy.display.page import Page
from privacy.display.steps import hold
from privacy.display.translator import capital
from privacy.display.visitor import installation
from privacy.errors import BadExport, PrivacyError
from privacy.imports.formats import Recognised, title_of
from privacy.imports.import_counts import REASONS
from privacy.imports.mapping import (
    DAY_ORDERS,
    ColumnMapping,
    columns_of,
    mapping_named,
)
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
_MOST_TRIED = 50
"""So many of the newest exports are looked at for the titles of a mapping."""
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
        result = find_head(path)
    except BadExport as error:
        st.error(page.translator.message(error))
        return None
    if result is None:
        st.error(page.say("The file has no row of titles, so it cannot be mapped."))
        return None
    recognised, head = result
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
        format_func=lambda one: capital(page.translator.value(one)),
        key=f"table {path}",
    )
    proposed = propose_columns(head, str(table))
    mapped, twice = _choose_columns(page, str(path), str(table), head, proposed)
    values = _choose_values(page, str(path), str(table), mapped, {})
    taken = [str(row["name"]) for row in policy.table("mapping")]
    name = st.text_input(
        page.say("Name of the mapping, in small letters"),
        propose_name(path.name, taken),
        key=f"name {path}",
    )
    _warn(page, head, mapped, twice)
    if twice or not mapped:
        return None
    trial, mapping = _try(
        page, path, recognised, ColumnMapping(name, str(table), mapped, values)
    )
    if trial is not None:
        _show_trial(page, mapping, trial)
    pressed = hold(
        page.say("Save the mapping and take the file in"), repr(mapping), is_first=True
    )
    return Chosen(path, mapping) if pressed and _is_whole(page, mapping) else None


def show_mapped(page: Page, name: str) -> ColumnMapping | None:
    """The form of a mapping in force; what it becomes once it is to be saved.

    The newest export with its titles shows what would be kept of it.
    """
    before = mapping_named(policy_of(page.desk.organisation), name)
    known = _file_of(page, before)
    titles = dict.fromkeys(before.titles.values())
    if known is None:
        page.tell("No export with these titles lies among the exports to try it on.")
        more = st.text_input(
            page.say("One more title of the table"), key=f"more {name}"
        )
        head = Head([*titles, *([title_of(more.lower())] if more.strip() else [])], [])
    else:
        read = known[2]
        head = Head(
            [*read.titles, *(t for t in titles if t not in read.titles)], read.rows
        )
        page.tell("Tried on {file}.", file=known[0].name)
    key = f"mapping {name}"
    mapped, twice = _choose_columns(page, key, before.table, head, before.titles)
    values = _choose_values(page, key, before.table, mapped, before.values)
    _warn(page, head, mapped, twice)
    if twice or not mapped:
        return None
    mapping = ColumnMapping(name, before.table, mapped, values, before.day_order)
    if known is not None:
        trial, mapping = _try(page, known[0], known[1], mapping)
        if trial is not None:
            _show_trial(page, mapping, trial)
    pressed = hold(page.say("Save the mapping"), repr(mapping), is_first=True)
    return mapping if pressed and _is_whole(page, mapping) else None


def _file_of(
    page: Page, mapping: ColumnMapping
) -> tuple[Path, Recognised, Head] | None:
    """The newest export that has the titles of a mapping, and its head."""
    exports = page.desk.organisation.exports
    files = [path for path in exports.rglob("*") if path.is_file()]
    files.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in files[:_MOST_TRIED]:
        try:
            result = find_head(path)
        except PrivacyError:
            continue
        if result and set(mapping.titles.values()) <= set(result[1].titles):
            return path, *result
    return None


def _warn(page: Page, head: Head, mapped: Mapping[str, str], twice: str | None) -> None:
    """What of the choices is wrong, or would store personal data."""
    if twice:
        st.error(
            page.say(
                "Two titles are {column}; choose one of them.",
                column=_title(page, twice),
            )
        )
        return
    for title in mapped.values():
        if head.kinds[title] == "personal":
            st.warning(
                page.say(
                    "{title} looks like personal data, and would be stored.",
                    title=capital(title),
                )
            )


def _is_whole(page: Page, mapping: ColumnMapping) -> bool:
    """Whether a mapping fills what a row is nothing without; says what it lacks."""
    if column := next(iter(lacking(mapping)), None):
        st.error(
            page.say(
                "Say {column}; without it no rule can govern the rows. Nothing is "
                "saved yet.",
                column=_title(page, column),
            )
        )
        return False
    return True


def _choose_columns(
    page: Page, key: str, table: str, head: Head, proposed: Mapping[str, str]
) -> tuple[dict[str, str], str | None]:
    """Our columns and their titles; and a column that two titles were chosen for."""
    first = {title: column for column, title in proposed.items()}
    mapped: dict[str, str] = {}
    twice = None
    for start in range(0, len(head.cells), _ACROSS):
        places = st.columns(_ACROSS)
        for place, title in zip(
            places, list(head.cells)[start : start + _ACROSS], strict=False
        ):
            with place:
                column = _choose_column(page, key, table, head, title, first)
            if column in mapped:
                twice = column
            if column:
                mapped[column] = title
    return mapped, twice


def _choose_column(
    page: Page,
    key: str,
    table: str,
    head: Head,
    title: str,
    proposed: Mapping[str, str],
) -> str | None:
    offered = [c for c in columns_of(table) if head.can_be(title, table, c)]
    offered.sort(key=lambda column: _title(page, column).lower())
    first = proposed.get(title)
    column: str | None = st.selectbox(
        capital(title),
        offered,
        index=offered.index(first) if first in offered else None,
        placeholder=page.say("dropped"),
        format_func=lambda one: _title(page, one),
        key=f"title {key} {table} {title}",
    )
    looks = page.say(_LOOKS[head.looks[title]])
    if head.is_dropped(title) and column is None:
        looks = page.say("{looks}: not read", looks=looks)
    page.cite(looks)
    return column


def _choose_values(
    page: Page,
    key: str,
    table: str,
    mapped: Mapping[str, str],
    before: Mapping[str, str],
) -> dict[str, str]:
    """What is the same in every row, of columns that no title holds."""
    result: dict[str, str] = {}
    known = policy_of(page.desk.organisation).table("record_kind")
    stated = {column: text for column, text in before.items() if column not in mapped}
    for column in dict.fromkeys([*constants_of(table, mapped), *stated]):
        offered = {str(row[column]) for row in known if column in row}
        offered |= {stated[column]} if column in stated else set()
        if column == "system":
            listed = page.ask("dpo/systems").column("system")
            offered |= {str(system) for system in listed if system}
        words = sorted(offered, key=str.lower)
        text = st.selectbox(
            page.say("{column}, the same for every row", column=_title(page, column)),
            words,
            index=words.index(stated[column]) if column in stated else None,
            placeholder=page.say("choose or write"),
            accept_new_options=True,
            key=f"value {key} {table} {column}",
        )
        if text and str(text).strip():
            result[column] = str(text).strip()
    return result


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
            st.warning(page.translator.message(refusal))
            return None, mapping
        mapping = ColumnMapping(
            mapping.name, mapping.table, mapping.titles, mapping.values, order
        )
        try:
            return _tried(page, path, recognised, mapping), mapping
        except PrivacyError as error:
            st.error(page.translator.message(error))
    except PrivacyError as error:
        st.error(page.translator.message(error))
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
        page.say("Title"): capital(mapping.titles.get(column, "–")),
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
