"""A search finds what its reader may see, however it is written, and notes no word."""

import re

import pytest
from conftest import AS_OF
from pages.opening import opened
from streamlit.testing.v1 import AppTest

from privacy.contracts import Chosen, Named, contract_names, read_contract
from privacy.contracts.roles import Role
from privacy.desk import Desk
from privacy.display.matching import find_named, looked_for, ready
from privacy.display.menu import PAGES, SEARCH, WORDS, pages_of
from privacy.journal import Journal
from privacy.wording import LANGUAGES, write_value

CANARY = "Zebrafink"


class Thing:
    def __init__(self, name, *words):
        self.name, self.text = name, ready(name, *words)


def names(items, words):
    return [item.name for item in find_named(items, words)]


THINGS = [
    Thing("CL-10", "Rätt till tillgång"),
    Thing("CL-1", "Försenad gallring"),
    Thing("Radering", "CL-1 står här"),
    Thing("Forsen", "en fors"),
]


def test_the_very_name_comes_first_then_what_begins_so():
    assert names(THINGS, "cl-1") == ["CL-1", "CL-10", "Radering"]


def test_capitals_are_small_letters():
    assert names(THINGS, "RADERING") == ["Radering"]


def test_a_letter_without_dots_finds_the_one_with_them():
    assert names(THINGS, "forsen") == ["Forsen", "CL-1"]


def test_a_letter_with_dots_finds_only_itself():
    assert names(THINGS, "försen") == ["CL-1"]


def test_letters_that_a_mac_writes_in_two_parts_are_one():
    assert names(THINGS, "fo\u0308rsen") == ["CL-1"]


def test_every_word_has_to_stand_somewhere():
    assert names(THINGS, "gallring försenad") == ["CL-1"]
    assert names(THINGS, "gallring tillgång") == []


def test_no_words_find_nothing():
    assert names(THINGS, "  ") == []


def searched(home, role, words, language="sv"):
    page = opened(home, SEARCH, role, language)
    page.text_input(key="Search: what are you looking for? q").set_value(words)
    return page.run()


def links(page: AppTest) -> dict[str, str]:
    """Where each result leads, by its label."""
    protos = [link.proto for link in page.main.get("page_link")]
    return {proto.label: f"{proto.page}?{proto.query_string}" for proto in protos}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", ["R1", "r1"])
def test_the_officer_finds_a_request_by_its_number(home, words, language):
    result = links(searched(home, Role.DPO, words, language))
    [leads] = [leads for label, leads in result.items() if label.startswith("**R1**")]
    assert leads.startswith("requests?")
    assert "request_id=R1" in leads
    assert f"lang={language}" in leads


@pytest.mark.parametrize(
    ("words", "leads"),
    [
        ("CL-70", "promise_id=CL-70"),
        ("SURVEY_180D", "rule_id=SURVEY_180D"),
        ("samtalslogg", "record_type=Samtalslogg"),
        ("gallringsstopp hava", "holds?"),
        ("days_left", "guide?"),
    ],
)
def test_the_officer_finds_the_rest_by_name(home, words, leads):
    result = links(searched(home, Role.DPO, words))
    assert any(leads in link for link in result.values()), result


def in_every_language(right):
    return [write_value(right or "", one, "right_used") for one in LANGUAGES]


@pytest.mark.parametrize(
    "words",
    [
        "r1",
        "R1 erasure",
        "RÄTTELSE",
        "rattelse",
        "rä\u0308ttelse",
        "2026-1",
        "r",
        "1 r",
    ],
)
def test_the_engine_finds_the_requests_that_are_found_here(home, words):
    desk = home.desk(Role.DPO)
    listed = desk.ask("dpo/findable", as_of=AS_OF).records()
    rows = [row for row in listed if row["kind"] == "request"]
    things = [
        Thing(row["key"], *in_every_language(row["about_sv"]), row["words"])
        for row in rows
    ]
    rights = {str(row["about_sv"]) for row in rows if row["about_sv"]}
    part = Named(
        looked_for(words),
        Chosen(values=(("kind", "request"),)),
        name="key",
        searched=("about_sv", "key", "words"),
        meanings=tuple((right, " ".join(in_every_language(right))) for right in rights),
    )
    answer = desk.ask_part("dpo/findable", part, as_of=AS_OF).records()
    expected = names(things, words)
    assert [row["key"] for row in answer] == expected
    assert {row["many"] for row in answer} <= {len(expected)}


