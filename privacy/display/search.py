"""Finding anything: one field on every page, and the page of what it finds."""

import streamlit as st

from privacy.display.choices import choose
from privacy.display.definitions import FINDABLE
from privacy.display.links import go, show_link, unmarked
from privacy.display.matching import SearchItem, find_named
from privacy.display.menu import SEARCH
from privacy.display.page import Page
from privacy.display.search_items import REQUESTS, find_requests, search_items_of
from privacy.display.translator import Translator
from privacy.display.visitor import note_view

_MOST_CHARACTERS = 100
_FEW, _MANY = 6, 100
"""How many of a group are shown beside others, and how many of it alone."""
_LONG = 140
_CODED = ("Promises", "Rules")
"""Groups whose names are codes: what each is about stands first."""


def show_field(translator: Translator) -> None:
    """The field above every page; Enter opens the page of results.

    Its words stand in the address, so in the history of this browser, and nowhere
    else: the server writes no addresses down, and the journal no searches.
    """
    with (
        st.form("find", clear_on_submit=True, border=False),
        st.container(
            horizontal=True, horizontal_alignment="right", wrap=False, gap="small"
        ),
    ):
        words = st.text_input(
            translator.say("Search the dashboard"),
            placeholder=translator.say("Search the dashboard"),
            label_visibility="collapsed",
            key="looked_for",
            max_chars=_MOST_CHARACTERS,
            autocomplete="off",
            width=320,
        )
        is_asked = st.form_submit_button(translator.say("Search"))
    if is_asked:
        query = words.strip()
        go(SEARCH, {"q": query} if query else {})


def show_found(page: Page, words: str) -> None:
    """What is found by some words, group by group, each a link."""
    sees_lines = page.may_ask(FINDABLE)
    if sees_lines:
        note_view(page.desk.organisation, page.actor, page.name)
    if not words.strip():
        page.tell(
            "Requests, promises, systems, kinds of record and rules by number or "
            "name; statistics, definitions and pages by their words."
            if sees_lines
            else "Statistics, definitions and pages by their words."
        )
        return
    items = search_items_of(page)
    result = find_named(items, words)
    requests, many = find_requests(page, words)
    groups = [*dict.fromkeys([items[0].group, REQUESTS, *(i.group for i in items)])]
    by_group = {
        group: [item for item in result if item.group == group] for group in groups
    } | {REQUESTS: requests}
    numbers = {group: len(hits) for group, hits in by_group.items()}
    numbers[REQUESTS] = many
    hit = [group for group in groups if by_group[group]]
    if len(hit) > 1:
        chosen = choose(
            page.translator,
            page.name,
            "group",
            "Show",
            hit,
            all_label="all",
            written=page.say,
        )
        hit = [chosen] if chosen else hit
    if not hit:
        st.info(page.say("Nothing was found. Try fewer words, or part of one."))
    most = _FEW if len(hit) > 1 else _MANY
    for group in hit:
        _show_group(page, group, by_group[group][:most], numbers[group])
    if sees_lines:
        page.cite("Numbers of records are looked for on the page Due for gallring:")
        show_link("dpo/gallring", page.say("Look among the records"), {"words": words})


def _show_group(page: Page, group: str, items: list[SearchItem], many: int) -> None:
    page.heading("{group} ({number})", group=page.say(group), number=many)
    for item in items:
        name, about = unmarked(item.name), unmarked(_short(item.about))
        if about and group in _CODED:  # names before codes
            name, about = about, name
        label = f"**{name}** · {about}" if about else f"**{name}**"
        show_link(item.page, label, item.choices)
    if many > len(items):
        page.cite("{number} more.", number=page.translator.value(many - len(items)))


def _short(text: str) -> str:
    if len(text) <= _LONG:
        return text
    return text[:_LONG].rsplit(" ", 1)[0] + " …"
