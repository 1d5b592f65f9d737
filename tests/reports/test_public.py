"""The page for everybody says what is released, and nothing else."""

import re

import pytest
from conftest import AS_OF

from privacy.contracts.roles import Role
from privacy.reports.html import write_html
from privacy.reports.paper import Grid
from privacy.reports.public import make_public_page, public_paper
from privacy.wording import withheld_word, write_value

ASKED = ("promises_by_area", "gallring_done", "requests_by_outcome", "requests_on_time")


@pytest.fixture(scope="module")
def desk(example):
    return example.desk(Role.MANAGER)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_number_on_it_is_a_released_one(desk, language):
    released = {withheld_word(language)}
    for name in ASKED:
        for row in desk.ask(f"released/{name}").records():
            released |= {write_value(value, language) for value in row.values()}
    paper = public_paper(desk, AS_OF, language)
    grids = [part for part in paper.parts if isinstance(part, Grid)]
    cells = {c for grid in grids for line in grid.lines for c in line[grid.words :]}
    assert len(grids) >= 2
    assert cells - released == set()


def test_a_withheld_figure_is_one_word_and_never_a_number(desk):
    rows = [
        row
        for name in ASKED[1:]
        for row in desk.ask(f"released/{name}").records()
        if row["is_withheld"]
    ]
    paper = public_paper(desk, AS_OF, "sv")
    cells = [
        c
        for part in paper.parts
        if isinstance(part, Grid)
        for line in part.lines
        for c in line
    ]
    assert cells.count(withheld_word("sv")) == len(rows)


def test_it_opens_no_register(desk, monkeypatch):
    request = []
    ask = type(desk).ask
    monkeypatch.setattr(
        type(desk),
        "ask",
        lambda self, name, **g: request.append(name) or ask(self, name, **g),
    )
    make_public_page(desk, AS_OF)
    assert all(name.startswith("released/") for name in request)


def test_it_is_one_file_in_its_language_that_asks_no_other_host(desk):
    for language in ("sv", "en"):
        html = make_public_page(desk, AS_OF, language).decode()
        assert f'<html lang="{language}">' in html
        assert not re.search(r"<script|https?://|src=", html)


def test_it_names_the_key_that_packs_are_signed_with(desk):
    html = write_html(public_paper(desk, AS_OF, "sv"))
    assert re.search(r"\b[0-9a-f]{64}\b", html)
