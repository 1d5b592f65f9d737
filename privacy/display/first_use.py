"""What an empty installation says: what to export, from where, into which folder."""

import streamlit as st

from privacy.contracts.roles import Role
from privacy.display.asking import policy_of
from privacy.display.downloads import offer_file
from privacy.display.links import show_link
from privacy.display.page import Page
from privacy.display.steps import answering, hold
from privacy.display.translator import Translator
from privacy.display.visitor import installation
from privacy.errors import PrivacyError
from privacy.imports.mapping import columns_of, mappable
from privacy.operations.import_subprocess import import_in_subprocess
from privacy.storage.organisations import Organisation
from privacy.wording import sort_key, sv_or_en

_STEPS = (
    "1. Let the system make an export: a file as it always makes it, or the CSV below.",
    "2. Put the file into the folder of its source, below {folder}.",
    "3. Run `python -m privacy import`. It says of each file what was taken in.",
    "4. Load this page again.",
)


def show_next_steps(page: Page) -> None:
    """What a company that has just begun does next; nothing once both are done."""
    policy = policy_of(page.desk.organisation)
    has_exports = page.listing("dpo/files").total > 0
    if policy.table("promise") and has_exports:
        return
    page.heading("To begin")
    if not policy.table("promise"):
        page.tell(
            "Nothing is promised yet: read your published policy, and decide what "
            "each sentence promises."
        )
        show_link("dpo/reading", page.say("Paste your policy"), {})
    if not has_exports:
        page.tell(
            "No export has come yet; until one shows it, a promise is not measured."
        )
        show_link("dpo/imports", page.say("Drop exports"), {})


def _offer_board(translator: Translator, organisation: Organisation) -> None:
    """Make the first board of what lies among the exports, of nothing too."""
    st.markdown(
        translator.say("Read your policy and drop your exports here, in the browser.")
    )
    if hold(translator.say("Begin in the browser"), is_first=True):
        home = installation()
        try:
            with answering(translator.say("The board is made …")):
                import_in_subprocess(home, organisation, [])
        except PrivacyError as error:
            st.error(translator.message(error))
            return
        st.rerun()


def show_first_use(
    translator: Translator, organisation: Organisation, role: Role
) -> None:
    """Show how the first figures come about, and a template for each source."""
    st.info(translator.say("Nothing has been read yet, so there is nothing to show."))
    if role is Role.DPO:
        _offer_board(translator, organisation)
    st.header(translator.say("How to begin"), anchor=False)
    for step in _STEPS:
        st.markdown(translator.say(step, folder=f"`{organisation.exports}`"))
    st.header(translator.say("Templates"), anchor=False)
    st.markdown(
        translator.say(
            "Telephone and web logs are read as the systems write them. For the rest "
            "there is a CSV with these columns; one that you lack may be left out."
        )
    )
    titles = {
        str(row["source"]): str(row[f"title_{sv_or_en(translator.language)}"])
        for row in policy_of(organisation).table("source")
    }

    def title(source: str) -> str:
        return titles.get(source) or translator.value(source)

    sources = sorted(mappable(), key=lambda source: sort_key(title(source)))
    chosen = st.selectbox(
        translator.say("Source"),
        sources,
        format_func=lambda source: titles.get(source, translator.value(source)),
    )
    columns = columns_of(chosen)
    st.code(",".join(columns), language=None, wrap_lines=True)
    st.markdown(
        translator.say("Folder: {folder}", folder=f"`{organisation.exports / chosen}`")
    )
    offer_file(
        translator.say("Download the template"),
        lambda: ",".join(columns) + "\n",
        words=[organisation.id, title(chosen).casefold()],
        suffix="csv",
        is_wide=False,
    )
