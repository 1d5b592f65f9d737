"""The guide: how each role uses the dashboard, and what each of its figures means."""

import re
from html import escape

import streamlit as st

from privacy.contracts.roles import SEES_LINES
from privacy.display.asking import policy_of
from privacy.display.chapters import ADMINISTRATOR, CHAPTERS, LABELS, Chapter
from privacy.display.definitions import definitions_for
from privacy.display.links import show_link
from privacy.display.matching import find_named
from privacy.display.menu import pages_of
from privacy.display.page import Page
from privacy.display.paging import ROWS_A_PAGE, one_page
from privacy.display.style import State, badge
from privacy.display.tables import plain
from privacy.display.visitor import installation
from privacy.signin import read_provider
from privacy.wording import withheld_word

_MEANINGS: dict[State, tuple[str, str]] = {
    "bad": ("Act", "Late or wrong."),
    "soon": ("Soon", "Due soon, or waiting for you."),
    "unknown": ("Unclear", "Something is missing, and nothing is guessed."),
    "still": ("At rest", "Under way, or nothing to measure."),
    "well": ("In order", "As it should be."),
}
_CODE, _AS_CODE = re.compile(r"`([^`]+)`"), r"<code>\1</code>"
_QUOTED = {"sv": "”{}”", "en": "“{}”"}


def show_guide(page: Page) -> None:
    """The chapters of the reader's role, one below the other."""
    role = page.desk.role
    for chapter in CHAPTERS[role]:
        _show_chapter(page, chapter)
    page.heading("What the signs mean")
    st.html(f'<dl class="pd-defs">{_signs(page)}</dl>')
    home = installation()
    if role in SEES_LINES and read_provider(home) is None:
        _show_chapter(page, ADMINISTRATOR)


def show_definitions(page: Page) -> None:
    """Every figure that the role may ask for, as the queries themselves define it."""
    listed = definitions_for(page.desk.role, page.language)
    words = page.write("words", "Search the definitions")
    result = find_named(listed, words) if words.strip() else list(listed)
    if not result:
        st.info(page.say("Nothing was found. Try fewer words, or part of one."))
        return
    title = "What each figure means"
    heads = [page.say(head) for head in ("Figure", "Meaning", "Asked in")]
    lines = [
        [one.heading, one.about, ", ".join(one.queries)]
        for one in one_page(page.translator, page.name, title, result, ROWS_A_PAGE)
    ]
    st.html(plain(heads, lines, page.say(title)))


def _show_chapter(page: Page, chapter: Chapter) -> None:
    page.heading(chapter.title)
    given = _given(page)
    text = [escape(page.say(sentence, **given)) for sentence in chapter.sentences]
    items = "".join(f"<li>{_CODE.sub(_AS_CODE, one)}</li>" for one in text)
    kind = "ol" if chapter.is_in_order else "ul"
    st.html(f'<{kind} class="pd-steps">{items}</{kind}>')
    titles = pages_of(page.desk.role)
    for name in chapter.pages:
        show_link(name, page.say("Open {page}", page=page.say(titles[name])), {})


def _given(page: Page) -> dict[str, object]:
    """What the sentences name: labels as the screen says them, numbers, folders."""
    home, organisation = installation(), page.desk.organisation
    quoted = _QUOTED.get(page.language, "”{}”")
    fewest = policy_of(organisation).constant("min_persons", page.as_of)
    return {
        **{name: quoted.format(page.say(label)) for name, label in LABELS.items()},
        "fewest": page.translator.value(fewest),
        "exports_folder": organisation.exports,
        "key_folder": home.key_folder,
    }


def _signs(page: Page) -> str:
    """Each sign and what it stands for; those of states for a role that sees cases."""
    signs = []
    if page.desk.role in SEES_LINES:
        signs = [
            (badge(page.say(word), state), meaning)
            for state, (word, meaning) in _MEANINGS.items()
        ]
    signs += [
        (
            escape(withheld_word(page.language)),
            "A figure that is withheld; never zero.",
        ),
        (escape(page.translator.value(None)), "Unknown, or nothing to tell."),
        (escape(page.translator.value("*")), "All of that column together."),
    ]
    return "".join(
        f"<dt>{sign}</dt><dd>{escape(page.say(meaning))}</dd>"
        for sign, meaning in signs
    )
