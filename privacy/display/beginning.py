"""The first organisation of an installation, made from a form."""

import streamlit as st

from privacy.display.asking import forget_policies
from privacy.display.steps import say_next
from privacy.display.translator import Translator
from privacy.display.visitor import let_in
from privacy.errors import PrivacyError
from privacy.installation import Installation
from privacy.operations.import_subprocess import build_in_subprocess
from privacy.policy_reader import new_policy
from privacy.signin import read_provider


def show_beginning(home: Installation, translator: Translator) -> None:
    """Ask for the name of the first organisation, and make it with an empty board.

    Where people sign in the administrator begins it, who also says who may see it.
    """
    say = translator.say
    st.title(say("Begin with your company"), anchor=False)
    if read_provider(home) is not None:
        st.info(
            say("The administrator begins the first organisation: `privacy new ID`.")
        )
        return
    let_in(home, translator)
    st.markdown(
        say("Nothing is measured yet. What you promise comes from your own policy.")
    )
    with st.form("begin", border=False):
        title = st.text_input(say("The company's name"), autocomplete="organization")
        name = st.text_input(
            say("Short name for folders: a to z, digits, hyphens"), autocomplete="off"
        )
        is_sent = st.form_submit_button(say("Begin"), type="primary")
    if not is_sent:
        return
    with st.spinner(say("The board is made …")):
        try:
            new_policy(home.data, name.strip(), title, "privacy")
            organisation = home.organisation(name.strip())
            forget_policies()
            home.keyring(organisation).master(make=True)
            build_in_subprocess(home, organisation)
        except PrivacyError as error:
            st.error(str(error))
            return
    said = (
        "A master key is made in {keys}. Copy that folder to a safe place apart from "
        "the data: without it nobody can open what is imported."
    )
    say_next((said, {"keys": organisation.keys}))
    st.rerun()
