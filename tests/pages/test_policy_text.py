"""An installation begins with a form, and a policy is decided on its page."""

import pytest
from conftest import AT
from pages.opening import DASHBOARD
from streamlit.testing.v1 import AppTest

from privacy.display.menu import PAGES
from privacy.installation import Installation
from privacy.journal import Journal
from privacy.operations.policy_texts import PolicyTexts
from privacy.policy import read_policy
from privacy.policy_reader import new_policy
from privacy.wording import say

POLICY = """\
Hur länge sparar vi dina uppgifter?
Kunduppgifter sparas i tre år efter att avtalet upphört.
Uppgifter om besökare sparas så länge det är nödvändigt.
Vi säljer aldrig dina uppgifter.
Himlen är blå.
"""
OPEN = "Uppgifter om besökare sparas så länge det är nödvändigt."


def tab(home):
    """A tab of a browser at the dashboard."""
    page = AppTest.from_file(DASHBOARD, default_timeout=120)
    page.session_state["installation"] = home
    page.session_state["pinned_now"] = AT
    page.session_state["lang"] = "sv"
    return page.run()


def reading(home):
    page = tab(home)
    page.switch_page(str(PAGES / "dpo/reading.py"))
    return sound(page.run())


def sound(page):
    assert not page.exception
    assert not [error.value for error in page.error]
    return page


def press(page, label, **given):
    words = say(label, "sv", **given)
    next(b for b in page.button if b.label == words).click()
    return page.run()


def undecided(home):
    return PolicyTexts(home, home.organisation("acme")).review().undecided()


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    return Installation(tmp_path_factory.mktemp("empty") / "data")


def test_an_empty_folder_shows_a_form_that_begins_a_company(empty):
    page = sound(tab(empty))
    assert [title.value for title in page.title] == [
        say("Begin with your company", "sv")
    ]
    page.text_input[0].set_value("Acme AB")
    page.text_input[1].set_value("Å/..")
    refused = press(page, "Begin")
    assert "små bokstäver" in refused.error[0].value
    assert not empty.is_begun
    page.text_input[1].set_value("")  # made of the company's name then
    begun = sound(press(page, "Begin"))
    assert read_policy(empty.data / "acme").title == "Acme AB"
    assert "acme" in begun.success[0].value  # where the key lies
    shown = " ".join(part.value for part in begun.markdown)
    assert "läs in er publicerade integritetspolicy" in shown


@pytest.fixture
def home(tmp_path):
    """A company that the command line began: no board and no promise."""
    made = Installation(tmp_path / "data")
    new_policy(made.data, "acme", "Acme AB", "privacy")
    return made


def test_a_policy_is_pasted_decided_by_two_tabs_and_put_in_force(home):
    one = sound(press(reading(home), "Begin in the browser"))
    one.text_area[0].set_value(POLICY)
    one = sound(press(one, "Read the policy"))
    other = reading(home)
    assert (
        say("To decide ({n})", "sv", n=3) in one.selectbox(key="policy_group").options
    )

    one = sound(press(one, "Nothing measurable"))
    late = press(other, "Accept")
    assert late.error[0].value == say(
        "What you pressed is no longer there; the page shows how it stands now.", "sv"
    )
    other = sound(reading(home))
    other = sound(press(other, "Accept all {n} that are complete", n=1))
    assert len(undecided(home)) == 1

    refused = press(other, "Accept")
    assert refused.error[0].value == say(
        "Answer what the text leaves open, or decide later.", "sv"
    )
    refused.number_input[0].set_value(18)
    for field in refused.selectbox:
        if field.label == say("Unit of time", "sv"):
            field.set_value("months")
        if field.label == say("Counted from", "sv"):
            field.set_value("last_seen_on")
    other = sound(press(refused, "Accept"))
    other = sound(press(other, "Put {n} promises in force", n=2))

    policy = read_policy(home.data / "acme")
    quotes = [row["quote"] for row in policy.table("promise")]
    assert OPEN in quotes
    own = [r for r in policy.table("retention_rule") if r["period"] == 18]
    assert [(r["unit"], r["base"]) for r in own] == [("months", "last_seen_on")]
    (entry,) = Journal.of(home.organisation("acme")).entries("policy_read")
    assert entry.actor.name == "dpo"

    page = reading(home)
    page = sound(page.selectbox(key="policy_group").select("silent").run())
    assert page.selectbox(key="policy_sentence").options == ["Himlen är blå."]
    page = sound(page.selectbox[-2].select("free_of_charge").run())
    page = sound(press(page, "Accept"))
    assert say("Put {n} promises in force", "sv", n=1) in [b.label for b in page.button]
