"""The letters of a request: chosen, completed, copied or taken as a Word file."""

from functools import partial

import streamlit as st

from privacy.contracts.statuses import RequestStatus
from privacy.display import choices, downloads
from privacy.display.asking import policy_of
from privacy.display.naming import name_code
from privacy.display.page import Page
from privacy.display.tables import Row
from privacy.reports.letters import LETTERS, draft, letter_file, letters_for, warning
from privacy.wording import LANGUAGES, name_language, say, write_value

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


_NOW: dict[str, str] = {
    RequestStatus.OVERDUE: (
        "Answer today: the last day by law was {day}. Days late: {days}."
    ),
    RequestStatus.DUE_TODAY: "Answer today: it is the last day by law.",
    RequestStatus.DUE_SOON: "Answer by {day} at the latest. Days left: {days}.",
    RequestStatus.UNDER_WAY: "Answer by {day} at the latest. Days left: {days}.",
    RequestStatus.PAUSED: (
        "Remind the person. While you wait the last day moves; it is {day} now."
    ),
    RequestStatus.IMPOSSIBLE_DAYS: (
        "Correct the dates in the ticket system, and export it again."
    ),
    RequestStatus.NO_BASIS: (
        "State in the ticket system what is missing; export it again."
    ),
}
"""What is to be done now, by status."""


def show_to_do(page: Page, row: Row) -> None:
    """What is to be done about a request now, in a sentence."""
    page.lead(
        _NOW.get(str(row["status"]), "Nothing is left to do."),
        day=row["statutory_due_on"],
        days=abs(int(str(row["days_left"] or 0))),
    )


def show_letters(page: Page, row: Row) -> None:
    """Drafts of the letters that a request needs, with its dates; nothing is sent."""
    if not letters_for(row):
        return
    page.heading("Letters")
    page.tell("Drafts with the dates of this request. Nothing is sent from here.")
    kinds, languages = st.columns(2)
    with kinds:
        kind = choices.choose(
            page.translator,
            page.name,
            f"letter of {row['system']}",
            "Letter",
            letters_for(row),
            all_label="choose one",
            written=lambda kind: page.say(LETTERS[kind].title),
        )
    with languages:
        language = st.radio(
            page.say("Language of the letter"),
            LANGUAGES,
            index=LANGUAGES.index(page.language),
            format_func=name_language,
            horizontal=True,
            key=f"{page.name} language of the letter of {row['system']}",
        )
    if kind is None:
        return
    if late := warning(kind, row, page.as_of):
        st.warning(page.say(late, day=page.translator.value(row["statutory_due_on"])))
    reason = ""
    if LETTERS[kind].needs_reason:
        reason = st.text_area(
            page.say("The reason, as the person will read it"),
            key=f"{page.name} reason of {kind} of {row['system']}",
            max_chars=2000,
        )
    text = draft(
        kind,
        row,
        str(language),
        sender=policy_of(page.desk.organisation).title,
        written_on=page.as_of,
        reason=reason,
        kept=_records(page, row, str(language)) if LETTERS[kind].lists_records else (),
    )
    st.code(text, language=None, wrap_lines=True)
    if LETTERS[kind].needs_reason and not reason.strip():
        st.info(page.say("Write the reason before you send it."))
    downloads.offer(
        page,
        page.say("Letter as Word"),
        partial(letter_file, text),
        name="Letter",
        part=f"{page.say(LETTERS[kind].title)} {row['system']}",
        suffix="docx",
        mime=_DOCX,
        is_wide=False,
        query="dpo/requests",
    )


def _records(page: Page, row: Row, language: str) -> list[str]:
    """What is kept of a request for erasure, by which rule and until when."""
    erasures = page.listing("dpo/erasure_and_holds")
    lines = []
    for kept in erasures.only("request_id", str(row["request_id"])):
        rules = kept["keeping_rules"]
        names = rules if isinstance(rules, list) else []
        if not names:
            continue
        why = "; ".join(name_code(page, "rule_id", rule) or rule for rule in names)
        line = f"{write_value(kept['record_type'], language, 'record_type')}: {why}"
        if kept["grantable_on"] is not None:
            day = write_value(kept["grantable_on"], language)
            line += ". " + say("May be erased from {day}", language, day=day)
        lines.append(line)
    return lines
