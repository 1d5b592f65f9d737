"""What the data protection officer hands on: a calendar of days, an inspection pack."""

from functools import partial

import streamlit as st

from privacy.display import choices, downloads
from privacy.display.asking import policy_of
from privacy.display.page import Page
from privacy.display.reading import show_parts
from privacy.display.visitor import installation
from privacy.operations.backup import signer
from privacy.operations.calendar import write_calendar
from privacy.reports.inspection_pack import make_pack
from privacy.reports.manifest import offered_periods
from privacy.reports.processing import FORMS, processing_paper, register_of


def offer_calendar(page: Page) -> None:
    """The last days of everything open as a calendar file, naming nobody."""

    def make() -> bytes:
        text = write_calendar(
            page.desk.ask("dpo/requests", **page.given_to("dpo/requests", {})),
            page.ask("dpo/incidents"),
            title=policy_of(page.desk.organisation).title,
            at=page.now,
            secret=installation().keyring(page.desk.organisation).signing(),
            language=page.language,
        )
        return text.encode()

    downloads.offer(
        page,
        page.say("Last days as a calendar file"),
        make,
        name="Last days as a calendar file",
        suffix="ics",
        is_wide=False,
        query="dpo/requests",
    )


def offer_inspection_pack(page: Page) -> None:
    """Promises, proofs, rules and certificates of a period in one signed zip."""
    organisation = page.desk.organisation
    home = installation()
    periods = {str(period): period for period in offered_periods(page.as_of)}
    chosen = choices.choose(
        page.translator,
        page.name,
        "period",
        "Period of the pack",
        [*periods],
        all_label=None,
    )
    period = periods[chosen] if chosen else None

    def make() -> bytes:
        return make_pack(
            page.desk,
            signer(home, organisation, page.now, page.actor),
            policy_of(organisation).title,
            page.as_of,
            period,
            page.language,
        )

    for entry in page.journal.entries("signing_key")[-1:]:
        page.cite(
            "The pack is signed with this installation’s own key, which entry {number} "
            "of the journal names: {key}. Publish it, so that anyone can see whose a "
            "pack is.",
            number=entry.number,
            key=entry.details["public"],
        )
    downloads.offer(
        page,
        page.say("Inspection pack as zip"),
        make,
        name="Inspection pack",
        suffix="zip",
        is_wide=False,
        query="inspection",
    )


def offer_processing(page: Page) -> None:
    """The register of processing (GDPR art. 30), once an export says what is done."""
    if not page.ask("register/activities").rows:
        return
    page.heading("Register of processing")
    page.tell(
        "What is declared of each activity, beside what the exports show, and where "
        "the two disagree (GDPR art. 30)."
    )
    with st.container(horizontal=True, gap="small"):
        for ending, label in (
            (".docx", "Register as Word"),
            (".csv", "Register for Excel"),
        ):
            downloads.offer(
                page,
                page.say(label),
                partial(_register_as, page, ending),
                name="Register of processing",
                suffix=ending[1:],
                is_wide=False,
                query="processing",
            )
    register = register_of(page.desk, page.as_of)
    with st.expander(page.say("Read the register")):
        show_parts(page.translator, processing_paper(register, page.language).parts)


def _register_as(page: Page, ending: str) -> bytes:
    return FORMS[ending](register_of(page.desk, page.as_of), page.language)
