"""A page for everybody: what is published already, for the company's own web site.

It asks as a manager may ask, so it can say nothing that is not released: which promises
are measured and kept, what was deleted in time, how requests ended and how many were
answered in time, since when.
"""

import datetime
from collections.abc import Sequence

from privacy.desk import Desk
from privacy.journal import Journal
from privacy.policy import policy_in_force
from privacy.reports.files import Row
from privacy.reports.html import write_html
from privacy.reports.manifest import noted_key
from privacy.reports.paper import Grid, Heading, Paper, Part, Text
from privacy.reports.sentences import day_of
from privacy.wording import name_column, name_period, say, withheld_word, write_value

_AREAS = ("area", "promises", "kept", "broken", "no_data", "to_attest")
_STATISTICS = (
    ("Deleted when their time was up", "gallring_done", "gallring_outcome", "records"),
    (
        "Requests received, by how they ended",
        "requests_by_outcome",
        "outcome",
        "requests",
    ),
    (
        "Requests received, by whether they were answered in time",
        "requests_on_time",
        "timeliness",
        "requests",
    ),
)
"""Heading, released statistic, its dimension and what is counted."""


def make_public_page(desk: Desk, as_of: datetime.date, language: str = "sv") -> bytes:
    """The page as one HTML file (UTF-8); `desk` is a manager's."""
    return write_html(public_paper(desk, as_of, language)).encode()


def public_paper(desk: Desk, as_of: datetime.date, language: str) -> Paper:
    """The page as data."""
    parts: list[Part] = [
        Text(
            say(
                "Our privacy policy is held against what our systems log. This is what "
                "is published of it; nobody can be traced in it.",
                language,
            )
        ),
        *_promises(desk, language),
    ]
    for title, name, dimension, measure in _STATISTICS:
        parts += _statistic(desk, language, title, name, dimension, measure)
    key = noted_key(Journal.of(desk.organisation))
    if key:
        parts += [
            Heading(say("To check what we hand over", language)),
            Text(
                say(
                    "Inspection packs of ours are signed (Ed25519) with the key {key}.",
                    language,
                    key=key,
                )
            ),
        ]
    return Paper(
        title=say("How we keep our privacy policy", language),
        subtitle=say("As of {day}", language, day=as_of),
        organisation=policy_in_force(desk.organisation.folder).title,
        language=language,
        as_of=as_of,
        foot=say(
            "A withheld figure rests on too few persons, or would give such a one "
            "away; it is never zero.",
            language,
        ),
        parts=parts,
    )


def _promises(desk: Desk, language: str) -> list[Part]:
    rows = desk.ask("released/promises_by_area").records()
    if not rows:
        return []
    lines = [[write_value(row[n], language, n) for n in _AREAS] for row in rows]
    heads = [name_column(name, language) for name in _AREAS]
    measured = max(day_of(row["measured_on"]) for row in rows)
    return [
        Heading(say("The promises of the policy", language)),
        Grid("", heads, lines),
        Text(say("Measured {day}.", language, day=measured), True),
    ]


def _statistic(
    desk: Desk, language: str, title: str, name: str, dimension: str, measure: str
) -> list[Part]:
    last = {
        row["release_id"]: day_of(row["last_on"])
        for row in desk.ask("released/releases").records()
    }
    rows: Sequence[Row] = desk.ask(f"released/{name}").records()
    if not rows:
        return []
    lines = [
        [
            name_period(day_of(row["month"]), last[row["release_id"]], language),
            write_value(row[dimension], language, dimension),
            withheld_word(language)
            if row[measure] is None and row["is_withheld"]
            else write_value(row[measure], language, measure),
        ]
        for row in rows
    ]
    since = min(day_of(row["month"]) for row in rows)
    return [
        Heading(say(title, language)),
        Grid(
            "",
            [
                say("Period", language),
                name_column(dimension, language),
                name_column(measure, language),
            ],
            lines,
            words=2,
        ),
        Text(say("Counted since {day}.", language, day=since), True),
    ]
