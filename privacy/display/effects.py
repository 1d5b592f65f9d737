"""What a change of the policy would do, on screen."""

import streamlit as st

from privacy.display.page import Page
from privacy.operations.policy_changes import Effect

_MOST = 50


def show_effect(page: Page, effect: Effect) -> None:
    """Totals before and after, and every kind of record and promise that differs."""
    page.heading("What it would do")
    page.tell(
        "As of {day}, by what was imported and every rule and check.", day=effect.on
    )
    figures = (
        ("Records due for gallring", effect.due),
        ("Promises kept", effect.kept),
        ("Promises broken", effect.broken),
        ("Promises not measured", effect.not_measured),
    )
    before, after = page.say("Before the change"), page.say("After the change")
    st.table(
        [
            {
                page.say("What is counted"): page.say(label),
                before: page.translator.value(pair[0]),
                after: page.translator.value(pair[1]),
            }
            for label, pair in figures
        ]
    )
    if not effect.records and not effect.promises:
        page.tell("No record and no promise would stand otherwise on that day.")
    if effect.records:
        st.table(
            [
                {
                    page.translator.column("system"): one.system,
                    page.translator.column("record_type"): one.record_type,
                    page.translator.column("status"): page.translator.value(one.status),
                    before: page.translator.value(one.before),
                    after: page.translator.value(one.after),
                }
                for one in effect.records[:_MOST]
            ]
        )
    if effect.promises:
        st.table(
            [
                {
                    page.say("The policy's words"): one.quote,
                    page.say("Promise"): one.promise_id,
                    before: _status(page, one.before),
                    after: _status(page, one.after),
                }
                for one in effect.promises[:_MOST]
            ]
        )
    more = max(len(effect.records), len(effect.promises)) - _MOST
    if more > 0:
        page.tell("{n} more rows are not listed here.", n=more)


def _status(page: Page, status: str | None) -> str:
    return page.translator.value(status) if status else "–"
