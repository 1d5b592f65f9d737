"""A table on a narrow screen and on paper: nothing is cut, hidden or said twice."""

import datetime

import pytest

from privacy.contracts import Column, Contract
from privacy.display.style import style_sheet
from privacy.display.tables import Layout, plain, table
from privacy.display.translator import Translator
from tests.browser.served import ROOT

SWEDISH = Translator("sv")
CODE = "a_code_that_is_much_too_long_to_stand_in_one_line_of_a_telephone"
KINDS = {
    "check_name": "varchar",
    "status": "varchar",
    "found": "bigint",
    "since_on": "date",
    "remedy": "varchar",
}
COLUMNS = tuple(Column(name, kind, "-", name) for name, kind in KINDS.items())
CONTRACT = Contract("dpo/things", "", "", ("dpo",), (), (), COLUMNS, {}, "")
ROWS = [
    dict(zip(KINDS, values, strict=True))
    for values in (
        (CODE, "Försenad", 7, datetime.date(2026, 1, 2), "Gallra den. " * 9),
        ("kort", "Besvarad i tid", 0, None, None),
    )
]
TABLE = table(SWEDISH, CONTRACT, ROWS, list(KINDS), Layout("Saker", sort=str))
LOOK = (
    "cell => { const { top, height, right } = cell.getBoundingClientRect();"
    " const before = getComputedStyle(cell, '::before').content;"
    " return { top, height, right, label: before === 'none' ? '' : before,"
    " shown: getComputedStyle(cell).display !== 'none' }; }"
)


@pytest.fixture
def shown(chromium):
    """Shows HTML at a width, perhaps as it is printed; answers with the page."""
    page = chromium.new_page()

    def show(html, width, media="screen"):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media=media)
        page.set_content(
            f"<html lang=sv><body style='margin:0'>{style_sheet()}{html}</body></html>"
        )
        return page

    yield show
    page.close()


def cells(page, row):
    listed = page.locator(f"tbody tr:nth-child({row}) > *").all()
    return [cell.evaluate(LOOK) for cell in listed]


def test_a_row_is_a_line_where_there_is_room(shown):
    looks = cells(shown(TABLE, 1440), 1)
    assert len({look["top"] for look in looks}) == 1
    assert all(look["label"] == "" for look in looks)


def test_a_row_is_a_card_on_a_narrow_screen_and_each_figure_says_what_it_is(shown):
    page = shown(TABLE, 390)
    first, status, number, day, remedy = cells(page, 1)
    assert first["top"] < status["top"] < remedy["top"]
    labels = [look["label"] for look in (number, day, remedy)]
    assert labels == ['"Funnet"', '"Sedan"', '"Åtgärd"']
    assert first["label"] == status["label"] == ""  # a title, and a sign with its word
    assert number["top"] == day["top"], "short ones stand beside each other"
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


def test_a_card_hides_what_is_empty_and_nothing_that_is_0(shown):
    _, status, number, day, remedy = cells(shown(TABLE, 390), 2)
    assert status["shown"]
    assert number["shown"]
    assert not day["shown"]
    assert not remedy["shown"]


def test_three_columns_and_short_numbers_stay_a_table_on_a_narrow_screen(shown):
    heads, line = ["Månad", "sökord", "telefonväxel", "webbserver"], ["2026-11", *"123"]
    looks = cells(shown(plain(heads, [line], "Månader", slim=5), 390), 1)
    assert len({look["top"] for look in looks}) == 1
    looks = cells(shown(plain(heads, [line], "Månader"), 390), 1)
    assert len({look["top"] for look in looks}) > 1


def test_paper_has_every_column_and_no_day_in_two_lines(shown):
    """718 px are an A4 page within its margins."""
    page = shown(TABLE, 718, "print")
    looks = cells(page, 1)
    assert all(look["right"] <= 718 for look in looks)
    lines = page.locator("td.pd-short").first.evaluate(
        "cell => { const range = document.createRange();"
        " range.selectNodeContents(cell); return range.getClientRects().length; }"
    )
    assert lines == 1


CLICKED = """
<div data-testid="stPagination">1 2 3</div>
<p class="pd-bar">tillbaka</p>
<p class="pd-quiet"><a class="pd-stay" href="?">Fler kolumner</a></p>
<div data-testid="stExpander"><details><summary>Siffror</summary>.</details></div>
<details class="pd-fold"><summary>Definitioner</summary>.</details>
"""
KEPT = """
<p class="pd-quiet">Rad 1 till 25 av 80.</p>
<div data-testid="stExpander"><details open><summary>Siffror</summary>.</details></div>
<details class="pd-fold" open><summary>Definitioner</summary>.</details>
"""


def test_what_is_clicked_is_not_printed_and_which_rows_these_are_is(shown):
    tops = "body > :not(style)"
    screen = shown(CLICKED + KEPT, 718).locator(tops)
    assert all(part.is_visible() for part in screen.all())
    paper = shown(CLICKED, 718, "print").locator(tops)
    assert not any(part.is_visible() for part in paper.all())
    paper = shown(KEPT, 718, "print").locator(tops)
    assert all(part.is_visible() for part in paper.all())


LONG = [{**ROWS[0], "check_name": f"nummer-{n}"} for n in range(8)]
FOLDED = (
    table(SWEDISH, CONTRACT, LONG, list(KINDS), Layout("Saker"))
    + '<p class="pd-more pd-more-3"><button data-act="more">Visa 5 till</button></p>'
)


def test_a_long_list_of_cards_is_folded_on_a_narrow_screen_and_opens(shown):
    page = shown(FOLDED, 390)
    page.add_script_tag(path=ROOT / "privacy" / "server" / "links.js")
    rows = page.locator("tbody tr")
    assert [row.is_visible() for row in rows.all()] == [True] * 3 + [False] * 5
    page.get_by_role("button", name="Visa 5 till").click()
    assert all(row.is_visible() for row in rows.all())
    assert "nummer-3" in page.evaluate("document.activeElement.textContent")


@pytest.mark.parametrize(("width", "media"), [(1440, "screen"), (718, "print")])
def test_where_there_is_room_no_list_is_folded(shown, width, media):
    page = shown(FOLDED, width, media)
    page.add_script_tag(path=ROOT / "privacy" / "server" / "links.js")
    assert all(row.is_visible() for row in page.locator("tbody tr").all())
    assert not page.get_by_role("button", name="Visa 5 till").is_visible()
