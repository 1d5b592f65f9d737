"""Shows what a change of the policy would do, and saves it."""

import datetime
import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from privacy.display.asking import forget_policies
from privacy.display.effects import show_effect
from privacy.display.mapping import show_mapped
from privacy.display.page import Page
from privacy.display.policy_form import Change
from privacy.display.steps import Said, answering, hold
from privacy.display.visitor import installation
from privacy.errors import Outdated, PrivacyError
from privacy.imports.mapping import written
from privacy.operations.import_subprocess import (
    build_in_subprocess,
    import_in_subprocess,
)
from privacy.operations.policy_changes import Effect, effect_of, save_change
from privacy.operations.policy_texts import PolicyTexts
from privacy.policy.edits import changed_mapping, seal_of, without_mapping

ROUND = "policy_round"
_EFFECT = "policy_effect"
RULE = "policy_rule"


def show_steps(page: Page, change: Change, seal: str, key: str) -> None:
    """Show what a change would do, and save it when it is as it was shown."""
    pressed = hold(page.say("Show what it would do"), key)
    if change.missing:
        if pressed:
            fields = ", ".join(change.missing)
            st.error(page.say("Fill in: {fields}. Nothing is lost.", fields=fields))
        return
    try:
        files = change.files()
        shown = _print_of(files, key, change.on)
        if pressed:
            with st.spinner(page.say("Every rule and check is asked …")):
                organisation = page.desk.organisation
                effect = effect_of(installation(), organisation, files, change.on)
            st.session_state[_EFFECT] = (shown, effect)
    except PrivacyError as error:
        st.error(page.translator.message(error))
        return
    kept: tuple[str, Effect] | None = st.session_state.get(_EFFECT)
    if kept is None or kept[0] != shown:
        return
    show_effect(page, kept[1])
    if hold(page.say("Save"), shown, is_first=True):
        _save(page, change, seal, key)


def _print_of(files: Mapping[Path, bytes], key: str, on: datetime.date) -> str:
    """What tells whether a change is the one whose effect is shown."""
    digest = hashlib.sha256(f"{key} {on}".encode())
    for file in sorted(files):
        digest.update(file.name.encode() + files[file])
    return digest.hexdigest()


def _save(page: Page, change: Change, seal: str, key: str) -> None:
    organisation = page.desk.organisation
    sentence = "{name} is saved, from {day}."
    try:
        with answering(page.say("The board is made …")) as sayings:
            save_change(
                organisation, change.files(), seal, page.actor, page.now,
                **change.details,
            )  # fmt: skip
            sayings.append((sentence, {"name": change.name, "day": change.on}))
            make_board(page, sayings)
    except Outdated as refusal:
        st.error(page.translator.message(refusal))
        st.session_state[f"seal {key}"] = seal_of(organisation.folder)
        st.session_state.pop(_EFFECT, None)
        return
    st.session_state[ROUND] += 1
    st.session_state.pop(_EFFECT, None)
    st.session_state.pop(RULE, None)
    st.rerun()


def offer_mapping(page: Page, names: Sequence[str]) -> None:
    """Change a mapping, or take it away so that a file of its kind opens one."""
    page.tell(
        "A mapping is made on the page Import, where a file that nobody recognises is "
        "dropped. What was read by it stays when it is changed or removed; a file that "
        "is read once more is read by the mapping of that day."
    )
    if not names:
        return
    name = st.selectbox(
        page.say("Mapping"), names, index=None, placeholder=page.say("choose one")
    )
    if name is None:
        return
    organisation = page.desk.organisation
    folder, seal = organisation.folder, f"seal {name}"
    st.session_state.setdefault(seal, seal_of(folder))
    mapping = show_mapped(page, name)
    if mapping is not None:
        text = written(mapping)
        _save_mapping(
            page, name, partial(changed_mapping, folder, name, text, page.as_of)
        )
    if hold(page.say("Remove the mapping"), name):
        _save_mapping(page, name, partial(without_mapping, folder, name), removed=True)


def _save_mapping(
    page: Page,
    name: str,
    files: Callable[[], Mapping[Path, bytes]],
    **details: object,
) -> None:
    """Write the files of a mapping, unless one was changed meanwhile, and a build."""
    organisation = page.desk.organisation
    seal = st.session_state[f"seal {name}"]
    sentence = "The mapping {name} is removed." if details else "{name} is saved."
    try:
        with answering(page.say("The board is made …")) as sayings:
            save_change(
                organisation, files(), seal, page.actor, page.now,
                table="mapping", name=name, **details,
            )  # fmt: skip
            sayings.append((sentence, {"name": name}))
            make_board(page, sayings)
    except Outdated as refusal:
        st.error(page.translator.message(refusal))
        st.session_state[f"seal {name}"] = seal_of(organisation.folder)
        return
    st.session_state.pop(f"seal {name}")
    st.rerun()


def make_board(
    page: Page, sayings: list[Said], texts: PolicyTexts | None = None
) -> None:
    """Make a build that knows the policy as it is now, and the days of `texts`."""
    forget_policies()
    home, organisation = installation(), page.desk.organisation
    try:
        if texts and (versions := texts.write_versions()):
            import_in_subprocess(home, organisation, [versions])
        else:
            build_in_subprocess(home, organisation)
    except PrivacyError as error:
        why = page.translator.message(error)
        sayings.append(("In force; the board follows at the next import. {why}",
                     {"why": why}))  # fmt: skip
