"""Signing in at a real OpenID provider, and every way to get in that must not work."""

import time

import pytest
from server.conftest import CANARY, PEOPLE, RULES
from server.going import (
    DOOR,
    NO_ROLE,
    cookie_of,
    links,
    open_at,
    press_sign_in,
    says,
    settle,
    sign_in,
    sign_out,
    wear,
)
from server.harness import write_access
from server.raw import COOKIE, ask

from privacy.contracts.roles import Role
from privacy.display.menu import pages_of
from privacy.journal import PERSON, Journal


def addresses(role: Role) -> set[str]:
    return {name.split("/")[1] for name in pages_of(role)}


FOR_THE_DPO = sorted(addresses(Role.DPO) - addresses(Role.MANAGER))


def events(served, kind: str) -> list[tuple[str, dict]]:
    journal = Journal.of(served.organisation)
    return [(entry.who, dict(entry.details)) for entry in journal.entries(kind)]


@pytest.mark.parametrize(
    ("person", "role"),
    [("dora", Role.DPO), ("max", Role.MANAGER), ("ann", Role.ANALYST)],
)
def test_each_role_gets_its_own_pages_and_no_other(dashboard, visit, person, role):
    context, address = visit(), dashboard.address
    page = sign_in(context, address, person)
    says(page, f"Inloggad: {person}@example.se")
    says(page, "Vad du öppnar och hämtar antecknas i journalen.")
    assert links(page) == addresses(role)
    ours = [to for page_of, to in context.elsewhere if page_of.startswith(address)]
    assert ours == []
    noted = (f"{person}@example.se", {"role": role})
    assert noted in events(dashboard, "signed_in")
    actors = {e.actor for e in Journal.of(dashboard.organisation).entries("signed_in")}
    assert person in {actor.subject for actor in actors}
    assert {(actor.kind, bool(actor.issuer)) for actor in actors} == {(PERSON, True)}


def test_nobody_is_shown_anything_before_signing_in(dashboard, visit):
    context = visit()
    page = open_at(context, f"{dashboard.address}/requests")
    says(page, DOOR)
    assert links(page) == set()
    assert not any(CANARY in str(frame) for frame in context.heard)


def test_without_a_group_there_is_a_sentence_and_no_page(dashboard, visit):
    page = sign_in(visit(), dashboard.address, "nils")
    says(page, NO_ROLE)
    assert links(page) == set()
    assert "nils@example.se" in [who for who, _ in events(dashboard, "refused")]


def test_a_token_meant_for_another_program_opens_nothing(dashboard, visit):
    with dashboard.people.meant_for_another():
        page = sign_in(visit(), dashboard.address, "dora")
    says(page, DOOR)


def test_a_cookie_meant_for_another_program_opens_nothing(dashboard, visit):
    context = visit()
    wear(context, dashboard, aud="another")
    says(open_at(context, dashboard.address), "Inloggningen är inte gjord för")


def test_a_cookie_signed_by_us_is_what_these_tests_think_it_is(dashboard, visit):
    context = visit()
    wear(context, dashboard)
    assert links(open_at(context, dashboard.address)) == addresses(Role.DPO)


def test_a_sign_in_that_has_run_out_opens_nothing(dashboard, visit):
    context = visit()
    wear(context, dashboard, iat=int(time.time()) - 3700)
    says(open_at(context, dashboard.address), "Inloggningen har gått ut.")


def test_a_forged_cookie_opens_nothing(dashboard, visit):
    context = visit()
    wear(context, dashboard, key="0" * 64)
    says(open_at(context, dashboard.address), DOOR)
    other = visit()
    wear(other, dashboard)
    page = open_at(other, dashboard.address)
    cookies = {cookie["name"]: cookie for cookie in other.cookies()}
    changed = cookies[COOKIE]["value"]
    middle = len(changed) // 3
    flipped = "A" if changed[middle] != "A" else "B"
    cookies[COOKIE]["value"] = changed[:middle] + flipped + changed[middle + 1 :]
    other.clear_cookies()
    other.add_cookies(list(cookies.values()))
    page.reload()
    settle(page)
    says(page, DOOR)


def test_a_copied_cookie_is_worth_nothing_after_sign_out(dashboard, visit):
    context, thief = visit(), visit()
    page = sign_in(context, dashboard.address, "dora")
    thief.add_cookies(context.cookies())
    stolen = open_at(thief, dashboard.address)
    assert links(stolen) == addresses(Role.DPO)
    tab = open_at(context, dashboard.address)
    sign_out(page)
    says(page, DOOR)
    for other in (tab, stolen):
        other.get_by_text("English").click()
        says(other, "You have signed out. Sign in again.")
        assert links(other) == set()
    says(open_at(thief, f"{dashboard.address}/requests"), "Du har loggat ut.")


def test_a_group_taken_away_counts_at_the_next_sign_in(dashboard, visit):
    context = visit()
    page = sign_in(context, dashboard.address, "max")
    dashboard.people.say({**PEOPLE, "max": {"groups": []}})
    try:
        sign_out(page)
        press_sign_in(page, "max")
        says(page, NO_ROLE)
    finally:
        dashboard.people.say(PEOPLE)


def test_a_rule_taken_away_counts_at_the_next_run(dashboard, visit):
    context = visit()
    wear(context, dashboard, "ann", "analys")
    page = open_at(context, dashboard.address)
    assert links(page) == addresses(Role.ANALYST)
    try:
        for taken in ({"shut_out": "ann"}, {}):
            rules = RULES if taken else RULES[:2]
            write_access(dashboard.data, *rules, **taken)
            page.get_by_text("English" if taken else "Svenska").click()
            says(page, "no role" if taken else NO_ROLE)
            assert links(page) == set()
    finally:
        write_access(dashboard.data, *RULES)
    page.get_by_text("English").click()
    page.wait_for_selector(".st-key-menu a")
    assert links(page) == addresses(Role.ANALYST)


def test_a_provider_taken_away_lets_nobody_in(dashboard, visit):
    settings = dashboard.home.key_folder / "sign-in.toml"
    text = settings.read_text()
    heard = []
    try:
        for item in (None, "[["):
            settings.unlink() if item is None else settings.write_text(item)
            cookie = cookie_of(dashboard)
            heard.append(ask(dashboard.address, page="requests", signed_in=cookie))
    finally:
        settings.write_text(text)
    assert "Inställningarna för inloggning är borta".encode() in heard[0]
    assert "kan inte läsas".encode() in heard[1]
    assert not any(CANARY.encode() in item for item in heard)


def test_a_role_that_changes_changes_the_pages_of_an_open_tab(dashboard, visit):
    context = visit()
    wear(context, dashboard)
    page = open_at(context, dashboard.address)
    assert links(page) == addresses(Role.DPO)
    try:
        write_access(dashboard.data, ("dso", "manager"))
        page.goto(f"{dashboard.address}/requests")
        settle(page)
        assert links(page) == addresses(Role.MANAGER)
    finally:
        write_access(dashboard.data, *RULES)
