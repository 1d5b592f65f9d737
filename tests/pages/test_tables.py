"""Tables: sorted by a click on a head, as wide as the page, names before codes."""

import datetime

import pytest
from pages.opening import opened

from privacy.contracts import Column, Contract
from privacy.contracts.roles import Role
from privacy.display.tables import Layout, calendar, plain, sort_rows, table
from privacy.display.translator import Translator

SWEDISH = Translator("sv")
DAY = datetime.date
CONTRACT = Contract(
    name="dpo/things",
    what="Things.",
    grain="one thing",
    roles=("dpo",),
    reads=(),
    params=(),
    header={},
    sql="",
    columns=(
        Column("check_name", "varchar", "-", "the check"),
        Column("status", "varchar", "-", "how it stands"),
        Column("found", "bigint", "-", "how many"),
        Column("since_on", "date", "-", "since when"),
    ),
)


def row(name, status, result, since_on):
    return dict(
        zip(
            ("check_name", "status", "found", "since_on"),
            (name, status, result, since_on),
            strict=True,
        )
    )


ROWS = [
    row("ö", "Besvarad i tid", 2, DAY(2026, 1, 2)),
    row("a", "Försenad", None, DAY(2026, 1, 1)),
    row("z", "Förfaller snart", 10, None),
]


@pytest.mark.parametrize(
    ("by", "first"),
    [
        ("check_name", "a z ö"),
        ("-check_name", "ö z a"),
        ("status", "a z ö"),
        ("found", "ö z a"),
        ("-found", "z ö a"),
        ("since_on", "a ö z"),
        ("-since_on", "ö a z"),
    ],
)
def test_rows_are_sorted_as_their_reader_sorts_and_unknown_stands_last(by, first):
    result = sort_rows(SWEDISH, CONTRACT, ROWS, by)
    assert [one["check_name"] for one in result] == first.split()


def test_a_total_stands_first_however_its_table_is_sorted():
    total = row("*", "*", 1, None)
    assert sort_rows(SWEDISH, CONTRACT, [*ROWS, total], "-found")[0] == total


def test_a_head_says_how_its_table_is_sorted_and_leads_on():
    layout = Layout("Things", sort=lambda wanted: f"?by={wanted}", sorted_by="found")
    written = table(SWEDISH, CONTRACT, ROWS, ["check_name", "found"], layout)
    assert (
        'aria-sort="ascending"><a class="pd-go pd-stay" href="?by=-found">' in written
    )
    assert 'aria-sort="none"><a class="pd-go pd-stay" href="?by=check_name">' in written


def test_a_code_stands_below_its_name_and_a_cell_says_its_column():
    layout = Layout(
        "Things",
        names=lambda column, code: "Namn" if column == "check_name" else None,
        beneath=["since_on"],
    )
    written = table(SWEDISH, CONTRACT, ROWS[:1], ["check_name", "found"], layout)
    assert 'data-label="Kontroll">Namn<small class="pd-code">ö</small>' in written
    assert 'class="pd-beneath"><td colspan="2">' in written


def test_a_page_sorts_its_table_by_what_the_address_says(home):
    page = opened(home, "dpo/requests", Role.DPO, "sv")
    before = html(page)
    page.query_params["sort-requests"] = "-received_on"
    after = html(page.run())
    assert not page.exception
    assert before != after
    assert 'aria-sort="descending"' not in before
    page.query_params["columns-requests"] = "all"
    assert "pd-beneath" in html(page.run())


def html(page):
    return "".join(part.proto.body for part in page.get("html"))


@pytest.mark.parametrize(
    ("language", "word"), [("sv", "inte mätt"), ("en", "not measured")]
)
def test_what_is_not_measured_is_grey_and_has_no_tick(language, word):
    rows = [row("a", status, None, None) for status in ("no_data", "kept")]
    written = table(
        Translator(language), CONTRACT, rows, ["check_name", "status"], Layout("")
    )
    of_no_data, of_kept = written.split("<tr>")[2:]
    assert 'class="pd-state pd-unknown"' in of_no_data
    assert f"</span> {word}</span>" in of_no_data
    assert "✓" not in of_no_data
    assert "✓" in of_kept


def test_a_part_of_the_whole_is_written_in_per_cent():
    """As a number of at most one decimal 0.98 would read 1, which is all of them."""
    assert SWEDISH.cell({"value": 0.983, "unit": "andel"}, "value") == "98,3\u00a0%"
    assert SWEDISH.cell({"value": None, "unit": "andel"}, "value") == "–"
    assert SWEDISH.cell({"value": 16.0, "unit": "dagar"}, "value") == "16"


def test_the_rows_of_a_calendar_stand_to_the_right_as_numbers_do():
    rows = [{"source": "web", "month": "2026-10-01", "rows": 978}]
    html = calendar(SWEDISH, rows, "Månader")
    assert '<th scope="col" class="pd-number">' in html
    assert '<td class="pd-number"' in html


@pytest.mark.parametrize(
    ("lines", "is_cards"),
    [
        ([["short", "short"], ["long " * 9, "short"]], False),
        ([["long " * 9, "short"], ["short", "long " * 9]], True),
        ([["short", "long " * 9], ["short", "long " * 9]], False),
    ],
)
def test_two_columns_of_long_text_are_cards_on_a_narrow_screen(lines, is_cards):
    """Side by side each was a few letters wide, and the last was cut."""
    assert ("pd-cards" in plain(["One", "Other"], lines, "Things")) == is_cards
    rows = [row(first, second, 1, None) for first, second in lines]
    shown = table(SWEDISH, CONTRACT, rows, ["check_name", "status"], Layout("Things"))
    assert ("pd-cards" in shown) == is_cards


def test_a_long_name_goes_on_after_a_slash_and_no_word_of_it_is_broken():
    layout = Layout(
        "Things", names=lambda *_: "Personuppgiftslagen/sekretesslagen; 1/2"
    )
    shown = table(SWEDISH, CONTRACT, ROWS[:1], ["check_name"], layout)
    assert "Personuppgiftslagen/<wbr>sekretesslagen; 1/2" in shown


@pytest.mark.parametrize(
    ("word", "is_whole"),
    [
        ("CL-2101", True),
        ("ett långt ord-1", False),
        ("web-2026-10-v1-utan-slut", False),
    ],
)
def test_a_code_is_not_broken_at_its_hyphen(word, is_whole):
    written = table(
        SWEDISH, CONTRACT, [row(word, "a", 1, None)], ["check_name"], Layout("Saker")
    )
    assert (f'<span class="pd-together">{word}</span>' in written) == is_whole
    assert word in written
