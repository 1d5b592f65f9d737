"""Exports dropped in the browser, and the mapping of those that nobody recognises."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from privacy.display.asking import policy_of
from privacy.display.page import Page
from privacy.display.visitor import installation, let_send
from privacy.errors import PrivacyError
from privacy.imports.files import Content, sample_lines
from privacy.imports.mapping import (
    DAY_ORDERS,
    ColumnMapping,
    columns_of,
    heads_of,
    likely_tables,
    save_mapping,
)
from privacy.operations.import_subprocess import (
    Outcome,
    import_in_subprocess,
    keep_upload,
)

_PREVIEWED = 5
_OUTCOMES = "outcomes"
_ACROSS = 3


def show_upload(page: Page) -> None:
    """Take exports in that are dropped here, and say what became of each."""
    let_send()
    dropped = st.file_uploader(
        page.say("Drop exports here"), accept_multiple_files=True, key="dropped"
    )
    if dropped and st.button(page.say("Take them in"), type="primary"):
        organisation = page.desk.organisation
        try:
            paths = [keep_upload(organisation, f.name, f.getvalue()) for f in dropped]
        except PrivacyError as error:
            st.error(str(error))
            return
        _import(page, paths)
    for outcome in st.session_state.pop(_OUTCOMES, ()):
        _tell(page, outcome)


def show_mapping(page: Page, refused: Sequence[str]) -> None:
    """Map the titles of a file that was refused to our columns, and take it in.

    `refused` are names of files; those that still lie among the exports can be mapped.
    """
    exports = page.desk.organisation.exports
    paths = {
        path.relative_to(exports).as_posix(): path
        for path in sorted(exports.rglob("*"))
        if path.is_file() and path.name in refused
    }
    if not paths:
        page.cite("Every file that lies among the exports is recognised.")
        return
    chosen = st.selectbox(page.say("File to map"), list(paths), index=None)
    if chosen is None:
        return
    head = _head_of(paths[chosen])
    if head is None:
        st.error(page.say("The file has no row of titles, so it cannot be mapped."))
        return
    _show_form(page, paths[chosen], *head)


def _show_form(
    page: Page, path: Path, delimiter: str, titles: list[str], rows: list[list[str]]
) -> None:
    likely = likely_tables(titles)
    tables = [table for table, _ in likely]
    if likely[0][1]:
        page.tell(
            "It looks most like {table}, by {titles}.",
            table=page.translator.value(tables[0]),
            titles=", ".join(likely[0][1]),
        )
    table = st.selectbox(
        page.say("What the rows are"), tables, format_func=page.translator.value
    )
    mapped = _choose_columns(page, str(table), titles)
    needed = [c for c in list(columns_of(str(table)))[:3] if c not in mapped]
    values = {
        column: value
        for column in needed
        if (value := st.text_input(page.say("{column} is always", column=column)))
    }
    orders = list(DAY_ORDERS)
    order = st.selectbox(
        page.say("Order of day and month, if the days do not show it"),
        orders,
        index=None,
        format_func=page.say,
    )
    _show_preview(page, titles, rows, mapped, values)
    name = st.text_input(page.say("Name of the mapping, in small letters"))
    if st.button(page.say("Save the mapping and take the file in"), type="primary"):
        try:
            _save(page, ColumnMapping(name, str(table), mapped, values, order), path)
        except PrivacyError as error:
            st.error(str(error))


def _choose_columns(page: Page, table: str, titles: Sequence[str]) -> dict[str, str]:
    """Our columns and the titles chosen for them; a title is dropped until chosen."""
    meanings = columns_of(table)
    page.tell("Choose what each title is. What is not chosen is never stored.")
    mapped: dict[str, str] = {}
    places = st.columns(_ACROSS)
    for number, title in enumerate(title for title in titles if title):
        with places[number % _ACROSS]:
            column = st.selectbox(
                title,
                list(meanings),
                index=None,
                placeholder=page.say("dropped"),
                key=f"title {table} {number}",
            )
        if column:
            mapped[column] = title
    return mapped


def _show_preview(
    page: Page,
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    mapped: Mapping[str, str],
    values: Mapping[str, str],
) -> None:
    if not mapped:
        return
    page.heading("What would be kept")
    places = {column: titles.index(title) for column, title in mapped.items()}
    st.table(
        [
            {
                **{c: row[at] if at < len(row) else "" for c, at in places.items()},
                **values,
            }
            for row in rows
        ]
    )


def _save(page: Page, mapping: ColumnMapping, path: Path) -> None:
    """Write the mapping's policy file and take its file in."""
    save_mapping(policy_of(page.desk.organisation).folder, mapping)
    _import(page, [path])


def _import(page: Page, paths: Sequence[Path]) -> None:
    with st.spinner(page.say("Reading …")):
        try:
            page.note("uploaded", files=len(paths))
            outcomes = import_in_subprocess(
                installation(), page.desk.organisation, paths
            )
        except PrivacyError as error:
            st.error(str(error))
            return
    st.session_state[_OUTCOMES] = outcomes
    st.rerun()


def _tell(page: Page, outcome: Outcome) -> None:
    if outcome.refused:
        st.error(outcome.refused)
        return
    st.success(
        page.say(
            "{file}: {format}, {read} read = {accepted} accepted + {rejected} rejected "
            "+ {duplicate} duplicate.",
            **outcome.__dict__,
        )
    )


def _head_of(path: Path) -> tuple[str, list[str], list[list[str]]] | None:
    """What divides the cells, the titles, and some rows; of the widest likely head."""
    lines = sample_lines(Content(path))
    heads = sorted(heads_of(lines), key=lambda head: (-_filled(head[2]), head[0]))
    if not heads:
        return None
    row, delimiter, titles = heads[0]
    below = [line for line in lines[row + 1 :] if line.strip()][:_PREVIEWED]
    return delimiter, titles, list(csv.reader(below, delimiter=delimiter))


def _filled(titles: Sequence[str]) -> int:
    return sum(bool(title) for title in titles)
