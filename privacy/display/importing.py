"""Exports dropped in the browser, and the mapping of those that nobody recognises."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from privacy.display.asking import forget_policies
from privacy.display.mapping import show_proposal
from privacy.display.page import Page
from privacy.display.steps import answering, hold
from privacy.display.translator import unlinked
from privacy.display.visitor import installation, let_send
from privacy.errors import PrivacyError
from privacy.imports.mapping import ColumnMapping, new_mapping
from privacy.imports.proposing import find_head
from privacy.imports.read_export import is_unknown
from privacy.operations.import_subprocess import (
    Outcome,
    import_in_subprocess,
    keep_upload,
)
from privacy.operations.policy_changes import save_change
from privacy.policy.edits import seal_of

_OUTCOMES = "outcomes"
_UNKNOWN = "unknown_files"


def show_upload(page: Page) -> None:
    """Take exports in that are dropped here, and say what became of each."""
    let_send()
    dropped = st.file_uploader(
        page.say("Drop exports here"), accept_multiple_files=True, key="dropped"
    )
    about = [f.file_id for f in dropped or ()]
    if dropped and hold(page.say("Take them in"), about, is_first=True):
        organisation = page.desk.organisation
        try:
            paths = [keep_upload(organisation, f.name, f.getvalue()) for f in dropped]
        except PrivacyError as error:
            st.error(page.translator.message(error))
            return
        _import(page, paths)
    for outcome in st.session_state.pop(_OUTCOMES, ()):
        _tell(page, outcome)


def show_mapping(page: Page, refused: Sequence[str]) -> None:
    """Map the titles of a file that was refused to our columns, and take it in.

    `refused` are names of files. Those that still lie among the exports can be mapped;
    one that was dropped a moment ago and is not recognised opens at once.
    """
    exports = page.desk.organisation.exports
    dropped = st.session_state.get(_UNKNOWN, [])
    paths = {
        path.relative_to(exports).as_posix(): path
        for path in sorted(exports.rglob("*"))
        if path.is_file() and path.name in (*refused, *dropped)
    }
    if not paths:
        return
    page.heading("Files that nobody recognised")
    at = next(
        (n for n, path in enumerate(paths.values()) if path.name in dropped), None
    )
    chosen = st.selectbox(
        page.say("File to map"), list(paths), index=at, key=f"map {len(paths)} {at}"
    )
    if chosen is None:
        return
    saved = show_proposal(page, paths[chosen])
    if saved is not None:
        waiting = [path for path in paths.values() if path.name in dropped]
        _import(page, list(dict.fromkeys([saved.path, *waiting])), saved.mapping)


def _import(
    page: Page, paths: Sequence[Path], mapping: ColumnMapping | None = None
) -> None:
    """Take files in, of which some may be read by a mapping that is saved first."""
    home, organisation = installation(), page.desk.organisation
    # At hand before the work: what is typed meanwhile ends this run right after it.
    outcomes: list[Outcome] = []
    unknown: list[str] = []
    st.session_state[_OUTCOMES], st.session_state[_UNKNOWN] = outcomes, unknown
    try:
        with answering(page.say("Reading …")):
            if mapping:
                folder = organisation.folder
                save_change(
                    organisation,
                    new_mapping(folder, mapping),
                    seal_of(folder),
                    page.actor,
                    page.now,
                    table="mapping",
                    name=mapping.name,
                )
            page.note("uploaded", files=len(paths))
            outcomes += import_in_subprocess(home, organisation, paths)
            refused = {outcome.file for outcome in outcomes if outcome.refused}
            unknown += [
                path.name
                for path in paths
                if path.name in refused and is_unknown(path) and find_head(path)
            ]
            forget_policies()
    except PrivacyError as error:
        st.error(page.translator.message(error))
        return
    st.rerun()


def _tell(page: Page, outcome: Outcome) -> None:
    if outcome.refused:
        if outcome.file not in st.session_state.get(_UNKNOWN, ()):  # it is mapped below
            st.error(unlinked(page.translator.value(outcome.refused, "refused")))
        return
    sentence = page.say(
        "{file}: {format}, {read} read = {accepted} accepted + {rejected} rejected "
        "+ {duplicate} duplicate.",
        **outcome.__dict__,
    )
    st.success(unlinked(sentence))
