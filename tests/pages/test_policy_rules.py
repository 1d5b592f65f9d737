"""The page Policy rules changes the files as it said it would, or says why not."""

import pytest
from conftest import Home
from pages.conftest import RECORDS
from pages.opening import opened

from privacy.journal import Journal
from privacy.roles import Role

HAND = """
[[retention_rule]]
rule_id = "ARKIV"
kind = "maximum"
method = "period"
base = "case_closed_on"
period = 10
unit = "years"
gloss_sv = "Arkivet gallras efter tio år"
citation = "Policyn"
valid_from = 2020-01-01
"""
OTHERS = "system,record_type,record_id\nArkivet,Akt,A1\n"


@pytest.fixture
def home(tmp_path):
    made = Home(tmp_path)
    made.put("records/records.csv", RECORDS)
    made.put("records/others.csv", OTHERS.encode())
    made.take_in()
    return made


def field(page, label):
    fields = [*page.selectbox, *page.text_input, *page.number_input, *page.multiselect]
    (found,) = [one for one in fields if one.label == label]
    return found


def press(page, label):
    (button,) = [one for one in page.button if one.label == label]
    return button.click().run()


def part(home, name):
    page = opened(home, "dpo/policy", Role.DPO, "en")
    page.default_timeout = 300  # a save makes a build
    page.selectbox(key="Policy rules: what is in force part").set_value(name)
    return page.run()


def changed_survey(home):
    page = part(home, "retention_rule")
    things = field(page, "What to change")
    at = next(n for n, one in enumerate(things.options) if one == "SURVEY_180D")
    things.select_index(at)
    page.run()
    field(page, "How many").set_value(30)
    return page.run()


def test_what_is_missing_is_said_and_what_was_written_stays(home):
    page = press(changed_survey(home), "Show what it would do")
    assert "Fill in: Citation" in page.error[0].value
    assert field(page, "How many").value == 30


def test_a_file_edited_by_hand_meanwhile_is_kept_and_the_form_too(home):
    page = changed_survey(home)
    field(page, "Citation: where it stands, or whose choice").set_value("Decision 7")
    page = press(page, "Show what it would do")
    assert not page.exception
    assert not page.error
    file = home.folder / "policy" / "retention.toml"
    file.write_text(file.read_text("utf-8") + HAND, encoding="utf-8")
    page = press(page, "Save")
    assert not page.exception, page.exception
    assert "changed since this form was opened" in page.error[0].value
    assert field(page, "How many").value == 30
    assert not (home.folder / "policy" / "changes.toml").exists()
    page = press(press(page, "Show what it would do"), "Save")
    assert "SURVEY_180D is saved" in page.success[0].value
    assert HAND in file.read_text("utf-8")
    text = (home.folder / "policy" / "changes.toml").read_text("utf-8")
    assert "period = 30" in text
    assert 'citation = "Decision 7"' in text
    (entry,) = Journal.of(home.organisation).entries("policy_changed")
    assert (entry.details["name"], entry.details["table"]) == (
        "SURVEY_180D",
        "retention_rule",
    )
    assert field(page, "Name of the rule").value == ""


def test_a_kind_that_no_rule_governs_is_offered_with_every_rule(home):
    page = part(home, "record_kind")
    things = field(page, "What to change")
    at = next(n for n, one in enumerate(things.options) if "Arkivet · Akt" in one)
    assert "no rule yet" in things.options[at]
    things.select_index(at)
    page.run()
    assert field(page, "System").value == "Arkivet"
    assert field(page, "Kind of record").value == "Akt"
    offered = field(page, "Rules that govern it").options
    assert any(one.startswith("SURVEY_180D") for one in offered)


def test_a_rule_that_no_kind_names_governs_nothing_yet_and_leads_to_the_kinds(home):
    file = home.folder / "policy" / "retention.toml"
    file.write_text(file.read_text("utf-8") + HAND, encoding="utf-8")
    page = part(home, "retention_rule")
    assert not [one for one in page.button if one.label.startswith("SURVEY")]
    page = press(page, "ARKIV: choose what it governs")
    assert not page.exception
    chosen = field(page, "Rules that govern it").value
    assert [one.split(":")[0] for one in chosen] == ["ARKIV"]
