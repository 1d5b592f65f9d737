"""The first organisation of an installation, made from a form."""

import re
import unicodedata

import streamlit as st

from privacy.display.asking import forget_policies
from privacy.display.steps import answering, hold
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
            say("Short name for folders: a to z, digits, hyphens"),
            placeholder=say("made of the company's name when left empty"),
            autocomplete="off",
        )
        is_sent = hold(say("Begin"), is_form=True, is_first=True)
    if not is_sent:
        return
    text = (
        "A master key is made in {keys}. Copy that folder to a safe place apart from "
        "the data: without it nobody can open what is imported."
    )
    try:
        with answering(say("The board is made …")) as sayings:
            name = name.strip() or _short(title)
            new_policy(home.data, name, title, "privacy")
            organisation = home.organisation(name)
            forget_policies()
            home.keyring(organisation).master(make=True)
            sayings.append((text, {"keys": organisation.keys}))
            build_in_subprocess(home, organisation)
    except PrivacyError as error:
        st.error(translator.message(error))
        return
    st.rerun()


def _short(title: str) -> str:
    """A name of folders: "Exempel Försäkring AB" becomes exempel-forsakring.

    The form of the company at its end is left out.
    """
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore")
    words = re.findall(r"[a-z0-9]+", plain.decode())
    while len(words) > 1 and words[-1] in ("ab", "publ", "hb", "kb", "ltd", "inc"):
        words.pop()
    return "-".join(words)[:40].strip("-")
