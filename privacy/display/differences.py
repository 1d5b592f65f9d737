"""What differs in a list since an earlier import: badges, a filter, what is gone.

A query that is such a list says so in its header:

    -- Changes: list | columns that identify a row

`dpo/thing_states` says how each thing of the list stands, and `dpo/changed_things`
compares it with what an earlier import kept.
"""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

import streamlit as st

from privacy.contracts import Contract
from privacy.display import choices
from privacy.display.links import link_to
from privacy.display.naming import name_code
from privacy.display.page_context import PageContext
from privacy.display.tables import Row

BETWEEN = "\x1f"
"""Stands between the parts of a key."""
_MOST_NAMED = 5
_KINDS = ("new", "worse", "better", "rule")
_BADGES = {"new": "new", "worse": "worse", "better": "better", "rule": "rule changed"}
_COUNTED = {
    "new": "{number} new",
    "worse": "{number} worse",
    "better": "{number} better or done",
    "rule": "{number} by another rule",
}
_ONE = {"new": "1 new", "better": "1 better or done"}
"""The same of a single thing, where a language writes it otherwise."""

_LISTS = {
    "requests": ("dpo/requests", "Requests"),
    "incidents": ("dpo/incidents", "Incidents"),
    "records": ("dpo/gallring", "Due for gallring"),
    "holds": ("dpo/holds", "Holds"),
    "promises": ("dpo/promises", "Promises"),
    "findings": ("dpo/findings", "Findings"),
    "systems": ("dpo/systems", "Systems"),
    "files": ("dpo/imports", "Import"),
}
"""The page of each list, and its title."""


@dataclass(frozen=True)
class Differences:
    """What differs in one list, and which part of it the reader has chosen."""

    columns: Sequence[str] = ()
    changes: Mapping[str, str] = field(default_factory=dict)
    """The change of each thing, by its key."""
    chosen: str | None = None

    def of(self, row: Mapping[str, object]) -> str | None:
        """The badge of a row, in English; None where nothing differs."""
        change = self.changes.get(self._key(row))
        return None if change is None else _BADGES[change]

    def keep(self, rows: Sequence[Row]) -> list[Row]:
        """The rows of the chosen change; all without one."""
        if self.chosen is None:
            return list(rows)
        return [row for row in rows if self.changes.get(self._key(row)) == self.chosen]

    @property
    def keys(self) -> list[str] | None:
        """The keys of what was chosen; None for all."""
        if self.chosen is None:
            return None
        return [key for key, change in self.changes.items() if change == self.chosen]

    def _key(self, row: Mapping[str, object]) -> str:
        return BETWEEN.join(str(row[c]) for c in self.columns if row[c] is not None)


def show_differences(page: PageContext, contract: Contract) -> Differences:
    """Say what differs in a list and let the reader choose since when, and what.

    Nothing is said of a list that is not followed, or before a second day's import.
    """
    if contract.followed is None:
        return Differences()
    listed, names = contract.followed
    days, first, kept_on = _days(page)
    if not days:
        return Differences(names)
    with st.container(key=f"filters of changes {contract.name}"):
        places = st.columns([1, 1, 2], vertical_alignment="bottom")
    with places[0]:
        since = choices.choose(
            page.translator,
            page.name,
            "since",
            "Compared with the import of",
            sorted(days, key=lambda day: (day != first, -_number(day))),
            all_label=None,
            written=lambda day: (
                page.say("{day} (your last visit)", day=day) if day == first else day
            ),
        )
    given = {"list": listed, "since": since, "kept_on": kept_on}
    rows = page.ask("dpo/changed_things", **given).records()
    with places[1]:
        chosen = choices.choose(
            page.translator,
            page.name,
            "change",
            "Changes",
            _KINDS,
            all_label="all",
            written=lambda kind: page.say(_BADGES[kind]),
        )
    with places[2]:
        st.html(f'<p class="pd-quiet">{escape(_summary(page, rows, names))}</p>')
    changes = {str(row["thing_id"]): str(row["change"]) for row in rows}
    differences = Differences(names, changes, chosen)
    page.badges[contract.name] = differences.of
    return differences


