"""The audit of a release, and what another minimum of persons would cost; the DPO's."""

import datetime
from collections.abc import Iterator, Sequence
from html import escape

import streamlit as st

from privacy import releases
from privacy.display.asking import policy_of
from privacy.display.choices import choose
from privacy.display.links import link_to
from privacy.display.page import Page
from privacy.display.tables import Row, plain
from privacy.display.visitor import installation
from privacy.policy import Policy
from privacy.releases import Cost
from privacy.storage.rows import read_parts
from privacy.wording import name_period

_MINIMA = ("min_persons", "min_networks", "min_agents")


def show_damage(page: Page) -> None:
    """What of the releases is not as it was released, and is therefore not shown."""
    for fault in releases.damage(page.desk.organisation):
        st.error(page.translator.message(fault))


def show_certificate(page: Page, rows: Sequence[Row]) -> None:
    """What the audit of a release found of each of its statistics, in sentences."""
    for row in rows:
        certificate = " ".join(_certificate(page, row))
        name = page.translator.value(row["statistic"], "statistic")
        st.html(f"<p><b>{escape(name)}</b><br>{escape(certificate)}</p>")


def show_minimum(page: Page) -> None:
    """The minima in force, and the way to where one is changed."""
    policy = policy_of(page.desk.organisation)
    lines = [
        [
            f"{page.say(f'rule {name}')} ({name})",
            page.translator.value(policy.constant(name, page.as_of)),
            citation,
        ]
        for name in _MINIMA
        for citation in [_citation(policy, name, page.as_of)]
    ]
    heads = [page.say(head) for head in ("Rule", "Number", "Citation")]
    st.html(plain(heads, lines, page.say("Minima in force")))
    page.tell(
        "A changed minimum counts for releases made from that day on; what is released "
        "stays as it is."
    )
    href = escape(link_to("dpo/policy", {"part": "constant"}))
    label = escape(page.say("Change a minimum"))
    st.html(f'<a class="pd-go" href="{href}">{label}</a>')


def show_preview(page: Page) -> None:
    """Choose a release and see how many cells each minimum would withhold."""
    last_on = {
        (str(row["source"]), str(row["month"])): str(row["last_on"])
        for row in page.ask("released/releases").records()
    }
    sources = sorted({source for source, _ in last_on})
    if not sources:
        return
    places = st.columns(2)
    with places[0]:
        source = page.choose("of", "Source", sources, all_label=None)
    with places[1]:
        month = choose(
            page.translator,
            page.name,
            "from",
            "Period",
            sorted((m for s, m in last_on if s == source), reverse=True),
            all_label=None,
            written=lambda begins: name_period(
                datetime.date.fromisoformat(begins),
                datetime.date.fromisoformat(last_on[str(source), begins]),
                page.language,
            ),
        )
    if month is None or source is None:
        return
    if not st.button(page.say("Work out what each minimum would withhold")):
        return
    with st.spinner(page.say("Working it out")):
        costs = _costs(page, source, datetime.date.fromisoformat(month))
    if costs is None:
        st.info(page.say("The rows of this month are gone, as they should be."))
        return
    st.html(_table(page, costs))


def _certificate(page: Page, row: Row) -> Iterator[str]:
    if row["refused"] is not None:
        yield page.say(
            "Withheld whole: {reason}.", reason=page.translator.value(row["refused"])
        )
    yield page.say(
        "Cells: {cells}; withheld for their own sake: {first}, to protect others: "
        "{second}. A shown cell rests on at least {least} persons.",
        cells=page.translator.value(row["cells"]),
        first=page.translator.value(row["first_withheld"]),
        second=page.translator.value(row["second_withheld"]),
        least=row["min_persons"],
    )
    if row["narrowest"] is None:
        yield page.say("Nothing that is published narrows a withheld cell.")
    else:
        yield page.say(
            "The audit passed: from all that is published, the narrowest withheld cell "
            "still has {n} possible values.",
            n=row["narrowest"],
        )


def _citation(policy: Policy, name: str, on: datetime.date) -> str:
    rows = policy.on(on).table("constant")
    row = next(row for row in rows if row["name"] == name)
    return f"{row['citation']} ({row['valid_from']})"


def _costs(page: Page, source: str, month: datetime.date) -> list[Cost] | None:
    home, organisation = installation(), page.desk.organisation
    task = releases.preview_task(
        organisation,
        policy_of(organisation),
        read_parts(organisation),
        home.keyring(organisation),
        source=source,
        month=month,
        stamp=page.desk.build,
        as_of=page.as_of,
        master=home.master,
    )
    return None if task is None else releases.preview_minima(task)


def _table(page: Page, costs: list[Cost]) -> str:
    minima = sorted({cost.minimum for cost in costs})
    cost_of = {(cost.statistic, cost.minimum): cost for cost in costs}
    lines = []
    for statistic in sorted({cost.statistic for cost in costs}):
        cells = [_written(page, cost_of[statistic, minimum]) for minimum in minima]
        lines.append([page.translator.value(statistic, "statistic"), *cells])
    heads = [page.say("Statistic")]
    heads += [page.say("at least {n} persons", n=minimum) for minimum in minima]
    return plain(heads, lines, page.say("What each minimum would withhold"))


def _written(page: Page, cost: Cost) -> str:
    if cost.is_refused:
        return page.say("the whole table")
    given = {"withheld": cost.withheld, "cells": cost.cells}
    return page.say("{withheld} of {cells} cells", **given)
