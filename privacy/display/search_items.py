"""Everything that a role can find: pages, cases, rules, statistics and definitions."""

from collections.abc import Iterator

import streamlit as st

from privacy.contracts import Chosen, Named, Rows, Values, read_contract
from privacy.display.asking import KEPT_SECONDS
from privacy.display.definitions import FINDABLE, definitions_for
from privacy.display.matching import SearchItem, looked_for, ready
from privacy.display.menu import GUIDE, WORDS, pages_of
from privacy.display.page import Page
from privacy.wording import LANGUAGES, define, say, write_value

REQUESTS = "Requests"
_MOST_REQUESTS = 100
_GROUPS = {
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


def find_requests(page: Page, words: str) -> tuple[list[SearchItem], int]:
    """The first requests that are meant by some words, and how many are.

    There may be a hundred thousand: the engine looks, and its answer is not kept.
    """
    wanted = looked_for(words)
    if not wanted or not page.may_ask(FINDABLE):
        return [], 0
    listed = page.ask_part("dpo/request_list", Values(("right_used",)), {}).rows
    rights = [str(value) for _, value in listed]
    part = Named(
        wanted,
        Chosen(values=(("kind", "request"),)),
        name="key",
        searched=("about_sv", "key", "words"),
        meanings=tuple((right, " ".join(_abouts(right))) for right in rights),
        most=_MOST_REQUESTS,
    )
    rows = page.desk.ask_part(FINDABLE, part, as_of=page.as_of).records()
    own = LANGUAGES.index(page.language)
    items = []
    for row in rows:
        opened, names = _OPENED_BY["request"]
        key, about = str(row["key"]), _abouts(row["about_sv"])[own]
        chosen = dict.fromkeys(names, key)
        items.append(SearchItem(REQUESTS, key, about, opened, chosen, ready()))
    return items, int(str(rows[0]["many"])) if rows else 0


def _abouts(right: object) -> list[str]:
    """A right in every language."""
    return [write_value(right or "", one, "right_used") for one in LANGUAGES]


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
    """What has a name in the register and the policy, requests apart."""
    parts = [Rows(Chosen(values=(("kind", kind),))) for kind in _GROUPS]
    answers = [page.ask_part(FINDABLE, part, {}) for part in parts]
    for row in (row for answer in answers for row in answer.records()):
        kind, key = str(row["kind"]), str(row["key"])
        opened, names = _OPENED_BY[kind]
        about = [
            write_value(
                row.get(f"about_{language}", row["about_en"]) or "", language, "quote"
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
        what, [shown_on] = statistic.what, statistic.header["Page"]
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
