"""A long list is asked for a page at a time, and is the list that was read whole."""

import csv
import datetime
import io

import pytest
from conftest import AS_OF, DPO, Home

from privacy.contracts import read_contract
from privacy.contracts.parts import Chosen, Count, Rows, Values
from privacy.contracts.roles import Role
from privacy.display.listing import Listing
from privacy.display.page import Page
from privacy.display.tables import find, keep, sort_rows
from privacy.display.translator import Translator
from privacy.errors import BadContract, NotAllowed
from tests.requests.random_requests import random_requests

FEW = 60
LISTS = {
    "dpo/requests": ("dpo/request_list", {}),
    "dpo/gallring_unclear": ("dpo/gallring_unclear", {}),
    "dpo/erasure_and_holds": ("dpo/erasure_and_holds", {}),
    "dpo/gallring_list": (
        "dpo/gallring_list",
        {
            "words": "",
            "keys": None,
            "most": None,
            "status": None,
            "system": None,
            "record_type": None,
            "deciding_rule": None,
        },
    ),
}
"""What a page asks for in parts, what it lists, and what it gives beside the day."""
WORDS = ("", "r0001", "DESK radering", "2024-0", "försenad", "inget sådant")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    made = Home(tmp_path_factory.mktemp("listings"))
    made.put("requests/requests.csv", requests())
    made.put("records/records.csv", records())
    made.take_in()
    return made


def requests():
    rows = random_requests(150)
    for number, row in enumerate(rows):
        row["team"] = ("Åsa", "ärende", "Örjan", "zebra", None)[number % 5]
    text = io.StringIO()
    names = dict.fromkeys(name for row in rows for name in row)
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def records():
    lines = ["system,record_type,record_id,answered_on,contract_end,claim_created_on"]
    kinds = ("Enkätverktyg,Enkätsvar", "Microsoft Dynamics,Kunduppgift", "Övrigt,Ämne")
    for number in range(120):
        day = AS_OF - datetime.timedelta(days=number * 7 % 400)
        days = (f"{day},,", f",{day},", ",,", "snart,,", ",igår,")[number % 5]
        lines.append(f"{kinds[number % 3]},Ä{number * 31 % 97}é-{number},{days}")
    return "\n".join(lines).encode()


@pytest.fixture(params=["sv", "en"])
def page(home, request):
    now = datetime.datetime.combine(AS_OF, datetime.time(9), datetime.UTC)
    return Page("Lists", home.desk(Role.DPO), now, Translator(request.param), DPO)


def together(listing, by=""):
    rows = []
    for first in range(0, listing.total, FEW):
        part = listing.rows(by, first, FEW)
        assert len(part) <= FEW
        rows += part
    return rows


def short_of(page, name):
    short, given = LISTS[name]
    return page.ask(short, **given), Listing(page, name, short, given)


@pytest.mark.parametrize("name", LISTS)
def test_the_pages_put_together_are_the_whole_list_in_every_order(page, name):
    whole, listing = short_of(page, name)
    assert len(whole.rows) > FEW
    wrong = []
    for column in ("", *whole.contract.column_names):
        for by in (column, f"-{column}") if column else ("",):
            rows = whole.records()
            if by:
                rows = sort_rows(page.translator, whole.contract, rows, by)
            if together(listing, by) != rows:
                wrong.append(by)
    assert wrong == []


@pytest.mark.parametrize("name", LISTS)
def test_each_value_chosen_keeps_the_rows_that_have_it(page, name):
    whole, listing = short_of(page, name)
    words = [c.name for c in whole.contract.columns if c.type == "varchar"]
    for column, values in listing.values(words).items():
        assert values == sorted({v for v in whole.column(column) if v is not None})
        for value in values[:4]:
            chosen = listing.narrowed({column: str(value)})
            rows = keep(whole.records(), {column: value})
            assert together(chosen) == rows
            assert chosen.total == len(rows)


@pytest.mark.parametrize("name", LISTS)
def test_words_are_looked_for_in_every_column_of_the_list(page, name):
    whole, listing = short_of(page, name)
    for words in WORDS:
        assert together(listing.narrowed({}, words)) == find(whole.records(), words)


@pytest.mark.parametrize("name", LISTS)
def test_the_file_holds_the_rows_of_the_screen_with_every_column(page, name):
    _, listing = short_of(page, name)
    chosen = listing.narrowed({"system": str(listing.values(["system"])["system"][0])})
    whole, shown = chosen.every(), together(chosen)
    assert whole.contract.columns == read_contract(name).columns
    names = list(shown[0])
    assert [{n: row[n] for n in names} for row in whole.records()] == shown


def test_a_row_is_opened_with_all_that_is_known_of_it(page):
    whole, listing = short_of(page, "dpo/requests")
    wanted = str(whole.column("request_id")[5])
    assert listing.only("request_id", wanted) == keep(
        page.ask("dpo/requests").records(), {"request_id": wanted}
    )


def test_a_record_is_opened_also_where_hundreds_have_a_number_that_begins_alike(page):
    _, listing = short_of(page, "dpo/gallring_list")
    (row,) = listing.only("record_id", "Ä31é-1")
    assert row["record_id"] == "Ä31é-1"


def test_the_list_of_requests_says_of_each_what_the_whole_answer_says(page):
    whole, short = page.ask("dpo/requests"), page.ask("dpo/request_list")
    names = short.contract.column_names
    assert [{n: row[n] for n in names} for row in whole.records()] == short.records()


def test_keys_that_are_chosen_keep_the_rows_that_have_them(page):
    whole, listing = short_of(page, "dpo/requests")
    rows = whole.records()[5:9]
    keys = [f"{row['system']}\x1f{row['request_id']}" for row in rows]
    columns = ("system", "request_id")
    assert together(listing.having(columns, keys)) == rows
    assert listing.having(columns, []).total == 0
    assert listing.having(columns, None) == listing


def test_two_who_choose_otherwise_are_answered_each_for_themselves(page):
    _, listing = short_of(page, "dpo/requests")
    one = listing.narrowed({"right_used": "radering"})
    other = listing.narrowed({"right_used": "rättelse"})
    rights = [{row["right_used"] for row in together(c)} for c in (one, other, one)]
    assert rights == [{"radering"}, {"rättelse"}, {"radering"}]


def test_a_part_names_only_columns_that_the_query_has(home):
    desk = home.desk(Role.DPO)
    given = {"as_of": AS_OF}
    for part in (
        Rows(by="status; drop table x"),
        Rows(Chosen((("nothing", "x"),))),
        Values(("nothing",)),
    ):
        with pytest.raises(BadContract, match="has no column"):
            desk.ask_part("dpo/request_list", part, **given)


def test_a_part_is_answered_for_nobody_who_may_not_ask_the_whole(home):
    for role in (Role.MANAGER, Role.ANALYST):
        with pytest.raises(NotAllowed):
            home.desk(role).ask_part("dpo/request_list", Count(), as_of=AS_OF)
