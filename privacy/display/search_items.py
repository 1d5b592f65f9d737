"""Everything that a role can find: pages, cases, rules, statistics and definitions."""

from collections.abc import Iterator

import streamlit as st

from privacy.contracts import read_contract
from privacy.display.asking import KEPT_SECONDS
from privacy.display.definitions import FINDABLE, definitions_for
from privacy.display.matching import SearchItem, ready
from privacy.display.menu import GUIDE, WORDS, pages_of
from privacy.display.page import Page
from privacy.wording import LANGUAGES, define, say, write_value

_GROUPS = {
    "request": "Requests",
    "promise": "Promises",
    "system": "Systems",
    "record_type": "Kinds of record",
    "rule": "Rules",
}
_OPENED_BY = {
    "request": ("dpo/requests", ("words", "request_id")),
    "promise": ("dpo/promises", ("words", "promise_id")),
    "system": ("dpo/systems", ("words",)),
    "record_type": ("dpo/gallring", ("record_type",)),
    "rule": ("dpo/gallring", ("deciding_rule", "rule_id")),
}
"""The page that shows each kind of thing, and the choices that its key is put in."""


def search_items_of(page: Page) -> list[SearchItem]:
    """What the role of a page can find, made once for each build and day."""
    organisation, role = page.desk.organisation, str(page.desk.role)
    day = page.as_of.isoformat()
    return _made(
        page, role, str(organisation.folder), page.desk.build, day, page.language
    )


@st.cache_resource(max_entries=24, ttl=KEPT_SECONDS, show_spinner=False)
def _made(
    _page: Page, role: str, folder: str, build: str, day: str, language: str
) -> list[SearchItem]:
    made = [*_pages(_page)]
    if _page.may_ask(FINDABLE):
        made += _lines(_page)
    return [*made, *_statistics(_page), *_areas(_page), *_definitions(_page)]


def _pages(page: Page) -> Iterator[SearchItem]:
    """Pages, by their titles and by what they are about, in every language."""
    for name, title in pages_of(page.desk.role).items():
        titles = [say(title, language) for language in LANGUAGES]
        about = [say(WORDS[name], language) for language in LANGUAGES]
        yield SearchItem(
            "Pages",
            page.say(title),
            page.say(WORDS[name]),
            name,
            {},
            ready(*titles, *about),
        )


def _lines(page: Page) -> Iterator[SearchItem]:
    """What has a name or a number in the register and the policy."""
    for row in page.ask(FINDABLE).records():
        kind, key = str(row["kind"]), str(row["key"])
        opened, names = _OPENED_BY[kind]
        column = "right_used" if kind == "request" else "quote"
        about = [
            write_value(
                row.get(f"about_{language}", row["about_en"]) or "", language, column
            )
            for language in LANGUAGES
        ]
        yield SearchItem(
            _GROUPS[kind],
            key,
            about[LANGUAGES.index(page.language)],
            opened,
            dict.fromkeys(names, key),
            ready(key, *about, row["words"]),
        )


def _statistics(page: Page) -> Iterator[SearchItem]:
    """Statistics of which a month has been released, and their files."""
    released = page.ask("released/releases").column("statistic")
    for name in sorted({str(one) for one in released}):
        statistic = read_contract(f"statistics/{name}")
        what, [shown_on] = statistic.what, statistic.said["Page"]
        titles = [write_value(name, language, "statistic") for language in LANGUAGES]
        means = [define(what, language) for language in LANGUAGES]
        title, mean = (
            page.translator.value(name, "statistic"),
            page.translator.define(what),
        )
        text = ready(*titles, *means)
        yield SearchItem("Statistics", title, mean, shown_on, {}, text)
        chosen = {"statistic": name}
        yield SearchItem("Files", title, mean, "released/downloads", chosen, text)


def _areas(page: Page) -> Iterator[SearchItem]:
    """What the promises are about."""
    for area in page.ask("released/promises_by_area").column("area"):
        named = str(area)
        about = page.say("Promises in numbers")
        shown_on = "released/promises_in_numbers"
        yield SearchItem("Areas of promises", named, about, shown_on, {}, ready(named))


def _definitions(page: Page) -> Iterator[SearchItem]:
    """Each figure once, as the headers of the queries define it."""
    for one in definitions_for(page.desk.role, page.language):
        chosen = {"words": one.name}
        yield SearchItem("Definitions", one.name, one.about, GUIDE, chosen, one.text)
