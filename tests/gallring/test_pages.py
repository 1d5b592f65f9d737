"""The pages act, say what they did, and refuse what has changed under them."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import DPO, Home, copy_of
from gallring.clerk import DUE, HOUR, KEPT, NOW, RULE, SYSTEM, Clerk
from streamlit.testing.v1 import AppTest

from privacy import gallring
from privacy.journal import attest as attest_promise

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    made = Home(tmp_path_factory.mktemp("pages"))
    clerk = Clerk(made)
    clerk.inventory({**DUE, **KEPT, "E8": "2026-13-45"})
    return made


@pytest.fixture
def clerk(imported, tmp_path):
    copy_of(imported, tmp_path)
    return Clerk(Home(tmp_path), NOW + HOUR)


def open_page(clerk, name, role="dpo", **query):
    page = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30)
    page.session_state["installation"] = clerk.home.installation
    page.session_state["pinned_now"] = clerk.now
    page.session_state["as"] = role
    page.session_state["lang"] = "en"
    page.run()
    for key, value in query.items():
        page.query_params[key] = value
    page.switch_page(f"pages/dpo/{name}.py")
    return page.run()


def press(page, label):
    (button,) = [b for b in page.button if b.label == label]
    return button.click().run()


def write(page, label, value):
    (field,) = [f for f in [*page.text_input, *page.date_input] if f.label == label]
    field.set_value(value)


def texts_of(page):
    assert not page.exception, page.exception
    return " ".join(e.value for e in [*page.error, *page.success])


@pytest.mark.parametrize("name", ["gallring", "rounds", "holds", "journal"])
def test_a_page_opens_for_the_dpo(clerk, name):
    page = open_page(clerk, name)
    assert not page.exception
    assert page.title


@pytest.mark.parametrize("role", ["manager", "analyst", None])
@pytest.mark.parametrize("name", ["gallring", "rounds", "holds", "journal"])
def test_a_page_opens_for_nobody_else(clerk, name, role):
    page = AppTest.from_file(str(ROOT / "pages" / "dpo" / f"{name}.py"))
    page.session_state["installation"] = clerk.home.installation
    page.session_state["now"] = clerk.now
    page.session_state["lang"] = "en"
    page.session_state["role"] = role
    assert "not open to your role" in texts_of(page.run())
    assert not page.button


def test_a_record_opens_with_its_rules(clerk):
    page = open_page(clerk, "gallring", record_id="E1")
    assert any(
        "Survey answers are kept" in html.proto.body for html in page.get("html")
    )


def test_a_record_with_an_impossible_date_is_listed(clerk):
    page = open_page(clerk, "gallring")
    assert any("E8" in html.proto.body for html in page.get("html"))


def start(page):
    write_box = [box for box in page.checkbox if "reviewed" in box.label]
    write_box[0].check()
    return press(page, "Start the round")


def test_a_round_is_started_approved_and_handed_out(clerk):
    page = start(open_page(clerk, "rounds", new_system=SYSTEM, new_rule=RULE))
    assert "The round is started." in texts_of(page)
    write(page, "Signed by", "Dana Ombud")
    press(page, "Approve")
    assert "The round is approved." in texts_of(page)
    press(page, "Hand the deletion list out")
    assert "handed out" in texts_of(page)
    (known,) = clerk.journal.state().rounds()
    assert (known[3], known[8]) == ("utlämnad", "Dana Ombud")
    press(page, "Close with a protocol")
    assert "3 of 3 records are not shown gone" in texts_of(page)


def test_a_round_is_not_started_unreviewed(clerk):
    page = open_page(clerk, "rounds", new_system=SYSTEM, new_rule=RULE)
    press(page, "Start the round")
    assert "Review the list first." in texts_of(page)
    assert clerk.journal.state().rounds() == []


def test_a_stale_tab_starts_nothing_past_a_hold(clerk):
    page = open_page(clerk, "rounds", new_system=SYSTEM, new_rule=RULE)
    clerk.hold("E1")
    start(page)
    assert clerk.journal.state().rounds() == []


def test_a_stale_tab_approves_nothing_past_a_hold(clerk):
    round_id = clerk.start()
    page = open_page(clerk, "rounds", round_id=round_id)
    clerk.hold("E1")
    write(page, "Signed by", "Dana Ombud")
    press(page, "Approve")
    assert "1 of 3 records are under hold" in texts_of(page)
    assert clerk.status(round_id) == "startad"


def test_a_stale_tab_hands_nothing_out_past_a_hold(clerk):
    round_id = clerk.start()
    clerk.approve(round_id)
    page = open_page(clerk, "rounds", round_id=round_id)
    clerk.hold(None)
    press(page, "Hand the deletion list out")
    assert "under hold" in texts_of(page)
    assert clerk.status(round_id) == "godkänd"


def test_a_hold_is_set_and_lifted(clerk):
    round_id = clerk.start()
    page = open_page(
        clerk, "holds", new_system=SYSTEM, new_type="Enkätsvar", new_record="E1"
    )
    write(page, "Reason, without personal data", "tvist")
    write(page, "Who answers for it", "juristen")
    write(page, "Look again on", datetime.date(2027, 2, 1))
    press(page, "Set the hold")
    assert f"stand in {round_id}" in texts_of(page)
    ((hold_id, *hold),) = clerk.journal.state().open_holds()
    assert hold[:3] == [SYSTEM, "Enkätsvar", "E1"]
    page = open_page(clerk, "holds", hold_id=hold_id)
    write(page, "Why it is lifted", "avgjort")
    press(page, "Lift the hold")
    assert "The hold is lifted." in texts_of(page)
    assert "hold_id" not in page.query_params
    assert clerk.journal.state().open_holds() == []


def value_of(page, label):
    (field,) = [f for f in [*page.text_input, *page.date_input] if f.label == label]
    return field.value


def test_a_hold_is_set_on_the_record_itself_and_the_form_is_empty_only_then(clerk):
    page = open_page(clerk, "gallring", record_id="E1")
    write(page, "Reason, without personal data", "tvist")
    press(page, "Set the hold")
    assert "Still to fill in: Who answers for it, Look again on." in texts_of(page)
    write(page, "Look again on", datetime.date(2027, 2, 1))
    press(page, "Set the hold")
    assert not page.success
    assert value_of(page, "Reason, without personal data") == "tvist"
    write(page, "Who answers for it", "juristen")
    press(page, "Set the hold")
    assert "is set." in texts_of(page)
    assert value_of(page, "Reason, without personal data") == ""
    ((_hold_id, *hold),) = clerk.journal.state().open_holds()
    assert hold[:3] == [SYSTEM, "Enkätsvar", "E1"]


def test_an_attestation_is_proposed_for_a_year(clerk):
    page = open_page(clerk, "promises", promise_id="CL-23")
    proposed = clerk.now.date() + datetime.timedelta(days=365)
    assert value_of(page, "Valid until") == proposed
    press(page, "Attest")
    assert "Still to fill in: What the attestation rests on." in texts_of(page)
    write(page, "What the attestation rests on", "avtal")
    press(page, "Attest")
    (entry,) = clerk.journal.entries("attested")
    assert entry.details["valid_until"] == str(proposed)


def test_a_hold_lifted_in_another_tab_is_not_lifted_again(clerk):
    hold_id, _ = clerk.hold("E1")
    page = open_page(clerk, "holds", hold_id=hold_id)
    clerk.journal.write("hold_lifted", DPO, clerk.context.at, hold_id=hold_id)
    write(page, "Why it is lifted", "avgjort")
    press(page, "Lift the hold")
    assert len(clerk.journal.entries("hold_lifted")) == 1
    assert f"dpo lifted the hold {hold_id} at 2026-11-23" in texts_of(page)
    page.run()
    assert "lifted the hold" not in texts_of(page)


def test_a_button_that_a_colleague_was_before_is_answered_with_who_and_when(clerk):
    round_id, other = clerk.start(), clerk.colleague()
    first = open_page(clerk, "rounds", round_id=round_id)
    write(first, "Signed by", "Dana Ombud")
    other.approve(round_id)
    press(first, "Approve")
    assert f"max@us.se approved the round {round_id} at 2026-11-23" in texts_of(first)
    second = open_page(clerk, "rounds", round_id=round_id)
    gallring.hand_out_round(other.context, round_id)
    press(second, "Hand the deletion list out")
    assert f"max@us.se handed out the list of {round_id} at" in texts_of(second)
    assert len(clerk.journal.entries("round_downloaded")) == 1
    other.call_off(round_id)
    press(second, "Hand the list out again")
    assert f"max@us.se called the round {round_id} off at" in texts_of(second)


def test_a_hold_that_a_colleague_set_meanwhile_is_seen_before_another_is_set(clerk):
    request = {"new_system": SYSTEM, "new_type": "Enkätsvar", "new_record": "E1"}
    page = open_page(clerk, "holds", **request)
    hold_id, _ = clerk.colleague().hold("E1")
    write(page, "Reason, without personal data", "tvist")
    write(page, "Who answers for it", "juristen")
    write(page, "Look again on", datetime.date(2027, 2, 1))
    press(page, "Set the hold")
    assert f"max@us.se set the hold {hold_id} on it at" in texts_of(page)
    press(page, "Set the hold")
    assert len(clerk.journal.state().open_holds()) == 2


def test_of_two_attestations_at_once_one_stands_and_the_other_officer_reads_whose(
    clerk,
):
    def attest(officer, seen):
        return attest_promise(
            clerk.journal, officer.actor, officer.now, promise_id="CL-23",
            note="avtal", valid_until=datetime.date(2027, 1, 1), seen=seen,
        )  # fmt: skip

    other = clerk.colleague()
    with ThreadPoolExecutor(2) as threads:
        tried = [threads.submit(attest, officer, 0) for officer in (clerk, other)]
    (entry,) = clerk.journal.entries("attested")
    (lost,) = [str(failure) for one in tried if (failure := one.exception())]
    assert lost.startswith(f"{entry.who} attested CL-23 at 2026-11-23")
    page = open_page(clerk, "promises", promise_id="CL-23")
    attest(other, entry.number)
    write(page, "What the attestation rests on", "intyg")
    write(page, "Valid until", datetime.date(2027, 2, 1))
    press(page, "Attest")
    assert "max@us.se attested CL-23 at 2026-11-23" in texts_of(page)
    press(page, "Attest")
    assert "The promise is attested." in texts_of(page)
    assert len(clerk.journal.entries("attested")) == 3
    press(page, "Attest")
    assert "Still to fill in: What the attestation rests on" in texts_of(page)


def test_the_journal_page_names_a_broken_entry(clerk):
    clerk.hold("E1")
    clerk.hold("E2")
    with clerk.journal._open() as connection:
        connection.execute("drop trigger entries_stay")
        connection.execute("update entries set who = 'mallory' where number = 1")
    assert "Entry 1 of the journal is not as it was written." in texts_of(
        open_page(clerk, "journal")
    )


def test_a_change_that_is_only_considered_is_shown_and_saved_nowhere(clerk):
    change = (
        f'[[retention_rule]]\nrule_id = "{RULE}"\nkind = "maximum"\n'
        'method = "period"\nbase = "answered_on"\nperiod = 400\nunit = "days"\n'
        'gloss_sv = "Längre"\ncitation = "Övervägs"\nvalid_from = 2027-01-01\n'
    )
    folder = clerk.home.installation.organisations()[0].folder / "policy"
    before = {file: file.read_bytes() for file in folder.iterdir()}
    page = open_page(clerk, "changes")
    (field,) = page.text_area
    field.set_value(change.replace("400", '"ten"')).run()
    (fault,) = page.error
    assert "change.toml, line 6: [[retention_rule]] period is a whole" in fault.value
    field.set_value(change).run()
    assert not page.exception
    assert not page.error
    html = " ".join(str(element.proto.body) for element in page.get("html"))
    assert "Övervägs" in html
    assert "maximum 400 days counted from answered" in html
    assert {file: file.read_bytes() for file in folder.iterdir()} == before