def test_no_more_requests_are_read_than_are_shown(home, monkeypatch):
    read, real = [], Desk.answer

    def answer(desk, name, given, *more):
        result = real(desk, name, given, *more)
        read.append((name, [row for row in result.rows if row[0] == "request"]))
        return result

    monkeypatch.setattr(Desk, "answer", answer)
    searched(home, Role.DPO, "R1")
    requests = [rows for name, rows in read if name == "dpo/findable" and rows]
    assert requests
    assert all("R1" in str(row[1]) for rows in requests for row in rows)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ANALYST])
@pytest.mark.parametrize("words", ["R1", "CL-70", "SURVEY_180D", "gallringsstopp"])
def test_others_find_nothing_of_the_register(home, role, words):
    own = {name.split("/")[1] for name in pages_of(role)}
    result = links(searched(home, role, words))
    assert {link.split("?")[0] for link in result.values()} <= own
    assert not [label for label in result if label.startswith(f"**{words}**")]
    plainly = [label.replace("\\", "") for label in result]
    assert not [label for label in plainly if label.endswith(f"· {words}")]


@pytest.mark.parametrize("code", ["CL-70", "SURVEY_180D"])
def test_what_has_a_code_is_named_before_it(home, code):
    result = links(searched(home, Role.DPO, code))
    [label] = [label for label, leads in result.items() if f"_id={code}" in leads]
    assert re.fullmatch(rf"\*\*.+\*\* · {code}", label.replace("\\", ""))


@pytest.mark.parametrize("words", ["calls", "samtal"])
def test_a_word_of_either_language_finds_the_page(home, words):
    result = links(searched(home, Role.MANAGER, words))
    assert "calls?" in result[next(iter(result))]


def test_words_that_find_nothing_are_answered_by_a_sentence(home):
    page = searched(home, Role.MANAGER, CANARY)
    assert links(page) == {}
    assert [info.value for info in page.info]


def test_the_field_of_any_page_leads_to_the_results(home):
    page = opened(home, "dpo/overview", Role.DPO, "sv")
    page.text_input(key="looked_for").set_value("R1")
    page = page.button(key="FormSubmitter:find-Sök").click().run()
    assert any("request_id=R1" in link for link in links(page).values())


def test_no_word_that_was_looked_for_is_kept(home, caplog):
    page = searched(home, Role.DPO, CANARY)
    assert not page.exception
    journal = Journal.of(home.organisation)
    assert CANARY not in repr(list(journal.entries()))
    files = [path for path in home.folder.parent.rglob("*") if path.is_file()]
    assert not [path for path in files if CANARY.encode() in path.read_bytes()]
    assert CANARY not in caplog.text


def test_that_the_officer_searched_is_noted(home):
    searched(home, Role.DPO, "R1")
    noted = list(Journal.of(home.organisation).entries("viewed"))
    assert "Search: what are you looking for?" in repr(noted)


def test_every_statistic_has_a_page_that_shows_it():
    pages = pages_of(Role.MANAGER)
    for contract in map(read_contract, contract_names("statistics")):
        name, [page] = contract.name.split("/")[1], contract.header["Page"]
        assert page in pages
        assert name in (PAGES / f"{page}.py").read_text("utf-8") or name in HIDDEN


HIDDEN = {"calls_by_wait", "calls_passed_on"}
"""Shown as the service level, and within passages by queue."""


def test_a_page_has_words_to_be_found_by():
    assert set(WORDS) == set(pages_of(Role.DPO))