def show_news(page: PageContext) -> None:
    """Say in a line for each list what differs in it, each a link to exactly that."""
    days, first, kept_on = _days(page)
    if not days:
        return
    since = first or days[0]
    given = {"list": None, "since": since, "kept_on": kept_on}
    rows = page.ask("dpo/changes_by_list", **given).records()
    counts = {(str(r["list"]), str(r["change"])): r["things"] for r in rows}
    parts = []
    for listed, (name, title) in _LISTS.items():
        heading = escape(page.say(title))
        links = [
            f'<a class="pd-go" href="{escape(_address(name, since, kind))}">'
            f'<span class="pd-hidden">{heading}: </span>'
            f"{escape(_count(page, kind, number))}</a>"
            for kind in _KINDS
            if (number := counts.get((listed, kind)))
        ]
        if links:
            parts.append(f'<br><span aria-hidden="true">{heading}:</span> ')
            parts.append(", ".join(links))
    news = "".join(parts) or escape(page.say("Nothing differs since then."))
    head = page.say("Since the import of {day}:", day=since)
    st.html(f'<p class="pd-quiet">{escape(head)} {news}</p>')


def _address(name: str, since: str, kind: str) -> str:
    return link_to(name, {"since": since, "change": kind})


def _count(page: PageContext, kind: str, number: object) -> str:
    if number == 1 and kind in _ONE:
        return page.say(_ONE[kind])
    return page.say(_COUNTED[kind], number=page.translator.value(number))


def _days(page: PageContext) -> tuple[list[str], str | None, object]:
    """The days a list can be compared with, newest first; that of the last visit.

    And the day of the newest states that are kept, or None.
    """
    rows = page.ask("dpo/compared_days").records()
    days = [str(row["import_on"]) for row in rows]
    visited = _last_visit(page) if days else None
    first = next((day for day in days if visited and day <= visited), None)
    return days, first, rows[0]["kept_on"] if rows else None


def _summary(page: PageContext, rows: Sequence[Row], columns: Sequence[str]) -> str:
    if not rows:
        return page.say("Nothing differs since then.")
    counts = Counter(str(row["change"]) for row in rows)
    parts = [_count(page, kind, counts[kind]) for kind in _KINDS if counts[kind]]
    sentence = ", ".join(parts)
    gone = [str(row["thing_id"]) for row in rows if row["now"] is None]
    if gone:
        named = [_name(page, key, columns[-1]) for key in gone[:_MOST_NAMED]]
        if len(gone) > _MOST_NAMED:
            more = page.translator.value(len(gone) - _MOST_NAMED)
            named.append(page.say("{number} more", number=more))
        sentence += ". " + page.say("No longer listed: {names}", names=", ".join(named))
    return f"{sentence}."


def _name(page: PageContext, key: str, column: str) -> str:
    code = key.split(BETWEEN)[-1]
    if column == "file_id":
        return code[:8]
    return name_code(page, column, code) or code


def _last_visit(page: PageContext) -> str | None:
    """The last day before today on which the reader opened a page or marked tasks."""
    known = f"visited {page.desk.organisation.id} {page.as_of}"
    if known not in st.session_state:
        days = [
            _day(entry.at, page.now)
            for entry in page.journal.entries("seen", "viewed")
            if entry.actor == page.actor
        ]
        earlier = [day for day in days if day < page.as_of.isoformat()]
        st.session_state[known] = max(earlier, default=None)
    visited = st.session_state[known]
    return None if visited is None else str(visited)


def _day(at: str, now: datetime.datetime) -> str:
    instant = datetime.datetime.fromisoformat(at).astimezone(now.tzinfo)
    return instant.date().isoformat()


def _number(day: str) -> int:
    return int(day.replace("-", ""))
